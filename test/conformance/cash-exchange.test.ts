/** Shares into cash, from the click to the exchange's own ledger: every kind of wallet, both protocols, every fault. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fail } from '../../lib/domain/result';
import type { CashOut } from '../../lib/domain/cash-out';
import { ALIVE, got, settled, startCashBench, type CashBench, type Holder } from '../kit/cash-bench';
import type { CashService } from '../../lib/services/cash/cash';

let bench: CashBench;
beforeAll(async () => {
  bench = await startCashBench();
});
afterAll(() => bench.close());
beforeEach(() => bench.exchange.faults.reset());

const NO_20 = { 'risky-0': { no: 20 }, 'risky-1': { no: 20 }, 'risky-2': { no: 20 } };

/** The first way to cash of that kind, as the user saw it. */
async function click(cash: CashService, kind = 'convert') {
  got(await cash.refresh());
  const routes = cash.positions().groups.flatMap((group) => group.routes.routes);
  const route = routes.find((each) => each.kind === kind);
  if (!route) throw new Error(`no way to ${kind} among ${routes.map((each) => each.kind).join()}`);
  return cash.start({ route: route.id, cashMicros: route.plan.cashMicros });
}

async function take(holder: Holder, kind?: string): Promise<CashOut> {
  const cash = await bench.service(holder, new Map());
  got(await click(cash, kind));
  const end = await settled(cash);
  cash.end();
  return end;
}

describe('what is held', () => {
  it('is that of the account which is connected when it was read', async () => {
    const [first, second] = [await bench.holder(3), await bench.holder(3)];
    bench.give(first, { 'risky-0': { no: 20 } });
    bench.give(second, { 'plain-0': { yes: 7 } });
    let connected = first;
    const cash = await bench.service(
      {
        wallet: first.wallet,
        get session() {
          return connected.session;
        },
      },
      new Map(),
    );
    const shown = () => cash.positions().groups.flatMap(({ holdings }) => holdings.map(({ sizeMicros }) => sizeMicros));
    got(await cash.refresh());
    expect(shown()).toEqual([20_000_000]);
    const reading = cash.refresh();
    connected = second;
    got(await reading);
    expect([shown(), cash.positions().reading]).toEqual([[7_000_000], false]);
    connected = first;
    const again = cash.refresh();
    expect(shown()).toEqual([]);
    got(await again);
    expect(shown()).toEqual([20_000_000]);
    cash.end();
  });
});

const isEven = (): void => expect(bench.exchange.ledger().imbalances).toEqual({ cashMicros: 0, markets: [] });

describe('a deposit wallet', () => {
  it('converts NO of all outcomes into dollars, through one signature and one request', async () => {
    const holder = await bench.holder(3);
    bench.give(holder, NO_20);
    const before = bench.exchange.relayer.rows.size;
    expect(await take(holder)).toMatchObject({ state: 'done', cashMicros: 40_000_000, failure: null });
    expect(bench.cash(holder)).toBe(40);
    expect(bench.shares(holder, 'risky-0')).toEqual({ yes: 0, no: 0 });
    expect(bench.exchange.relayer.rows.size).toBe(before + 1);
    isEven();
  });

  it('uses only what the shares have in common, and gets YES of the others', async () => {
    const holder = await bench.holder(3);
    bench.give(holder, { 'risky-0': { no: 30 }, 'risky-2': { no: 12.5 } });
    expect(await take(holder)).toMatchObject({ state: 'done', cashMicros: 12_500_000 });
    expect(bench.cash(holder)).toBe(12.5);
    expect(bench.shares(holder, 'risky-0')).toEqual({ yes: 0, no: 17.5 });
    expect(bench.shares(holder, 'risky-1')).toEqual({ yes: 12.5, no: 0 });
    isEven();
  });

  it('merges, redeems and converts by the other protocol', async () => {
    const holder = await bench.holder(3);
    bench.give(holder, { 'plain-0': { yes: 7, no: 9 } });
    expect(await take(holder, 'merge')).toMatchObject({ state: 'done', cashMicros: 7_000_000 });
    expect(bench.shares(holder, 'plain-0')).toEqual({ yes: 0, no: 2 });
    bench.give(holder, { 'newer-0': { no: 10 }, 'newer-1': { no: 10 } });
    expect(await take(holder)).toMatchObject({ state: 'done', cashMicros: 10_000_000 });
    expect(bench.cash(holder)).toBe(17);
  });

  it('asks for the relayer key first', async () => {
    const holder = await bench.holder(3);
    bench.give(holder, NO_20);
    const cash = await bench.service(holder, new Map());
    got(await cash.setKey(''));
    expect(cash.hasKey()).toBe(false);
    expect(await click(cash)).toMatchObject({ ok: false, error: { code: 'cash-no-key' } });
    expect(await cash.setKey('two words')).toMatchObject({ ok: false, error: { code: 'cash-bad-key' } });
    cash.end();
  });

  it('sends nothing that somebody else signed', async () => {
    const holder = await bench.holder(3);
    const other = await bench.holder(3);
    bench.give(holder, NO_20);
    const before = bench.exchange.relayer.rows.size;
    const cash = await bench.service({ ...holder, wallet: other.wallet }, new Map());
    expect(await click(cash)).toMatchObject({ ok: false, error: { code: 'bad-signature' } });
    expect(bench.exchange.relayer.rows.size).toBe(before);
    cash.end();
  });
});

describe('the relayer on a bad day', () => {
  it.each([
    ['takes it and never answers', 'lost', 'done'],
    ['answers with another id', 'wrong-id', 'done'],
    ['fails it after MINED', 'fail-mined', 'failed'],
    ['calls it invalid', 'invalid', 'failed'],
  ] as const)('%s', async (_name, relayer, state) => {
    const holder = await bench.holder(3);
    bench.give(holder, NO_20);
    bench.exchange.faults.patch({ relayer });
    expect(await take(holder)).toMatchObject({ state });
    expect(bench.cash(holder)).toBe(state === 'done' ? 40 : 0);
    isEven();
  });

  it('says no and nothing is done; later it is taken', async () => {
    const holder = await bench.holder(3);
    bench.give(holder, NO_20);
    bench.exchange.faults.patch({ relayer: 'nonce-moved' });
    const cash = await bench.service(holder, new Map());
    expect(await click(cash)).toMatchObject({ ok: false, error: { code: 'cash-relayer-busy' } });
    bench.exchange.faults.reset();
    got(await click(cash));
    expect(await settled(cash)).toMatchObject({ state: 'done' });
    expect(bench.cash(holder)).toBe(40);
    cash.end();
  });

  it('says 429: that is unknown until it can never be carried out; later it is taken', async () => {
    const holder = await bench.holder(3);
    bench.give(holder, NO_20);
    bench.exchange.faults.patch({ relayer: 'busy' });
    const cash = await bench.service(holder, new Map());
    got(await click(cash));
    expect(cash.all()[0]).toMatchObject({ state: 'unknown', failure: { code: 'cash-unanswered' } });
    bench.skip(700_000);
    expect(await settled(cash)).toMatchObject({ state: 'failed', failure: { code: 'cash-expired' } });
    bench.exchange.faults.reset();
    got(await click(cash));
    await expect.poll(() => cash.all().map(({ state }) => state)).toContain('done');
    expect(bench.cash(holder)).toBe(40);
    cash.end();
  });

  it('leaves it lying: nothing new is begun, and after its deadline it can never be carried out', async () => {
    const holder = await bench.holder(3);
    bench.give(holder, NO_20);
    bench.exchange.faults.patch({ relayer: 'stuck' });
    const cash = await bench.service(holder, new Map());
    got(await click(cash));
    expect(await click(cash)).toMatchObject({ ok: false, error: { code: 'cash-busy' } });
    bench.skip(700_000);
    expect(await settled(cash)).toMatchObject({ state: 'failed', failure: { code: 'cash-expired' } });
    expect(bench.cash(holder)).toBe(0);
    cash.end();
  });

  it('answers 500 after taking it: that is unknown, not refused', async () => {
    const holder = await bench.holder(3);
    bench.give(holder, NO_20);
    bench.exchange.faults.patch({
      rest: [{ host: 'relayer', path: '/submit', mode: 'status', status: 500, times: 1 }],
    });
    const cash = await bench.service(holder, new Map());
    got(await click(cash));
    expect(cash.all()[0]).toMatchObject({ state: 'unknown' });
    cash.end();
  });
});

describe('a start after a crash', () => {
  it.each(['before submit', 'after submit', 'after sign'])('dies %s and does it once at most', async (point) => {
    const holder = await bench.holder(3);
    bench.give(holder, NO_20);
    const disk = new Map<string, unknown>();
    const before = bench.exchange.relayer.rows.size;
    await new Promise<void>((resolve) => {
      const pass = (name: string): Promise<void> => {
        if (!name.startsWith(point)) return Promise.resolve();
        resolve();
        return new Promise(() => undefined);
      };
      void bench.service(holder, disk, { pass }).then((cash) => click(cash));
    });
    const next = await bench.service(holder, disk, ALIVE);
    if (point === 'after submit') expect(await settled(next)).toMatchObject({ state: 'done' });
    else if (point === 'after sign') expect(await settled(next)).toMatchObject({ state: 'abandoned' });
    else {
      expect(next.all()[0]).toMatchObject({ state: 'unknown' });
      bench.skip(700_000);
      expect(await settled(next)).toMatchObject({ state: 'failed', failure: { code: 'cash-expired' } });
    }
    expect(bench.exchange.relayer.rows.size).toBe(before + (point === 'after submit' ? 1 : 0));
    expect(bench.cash(holder)).toBe(point === 'after submit' ? 40 : 0);
    next.end();
  });
});

describe('the same shares bought meanwhile', () => {
  it.each([
    ['a Safe', 2, 'carry', /^before fetchReceipt/],
    ['a proxy', 1, 'carry', /^before fetchReceipt/],
    ['a plain account', 0, 'carry', /^before fetchReceipt/],
    ['a deposit wallet whose answer was lost', 3, 'lost', /^after submit/],
    ['a deposit wallet that was told another id', 3, 'wrong-id', /^after submit/],
  ] as const)('do not hide what %s did', async (_name, type, relayer, point) => {
    const holder = await bench.holder(type);
    bench.give(holder, NO_20);
    bench.exchange.faults.patch({ relayer });
    const disk = new Map<string, unknown>();
    await new Promise<void>((resolve) => {
      const pass = (name: string): Promise<void> => {
        if (!point.test(name)) return Promise.resolve();
        resolve();
        return new Promise(() => undefined);
      };
      void bench.service(holder, disk, { pass }).then((cash) => click(cash));
    });
    await expect.poll(() => bench.cash(holder)).toBe(40);
    bench.give(holder, NO_20);
    const next = await bench.service(holder, disk, ALIVE);
    const clock = setInterval(() => bench.skip(25_000), 50);
    expect(await settled(next)).toMatchObject({ state: 'done', failure: null });
    clearInterval(clock);
    next.end();
  });
});

describe('a wallet that sends for itself', () => {
  it.each([
    ['a Safe, in one transaction', 2],
    ['a proxy, in one transaction', 1],
    ['a plain account, approval first', 0],
  ] as const)('%s', async (_name, type) => {
    const holder = await bench.holder(type);
    bench.give(holder, NO_20);
    expect(await take(holder)).toMatchObject({ state: 'done' });
    expect(bench.exchange.rpc.countOf(holder.session.account.owner)).toBe(type === 0 ? 2 : 1);
    expect(bench.cash(holder)).toBe(40);
    isEven();
  });

  it('sends nothing when the user refuses, and looks at what is held when the wallet never answered', async () => {
    const holder = await bench.holder(2);
    bench.give(holder, NO_20);
    const refuses = await bench.service(holder, new Map(), ALIVE, {
      sendTransaction: () => Promise.resolve(fail('wallet-refused', {})),
    });
    expect(await click(refuses)).toMatchObject({ ok: false, error: { code: 'wallet-refused' } });
    refuses.end();
    const silent = await bench.service(holder, new Map(), ALIVE, {
      sendTransaction(transaction) {
        bench.exchange.rpc.send(transaction);
        return Promise.resolve(fail('wallet-silent', { seconds: 120 }, 'later'));
      },
    });
    got(await click(silent));
    expect(await settled(silent)).toMatchObject({ state: 'done' });
    expect(bench.cash(holder)).toBe(40);
    silent.end();
  });
});

describe('a decided market', () => {
  it('is redeemed, and what lost pays nothing', async () => {
    bench.exchange.faults.patch({ autoRedeem: false });
    const holder = await bench.holder(3);
    bench.give(holder, { 'newer-1': { yes: 4, no: 6 } });
    const market = bench.exchange.core
      .events()
      .flatMap(({ markets }) => markets)
      .find(({ slug }) => slug === 'newer-1');
    bench.exchange.core.resolve(market?.conditionId ?? '', false);
    expect(await take(holder, 'redeem')).toMatchObject({ state: 'done', cashMicros: 6_000_000 });
    expect(bench.cash(holder)).toBe(6);
  });
});
