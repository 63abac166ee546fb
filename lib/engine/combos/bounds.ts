/**
 * What a combo (docs/venue.md 8.6) is worth by the prices of its legs: the least and the most that the probability of
 * all legs together can be under any joint law on the outcomes with these prices (Frechet's bounds, with rules and
 * prices of pairs). Floats: a reference to look at, never what an order rests on.
 */
import type { Relation } from '../../domain/relation';
import type { LpSolver } from '../../ports/lp-solver';
import { at, sumOf } from '../../domain/arrays';
import { ProgramBuilder } from '../lp/program';
import { enumerateAtoms } from '../space/search';
import { buildSpace } from '../space/space';

export interface PricedLeg {
  /** Condition key. */
  readonly key: string;
  /** Of the leg's YES, 0 to 1. */
  readonly price: number;
}

export interface PricedPair {
  readonly of: readonly [string, string];
  /** That both come true, 0 to 1. */
  readonly price: number;
}

export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

export type ComboBounds =
  | { readonly kind: 'bounds'; readonly bounds: Bounds }
  /** No joint law has these prices: the legs alone are an arbitrage. */
  | { readonly kind: 'inconsistent' }
  /** More outcomes than are listed, or the solver gave up. */
  | { readonly kind: 'unknown' };

/** Outcomes that are listed one by one; twelve free legs. */
export const MOST_OUTCOMES = 4096;
const TIME_LIMIT_MS = 2000;

/** By the prices alone: nothing tighter holds for all joint laws (Frechet 1935). */
export function plainBounds(prices: readonly number[]): Bounds {
  return { lower: Math.max(0, sumOf(prices) - (prices.length - 1)), upper: Math.min(...prices) };
}

/** If the legs knew nothing of each other: a line to compare with, no fair value. */
export function independentPrice(prices: readonly number[]): number {
  return prices.reduce((product, price) => product * price, 1);
}

export function comboBounds(
  {
    legs,
    pairs,
    relations,
  }: {
    readonly legs: readonly PricedLeg[];
    readonly pairs: readonly PricedPair[];
    readonly relations: readonly Relation[];
  },
  solver: LpSolver,
): ComboBounds {
  if (pairs.length === 0 && relations.length === 0)
    return { kind: 'bounds', bounds: plainBounds(legs.map(({ price }) => price)) };
  const keys = legs.map(({ key }) => key);
  const atoms = enumerateAtoms(buildSpace(keys, relations), MOST_OUTCOMES);
  if (atoms === null) return { kind: 'unknown' };
  const facts = [...legs.map(({ key, price }) => ({ of: [key], price })), ...pairs];
  const rows = facts.map(({ of, price }) => ({ of: of.map((key) => keys.indexOf(key)), price }));
  const values: number[] = [];
  // The solver maximises.
  for (const sign of [-1, 1]) {
    const program = new ProgramBuilder();
    program.addRow(1, 1);
    for (const { price } of rows) program.addRow(price, price);
    for (const atom of atoms) {
      const all = atom.every((truth) => truth === 1);
      const column = program.columns;
      program.addColumn({ objective: all ? sign : 0, lower: 0, upper: 1 });
      program.put(0, column, 1);
      rows.forEach(({ of }, row) => {
        if (of.every((index) => at(atom, index) === 1)) program.put(row + 1, column, 1);
      });
    }
    const { status, objective } = solver.solve(program.build(), { timeLimitMs: TIME_LIMIT_MS });
    if (status === 'infeasible') return { kind: 'inconsistent' };
    if (status !== 'optimal') return { kind: 'unknown' };
    values.push(sign * objective);
  }
  return { kind: 'bounds', bounds: { lower: at(values, 0), upper: at(values, 1) } };
}
