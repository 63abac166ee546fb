/** Which way a price moves first: what counts as a moment, and when it speaks. */
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../lib/domain/random';
import { fitEntry } from '../../../lib/signals/entry/entry-fit';
import { createEntryLearner } from '../../../lib/signals/entry/entry-learner';
import { chanceOf, similarTo } from '../../../lib/signals/entry/entry-model';
import { createEntryWatch, ENTRY_COLUMNS, type EntryMoment } from '../../../lib/signals/entry/entry-watch';

/** The first column decides as often as `strength` says; another one is never known. */
function moments(count: number, strength: number, seed = 3): readonly EntryMoment[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, i) => {
    const features = ENTRY_COLUMNS.map((_column, at) => (at === 4 ? NaN : random() * 2 - 1));
    const p = 0.5 + strength * (features[0] ?? 0) * 0.45;
    return { atMs: i * 1_000, features, rose: random() < p ? 1 : 0 };
  });
}
const leaning = (value: number): readonly number[] => ENTRY_COLUMNS.map((_, at) => (at === 0 ? value : 0));

describe('moments of a price', () => {
  it('are decided by the first whole tick within half a minute, one begun a second', () => {
    const watch = createEntryWatch();
    const at = (ms: number, ticks: number) => watch.take(ms, ticks, () => [ms]);
    expect(at(0, 40)).toEqual([]);
    expect(at(500, 40.5)).toEqual([]);
    expect(at(1_000, 41)).toEqual([{ atMs: 0, features: [0], rose: 1 }]);
    expect(at(20_000, 40)).toEqual([{ atMs: 1_000, features: [1_000], rose: 0 }]);
    // Nothing moved within its half minute.
    expect(at(50_001, 45)).toEqual([]);
    watch.gap();
    expect(at(50_500, 50)).toEqual([]);
  });

  it('are none where nothing is known of them', () => {
    const watch = createEntryWatch();
    watch.take(0, 40, () => null);
    expect(watch.take(1_500, 41, () => null)).toEqual([]);
  });
});

describe('which way it moves first', () => {
  it('says how much is missing of moments and of either outcome', () => {
    expect(fitEntry(moments(499, 1))).toEqual({ kind: 'not-enough', have: 499, need: 500, of: 'moments' });
    const rising = moments(600, 1).map((each, i) => ({ ...each, rose: i < 49 ? (0 as const) : (1 as const) }));
    expect(fitEntry(rising)).toEqual({ kind: 'not-enough', have: 49, need: 50, of: 'falls' });
    const falling = rising.map((each) => ({ ...each, rose: each.rose === 1 ? (0 as const) : (1 as const) }));
    expect(fitEntry(falling)).toEqual({ kind: 'not-enough', have: 49, need: 50, of: 'rises' });
  });

  it('is calibrated on time that it has not seen, with what came of similar moments', () => {
    const said = fitEntry(moments(4_000, 1));
    if (said.kind !== 'model') throw new Error(said.kind);
    expect(chanceOf(said.model, leaning(0.8))).toBeGreaterThan(0.7);
    expect(chanceOf(said.model, leaning(-0.8))).toBeLessThan(0.3);
    expect(chanceOf(said.model, leaning(NaN))).toBeCloseTo(0.5, 1);
    const [up, down] = [similarTo(said.model, leaning(0.9)), similarTo(said.model, leaning(-0.9))];
    expect(up?.n).toBe(160);
    expect([(up?.low ?? 0) > 0.6, (up?.low ?? 1) < (up?.share ?? 0), (up?.high ?? 0) < 1]).toEqual([true, true, true]);
    expect(down?.high).toBeLessThan(0.4);
  });

  it('is mostly silent on shuffled outcomes, and hardly leans where it is not', () => {
    const said = Array.from({ length: 20 }, (_, seed) => fitEntry(moments(1_500, 0, seed + 1)));
    const speaking = said.flatMap((each) => (each.kind === 'model' ? [each.model] : []));
    for (const model of speaking) expect(Math.abs(chanceOf(model, leaning(0.9)) - 0.5)).toBeLessThan(0.15);
    expect(speaking.length).toBeLessThanOrEqual(8);
  });

  it('is fitted again after five hundred more', () => {
    const learner = createEntryLearner();
    const all = moments(2_000, 1);
    const first = learner.take(all.slice(0, 900));
    expect(first.kind).toBe('model');
    expect(learner.take(all.slice(900, 1_300))).toBe(first);
    expect(learner.take(all.slice(1_300, 1_400))).not.toBe(first);
  });
});
