/** One moment of a token as the fill model sees it: its columns, written from what activity.ts keeps. */
import type { Level } from '../../domain/book';
import { MICROS } from '../../domain/units';
import { back, decay, type GroupActivity, type Ring, type TokenActivity } from './activity';

/** Prior of the share that is kept, and what it weighs in outcomes. */
const PRIOR = { share: 0.85, weight: 20 };
/** Where there is no second ask: farther than any that matters. */
const NO_SECOND_TICKS = 50;
/** Logarithm of an hour in milliseconds: no trade was seen. */
const NO_TRADE = 15;

/**
 * Writes the columns (MOMENT_COLUMNS) into `into`; allocates nothing. @returns shares at the best ask; null where a
 * side of the book is empty or it is crossed: there is nothing to ask about.
 */
export function momentOf(token: TokenActivity, group: GroupActivity, atMs: number, into: Float64Array): number | null {
  const { tickMicros, bids, asks, spreads } = token;
  const [bid, ask, second] = [bids[0], asks[0], asks[1]];
  if (bid === undefined || ask === undefined || bid.priceMicros >= ask.priceMicros) return null;
  decay(token, group, atMs);
  const bidSize = bid.sizeMicros / MICROS;
  const askSize = ask.sizeMicros / MICROS;
  const spread = (ask.priceMicros - bid.priceMicros) / tickMicros;
  const middle = (ask.priceMicros + bid.priceMicros) / 2 / tickMicros;
  const weighted = (ask.priceMicros * bidSize + bid.priceMicros * askSize) / (bidSize + askSize) / tickMicros;
  const obi1 = (bidSize - askSize) / (bidSize + askSize);
  into[0] = ask.priceMicros / MICROS;
  into[1] = spread;
  into[2] = Math.log1p(askSize);
  into[3] = Math.log1p((second?.sizeMicros ?? 0) / MICROS);
  into[4] = second === undefined ? NO_SECOND_TICKS : (second.priceMicros - ask.priceMicros) / tickMicros;
  into[5] = Math.log1p(bidSize);
  into[6] = obi1;
  into[7] = imbalanceOf(bids, asks);
  into[8] = weighted - middle;
  into[9] = since(token.priceAtMs, atMs);
  into[10] = since(token.sizeAtMs, atMs);
  into[11] = token.rows1;
  into[12] = token.rows10;
  into[13] = token.tops5;
  into[14] = (token.losses20 + 0.5) / (token.exposure20 + 2);
  into[15] = token.trades10;
  into[16] = token.signed10;
  into[17] = token.tradeAtMs === null ? NO_TRADE : since(token.tradeAtMs, atMs);
  into[18] = middle - middleAt(token, atMs - 500);
  into[19] = middle - middleAt(token, atMs - 2_000);
  into[20] = middle - middleAt(token, atMs - 10_000);
  into[21] = token.moves5;
  into[22] = back(spreads, 1);
  into[23] = back(spreads, 5);
  writeStatistics(spreads, into, 24);
  into[26] = group.rows;
  into[27] = Math.max(0, group.moves - token.moves5);
  into[28] = token.cancelled5;
  into[29] = token.added5;
  into[30] = spread * Math.log1p(askSize);
  into[31] = obi1 * spread;
  into[32] = (token.kept + PRIOR.share * PRIOR.weight) / (token.known + PRIOR.weight);
  return askSize;
}

function since(fromMs: number, atMs: number): number {
  return Math.log1p(Math.max(0, atMs - fromMs));
}

function imbalanceOf(bids: readonly Level[], asks: readonly Level[]): number {
  let bid = 0;
  let ask = 0;
  for (let i = 0; i < 3; i += 1) {
    bid += bids[i]?.sizeMicros ?? 0;
    ask += asks[i]?.sizeMicros ?? 0;
  }
  return (bid - ask) / (bid + ask);
}

/** The middle that held at this time, ticks; the oldest that is known where all are newer. */
function middleAt({ middles, middleTimes }: TokenActivity, atMs: number): number {
  const kept = Math.min(middles.count, middles.values.length);
  for (let steps = 0; steps < kept; steps += 1) if (back(middleTimes, steps) <= atMs) return back(middles, steps);
  return back(middles, kept - 1);
}

/** Mean and deviation (of the values themselves, not of a larger population). */
function writeStatistics({ values, count }: Ring, into: Float64Array, at: number): void {
  const n = Math.min(count, values.length);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i += 1) {
    const value = values[i] ?? 0;
    sum += value;
    squares += value * value;
  }
  const mean = sum / n;
  into[at] = mean;
  into[at + 1] = Math.sqrt(Math.max(0, squares / n - mean * mean));
}
