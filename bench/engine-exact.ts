/**
 * The proven optimum (docs/maths.md 2.4, docs/maths.md 4.3). Cold: from a parsed instance without any pool to bounds
 * that meet within 1e-4 dollars, everything included (space, lanes, LP, atoms, mixture, whole-lot basket). Per tick:
 * one condition's whole book is drawn anew, then proven again. Each row runs over several instances; those where whole
 * truths earn more than the relaxation (V > V_S) are counted in the note.
 */
import { CompleteComponent, type Proof } from '../lib/engine/prove/component';
import { buildSpace } from '../lib/engine/space/space';
import type { LpSolver } from '../lib/ports/lp-solver';
import { createGlpkSolver } from '../lib/workers/glpk-solver';
import { createHighsSolver } from '../lib/workers/highs-solver';
import { bracketModel, electionModel, ELECTION_100, ELECTION_500, marketOf, type Model } from './engine-instances';
import { rowOf, timed } from './engine-rows';
import { seeded } from '../lib/domain/random';
import { tickOf } from './engine-ticks';
import type { Bench, BenchRow } from './kit';

const SEEDS = [5, 6, 7, 8, 9, 10];
const TICKS = 60;

interface Case {
  readonly label: string;
  readonly model: Model;
  readonly coldTarget: string;
  readonly tickTarget: string;
}

export const exactBench: Bench = {
  name: 'engine-exact',
  async run() {
    const solvers = [await createHighsSolver(), await createGlpkSolver()];
    const cases: readonly Case[] = [
      { label: '100 conditions', model: electionModel(ELECTION_100), coldTarget: 'none', tickTarget: 'none' },
      {
        label: '500 conditions',
        model: electionModel(ELECTION_500),
        coldTarget: '300 ms',
        tickTarget: 'p50 5 ms, p95 60 ms',
      },
      { label: '63-game bracket, 2^63 outcomes', model: bracketModel(64), coldTarget: 'none', tickTarget: 'none' },
    ];
    return cases.flatMap((given) => rowsOf(given, solvers));
  },
};

function rowsOf({ label, model, coldTarget, tickTarget }: Case, solvers: readonly LpSolver[]): readonly BenchRow[] {
  const nowMs = (): number => performance.now();
  const cold: Proof[] = [];
  const later: Proof[] = [];
  const coldMs: number[] = [];
  const spaceMs: number[] = [];
  const tickMs: number[] = [];
  // The first instance only warms the code up.
  for (const [index, seed] of [SEEDS[0] ?? 0, ...SEEDS].entries()) {
    const random = seeded(seed);
    const { instance, prices } = marketOf(model, random);
    const component: { now: CompleteComponent | null } = { now: null };
    const [ms = 0] = timed(1, 0, () => {
      component.now = CompleteComponent.load(instance, { solvers, nowMs });
      const proof = component.now.prove(60_000);
      if (index > 0) cold.push(proof);
    });
    const { now } = component;
    if (!now) throw new Error('the component loads');
    if (index > 0) {
      coldMs.push(ms);
      spaceMs.push(...timed(1, 0, () => buildSpace(model.keys, instance.relations)));
      tickMs.push(
        ...timed(TICKS, 0, () => {
          const { key, book } = tickOf(random, model, prices);
          now.update(key, book);
          later.push(now.prove(60_000));
        }),
      );
    }
    now.dispose();
  }
  return [
    rowOf(`proven optimum, cold: ${label}`, coldMs, {
      note:
        `target ${coldTarget}; ${coldMs.length} instances; building the space, included, ` +
        `${(spaceMs.reduce((sum, ms) => sum + ms, 0) / spaceMs.length).toFixed(1)} ms of it; ${summary(cold)}`,
    }),
    rowOf(`proven optimum per tick: ${label}`, tickMs, {
      baseline: { name: 'the proof from cold', samples: coldMs },
      note: `target ${tickTarget}; ${TICKS} ticks on each of ${SEEDS.length} instances; ${summary(later)}`,
    }),
  ];
}

function summary(proofs: readonly Proof[]): string {
  const met = proofs.filter(({ closed }) => closed).length;
  const cut = proofs.filter(({ iterations }) => iterations > 0).length;
  const lots = Math.max(
    ...proofs.map(({ lowerMicros, upperMicros, iterations }) =>
      iterations > 0 ? 0 : (upperMicros ?? Infinity) - lowerMicros,
    ),
  );
  return (
    `${met} of ${proofs.length} bounds met, ${cut} by constraint generation; whole lots cost at most ` +
    `$${(lots / 1e6).toFixed(4)} elsewhere`
  );
}
