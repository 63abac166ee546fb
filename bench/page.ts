/**
 * What Facet costs a page of the site: processor time of the tab a second while the exchange's agents change books, the
 * shift of its layout, what is left on the heap, and how soon the popup shows something. The baseline is the same page
 * in a browser without Facet, in the same run.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CDPSession, Page } from '@playwright/test';
import { startExchange, type RunningExchange } from '../exchange/start';
import { EXTENSION_PATH, launchWithExtension } from '../test/kit/browser/browser';
import { attachOverlay } from '../test/kit/browser/overlay';
import { summarise, type Bench, type BenchRow } from './kit';

/** Home has nothing written on it while no tile has a contradiction. */
const PATHS = [
  { path: '/event/fed-decision-in-june', says: /a share after fee/ },
  { path: '/', says: null },
] as const;
/** FACET_PAGE_SECONDS watches longer, for what leaks. */
const SECONDS = Number(process.env.FACET_PAGE_SECONDS ?? 20);
/** A page that just opened loads and parses; that is over by then. */
const SETTLE_MS = 5_000;
const POPUPS = 10;
const PROMISED = { cpuMs: 4, popupMs: 150, gzipKb: 100 };

interface Watched {
  /** Processor time of the tab, milliseconds in each second. */
  readonly cpuMs: readonly number[];
  /** Cumulative layout shift since the page opened. */
  readonly shift: number;
  readonly heapMb: { readonly first: number; readonly last: number };
}

/** Adds up in the page what moved without a touch of the user. */
function noteShifts(): void {
  Reflect.set(globalThis, '__shift', 0);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const value: unknown = Reflect.get(entry, 'value');
      if (typeof value === 'number') Reflect.set(globalThis, '__shift', Reflect.get(globalThis, '__shift') + value);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

async function metric(session: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const found = metrics.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`the browser counts no ${wanted}`);
  return found.value;
}

async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await metric(session, 'JSHeapUsedSize')) / 1_048_576;
}

async function watch(page: Page, path: string, isWritten: () => Promise<void>): Promise<Watched> {
  await page.addInitScript(`(${noteShifts.toString()})()`);
  await page.goto(`https://polymarket.com${path}`);
  await isWritten();
  await page.waitForTimeout(SETTLE_MS);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const first = await heapMb(session);
  const cpuMs: number[] = [];
  let before = await metric(session, 'TaskDuration');
  for (let second = 0; second < SECONDS; second += 1) {
    const from = performance.now();
    await page.waitForTimeout(1_000);
    const now = await metric(session, 'TaskDuration');
    cpuMs.push(((now - before) * 1e6) / (performance.now() - from));
    before = now;
  }
  const shift: number = await page.evaluate('globalThis.__shift');
  return { cpuMs, shift, heapMb: { first, last: await heapMb(session) } };
}

async function visit(exchange: RunningExchange, extension: string | null) {
  const browser = await launchWithExtension({ exchange, extension });
  try {
    const watched: Watched[] = [];
    for (const { path, says } of PATHS) {
      const page = await browser.context.newPage();
      const overlay = extension === null ? null : await attachOverlay(page);
      const isWritten = async (): Promise<void> => void (says !== null && (await overlay?.waitForText(says, 40_000)));
      watched.push(await watch(page, path, isWritten));
      await page.close();
    }
    const popupMs: number[] = [];
    for (let turn = 0; extension !== null && turn < POPUPS; turn += 1) {
      const popup = await browser.openPopup();
      popupMs.push(await firstContent(popup));
      await popup.close();
    }
    return { watched, popupMs };
  } finally {
    await browser.close();
  }
}

/** Milliseconds from the start of the navigation to the first text on the screen. */
function firstContent(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0];
          if (paint !== undefined) resolve(paint.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
}

function rowOf(path: string, ours: Watched, bare: Watched): BenchRow {
  const [mine, its] = [summarise(ours.cpuMs), summarise(bare.cpuMs)];
  const heap = ({ first, last }: Watched['heapMb']): string => `${first.toFixed(1)} to ${last.toFixed(1)} MB`;
  return {
    name: `page ${path}: tab's processor time a second`,
    unit: 'ms',
    ...mine,
    baseline: { name: 'the same page without Facet', median: its.median, p99: its.p99 },
    note:
      `promised: ${PROMISED.cpuMs} ms above the page's own; it is ${(mine.median - its.median).toFixed(1)} ms. ` +
      `Layout shift ${ours.shift.toFixed(4)} (without ${bare.shift.toFixed(4)}). Heap ${heap(ours.heapMb)} in ` +
      `${SECONDS} s (without ${heap(bare.heapMb)})`,
  };
}

export const pageBench: Bench = {
  name: 'page',
  run: async () => {
    const exchange = await startExchange({ seed: 7, scenario: 'coherent' });
    try {
      const bare = await visit(exchange, null);
      const ours = await visit(exchange, EXTENSION_PATH);
      const script = readFileSync(join(EXTENSION_PATH, 'content-scripts', 'content.js'));
      const kb = (bytes: number): string => (bytes / 1_000).toFixed(1);
      const rows = PATHS.flatMap(({ path }, index): readonly BenchRow[] => {
        const [mine, its] = [ours.watched[index], bare.watched[index]];
        return mine === undefined || its === undefined ? [] : [rowOf(path, mine, its)];
      });
      const note =
        `promised: ${PROMISED.popupMs} ms. content.js ${kb(script.length)} kB, ${kb(gzipSync(script).length)} kB ` +
        `gzip (promised ${PROMISED.gzipKb})`;
      const popup: BenchRow = {
        ...{ name: 'page: popup, first content', unit: 'ms', baseline: null, note },
        ...summarise(ours.popupMs),
      };
      return [...rows, popup];
    } finally {
      await exchange.close();
    }
  },
};
