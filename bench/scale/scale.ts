/**
 * `npm run -s bench -- scale --markets N --rate N --minutes N [--json]`: the shipped build in Chromium at a made-up
 * venue of N markets whose books change N times a second. Violations are put in one after the other, into the open
 * event and into others, and each is told or missed; whatever else is told is false.
 */
import { performance } from 'node:perf_hooks';
import { launchWithExtension, type LaunchedBrowser } from '../../test/kit/browser/browser';
import { attachOverlay } from '../../test/kit/browser/overlay';
import { until } from '../../test/kit/browser/until';
import { startVenue, type VenueProcess } from './exchange-process';
import type { Stats } from './exchange';
import { injectUntil, type Injected } from './inject';
import { listenIn, watchOffers, type Told } from './told';
import { usageOf } from './usage';

export interface ScaleOptions {
  readonly markets: number;
  readonly rate: number;
  readonly minutes: number;
}

export interface ScaleResult {
  /** Seconds from the browser's start until all books are live; null where they never were. */
  readonly upS: number | null;
  readonly liveTokens: number;
  /** Of one core, after all was up. */
  readonly cpuShare: number;
  /** Share by which the heap grew after the warm-up. */
  readonly heapGrowth: number;
  /** Most in any ten seconds after all was up. */
  readonly requestsPer10s: number;
  readonly alertOpen: Quantiles;
  readonly alertOther: Quantiles;
  readonly missed: number;
  readonly false: number;
}

/** Milliseconds from the change of the book at the exchange; null without an alert. */
export interface Quantiles {
  readonly p50: number | null;
  readonly p99: number | null;
}

/** All must be live within 60 s; more time shows how far it is from that. */
const LONGEST_UP_MS = 150_000;
/** No more books came live for this long: no more will. */
const STUCK_MS = 30_000;
const WARM_UP_MS = 10_000;
const TEN_SECONDS_MS = 10_000;
/** Members of the event whose page is open. */
const OPEN_SIZE = { least: 4, most: 12 };

export async function runScale(options: ScaleOptions, say: (line: string) => void): Promise<ScaleResult> {
  const venue = await startVenue(options);
  try {
    const startedAt = performance.now();
    const browser = await launchWithExtension({ exchange: venue });
    try {
      return await measure({ options, venue, browser, startedAt, say });
    } finally {
      await browser.close();
    }
  } finally {
    await venue.close();
  }
}

interface Run {
  readonly options: ScaleOptions;
  readonly venue: VenueProcess;
  readonly browser: LaunchedBrowser;
  readonly startedAt: number;
  readonly say: (line: string) => void;
}

async function measure({ options, venue, browser, startedAt, say }: Run): Promise<ScaleResult> {
  const open = venue.events.find(
    ({ family, markets }) => family === 'group' && markets >= OPEN_SIZE.least && markets <= OPEN_SIZE.most,
  );
  if (!open) throw new Error('too few markets for a group of a page');
  const told = await listenIn(await browser.openPopup());
  await watchAll(told, options.markets);
  const page = await browser.context.newPage();
  await page.goto(`https://polymarket.com/event/${open.slug}`);
  const overlay = await attachOverlay(page);
  await overlay.waitForText(/fair \d/i, LONGEST_UP_MS);
  const offers = await watchOffers(page);
  await page.bringToFront();
  say(`the page of ${open.slug} is up after ${seconds(performance.now() - startedAt)} s`);

  const up = await waitForBooks(told, options.markets * 2, startedAt);
  say(`${up.live} of ${options.markets * 2} books live after ${seconds(up.atMs)} s`);
  await pause(WARM_UP_MS);

  const usage = await usageOf(browser.context);
  const requests = countRequests(venue);
  const before = { heap: await usage.heapBytes(), cpu: await usage.cpuSeconds(), at: performance.now() };
  const venueBefore = await venue.stats();
  await told.frames();
  const others = venue.events.filter(({ family, slug }) => family !== 'single' && slug !== open.slug);
  const injected = await injectUntil({
    endMs: before.at + options.minutes * 60_000,
    venue,
    told,
    offers,
    open: open.slug,
    others: others.map(({ slug }) => slug),
  });
  const spanS = (performance.now() - before.at) / 1000;
  const cpuShare = ((await usage.cpuSeconds()) - before.cpu) / spanS;
  const venueAfter = await venue.stats();
  requests.stop();
  sayVenue(say, { before: venueBefore, after: venueAfter, spanS, most: requests.mostByKind() });
  sayInjected(say, injected);
  say(`let go of ${await told.shedMarkets()} markets because this machine was too busy`);
  return {
    upS: up.complete ? round(up.atMs / 1000, 1) : null,
    liveTokens: await told.liveBooks(),
    cpuShare: round(cpuShare, 3),
    heapGrowth: round((await usage.heapBytes()) / before.heap - 1, 3),
    requestsPer10s: requests.most(),
    alertOpen: quantilesOf(injected.alertOpenMs),
    alertOther: quantilesOf(injected.alertOtherMs),
    missed: injected.missed.length,
    false: injected.falseAlarms.length,
  };
}

/** Asks for as many markets as there are. */
async function watchAll(told: Told, markets: number): Promise<void> {
  const reply = await told.command('updateSettings', { watchMarkets: markets });
  if (typeof reply !== 'object' || reply === null || !('ok' in reply) || reply.ok !== true)
    throw new Error(`the setting was refused: ${JSON.stringify(reply)}`);
}

interface Up {
  readonly live: number;
  readonly atMs: number;
  readonly complete: boolean;
}

async function waitForBooks(told: Told, wanted: number, startedAt: number): Promise<Up> {
  let best = { live: 0, at: performance.now() };
  const deadline = startedAt + LONGEST_UP_MS;
  return until(
    'the books to come live or to stop coming',
    async () => {
      const live = await told.liveBooks();
      const now = performance.now();
      if (live > best.live) best = { live, at: now };
      const complete = live >= wanted;
      const over = complete || now > deadline || (best.live > 0 && now - best.at > STUCK_MS);
      return over ? { live: best.live, atMs: best.at - startedAt, complete } : null;
    },
    LONGEST_UP_MS + STUCK_MS,
  );
}

/** Looks once a second; the windows overlap. */
function countRequests(venue: VenueProcess) {
  const seen: Stats['requests'][] = [];
  const timer = setInterval(() => void venue.stats().then(({ requests }) => seen.push(requests)), 1_000);
  const window = TEN_SECONDS_MS / 1_000;
  const total = (row: Stats['requests'] | undefined): number =>
    Object.entries(row ?? {}).reduce((sum, [kind, count]) => (kind.startsWith('site') ? sum : sum + count), 0);
  const mostOf = (count: (row: Stats['requests'] | undefined) => number): number =>
    Math.max(0, ...seen.slice(1).map((row, at) => count(row) - count(seen[Math.max(0, at + 1 - window)])));
  return {
    stop: () => clearInterval(timer),
    most: () => mostOf(total),
    mostByKind: (): Readonly<Record<string, number>> =>
      Object.fromEntries(Object.keys(seen.at(-1) ?? {}).map((kind) => [kind, mostOf((row) => row?.[kind] ?? 0)])),
  };
}

interface VenueRow {
  readonly before: Stats;
  readonly after: Stats;
  readonly spanS: number;
  readonly most: Readonly<Record<string, number>>;
}

function sayVenue(say: (line: string) => void, { before, after, spanS, most }: VenueRow): void {
  const rate = (read: (stats: Stats) => number): string => ((read(after) - read(before)) / spanS).toFixed(0);
  const share = (after.cpuSeconds - before.cpuSeconds) / spanS;
  say(
    `venue: ${rate(({ changes }) => changes)} changes/s, ${rate(({ framesSent }) => framesSent)} frames/s, ` +
      `${after.sockets} sockets, ${(share * 100).toFixed(0)} % of a core, ${after.refused} of its quotes refused`,
  );
  const kinds = Object.entries(most).filter(([, count]) => count > 0);
  say(`most requests in 10 s: ${kinds.map(([kind, count]) => `${kind} ${count}`).join(', ')}`);
}

function sayInjected(say: (line: string) => void, { alertOpenMs, alertOtherMs, confirmedMs, ...rest }: Injected): void {
  const { missed, falseAlarms } = rest;
  const confirmed = quantilesOf(confirmedMs);
  say(`violations told: ${alertOpenMs.length} open, ${alertOtherMs.length} other; missed ${missed.length}`);
  say(`confirmed: ${confirmedMs.length} other, p50 ${confirmed.p50 ?? '-'}, p99 ${confirmed.p99 ?? '-'} ms`);
  if (missed.length > 0) say(`missed: ${missed.join(', ')}`);
  if (falseAlarms.length > 0) say(`false: ${falseAlarms.join(', ')}`);
}

function quantilesOf(samples: readonly number[]): Quantiles {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number): number | null => {
    const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    return value === undefined ? null : round(value, 1);
  };
  return { p50: at(0.5), p99: at(0.99) };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
