/**
 * What the fill model sees of a moment: 33 numbers known at it, and four that depend on what is asked (how many shares,
 * how much later). The names are those of the table that `npm run fills` reads (docs/formats.md 5).
 */

/** Known at the moment, whatever is asked. */
export const MOMENT_COLUMNS = [
  ...['price', 'spreadTicks', 'logSize1', 'logSize2', 'gap12', 'logBid1', 'obi1', 'obi3', 'microDev'],
  ...['ageBest', 'ageSize', 'ev1', 'ev10', 'topChg5', 'lossRate', 'trades10', 'signed10', 'sinceTrade'],
  ...['mv500', 'mv2000', 'mv10000', 'absMv5', 'sprLag1', 'sprLag5', 'sprMean', 'sprStd'],
  ...['allEv1', 'othMv', 'cancel5', 'add5', 'sprXsize', 'obiXspr', 'tokTE'],
] as const;

/** Of what is asked: log of the delay, share of the level, log of the shares, logit of the hazard baseline. */
const ASKED_COLUMNS = ['logD', 'qFrac', 'logQ', 'hazLogit'] as const;

export const ALL_COLUMNS: readonly string[] = [...MOMENT_COLUMNS, ...ASKED_COLUMNS];

export const SPREAD_COLUMN = MOMENT_COLUMNS.indexOf('spreadTicks');

/**
 * More shares or a longer wait never make it likelier that they are still there; the baseline's own logit, which falls
 * with both, may only raise it.
 */
export const DIRECTIONS: readonly number[] = [...MOMENT_COLUMNS.map(() => 0), -1, -1, -1, 1];

/** How many shares are asked for: 5, half the level, all of it. */
export const SIZES = ['min5', 'half', 'full'] as const;
export type SizeClass = (typeof SIZES)[number];

/** How much later, milliseconds. */
export const DELAYS = [200, 500, 1000, 2000] as const;

/** One moment with what became of it. */
export interface FillMoment {
  /** By MOMENT_COLUMNS. */
  readonly features: ArrayLike<number>;
  /** Shares at the best ask, and asked for by size class. */
  readonly size: number;
  readonly asked: readonly number[];
  /** Size classes by delays: 1 still there, 0 gone. */
  readonly outcomes: ArrayLike<number>;
}

/** Place of a size class and a delay in `outcomes`. */
export function taskAt(sizeAt: number, delayAt: number): number {
  return sizeAt * DELAYS.length + delayAt;
}

export const TASKS = SIZES.length * DELAYS.length;
