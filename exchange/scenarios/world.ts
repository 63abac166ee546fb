/**
 * A world is what the agents of one or more tied events believe: a probability for every atom (a joint outcome of all
 * its conditions) in integer micros that always sum to exactly 1_000_000. Prices of conditions are sums over atoms, so
 * they are coherent by construction.
 */
import type { EventSpec } from '../model';
import type { Random } from '../../lib/domain/random';

export const WHOLE = 1_000_000;

export interface Atom {
  readonly startMicros: number;
  /** The walk never takes the atom below this. */
  readonly floorMicros: number;
  /** Condition ids that resolve YES. */
  readonly wins: ReadonlySet<string>;
}

export interface World {
  readonly events: readonly EventSpec[];
  readonly atoms: readonly Atom[];
}

export interface Transfer {
  readonly from: number;
  readonly to: number;
  readonly micros: number;
}

/** @throws RangeError unless the starting probabilities sum to one and every atom starts at or above its floor. */
export function buildWorld(events: readonly EventSpec[], atoms: readonly Atom[]): World {
  const sum = atoms.reduce((total, atom) => total + atom.startMicros, 0);
  if (sum !== WHOLE) throw new RangeError(`atoms must sum to ${WHOLE}, were ${sum}`);
  if (atoms.some((atom) => atom.startMicros < atom.floorMicros || atom.floorMicros < 1))
    throw new RangeError('an atom starts below its floor');
  return { events, atoms };
}

export function fairMicros(world: World, weights: readonly number[], conditionId: string): number {
  return world.atoms.reduce((sum, atom, index) => sum + (atom.wins.has(conditionId) ? (weights[index] ?? 0) : 0), 0);
}

/**
 * Proposes to move probability from one atom to another. Steps away from the start are refused more often the further
 * the pair has drifted, which keeps prices in the region that the scenario was written for. Null when the draw gives no
 * step.
 */
export function drawTransfer(world: World, weights: readonly number[], random: Random): Transfer | null {
  const from = Math.floor(random() * world.atoms.length);
  const to = Math.floor(random() * world.atoms.length);
  const source = world.atoms[from];
  const target = world.atoms[to];
  const have = weights[from];
  const other = weights[to];
  const keep = random();
  const share = random();
  if (from === to || !source || !target || have === undefined || other === undefined) return null;
  const drifted = (source.startMicros - have) / source.startMicros + (other - target.startMicros) / target.startMicros;
  if (drifted > 0 && keep < drifted) return null;
  const micros = Math.floor(Math.min(have - source.floorMicros, 500 + share * 6_500));
  return micros > 0 ? { from, to, micros } : null;
}

export function applyTransfer(weights: readonly number[], transfer: Transfer): readonly number[] {
  return weights.map(
    (weight, index) =>
      weight + (index === transfer.to ? transfer.micros : 0) - (index === transfer.from ? transfer.micros : 0),
  );
}
