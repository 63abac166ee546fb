/**
 * A profile with an unknown basket, a stop and tight limits in it is damaged between two starts of the shipped build;
 * what the next start says, and what the exchange's ledger knows, decide.
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded } from '../../lib/domain/random';
import * as en from '../../lib/words/en';
import { launchWithExtension, type LaunchedBrowser } from '../kit/browser/browser';
import { clearAccount } from '../kit/browser/clear-account';
import { controlOf, type Control } from '../kit/browser/control';
import { attachDashboard, type Dashboard } from '../kit/browser/dashboard';
import { startExchangeProcess, type RunningExchange } from '../kit/browser/exchange';
import { attachOverlay } from '../kit/browser/overlay';
import { connectWallet, switchToLive } from '../kit/browser/popup';
import { until } from '../kit/browser/until';
import { installWallet } from '../kit/browser/wallet';

const URL = 'https://polymarket.com/event/fed-decision-in-june';
const TIGHT_MICROS = 20_000_000;
const STRICTEST_MICROS = 1_000_000;

/** Files of one store in a profile. */
const STORES = {
  local: (profile: string, id: string) => join(profile, 'Default', 'Local Extension Settings', id),
  indexeddb: (profile: string, id: string) =>
    join(profile, 'Default', 'IndexedDB', `chrome-extension_${id}_0.indexeddb.leveldb`),
} as const;
type Store = keyof typeof STORES;

export const DAMAGES = ['header', 'middle', 'cut', 'deleted', 'older'] as const;
type Damage = (typeof DAMAGES)[number];
/** Five kinds and three targets: after 15 runs each kind met each target. */
const TARGETS: readonly (readonly Store[])[] = [['local'], ['indexeddb'], ['local', 'indexeddb']];

export interface StorageResult {
  readonly injected: Readonly<Record<string, number>>;
  readonly runs: number;
  /** Said and halted. */
  readonly said: number;
  readonly looser: number;
  readonly forgottenStops: number;
  /** Sentences about the basket that the ledger contradicts, and baskets that vanished without a word. */
  readonly untrue: number;
  /** Orders in the ledger that a run added. */
  readonly doubled: number;
  /** Of the browsers killed between two writes with nothing damaged: those after which damage was said. */
  readonly falseAlarms: number;
  readonly slowestSeconds: number;
  /** One line for each run that broke a rule. */
  readonly problems: readonly string[];
}

interface Profiles {
  readonly exchange: RunningExchange;
  readonly control: Control;
  readonly account: string;
  readonly id: string;
  /** Loose limits, before the basket. */
  readonly older: string;
  /** Tight limits, an unknown basket, stopped. */
  readonly now: string;
}

/** Runs `runs` damages; the seed says which bytes. */
export async function runStorage(options: {
  readonly runs: number;
  readonly seed: number;
  /** Browsers killed while they write, as a control; one for ten runs when it is not given. */
  readonly kills?: number;
  readonly tell?: (line: string) => void;
}): Promise<StorageResult> {
  const folder = mkdtempSync(join(tmpdir(), 'facet-storage-'));
  const exchange = await startExchangeProcess({ scenario: 'neg-risk-gap', seed: options.seed });
  try {
    const profiles = await makeProfiles(folder, exchange);
    const random = seeded(options.seed);
    const result = {
      injected: {} as Record<string, number>,
      runs: 0,
      said: 0,
      looser: 0,
      forgottenStops: 0,
      untrue: 0,
      doubled: 0,
      falseAlarms: 0,
      slowestSeconds: 0,
      problems: [] as string[],
    };
    for (let run = 0; run < options.runs; run += 1) {
      const damage = DAMAGES[run % DAMAGES.length] ?? 'deleted';
      const stores = TARGETS[run % TARGETS.length] ?? ['local'];
      const name = `${stores.join('+')} ${damage}`;
      const profile = join(folder, 'run');
      cpSync(profiles.now, profile, { recursive: true });
      for (const store of stores) harm({ profile, older: profiles.older, id: profiles.id, store, damage, random });
      const begun = performance.now();
      const seen = await look(profiles, profile);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      const seconds = (performance.now() - begun) / 1_000;
      result.injected[name] = (result.injected[name] ?? 0) + 1;
      result.runs += 1;
      result.slowestSeconds = Math.max(result.slowestSeconds, Math.round(seconds * 10) / 10);
      if (seen.said) result.said += 1;
      if (seen.looser) result.looser += 1;
      if (seen.forgot) result.forgottenStops += 1;
      if (seen.untrue) result.untrue += 1;
      if (seen.doubled) result.doubled += 1;
      if (!seen.said || seen.looser || seen.forgot || seen.untrue || seen.doubled)
        result.problems.push(`run ${run} (${name}): ${seen.account}`);
      options.tell?.(`${run + 1} of ${options.runs}: ${name}: ${seen.account}`);
    }
    for (let kill = 0; kill < (options.kills ?? Math.ceil(options.runs / 10)); kill += 1) {
      const profile = join(folder, 'killed');
      cpSync(profiles.now, profile, { recursive: true });
      const account = await killWhileWriting(exchange, profile, random);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      result.injected['browser killed while it writes'] = kill + 1;
      if (account === null) continue;
      result.falseAlarms += 1;
      result.problems.push(`kill ${kill}: ${account}`);
    }
    return result;
  } finally {
    await exchange.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function makeProfiles(folder: string, exchange: RunningExchange): Promise<Profiles> {
  const control = controlOf(exchange);
  const profile = join(folder, 'making');
  const first = await launchWithExtension({ exchange, profile });
  const wallet = await installWallet(first.context);
  const { dashboard } = await withPage(first);
  await control.deposit(wallet.address, 1_000_000_000);
  await connectWallet(dashboard.page, 'Test Wallet');
  await must(dashboard.command('updateSettings', { maxPositionMicros: 250_000_000 }));
  await clearAccount({ browser: first, control, dashboard, address: wallet.address });
  await first.close();
  const older = join(folder, 'older');
  cpSync(profile, older, { recursive: true });

  const second = await launchWithExtension({ exchange, profile });
  const wallet2 = await installWallet(second.context, { privateKey: wallet.privateKey });
  const { dashboard: board, site } = await withPage(second);
  const overlay = await attachOverlay(site);
  await board.page.bringToFront();
  await connectWallet(board.page, 'Test Wallet');
  await switchToLive(board.page);
  await site.bringToFront();
  // The orders are taken, no answer comes, and from then on nobody says what became of them: before, Facet asks for its
  // own open orders, and signs nothing without them.
  await control.faults({ afterAccept: 'timeout' });
  await overlay.press(/^Sign 5 orders$/, 60_000);
  await wallet2.promptsShown(6);
  await until('the venue has the orders', async () =>
    (await control.ordersOf(wallet.address)).length === 5 ? true : null,
  );
  await control.faults({
    rest: [
      { host: 'clob', path: '/data/', mode: 'status', status: 500 },
      { host: 'clob', path: '/order', method: 'DELETE', mode: 'status', status: 500 },
    ],
  });
  await board.waitFor(
    'the basket is unknown',
    ({ executions }) => executions.some(({ state }) => state === 'unknown'),
    60_000,
  );
  await must(board.command('updateSettings', { maxPositionMicros: TIGHT_MICROS }));
  await must(board.command('panic', {}));
  await board.waitFor('it is stopped', ({ stopped }) => stopped === true);
  await second.close();
  return { exchange, control, account: wallet.address, id: second.extensionId, older, now: profile };
}

async function withPage(browser: LaunchedBrowser) {
  const site = browser.context.pages()[0] ?? (await browser.context.newPage());
  await site.goto(URL);
  const dashboard = await attachDashboard(await browser.openPopup());
  await dashboard.waitFor('Facet answers', () => true, 30_000);
  return { site, dashboard };
}

async function must(work: Promise<{ readonly ok: boolean }>): Promise<void> {
  const done = await work;
  if (!done.ok) throw new Error(`a command was refused: ${JSON.stringify(done)}`);
}

interface Harm {
  readonly profile: string;
  readonly older: string;
  readonly id: string;
  readonly store: Store;
  readonly damage: Damage;
  readonly random: () => number;
}

/** @throws Error when there is nothing to damage: a run that changes nothing proves nothing. */
function harm({ profile, older, id, store, damage, random }: Harm): void {
  const folder = STORES[store](profile, id);
  if (!existsSync(folder)) throw new Error(`${folder} is not there`);
  if (damage === 'deleted') return rmSync(folder, { recursive: true });
  if (damage === 'older') {
    rmSync(folder, { recursive: true });
    return cpSync(STORES[store](older, id), folder, { recursive: true });
  }
  const files = readdirSync(folder)
    .filter((name) => /\.(log|ldb)$/.test(name))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).size > 0);
  if (files.length === 0) throw new Error(`${folder} holds no data`);
  for (const file of files) {
    const bytes = readFileSync(file);
    if (damage === 'cut') {
      writeFileSync(file, bytes.subarray(0, Math.floor(bytes.length * (0.2 + 0.6 * random()))));
      continue;
    }
    const from = damage === 'header' ? 0 : Math.floor(bytes.length * (0.3 + 0.3 * random()));
    const length = damage === 'header' ? Math.min(64, bytes.length) : Math.max(64, Math.floor(bytes.length * 0.2));
    for (let at = from; at < Math.min(bytes.length, from + length); at += 1) bytes[at] = Math.floor(random() * 256);
    writeFileSync(file, bytes);
  }
  if (damage === 'header')
    for (const name of readdirSync(folder).filter((each) => each.startsWith('MANIFEST')))
      writeFileSync(join(folder, name), Buffer.from('damaged by a test'));
}

interface Seen {
  readonly said: boolean;
  readonly looser: boolean;
  readonly forgot: boolean;
  readonly untrue: boolean;
  readonly doubled: boolean;
  readonly account: string;
}

async function look({ exchange, control, account }: Profiles, profile: string): Promise<Seen> {
  const before = (await control.ordersOf(account)).length;
  const browser = await launchWithExtension({ exchange, profile });
  try {
    const dashboard = await attachDashboard(await browser.openPopup());
    const view = await dashboard.waitFor('Facet answers', () => true, 30_000);
    const notice = await noticeOf(dashboard);
    const words = await dashboard.page.evaluate(() => document.body.innerText);
    const live = await dashboard.command('setMode', { mode: 'live' });
    const paper = await dashboard.command('execute', {
      certificateHash: '0'.repeat(64),
      maxCostMicros: 1,
      mode: 'paper',
    });
    const halted = refusedAsHalted(live) && refusedAsHalted(paper);
    const limit = view.settings.maxPositionMicros;
    const basket = view.executions.find(({ mode }) => mode === 'live');
    // The ledger has the orders: to show no basket is true only where it is said that records are missing.
    const saysMissing =
      notice !== null && (/How 1 set of bets ended is not known/.test(notice) || /is gone/.test(notice));
    const madeUp = basket !== undefined && /nothing was (bought|sent)/i.test(en.execution.sentence(basket));
    return {
      said: halted && notice !== null && en.status(view.status.fact).includes("Facet's memory"),
      looser: limit > TIGHT_MICROS && limit !== STRICTEST_MICROS ? true : view.mode === 'live',
      forgot: view.stopped !== true,
      untrue: madeUp || (basket === undefined ? !saysMissing : basket.state !== 'unknown'),
      doubled: (await control.ordersOf(account)).length !== before,
      account:
        `${notice === null ? 'said nothing' : 'said'}, ${halted ? 'halted' : 'not halted'}, limit ${limit}, ` +
        `${view.stopped ? 'stopped' : 'not stopped'}, basket ${basket?.state ?? 'none'}; ` +
        words.replace(/\s+/g, ' ').slice(0, 400),
    };
  } finally {
    await browser.close();
  }
}

/** What was said after a kill that should not have been; null when all was well. */
async function killWhileWriting(exchange: RunningExchange, profile: string, random: () => number) {
  const browser = await launchWithExtension({ exchange, profile });
  const dashboard = await attachDashboard(await browser.openPopup());
  await dashboard.waitFor('Facet answers', () => true, 30_000);
  // Each of these is written to all three places; the browser dies after a number of them that the seed says.
  const writes = 5 + Math.floor(random() * 20);
  for (let write = 0; write < writes; write += 1)
    await must(dashboard.command('updateSettings', { maxPositionMicros: TIGHT_MICROS - (write % 2) * 1_000_000 }));
  void dashboard.command('updateSettings', { maxPositionMicros: TIGHT_MICROS }).catch(() => undefined);
  for (const pid of browserProcesses(profile)) process.kill(pid, 'SIGKILL');
  await browser.close().catch(() => undefined);
  const again = await launchWithExtension({ exchange, profile });
  try {
    const after = await attachDashboard(await again.openPopup());
    const view = await after.waitFor('Facet answers', () => true, 30_000);
    const limit = view.settings.maxPositionMicros;
    if (en.status(view.status.fact).includes("Facet's memory")) return en.status(view.status.fact);
    return view.stopped && limit <= TIGHT_MICROS ? null : `stopped ${String(view.stopped)}, limit ${limit}`;
  } finally {
    await again.close();
  }
}

/** The browser itself with this profile, without its children. */
function browserProcesses(profile: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const words = readFileSync(join('/proc', name, 'cmdline'), 'utf8').split('\0');
        const own = words.includes(`--user-data-dir=${profile}`) && !words.some((word) => word.startsWith('--type='));
        return own ? [Number(name)] : [];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}

function refusedAsHalted(reply: unknown): boolean {
  return (
    typeof reply === 'object' &&
    reply !== null &&
    'error' in reply &&
    typeof reply.error === 'object' &&
    reply.error !== null &&
    'code' in reply.error &&
    (reply.error.code === 'halted' || reply.error.code === 'halted-in-paper')
  );
}

/** The notice in the popup, as it is read out; null when there is none. */
async function noticeOf(dashboard: Dashboard): Promise<string | null> {
  const notice = dashboard.page.getByRole('alert').filter({ hasText: 'memory' });
  try {
    return (await notice.innerText({ timeout: 10_000 })).replace(/\s+/g, ' ');
  } catch {
    return null;
  }
}
