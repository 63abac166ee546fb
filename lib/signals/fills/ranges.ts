/** The range of a chance of filling, read from what bounds.ts found in the Worker: no distribution is needed for it. */
import { BUCKETS, bucketOf } from './hazard';
import { DELAYS } from './columns';

export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  /** Moments' worth of outcomes. */
  readonly n: number;
  readonly said: number;
  readonly seen: number;
  readonly low: number;
  readonly high: number;
}

export const BINS = 10;

/** Tenths of what was said. */
export const binOf = (p: number): number => Math.min(BINS - 1, Math.max(0, Math.floor(p * BINS)));

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** What is said, less what those in its bin were seen to fall short of it, and more what they may exceed it. */
export function rangeIn(bins: readonly ReliabilityBin[], p: number): Range {
  const bin = bins[binOf(p)];
  if (bin === undefined) return { low: 0, high: 1 };
  return { low: clip(p - Math.max(0, bin.said - bin.low)), high: clip(p + Math.max(0, bin.high - bin.said)) };
}

const clip = (p: number): number => Math.min(1, Math.max(0, p));

/** By size class, bucket and delay: how far the Beta range reaches below and above the rate that was seen. */
export interface HazardBounds {
  readonly below: readonly number[];
  readonly above: readonly number[];
}

/** Place of a cell in the bounds. */
export const cellOf = (sizeAt: number, bucket: number, delayAt: number): number =>
  (sizeAt * BUCKETS.length + bucket) * DELAYS.length + delayAt;

/** The range of a baseline's chance, by the cells at the next longer delay and the next larger size class. */
export function rangeOfHazard(
  { below, above }: HazardBounds,
  asked: { readonly p: number; readonly spreadTicks: number; readonly part: number; readonly delayMs: number },
): Range {
  const { p, spreadTicks, part, delayMs } = asked;
  const sizeAt = part > 0.5 ? 2 : 1;
  const found = DELAYS.findIndex((delay) => delayMs <= delay);
  const cell = cellOf(sizeAt, bucketOf(spreadTicks), found < 0 ? DELAYS.length - 1 : found);
  return { low: clip(p - (below[cell] ?? 1)), high: clip(p + (above[cell] ?? 1)) };
}
