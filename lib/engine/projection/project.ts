/**
 * Prices projected onto what the relations' rows allow, fast enough for every scan: closed forms where the component is
 * a chain or one group, dual ascent over the relaxation otherwise. `projectExactly` projects onto the outcome space
 * itself.
 */
export { chainOrder } from './chain-order';

import type { Instance } from '../../domain/instance';
import { isExecutable, type Relation } from '../../domain/relation';
import type { FairPrice } from '../../ports/worker';
import { at } from '../../domain/arrays';
import { componentsOf } from '../../relations/components';
import { FREE, Propagator } from '../../relations/propagate';
import { buildSpace, type OutcomeSpace } from '../space/space';
import { closedForm } from './closed';
import { projectByDual, type DualRow } from './dual';
import { binaryLink, lmsrLink, type Link } from './link';
import { quotesOf, type Quote } from './quotes';
import { shapeOf } from '../structured/shape';

export interface Projection {
  readonly means: ReadonlyMap<string, number>;
  /** Keys of components whose rows are exact, so that their means are those of the outcomes themselves. */
  readonly tight: ReadonlySet<string>;
  readonly divergence: number;
  /** Bound on how far the divergence is above the least one. */
  readonly gap: number;
  readonly iterations: number;
  readonly oracleCalls: number;
}

export interface ProjectRequest {
  readonly keys: readonly string[];
  readonly relations: readonly Relation[];
  readonly quotes: ReadonlyMap<string, Quote>;
  readonly market: 'binary' | 'lmsr';
  /** Largest row violation accepted, in dollars. */
  readonly tolerance?: number;
}

const MAX_SWEEPS = 5000;
const TOLERANCE = 1e-11;
/** Fair prices are shown to a tenth of a cent; a hundredth of that is not seen. */
const SHOWN_TOLERANCE = 1e-5;
/** A condition without quotes follows the others: next to no weight of its own. */
const UNQUOTED: Quote = { price: 0.5, weight: 1e-3 };

/** Null when the relations contradict each other by propagation alone; callers check emptiness before. */
export function projectPrices(request: ProjectRequest): Projection | null {
  const means = new Map<string, number>();
  const tight = new Set<string>();
  let divergence = 0;
  let gap = 0;
  let iterations = 0;
  for (const component of componentsOf(request.keys, request.relations.filter(isExecutable))) {
    const projected = projectComponent(buildSpace(component.keys, component.relations), request);
    if (!projected) return null;
    component.keys.forEach((key, index) => {
      means.set(key, at(projected.means, index));
      if (projected.tight) tight.add(key);
    });
    divergence += projected.divergence;
    gap += projected.gap;
    iterations += projected.iterations;
  }
  return { means, tight, divergence, gap, iterations, oracleCalls: 0 };
}

interface ComponentProjection {
  readonly means: ArrayLike<number>;
  readonly tight: boolean;
  readonly divergence: number;
  readonly gap: number;
  readonly iterations: number;
}

function projectComponent(
  space: OutcomeSpace,
  { quotes, market, tolerance = TOLERANCE }: ProjectRequest,
): ComponentProjection | null {
  const link = market === 'binary' ? binaryLink : lmsrLink;
  const given = space.keys.map((key) => quotes.get(key) ?? UNQUOTED);
  const prices = Float64Array.from(given, ({ price }) => price);
  const weights = Float64Array.from(given, ({ weight }) => weight);
  if (space.rows.length === 0) return { means: prices, tight: true, divergence: 0, gap: 0, iterations: 0 };
  const closed = closedForm(space, link, { prices, weights });
  if (closed)
    return {
      means: closed,
      tight: true,
      divergence: divergenceOf(link, closed, { prices, weights }),
      gap: 0,
      iterations: 1,
    };
  const propagator = new Propagator(space);
  if (!propagator.feasible) return null;
  const answer = projectByDual({
    link,
    prices,
    weights,
    rows: rowsOf(space, market),
    maxSweeps: MAX_SWEEPS,
    tolerance,
  });
  // What the relations settle is settled, not merely pushed far out.
  const means = answer.means.map((mean, index) =>
    at(propagator.truths, index) === FREE ? mean : at(propagator.truths, index),
  );
  return {
    means,
    tight: shapeOf(space) !== null,
    divergence: answer.divergence,
    gap: answer.gap,
    iterations: answer.sweeps,
  };
}

export function divergenceOf(
  link: Link,
  means: ArrayLike<number>,
  { prices, weights }: { readonly prices: Float64Array; readonly weights: Float64Array },
): number {
  let total = 0;
  for (let index = 0; index < prices.length; index += 1)
    total += at(weights, index) * link.divergence(at(means, index), at(prices, index));
  return total;
}

/** The generalised KL does not keep prices below one by itself. */
function rowsOf(space: OutcomeSpace, market: 'binary' | 'lmsr'): readonly DualRow[] {
  if (market === 'binary') return space.rows;
  return [
    ...space.rows,
    ...space.keys.map((_, index): DualRow => ({ indices: [index], coefficients: [-1], atLeast: -1, equality: false })),
  ];
}

/** Fair prices of an instance's books: each condition's price given the others; null without quotes. */
export function fairPrices(instance: Instance): readonly FairPrice[] {
  const quotes = quotesOf(instance);
  const keys = instance.conditions.map(({ key }) => key);
  const projection = projectPrices({
    keys,
    relations: instance.relations,
    quotes,
    market: 'binary',
    tolerance: SHOWN_TOLERANCE,
  });
  return keys.map((key) => ({
    key,
    fair: quotes.has(key) ? (projection?.means.get(key) ?? null) : null,
    within: projection?.tight.has(key) === true ? 0 : null,
  }));
}
