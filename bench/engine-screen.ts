/**
 * Screens: a full sweep and one tick (docs/maths.md 3.5, docs/maths.md 4.5), and the skip test. The sweep computes
 * every rule again from the costs, which an update prices with its fee.
 */
import { Screen, type ScreenSpec } from '../lib/engine/screen/screen';
import { centralSkipCertificate } from '../lib/engine/screen/skip';
import { groupModel, marketOf } from './engine-instances';
import { rowOf, timed } from './engine-rows';
import { seeded } from '../lib/domain/random';
import type { Bench } from './kit';
import { tickOf } from './engine-ticks';

const CONDITIONS = 10_000;
const TICKS = 20_000;

function screenSpec(extra: Partial<ScreenSpec> = {}): ScreenSpec {
  return {
    fees: Array.from({ length: CONDITIONS }, () => ({ ratePpm: 40_000, exponent: 1, takerOnly: true })),
    groups: Array.from({ length: 1250 }, (_, group) => ({
      members: Array.from({ length: 8 }, (_, member) => (group * 8 + member) % CONDITIONS),
      exhaustive: group % 2 === 0,
    })),
    pairs: Array.from({ length: CONDITIONS }, (_, index) => ({
      kind: 'implies',
      a: index,
      b: (index * 7 + 1) % CONDITIONS,
    })),
    ...extra,
  };
}

type Tick = readonly [condition: number, token: 'yes' | 'no', price: number];

function ticksOf(seed: number): readonly Tick[] {
  const random = seeded(seed);
  return Array.from(
    { length: 200_000 },
    () =>
      [
        Math.floor(random() * CONDITIONS),
        random() < 0.5 ? 'yes' : 'no',
        10_000 * (1 + Math.floor(random() * 99)),
      ] as const,
  );
}

export const screenBench: Bench = {
  name: 'engine-screen',
  run() {
    const screen = new Screen(screenSpec());
    const chained = new Screen(
      screenSpec({
        chains: Array.from({ length: 500 }, (_, chain) =>
          Array.from({ length: 20 }, (_, member) => chain * 20 + member),
        ),
      }),
    );
    const ticks = ticksOf(1);
    for (const [condition, token, price] of ticks) {
      screen.update(condition, token, price);
      chained.update(condition, token, price);
    }
    let fired = 0;
    const sweeps = timed(500, 300, (round) => {
      // Some asks move in between, so that no two sweeps see the same.
      for (let index = 0; index < 10; index += 1)
        screen.update(...(ticks[(round * 10 + index) % ticks.length] ?? [0, 'yes', 10_000]));
      fired += screen.sweep().binary;
    });
    const chainSweeps = timed(500, 300, () => {
      fired += chained.sweep().chain;
    });
    const perTick = timed(50, 5, (round) => {
      for (let index = 0; index < TICKS; index += 1) {
        const [condition, token, price] = ticks[(round * TICKS + index) % ticks.length] ?? [0, 'yes', 10_000];
        fired += screen.update(condition, token, price);
      }
    }).map((ms) => ms / TICKS);
    return Promise.resolve([
      rowOf('full sweep: 10,000 conditions, 1,250 groups, 10,000 pairs', sweeps, {
        note: `target 0.15 ms, over costs with fees; ${fired > 0 ? 'fires counted' : 'nothing fired'}`,
      }),
      rowOf('the same and 500 chains of 20', chainSweeps),
      rowOf('one tick', perTick, { baseline: { name: 'full sweep', samples: sweeps }, note: 'target 0.0001 ms' }),
      skipRow(),
    ]);
  },
};

/**
 * One token's new asks against the certificate of a group of 20, and the old ones again, so that each tick starts from
 * a certificate that holds.
 */
function skipRow() {
  const model = groupModel(20);
  const { instance, prices } = marketOf(model, seeded(3), { moved: 0 });
  const certificate = centralSkipCertificate(instance);
  if (!certificate?.proves) throw new Error('coherent books have no certificate');
  const random = seeded(4);
  const ticks = Array.from({ length: 5000 }, () => tickOf(random, model, prices)).map(({ key, book }) => ({
    condition: certificate.space.indexOf.get(key) ?? 0,
    asks: book.yes.asks,
    old: instance.books[key]?.yes.asks ?? [],
  }));
  let held = 0;
  let tested = 0;
  const samples = timed(200, 20, () => {
    for (const { condition, asks, old } of ticks) {
      if (certificate.update(condition, 'yes', asks)) held += 1;
      certificate.update(condition, 'yes', old);
      tested += 1;
    }
  }).map((ms) => ms / (2 * ticks.length));
  return rowOf('skip test of one tick', samples, {
    note: `held after ${((100 * held) / tested).toFixed(0)} % of the ticks`,
  });
}
