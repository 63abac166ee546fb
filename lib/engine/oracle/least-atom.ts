/**
 * The linear oracle: the atom at which net.y is least, by branch and bound with propagation. Multipliers, when given,
 * bound every node (Lagrangian bound): with those of a tight relaxation the first dive is usually already the proof.
 */
import { at } from '../../domain/arrays';
import { FREE, Propagator } from '../../relations/propagate';
import { findAtom, type Atom } from '../../relations/search';
import type { OutcomeSpace } from '../space/space';
import { multiplierValue, reducedPayoffs } from './floor';

export interface LeastAtomRequest {
  readonly space: OutcomeSpace;
  /** Weight of each condition's truth. */
  readonly net: Float64Array;
  /** By row, signed for equalities; null for none. */
  readonly multipliers: Float64Array | null;
  readonly nodeLimit: number;
  /** Differences below this do not matter: 0 for whole numbers. */
  readonly tolerance: number;
}

export interface LeastAtom {
  readonly atom: Atom;
  readonly value: number;
  /** False when the node limit ended the search: the value is reachable but may not be the least. */
  readonly proven: boolean;
  readonly nodes: number;
}

/** Null when the space is empty, or when no atom was found within the limit. */
export function leastAtom(request: LeastAtomRequest, propagator = new Propagator(request.space)): LeastAtom | null {
  const { space, net, nodeLimit, tolerance } = request;
  if (!propagator.feasible) return null;
  const zero = new Float64Array(space.rows.length);
  const multipliers = request.multipliers ?? zero;
  const reduced = reducedPayoffs(space, net, multipliers);
  // Conditions with payoff but no reduced payoff are indifferent to the multipliers and come last.
  const order = [...net.keys()]
    .filter((index) => at(net, index) !== 0 || at(reduced, index) !== 0)
    .sort((a, b) => Math.abs(at(reduced, b)) - Math.abs(at(reduced, a)));
  const found: { best: { readonly atom: Atom; readonly value: number } | null } = { best: null };
  let nodes = 0;
  let complete = true;

  const base = multiplierValue(space, multipliers);
  const addFixed = (from: number, bound: number): number => {
    let total = bound;
    for (let position = from; position < propagator.mark(); position += 1) {
      const index = propagator.trailAt(position);
      const value = at(reduced, index);
      total += (at(propagator.truths, index) === 1 ? value : 0) - Math.min(0, value);
    }
    return total;
  };
  const descend = (from: number, bound: number): void => {
    if (found.best && bound >= found.best.value - tolerance) return;
    let position = from;
    while (position < order.length && at(propagator.truths, at(order, position)) !== FREE) position += 1;
    if (position === order.length) {
      const completion = findAtom(propagator, { nodes: nodeLimit });
      if (completion.kind === 'gave-up') complete = false;
      if (completion.kind !== 'found') return;
      const value = payoffAt(net, completion.value);
      if (!found.best || value < found.best.value) found.best = { atom: completion.value, value };
      return;
    }
    const index = at(order, position);
    const weight = at(reduced, index) || at(net, index);
    const first = weight < 0 ? 1 : 0;
    for (const truth of [first, first === 1 ? 0 : 1] satisfies (0 | 1)[]) {
      nodes += 1;
      if (nodes > nodeLimit) {
        complete = false;
        return;
      }
      const mark = propagator.mark();
      if (propagator.assign(index, truth)) descend(position + 1, addFixed(mark, bound));
      propagator.undoTo(mark);
    }
  };
  let start = base;
  for (const value of reduced) start += Math.min(0, value);
  descend(0, addFixed(0, start));
  return found.best ? { ...found.best, proven: complete, nodes } : null;
}

export function payoffAt(net: Float64Array, atom: Atom): number {
  let total = 0;
  for (let index = 0; index < net.length; index += 1) if (atom[index] === 1) total += at(net, index);
  return total;
}
