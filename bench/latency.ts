/**
 * From the moment at which the exchange changes a book to the changed DOM of Facet's row in Chromium: frame, parse,
 * book, view, port, React. The exchange runs in this process, so the start is taken just before the order that causes
 * the frame; the end is a MutationObserver's callback on the closed root, placed there over the debugger. The baseline
 * is a bare page that writes the same frames into its DOM from its own WebSocket, at the same time.
 */
import type { Page } from '@playwright/test';
import { scenarios } from '../exchange/scenarios/index';
import { startExchange, type RunningExchange } from '../exchange/start';
import { attachOverlay } from '../test/kit/browser/overlay';
import { launchWithExtension, type LaunchedBrowser } from '../test/kit/browser/browser';
import { pageCode } from '../test/kit/browser/page-code';
import { until } from '../test/kit/browser/until';
import { summarise, type Bench, type BenchRow } from './kit';
import { watchRoots } from './latency-observer';

const FOCUS = 'fed-decision-in-june';
const OUTCOME = 'No change';
const SAMPLES = 150;
const WARM_UP = 20;
/** Numbers that only tick leave once a second for each page (docs/adr/0004), so changes are spaced wider than that. */
const PAUSE_MS = 1_050;
const ACCOUNT = 'bench-maker';

interface Change {
  readonly at: number;
}

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

/** The exchange with its books as the scenario lays them out; agents stop where `busy` is false. */
async function startBooks(busy: boolean): Promise<RunningExchange> {
  const coherent = scenarios['coherent'];
  if (!coherent) throw new Error('the exchange has no coherent scenario');
  return startExchange({
    seed: 7,
    scenario: {
      ...coherent,
      start: (core, random, options) => {
        const stop = coherent.start(core, random, options);
        if (!busy) stop();
        return stop;
      },
    },
  });
}

/**
 * Difference between the page's clock and ours, from the quickest of many round trips; both follow the machine's clock.
 */
async function clockOffset(page: Page): Promise<number> {
  let best = { roundTrip: Infinity, offset: 0 };
  for (let i = 0; i < 200; i += 1) {
    const before = nowMs();
    const there: number = await page.evaluate('performance.timeOrigin + performance.now()');
    const after = nowMs();
    if (after - before < best.roundTrip) best = { roundTrip: after - before, offset: there - (before + after) / 2 };
  }
  return best.offset;
}

/** Runs in the bare page. */
function bareReader({ token }: { readonly token: string }): void {
  const cell = document.createElement('p');
  document.body.append(cell);
  const seen: number[] = [];
  Reflect.set(globalThis, '__bare', seen);
  new MutationObserver(() => seen.push(performance.timeOrigin + performance.now())).observe(cell, {
    childList: true,
    characterData: true,
    subtree: true,
  });
  const socket = new WebSocket('wss://ws-subscriptions-clob.polymarket.com/ws/market');
  socket.onopen = () => socket.send(JSON.stringify({ type: 'market', assets_ids: [token], initial_dump: false }));
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(data);
    if (frame.event_type === 'price_change')
      cell.textContent = `${frame.price_changes[0].price} ${frame.timestamp} ${seen.length}`;
  };
  setInterval(() => socket.readyState === WebSocket.OPEN && socket.send('PING'), 10_000);
}

async function firstAfter(read: () => Promise<readonly number[]>, at: number): Promise<number> {
  return until('the page to change', async () => (await read()).find((time) => time >= at) ?? null, 5_000);
}

interface Measured {
  readonly ours: readonly number[];
  readonly bare: readonly number[];
  readonly offsetMs: number;
}

async function measure(exchange: RunningExchange, browser: LaunchedBrowser): Promise<Measured> {
  const market = exchange.core
    .events()
    .find((event) => event.slug === FOCUS)
    ?.markets.find((candidate) => candidate.groupItemTitle === OUTCOME);
  if (!market) throw new Error(`no ${OUTCOME} in ${FOCUS}`);
  const [yes, no] = market.tokens;
  const page = await browser.context.newPage();
  await page.goto(`https://polymarket.com/event/${FOCUS}`);
  const overlay = await attachOverlay(page);
  await overlay.waitForText(/a share after fee/, 30_000);
  const roots = await watchRoots(page);
  const bare = await browser.context.newPage();
  await bare.goto('https://polymarket.com/bench');
  await bare.evaluate(pageCode(bareReader, { token: yes }));
  const offsetMs = await clockOffset(page);
  const bareOffsetMs = await clockOffset(bare);
  await page.bringToFront();

  exchange.core.deposit(ACCOUNT, { cashMicros: 1_000_000_000_000 });
  const ours: number[] = [];
  const theirs: number[] = [];
  let order: string | null = null;
  for (let i = -WARM_UP; i < SAMPLES; i += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS + (i % 7) * 3));
    const { asks, bids } = exchange.core.depth(yes);
    const [ask, bid] = [asks[0], bids[0]];
    if (!ask || !bid) throw new Error('an empty side');
    const change: Change = { at: nowMs() };
    if (order === null) {
      if (ask.priceMicros - bid.priceMicros < 2 * market.tickMicros)
        throw new Error('the spread is one tick; nothing can be improved');
      const placed = exchange.core.place({
        account: ACCOUNT,
        tokenId: no,
        side: 'BUY',
        priceMicros: 1_000_000 - ask.priceMicros + market.tickMicros,
        sizeMicros: 500_000_000,
        type: 'GTC',
        postOnly: true,
        expiration: 0,
      });
      if (!placed.ok) throw new Error(placed.error);
      order = placed.id;
    } else {
      exchange.core.cancel(ACCOUNT, order);
      order = null;
    }
    const [mine, its] = await Promise.all([
      firstAfter(() => roots.changes(market.id), change.at + offsetMs),
      firstAfter(() => bare.evaluate('__bare.slice(-5)'), change.at + bareOffsetMs),
    ]);
    if (i < 0) continue;
    ours.push(mine - offsetMs - change.at);
    theirs.push(its - bareOffsetMs - change.at);
  }
  return { ours, bare: theirs, offsetMs };
}

export const latencyBench: Bench = {
  name: 'latency',
  run: async () => {
    const exchange = await startBooks(false);
    try {
      const browser = await launchWithExtension({ exchange });
      try {
        const { ours, bare, offsetMs } = await measure(exchange, browser);
        const baseline = summarise(bare);
        const row: BenchRow = {
          name: 'latency: book change to changed row',
          unit: 'ms',
          ...summarise(ours),
          baseline: { name: 'bare page with a WebSocket', median: baseline.median, p99: baseline.p99 },
          note:
            `aim: p99 under 20 ms; baseline p99 ${baseline.p99.toFixed(2)} ms; clocks differed by ` +
            `${offsetMs.toFixed(2)} ms, which is taken out`,
        };
        return [row];
      } finally {
        await browser.close();
      }
    } finally {
      await exchange.close();
    }
  },
};
