/**
 * The smallest real order on the unkind exchange, from a deposit wallet: it goes the whole way, and wherever its worker
 * dies the next one finds it, cancels it and bought nothing.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Condition } from '../../lib/domain/condition';
import { tokenOf } from '../../lib/domain/condition';
import type { Execution } from '../../lib/domain/execution';
import { isFinished } from '../../lib/domain/execution';
import { ok, type Failure } from '../../lib/domain/result';
import type { Http } from '../../lib/ports/net';
import type { TradingSession } from '../../lib/ports/order-entry';
import { moneyMicros } from '../../lib/domain/units';
import { systemClock } from '../../lib/platform/clock';
import { DEFAULT_SETTINGS } from '../../lib/protocol/settings';
import { createClearance, type ClearanceService } from '../../lib/services/doctor/clearance';
import { createTrials } from '../../lib/services/doctor/trial';
import { createExecution } from '../../lib/services/execution/execution';
import { createJournal } from '../../lib/services/execution/journal';
import type { Clearance } from '../../lib/domain/clearance';
import { createPolymarketData } from '../../lib/venues/polymarket/market-data';
import { startExchange, type RunningExchange } from '../../exchange/start';
import { depositSession, signingWallet, type SigningWallet } from '../kit/doctor-bench';
import { localHttp } from '../kit/local-transport';
import { tradingParts } from '../kit/trading-parts';
import { createMemoryLog, until } from '../kit/venue';

const { signal } = new AbortController();
let exchange: RunningExchange;
let http: Http;
let condition: Condition;
let wallets = 0;

beforeAll(async () => {
  exchange = await startExchange({ scenario: 'coherent', seed: 5 });
  http = localHttp(() => exchange);
  const market = createPolymarketData({ http, clock: systemClock, log: createMemoryLog() });
  const page = await market.fetchActiveEvents(null, signal);
  if (!page.ok) throw new Error(page.error.code);
  const all = page.value.events.flatMap(({ conditions }) => conditions);
  const books = await market.fetchBooks(
    all.map((each) => tokenOf(each, 'yes')),
    signal,
  );
  if (!books.ok) throw new Error(books.error.code);
  const fit = all.find((each) => {
    const book = books.value.find(({ tokenId }) => tokenId === tokenOf(each, 'yes'));
    return (book?.bids[0]?.priceMicros ?? 0) > 300_000 && each.tickMicros === 10_000;
  });
  if (fit === undefined) throw new Error('the scenario has no market for it');
  condition = fit;
});
afterAll(() => exchange.close());

/** What outlives a worker. */
interface Disk {
  readonly executions: Map<string, Execution>;
  clearances: readonly Clearance[];
}
const emptyDisk = (): Disk => ({ executions: new Map(), clearances: [] });

interface Life {
  /** This write of the journal, from 1, is the last thing that the worker does; nothing after it returns. */
  readonly diesAtWrite?: number;
  /** And it is not on disk. */
  readonly before?: boolean;
  readonly http?: Http;
  readonly maxPositionMicros?: number;
  /** Who is connected now; the trader when absent. */
  readonly connected?: () => TradingSession;
}

const HANG = new Promise<never>(() => undefined);

async function boot(disk: Disk, session: TradingSession, wallet: SigningWallet, life: Life = {}) {
  const connected = life.connected ?? (() => session);
  const parts = tradingParts({ http: life.http ?? http, wallet, connected });
  const { portfolio } = parts;
  let writes = 0;
  const died = { done: (): void => undefined };
  const dead = new Promise<void>((resolve) => {
    died.done = resolve;
  });
  const clearance: ClearanceService = createClearance({
    load: () => Promise.resolve(disk.clearances),
    save(next) {
      disk.clearances = next;
      return Promise.resolve(ok(undefined));
    },
  });
  await clearance.load();
  const relations = {
    confirmNow: () => {
      throw new Error('not part of this path');
    },
    events: () => [],
    componentOf: () => null,
    conditionOf: (id: string) => (id === condition.id ? condition : null),
  };
  const execution = createExecution({
    ...parts,
    relations,
    journal: createJournal(
      {
        all: () => Promise.resolve(ok([...disk.executions.values()])),
        put(key, value) {
          writes += 1;
          if (writes > (life.diesAtWrite ?? Infinity)) return HANG;
          if (writes < (life.diesAtWrite ?? Infinity) || !life.before) disk.executions.set(key, structuredClone(value));
          if (writes !== life.diesAtWrite) return Promise.resolve(ok(undefined));
          died.done();
          return HANG;
        },
      },
      systemClock,
    ),
    clearance,
    settings: () => ({
      ...DEFAULT_SETTINGS,
      maxPositionMicros: moneyMicros(life.maxPositionMicros ?? DEFAULT_SETTINGS.maxPositionMicros),
    }),
    newId: () => `trial-${disk.executions.size}`,
  });
  await execution.load();
  const trials = createTrials({
    execution,
    relations,
    books: { stateOf: () => ({ kind: 'bad', fault: 'missing', sinceMs: systemClock.nowMs() }) },
    portfolio,
    clearance,
    clock: systemClock,
  });
  return { execution, trials, clearance, dead };
}

async function trader() {
  wallets += 1;
  const wallet = signingWallet(`trial ${wallets}`);
  const session = await depositSession(exchange, wallet);
  const disk = emptyDisk();
  disk.clearances = [{ account: session.account, greenAtMs: Date.now(), trials: [] }];
  const orders = () =>
    exchange.ledger().orders.filter(({ account }) => account === session.account.funder.toLowerCase());
  return { wallet, session, disk, orders };
}

const MOST = 1_000_000;
const codeOf = (failure: Failure | null | undefined): string | undefined => failure?.code;

describe('the smallest real order', () => {
  it('is signed, sent, seen, cancelled and gone, and unlocks what it proved', async () => {
    const { wallet, session, disk, orders } = await trader();
    const { trials, clearance, execution } = await boot(disk, session, wallet);
    expect(codeOf(clearance.lockedBecause(session.account, []))).toBe('venue-untried');
    expect(await trials.start(condition.id, MOST)).toEqual(ok(undefined));
    expect(trials.view()?.steps.map(({ step }) => step)).toEqual([
      'checked',
      'signed',
      'sent',
      'seen',
      'cancelled',
      'gone',
    ]);
    expect(orders()).toMatchObject([{ priceMicros: 10_000, sizeMicros: condition.minSizeMicros, matchedMicros: 0 }]);
    expect(execution.all()).toMatchObject([{ purpose: 'trial', mode: 'live', state: 'failed' }]);
    expect(execution.all().every(isFinished)).toBe(true);
    expect(clearance.lockedBecause(session.account, [condition.protocol])).toBeNull();
    const other = condition.protocol === 'v1' ? 'v2' : 'v1';
    expect(codeOf(clearance.lockedBecause(session.account, [other]))).toBe('venue-untried-protocol');
    execution.close();
  });

  it('is not sent before the venue was examined, nor for more than was seen', async () => {
    const { wallet, session, disk, orders } = await trader();
    const { trials, execution } = await boot(disk, session, wallet);
    expect(await trials.start(condition.id, 10)).toMatchObject({ ok: false, error: { code: 'cost-moved' } });
    disk.clearances = [];
    const { trials: unexamined, execution: second } = await boot(disk, session, wallet);
    expect(await unexamined.start(condition.id, MOST)).toMatchObject({
      ok: false,
      error: { code: 'venue-unexamined' },
    });
    expect(orders()).toEqual([]);
    execution.close();
    second.close();
  });

  it('is not sent above the limit of a set of bets', async () => {
    const { wallet, session, disk, orders } = await trader();
    const { trials, execution } = await boot(disk, session, wallet, { maxPositionMicros: 1 });
    expect(await trials.start(condition.id, MOST)).toMatchObject({ ok: false, error: { code: 'over-position-limit' } });
    expect(orders()).toEqual([]);
    execution.close();
  });

  it('is not sent when another account was connected while the wallet was asked', async () => {
    const [one, other] = [await trader(), await trader()];
    const disk = { ...one.disk, clearances: [...one.disk.clearances, ...other.disk.clearances] };
    let now = one.session;
    const wallet: SigningWallet = {
      ...one.wallet,
      port: {
        ...one.wallet.port,
        signTypedData(request) {
          now = other.session;
          return one.wallet.port.signTypedData(request);
        },
      },
    };
    const { trials, execution } = await boot(disk, one.session, wallet, { connected: () => now });
    expect(await trials.start(condition.id, MOST)).toMatchObject({
      ok: false,
      error: { code: 'signatures-wasted', params: { cause: { code: 'account-changed' } } },
    });
    expect([...one.orders(), ...other.orders()]).toEqual([]);
    execution.close();
  });

  it('locks again after a red examination, and stays locked over a restart', async () => {
    const { wallet, session, disk } = await trader();
    const { clearance, execution } = await boot(disk, session, wallet);
    await clearance.tried(session.account, 'v1', Date.now());
    expect(clearance.lockedBecause(session.account, ['v1'])).toBeNull();
    await clearance.told({ is: 'red', about: 'everyone', atMs: Date.now() });
    const { clearance: after, execution: second } = await boot(disk, session, wallet);
    expect(codeOf(after.lockedBecause(session.account, ['v1']))).toBe('venue-unexamined');
    execution.close();
    second.close();
  });

  it.each([1, 2, 3, 4, 6])('whose worker dies at write %i leaves nothing open and nothing bought', async (write) => {
    const { wallet, session, disk, orders } = await trader();
    const first = await boot(disk, session, wallet, { diesAtWrite: write });
    void first.trials.start(condition.id, MOST);
    await first.dead;
    first.execution.close();
    const second = await boot(disk, session, wallet);
    await until(() => second.execution.all().every(isFinished), 'the record is at its end');
    expect(orders().every(({ matchedMicros, status }) => matchedMicros === 0 && status !== 'LIVE')).toBe(true);
    expect(codeOf(second.clearance.lockedBecause(session.account, []))).toBe('venue-untried');
    second.execution.close();
  });

  it('that was about to leave when its worker died is looked for until its end, and never sent', async () => {
    const { wallet, session, disk, orders } = await trader();
    const first = await boot(disk, session, wallet, { diesAtWrite: 5 });
    void first.trials.start(condition.id, MOST);
    await first.dead;
    first.execution.close();
    let lookUps = 0;
    const second = await boot(disk, session, wallet, {
      http(request, abort) {
        if (request.url.includes('/data/order/')) lookUps += 1;
        return http(request, abort);
      },
    });
    await until(() => lookUps > 1, 'the order is looked for');
    expect(second.execution.all().map(({ state }) => state)).toEqual(['unknown']);
    expect(codeOf(second.trials.view()?.failure)).toBe('trial-unseen');
    expect(await second.trials.start(condition.id, MOST)).toMatchObject({
      ok: false,
      error: { code: 'unresolved-orders' },
    });
    expect(orders()).toEqual([]);
    second.execution.close();
  });

  it('is found and cancelled when the worker died with the order at the venue', async () => {
    const { wallet, session, disk, orders } = await trader();
    // The order is taken; then the worker is gone, with the answer.
    const answered = { done: (): void => undefined };
    const left = new Promise<void>((resolve) => {
      answered.done = resolve;
    });
    const first = await boot(disk, session, wallet, {
      async http(request, abort) {
        const answer = await http(request, abort);
        if (request.method !== 'POST' || !request.url.endsWith('/orders')) return answer;
        answered.done();
        return HANG;
      },
    });
    void first.trials.start(condition.id, MOST);
    await left;
    first.execution.close();
    expect(orders()).toMatchObject([{ status: 'LIVE' }]);
    const second = await boot(disk, session, wallet);
    await until(() => second.execution.all().every(isFinished), 'the record is at its end');
    expect(orders().map(({ status }) => status)).not.toContain('LIVE');
    expect(codeOf(second.trials.view()?.failure)).toBe('trial-interrupted');
    expect(codeOf(second.clearance.lockedBecause(session.account, []))).toBe('venue-untried');
    second.execution.close();
  });
});
