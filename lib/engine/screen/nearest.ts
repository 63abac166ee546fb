/** How far the books are from the nearest single-rule violation, for the line that says "nothing here". */
import type { Instance } from '../../domain/instance';
import { isExecutable } from '../../domain/relation';
import { MICROS } from '../../domain/units';
import { at, own } from '../../domain/arrays';
import { unitFee } from '../../domain/fees';
import { buildSpace, type SpaceRow } from '../space/space';

export interface Nearest {
  readonly key: string;
  /** How many ticks the ask of one leg on this condition would have to fall for an edge. */
  readonly ticks: number;
}

interface Side {
  readonly key: string;
  readonly cost: number;
  readonly tick: number;
}

/**
 * Row by row: holding each member's share at the row's coefficients pays at least (row's bound), so it violates when it
 * costs less (docs/maths.md 3.5). The slack over the widest tick among the members is the number of ticks. Null when no
 * row has quotes on all members.
 */
export function nearestViolation(instance: Instance): Nearest | null {
  const keys = instance.conditions.map(({ key }) => key);
  const space = buildSpace(keys, instance.relations.filter(isExecutable));
  const sides = instance.conditions.map(({ key, fee, tickMicros }) => {
    const book = own(instance.books, key);
    const ask = (token: 'yes' | 'no'): Side | null => {
      const best = book?.[token].asks[0]?.priceMicros;
      return best === undefined ? null : { key, cost: best / MICROS + unitFee(fee, best), tick: tickMicros / MICROS };
    };
    return { yes: ask('yes'), no: ask('no') };
  });
  let nearest: Nearest | null = null;
  const offer = (legs: readonly (Side & { readonly weight: number })[], pays: number): void => {
    const slack = legs.reduce((sum, { cost, weight }) => sum + cost * weight, -pays);
    const lever = legs.reduce((best, leg) => (leg.tick * leg.weight > best.tick * best.weight ? leg : best));
    // Falling by the slack itself only breaks even.
    const ticks = Math.max(0, Math.floor(slack / (lever.tick * lever.weight) + 1e-9) + 1);
    if (!nearest || ticks < nearest.ticks) nearest = { key: lever.key, ticks };
  };
  for (const { yes, no } of sides)
    if (yes && no)
      offer(
        [
          { ...yes, weight: 1 },
          { ...no, weight: 1 },
        ],
        1,
      );
  for (const row of space.rows) {
    for (const sign of row.equality ? [1, -1] : [1]) {
      const basket = basketOf(row, sign, sides);
      if (basket) offer(basket.legs, basket.pays);
    }
  }
  return nearest;
}

/** alpha.y >= beta: alpha+ YES and alpha- NO pay at least beta + sum alpha-. */
function basketOf(
  row: SpaceRow,
  sign: number,
  sides: readonly { readonly yes: Side | null; readonly no: Side | null }[],
): { readonly legs: readonly (Side & { readonly weight: number })[]; readonly pays: number } | null {
  const legs: (Side & { readonly weight: number })[] = [];
  let pays = sign * row.atLeast;
  for (let position = 0; position < row.indices.length; position += 1) {
    const coefficient = sign * at(row.coefficients, position);
    const side = at(sides, at(row.indices, position));
    const leg = coefficient > 0 ? side.yes : side.no;
    if (!leg) return null;
    if (coefficient < 0) pays -= coefficient;
    legs.push({ ...leg, weight: Math.abs(coefficient) });
  }
  return legs.length > 0 ? { legs, pays } : null;
}
