/**
 * The certified optimum of the relaxation after a tick, warm, integer certificate included, against the same LP built
 * again (docs/maths.md 2.3, docs/maths.md 4.1). Two rows each: every tick, and only the ticks whose optimum had to be
 * computed anew, which is what the target speaks of.
 */
import { MICROS } from '../lib/domain/units';
import { buildSafeTradeLp, levelCost } from '../lib/engine/lp/build-lp';
import { WarmComponent } from '../lib/engine/tick/warm-component';
import { buildLanes } from '../lib/engine/lp/lanes';
import { buildSpace } from '../lib/engine/space/space';
import type { WarmLpSolver } from '../lib/ports/lp-solver';
import { createGlpkSolver } from '../lib/workers/glpk-solver';
import { createHighsSolver } from '../lib/workers/highs-solver';
import {
  bracketModel,
  electionModel,
  ELECTION_100,
  ELECTION_500,
  marketOf,
  type Market,
  type Model,
} from './engine-instances';
import { rowOf, timed } from './engine-rows';
import { seeded } from '../lib/domain/random';
import { summarise, type Bench, type BenchRow } from './kit';
import { lpOf, tickOf } from './engine-ticks';

const TICKS = 3000;
const WARM_UP = 300;

export const safeTradeBench: Bench = {
  name: 'engine-safe-trade',
  async run() {
    const highs = await createHighsSolver();
    const glpk = await createGlpkSolver();
    const rows: BenchRow[] = [];
    for (const { label, model, target } of [
      { label: '100 conditions', model: electionModel(ELECTION_100), target: '0.25 ms' },
      { label: '500 conditions', model: electionModel(ELECTION_500), target: '0.8 ms and 20x' },
      { label: '63-game bracket, 2^63 outcomes', model: bracketModel(64), target: '0.6 ms' },
    ]) {
      const random = seeded(5);
      const market = marketOf(model, random);
      const { instance, prices } = market;
      const started = performance.now();
      const component = WarmComponent.load(instance, glpk);
      if (!component || component.solve(10_000).kind === 'failed') throw new Error('the component loads and is solved');
      const coldMs = performance.now() - started;
      const solves: number[] = [];
      const samples = timed(TICKS, WARM_UP, () => {
        const { key, book } = tickOf(random, model, prices);
        component.update(key, book);
        component.solve(10_000);
        solves.push(component.solves);
      });
      // The first of these ticks is the warm-up's last.
      const counted = solves.slice(WARM_UP - 1);
      const solved = samples.filter((_, tick) => (counted[tick + 1] ?? 0) > (counted[tick] ?? 0));
      const rebuilt = timed(9, 6, () => {
        glpk.solve(lpOf(instance, model), { timeLimitMs: 20_000 });
      });
      const baseline = { name: 'same LP built again in glpk.js', samples: rebuilt };
      const warm = summarise(warmHighs(highs, model, market)).median;
      const times = summarise(rebuilt).median / summarise(solved).median;
      const note =
        `target ${target}, here ${times.toFixed(0)}x; ${solved.length} of ${TICKS} ticks, ` +
        `${component.fallbacks} left to the one-shot solver; first solve ${coldMs.toFixed(1)} ` +
        `ms; the LP alone kept warm in HiGHS ${warm.toFixed(2)} ms`;
      rows.push(
        rowOf(`certified safe trade, ticks that were solved: ${label}`, solved, { baseline, note }),
        rowOf(`certified safe trade, all ticks: ${label}`, samples, { baseline }),
      );
    }
    return rows;
  },
};

/** Such ticks for the same program kept inside HiGHS, without a certificate. */
function warmHighs(highs: WarmLpSolver, model: Model, { instance, prices }: Market): readonly number[] {
  const random = seeded(6);
  const lanes = buildLanes(instance, model.keys);
  const { program, laneStart } = buildSafeTradeLp({
    space: buildSpace(model.keys, instance.relations),
    lanes,
    budgetMicros: null,
    voids: 0,
    links: [],
    semicontinuous: false,
    tieBreak: 0,
  });
  const warm = highs.load(program);
  if (!warm) throw new Error('the program loads');
  const samples = timed(100, 30, () => {
    const { key, book } = tickOf(random, model, prices);
    for (const [index, lane] of lanes.entries()) {
      if (lane.key !== key) continue;
      for (const [level, ask] of book[lane.token].asks.slice(0, lane.levels.length).entries()) {
        warm.setColumn((laneStart[index] ?? 0) + level, {
          objective: (lane.token === 'no' ? 1 : 0) - levelCost(lane, ask.priceMicros),
          lower: 0,
          upper: ask.sizeMicros / MICROS,
        });
      }
    }
    if (warm.solve({ timeLimitMs: 10_000 }).status !== 'optimal') throw new Error('it is solved');
  });
  warm.dispose();
  return samples;
}
