/** What a holding of a combo and its legs pays at worst and at best, over every allowed outcome (docs/venue.md 8.6). */
import type { Relation } from '../../domain/relation';
import { at } from '../../domain/arrays';
import { enumerateAtoms } from '../space/search';
import { buildSpace } from '../space/space';
import { MOST_OUTCOMES } from './bounds';

export interface HeldShare {
  /** Condition key of a leg; null: the combo itself. */
  readonly key: string | null;
  readonly yes: boolean;
  /** Shares, whole micros. */
  readonly sizeMicros: bigint;
}

export interface Payoff {
  /** Micros of a dollar. */
  readonly floorMicros: bigint;
  readonly bestMicros: bigint;
}

/** null: no outcome is allowed, or more than can be listed. The combo is YES when every leg is. */
export function comboPayoff({
  legs,
  relations,
  held,
}: {
  readonly legs: readonly string[];
  readonly relations: readonly Relation[];
  readonly held: readonly HeldShare[];
}): Payoff | null {
  const atoms = enumerateAtoms(buildSpace(legs, relations), MOST_OUTCOMES);
  if (atoms === null || atoms.length === 0) return null;
  const payoffs = atoms.map((atom) => {
    const all = atom.every((truth) => truth === 1);
    return held.reduce((total, { key, yes, sizeMicros }) => {
      const isTrue = key === null ? all : at(atom, legs.indexOf(key)) === 1;
      return isTrue === yes ? total + sizeMicros : total;
    }, 0n);
  });
  const pick = (better: (a: bigint, b: bigint) => boolean): bigint =>
    payoffs.reduce((best, each) => (better(each, best) ? each : best));
  return { floorMicros: pick((a, b) => a < b), bestMicros: pick((a, b) => a > b) };
}
