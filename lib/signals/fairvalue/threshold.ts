/**
 * Value of a market on a price, for a lognormal price without drift (the times are short): paid where the price ends
 * above a level, or touches it before the end (Rubinstein and Reiner 1991). Annual volatility, years of 365 days.
 */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';

const phi = (z: number): number => normalCdf(z, 0, 1);

export interface PriceLaw {
  /** Price now, in the unit of the level. */
  readonly spot: number;
  readonly sigma: number;
  readonly years: number;
}

/** @param basisDeviation of the logarithm of the settling source's price against ours. */
export function endsAbove({ spot, sigma, years }: PriceLaw, level: number, basisDeviation = 0): number {
  const variance = sigma * sigma * years;
  const total = variance + basisDeviation * basisDeviation;
  if (total === 0) return spot > level ? 1 : 0;
  return phi((Math.log(spot / level) - variance / 2) / Math.sqrt(total));
}

/** Touched at some moment, watched all the time; 1 where the price stands there already. */
export function touches({ spot, sigma, years }: PriceLaw, level: number): number {
  if (spot === level) return 1;
  const deviation = sigma * Math.sqrt(years);
  if (deviation === 0) return 0;
  const distance = Math.log(level / spot);
  const drift = (-sigma * sigma * years) / 2;
  const up = level > spot ? 1 : -1;
  const direct = phi((up * (drift - distance)) / deviation);
  const reflected = phi((up * (-drift - distance)) / deviation);
  return direct + Math.exp(-distance) * reflected;
}
