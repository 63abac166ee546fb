/** The structured optimum of an instance's lanes in one call, where the component has a shape that needs no program. */
import type { FeeSchedule } from '../../domain/condition';
import type { Lane } from '../lp/lanes';
import type { OutcomeSpace } from '../space/space';
import { prepareStructured } from './solver';

export interface StructuredAnswer {
  /** Dollars. */
  readonly value: number;
  /** Shares by lane, micros. */
  readonly laneSizes: Float64Array;
  /** By row of the space, micro-shares, signed for equalities: they prove the floor of `laneSizes`. */
  readonly multipliers: Float64Array;
}

/** Primal and dual value of a solve differ by rounding only; beyond this the program is asked instead. */
const LARGEST_GAP = 1e-6;
const NO_FEE: FeeSchedule = { ratePpm: 0, exponent: 1, takerOnly: true };

/**
 * The exact optimum without budget, voids, minimum sizes or lots, so an upper bound with them; null when the component
 * has no shape, or when inventory could be sold.
 */
export function solveStructured(space: OutcomeSpace, lanes: readonly Lane[]): StructuredAnswer | null {
  if (lanes.some((lane) => lane.side === 'sell')) return null;
  const fees = space.keys.map(() => NO_FEE);
  for (const lane of lanes) fees[lane.condition] = lane.fee;
  const solver = prepareStructured(space, { fees, lotMicros: 1 });
  if (!solver) return null;
  for (const lane of lanes) solver.update(lane.condition, lane.token, lane.levels);
  const value = solver.solve();
  if (!(Math.abs(solver.bound - value) <= LARGEST_GAP * (1 + value))) return null;
  return {
    value,
    laneSizes: Float64Array.from(
      lanes,
      ({ condition, token }) => solver.sizes[2 * condition + (token === 'yes' ? 0 : 1)] ?? 0,
    ),
    multipliers: solver.multipliers,
  };
}
