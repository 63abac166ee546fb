/** Depth-first search for atoms: existence, witnesses, enumeration, logical settlement and which relations clash. */
import type { Relation } from '../../domain/relation';
import { at } from '../../domain/arrays';
import { FREE, Propagator } from '../../relations/propagate';
import { buildSpace, type OutcomeSpace } from './space';

/** Truth assignment by condition index, 1 = true. */
export type Atom = Int8Array;

export type Search<T> =
  { readonly kind: 'found'; readonly value: T } | { readonly kind: 'none' } | { readonly kind: 'gave-up' };

/** Nodes before a search gives up; structured spaces (chains, groups, brackets) need hardly any backtracking. */
const DEFAULT_NODES = 200_000;

/** One atom that extends what the propagator has fixed. The propagator is left as it was found. */
export function findAtom(
  propagator: Propagator,
  nodeLimit = DEFAULT_NODES,
  preferTrue: (index: number) => boolean = () => false,
): Search<Atom> {
  if (!propagator.feasible) return { kind: 'none' };
  const start = propagator.mark();
  let nodes = 0;
  const descend = (from: number): Search<Atom> => {
    let index = from;
    while (index < propagator.truths.length && at(propagator.truths, index) !== FREE) index += 1;
    if (index === propagator.truths.length) return { kind: 'found', value: Int8Array.from(propagator.truths) };
    const first = preferTrue(index) ? 1 : 0;
    for (const truth of [first, first === 1 ? 0 : 1] satisfies (0 | 1)[]) {
      nodes += 1;
      if (nodes > nodeLimit) return { kind: 'gave-up' };
      const mark = propagator.mark();
      if (propagator.assign(index, truth)) {
        const deeper = descend(index + 1);
        if (deeper.kind !== 'none') return deeper;
      }
      propagator.undoTo(mark);
    }
    return { kind: 'none' };
  };
  const answer = descend(0);
  propagator.undoTo(start);
  return answer;
}

/** Every atom, or null when there are more than `limit`. */
export function enumerateAtoms(space: OutcomeSpace, limit: number): readonly Atom[] | null {
  const propagator = new Propagator(space);
  if (!propagator.feasible) return [];
  const atoms: Atom[] = [];
  let nodes = 0;
  const descend = (from: number): boolean => {
    let index = from;
    while (index < propagator.truths.length && at(propagator.truths, index) !== FREE) index += 1;
    if (index === propagator.truths.length) {
      atoms.push(Int8Array.from(propagator.truths));
      return atoms.length <= limit;
    }
    for (const truth of [0, 1] satisfies (0 | 1)[]) {
      nodes += 1;
      if (nodes > limit * 64) return false;
      const mark = propagator.mark();
      if (propagator.assign(index, truth) && !descend(index + 1)) return false;
      propagator.undoTo(mark);
    }
    return true;
  };
  return descend(0) ? atoms : null;
}

export interface Settlement {
  readonly kind: 'open' | 'empty' | 'gave-up';
  /** Conditions that can take only one truth (InitFW's logical settlement, maths 1.3). */
  readonly settled: ReadonlyMap<number, boolean>;
  /** Atoms that between them show every possible truth of every condition. */
  readonly witnesses: readonly Atom[];
}

/** Truths already witnessed are not asked for again: 20 to 193 searches instead of 2n (maths 4.4). */
export function settle(space: OutcomeSpace, nodeLimit = DEFAULT_NODES): Settlement {
  const propagator = new Propagator(space);
  const witnesses: Atom[] = [];
  const settled = new Map<number, boolean>();
  const seen = [new Uint8Array(space.keys.length), new Uint8Array(space.keys.length)];
  const record = (atom: Atom): void => {
    witnesses.push(atom);
    atom.forEach((truth, index) => {
      at(seen, truth)[index] = 1;
    });
  };
  const first = findAtom(propagator, nodeLimit);
  if (first.kind === 'none') return { kind: 'empty', settled, witnesses };
  if (first.kind === 'gave-up') return { kind: 'gave-up', settled, witnesses };
  record(first.value);
  for (let index = 0; index < space.keys.length; index += 1) {
    for (const truth of [1, 0] satisfies (0 | 1)[]) {
      if (at(at(seen, truth), index) === 1) continue;
      const mark = propagator.mark();
      const possible = propagator.assign(index, truth);
      // Asking for as many new truths as possible at once makes each witness cover many conditions.
      const witness: Search<Atom> = possible
        ? findAtom(propagator, nodeLimit, (other) => at(at(seen, 1), other) === 0)
        : { kind: 'none' };
      propagator.undoTo(mark);
      if (witness.kind === 'gave-up') return { kind: 'gave-up', settled, witnesses };
      if (witness.kind === 'found') record(witness.value);
      else settled.set(index, truth === 0);
    }
  }
  return { kind: 'open', settled, witnesses };
}

/** Whether the space has any atom; `gave-up` counts as unknown and must be treated as a refusal. */
export function emptiness(space: OutcomeSpace, nodeLimit = DEFAULT_NODES): Search<Atom> {
  return findAtom(new Propagator(space), nodeLimit);
}

/**
 * A smallest-by-deletion set of relations that already contradict each other: dropping any one of them leaves an atom.
 */
export function clashOf(
  keys: readonly string[],
  relations: readonly Relation[],
  nodeLimit = DEFAULT_NODES,
): readonly Relation[] {
  let kept = [...relations];
  for (const candidate of relations) {
    const without = kept.filter((relation) => relation !== candidate);
    if (emptiness(buildSpace(keys, without), nodeLimit).kind === 'none') kept = without;
  }
  return kept;
}
