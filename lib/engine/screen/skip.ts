/**
 * Skip certificates (maths 3.5): a coherent price vector inside every band proves that there is nothing to gain, and after a tick it needs only
 * to be compared with the one band that moved. The vector is central in the bands (a linear program), so that it survives small moves; an
 * LP vertex would lie on their edges.
 */
import type { Instance } from '../../domain/instance';
import { isExecutable } from '../../domain/relation';
import { MICROS } from '../../domain/units';
import type { LpSolver } from '../../ports/lp-solver';
import { at, own } from '../arrays';
import { ProgramBuilder } from '../arbitrage/program';
import { unitFee } from '../../domain/fees';
import { buildSpace, type OutcomeSpace } from '../space/space';

/** What a share of YES may be worth without anything to gain: [1 - cost of NO, cost of YES]. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

export class SkipCertificate {
  readonly #indexOf: ReadonlyMap<string, number>;
  readonly #worth: Float64Array;
  readonly #broken = new Set<number>();

  constructor(space: OutcomeSpace, worth: Float64Array) {
    this.#indexOf = space.indexOf;
    this.#worth = worth;
  }

  /** A band moved. True: still proven that there is nothing to gain, in O(1). False says nothing; ask the LP. */
  holds(key: string, band: Band): boolean {
    const index = this.#indexOf.get(key);
    if (index === undefined) return false;
    const worth = at(this.#worth, index);
    if (band.low <= worth && worth <= band.high) this.#broken.delete(index);
    else this.#broken.add(index);
    return this.#broken.size === 0;
  }

  worthOf(key: string): number | null {
    const index = this.#indexOf.get(key);
    return index === undefined ? null : at(this.#worth, index);
  }
}

export function bandOf(instance: Instance, key: string): Band {
  const book = own(instance.books, key);
  const fee = instance.conditions.find((condition) => condition.key === key)?.fee;
  const cost = (token: 'yes' | 'no'): number => {
    const best = book?.[token].asks[0]?.priceMicros;
    return best === undefined || !fee ? 1 : Math.min(1, best / MICROS + unitFee(fee, best));
  };
  return { low: 1 - cost('no'), high: cost('yes') };
}

/** Smallest room that is worth keeping: below it float error could pass for coherence. */
const LEAST_ROOM = 1e-9;

/** Null when no coherent price vector lies strictly inside the bands: then there is (or may be) something to gain. */
export function findSkipCertificate(instance: Instance, solver: LpSolver, timeLimitMs: number): SkipCertificate | null {
  const keys = instance.conditions.map(({ key }) => key);
  const space = buildSpace(keys, instance.relations.filter(isExecutable));
  const builder = new ProgramBuilder();
  // The room t inside every band is what is maximised; wide bands need not be left in their middle, so it stops at a cent.
  const room = builder.addColumn({ objective: 1, lower: 0, upper: 0.01 });
  keys.forEach((key) => {
    const { low, high } = bandOf(instance, key);
    const column = builder.addColumn({ objective: 0, lower: 0, upper: 1 });
    const above = builder.addRow(low > 0 ? low : -Infinity, Infinity);
    builder.put(above, column, 1);
    builder.put(above, room, -1);
    const under = builder.addRow(-Infinity, high < 1 ? high : Infinity);
    builder.put(under, column, 1);
    builder.put(under, room, 1);
  });
  for (const row of space.rows) {
    const index = builder.addRow(row.atLeast, row.equality ? row.atLeast : Infinity);
    row.indices.forEach((condition, position) => builder.put(index, condition + 1, at(row.coefficients, position)));
  }
  const solution = solver.solve(builder.build(), { timeLimitMs });
  if (solution.status !== 'optimal' || solution.objective < LEAST_ROOM) return null;
  return new SkipCertificate(space, solution.x.slice(1));
}
