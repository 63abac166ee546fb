/** Prices projected onto what the relations allow: closed forms where the component is a chain or one exactly-one group, dual ascent otherwise. */
import type { Instance } from '../../domain/instance';
import { isExecutable, type Relation } from '../../domain/relation';
import type { FairPrice } from '../../ports/engine';
import { at } from '../arrays';
import { componentsOf } from '../space/components';
import { FREE, Propagator } from '../space/propagate';
import { buildSpace, type OutcomeSpace } from '../space/space';
import { projectChain, projectExactlyOne } from './closed';
import { projectByDual, type DualRow } from './dual';
import { binaryLink, lmsrLink, type Link } from './link';
import { quotesOf, type Quote } from './quotes';

export interface Projection {
  readonly means: ReadonlyMap<string, number>;
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
}

const MAX_SWEEPS = 5000;
const TOLERANCE = 1e-11;
/** A condition without quotes follows the others: next to no weight of its own. */
const UNQUOTED: Quote = { price: 0.5, weight: 1e-3 };

/** Null when the relations contradict each other by propagation alone; callers check emptiness before. */
export function projectPrices(request: ProjectRequest): Projection | null {
  const means = new Map<string, number>();
  let divergence = 0;
  let gap = 0;
  let iterations = 0;
  for (const component of componentsOf(request.keys, request.relations.filter(isExecutable))) {
    const part = projectComponent(buildSpace(component.keys, component.relations), request);
    if (!part) return null;
    component.keys.forEach((key, index) => means.set(key, at(part.means, index)));
    divergence += part.divergence;
    gap += part.gap;
    iterations += part.iterations;
  }
  return { means, divergence, gap, iterations, oracleCalls: 0 };
}

interface Part {
  readonly means: ArrayLike<number>;
  readonly divergence: number;
  readonly gap: number;
  readonly iterations: number;
}

function projectComponent(space: OutcomeSpace, { quotes, market }: ProjectRequest): Part | null {
  const link = market === 'binary' ? binaryLink : lmsrLink;
  const given = space.keys.map((key) => quotes.get(key) ?? UNQUOTED);
  const prices = Float64Array.from(given, ({ price }) => price);
  const weights = Float64Array.from(given, ({ weight }) => weight);
  if (space.rows.length === 0) return { means: prices, divergence: 0, gap: 0, iterations: 0 };
  const closed = market === 'binary' ? closedForm(space, prices, weights) : null;
  if (closed) return { means: closed, divergence: divergenceOf(link, closed, { prices, weights }), gap: 0, iterations: 1 };
  const propagator = new Propagator(space);
  if (!propagator.feasible) return null;
  const answer = projectByDual({ link, prices, weights, rows: rowsOf(space, market), maxSweeps: MAX_SWEEPS, tolerance: TOLERANCE });
  // What the relations settle is settled, not merely pushed far out.
  const means = answer.means.map((mean, index) => (at(propagator.truths, index) === FREE ? mean : at(propagator.truths, index)));
  return { means, divergence: answer.divergence, gap: answer.gap, iterations: answer.sweeps };
}

export function divergenceOf(link: Link, means: ArrayLike<number>, { prices, weights }: { readonly prices: Float64Array; readonly weights: Float64Array }): number {
  let total = 0;
  for (let index = 0; index < prices.length; index += 1) total += at(weights, index) * link.divergence(at(means, index), at(prices, index));
  return total;
}

/** The generalised KL does not keep prices below one by itself. */
function rowsOf(space: OutcomeSpace, market: 'binary' | 'lmsr'): readonly DualRow[] {
  if (market === 'binary') return space.rows;
  return [...space.rows, ...space.keys.map((_, index): DualRow => ({ indices: [index], coefficients: [-1], atLeast: -1, equality: false }))];
}

function closedForm(space: OutcomeSpace, prices: Float64Array, weights: Float64Array): readonly number[] | null {
  const [relation] = space.relations;
  if (space.relations.length === 1 && relation?.body.type === 'exactly-one' && relation.body.of.length === space.keys.length) {
    return projectExactlyOne([...prices], [...weights]);
  }
  const order = chainOrder(space);
  if (!order) return null;
  const pooled = projectChain(order.map((index) => at(prices, index)), order.map((index) => at(weights, index)));
  const means = new Array<number>(space.keys.length).fill(0);
  order.forEach((index, position) => {
    means[index] = at(pooled, position);
  });
  return means;
}

/** Conditions from the most to the least likely when the relations are exactly the steps of one chain of implications, else null. */
export function chainOrder(space: OutcomeSpace): readonly number[] | null {
  const size = space.keys.length;
  if (space.relations.length !== size - 1) return null;
  const nextOf = new Map<string, string>();
  const followers = new Set<string>();
  for (const { body } of space.relations) {
    if (body.type !== 'implies' || nextOf.has(body.then) || followers.has(body.if)) return null;
    nextOf.set(body.then, body.if);
    followers.add(body.if);
  }
  let key = space.keys.find((candidate) => !followers.has(candidate));
  const order: number[] = [];
  while (key !== undefined && order.length <= size) {
    order.push(space.indexOf.get(key) ?? 0);
    key = nextOf.get(key);
  }
  return order.length === size ? order : null;
}

/** Fair prices of an instance's books: each condition's price given the others; null without quotes. */
export function fairPrices(instance: Instance): readonly FairPrice[] {
  const quotes = quotesOf(instance);
  const keys = instance.conditions.map(({ key }) => key);
  const projection = projectPrices({ keys, relations: instance.relations, quotes, market: 'binary' });
  return keys.map((key) => ({ key, fair: quotes.has(key) ? (projection?.means.get(key) ?? null) : null }));
}
