/**
 * A set of bets of which a part filled, finished or sold back with one click, from a deposit wallet on the local
 * exchange: what came of it is what the button said, in the exchange's own ledger.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenOf, type Condition } from '../../lib/domain/condition';
import type { Execution } from '../../lib/domain/execution';
import { feeRoundedUp } from '../../lib/domain/fees';
import { fail, ok } from '../../lib/domain/result';
import { MICROS, moneyMicros, priceMicros, sizeMicros } from '../../lib/domain/units';
import { systemClock } from '../../lib/platform/clock';
import { DEFAULT_SETTINGS } from '../../lib/protocol/settings';
import { chainOf, type HeldShares } from '../../lib/services/execution/chain';
import { createExecution } from '../../lib/services/execution/execution';
import { createJournal } from '../../lib/services/execution/journal';
import { wayOut, type Way } from '../../lib/services/execution/ways-out';
import { createPolymarketData } from '../../lib/venues/polymarket/market-data';
import { POLYMARKET_RULES } from '../../lib/venues/polymarket/rules';
import { startExchange, type RunningExchange } from '../../exchange/start';
import { scenario } from '../kit/adapter-scenario';
import { depositSession, signingWallet } from '../kit/doctor-bench';
import { executionOf, legOf } from '../kit/executions';
import { localHttp } from '../kit/local-transport';
import { tradingParts } from '../kit/trading-parts';
import { createMemoryLog, until } from '../kit/venue';

const { signal } = new AbortController();
const SIZE = 20;
let exchange: RunningExchange;
let conditions: readonly Condition[];
let traders = 0;

beforeAll(async () => {
  exchange = await startExchange({ scenario, seed: 9, settlementTimes: { minedMs: 10, confirmedMs: 20 } });
  const market = createPolymarketData({ http: localHttp(() => exchange), clock: systemClock, log: createMemoryLog() });
  const event = await market.fetchEventBySlug('risky-one', signal);
  if (!event.ok) throw new Error(event.error.code);
  ({ conditions } = event.value);
});
afterAll(() => exchange.close());

/** Exactly one of three wins: all NO but the dearest at worst. */
const paysOf = (held: readonly HeldShares[]) => {
  const sizes = conditions.map(({ id }): number => held.find((each) => each.conditionId === id)?.filledSizeMicros ?? 0);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return { leastMicros: moneyMicros(total - Math.max(...sizes)), mostMicros: moneyMicros(total - Math.min(...sizes)) };
};

/** Two of three NO were bought at 60 cents, the third was not. */
function partly(account: Execution['account']): Execution {
  return executionOf({
    id: `root-${traders}`,
    account,
    state: 'partial',
    legs: conditions.map((condition, index) => {
      const size = sizeMicros(SIZE * MICROS);
      const price = priceMicros(600_000);
      if (condition.fee === null) throw new Error('fixture');
      return legOf(index, {
        conditionId: condition.id,
        tokenId: tokenOf(condition, 'no'),
        label: condition.label,
        sizeMicros: size,
        limitPriceMicros: price,
        fee: condition.fee,
        ...(index < 2
          ? {
              state: 'confirmed',
              filledSizeMicros: size,
              paidMicros: moneyMicros(12 * MICROS),
              feeMicros: feeRoundedUp(condition.fee, price, size),
            }
          : { state: 'unfilled' }),
        settled: true,
      });
    }),
  });
}

async function trader({ maxLossMicros = 50 * MICROS } = {}) {
  traders += 1;
  const wallet = signingWallet(`repair ${traders}`);
  const session = await depositSession(exchange, wallet);
  const { funder } = session.account;
  const root = partly(session.account);
  exchange.core.deposit(funder, {
    cashMicros: 100 * MICROS,
    tokens: Object.fromEntries(root.legs.slice(0, 2).map(({ tokenId }) => [tokenId, SIZE * MICROS])),
  });
  const disk = new Map<string, Execution>([[root.id, root]]);
  const parts = tradingParts({ http: localHttp(() => exchange), wallet, connected: () => session });
  const { market } = parts;
  const execution = createExecution({
    ...parts,
    relations: {
      confirmNow: () => Promise.resolve(fail('market-changed', {}, 'later')),
      events: () => [],
      componentOf: () => null,
      conditionOf: (id: string) => conditions.find((each) => each.id === id) ?? null,
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
    settings: () => ({ ...DEFAULT_SETTINGS, mode: 'live', maxLossMicros: moneyMicros(maxLossMicros) }),
    newId: () => crypto.randomUUID(),
  });
  await execution.load();
  const chain = () => chainOf(execution.all().find(({ id }) => id === root.id) ?? root, execution.all());
  /** As the view shows it, from the books of this moment. */
  async function plan(way: Way) {
    const tokens = conditions.flatMap((each) => each.tokens);
    const books = await market.fetchBooks(tokens, signal);
    if (!books.ok) throw new Error(books.error.code);
    const found = wayOut(way, chain(), {
      conditionOf: (id) => conditions.find((each) => each.id === id) ?? null,
      bookOf: (condition, token) => books.value.find(({ tokenId }) => tokenId === tokenOf(condition, token)) ?? null,
      rules: POLYMARKET_RULES,
      paysOf,
    });
    if (found === null) throw new Error('no such way');
    return found;
  }
  const press = (way: Way, shownMicros: number) =>
    execution.repair({
      executionId: root.id,
      way,
      shownMicros: moneyMicros(shownMicros),
      paysOf,
      confirm: () => Promise.resolve(ok(undefined)),
    });
  const holding = (asset: 'cash' | { readonly tokenId: string }) =>
    exchange.core.ledger.holding(funder, asset).balanceMicros;
  const rootNow = () => execution.all().find(({ id }) => id === root.id);
  const sent = () => exchange.ledger().orders.filter(({ account }) => account === funder.toLowerCase()).length;
  const mended = () => until(() => rootNow()?.acknowledged === true, 'the set of bets was done with');
  const paid = root.legs.reduce((sum, leg) => sum + leg.paidMicros + leg.feeMicros, 0);
  const cashBefore = holding('cash');
  return { execution, root, plan, press, holding, mended, sent, paid, cashBefore };
}

describe('a set of bets of which a part filled', () => {
  it('is completed for what the button said, and holds the whole set', async () => {
    const { execution, root, plan, press, holding, mended, paid, cashBefore } = await trader();
    const { resultMicros, legs } = await plan('finish');
    expect(legs).toMatchObject([{ tokenId: root.legs[2]?.tokenId, side: 'buy', sizeMicros: SIZE * MICROS }]);
    expect(await press('finish', resultMicros)).toMatchObject({ ok: true });
    await mended();
    expect(root.legs.map(({ tokenId }) => holding({ tokenId }))).toEqual([20, 20, 20].map((each) => each * MICROS));
    const spent = cashBefore - holding('cash');
    expect(40 * MICROS - paid - spent).toBe(resultMicros);
    expect(execution.all().map(({ purpose, state }) => [purpose, state])).toContainEqual(['finish', 'settled']);
    execution.close();
  });

  it('is sold back for what the button said, and nothing is held', async () => {
    const { execution, root, plan, press, holding, mended, paid, cashBefore } = await trader();
    const { resultMicros, legs } = await plan('sell-back');
    expect(legs.map(({ side }) => side)).toEqual(['sell', 'sell']);
    expect(await press('sell-back', resultMicros)).toMatchObject({ ok: true });
    await mended();
    expect(root.legs.map(({ tokenId }) => holding({ tokenId }))).toEqual([0, 0, 0]);
    expect(holding('cash') - cashBefore - paid).toBe(resultMicros);
    execution.close();
  });

  it('sends nothing that is worse than the button said, by one millionth of a dollar', async () => {
    const { execution, plan, press, sent } = await trader();
    for (const way of ['finish', 'sell-back'] as const) {
      const { resultMicros } = await plan(way);
      expect(await press(way, resultMicros + 1)).toMatchObject({ ok: false, error: { code: 'way-moved' } });
    }
    expect(sent()).toBe(0);
    execution.close();
  });

  it.each([
    ['one unit below', -1, 'over-loss-limit'],
    ['at the boundary', 0, null],
    ['one unit above', 1, null],
  ] as const)('is held to the loss limit: %s', async (_name, by, code) => {
    const first = await trader();
    const { atLimitsMicros, resultMicros } = await first.plan('sell-back');
    expect(atLimitsMicros).toBeLessThan(0);
    first.execution.close();
    const { execution, press, sent, mended } = await trader({ maxLossMicros: by - atLimitsMicros });
    const pressed = await press('sell-back', resultMicros);
    if (code === null) {
      expect(pressed).toMatchObject({ ok: true });
      await mended();
    } else expect(pressed).toMatchObject({ ok: false, error: { code } });
    expect(sent()).toBe(code === null ? 2 : 0);
    execution.close();
  });

  it('is done once, however often it is pressed', async () => {
    const { execution, plan, press, sent, mended } = await trader();
    const { resultMicros } = await plan('sell-back');
    const pressed = await Promise.all([1, 2, 3].map(() => press('sell-back', resultMicros)));
    expect(pressed.map(({ ok: taken }) => taken)).toEqual([true, false, false]);
    await mended();
    expect(await press('sell-back', resultMicros)).toMatchObject({ ok: false, error: { code: 'way-gone' } });
    expect(sent()).toBe(2);
    execution.close();
  });
});
