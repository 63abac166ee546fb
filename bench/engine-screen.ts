/** Screens: a full sweep and one tick (maths 3.5, 4.5). */
import { Screen, type ScreenSpec } from '../lib/engine/screen/screen';
import { rowOf, seeded, timed } from './engine-rows';
import type { Bench } from './kit';

function screenSpec(): ScreenSpec {
  const size = 10_000;
  return {
    fees: Array.from({ length: size }, () => ({ ratePpm: 40_000, exponent: 1, takerOnly: true })),
    groups: Array.from({ length: 1250 }, (_, group) => ({ members: Array.from({ length: 8 }, (_, member) => (group * 8 + member) % size), exhaustive: group % 2 === 0 })),
    pairs: Array.from({ length: size }, (_, index) => ({ kind: 'implies', a: index, b: (index * 7 + 1) % size })),
  };
}

export const screenBench: Bench = {
  name: 'engine-screen',
  run() {
    const spec = screenSpec();
    const screen = new Screen(spec);
    const random = seeded(1);
    const ticks = Array.from({ length: 200_000 }, () => ({ condition: Math.floor(random() * 10_000), token: random() < 0.5 ? 'yes' : 'no', price: 10_000 * (1 + Math.floor(random() * 99)) }) as const);
    for (const { condition, token, price } of ticks) screen.update(condition, token, price);
    let fired = 0;
    const sweeps = timed(200, 50, () => {
      fired += screen.sweep().binary;
    });
    const perTick = timed(50, 5, (round) => {
      for (let index = 0; index < 20_000; index += 1) {
        const tick = ticks[(round * 20_000 + index) % ticks.length];
        if (tick) fired += screen.update(tick.condition, tick.token, tick.price);
      }
    }).map((ms) => ms / 20_000);
    return Promise.resolve([
        rowOf('full sweep: 10,000 conditions, 1,250 groups, 10,000 pairs', sweeps, { note: `target 0.15 ms; ${fired > 0 ? 'fires counted' : 'nothing fired'}` }),
        rowOf('one tick', perTick, { baseline: { name: 'full sweep', samples: sweeps }, note: 'target 0.0001 ms' }),
    ]);
  },
};
