/** What signals are fed with and what they say. Each number with its age; what is off says so. */
import type { ReactNode } from 'react';
import { SpotFeeds } from '../../../components/spot-feeds';
import { FillModel } from './fill-model';
import { Markets } from './markets';

export function Signals({ nowMs }: { readonly nowMs: number }): ReactNode {
  return (
    <>
      <Markets nowMs={nowMs} />
      <FillModel />
      <SpotFeeds nowMs={nowMs} />
    </>
  );
}
