/**
 * The basket with the best edge at its limit prices. Orders go out as limit orders for a number of shares, so what may
 * be promised is floor minus everything at the limit; walking a second level for a few shares reprices the whole leg.
 * Choosing a limit per lane is not convex, so this is a local search over limit levels, from the walked optimum and
 * from the top of the book. Steps are ranked by the warm optimum of the same lanes where that sees everything that
 * binds, else by one small LP each; what is kept always comes from the LP.
 */
import type { InstanceBook, InstanceSide } from '../../domain/instance';
import { MICROS, priceMicros, sizeMicros } from '../../domain/units';
import { at, own } from '../../domain/arrays';
import type { Steps } from '../../domain/steps';
import { levelCost } from './build-lp';
import { WarmComponent } from '../tick/warm-component';
import type { Lane } from './lanes';
import { safeTradeSteps } from './safe-trade';
import { spentMicros, type Trade, type TradeContext } from './trade';

/** Dollars per share: shares that earn less than a thousandth of a cent only add legs. */
const TIE_BREAK = 1e-5;
/** Dollars by which a ranked step must be better: less is lost again in whole lots. */
const WORTH_A_STEP = 1e-4;
/** Share of the budget from which on it shapes the basket, so that an optimum without it ranks wrongly. */
const NEAR_BUDGET = 0.9;

export interface ExecutableSearch {
  /** LP solves allowed; each costs what one safe-trade LP costs. */
  readonly maxSolves: number;
  /** True once the job's time is used up: the best found so far stands. */
  readonly isOver: () => boolean;
}

/** Which lanes the basket at these limits trades, and what it is worth there in dollars. */
interface Ranked {
  readonly worth: number;
  readonly trades: (lane: Lane) => boolean;
}

/** The best of the walked trade and what the search finds, by edge at the limits; one basket that is tried a step. */
export function* solveExecutable(
  context: TradeContext,
  lanes: readonly Lane[],
  walked: Trade,
  search: ExecutableSearch,
): Steps<Trade> {
  let best = walked;
  let solves = 0;
  const solve = function* (limits: Int32Array): Steps<Ranked | null> {
    const limited = lanes.flatMap((lane, index) => atLimit(lane, at(limits, index)));
    const outcome = yield* safeTradeSteps(context, limited, TIE_BREAK);
    if (outcome.kind !== 'trade') return null;
    const { trade } = outcome;
    if (trade.edgeAtLimitsMicros > best.edgeAtLimitsMicros) best = trade;
    return { worth: trade.edgeAtLimitsMicros, trades: (lane) => trade.legs.some((leg) => sameLane(leg.lane, lane)) };
  };
  const evaluate = function* (limits: Int32Array): Steps<Ranked | null> {
    if (solves >= search.maxSolves || search.isOver()) return null;
    solves += 1;
    return yield* solve(limits);
  };
  const limitsOf = (trade: Trade): Int32Array =>
    Int32Array.from(lanes, (lane) => {
      const leg = trade.legs.find((candidate) => sameLane(candidate.lane, lane));
      return leg
        ? Math.max(
            0,
            lane.levels.findIndex((level) => level.priceMicros === leg.walk.worstPriceMicros),
          )
        : 0;
    });
  const warm = warmRanking(context, lanes, walked);
  const from = function* (start: Int32Array): Steps<void> {
    if (!warm) {
      yield* climb(lanes, { start, rank: evaluate, least: 0 });
      return;
    }
    yield* evaluate(start);
    const rank = function* (limits: Int32Array): Steps<Ranked | null> {
      yield;
      return search.isOver() ? null : warm(limits);
    };
    const end = yield* climb(lanes, { start, rank, least: WORTH_A_STEP });
    // What the climb found is solved even when its time is over: else the time was for nothing.
    if (end.some((limit, index) => limit !== start[index])) yield* solve(end);
  };
  yield* from(limitsOf(walked));
  yield* from(new Int32Array(lanes.length));
  // Legs that ended above their limits open steps that were not there before.
  for (let before: Trade | null = null; before !== best && best !== walked && !search.isOver();) {
    before = best;
    yield* from(limitsOf(best));
  }
  return best;
}

/** Ranks by the warm optimum; null where budget, voids or shares held bind, which it does not see. */
function warmRanking(
  { space, instance, solvers }: TradeContext,
  lanes: readonly Lane[],
  walked: Trade,
): ((limits: Int32Array) => Ranked | null) | null {
  const [solver] = solvers;
  const { budgetMicros, voids } = instance;
  if (!solver || voids > 0 || lanes.some(({ side }) => side === 'sell')) return null;
  if (budgetMicros !== null && spentMicros(walked.legs) > NEAR_BUDGET * budgetMicros) return null;
  const terms = new Map(instance.conditions.map((condition) => [condition.key, condition]));
  const warm = WarmComponent.over(
    { ...instance, conditions: space.keys.flatMap((key) => terms.get(key) ?? []), books: {} },
    space,
    solver,
  );
  if (!warm) return null;
  const lanesOf = new Map<string, number[]>();
  lanes.forEach(({ key }, index) => lanesOf.set(key, [...(lanesOf.get(key) ?? []), index]));
  const told = new Int32Array(lanes.length).fill(-1);
  const indexOf = new Map(lanes.map((lane, index) => [`${lane.key}.${lane.token}`, index]));
  const costs = lanes.map((lane) => lane.levels.map((level) => levelCost(lane, level.priceMicros)));
  return (limits) => {
    for (const [key, indices] of lanesOf) {
      if (indices.every((index) => told[index] === limits[index])) continue;
      for (const index of indices) told[index] = at(limits, index);
      warm.update(
        key,
        bookAtLimits(
          own(instance.books, key),
          indices.map((index) => [at(lanes, index), at(limits, index)]),
        ),
      );
    }
    const answer = warm.solve(0);
    if (answer.kind !== 'trade') return answer.kind === 'none' ? { worth: 0, trades: () => true } : null;
    // A leg smaller than the depth at its limit ends at a better price: that price becomes its limit, so that price
    // counts.
    const traded = new Set<Lane>();
    let cost = 0;
    for (const leg of answer.trade.legs) {
      const index = indexOf.get(`${leg.lane.key}.${leg.lane.token}`);
      if (index === undefined) return null;
      const lane = at(lanes, index);
      traded.add(lane);
      let level = 0;
      for (
        let left = leg.walk.sizeMicros - at(lane.levels, 0).sizeMicros;
        left > 0 && level < lane.levels.length - 1;
        left -= at(lane.levels, level).sizeMicros
      )
        level += 1;
      cost += at(at(costs, index), level) * leg.walk.sizeMicros;
    }
    return { worth: (answer.trade.floorMicros - cost) / MICROS, trades: (lane) => traded.has(lane) };
  };
}

function bookAtLimits(book: InstanceBook | undefined, limits: readonly (readonly [Lane, number])[]): InstanceBook {
  const side = (token: Lane['token']): InstanceSide => {
    const [lane, limit] = limits.find(([candidate]) => candidate.token === token) ?? [];
    return {
      asks: lane === undefined || limit === undefined ? [] : (atLimit(lane, limit)[0]?.levels ?? []),
      bids: [],
      hash: book?.[token].hash ?? '',
      verifiedAtMs: book?.[token].verifiedAtMs ?? 0,
    };
  };
  return { yes: side('yes'), no: side('no'), mirrored: false };
}

interface Climb {
  readonly start: Int32Array;
  readonly rank: (limits: Int32Array) => Steps<Ranked | null>;
  /** By how much a step must be better. */
  readonly least: number;
}

/** Steps of one level on one lane, down or up, each taken as soon as it helps, until none does. */
function* climb(lanes: readonly Lane[], { start, rank, least }: Climb): Steps<Int32Array> {
  const limits = start.slice();
  let current = yield* rank(limits);
  // Lanes looked at since the last step that helped.
  for (let index = 0, idle = 0; idle < lanes.length; index = (index + 1) % lanes.length, idle += 1) {
    const lane = at(lanes, index);
    // Moving the limit of a lane that is not traded changes nothing.
    if (current && !current.trades(lane)) continue;
    for (const move of [-1, 1]) {
      const level = at(limits, index);
      if (level + move < 0 || level + move >= lane.levels.length) continue;
      limits[index] = level + move;
      const ranked = yield* rank(limits);
      if (ranked && ranked.worth > (current?.worth ?? 0) + least) {
        current = ranked;
        idle = -1;
        break;
      }
      limits[index] = level;
    }
  }
  return limits;
}

function sameLane(a: Lane, b: Lane): boolean {
  return a.condition === b.condition && a.token === b.token && a.side === b.side;
}

/** The lane as one level: everything down to its limit, all priced at the limit. */
function atLimit(lane: Lane, limit: number): readonly Lane[] {
  const taken = lane.levels.slice(0, limit + 1);
  const last = taken.at(-1);
  if (!last) return [];
  const depth = taken.reduce((total, level) => total + level.sizeMicros, 0);
  return [{ ...lane, levels: [{ priceMicros: priceMicros(last.priceMicros), sizeMicros: sizeMicros(depth) }] }];
}
