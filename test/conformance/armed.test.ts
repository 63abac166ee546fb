/**
 * Sets of bets that are armed, over the product's own adapter, books, relations, scan, gate and journal, at the local
 * exchange: what was sent is read from the exchange's ledger, and how often from the wire.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startExchange, type RunningExchange } from '../../exchange/start';
import type { Execution } from '../../lib/domain/execution';
import { failureOf } from '../../lib/domain/result';
import { moneyMicros } from '../../lib/domain/units';
import * as en from '../../lib/words/en';
import { createArmedBench, type ArmedBench } from '../kit/armed-bench';
import { scenario, WHOLE } from '../kit/adapter-scenario';
import { memory } from '../kit/memory-store';
import { until } from '../kit/venue';

let exchange: RunningExchange;
let opened: ArmedBench[] = [];
let benches = 0;

beforeAll(async () => {
  exchange = await startExchange({
    scenario,
    seed: 11,
    settlementTimes: { minedMs: 10, confirmedMs: 20 },
    unkind: false,
  });
});
afterEach(() => {
  for (const each of opened) each.close();
  opened = [];
  exchange.faults.reset();
});
afterAll(() => exchange.close());

async function open(over: Partial<Parameters<typeof createArmedBench>[0]> = {}): Promise<ArmedBench> {
  benches += 1;
  const bench = await createArmedBench({ exchange, name: `armed ${benches}`, ...over });
  opened.push(bench);
  bench.gap.open();
  return bench;
}

/** What is said of it once nothing more can come. */
const endOf = async (bench: ArmedBench, id: string): Promise<Execution> => {
  await until(() => ['abandoned', 'settled', 'failed'].includes(bench.recordOf(id)?.state ?? ''), 'its end');
  return bench.recordOf(id) ?? expect.fail('no record');
};

/** Long enough for a frame and for whatever follows from it; the exchange's own frame is awaited, not a time. */
async function afterFrames(bench: ArmedBench): Promise<void> {
  await until(() => bench.books.status().feed.kind === 'live', 'the feed');
  const before = bench.frames.length;
  bench.gap.open();
  bench.gap.touch();
  await until(() => bench.frames.length >= before + 3, 'the frames that bring the price');
  await new Promise((resolve) => setImmediate(resolve));
}

describe('an armed set at the exchange', () => {
  it('is sent with the frame that gives it: one batch, once, all of it filled', async () => {
    const bench = await open();
    const id = await bench.armed();
    expect(bench.sent()).toEqual([]);
    expect(bench.posts).toEqual([]);
    const [first, second, last] = bench.gap.conditions;
    if (!first || !second || !last) throw new Error('fixture');
    // Two of three are not the set.
    const before = bench.frames.length;
    bench.gap.openOne(first);
    bench.gap.openOne(second);
    await until(() => bench.frames.length >= before + 2, 'frames of two');
    await new Promise((resolve) => setImmediate(resolve));
    expect(bench.posts).toEqual([]);
    expect(bench.recordOf(id)?.state).toBe('armed');
    bench.gap.openOne(last);
    const record = await endOf(bench, id);
    expect(record.state).toBe('settled');
    // It goes on being there, and nothing more is sent.
    await afterFrames(bench);
    expect(bench.posts).toHaveLength(1);
    const sent = bench.sent();
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map(({ id: hash }) => hash))).toEqual(
      new Set(record.legs.flatMap(({ orders }) => orders.map(({ hash }) => hash))),
    );
    expect(sent.every(({ matchedMicros, sizeMicros }) => matchedMicros === sizeMicros)).toBe(true);
    // The life of an order begins when it is sent.
    expect(sent.every(({ expiration }) => expiration >= Math.floor(exchange.clock.nowMs() / 1_000) + 150)).toBe(true);
    expect(bench.signatures.unsent()).toEqual([]);
  });

  it('keeps no signature anywhere but in memory', async () => {
    const store = memory<Execution>();
    const bench = await open({ journal: store });
    await bench.armed();
    const disk = JSON.stringify([[...store.kept.values()], bench.kept.signatures]);
    expect(disk).not.toMatch(/0x[0-9a-f]{130,}/iu);
    expect(disk).not.toContain('"signature"');
  });

  const ways: readonly (readonly [string, (bench: ArmedBench, id: string) => Promise<unknown>, RegExp])[] = [
    ['disarmed by its user', async (bench, id) => bench.execution.disarm(id), /You disarmed it/],
    ['stopped', (bench) => bench.execution.halt(failureOf('stop-pressed', {})), /You stopped it/],
    ['back on paper', (bench) => bench.settings.setMode('paper'), /paper/],
    ['over a limit', (bench) => bench.settings.update({ maxEventMicros: moneyMicros(WHOLE) }), /one event/],
    [
      'with its wallet on another network',
      (bench) => Promise.resolve((bench.wallet.mood.onChain = false)),
      /network|chain|Polygon/i,
    ],
  ];
  it.each(ways)('%s sends nothing, says so, and what was signed is listed', async (_name, end, said) => {
    const bench = await open();
    const id = await bench.armed();
    await end(bench, id);
    const record = await endOf(bench, id);
    expect(record.state).toBe('abandoned');
    expect(record.failure && en.failure(record.failure)).toMatch(said);
    await afterFrames(bench);
    expect([bench.posts, bench.sent()]).toEqual([[], []]);
    expect(bench.signatures.unsentOf(id)).toEqual({ signed: 3, unclear: 0, posted: 0 });
    expect(bench.signatures.problem()?.code).toBe('signatures-unseen');
  });

  it('counts against the limits while it waits', async () => {
    const bench = await open();
    const before = bench.signatures.claimedMicros(null);
    const id = await bench.armed();
    const cost = bench
      .recordOf(id)
      ?.legs.reduce((sum, leg) => sum + (leg.limitPriceMicros * leg.sizeMicros) / WHOLE, 0);
    expect(bench.signatures.claimedMicros(null) - before).toBeGreaterThanOrEqual(cost ?? Infinity);
    bench.gap.open();
    await endOf(bench, id);
    expect(bench.posts).toHaveLength(1);
  });

  it('is lost with its worker: the next one sends nothing, and says what was signed', async () => {
    const store = memory<Execution>();
    const first = await open({ journal: store });
    const id = await first.armed();
    const onDisk = structuredClone([...store.kept.values()]);
    const signed = first.kept.signatures;
    // Its memory is gone; nothing of it runs on.
    first.close();
    const disk = memory<Execution>();
    for (const record of onDisk) disk.kept.set(record.id, record);
    const next = await createArmedBench({ exchange, name: `armed ${benches}`, journal: disk, signatures: signed });
    opened.push(next);
    expect(next.recordOf(id)).toMatchObject({ state: 'abandoned', failure: { code: 'interrupted' } });
    await afterFrames(next);
    expect([next.posts, next.sent()]).toEqual([[], []]);
    expect(next.signatures.unsentOf(id)).toEqual({ signed: 3, unclear: 0, posted: 0 });
  });

  it('of which the answer is lost is looked up like any other, and sent once', async () => {
    const bench = await open();
    const id = await bench.armed();
    bench.dropAnswers();
    bench.gap.open();
    const record = await endOf(bench, id);
    expect(record.state).toBe('settled');
    expect(bench.posts).toHaveLength(1);
    expect(bench.sent()).toHaveLength(3);
  });

  it('killed between its sending and the answer is looked up by the next worker, and sent once', async () => {
    const store = memory<Execution>();
    const first = await open({ journal: store });
    const id = await first.armed();
    let onDisk: readonly Execution[] = [];
    first.onPost(() => (onDisk = structuredClone([...store.kept.values()])));
    first.gap.open();
    await until(() => first.posts.length === 1, 'it was sent');
    const { signatures } = first.kept;
    first.close();
    expect(onDisk.find((each) => each.id === id)).toMatchObject({ state: 'sending' });
    const disk = memory<Execution>();
    for (const record of onDisk) disk.kept.set(record.id, record);
    const next = await createArmedBench({ exchange, name: `armed ${benches}`, journal: disk, signatures });
    opened.push(next);
    expect((await endOf(next, id)).state).toBe('settled');
    expect(next.posts).toEqual([]);
    expect(next.sent()).toHaveLength(3);
  });
});
