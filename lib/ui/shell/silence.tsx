import type { ReactNode } from 'react';
import type { DashboardState } from './dashboard';

/** A sleeping background wakes in tens of milliseconds; only a longer silence is worth words. */
const SILENT_MS = 1_500;

export function isSilent({ link, linkSinceMs }: Pick<DashboardState, 'link' | 'linkSinceMs'>, nowMs: number): boolean {
  return link !== 'live' && nowMs - linkSinceMs > SILENT_MS;
}

export function Silence({ gone }: { readonly gone: boolean }): ReactNode {
  return (
    <p className="block judge" role="status">
      {gone
        ? 'Facet was updated. Close this window and open it again.'
        : 'Facet is not answering; trying again. What you see is the last known state, and nothing can be sent until ' +
          'it is back.'}
    </p>
  );
}
