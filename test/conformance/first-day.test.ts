/**
 * What the live venue is said to do on the first day, each on a local exchange that is as unkind. Every case was a way
 * to be misled or locked out.
 */
import { tellTrueTime } from '../kit/exchange-time';
import { Wallet, keccak256, toUtf8Bytes } from 'ethers';
import { describe, expect, it } from 'vitest';
import { contractNameOf } from '../../lib/domain/condition';
import { parseAddress } from '../../lib/domain/ids';
import type { Result } from '../../lib/domain/result';
import { ok } from '../../lib/domain/result';
import type { Clock } from '../../lib/ports/clock';
import type { Http } from '../../lib/ports/net';
import { createPortfolio } from '../../lib/services/portfolio/portfolio';
import { ethersTypes } from '../../lib/venues/polymarket/orders/order-struct';
import { classifyAnswer } from '../../lib/venues/polymarket/orders/submit';
import { createPolymarketTrading } from '../../lib/venues/polymarket/trading';
import * as en from '../../lib/words/en';
import { contracts } from '../../exchange/crypto/contracts';
import { deriveWallet, type WalletKind } from '../../exchange/crypto/wallets';
import { clock, createAdapterBench, only, signal } from '../kit/adapter-exchange';
import { createTestClock } from '../kit/clock';
import { localHttp } from '../kit/local-transport';
import { createMemoryLog, until } from '../kit/venue';

const bench = createAdapterBench();
const { conditionsOf, entry, signedOrder, submit, trader, unkindly } = bench;

describe('orders and money', () => {
  it('1: a spender at 0 blocks the kind of market that it stands for, and no other', async () => {
    unkindly({ spenderAllowances: { [contracts.negRiskAdapter]: 0, [contracts.router]: 0 } });
    const who = await trader(3);
    const balance = await entry().fetchBalance({ ...who, asset: 'collateral' }, signal);
    if (!balance.ok) throw new Error(en.failure(balance.error));
    const [plain, risky, newer] = await Promise.all(
      ['plain-one', 'risky-one', 'newer-one'].map((slug) => only(conditionsOf(slug))),
    );
    if (!plain || !risky || !newer) throw new Error('fixture');
    const allowed = [plain, risky, newer].map((each) => balance.value.allowances[contractNameOf(each)]);
    expect(allowed.map((micros) => micros > 0)).toEqual([true, false, true]);
    // The exchange agrees: it takes the one and refuses the other.
    const posted = await submit(who, await signedOrder(who, plain), await signedOrder(who, risky));
    expect(posted.map(({ kind }) => kind)).toEqual(['matched', 'rejected']);
  });

  it('3: the edge and the closed venue are refusals, a restart and a bare 503 are not', async () => {
    unkindly();
    const who = await trader(3);
    const condition = await only(conditionsOf('plain-one'));
    const send = async () => {
      const [posted] = await submit(who, await signedOrder(who, condition));
      return posted;
    };
    bench.exchange.faults.patch({ rest: [{ host: 'clob', path: '/orders', mode: 'edge' }] });
    const stopped = await send();
    expect(stopped).toMatchObject({ kind: 'rejected', failure: { code: 'never-reached' } });
    bench.exchange.faults.patch({ rest: [] });
    for (const trading of ['disabled', 'cancel-only', 'post-only'] as const) {
      bench.exchange.faults.patch({ trading });
      expect(await send(), trading).toMatchObject({ kind: 'rejected', failure: { code: 'rejected' } });
    }
    bench.exchange.faults.patch({ trading: 'restarting' });
    expect(await send()).toMatchObject({ kind: 'unknown' });
    bench.exchange.faults.patch({ trading: 'normal', afterAccept: 'error' });
    expect(await send()).toMatchObject({ kind: 'unknown' });
    const wallets = await entryThrough('/auth/ban-status', 'edge').fetchClosedOnly(who, signal);
    expect(!wallets.ok && en.failure(wallets.error)).toMatch(/network in front of Polymarket refused/);
  });

  it('4: an unknown order is unknown in all three forms', async () => {
    unkindly();
    const who = await trader(3);
    const order = await signedOrder(who, await only(conditionsOf('plain-one')));
    for (const unknownOrder of ['empty', 'null', 'missing'] as const) {
      bench.exchange.faults.patch({ unknownOrder });
      expect(await entry().fetchOrder({ ...who, hash: order.hash }, signal), unknownOrder).toEqual({
        ok: true,
        value: null,
      });
    }
  });

  it('6: a balance that the venue never looked at is looked at', async () => {
    unkindly();
    const who = await trader(3);
    const [tokenId] = (await only(conditionsOf('plain-one'))).tokens;
    const asset = { tokenId, contract: { protocol: 'v1', negRisk: false } } as const;
    bench.exchange.core.deposit(who.account.funder, { tokens: { [tokenId]: 7_000_000 } });
    const told = await entry().fetchBalance({ ...who, asset }, signal);
    expect(told.ok && told.value.balanceMicros).toBe(0);
    const read = await entry().fetchBalance({ ...who, asset, fresh: true }, signal);
    expect(read.ok && read.value.balanceMicros).toBe(7_000_000);
  });

  it('12: "unmatched" is looked up before it counts as resting', async () => {
    unkindly();
    const who = await trader(3);
    const order = await signedOrder(who, await only(conditionsOf('plain-one')));
    const answer = { success: true, errorMsg: '', orderID: order.hash, status: 'unmatched' };
    const text = JSON.stringify([{ ...answer, makingAmount: '', takingAmount: '' }]);
    expect(classifyAnswer([order], { status: 200, text })).toMatchObject([{ kind: 'unknown' }]);
  });
});

/** The adapter while calls that begin so meet a fault. */
function entryThrough(path: string, mode: string) {
  bench.exchange.faults.patch({ trading: 'normal', afterAccept: 'answer', rest: [{ host: 'clob', path, mode }] });
  return entry();
}

describe('wallets', () => {
  it('5: the relayer is asked by type for deposit wallets alone, and one lookup that fails ends nothing', async () => {
    unkindly();
    const asked: string[] = [];
    const through: Http = (request, abort) => {
      if (request.url.includes('/deployed')) asked.push(new URL(request.url).searchParams.get('type') ?? '-');
      return localHttp(() => bench.exchange)(request, abort);
    };
    const who = await trader(2);
    const trading = createPolymarketTrading({ http: through, clock, log: createMemoryLog() });
    const all = await trading.fetchAccounts(who.account.owner, signal);
    expect(all.ok && all.value.map(({ signatureType }) => signatureType)).toEqual([0, 2]);
    expect(asked.sort()).toEqual(['-', '-', 'WALLET', 'WALLET']);
    bench.exchange.faults.patch({ rest: [{ host: 'relayer', mode: 'reset', times: 1 }] });
    const less = await trading.fetchAccounts(who.account.owner, signal);
    expect(less.ok).toBe(true);
  });
});

/** The product's own login, with a wallet that signs what it is asked to. */
function loginAs(name: string, over: { readonly http?: Http; readonly clock?: Clock } = {}) {
  const wallet = new Wallet(keccak256(toUtf8Bytes(name)));
  const owner = parseAddress(wallet.address);
  if (owner === null) throw new Error('fixture');
  const time = over.clock ?? clock;
  const trading = createPolymarketTrading({
    http: over.http ?? localHttp(() => bench.exchange),
    clock: time,
    log: createMemoryLog(),
    onKey: (key, isTaken) => portfolio.keyAnswered(key, isTaken),
  });
  const provider = { uuid: 'u', name: 'W', claimedRdns: 'w', icon: '' };
  let signatures = 0;
  const portfolio = createPortfolio({
    wallet: {
      listProviders: () => Promise.resolve(ok([provider])),
      connect: () => Promise.resolve(ok(owner)),
      look: () => Promise.resolve(ok({ owner, onChain: true })),
      async signTypedData({ typedData: { domain, types, message } }) {
        signatures += 1;
        return ok(await wallet.signTypedData({ ...domain }, ethersTypes(types), { ...message }));
      },
    },
    login: trading,
    settlement: trading,
    store: { load: () => Promise.resolve(null), save: () => Promise.resolve(ok(undefined)) },
    clock: time,
    log: createMemoryLog(),
  });
  return {
    owner,
    portfolio,
    trading,
    signatures: () => signatures,
    connect: () => portfolio.connect({ uuid: 'u', mustBe: () => null }, signal),
    own: (kind: WalletKind): string => deriveWallet(owner, kind),
    /** Makes this kind of wallet exist, with money in it. */
    deploy(kind: WalletKind): string {
      const funder = bench.exchange.wallets.register(owner, kind);
      bench.exchange.core.deposit(funder, { cashMicros: 500_000_000 });
      return funder;
    },
  };
}

const said = (answer: Result<unknown>): string => (answer.ok ? '' : en.failure(answer.error));

describe('which wallet', () => {
  it('2: takes the wallet that the site names, and reads its money although nobody asked for it before', async () => {
    unkindly();
    const me = loginAs('named');
    const deposit = me.deploy('WALLET');
    // More money in the plain account does not make it the one.
    bench.exchange.core.deposit(me.owner, { cashMicros: 900_000_000 });
    expect((await me.connect()).ok).toBe(true);
    expect(me.portfolio.session()?.account).toMatchObject({ funder: deposit, signatureType: 3 });
    const balance = await me.portfolio.refreshBalance(signal);
    expect(balance.ok && balance.value.balanceMicros).toBe(500_000_000);
  });

  it('2: lets the user choose where two deposit wallets exist, and where the site names another', async () => {
    unkindly();
    const two = loginAs('two forms');
    const newer = two.deploy('WALLET');
    const older = two.deploy('WALLET-UUPS');
    expect(await two.connect()).toEqual({ ok: true, value: null });
    expect(two.portfolio.session()).toBeNull();
    const step = two.portfolio.step();
    if (step?.kind !== 'choose') throw new Error('no choice');
    expect(step.wallets.map(({ account, isProfile }) => [account.funder, isProfile])).toEqual([
      [newer, true],
      [older, false],
    ]);
    expect((await two.portfolio.choose('0x1')).ok).toBe(false);
    expect((await two.portfolio.choose(older)).ok).toBe(true);
    expect(two.portfolio.session()?.account.funder).toBe(older);
    expect(two.signatures()).toBe(1);
    expect(two.portfolio.step()).toBeNull();

    const differs = loginAs('differs');
    differs.deploy('SAFE');
    bench.exchange.faults.patch({ profileWallets: { [differs.owner]: differs.own('WALLET') } });
    expect(await differs.connect()).toEqual({ ok: true, value: null });
    expect(differs.portfolio.step()).toMatchObject({ kind: 'choose', because: 'profile-differs' });
  });

  it('2: names a wallet that fits no formula, and one that does not exist yet', async () => {
    unkindly();
    const upgraded = loginAs('upgraded in place');
    bench.exchange.faults.patch({ profileWallets: { [upgraded.owner]: `0x${'ab'.repeat(20)}` } });
    expect(said(await upgraded.connect())).toMatch(/EIP-7702/);
    const fresh = loginAs('fresh');
    expect((await fresh.connect()).ok).toBe(true);
    const deposit = fresh.own('WALLET');
    expect(fresh.portfolio.session()).toMatchObject({ undeployed: deposit, account: { signatureType: 3 } });
  });
});

describe('logging in', () => {
  it('9: derives before it makes, and tells the first failure', async () => {
    unkindly();
    const calls: string[] = [];
    const http: Http = (request, abort) => {
      if (request.url.includes('/auth/')) calls.push(`${request.method} ${new URL(request.url).pathname}`);
      return localHttp(() => bench.exchange)(request, abort);
    };
    const me = loginAs('known', { http });
    me.deploy('WALLET');
    await me.connect();
    expect(calls.slice(0, 2)).toEqual(['GET /auth/derive-api-key', 'POST /auth/api-key']);
    calls.length = 0;
    expect((await me.connect()).ok).toBe(true);
    expect(calls).toEqual(['GET /auth/derive-api-key']);

    const stranger = loginAs('stranger');
    stranger.deploy('WALLET');
    bench.exchange.faults.patch({ rest: [{ host: 'clob', path: '/auth/api-key', mode: 'edge' }] });
    expect(said(await stranger.connect())).toMatch(/network in front of Polymarket refused .* key/);
    const broken = [
      { host: 'clob', path: '/auth/derive-api-key', mode: 'reset' },
      { host: 'clob', path: '/auth/api-key', mode: 'status', status: 500 },
    ];
    bench.exchange.faults.patch({ rest: broken });
    expect(said(await stranger.connect())).toMatch(/could not be reached/);
  });

  it('9: names a clock that is off, at the login and afterwards', async () => {
    unkindly();
    const me = loginAs('late');
    me.deploy('WALLET');
    await me.connect();
    tellTrueTime(bench.exchange, 120_000);
    expect(said(await me.connect())).toMatch(/clock is 1[12]\d seconds behind/);
    expect(said(await me.portfolio.refreshBalance(signal))).toMatch(/clock is 1[12]\d seconds behind/);
  });

  it('9: waits for a young key, and says so', async () => {
    unkindly({ keyReadyAfterMs: 120_000 });
    const time = createTestClock(Date.now());
    const me = loginAs('young', { clock: { ...time, nowMs: clock.nowMs } });
    me.deploy('WALLET');
    const steps: unknown[] = [];
    me.portfolio.subscribe(() => steps.push(me.portfolio.step()?.kind));
    const connecting = me.connect();
    await until(() => steps.includes('young-key'), 'the wait');
    bench.exchange.clock.advance(130_000);
    tellTrueTime(bench.exchange);
    await time.advance(5_000);
    expect((await connecting).ok).toBe(true);
    expect(me.portfolio.step()).toBeNull();
  });

  it('9: renews a key that ended, with one signature and the same account', async () => {
    unkindly();
    const me = loginAs('half an hour');
    me.deploy('WALLET');
    await me.connect();
    const before = me.portfolio.session();
    bench.exchange.faults.patch({ keyLifeMs: 1_200_000 });
    bench.exchange.clock.advance(1_800_000);
    tellTrueTime(bench.exchange);
    const over = await me.portfolio.refreshBalance(signal);
    expect(!over.ok && over.error.code).toBe('unauthorized');
    expect(me.portfolio.isKeyOver()).toBe(true);
    expect((await me.portfolio.renew(signal)).ok).toBe(true);
    expect(me.portfolio.isKeyOver()).toBe(false);
    expect(me.portfolio.session()).toEqual(before);
    expect((await me.portfolio.refreshBalance(signal)).ok).toBe(true);
    expect(me.signatures()).toBe(2);
  });

  it('9: says that a key ended while an order is looked for, and looks again with the next one', async () => {
    unkindly();
    const me = loginAs('tracking');
    me.deploy('WALLET');
    await me.connect();
    const session = me.portfolio.session();
    if (session === null) throw new Error('no session');
    const order = await signedOrder(await trader(3), await only(conditionsOf('plain-one')));
    const told: boolean[] = [];
    me.portfolio.subscribe(() => told.push(me.portfolio.isKeyOver()));
    const look = () => me.trading.fetchOrder({ ...(me.portfolio.session() ?? session), hash: order.hash }, signal);
    expect((await look()).ok).toBe(true);
    expect(told).toEqual([]);
    bench.exchange.faults.patch({ keyLifeMs: 1_200_000 });
    bench.exchange.clock.advance(1_800_000);
    tellTrueTime(bench.exchange);
    expect((await look()).ok).toBe(false);
    expect((await look()).ok).toBe(false);
    expect(told).toEqual([true]);
    // A clock that is off is no ended key.
    expect((await me.portfolio.renew(signal)).ok).toBe(true);
    tellTrueTime(bench.exchange, 120_000);
    expect((await look()).ok).toBe(false);
    expect(me.portfolio.isKeyOver()).toBe(false);
    tellTrueTime(bench.exchange);
    expect(await look()).toEqual({ ok: true, value: null });
  });
});
