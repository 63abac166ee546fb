/** Lists: what stands on the tiles of a list of events, and over the list of what is open. */
import { plural } from '../domain/money-text';

export const list = {
  contradiction: 'contradiction found',
  /** Only where there is room. */
  open: ' · open to see',

  passing(passing: number, open: number): string {
    if (passing === open) return 'All above your thresholds.';
    return passing === 0 ? 'None above your thresholds.' : `${passing} above your thresholds, ${open - passing} below.`;
  },
  more: (count: number): string =>
    `${plural(count, 'more set', 'more sets')} of bets, with less to gain or below your thresholds.`,
} as const;
