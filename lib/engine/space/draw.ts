/** Atoms drawn near given prices, to seed the completeness loop. Not a sample from any law: only a useful spread. */
import { at } from '../arrays';
import { FREE, type Propagator } from './propagate';
import { findAtom, type Atom } from './search';

/** Numbers in [0, 1) that are the same at every run: seeding must not make answers differ between runs. */
export function repeatable(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const COMPLETION_NODES = 5000;

/** Conditions in random order, each true with its price, as far as propagation allows; then completed. Null when that fails. */
export function drawAtom(propagator: Propagator, worth: readonly number[], random: () => number): Atom | null {
  if (!propagator.feasible) return null;
  const start = propagator.mark();
  const order = worth.map((_, index) => ({ index, rank: random() })).sort((a, b) => a.rank - b.rank);
  for (const { index } of order) {
    if (at(propagator.truths, index) !== FREE) continue;
    const truth = random() < at(worth, index) ? 1 : 0;
    const mark = propagator.mark();
    if (propagator.assign(index, truth)) continue;
    propagator.undoTo(mark);
    if (!propagator.assign(index, truth === 1 ? 0 : 1)) {
      propagator.undoTo(mark);
      break;
    }
  }
  const found = findAtom(propagator, COMPLETION_NODES);
  propagator.undoTo(start);
  return found.kind === 'found' ? found.value : null;
}
