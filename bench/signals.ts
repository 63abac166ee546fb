/**
 * What signals cost where the books live: one frame of one token among 2,000, its running state, one prediction; and
 * one training in the Worker on 88,000 rows. Books are made here, so it runs without data.
 */
import { memoryUsage } from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Book } from '../lib/domain/book';
import { parseConditionId, parseTokenId } from '../lib/domain/ids';
import { seeded } from '../lib/domain/random';
import { priceMicros, sizeMicros, timeMs } from '../lib/domain/units';
import {
  DELAYS,
  MOMENT_COLUMNS,
  SIZES,
  SPREAD_COLUMN,
  TASKS,
  taskAt,
  type FillMoment,
} from '../lib/signals/fills/columns';
import { predictFill, trainFillModel } from '../lib/signals/fills/model';
import { createFillWatch } from '../lib/signals/fills/watch';
import { startSignals } from '../lib/signals/signals';
import { summarise, type Bench, type BenchRow } from './kit';

const TOKENS = 2_000;
const FRAMES = 40;
/** So many that all rings of a market are full: five seconds apart, half an hour and a bit. */
const MARKET_FRAMES = 400;
const MARKET_FRAME_MS = 5_000;
const LEVELS = 20;
/** What is promised of one token: microseconds a frame, and kilobytes kept. */
const PROMISED = { frameUs: 20, kilobytes: 4, predictUs: 5, trainMs: 20_000 };

const random = seeded(7);

/** Bytes in use once what nobody holds was let go: garbage is not state. */
function bytesKept(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  const { heapUsed, arrayBuffers } = memoryUsage();
  return heapUsed + arrayBuffers;
}

function bookOf(token: number, atMs: number): Book {
  const [tokenId, conditionId] = [parseTokenId(String(token + 1)), parseConditionId(`0x${'1'.repeat(64)}`)];
  if (tokenId === null || conditionId === null) throw new Error('ids');
  const best = 30 + Math.floor(random() * 3);
  const side = (from: number, step: 1 | -1) =>
    Array.from({ length: LEVELS }, (_, i) => ({
      priceMicros: priceMicros((from + step * i) * 10_000),
      sizeMicros: sizeMicros((20 + Math.floor(random() * 200)) * 1_000_000),
    }));
  return {
    tokenId,
    conditionId,
    bids: side(best, -1),
    asks: side(best + 1, 1),
    tickMicros: priceMicros(10_000),
    hash: '',
    venueTimeMs: timeMs(atMs),
    receivedAtMs: timeMs(atMs),
    verifiedAtMs: timeMs(atMs),
  };
}

function frames(): readonly BenchRow[] {
  // Books belong to the service: the same few stand for all tokens, so that only the signals' state is measured.
  const books = Array.from({ length: 16 }, (_, i) => bookOf(i, 1_000_000));
  const before = bytesKept();
  const watch = createFillWatch();
  const samples: number[] = [];
  for (let round = 0; round < FRAMES; round += 1) {
    const started = performance.now();
    for (let token = 0; token < TOKENS; token += 1) {
      const book = books[(token + round) % books.length] ?? null;
      const group = String(token >> 3);
      const rows = [{ token: String(token), group, tickMicros: 10_000, book, rows: 1 }];
      watch.take({ atMs: 1_000_000 + round * 1_000 + token / 4, books: rows, trades: [], lost: [] });
    }
    samples.push(((performance.now() - started) * 1_000) / TOKENS);
  }
  const kilobytes = (bytesKept() - before) / 1_024 / TOKENS;
  // Still in use, so that what is measured was not let go.
  if (watch.counts().tokens !== TOKENS) throw new Error('the watch lost tokens');
  const kept = `kept: ${kilobytes.toFixed(2)} kB`;
  const note = `promised: ${PROMISED.frameUs} µs and ${PROMISED.kilobytes} kB a token; ${kept}`;
  return [{ name: `fill watch, a frame among ${TOKENS}`, unit: 'µs', baseline: null, note, ...summarise(samples) }];
}

/** All signals of a market, a frame of its book each time; the last of them with everything that it keeps. */
function marketFrames(): readonly BenchRow[] {
  const books = Array.from({ length: 16 }, (_, i) => bookOf(i, 1_000_000));
  const before = bytesKept();
  const markets = Array.from({ length: TOKENS }, startSignals);
  const samples: number[] = [];
  for (let round = 0; round < MARKET_FRAMES; round += 1) {
    const started = performance.now();
    for (const [token, running] of markets.entries()) {
      const known = books[(token + round) % books.length];
      const [at, size] = [timeMs(1_000_000 + round * MARKET_FRAME_MS), 1 + (token % 7)];
      if (known === undefined) continue;
      const book = { ...known, venueTimeMs: at, receivedAtMs: at, verifiedAtMs: at };
      running.take({ kind: 'book', book });
      if (round % 4 === 0) running.take({ kind: 'trade', atMs: at, shares: size, price: 0.3, side: 1 });
    }
    samples.push(((performance.now() - started) * 1_000) / TOKENS);
  }
  const kilobytes = (bytesKept() - before) / 1_024 / TOKENS;
  if (markets.length !== TOKENS) throw new Error('markets were let go');
  const kept = `kept: ${kilobytes.toFixed(2)} kB`;
  const note = `promised: ${PROMISED.frameUs} µs and ${PROMISED.kilobytes} kB for each of its two tokens; ${kept}`;
  return [{ name: `market signals, a frame among ${TOKENS}`, unit: 'µs', baseline: null, note, ...summarise(samples) }];
}

function moments(count: number): readonly FillMoment[] {
  return Array.from({ length: count }, () => {
    const features = Float64Array.from(MOMENT_COLUMNS, () => random());
    features[SPREAD_COLUMN] = 1 + Math.floor(random() * 4);
    const size = 20 + Math.floor(random() * 200);
    const life = -Math.log(1 - random()) / (0.02 + 0.8 * (features[6] ?? 0));
    const outcomes = new Uint8Array(TASKS);
    for (const sizeAt of SIZES.keys())
      for (const [delayAt, ms] of DELAYS.entries())
        outcomes[taskAt(sizeAt, delayAt)] = Number(life * 1_000 > ms * (1 + sizeAt / 5));
    return { features, size, asked: [5, size / 2, size], outcomes };
  });
}

function models(): readonly BenchRow[] {
  const train = moments(Math.floor(88_000 / TASKS));
  const started = performance.now();
  const model = trainFillModel({ train, calibrate: moments(1_000) });
  const trainMs = performance.now() - started;
  const asked = train.slice(0, 500);
  const pass = (): number => {
    const from = performance.now();
    for (const { features, size } of asked) predictFill(model, { features, size, quantity: size / 2, delayMs: 600 });
    return ((performance.now() - from) * 1_000) / asked.length;
  };
  for (let i = 0; i < 40; i += 1) pass();
  const promise = (what: string): { readonly note: string } => ({ note: `promised: ${what}` });
  return [
    {
      ...{ name: 'fill model, one prediction', unit: 'µs', baseline: null },
      ...promise(`${PROMISED.predictUs} µs`),
      ...summarise(Array.from({ length: 60 }, pass)),
    },
    {
      ...{ name: 'fill model, training on 88,000 rows', unit: 'ms', baseline: null },
      ...promise(`${PROMISED.trainMs / 1_000} s`),
      ...summarise([trainMs]),
    },
  ];
}

export const signalsBench: Bench = {
  name: 'signals',
  run: () => Promise.resolve([...frames(), ...marketFrames(), ...models()]),
};
