/** Coherent prices in the middle of the books' bands, without a solver. */
import type { Instance } from '../../domain/instance';
import { MICROS } from '../../domain/units';
import { at, own } from '../../domain/arrays';
import { unitFee } from '../../domain/fees';
import { chainOrder, projectPrices } from '../projection/project';
import { quotesOf } from '../projection/quotes';
import type { OutcomeSpace } from '../space/space';

/** What a share of YES may be worth without anything to gain: [1 - cost of NO, cost of YES]. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/** Smallest room that is worth keeping: below it float error could pass for coherence. */
export const LEAST_ROOM = 1e-9;

export function bandOf(instance: Instance, key: string): Band {
  const book = own(instance.books, key);
  const fee = instance.conditions.find((condition) => condition.key === key)?.fee;
  const cost = (token: 'yes' | 'no'): number => {
    const best = book?.[token].asks[0]?.priceMicros;
    return best === undefined || !fee ? 1 : Math.min(1, best / MICROS + unitFee(fee, best));
  };
  return { low: 1 - cost('no'), high: cost('yes') };
}

/**
 * Null when the relations contradict each other. The prices need not lie in the bands: where no coherent ones do, these
 * cannot.
 */
export function centralPrices(instance: Instance, space: OutcomeSpace): Float64Array | null {
  const bands = space.keys.map((key) => bandOf(instance, key));
  const direct = directPrices(space, bands);
  if (direct) return direct;
  const projection = projectPrices({
    keys: space.keys,
    relations: space.relations,
    quotes: quotesOf(instance),
    market: 'binary',
  });
  return projection
    ? Float64Array.from(space.keys, (key) => Math.min(1, Math.max(0, projection.means.get(key) ?? 0.5)))
    : null;
}

/**
 * On conditions without relations, groups and chains, in time that grows with their number alone; null elsewhere, and
 * where the bands leave no coherent prices.
 */
export function directPrices(space: OutcomeSpace, bands: readonly Band[]): Float64Array | null {
  if (space.rows.length === 0)
    return bands.some(({ low, high }) => low > high)
      ? null
      : Float64Array.from(bands, ({ low, high }) => (low + high) / 2);
  return groupPrices(space, bands) ?? chainPrices(space, bands);
}

/**
 * The same share of every band's width, chosen so that the prices add up to one (at most to one where the group may
 * stay empty).
 */
function groupPrices({ relations, keys }: OutcomeSpace, bands: readonly Band[]): Float64Array | null {
  const [relation] = relations;
  if (
    relations.length !== 1 ||
    !relation ||
    (relation.body.type !== 'exactly-one' && relation.body.type !== 'excludes') ||
    relation.body.of.length !== keys.length
  )
    return null;
  const sum = (pick: (band: Band) => number): number => bands.reduce((total, band) => total + pick(band), 0);
  const least = sum(({ low }) => low);
  const width = sum(({ low, high }) => high - low);
  if (bands.some(({ low, high }) => low > high) || width <= 0 || least > 1) return null;
  const exact = (1 - least) / width;
  const share = relation.body.type === 'exactly-one' ? exact : Math.min(exact, 0.5);
  return share > 1 ? null : Float64Array.from(bands, ({ low, high }) => low + share * (high - low));
}

/**
 * Upper ends may only fall along a chain, lower ends must not lie under what follows; the middle of what is left falls,
 * too.
 */
function chainPrices(space: OutcomeSpace, bands: readonly Band[]): Float64Array | null {
  const order = chainOrder(space);
  if (!order) return null;
  const prices = new Float64Array(order.length);
  let high = 1;
  for (const index of order) {
    high = Math.min(high, at(bands, index).high);
    prices[index] = high;
  }
  let low = 0;
  for (const index of [...order].reverse()) {
    low = Math.max(low, at(bands, index).low);
    if (low > at(prices, index)) return null;
    prices[index] = (low + at(prices, index)) / 2;
  }
  return prices;
}
