/** What the button in the page says about a press: that it counts, or why it does not. */
import type { ExecutionMode } from '../domain/execution';

export const press = {
  hidden: 'Something on the page covers or fades this offer. Nothing was sent; use the popup to see what is on offer.',
  partly:
    'Not all of this offer is in sight, so its amounts may not have been read. Nothing was sent; make room, or use ' +
    'the popup.',
  moved: 'The offer had only just appeared or moved. Nothing was sent; press again.',
  hasty: 'The button had only just been reached. Nothing was sent; press again.',
  elsewhere: 'That press began elsewhere. Nothing was sent; press again.',
  held: 'The button was held for too long. Nothing was sent; press it shortly.',

  checking: (mode: ExecutionMode): string =>
    mode === 'live' ? 'Checking once more. Your wallet will ask you to sign.' : 'Checking the books once more.',
  opened: "Opened in Facet's side panel: read it there and confirm.",
} as const;
