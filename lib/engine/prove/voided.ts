/**
 * An upper bound of the edge where conditions may be voided (docs/maths.md 3.3), by constraint generation as in 2.4. An
 * outcome is a set of voided conditions and a truth for each of the others that obeys every relation without a voided
 * member; a voided condition pays half to both tokens, which is a truth of one half. Outcomes that the master does not
 * know can only lower its optimum, so it bounds the edge from above at any time.
 */
import { at } from '../../domain/arrays';
import { MICROS, moneyMicros } from '../../domain/units';
import { conditionKeysOf, type Relation } from '../../domain/relation';
import type { Steps } from '../../domain/steps';
import { Propagator } from '../../relations/propagate';
import { buildLanes } from '../lp/lanes';
import { tradeOfSizes } from '../lp/safe-trade';
import type { Trade, TradeContext } from '../lp/trade';
import { leastAtom } from '../oracle/least-atom';
import { buildSpace, type OutcomeSpace } from '../space/space';
import { CutMaster, type MasterAnswer } from './cut-master';
import { Levels } from './levels';

/** Voided sets that are looked at; a bound from some of them is still a bound. */
const MAX_SETS = 600;
/** A whole-number master has one binary per lane with a minimum. */
const MAX_BINARIES = 80;
const ROUNDS = 400;
const NODES = 50_000;
/** Dollars between the bounds that count as met. */
const EXACT = 1e-6;
/** In micros: what float sums may have lost. */
const MICRO_NOISE = 1e-3;

interface Case {
  readonly voided: ReadonlySet<number>;
  readonly space: OutcomeSpace;
  readonly propagator: Propagator;
}

interface Bounded {
  readonly trade: Trade | null;
  readonly upperMicros: ReturnType<typeof moneyMicros> | null;
  readonly closed: boolean;
}

export function* boundWithVoids(
  context: TradeContext,
  request: { readonly trade: Trade | null; readonly nowMs: () => number; readonly deadlineMs: number },
): Steps<Bounded> {
  const { space, instance, solvers } = context;
  const lanes = buildLanes(instance, space.keys);
  const levels = new Levels(lanes, instance, space.keys.length);
  const cases = casesOf(space, instance.voids);
  const bounded = lanes.filter(({ minSizeMicros }) => minSizeMicros > 0).length;
  const isOver = (): boolean => request.nowMs() > request.deadlineMs;
  const first = worstOf(cases.slice(0, 1), new Float64Array(space.keys.length), isOver);
  if (!first) return { trade: request.trade, upperMicros: null, closed: false };
  const master = new CutMaster(levels, space.keys.length, {
    solvers,
    minimums: bounded > 0 && bounded <= MAX_BINARIES,
    atoms: [first.truths],
  });
  let upper = Infinity;
  let best: MasterAnswer | null = null;
  let met = false;
  try {
    for (let round = 0; round < ROUNDS && !met && !isOver(); round += 1) {
      const answer = master.solve(Math.max(1, request.deadlineMs - request.nowMs()));
      if (!answer) break;
      upper = Math.min(upper, boundOf(answer, levels, master.atoms));
      const worst = worstOf(cases, answer.net, isOver);
      if (!worst) break;
      const value = worst.value + levels.gainOf(answer.x);
      met = upper - value <= EXACT;
      if (met) best = answer;
      else master.addCut(worst.truths);
      yield;
    }
  } finally {
    master.dispose();
  }
  const found = best && upper > EXACT ? tradeOfSizes(context, levels.lanes, levels.laneSizes(best.x)) : null;
  const trade = found && found.edgeMicros > (request.trade?.edgeMicros ?? 0) ? found : request.trade;
  const lower = trade?.edgeMicros ?? 0;
  const upperMicros = Number.isFinite(upper)
    ? moneyMicros(Math.max(lower, Math.floor(Math.max(0, upper) * MICROS + MICRO_NOISE)))
    : null;
  return {
    trade,
    upperMicros,
    closed: upperMicros !== null && upperMicros - lower <= instance.lotMicros * (trade?.legs.length ?? 0),
  };
}

/** The master's optimum, computed again from its duals where it has any (docs/maths.md 2.2, theorem 1). */
function boundOf(
  { weights, prices, objective }: MasterAnswer,
  levels: Levels,
  atoms: readonly ArrayLike<number>[],
): number {
  if (!weights) return objective;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) return Infinity;
  const size = atoms[0]?.length ?? 0;
  const means = new Float64Array(size);
  atoms.forEach((atom, index) => {
    for (let condition = 0; condition < size; condition += 1)
      means[condition] = at(means, condition) + (at(weights, index) / total) * at(atom, condition);
  });
  return levels.response(means, prices);
}

/** Every set of at most so many conditions, the empty one first, with what is then still known of the others. */
function casesOf(space: OutcomeSpace, voids: number): readonly Case[] {
  let sets: (readonly number[])[] = [[]];
  const all: (readonly number[])[] = [[]];
  for (let size = 1; size <= voids && all.length < MAX_SETS; size += 1) {
    sets = sets.flatMap((set) =>
      space.keys.flatMap((_, index) => (index > (set.at(-1) ?? -1) ? [[...set, index]] : [])),
    );
    all.push(...sets.slice(0, MAX_SETS - all.length));
  }
  return all.map((set) => caseOf(space, new Set(set)));
}

function caseOf(space: OutcomeSpace, voided: ReadonlySet<number>): Case {
  const stands = (relation: Relation): boolean =>
    conditionKeysOf(relation.body).every((key) => !voided.has(space.indexOf.get(key) ?? -1));
  const rest = voided.size === 0 ? space : buildSpace(space.keys, space.relations.filter(stands));
  return { voided, space: rest, propagator: new Propagator(rest) };
}

/** The outcome that pays least; null when one of the searches ended early, so that nothing is known. */
function worstOf(
  cases: readonly Case[],
  net: Float64Array,
  isOver: () => boolean,
): { readonly truths: Float64Array; readonly value: number } | null {
  let worst: { readonly truths: Float64Array; readonly value: number } | null = null;
  for (const { voided, space, propagator } of cases) {
    if (isOver()) return null;
    const weights = net.map((value, index) => (voided.has(index) ? 0 : value));
    const least = leastAtom({ space, net: weights, multipliers: null, nodeLimit: NODES, tolerance: 1e-9 }, propagator);
    if (!least?.proven) return null;
    const truths = Float64Array.from(least.atom, (truth, index) => (voided.has(index) ? 0.5 : truth));
    const value = truths.reduce((sum, truth, index) => sum + truth * at(net, index), 0);
    if (!worst || value < worst.value) worst = { truths, value };
  }
  return worst;
}
