/**
 * The basket with the best edge at its limit prices. Orders go out as limit orders for a number of shares, so what may be promised is
 * floor minus everything at the limit; walking a second level for a few shares reprices the whole leg. Choosing a limit per lane is not
 * convex, so this is a local search over limit levels, from the walked optimum and from the top of the book, each step one small LP.
 */
import { priceMicros, sizeMicros } from '../../domain/units';
import { at } from '../arrays';
import { solveSafeTrade, type Trade, type TradeContext } from './safe-trade';
import type { Lane } from './lanes';

/** Dollars per share: shares that earn less than a thousandth of a cent only add legs. */
const TIE_BREAK = 1e-5;

export interface ExecutableSearch {
  /** LP solves allowed; each costs what one safe-trade LP costs. */
  readonly maxSolves: number;
  /** True once the job's time is used up: the best found so far stands. */
  readonly isOver: () => boolean;
}

/** The best of the walked trade and what the search finds, by edge at the limits. */
export function solveExecutable(context: TradeContext, lanes: readonly Lane[], walked: Trade, search: ExecutableSearch): Trade {
  let best = walked;
  let solves = 0;
  const evaluate = (limits: Int32Array): Trade | null => {
    if (solves >= search.maxSolves || search.isOver()) return null;
    solves += 1;
    const outcome = solveSafeTrade(context, lanes.flatMap((lane, index) => atLimit(lane, at(limits, index))), TIE_BREAK);
    if (outcome.kind !== 'trade') return null;
    if (outcome.trade.edgeAtLimitsMicros > best.edgeAtLimitsMicros) best = outcome.trade;
    return outcome.trade;
  };
  const used = lanes.map((lane) => {
    const leg = walked.legs.find((candidate) => sameLane(candidate.lane, lane));
    return leg ? lane.levels.findIndex((level) => level.priceMicros === leg.walk.worstPriceMicros) : 0;
  });
  for (const start of [Int32Array.from(used), new Int32Array(lanes.length)]) climb(lanes, start, evaluate);
  return best;
}

/** Steepest steps of one level on one lane, down or up, until none helps. */
function climb(lanes: readonly Lane[], start: Int32Array, evaluate: (limits: Int32Array) => Trade | null): void {
  let limits = start;
  let current = evaluate(limits);
  for (;;) {
    let step: { limits: Int32Array; trade: Trade } | null = null;
    for (const [index, lane] of lanes.entries()) {
      // Moving the limit of a lane that is not traded changes nothing.
      if (current && !current.legs.some((leg) => sameLane(leg.lane, lane))) continue;
      for (const move of [-1, 1]) {
        const level = at(limits, index) + move;
        if (level < 0 || level >= lane.levels.length) continue;
        const next = limits.slice();
        next[index] = level;
        const trade = evaluate(next);
        if (trade && trade.edgeAtLimitsMicros > ((step?.trade ?? current)?.edgeAtLimitsMicros ?? 0)) step = { limits: next, trade };
      }
    }
    if (!step) return;
    ({ limits, trade: current } = step);
  }
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
