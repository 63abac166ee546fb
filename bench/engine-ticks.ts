/** What the engine benches share: the program of an instance, and one change as a feed sends it. */
import type { Instance } from '../lib/domain/instance';
import { buildSafeTradeLp } from '../lib/engine/lp/build-lp';
import { buildLanes } from '../lib/engine/lp/lanes';
import { buildSpace } from '../lib/engine/space/space';
import { bookAround, type Model } from './engine-instances';
import { type Random } from '../lib/domain/random';

export function lpOf(instance: Instance, model: Model) {
  return buildSafeTradeLp({
    space: buildSpace(model.keys, instance.relations),
    lanes: buildLanes(instance, model.keys),
    budgetMicros: null,
    voids: 0,
    links: [],
    semicontinuous: false,
    tieBreak: 0,
  }).program;
}

/** One level of one book moves by up to two ticks, or its depth changes: what a feed sends. */
export function tickOf(
  random: Random,
  model: Model,
  prices: Readonly<Record<string, number>>,
): { readonly key: string; readonly book: ReturnType<typeof bookAround> } {
  const key = model.keys[Math.floor(random() * model.keys.length)] ?? '';
  return {
    key,
    book: bookAround(
      random,
      Math.min(0.98, Math.max(0.02, (prices[key] ?? 0.5) + (Math.floor(random() * 5) - 2) / 100)),
    ),
  };
}
