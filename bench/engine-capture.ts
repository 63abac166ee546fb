/**
 * Profit capture at 500 conditions (docs/maths.md 3.5): the certified answer in whole lots against the proven optimum,
 * and the optimum against greedy baselines over single rules. Two kinds of books: bid and ask one cent apart as
 * docs/maths.md 4 describes, and each token's ask rounded up to the next cent by itself (the books of the other
 * benches; a price on a whole cent then has no spread).
 */
import type { InstanceBook, Instance } from '../lib/domain/instance';
import { priceMicros, sizeMicros } from '../lib/domain/units';
import { CompleteComponent } from '../lib/engine/prove/component';
import type { LpSolver } from '../lib/ports/lp-solver';
import { createGlpkSolver } from '../lib/workers/glpk-solver';
import { createHighsSolver } from '../lib/workers/highs-solver';
import { coherentPrices, electionModel, ELECTION_500, marketOf, type Model } from './engine-instances';
import { type Random } from '../lib/domain/random';
import { bestSingleRule, greedyExhaustive, greedySweep, greedyTop } from './engine-greedy';
import { rowOf } from './engine-rows';
import { seeded } from '../lib/domain/random';
import type { Bench, BenchRow } from './kit';

const SEEDS = [5, 6, 7, 8, 9, 10, 11, 12, 13, 14];

export const captureBench: Bench = {
  name: 'engine-capture',
  async run() {
    const solvers = [await createHighsSolver(), await createGlpkSolver()];
    const model = electionModel(ELECTION_500);
    return [
      captureRow('spread of one cent', { model, solvers, make: (random) => centSpread(model, random) }),
      captureRow('asks rounded up', { model, solvers, make: (random) => marketOf(model, random).instance }),
    ];
  },
};

interface Capture {
  readonly model: Model;
  readonly solvers: readonly LpSolver[];
  readonly make: (random: Random) => Instance;
}

function captureRow(label: string, { model, solvers, make }: Capture): BenchRow {
  const ms: number[] = [];
  const baselineMs: number[] = [];
  const ratios = {
    captured: [] as number[],
    top: [] as number[],
    sweep: [] as number[],
    exhaustive: [] as number[],
    single: [] as number[],
  };
  let open = 0;
  for (const seed of SEEDS) {
    const instance = make(seeded(seed));
    const started = performance.now();
    const component = CompleteComponent.load(instance, { solvers, nowMs: () => performance.now() });
    const proof = component.prove(60_000);
    ms.push(performance.now() - started);
    component.dispose();
    const before = performance.now();
    const sweep = greedySweep(instance, model.keys);
    baselineMs.push(performance.now() - before);
    if (!proof.closed || proof.upperMicros === null) open += 1;
    const optimum = (proof.upperMicros ?? Number.NaN) / 1e6;
    ratios.captured.push(proof.lowerMicros / 1e6 / optimum);
    ratios.top.push(optimum / greedyTop(instance, model.keys));
    ratios.sweep.push(optimum / sweep);
    ratios.exhaustive.push(optimum / greedyExhaustive(instance, model.keys));
    ratios.single.push(optimum / bestSingleRule(instance, model.keys));
  }
  const spread = (values: readonly number[], by = 1): string => {
    const sorted = [...values].sort((a, b) => a - b);
    const at = (q: number): string => (by * (sorted[Math.round(q * (sorted.length - 1))] ?? Number.NaN)).toFixed(2);
    return `${at(0)} / ${at(0.5)} / ${at(1)}`;
  };
  const note = [
    `${SEEDS.length} instances, ${open} not proven; least / median / most:`,
    `certified whole lots over proven optimum ${spread(ratios.captured, 100)} % (target 99.5);`,
    `optimum over one sweep of all rules at their best levels ${spread(ratios.top)}x (target 1.9),`,
    `over one sweep that walks each rule down its levels ${spread(ratios.sweep)}x, over best-first until nothing ` +
      `is left ${spread(ratios.exhaustive)}x, over the best single rule ${spread(ratios.single)}x`,
  ].join(' ');
  return rowOf(`proven edge, 500 conditions, ${label}`, ms, {
    baseline: { name: 'greedy sweep over single rules', samples: baselineMs },
    note,
  });
}

const TICK = 10_000;
const LEVELS = 5;

/**
 * The study's books: bid and ask one cent apart around the price, five levels a cent apart, depth U(20, 500), a tenth
 * moved by 2 to 7 ticks.
 */
function centSpread(model: Model, random: Random): Instance {
  const { instance } = marketOf(model, random, { moved: 0 });
  const prices = coherentPrices(model, random, 400);
  const books = model.keys.map((key): [string, InstanceBook] => {
    const moved = random() < 0.1 ? (2 + Math.floor(6 * random())) * (random() < 0.5 ? -1 : 1) : 0;
    // Bid at the whole cent under the price (never outside 1 to 98), ask at the next.
    const bid = Math.min(98, Math.max(1, Math.floor(100 * (prices[key] ?? 0.5)) + moved));
    const side = (best: number) => ({
      asks: Array.from({ length: LEVELS }, (_, level) => ({
        cents: best + level,
        shares: Math.round(20 + 480 * random()),
      }))
        .filter(({ cents }) => cents < 100)
        .map(({ cents, shares }) => ({
          priceMicros: priceMicros(cents * TICK),
          sizeMicros: sizeMicros(shares * 1_000_000),
        })),
      bids: [],
      hash: '',
      verifiedAtMs: 0,
    });
    return [key, { yes: side(bid + 1), no: side(100 - bid), mirrored: true }];
  });
  return { ...instance, books: Object.fromEntries(books) };
}
