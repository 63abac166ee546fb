/**
 * The way of a change through the background with 10,000 markets watched and 2,000 changes a second: text frame, parse,
 * book, screening, jobs for the engine (which answers at once here). Time is simulated, work is real. With
 * FACET_BASELINE=PATH the same frames go through the sources of another checkout as well, in the same run.
 */
import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { seeded } from '../lib/domain/random';
import { timeMs } from '../lib/domain/units';
import type { createBooks } from '../lib/services/books/books';
import type { createScan } from '../lib/services/scan/scan';
import type { readBook } from '../lib/venues/polymarket/clob/parse-book';
import type { createMarketFeed } from '../lib/venues/polymarket/ws/market-feed';
import type { parseMarketFrame } from '../lib/venues/polymarket/ws/parse-frames';
import { DEFAULT_SETTINGS } from '../lib/protocol/settings';
import { POLYMARKET_RULES } from '../lib/venues/polymarket/rules';
import { fakeRelations } from '../test/kit/fake-relations';
import { createMemoryLog } from '../test/kit/venue';
import { summarise, type Bench, type BenchRow } from './kit';
import { createMarkets, type Markets } from './hot-path-markets';

const MARKETS = 10_000;
const CHANGES_PER_SECOND = 2_000;
const SECONDS = 10;
const WARM_UP_SECONDS = 3;
/** Promises of the code under test settle this often. */
const TURN_MS = 10;

const here = resolve(import.meta.dirname, '..');

interface Measured {
  readonly name: string;
  readonly unit: BenchRow['unit'];
  readonly samples: readonly number[];
}

interface Sources {
  readonly createBooks: typeof createBooks;
  readonly createScan: typeof createScan;
  readonly createMarketFeed: typeof createMarketFeed;
  readonly parseMarketFrame: typeof parseMarketFrame;
  readonly readBook: typeof readBook;
}

async function sourcesOf(root: string): Promise<Sources> {
  const load = async <T>(path: string): Promise<T> => (await import(resolve(root, path))) as T;
  return {
    ...(await load<Pick<Sources, 'createBooks'>>('lib/services/books/books.ts')),
    ...(await load<Pick<Sources, 'createScan'>>('lib/services/scan/scan.ts')),
    ...(await load<Pick<Sources, 'createMarketFeed'>>('lib/venues/polymarket/ws/market-feed.ts')),
    ...(await load<Pick<Sources, 'parseMarketFrame'>>('lib/venues/polymarket/ws/parse-frames.ts')),
    ...(await load<Pick<Sources, 'readBook'>>('lib/venues/polymarket/clob/parse-book.ts')),
  };
}

/** Timers run when their simulated time comes. */
function createSimulatedClock(startMs: number) {
  let now = startMs;
  const timers: { readonly atMs: number; readonly run: () => void; readonly signal: AbortSignal }[] = [];
  return {
    nowMs: () => timeMs(now),
    after(delayMs: number, run: () => void, signal: AbortSignal) {
      const atMs = now + delayMs;
      let place = timers.length;
      while (place > 0 && (timers[place - 1]?.atMs ?? 0) < atMs) place -= 1;
      timers.splice(place, 0, { atMs, run, signal });
    },
    set(toMs: number) {
      for (let last = timers.at(-1); last !== undefined && last.atMs <= toMs; last = timers.at(-1)) {
        timers.pop();
        now = last.atMs;
        if (!last.signal.aborted) last.run();
      }
      now = toMs;
    },
  };
}

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}

async function measure(root: string, markets: Markets): Promise<readonly Measured[]> {
  const sources = await sourcesOf(root);
  markets.reset();
  const clock = createSimulatedClock(1_795_000_000_000);
  const heapBefore = heapBytes();
  const sockets: { onText(text: string): void }[] = [];
  const shardOf = new Map<string, number>();
  const log = createMemoryLog();
  const openSocket: Parameters<Sources['createMarketFeed']>[0]['openSocket'] = (_url, handlers) => {
    const socket = sockets.length;
    sockets.push(handlers);
    queueMicrotask(() => handlers.onOpen());
    return {
      send(text) {
        if (text === 'PING') return void queueMicrotask(() => handlers.onText('PONG'));
        const { assets_ids: ids = [] } = JSON.parse(text) as { readonly assets_ids?: readonly string[] };
        for (const id of ids) shardOf.set(id, socket);
        queueMicrotask(() => handlers.onText(markets.dump(ids, clock.nowMs())));
      },
      close: () => undefined,
    };
  };
  const books = sources.createBooks({
    clock,
    log,
    fetchBooks: (tokens) =>
      Promise.resolve({
        ok: true,
        value: tokens.flatMap((token) => {
          const read = sources.readBook(markets.rawBook(token, clock.nowMs()), clock.nowMs());
          return read.ok ? [read.value.book] : [];
        }),
      }),
    feed: (handlers) => sources.createMarketFeed({ openSocket, clock, log, random: () => 0.5, handlers }),
    staleAfterMs: () => DEFAULT_SETTINGS.staleAfterMs,
  });
  let jobs = 0;
  const component = new Map(
    markets.components.flatMap((each) => each.conditions.map(({ id }) => [String(id), each] as const)),
  );
  const relations = { ...fakeRelations(markets.components), componentOf: (id: string) => component.get(id) ?? null };
  const scan = sources.createScan({
    relations,
    books,
    engine: {
      solve({ id }) {
        jobs += 1;
        return Promise.resolve({ kind: 'none', id, upperMicros: null, fair: [], nearest: null, ms: 0 });
      },
      cancel: () => Promise.resolve(),
      health: () => Promise.reject(new Error('unused')),
    },
    settings: () => DEFAULT_SETTINGS,
    rules: POLYMARKET_RULES,
    clock,
    log,
  });
  const startedMs = performance.now();
  books.watch(markets.conditions);
  let nowMs: number = clock.nowMs();
  const until = nowMs + 5_000;
  while (books.status().live < 2 * MARKETS && nowMs < until) {
    clock.set((nowMs += TURN_MS));
    await turn();
  }
  const upMs = performance.now() - startedMs;
  const loadedBytes = heapBytes() - heapBefore;
  const perSecond: number[] = [];
  const jobsPerSecond: number[] = [];
  for (let second = -WARM_UP_SECONDS; second < SECONDS; second += 1) {
    const frames = markets.frames(CHANGES_PER_SECOND, nowMs);
    const jobsBefore = jobs;
    const secondMs = performance.now();
    for (let ms = TURN_MS; ms <= 1_000; ms += TURN_MS) {
      clock.set(nowMs + ms);
      const from = Math.round(((ms - TURN_MS) / 1_000) * frames.length);
      for (const { token, text } of frames.slice(from, Math.round((ms / 1_000) * frames.length)))
        sockets[shardOf.get(token) ?? 0]?.onText(text);
      await turn();
    }
    nowMs += 1_000;
    if (second < 0) continue;
    perSecond.push(performance.now() - secondMs);
    jobsPerSecond.push(jobs - jobsBefore);
  }
  const grownBytes = heapBytes() - heapBefore - loadedBytes;
  const texts = markets.frames(CHANGES_PER_SECOND, nowMs).map(({ text }) => text);
  const time = (call: () => void): number => {
    const before = performance.now();
    call();
    return performance.now() - before;
  };
  const parse = Array.from({ length: 5 }, () =>
    time(() => {
      for (const text of texts) sources.parseMarketFrame(text, timeMs(nowMs));
    }),
  );
  const status = Array.from({ length: 20 }, () => time(() => void books.status()));
  const watch = Array.from({ length: 5 }, () => time(() => books.watch(markets.conditions)));
  const { live } = books.status();
  console.error(`  ${root}: ${live} of ${2 * MARKETS} books live at the end`);
  scan.close();
  books.close();
  return [
    { name: 'all of one second', unit: 'ms', samples: perSecond },
    { name: 'its parsing alone', unit: 'ms', samples: parse },
    { name: 'jobs for the engine a second', unit: '1/s', samples: jobsPerSecond },
    { name: 'counts of all books', unit: 'ms', samples: status },
    { name: 'the same list watched again', unit: 'ms', samples: watch },
    { name: 'from nothing to all live', unit: 'ms', samples: [upMs] },
    { name: 'heap, all live', unit: 'MB', samples: [loadedBytes / 1e6] },
    { name: `heap that ${SECONDS + WARM_UP_SECONDS} s added`, unit: 'MB', samples: [grownBytes / 1e6] },
  ];
}

export const hotPathBench: Bench = {
  name: 'hot-path',
  async run() {
    const markets = createMarkets(MARKETS, seeded(11));
    const other = process.env['FACET_BASELINE'];
    const before = other === undefined ? null : await measure(resolve(other), markets);
    const now = await measure(here, markets);
    return now.map(({ name, unit, samples }): BenchRow => {
      const theirs = before?.find((each) => each.name === name);
      const baseline = theirs && summarise(theirs.samples);
      return {
        name: `hot-path: ${name}`,
        unit,
        ...summarise(samples),
        baseline: baseline ? { name: 'other checkout', median: baseline.median, p99: baseline.p99 } : null,
      };
    });
  },
};
