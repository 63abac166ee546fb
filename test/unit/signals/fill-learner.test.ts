/** The fill model from moments as they come: what speaks when, what it may claim, and what damaged batches do. */
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../lib/domain/random';
import { answer, type Serving } from '../../../lib/signals/fills/serving';
import { DELAYS, MOMENT_COLUMNS, SIZES, SPREAD_COLUMN, TASKS, taskAt } from '../../../lib/signals/fills/columns';
import { createLearner } from '../../../lib/signals/fills/learner';
import { packed, parseMoments, unpacked, type TimedMoment } from '../../../lib/signals/fills/moments';
import { createSignalsWorker } from '../../../lib/workers/create-signals';
import { ok } from '../../../lib/domain/result';

const OBI = MOMENT_COLUMNS.indexOf('obi1');

/** Moments whose offers live short where the book leans on them; `shuffled`: outcomes that nothing explains. */
function moments(count: number, { seed = 1, stepMs = 300, isShuffled = false, fromMs = 1_000_000, hazard = 1 } = {}) {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, i): TimedMoment => {
    const features = Float64Array.from(MOMENT_COLUMNS, () => random());
    features[SPREAD_COLUMN] = 1 + Math.floor(random() * 3);
    const lean = random() * 2 - 1;
    features[OBI] = lean;
    const size = 20 + Math.floor(random() * 200);
    const asked = [5, size / 2, size];
    const outcomes = new Uint8Array(TASKS);
    const perSecond = hazard * (isShuffled ? 0.15 : lean > 0.3 ? 0.9 : 0.02);
    const life = -Math.log(1 - random()) / perSecond;
    for (const sizeAt of SIZES.keys())
      for (const [delayAt, delayMs] of DELAYS.entries())
        outcomes[taskAt(sizeAt, delayAt)] = Number(life * 1_000 > delayMs * (1 + 0.2 * sizeAt));
    return { atMs: fromMs + i * stepMs, features, size, asked, outcomes };
  });
}

const ask = (serving: Serving, lean: number, over: { quantity?: number; delay?: number } = {}) => {
  const features = Float64Array.from(MOMENT_COLUMNS, () => 0.5);
  features[SPREAD_COLUMN] = 2;
  features[OBI] = lean;
  const { quantity = 50, delay = 1_000 } = over;
  return answer(serving, { features, size: 100, quantity, delaysMs: [delay] });
};

/** Trained once on the first 1,500 moments for the tests that ask it; the last of them lets it learn on. */
const trained = memoised(() => {
  const learner = createLearner();
  learner.take(moments(1_500));
  learner.train();
  return learner;
});

function memoised<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

describe('the fill model as it learns', () => {
  it('says how much is missing, then speaks by the spread, then by what it learned where that is better', () => {
    const learner = createLearner();
    const all = moments(3_200);
    learner.take(all.slice(0, 140));
    expect(ask(learner.news().serving, 0)).toEqual({ kind: 'not-enough', have: 140, need: 200, of: 'moments' });
    learner.take(all.slice(140, 1_200));
    expect(learner.news().serving).toMatchObject({ kind: 'hazard', why: 'young' });
    expect(learner.isDue()).toBe(false);
    const byHazard = ask(learner.news().serving, 0.9);
    learner.take(all.slice(1_200));
    expect(learner.isDue()).toBe(true);
    learner.train();
    const { serving, trained } = learner.news();
    expect(serving.kind).toBe('model');
    expect(trained.at(-1)?.scores.logLoss).toBeLessThan(trained.at(-1)?.hazard.logLoss ?? 0);
    expect(trained.at(-1)?.importance.reduce((a, b) => (b.rise > a.rise ? b : a)).column).toBe('obi1');
    const [leaning, calm] = [ask(serving, 0.9), ask(serving, -0.5)];
    if (leaning.kind !== 'value' || calm.kind !== 'value' || byHazard.kind !== 'value') throw new Error('no value');
    expect(calm.p).toBeGreaterThan(0.9);
    expect(leaning.p).toBeLessThan(0.6);
    expect(byHazard.p).toBeGreaterThan(leaning.p);
    for (const { p, low, high } of [leaning, calm, byHazard])
      expect([low <= p, p <= high, low >= 0]).toEqual([true, true, true]);
  }, 240_000);

  it('never speaks by a model where nothing explains the outcomes', () => {
    const learner = createLearner();
    learner.take(moments(1_500, { isShuffled: true }));
    learner.train();
    const { serving, trained } = learner.news();
    const last = trained.at(-1);
    expect(serving.kind === 'hazard' || (last?.hazard.logLoss ?? 0) - (last?.scores.logLoss ?? 0) < 0.01).toBe(true);
  }, 240_000);

  it('falls with the wait and with the number of shares', () => {
    const learner = trained();
    const p = (over: { quantity?: number; delay?: number }): number => {
      const said = ask(learner.news().serving, 0.2, over);
      return said.kind === 'value' ? said.p : NaN;
    };
    for (const delays of [[200, 400, 700, 1_000, 1_900, 3_000]])
      for (const [i, delay] of delays.entries())
        expect(p({ delay })).toBeLessThanOrEqual(p({ delay: delays[i - 1] ?? delay }) + 1e-9);
    for (const quantity of [10, 20, 40, 60, 80, 100])
      expect(p({ quantity })).toBeLessThanOrEqual(p({ quantity: quantity - 10 || 5 }) + 1e-9);
  }, 240_000);

  it('makes the same of the same moments, whole or in pieces', () => {
    const all = moments(1_500);
    const pieces = createLearner();
    for (let i = 0; i < all.length; i += 250) pieces.take(all.slice(i, i + 250));
    pieces.train();
    expect(ask(pieces.news().serving, 0.4)).toEqual(ask(trained().news().serving, 0.4));
  }, 240_000);

  it('goes back to the estimate by spread when behaviour changes, and says when', () => {
    const learner = trained();
    expect(learner.news().serving.kind).toBe('model');
    learner.take(moments(500, { seed: 4, fromMs: 2_000_000 }));
    expect(learner.news().serving.kind).toBe('model');
    const changed = moments(900, { seed: 9, fromMs: 3_000_000, hazard: 25 });
    learner.take(changed);
    const { serving, changedAtMs } = learner.news();
    expect(serving).toMatchObject({ kind: 'hazard', why: 'changed' });
    expect(changedAtMs).toBeGreaterThanOrEqual(3_000_000);
    expect(changedAtMs).toBeLessThan(3_000_000 + 900 * 300);
  }, 240_000);
});

describe('the signals Worker', () => {
  const asLabelled = (list: readonly TimedMoment[]) =>
    packed(
      list.map((each) => ({
        ...each,
        token: 't',
        features: Float64Array.from(each.features),
        outcomes: Uint8Array.from(each.outcomes),
      })),
    );

  it('keeps batches, learns from those of earlier days, and sends what serves once', async () => {
    const kept: unknown[] = [];
    const store = {
      all: async () => ok([...kept]),
      add: async (batch: unknown) => {
        kept.push(batch);
        return ok(undefined);
      },
    };
    const all = moments(3_400);
    const first = createSignalsWorker({ store });
    for (const from of [0, 425]) await first.learn(asLabelled(all.slice(from, from + 425)), -1);
    expect(kept).toHaveLength(2);
    // What other lives kept: the next one learns from all of it at its start.
    for (let i = 850; i < all.length; i += 425) kept.push(asLabelled(all.slice(i, i + 425)));
    kept.push('damaged', { times: new Float64Array(2), values: new Float32Array(3) });
    const second = createSignalsWorker({ store });
    const reply = await second.learn(asLabelled([]), -1);
    expect(reply.serving).toMatchObject({ kind: 'model' });
    expect(reply.news.moments).toBe(3_400);
    expect((await second.learn(asLabelled([]), reply.version)).serving).toBeNull();
  }, 240_000);

  it('reads back what was packed, and refuses what is no batch', () => {
    const [moment] = moments(1);
    if (!moment) throw new Error('fixture');
    const batch = asLabelled([moment]);
    expect(parseMoments(batch)).toEqual(batch);
    expect(unpacked(batch)[0]).toMatchObject({ atMs: moment.atMs, size: moment.size });
    expect(Array.from(unpacked(batch)[0]?.outcomes ?? [])).toEqual(Array.from(moment.outcomes));
    for (const bad of [null, {}, { times: [1], values: [2] }, { times: Float64Array.of(NaN), values: batch.values }])
      expect(parseMoments(bad)).toBeNull();
    batch.values[batch.values.length - 1] = 0.5;
    expect(parseMoments(batch)).toBeNull();
  });
});
