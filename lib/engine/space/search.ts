/** Searches of an outcome space; the search itself is shared with the checks of relations (lib/relations/search.ts). */
import type { Relation } from '../../domain/relation';
import { at } from '../../domain/arrays';
import { finish } from '../../domain/steps';
import { FREE, Propagator } from '../../relations/propagate';
import {
  findAtom,
  irreducibleSteps,
  settleSteps,
  type Atom,
  type Search,
  type Settlement,
} from '../../relations/search';
import { buildSpace, type OutcomeSpace } from './space';

export type { Atom } from '../../relations/search';

/** Nodes before a search gives up; structured spaces (chains, groups, brackets) need hardly any backtracking. */
export const DEFAULT_NODES = 200_000;

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

export function settle(space: OutcomeSpace, nodeLimit = DEFAULT_NODES): Settlement {
  return finish(settleSteps(new Propagator(space), { nodes: nodeLimit }, false));
}

/** Whether the space has any atom; `gave-up` counts as unknown and must be treated as a refusal. */
export function emptiness(space: OutcomeSpace, nodeLimit = DEFAULT_NODES): Search<Atom> {
  return findAtom(new Propagator(space), { nodes: nodeLimit });
}

/** Relations that already contradict each other: dropping any one of them leaves an atom. */
export function clashOf(
  keys: readonly string[],
  relations: readonly Relation[],
  nodeLimit = DEFAULT_NODES,
): readonly Relation[] {
  return finish(irreducibleSteps(relations, (kept) => emptiness(buildSpace(keys, kept), nodeLimit).kind === 'none'));
}
