/** The pack's real model in Node: what it is worth, and what the port around it makes of odd texts. The same in Chromium: test/e2e/meaning.spec.ts. */
import { describe, expect, it } from 'vitest';
import { createMeaning } from '../../lib/advisors/prefilter/meaning';
import { fail, ok } from '../../lib/domain/result';
import { createMeaningWorker } from '../../lib/workers/create-meaning';
import { createTestClock } from '../kit/clock';
import { PARAPHRASES, nodeMeaning, similarity, vectorsOf } from '../kit/meaning';

const worker = nodeMeaning();
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('the model', () => {
  it('puts each title nearer to its paraphrase than to any other', async () => {
    const vectors = await vectorsOf(worker, PARAPHRASES.flat());
    const pairs: number[] = [];
    const others: number[] = [];
    for (const [at, vector] of vectors.entries()) {
      const partner = at % 2 === 0 ? at + 1 : at - 1;
      const own = similarity(vector, vectors[partner] ?? []);
      const rest = vectors.flatMap((other, index) => (index === at || index === partner ? [] : [similarity(vector, other)]));
      expect(own, PARAPHRASES.flat()[at]).toBeGreaterThan(Math.max(...rest));
      pairs.push(own);
      others.push(...rest);
    }
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(pairs)).toBeGreaterThan(mean(others) + 0.2);
  });

  it('answers with 512 numbers of length one, the same alone as among others', async () => {
    const [title = ''] = PARAPHRASES.flat();
    const [alone] = await vectorsOf(worker, [title]);
    const [among] = await vectorsOf(worker, [title, 'Something else entirely, with many more words than the first one has?']);
    expect(alone?.length).toBe(512);
    expect(Math.hypot(...(alone ?? []))).toBeCloseTo(1, 5);
    expect(similarity(alone ?? [], among ?? [])).toBeGreaterThan(0.9999);
  });

  it.each([['a sign', '\u{1F937}'], ['half a sign', '\ud800'], ['only invisible letters', '\u200b\u202e'], ['another script', '\u65e5\u672c\u8a9e'], ['a name of the language', '__proto__'], ['one letter three hundred times', 'a'.repeat(300)], ['a zero', 'x\u0000y']])('reads %s beside a title without harm to the title', async (_what, text) => {
    const [odd, title] = await vectorsOf(worker, [text, 'Will it rain?']);
    const [alone] = await vectorsOf(worker, ['Will it rain?']);
    expect(Math.hypot(...(odd ?? []))).toBeCloseTo(1, 5);
    expect(similarity(title ?? [], alone ?? [])).toBeGreaterThan(0.9999);
  });

  it('finds through the list what words would not', async () => {
    const meaning = createMeaning({
      embedder: { embed: async (texts) => { const answer = await worker.embed(texts); return answer.kind === 'vectors' ? ok(answer.vectors) : fail('meaning-failed', answer.reason); }, rest: () => undefined },
      clock: createTestClock(0),
      log: silent,
    });
    const signal = new AbortController().signal;
    const made = await meaning.index(PARAPHRASES.flat().map((title) => ({ id: title, title })), signal);
    if (!made.ok) throw new Error(made.error.message);
    const found = await made.value.candidates('Will the Republicans win the Senate?', 1, signal);
    expect(found.ok ? found.value.map(({ id }) => id) : found.error).toEqual(['Will the GOP control the Senate?']);
  });
});

describe('the port around it', () => {
  it('says as a value what went wrong, and answers the next batch', async () => {
    expect(await worker.embed([''])).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/./) });
    expect(await vectorsOf(worker, ['Will it rain?'])).toHaveLength(1);
  });

  it('opens the model with the first batch, once, and says so when it cannot', async () => {
    let opened = 0;
    const counted = createMeaningWorker(() => { opened += 1; return Promise.resolve({ embed: (texts: string[]) => Promise.resolve(texts.map(() => [3, 4])) }); });
    expect(opened).toBe(0);
    await Promise.all([counted.embed(['a']), counted.embed(['b'])]);
    expect([opened, await counted.embed(['c'])]).toEqual([1, { kind: 'vectors', vectors: [Float32Array.of(0.6, 0.8)] }]);
    const missing = createMeaningWorker(() => Promise.reject(new Error('no such file')));
    expect(await missing.embed(['a'])).toEqual({ kind: 'failed', reason: 'no such file' });
  });
});
