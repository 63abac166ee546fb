/**
 * Volume-synchronised one-sidedness of trading (Easley, Lopez de Prado and O'Hara 2012): trades fill buckets of equal
 * volume and are cut at their edges; the mean imbalance of the last `window` full buckets over their volume. It tells
 * how one-sided trading was, not who traded.
 */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';

export interface VpinState {
  readonly bucketVolume: number;
  readonly window: number;
  /** Imbalances of the last full buckets, oldest first, at most `window`. */
  readonly full: readonly number[];
  readonly bought: number;
  readonly sold: number;
}

export function vpinStart(bucketVolume: number, window: number): VpinState {
  return { bucketVolume, window, full: [], bought: 0, sold: 0 };
}

/** @param side 1: the taker bought, -1: sold. @param volume above 0. */
export function vpinTake(state: VpinState, side: 1 | -1, volume: number): VpinState {
  const { bucketVolume, window } = state;
  let { bought, sold } = state;
  let { full } = state;
  for (let left = volume; left > 0;) {
    const part = Math.min(left, bucketVolume - bought - sold);
    if (side === 1) bought += part;
    else sold += part;
    left -= part;
    if (bucketVolume - bought - sold > 0) break;
    full = [...full, Math.abs(bought - sold)].slice(-window);
    bought = 0;
    sold = 0;
  }
  return { bucketVolume, window, full, bought, sold };
}

/** In [0, 1]; null before `window` buckets are full. */
export function vpin({ full, window, bucketVolume }: VpinState): number | null {
  if (full.length < window) return null;
  return full.reduce((sum, each) => sum + each, 0) / (window * bucketVolume);
}

/**
 * Share of a bar's volume that was bought, from how far its price moved (bulk classification, normal law). Only for
 * bars without the side of each trade. @param sigma deviation of price changes, above 0.
 */
export function boughtShare(priceChange: number, sigma: number): number {
  return normalCdf(priceChange / sigma, 0, 1);
}
