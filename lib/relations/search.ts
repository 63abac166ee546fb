/**
 * Depth-first search over truths, on the propagator: existence, witnesses, logical settlement, and what clashes. It
 * asks the same in the same order every time; whoever may not be busy for long sets limits.
 */
import { at } from '../domain/arrays';
import { FREE, type Propagator } from './propagate';

/** Truth assignment by condition index, 1 = true. */
export type Atom = Int8Array;

export type Search<T> =
  { readonly kind: 'found'; readonly value: T } | { readonly kind: 'none' } | { readonly kind: 'gave-up' };

export interface SearchLimits {
  /** Truths tried before giving up. */
  readonly nodes: number;
  /** Terms looked at before giving up. */
  readonly work?: number;
  /** Truths tried on top of each other: each is a stack frame. */
  readonly depth?: number;
}

/** One atom that extends what the propagator has fixed. The propagator is left as it was found. */
export function findAtom(
  propagator: Propagator,
  limits: SearchLimits,
  preferTrue: (index: number) => boolean = () => false,
): Search<Atom> {
  if (!propagator.feasible) return { kind: 'none' };
  const start = propagator.mark();
  const workLimit = propagator.work + (limits.work ?? Infinity);
  const depthLimit = limits.depth ?? Infinity;
  let nodes = 0;
  const descend = (from: number, depth: number): Search<Atom> => {
    let index = from;
    while (index < propagator.truths.length && at(propagator.truths, index) !== FREE) index += 1;
    if (index === propagator.truths.length) return { kind: 'found', value: Int8Array.from(propagator.truths) };
    const first = preferTrue(index) ? 1 : 0;
    for (const truth of [first, first === 1 ? 0 : 1] satisfies (0 | 1)[]) {
      nodes += 1;
      if (nodes > limits.nodes || depth >= depthLimit || propagator.work > workLimit) return { kind: 'gave-up' };
      const mark = propagator.mark();
      if (propagator.assign(index, truth)) {
        const deeper = descend(index + 1, depth + 1);
        if (deeper.kind !== 'none') return deeper;
      }
      propagator.undoTo(mark);
    }
    return { kind: 'none' };
  };
  const answer = descend(0, 0);
  propagator.undoTo(start);
  return answer;
}

export interface Settlement {
  readonly kind: 'open' | 'empty' | 'gave-up';
  /** Conditions that can take only one truth (InitFW's logical settlement, docs/maths.md 1.3). */
  readonly settled: ReadonlyMap<number, boolean>;
  /** Atoms that between them show every possible truth of every condition. */
  readonly witnesses: readonly Atom[];
}

/**
 * Truths already witnessed are not asked for again: 20 to 193 searches instead of 2n (docs/maths.md 4.4). Yields before
 * each search but the first. `doubtSettles`: a truth that cannot be worked out counts as impossible, and the others are
 * still asked for; else such a truth ends the search.
 */
export function* settleSteps(
  propagator: Propagator,
  limits: SearchLimits,
  doubtSettles: boolean,
): Generator<undefined, Settlement> {
  const size = propagator.truths.length;
  const witnesses: Atom[] = [];
  const settled = new Map<number, boolean>();
  const seen = [new Uint8Array(size), new Uint8Array(size)];
  const record = (atom: Atom): void => {
    witnesses.push(atom);
    atom.forEach((truth, index) => {
      at(seen, truth)[index] = 1;
    });
  };
  const first = findAtom(propagator, limits);
  if (first.kind === 'none') return { kind: 'empty', settled, witnesses };
  if (first.kind === 'gave-up') return { kind: 'gave-up', settled, witnesses };
  record(first.value);
  for (let index = 0; index < size; index += 1) {
    for (const truth of [1, 0] satisfies (0 | 1)[]) {
      if (at(at(seen, truth), index) === 1) continue;
      yield;
      const mark = propagator.mark();
      const possible = propagator.assign(index, truth);
      // Asking for as many new truths as possible at once makes each witness cover many conditions.
      const witness: Search<Atom> = possible
        ? findAtom(propagator, limits, (other) => at(at(seen, 1), other) === 0)
        : { kind: 'none' };
      propagator.undoTo(mark);
      if (witness.kind === 'gave-up' && !doubtSettles) return { kind: 'gave-up', settled, witnesses };
      if (witness.kind === 'found') record(witness.value);
      else settled.set(index, truth === 0);
    }
  }
  return { kind: 'open', settled, witnesses };
}

/**
 * What is left of items that clash together when one after the other is dropped, as long as the others still clash:
 * dropping any one of the rest ends the clash. Yields after each question.
 */
export function* irreducibleSteps<T>(
  items: readonly T[],
  clashes: (kept: readonly T[]) => boolean,
): Generator<undefined, readonly T[]> {
  let kept = items;
  for (const candidate of items) {
    const without = kept.filter((item) => item !== candidate);
    if (clashes(without)) kept = without;
    yield;
  }
  return kept;
}
