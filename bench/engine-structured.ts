/**
 * Structured solvers against the LP they replace (docs/maths.md 4.3). A sample is everything from the books in their
 * arrays to the optimal value, the shares of every leg in whole lots, the multipliers that prove their floor and the
 * fair prices that prove the optimum; the books move before each sample, so that no two solve the same thing. Writing
 * the certificate itself is the caller's and is measured elsewhere.
 */
import { buildLanes } from '../lib/engine/lp/lanes';
import { buildSpace } from '../lib/engine/space/space';
import { prepareStructured, type StructuredSolver } from '../lib/engine/structured/solver';
import { createHighsSolver } from '../lib/workers/highs-solver';
import { groupModel, ladderModel, marketOf, type Model } from './engine-instances';
import { rowOf, timed } from './engine-rows';
import { seeded } from '../lib/domain/random';
import { bucketLadderModel } from './engine-structured-models';
import type { Instance, InstanceBook } from '../lib/domain/instance';
import type { LpSolver } from '../lib/ports/lp-solver';
import type { Bench, BenchRow } from './kit';
import { lpOf, tickOf } from './engine-ticks';

const SAMPLES = 2000;
const WARM_UP = 2000;

export const structuredBench: Bench = {
  name: 'engine-structured',
  async run() {
    const highs = await createHighsSolver();
    return [
      { label: 'group of 100', model: groupModel(100) },
      { label: 'ladder of 200', model: ladderModel(200) },
      { label: 'ladder of 100 with 99 buckets', model: bucketLadderModel(100) },
    ].flatMap((one) => rowsOf(one, highs));
  },
};

function rowsOf(
  { label, model }: { readonly label: string; readonly model: Model },
  highs: LpSolver,
): readonly BenchRow[] {
  const { instance, prices } = marketOf(model, seeded(9));
  const space = buildSpace(model.keys, instance.relations);
  const solver = prepareStructured(space, {
    fees: instance.conditions.map(({ fee }) => fee),
    lotMicros: instance.lotMicros,
  });
  if (!solver) throw new Error(`${label}: has no shape`);
  const books = model.keys.map((key) => instance.books[key]);
  setBooks(solver, books);
  agree(label, solver, { instance, model, highs });
  const random = seeded(10);
  const ticks = Array.from({ length: SAMPLES + WARM_UP }, () => tickOf(random, model, prices));
  const apply = (index: number): void => {
    const tick = ticks[index % ticks.length];
    if (!tick) return;
    const condition = space.indexOf.get(tick.key) ?? 0;
    solver.update(condition, 'yes', tick.book.yes.asks);
    solver.update(condition, 'no', tick.book.no.asks);
  };
  const solves = timedAfter(apply, () => solver.solve());
  const cold = timedAfter(
    (index) => {
      apply(index);
      solver.forget();
    },
    () => solver.solve(),
  );
  const ticked = timed(SAMPLES, WARM_UP, (index) => {
    apply(index);
    solver.solve();
  });
  const anew = timed(500, 100, () => {
    setBooks(solver, books);
    solver.solve();
  });
  const program = lpOf(instance, model);
  const lp = timed(20, 3, () => {
    highs.solve(program, { timeLimitMs: 10_000 });
  });
  const baseline = { name: 'the LP, cold HiGHS', samples: lp };
  return [
    rowOf(`${label}: solve after a tick`, solves, { baseline, note: 'target 0.04 ms; begins at the last optimum' }),
    rowOf(`${label}: the tick and the solve`, ticked, { baseline }),
    rowOf(`${label}: solve from nothing`, cold, { baseline, note: 'the last optimum is forgotten first' }),
    rowOf(`${label}: all books written anew, and solve`, anew, { baseline }),
  ];
}

/** Only the second call is timed; the first changes what it works on. */
function timedAfter(change: (index: number) => void, body: () => void): readonly number[] {
  const samples: number[] = [];
  for (let index = 0; index < SAMPLES + WARM_UP; index += 1) {
    change(index);
    const started = performance.now();
    body();
    if (index >= WARM_UP) samples.push(performance.now() - started);
  }
  return samples;
}

function setBooks(solver: StructuredSolver, books: readonly (InstanceBook | undefined)[]): void {
  for (let condition = 0; condition < books.length; condition += 1) {
    solver.update(condition, 'yes', books[condition]?.yes.asks ?? []);
    solver.update(condition, 'no', books[condition]?.no.asks ?? []);
  }
}

/** A fast answer that is not the LP's is no answer. */
function agree(
  label: string,
  solver: StructuredSolver,
  { instance, model, highs }: { readonly instance: Instance; readonly model: Model; readonly highs: LpSolver },
): void {
  const value = solver.solve();
  const { objective } = highs.solve(lpOf(instance, model), { timeLimitMs: 10_000 });
  if (buildLanes(instance, model.keys).length === 0 || Math.abs(value - objective) > 1e-6 * (1 + objective))
    throw new Error(`${label}: ${value} is not the LP's ${objective}`);
}
