/**
 * What the fill model's columns are made of, kept up to date book by book: ages, decayed activity, moves and spreads of
 * one token's best ask, and what the other tokens of its event do. The same events give the same numbers, so live
 * moments mean what those of a recorded table mean (docs/formats.md 5).
 *
 * Changed in place: at most 2 kB a token, O(levels within two cents) an event. Times are the venue's, milliseconds.
 */
import type { Level } from '../../domain/book';
import { MICROS } from '../../domain/units';

/** Of an event: what the model calls "all tokens" and "the others". */
export interface GroupActivity {
  atMs: number;
  /** Decayed count of rows, 1 s. */
  rows: number;
  /** Decayed absolute moves of all middles, ticks, 5 s. */
  moves: number;
}

export interface TokenActivity {
  readonly tickMicros: number;
  bids: readonly Level[];
  asks: readonly Level[];
  atMs: number;
  /** When the best ask's price, and its price or size, changed. */
  priceAtMs: number;
  sizeAtMs: number;
  tradeAtMs: number | null;
  rows1: number;
  rows10: number;
  tops5: number;
  losses20: number;
  /** Seconds. */
  exposure20: number;
  trades10: number;
  signed10: number;
  moves5: number;
  cancelled5: number;
  added5: number;
  /** Spreads after the last changes of the best prices, ticks. */
  readonly spreads: Ring;
  /** Middles in ticks, each with the time from which it held. */
  readonly middles: Ring;
  readonly middleTimes: Ring;
  /** Outcomes of this token that are known: of half the level after a second. */
  kept: number;
  known: number;
}

/** The newest values of a series. */
export interface Ring {
  readonly values: Float64Array;
  count: number;
}

const SPREADS = 50;
/** Middles of ten seconds, a change each: where there are more, the oldest that is kept stands for those before. */
const MIDDLES = 48;
/** Asks this near to the best count as the queue that is being thinned or filled. */
const NEAR_MICROS = 20_000;

export const startGroup = (): GroupActivity => ({ atMs: 0, rows: 0, moves: 0 });

export function startActivity(tickMicros: number, atMs: number): TokenActivity {
  return {
    tickMicros,
    bids: [],
    asks: [],
    ...{ atMs, priceAtMs: atMs, sizeAtMs: atMs, tradeAtMs: null },
    ...{ rows1: 0, rows10: 0, tops5: 0, losses20: 0, exposure20: 0, trades10: 0, signed10: 0 },
    ...{ moves5: 0, cancelled5: 0, added5: 0 },
    spreads: ring(SPREADS),
    middles: ring(MIDDLES),
    middleTimes: ring(MIDDLES),
    kept: 0,
    known: 0,
  };
}

const ring = (length: number): Ring => ({ values: new Float64Array(length), count: 0 });

function push({ values }: Ring, count: number, value: number): void {
  values[count % values.length] = value;
}

/** `steps` changes before the newest; the oldest that is known where there are fewer. */
export function back({ values, count }: Ring, steps: number): number {
  const oldest = Math.max(0, count - values.length);
  return values[Math.max(oldest, count - 1 - steps) % values.length] ?? NaN;
}

function decayGroup(group: GroupActivity, atMs: number): void {
  const dt = atMs - group.atMs;
  if (dt <= 0) return;
  group.rows *= Math.exp(-dt / 1_000);
  group.moves *= Math.exp(-dt / 5_000);
  group.atMs = atMs;
}

/** Brings what decays to this time. */
export function decay(token: TokenActivity, group: GroupActivity, atMs: number): void {
  decayGroup(group, atMs);
  const dt = atMs - token.atMs;
  if (dt <= 0) return;
  // Half and a quarter of the exponent by roots: one exponential an event.
  const by20 = Math.exp(-dt / 20_000);
  const by10 = by20 * by20;
  const by5 = by10 * by10;
  const by1 = by5 ** 5;
  token.rows1 *= by1;
  token.tops5 *= by5;
  token.moves5 *= by5;
  token.cancelled5 *= by5;
  token.added5 *= by5;
  token.rows10 *= by10;
  token.trades10 *= by10;
  token.signed10 *= by10;
  token.losses20 *= by20;
  // Each event's part counts from its own time on.
  token.exposure20 = token.exposure20 * by20 + dt / 1_000;
  token.atMs = atMs;
}

export interface BookTouch {
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  /** Changes that led to it. */
  readonly rows: number;
  readonly atMs: number;
}

/** The token's book after a frame that touched it. */
export function takeBook(token: TokenActivity, group: GroupActivity, { bids, asks, rows, atMs }: BookTouch): void {
  decay(token, group, atMs);
  token.rows1 += rows;
  token.rows10 += rows;
  group.rows += rows;
  const [bid, ask, bidBefore, askBefore] = [bids[0], asks[0], token.bids[0], token.asks[0]];
  if (askBefore !== undefined) queueChange(token, token.asks, asks);
  const askMoved = ask?.priceMicros !== askBefore?.priceMicros;
  if (askMoved) token.priceAtMs = atMs;
  if (askMoved || ask?.sizeMicros !== askBefore?.sizeMicros) token.sizeAtMs = atMs;
  if (askMoved && askBefore !== undefined && (ask?.priceMicros ?? MICROS) > askBefore.priceMicros) token.losses20 += 1;
  if (ask !== undefined && bid !== undefined && (askMoved || bid.priceMicros !== bidBefore?.priceMicros)) {
    token.tops5 += 1;
    push(token.spreads, token.spreads.count, (ask.priceMicros - bid.priceMicros) / token.tickMicros);
    token.spreads.count += 1;
    const middle = (ask.priceMicros + bid.priceMicros) / 2 / token.tickMicros;
    const move = token.middles.count === 0 ? 0 : Math.abs(middle - back(token.middles, 0));
    token.moves5 += move;
    group.moves += move;
    if (move > 0 || token.middles.count === 0) {
      push(token.middles, token.middles.count, middle);
      push(token.middleTimes, token.middleTimes.count, atMs);
      token.middles.count += 1;
      token.middleTimes.count += 1;
    }
  }
  token.bids = bids;
  token.asks = asks;
}

/** What was taken from and added to the asks near the best, level by level: two sorted lists side by side. */
function queueChange(token: TokenActivity, before: readonly Level[], after: readonly Level[]): void {
  if (before === after) return;
  const best = Math.min(before[0]?.priceMicros ?? MICROS, after[0]?.priceMicros ?? MICROS);
  const end = best + NEAR_MICROS;
  let [i, j] = [0, 0];
  for (;;) {
    const [old, now] = [before[i], after[j]];
    const price = Math.min(old?.priceMicros ?? Infinity, now?.priceMicros ?? Infinity);
    if (price > end) return;
    const was = old?.priceMicros === price ? old.sizeMicros : 0;
    const is = now?.priceMicros === price ? now.sizeMicros : 0;
    if (was > is) token.cancelled5 += Math.log1p((was - is) / MICROS);
    else if (is > was) token.added5 += Math.log1p((is - was) / MICROS);
    if (old?.priceMicros === price) i += 1;
    if (now?.priceMicros === price) j += 1;
  }
}

export interface TradeTouch {
  readonly shares: number;
  /** What the taker did with this token, 1: bought; 0: not known. */
  readonly side: 1 | -1 | 0;
  readonly atMs: number;
}

export function takeTrade(token: TokenActivity, group: GroupActivity, { shares, side, atMs }: TradeTouch): void {
  decay(token, group, atMs);
  token.trades10 += 1;
  token.signed10 += side * Math.log1p(shares);
  token.tradeAtMs = atMs;
}

/** An outcome of this token became known. */
export function takeOutcome(token: TokenActivity, kept: boolean): void {
  token.known += 1;
  if (kept) token.kept += 1;
}
