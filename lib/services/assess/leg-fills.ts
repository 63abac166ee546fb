/** What the fill model says of a basket's legs: for its stake, which it can only shrink, and for the card. */
import type { Leg } from '../../domain/basket';
import type { Condition } from '../../domain/condition';
import type { InstanceSide } from '../../domain/instance';
import type { FillsView } from '../../protocol/fills';
import { fillBounds } from '../../engine/sizing/growth';
import type { LegAnswer } from '../../signals/fills/serving';
import { ASSUMED_WAY_MS, type FillAdvice } from '../fills/fills';
import { depthWithin } from './stake';

export interface LegFillsRequest {
  readonly legs: readonly Leg[];
  readonly conditions: ReadonlyMap<string, Condition>;
  readonly sideOf: (leg: Leg) => InstanceSide | undefined;
  readonly nowMs: number;
}

/** By leg; null where nothing is said. */
export function legFills(advice: FillAdvice, request: LegFillsRequest): readonly (LegAnswer | null)[] {
  const { legs, conditions, sideOf, nowMs } = request;
  return legs.map((leg) => {
    const [side, condition] = [sideOf(leg), conditions.get(leg.condition)];
    if (side === undefined || condition === undefined) return null;
    return advice.chanceOf({
      condition,
      token: leg.token,
      side: leg.side,
      quantityMicros: leg.sizeMicros,
      depthMicros: depthWithin(leg, side),
      ageMs: Math.max(0, nowMs - side.verifiedAtMs),
    });
  });
}

/** One line for all legs; null where one of them has no word. */
export function fillsViewOf(
  answers: readonly (LegAnswer | null)[],
  { legs, sideOf, nowMs }: LegFillsRequest,
): FillsView | null {
  const values: Extract<LegAnswer, { kind: 'value' }>[] = [];
  for (const each of answers) {
    if (each === null) return null;
    if (each.kind === 'not-enough') return each;
    values.push(each);
  }
  const [first, ...others] = values;
  if (first === undefined) return null;
  const least = others.reduce((worst, each) => (each.low < worst.low ? each : worst), first);
  const ages = legs.map((leg) => nowMs - (sideOf(leg)?.verifiedAtMs ?? nowMs));
  return {
    kind: 'value',
    bets: legs.length,
    p: least.p,
    low: least.low,
    high: least.high,
    all: fillBounds(values.map(({ low }) => low)).atLeast,
    afterMs: Math.max(0, ...ages) + ASSUMED_WAY_MS,
    n: Math.min(...values.map(({ n }) => n)),
  };
}
