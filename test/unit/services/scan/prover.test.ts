/** The proven optimum of open pages: asked for when the engine is idle, dropped for whatever comes. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../../lib/protocol/settings';
import type { Engine, EngineAnswer, EngineJob } from '../../../../lib/ports/worker';
import type { Log } from '../../../../lib/ports/log';
import { QUIET_MS } from '../../../../lib/services/scan/prover';
import { REFINE_EVERY_MS } from '../../../../lib/services/scan/refiner';
import { createScan, type ScanResult } from '../../../../lib/services/scan/scan';
import { createEngine } from '../../../../lib/workers/create-engine';
import { POLYMARKET_RULES } from '../../../../lib/venues/polymarket/rules';
import { isProven } from '../../../../lib/verifier/verify';
import { createTestClock, settle } from '../../../kit/clock';
import { fakeRelations } from '../../../kit/fake-relations';
import { makeGap, makePricedEvent, NOW, type PricedEvent } from '../../../kit/priced-event';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

function start(priced: PricedEvent, wrap: (engine: Engine) => Engine = (engine) => engine) {
  const clock = createTestClock(NOW);
  const jobs: EngineJob[] = [];
  const cancelled: number[] = [];
  const real = createEngine({ nowMs: () => performance.now(), accepts: isProven });
  const inner = wrap(real);
  const engine: Engine = {
    ...inner,
    solve(job) {
      jobs.push(job);
      return inner.solve(job);
    },
    cancel(id) {
      cancelled.push(id);
      return inner.cancel(id);
    },
  };
  const dirty = new Set<(ids: readonly string[]) => void>();
  const scan = createScan({
    relations: fakeRelations([priced.component]),
    engine,
    clock,
    log: silent,
    settings: () => DEFAULT_SETTINGS,
    rules: POLYMARKET_RULES,
    books: {
      stateOf: priced.source.stateOf,
      subscribeDirty(listener) {
        dirty.add(listener);
        return () => dirty.delete(listener);
      },
    },
  });
  return {
    clock,
    scan,
    jobs,
    cancelled,
    touch: () => dirty.forEach((listener) => listener(priced.component.conditions.map(({ id }) => id))),
    open: () => scan.prefer([priced.component.key]),
    next: () =>
      new Promise<ScanResult>((resolve) => {
        const stop = scan.subscribe((result) => {
          stop();
          resolve(result);
        });
      }),
  };
}

describe('the proven optimum in idle time', () => {
  it('comes once the books of an open page are quiet, and says that nothing better is left', async () => {
    const { clock, scan, jobs, touch, open, next } = start(makeGap());
    open();
    const first = next();
    touch();
    expect((await first).upperMicros).toBeNull();
    // The full solve behind the first look.
    expect((await next()).upperMicros).toBeNull();
    await settle();
    const second = next();
    await clock.advance(QUIET_MS);
    const proven = await second;
    expect(jobs.map(({ exact, quick }) => [quick, exact])).toEqual([
      [true, false],
      [undefined, false],
      [undefined, true],
    ]);
    const { certificate } = proven.certificate ?? {};
    expect(proven.upperMicros).toBe(certificate?.edgeMicros);
    expect(certificate?.edgeAtLimitsMicros).toBe(2_135_400);
    scan.close();
  });

  it('proves that there is nothing, where there is nothing', async () => {
    const { clock, scan, touch, open, next } = start(
      makePricedEvent({ Hold: [0.32, 0.34], Cut: [0.31, 0.33], Hike: [0.34, 0.36] }),
    );
    open();
    const first = next();
    touch();
    await first;
    await settle();
    const second = next();
    await clock.advance(QUIET_MS);
    const proven = await second;
    expect(proven.answer?.kind).toBe('none');
    expect(proven.upperMicros).toBe(0);
    scan.close();
  });

  it('is not asked for where no page is open', async () => {
    const { clock, scan, jobs, touch, next } = start(makeGap());
    const first = next();
    touch();
    await first;
    await next();
    await settle();
    await clock.advance(QUIET_MS);
    await settle();
    expect(jobs.map(({ exact }) => exact)).toEqual([false, false]);
    scan.close();
  });

  it('is cancelled by a book that moves, and asked for again when it is quiet', async () => {
    const held: { release: (() => void) | null } = { release: null };
    const { clock, scan, jobs, cancelled, touch, open, next } = start(makeGap(), (engine) => ({
      ...engine,
      async solve(job): Promise<EngineAnswer> {
        const answer = await engine.solve(job);
        // The first proof is still under way when the book moves.
        if (job.exact && held.release === null) await new Promise<void>((resolve) => (held.release = resolve));
        return answer;
      },
    }));
    open();
    const first = next();
    touch();
    await first;
    await next();
    await settle();
    await clock.advance(QUIET_MS);
    while (held.release === null) await settle();
    const results: ScanResult[] = [];
    scan.subscribe((result) => results.push(result));
    const again = next();
    touch();
    await again;
    held.release();
    await settle();
    const [proof] = jobs.filter(({ exact }) => exact);
    expect(cancelled).toEqual([proof?.id]);
    expect(results.map(({ upperMicros }) => upperMicros)).toEqual([null]);
    const full = next();
    await clock.advance(REFINE_EVERY_MS);
    expect((await full).upperMicros).toBeNull();
    await settle();
    const later = next();
    await clock.advance(QUIET_MS);
    expect((await later).upperMicros).not.toBeNull();
    scan.close();
  });
});

describe('a proof in the Worker', () => {
  it('ends for any other job that waits, which is answered', async () => {
    const priced = makeGap();
    const { scan, jobs, touch, next } = start(priced);
    const first = next();
    touch();
    await first;
    scan.close();
    const [asked] = jobs;
    if (!asked) throw new Error('there was a job');
    const { quick: _quick, ...job } = asked;
    // A clock on which every step takes long, so that the proof looks up after each.
    let ms = 0;
    const engine = createEngine({ nowMs: () => (ms += 20), accepts: isProven });
    const proof = engine.solve({ ...job, id: 11, exact: true, timeLimitMs: 60_000 });
    const full = engine.solve({ ...job, id: 12 });
    expect((await full).kind).toBe('arbitrage');
    expect(await proof).toMatchObject({ kind: 'failed', failure: { code: 'cancelled' } });
    const alone = engine.solve({ ...job, id: 13, exact: true, timeLimitMs: 60_000 });
    expect(await alone).toMatchObject({ kind: 'arbitrage' });
  });
});
