/** Values of the safe-trade program and of its enumerated original, for properties that compare them. */
import { expect } from 'vitest';
import type { Level } from '../../lib/domain/book';
import type { Instance, InstanceBook } from '../../lib/domain/instance';

import { MICROS } from '../../lib/domain/units';
import { buildSafeTradeLp, levelCost, type SafeTradeLayout, type SafeTradeModel } from '../../lib/engine/lp/build-lp';
import { buildLanes, mirroredPairs } from '../../lib/engine/lp/lanes';
import { ProgramBuilder } from '../../lib/engine/lp/program';
import { buildSpace, type OutcomeSpace } from '../../lib/engine/space/space';
import type { LpSolution, LpSolver } from '../../lib/ports/lp-solver';
import type { World } from './families';

export interface SolvedModel {
  readonly value: number;
  readonly model: SafeTradeModel;
  readonly layout: SafeTradeLayout;
  readonly solution: LpSolution;
}

export function solveModel(instance: Instance, solver: LpSolver, space?: OutcomeSpace): SolvedModel | null {
  const keys = instance.conditions.map(({ key }) => key);
  const lanes = buildLanes(instance, keys);
  if (lanes.length === 0) return null;
  const model: SafeTradeModel = {
    space: space ?? buildSpace(keys, instance.relations),
    lanes,
    budgetMicros: instance.budgetMicros,
    voids: instance.voids,
    links: mirroredPairs(lanes, instance.books),
    semicontinuous: false,
    tieBreak: 0,
  };
  const layout = buildSafeTradeLp(model);
  const solution = solver.solve(layout.program, { timeLimitMs: 20_000 });
  expect(solution.status).toBe('optimal');
  return { value: Math.max(0, solution.objective), model, layout, solution };
}

/** Value of the safe-trade LP, dollars. */
export function valueOf(instance: Instance, solver: LpSolver): number {
  return solveModel(instance, solver)?.value ?? 0;
}

/** The original problem (docs/maths.md 2.2, T) with one row for every world: no relation is read. Dollars. */
export function enumeratedValue(instance: Instance, worlds: readonly World[], solver: LpSolver): number {
  const lanes = buildLanes(
    instance,
    instance.conditions.map(({ key }) => key),
  );
  if (lanes.length === 0) return 0;
  const builder = new ProgramBuilder();
  const rows = worlds.map(() => builder.addRow(-Infinity, 0));
  const budget = instance.budgetMicros === null ? -1 : builder.addRow(-Infinity, instance.budgetMicros / MICROS);
  const edge = builder.addColumn({ objective: 1, lower: 0, upper: Infinity });
  for (const row of rows) builder.put(row, edge, 1);
  const columns = lanes.map((lane) =>
    lane.levels.map((level) => {
      const cost = levelCost(lane, level.priceMicros);
      const column = builder.addColumn({ objective: 0, lower: 0, upper: level.sizeMicros / MICROS });
      worlds.forEach((world, index) => {
        const pays = (lane.token === 'yes') === (world[lane.condition] === 1) ? 1 : 0;
        builder.put(rows[index] ?? 0, column, cost - (lane.side === 'buy' ? pays : -pays));
      });
      if (budget >= 0 && lane.side === 'buy') builder.put(budget, column, cost);
      return column;
    }),
  );
  for (const { sell, buy, sizeMicros } of mirroredPairs(lanes, instance.books)) {
    const row = builder.addRow(-Infinity, sizeMicros / MICROS);
    builder.put(row, columns[sell.lane]?.[sell.level] ?? 0, 1);
    builder.put(row, columns[buy.lane]?.[buy.level] ?? 0, 1);
  }
  const solution = solver.solve(builder.build(), { timeLimitMs: 20_000 });
  expect(solution.status).toBe('optimal');
  return Math.max(0, solution.objective);
}

/** Equal within what two solvers' floats can differ by. */
export function same(a: number, b: number): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-6 * (1 + Math.abs(b)));
}

export { renamed } from '../../lib/domain/relation';

/** Every list of asks changed. */
export function mapAsks(instance: Instance, change: (levels: readonly Level[]) => readonly Level[]): Instance {
  return {
    ...instance,
    books: Object.fromEntries(
      Object.entries(instance.books).map(([key, { yes, no, mirrored }]): [string, InstanceBook] => [
        key,
        { yes: { ...yes, asks: change(yes.asks) }, no: { ...no, asks: change(no.asks) }, mirrored },
      ]),
    ),
  };
}
