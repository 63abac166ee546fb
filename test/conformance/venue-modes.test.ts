/**
 * A set of bets and the stop at a venue in each of its modes, from a deposit wallet on the local exchange: what the
 * venue would refuse is refused before the wallet is asked, and what rests is cancelled as soon as cancels are taken.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createStructureAdvisor } from '../../lib/advisors/structure/structure';
import { maxCostOf } from '../../lib/domain/basket';
import { tokenOf } from '../../lib/domain/condition';
import type { Execution } from '../../lib/domain/execution';
import { failureOf, ok } from '../../lib/domain/result';
import { MICROS, moneyMicros, priceMicros, sizeMicros, timeMs } from '../../lib/domain/units';
import { systemClock } from '../../lib/platform/clock';
import { DEFAULT_SETTINGS } from '../../lib/protocol/settings';
import { createExecution } from '../../lib/services/execution/execution';
import { createJournal } from '../../lib/services/execution/journal';
import { expiryOf, termsOf } from '../../lib/services/execution/plan';
import { buildComponents } from '../../lib/services/relations/relations';
import { indexEvents } from '../../lib/services/relations/statements';
import { buildInstance } from '../../lib/services/scan/instance';
import { hashCertificate } from '../../lib/verifier/hash';
import { isProven, verifyCertificate } from '../../lib/verifier/verify';
import { createPolymarketData } from '../../lib/venues/polymarket/market-data';
import { POLYMARKET_RULES } from '../../lib/venues/polymarket/rules';
import { createEngine } from '../../lib/workers/create-engine';
import { startExchange, type RunningExchange } from '../../exchange/start';
import { scenario } from '../kit/adapter-scenario';
import { depositSession, signingWallet } from '../kit/doctor-bench';
import { executionOf, legOf } from '../kit/executions';
import { localHttp } from '../kit/local-transport';
import { tradingParts } from '../kit/trading-parts';
import { createMemoryLog, until } from '../kit/venue';

const { signal } = new AbortController();
let exchange: RunningExchange;
let traders = 0;

beforeAll(async () => {
  exchange = await startExchange({ scenario, seed: 9, settlementTimes: { minedMs: 10, confirmedMs: 20 } });
});
afterEach(() => void exchange.faults.patch({ trading: 'normal', rest: [] }));
afterAll(() => exchange.close());

/** All three NO at sixty cents pay two dollars: proven on the books of this moment. */
async function opportunity() {
  const market = createPolymarketData({ http: localHttp(() => exchange), clock: systemClock, log: createMemoryLog() });
  const read = await market.fetchEventBySlug('risky-one', signal);
  if (!read.ok) throw new Error(read.error.code);
  const event = read.value;
  const [component] = buildComponents(indexEvents([event]), createStructureAdvisor().propose([event]));
  const books = await market.fetchBooks(
    event.conditions.flatMap(({ tokens }) => tokens),
    signal,
  );
  if (component === undefined || !books.ok) throw new Error('fixture');
  const { instance } = buildInstance({
    component,
    books: {
      stateOf(tokenId) {
        const book = books.value.find((each) => each.tokenId === tokenId);
        return book ? { kind: 'live', book } : { kind: 'bad', fault: 'missing', sinceMs: systemClock.nowMs() };
      },
    },
    nowMs: systemClock.nowMs(),
    staleAfterMs: 30_000,
    budgetMicros: moneyMicros(40 * MICROS),
    rules: POLYMARKET_RULES,
  });
  const engine = createEngine({ nowMs: () => performance.now(), accepts: isProven });
  const answer = await engine.solve({ id: 1, instance, exact: false, timeLimitMs: 5_000 });
  const verified = answer.kind === 'arbitrage' ? verifyCertificate(answer.certificate) : null;
  if (verified?.ok !== true) throw new Error(`no set of bets: ${answer.kind}`);
  const certified = { hash: await hashCertificate(verified.value), certificate: verified.value };
  return { event, component, certified };
}

async function world() {
  traders += 1;
  const wallet = signingWallet(`modes ${traders}`);
  const session = await depositSession(exchange, wallet);
  const { event, component, certified } = await opportunity();
  const asked = { prompts: 0 };
  const counted: typeof wallet = {
    ...wallet,
    port: {
      ...wallet.port,
      signTypedData(request) {
        asked.prompts += 1;
        return wallet.port.signTypedData(request);
      },
    },
  };
  const parts = tradingParts({ http: localHttp(() => exchange), wallet: counted, connected: () => session });
  const disk = new Map<string, Execution>();
  const execution = createExecution({
    ...parts,
    opportunities: {
      byHash: () => ({
        ...{ id: component.key, component, certified, passesThresholds: true, upperMicros: null },
        ...{ asOfMs: systemClock.nowMs(), firstSeenAtMs: systemClock.nowMs() },
      }),
    },
    relations: {
      confirmNow: () => Promise.resolve(ok(component)),
      events: () => [event],
      componentOf: () => component,
      conditionOf: (id: string) => event.conditions.find((each) => each.id === id) ?? null,
    },
    journal: createJournal(
      {
        all: () => Promise.resolve(ok([...disk.values()])),
        put(key, value) {
          disk.set(key, structuredClone(value));
          return Promise.resolve(ok(undefined));
        },
      },
      systemClock,
    ),
    clearance: { lockedBecause: () => null },
    settings: () => ({ ...DEFAULT_SETTINGS, mode: 'live' }),
    newId: () => crypto.randomUUID(),
  });
  const own = () => exchange.ledger().orders.filter(({ account }) => account === session.account.funder.toLowerCase());
  const click = () =>
    execution.execute({
      certificateHash: certified.hash,
      maxCostMicros: moneyMicros(maxCostOf(certified.certificate)),
      mode: 'live',
    });

  /** A bid far below the market, of a set that was sent and is looked for. */
  async function resting() {
    const [condition] = event.conditions;
    if (condition?.fee == null) throw new Error('fixture');
    const leg = legOf(0, {
      conditionId: condition.id,
      tokenId: tokenOf(condition, 'yes'),
      token: 'yes',
      label: condition.label,
      sizeMicros: sizeMicros(20 * MICROS),
      limitPriceMicros: priceMicros(100_000),
      fee: condition.fee,
      state: 'unknown',
    });
    const nowMs = systemClock.nowMs();
    const expirationSeconds = expiryOf(nowMs, POLYMARKET_RULES.orderLifeSeconds);
    const terms = termsOf(leg, condition, { salt: traders, timestampMs: nowMs, expirationSeconds });
    const { orders } = parts;
    const built = orders.buildOrder(session.account, terms);
    const typedData = built.ok ? built.value.typedData : null;
    if (!built.ok || typedData === null) throw new Error('fixture');
    const signature = await wallet.port.signTypedData({ uuid: 'bench', owner: session.account.owner, typedData });
    const signed = orders.attachSignature({
      ...session,
      order: built.value,
      signature: signature.ok ? signature.value : null,
    });
    if (!signed.ok) throw new Error(signed.error.code);
    const [posted] = await orders.submitOrders({ ...session, orders: [signed.value] }, signal);
    expect(posted).toMatchObject({ kind: 'live' });
    const order = {
      ...signed.value,
      sizeMicros: leg.sizeMicros,
      expiresAtMs: timeMs(expirationSeconds * 1_000),
      seen: true,
    };
    const record = executionOf({
      id: 'resting',
      account: session.account,
      state: 'unknown',
      legs: [{ ...leg, orders: [order] }],
      createdAtMs: nowMs,
    });
    disk.set(record.id, record);
    return signed.value.hash;
  }
  const isOpen = (hash: string) => exchange.ledger().orders.some(({ id, status }) => id === hash && status === 'LIVE');
  return { execution, asked, own, click, resting, isOpen };
}

const MODES = [
  ['restarting', 'venue-restarting'],
  ['post-only', 'venue-post-only'],
  ['cancel-only', 'venue-cancel-only'],
  ['disabled', 'venue-disabled'],
] as const;

describe('a set of bets at a venue that does not take it', () => {
  it('is bought whole where the venue takes it', async () => {
    const { execution, asked, own, click } = await world();
    await execution.load();
    expect(await click()).toMatchObject({ ok: true });
    await until(() => execution.all().some(({ state }) => state === 'settled'), 'the set is settled');
    expect([asked.prompts, own().length]).toEqual([3, 3]);
    const [record] = execution.all();
    expect(record?.relationIds?.length).toBeGreaterThan(0);
    execution.close();
  });

  it.each(MODES)('%s: refused before the wallet is asked, and taken as soon as it is over', async (trading, code) => {
    const { execution, asked, own, click } = await world();
    await execution.load();
    exchange.faults.patch({ trading });
    expect(await click()).toMatchObject({ ok: false, error: { code } });
    expect([asked.prompts, own().length]).toEqual([0, 0]);
    exchange.faults.patch({ trading: 'normal' });
    expect(await click()).toMatchObject({ ok: true });
    execution.close();
  });

  it('that asks for fewer requests is not asked again before its time', async () => {
    const { execution, asked, click } = await world();
    await execution.load();
    exchange.faults.patch({
      rest: [
        { host: 'clob', path: '/order', method: 'POST', mode: 'status', status: 429, retryAfterSeconds: 5, times: 1 },
      ],
    });
    const refused = { ok: false, error: { code: 'venue-slow-down' } };
    expect([await click(), await click()]).toMatchObject([refused, refused]);
    expect(asked.prompts).toBe(0);
    execution.close();
  });
});

describe('the stop', () => {
  it.each(['normal', 'cancel-only', 'post-only'] as const)('%s: cancels by number at once', async (trading) => {
    const { execution, resting, isOpen } = await world();
    const hash = await resting();
    exchange.faults.patch({ trading });
    await execution.load();
    expect(isOpen(hash)).toBe(true);
    // The first round may have cancelled it already; what counts is that nothing rests when the stop has answered.
    await execution.halt(failureOf('stop-pressed', {}));
    expect(isOpen(hash)).toBe(false);
    execution.close();
  });

  it.each(['restarting', 'disabled'] as const)(
    '%s: says that nothing was cancelled, and cancels once cancels are taken',
    async (trading) => {
      const { execution, resting, isOpen } = await world();
      const hash = await resting();
      exchange.faults.patch({ trading });
      await execution.load();
      const stopped = await execution.halt(failureOf('stop-pressed', {}));
      expect(stopped).toMatchObject({ cancelled: 0, left: 1 });
      expect(isOpen(hash)).toBe(true);
      exchange.faults.patch({ trading: 'normal' });
      await until(() => !isOpen(hash), 'what rested is cancelled');
      expect(execution.isStopped()).toBe(true);
      execution.close();
    },
  );
});
