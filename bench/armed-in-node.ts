/**
 * The same without a browser: from the text of the frame that brings the price to the batch handed to the network, over
 * the product's own parts in this process: parse, book, gate and proof on the live books, journal in a file, POST. The
 * one record on that way is written and not flushed, as in the browser. Exchange and engine run in this process too and
 * take of the same time. The baseline is a bare socket that parses the frame and hands over a request of that size.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startExchange, type RunningExchange } from '../exchange/start';
import type { Execution } from '../lib/domain/execution';
import { ok } from '../lib/domain/result';
import type { Store } from '../lib/ports/store';
import { createArmedBench, type ArmedBench } from '../test/kit/armed-bench';
import { scenario } from '../test/kit/adapter-scenario';
import { localSocket } from '../test/kit/local-transport';
import { until } from '../test/kit/venue';
import { summarise, type BenchRow } from './kit';

const SAMPLES = 100;
const WARM_UP = 5;
const OVER: readonly Execution['state'][] = ['settled', 'failed', 'abandoned'];

/** A record is there once the file is flushed, but for those of which the product does not wait for that. */
async function flushedJournal(folder: string) {
  const file = await open(join(folder, 'journal'), 'w');
  const store: Pick<Store<Execution>, 'all' | 'put'> = {
    all: () => Promise.resolve(ok([])),
    async put(_key, record, durability = 'strict') {
      await file.write(`${JSON.stringify(record)}\n`);
      if (durability === 'strict') await file.datasync();
      return ok(undefined);
    },
  };
  return { store, close: () => file.close() };
}

/** When the bare socket had parsed the frame, and when its request was made. */
function bareSocket(exchange: RunningExchange, { gap, posts }: ArmedBench) {
  const tokens = new Set<string>(gap.conditions.flatMap((condition) => condition.tokens));
  const samples: { readonly atMs: number; readonly tookMs: number }[] = [];
  const asked: Promise<unknown>[] = [];
  const socket = localSocket(() => exchange)('wss://ws-subscriptions-clob.polymarket.com/ws/market', {
    onOpen: () => socket.send(JSON.stringify({ type: 'market', assets_ids: [...tokens], initial_dump: false })),
    onText(text) {
      const atMs = performance.now();
      if (!JSON.stringify(JSON.parse(text)).includes('price_change')) return;
      asked.push(
        fetch(`${exchange.plainUrl}/ok`, { method: 'POST', body: posts.at(-1)?.what ?? '{}' }).catch(() => null),
      );
      samples.push({ atMs, tookMs: performance.now() - atMs });
    },
    onClose: () => undefined,
  });
  return { samples, close: async () => (socket.close(), await Promise.all(asked)) };
}

async function once(bench: ArmedBench): Promise<number> {
  const id = await bench.armed();
  await until(() => bench.execution.armedState(id)?.waits?.code === 'book-moved', 'it waits for its price');
  const sent = bench.posts.length;
  const [first, second, last] = bench.gap.conditions;
  if (!first || !second || !last) throw new Error('the event has three markets');
  bench.gap.openOne(first);
  bench.gap.openOne(second);
  const before = bench.frames.length;
  await until(() => bench.frames.length >= before + 2, 'the frames of two');
  bench.gap.openOne(last);
  await until(() => bench.posts.length > sent, 'it was sent');
  const post = bench.posts.at(-1)?.atMs ?? NaN;
  const frame = bench.frames.filter(({ atMs, what }) => atMs <= post && what.includes(last.tokens[0])).at(-1);
  if (frame === undefined || bench.posts.length !== sent + 1) throw new Error('not one batch for one frame');
  await until(() => OVER.includes(bench.recordOf(id)?.state ?? 'drafted'), 'its end');
  bench.gap.open();
  return post - frame.atMs;
}

export async function armedInNode(): Promise<BenchRow> {
  const folder = mkdtempSync(join(tmpdir(), 'facet-armed-'));
  const exchange = await startExchange({
    ...{ scenario, seed: 7, unkind: false },
    settlementTimes: { minedMs: 10, confirmedMs: 20 },
  });
  const journal = await flushedJournal(folder);
  const bench = await createArmedBench({ exchange, name: 'bench', journal: journal.store });
  const bare = bareSocket(exchange, bench);
  const ours: number[] = [];
  try {
    bench.gap.open();
    for (let index = -WARM_UP; index < SAMPLES; index += 1) {
      const took = await once(bench);
      if (index >= 0) ours.push(took);
    }
  } finally {
    await bare.close();
    bench.close();
    await journal.close();
    await exchange.close();
    rmSync(folder, { recursive: true });
  }
  const { median, p99 } = summarise(bare.samples.map(({ tookMs }) => tookMs));
  return {
    name: 'armed: frame in to batch handed over, in Node',
    unit: 'ms',
    ...summarise(ours),
    baseline: { name: 'bare socket: frame to fetch', median, p99 },
    note: 'aim: median 8 ms, p99 30 ms; three legs; gate and proof on live books and journal inside, engine beside',
  };
}
