/** What signals are fed with and what they say. Each number with its age; what is off says so. */
import type { ReactNode } from 'react';
import { FillModel } from './fill-model';
import { SpotFeeds } from '../../../components/spot-feeds';

export function Signals({ nowMs }: { readonly nowMs: number }): ReactNode {
  return (
    <>
      <FillModel />
      <SpotFeeds nowMs={nowMs} />
    </>
  );
}
