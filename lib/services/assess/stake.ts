/**
 * How much of a basket to take (docs/maths.md 5): the stake that grows fastest when some legs may not fill, a share of
 * it, and never more than the limit for a basket or than the books hold.
 *
 * The chance of a leg is assumed, on the low side; what the fill model learned can only lower it:
 * the quotes behind a limit live half a minute on average, so they are still there after the age of the book and the
 * way of the order with probability e^(-(age + way) / life); and to take all that stands at a limit fails one time in
 * ten more often than to take little of it, since the last of it is gone first. Whatever ties the legs together, all of
 * them fill at least as often as the Frechet bound says. Where they do not, the worst of every partial fill is lost.
 * Of those that fill, some see a market voided, and a tie that a rule proved or the user accepted may be wrong: assumed
 * as well, as nobody counted it yet.
 */
import type { Leg } from '../../domain/basket';
import type { InstanceSide } from '../../domain/instance';
import { moneyMicros, sizeMicros, type MoneyMicros } from '../../domain/units';
import { walkWithin } from '../../domain/walk';
import type { Capital } from '../../engine/sizing/capital';
import { bindingCap, type StakeCap } from '../../engine/sizing/caps';
import { fillBounds, growthStake, type Scenario } from '../../engine/sizing/growth';
import { expectedShortfall } from '../../engine/sizing/shortfall';

const QUOTE_LIFE_MS = 30_000;
/** Signing is not counted: the books are read once more after it. */
const WAY_MS = 1_000;
const TAKEN_WHOLE = 0.1;
const VOIDED = 0.005;
/** By what the floor rests on: construction of the venue alone, a rule that read texts, the user's word. */
const WRONG = { structure: 0, rule: 0.005, word: 0.03 } as const;
/** The part of all that can happen of which the risk speaks. */
const TAIL = 0.05;

export type RestsOn = keyof typeof WRONG;

export interface Stake {
  /** Part of the basket, from 0 to 1; 0 where a part so small could not be ordered. */
  readonly fraction: number;
  /** What that part can cost at most. */
  readonly stakeMicros: MoneyMicros;
  readonly cap: StakeCap['name'];
  /** Least chance that all legs fill, as assumed above. */
  readonly allFill: number;
  /** Mean part of the stake that is lost in the worst twentieth of what can happen, from 0 to 1. */
  readonly risk: number;
  /** Of the working capital, from 0 to 1. */
  readonly ofCapital: number;
}

export interface StakeRequest {
  readonly legs: readonly Leg[];
  readonly edgeMicros: number;
  readonly maxCostMicros: number;
  /** Worst result of a partial fill, not above zero; null when the books show no bound. */
  readonly partialMicros: number | null;
  /** Worst result if one market is voided. */
  readonly voidMicros: number;
  readonly restsOn: RestsOn;
  /** The leg's own side of the book; undefined when there is none that may be used. */
  readonly sideOf: (leg: Leg) => InstanceSide | undefined;
  /** Least part of a leg that can be ordered, from 0 to 1. */
  readonly leastPart: number;
  readonly nowMs: number;
  /** The cautious end of what the fill model says of a leg; null: nothing. It counts only where it is the lower. */
  readonly learnedOf?: (leg: Leg) => number | null;
  readonly capital: Capital;
  /** The user's limit for a basket. */
  readonly maxPositionMicros: MoneyMicros;
}

export function stakeOf(request: StakeRequest): Stake {
  const { legs, maxCostMicros, capital } = request;
  const { atLeast: allFill } = fillBounds(
    legs.map((leg) => {
      const assumed = fillChance(leg, request.sideOf(leg), request.nowMs);
      return Math.min(assumed, request.learnedOf?.(leg) ?? 1);
    }),
  );
  const nothing: Stake = {
    ...{ fraction: 0, stakeMicros: moneyMicros(0), cap: 'growth', risk: 0, ofCapital: 0 },
    allFill,
  };
  if (maxCostMicros <= 0) return nothing;
  const scenarios = scenariosOf(request, allFill);
  const growth = growthStake(scenarios).fraction * capital.share * capital.workingMicros;
  const cap = bindingCap([
    { name: 'depth', stakeMicros: moneyMicros(maxCostMicros) },
    { name: 'limit', stakeMicros: request.maxPositionMicros },
    {
      name: capital.because === 'kelly' ? 'growth' : capital.because,
      stakeMicros: moneyMicros(Math.floor(growth)),
    },
  ]);
  const part = Math.min(1, cap.stakeMicros / maxCostMicros);
  const risk = expectedShortfall(scenarios, TAIL);
  if (part < request.leastPart) return { ...nothing, cap: cap.name, risk };
  return {
    ...{ fraction: part, stakeMicros: cap.stakeMicros, cap: cap.name, allFill, risk },
    ofCapital: capital.workingMicros > 0 ? cap.stakeMicros / capital.workingMicros : 0,
  };
}

/** Everything that can happen to a dollar of it. */
function scenariosOf(request: StakeRequest, allFill: number): readonly Scenario[] {
  const { edgeMicros, maxCostMicros, partialMicros, voidMicros } = request;
  const part = (micros: number): number => Math.max(-1, micros / maxCostMicros);
  const wrong = WRONG[request.restsOn];
  return [
    { probability: allFill * (1 - VOIDED - wrong), netReturn: part(edgeMicros) },
    { probability: allFill * VOIDED, netReturn: part(Math.min(edgeMicros, voidMicros)) },
    { probability: allFill * wrong, netReturn: -1 },
    { probability: 1 - allFill, netReturn: partialMicros === null ? -1 : part(Math.min(0, partialMicros)) },
  ];
}

/** Chance that the leg fills whole within its limit; see above. */
export function fillChance(leg: Leg, side: InstanceSide | undefined, nowMs: number): number {
  if (!side) return 0;
  const depth = depthWithin(leg, side);
  if (depth < leg.sizeMicros) return 0;
  const ageMs = Math.max(0, nowMs - side.verifiedAtMs);
  return Math.exp(-(ageMs + WAY_MS) / QUOTE_LIFE_MS) * (1 - TAKEN_WHOLE * (leg.sizeMicros / depth));
}

/** Shares that the leg's book offers within its limit, micros. */
export function depthWithin(leg: Leg, side: InstanceSide): number {
  const levels = leg.side === 'buy' ? side.asks : side.bids;
  const everything = sizeMicros(levels.reduce((sum, level) => sum + level.sizeMicros, 0));
  const free = { ratePpm: 0, exponent: 1, takerOnly: true } as const;
  const within = walkWithin({
    levels,
    sizeMicros: everything,
    fee: free,
    side: leg.side,
    limitPriceMicros: leg.limitPriceMicros,
  });
  return within?.sizeMicros ?? 0;
}
