/** First looks come before full solves and between their steps; no job ends the thread, none starves. */
import { describe, expect, it } from 'vitest';
import { moneyMicros } from '../../../lib/domain/units';
import type { Steps } from '../../../lib/domain/steps';
import type { EngineAnswer, EngineJob } from '../../../lib/ports/worker';
import { createJobs } from '../../../lib/workers/jobs';
import { instanceOf } from '../../kit/instances';

const none = (id: number): EngineAnswer => ({
  kind: 'none',
  id,
  upperMicros: moneyMicros(0),
  fair: [],
  nearest: null,
  ms: 0,
});

/** Each step takes as long as the job is told to; time is the test's. */
function start(stepsOf: (job: EngineJob) => number, stepMs = 5) {
  let nowMs = 0;
  const order: number[] = [];
  const returned: number[] = [];
  const jobs = createJobs(
    (job) =>
      Promise.resolve(
        (function* (): Steps<EngineAnswer> {
          try {
            for (let step = 0; step < stepsOf(job); step += 1) {
              nowMs += stepMs;
              order.push(job.id);
              yield;
            }
            return none(job.id);
          } finally {
            returned.push(job.id);
          }
        })(),
      ),
    () => nowMs,
  );
  const job = (id: number, extra: Partial<EngineJob> = {}): EngineJob => ({
    id,
    instance: instanceOf({ conditions: ['a'] }),
    exact: false,
    timeLimitMs: 100,
    ...extra,
  });
  return { run: (id: number, extra?: Partial<EngineJob>) => jobs.run(job(id, extra)), jobs, order, returned };
}

describe('jobs of the engine', () => {
  it('let first looks pass between the steps of a full solve, which goes on afterwards', async () => {
    const { run, order } = start(({ quick }) => (quick === true ? 1 : 8));
    const full = run(1);
    const looks = [run(2, { quick: true }), run(3, { quick: true })];
    await Promise.all(looks);
    expect(order.slice(0, 2)).toEqual([2, 3]);
    expect((await full).kind).toBe('none');
    expect(order.filter((id) => id === 1)).toHaveLength(8);
  });

  it('do not let first looks without end starve a full solve', async () => {
    const { run } = start(({ quick }) => (quick === true ? 1 : 6));
    let isDone = false;
    const full = run(1).then(() => {
      isDone = true;
    });
    let looks = 0;
    for (; !isDone && looks < 200; looks += 2)
      await Promise.all([run(10 + looks, { quick: true }), run(11 + looks, { quick: true })]);
    await full;
    expect(looks).toBeLessThan(200);
  });

  it('are ended far beyond their limit, give back what they hold, and the next one is served', async () => {
    const { run, returned } = start(({ id }) => (id === 1 ? Infinity : 2));
    expect(await run(1)).toMatchObject({ kind: 'unproven', because: 'time' });
    expect(returned).toEqual([1]);
    expect((await run(2)).kind).toBe('none');
  });

  it('end alone when one throws', async () => {
    const { run } = start(({ id }) => {
      if (id === 1) throw new Error('a broken invariant');
      return 1;
    });
    expect(await run(1)).toMatchObject({ kind: 'failed', failure: { code: 'engine-fault' } });
    expect((await run(2)).kind).toBe('none');
  });

  it('drop a proof for whatever waits, and a full solve only when it is cancelled', async () => {
    const { run, jobs } = start(({ quick }) => (quick === true ? 1 : 8));
    const proof = run(1, { exact: true });
    const look = run(2, { quick: true });
    const full = run(3);
    expect((await proof).kind).toBe('failed');
    expect((await look).kind).toBe('none');
    jobs.cancel(3);
    expect(await full).toMatchObject({ kind: 'failed', failure: { code: 'cancelled' } });
  });
});
