/**
 * The adapter against the local exchange, which shares no code with it: it recovers signatures, hashes, matches and
 * keeps a ledger by itself. Only the transport is mapped: production URLs in, loopback out.
 */
import { Wallet, keccak256, toUtf8Bytes } from 'ethers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Condition } from '../../lib/domain/condition';
import { contractOf } from '../../lib/domain/condition';
import type { Address } from '../../lib/domain/ids';
import { parseAddress } from '../../lib/domain/ids';
import { priceMicros, sizeMicros, timeMs } from '../../lib/domain/units';
import type { Clock } from '../../lib/ports/clock';
import type { Http, OpenSocket } from '../../lib/ports/net';
import type { TradingAccount } from '../../lib/domain/account';
import type { ApiCredentials, OrderTerms, PostedOrder, SignedOrder } from '../../lib/ports/order-entry';
import type { UserEvent } from '../../lib/ports/user-feed';
import { createBooks } from '../../lib/services/books/books';
import type { BooksService } from '../../lib/services/books/books';
import { hashOfBook } from '../../lib/venues/polymarket/clob/book-hash';
import { feeRoundedUp } from '../../lib/domain/fees';
import { createPolymarketData } from '../../lib/venues/polymarket/market-data';
import { ethersTypes } from '../../lib/venues/polymarket/orders/order-struct';
import { createPolymarketTrading } from '../../lib/venues/polymarket/trading';
import { createUserFeed } from '../../lib/venues/polymarket/ws/user-feed';
import { createMarketFeed } from '../../lib/venues/polymarket/ws/market-feed';
import type { Scenario } from '../../exchange/model';
import { buildEvent, categories } from '../../exchange/scenarios/spec';
import type { RunningExchange } from '../../exchange/start';
import { startExchange } from '../../exchange/start';
import { createMemoryLog, until } from '../kit/venue';

const markets = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    slug: `${name}-${i}`,
    question: `${name} ${i}?`,
    title: `${name} ${i}`,
    description: 'For tests.',
    volume: 1_000 - i,
  }));
const base = { description: 'For tests.', endDate: '2027-12-31T00:00:00Z' } as const;
const EVENTS = [
  buildEvent({
    ...base,
    id: 501,
    slug: 'plain-one',
    title: 'Plain',
    category: categories.politics,
    version: 'v1',
    grouping: 'separate',
    tickMicros: 10_000,
    markets: markets('plain', 1),
  }),
  buildEvent({
    ...base,
    id: 502,
    slug: 'risky-one',
    title: 'Risky',
    category: categories.crypto,
    version: 'v1',
    grouping: 'neg-risk',
    tickMicros: 1_000,
    markets: markets('risky', 3),
  }),
  buildEvent({
    ...base,
    id: 503,
    slug: 'newer-one',
    title: 'Newer',
    category: categories.world,
    version: 'v2',
    grouping: 'neg-risk',
    tickMicros: 10_000,
    markets: markets('newer', 2),
  }),
];
const MAKER = 'maker';
const WHOLE = 1_000_000;

/** Every market quotes YES 0.40 / 0.44 with 1,000 shares a level. */
const scenario: Scenario = {
  name: 'adapter',
  summary: 'Still books for the adapter.',
  focusSlug: 'plain-one',
  start(core) {
    core.deposit(MAKER, { cashMicros: 1_000_000 * WHOLE });
    for (const event of EVENTS) {
      core.addEvent(event);
      for (const market of event.markets) {
        core.deposit(MAKER, { tokens: { [market.tokens[0]]: 100_000 * WHOLE, [market.tokens[1]]: 100_000 * WHOLE } });
        for (const [side, cents] of [
          ['BUY', 40],
          ['BUY', 38],
          ['SELL', 44],
          ['SELL', 47],
        ] as const) {
          core.place({
            account: MAKER,
            tokenId: market.tokens[0],
            side,
            priceMicros: cents * 10_000,
            sizeMicros: 1_000 * WHOLE,
            type: 'GTC',
            postOnly: false,
            expiration: 0,
          });
        }
      }
    }
    return () => undefined;
  },
};

const signal = new AbortController().signal;
const clock: Clock = {
  nowMs: () => timeMs(Date.now()),
  after(delayMs, callback, abort) {
    const cancel = (): void => clearTimeout(timer);
    const timer = setTimeout(() => {
      abort.removeEventListener('abort', cancel);
      callback();
    }, delayMs);
    abort.addEventListener('abort', cancel, { once: true });
  },
};

let exchange: RunningExchange;
let http: Http;
let openSocket: OpenSocket;

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === null) throw new Error('fixture');
  return parsed;
}

/** Production URL to the exchange's plain listener. */
function local(url: string): string {
  const { hostname, pathname, search } = new URL(url);
  const prefix = {
    'clob.polymarket.com': '',
    'gamma-api.polymarket.com': '/~gamma-api',
    'relayer-v2.polymarket.com': '/~relayer-v2',
    'polymarket.com': '/~site',
  }[hostname];
  if (prefix === undefined) throw new Error(`unexpected host ${hostname}`);
  return `${exchange.plainUrl}${prefix}${pathname}${search}`;
}

beforeAll(async () => {
  exchange = await startExchange({ scenario, seed: 7, settlementTimes: { minedMs: 20, confirmedMs: 40 } });
  http = async (request, abort) => {
    const response = await fetch(local(request.url), {
      method: request.method,
      ...(request.headers ? { headers: { ...request.headers } } : {}),
      ...(request.body === undefined ? {} : { body: request.body }),
      signal: AbortSignal.any([abort, AbortSignal.timeout(request.timeoutMs)]),
      redirect: 'error',
    });
    return { status: response.status, text: await response.text() };
  };
  openSocket = (url, handlers) => {
    expect(new URL(url).hostname).toBe('ws-subscriptions-clob.polymarket.com');
    const socket = new WebSocket(`${exchange.plainUrl.replace('http', 'ws')}${new URL(url).pathname}`);
    let over = false;
    const end = (reason: string): void => {
      if (!over) handlers.onClose(reason);
      over = true;
    };
    socket.on('open', () => handlers.onOpen());
    socket.on('message', (data, isBinary) => {
      if (!isBinary) handlers.onText(String(data));
    });
    socket.on('error', (error) => end(error.message));
    socket.on('close', (code) => end(`closed ${code}`));
    return {
      send: (text) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      close: () => socket.close(),
    };
  };
});
afterAll(() => exchange.close());
beforeEach(() => exchange.faults.reset());

const data = () => createPolymarketData({ http, clock, log: createMemoryLog() });
const entry = () => createPolymarketTrading({ http, clock, log: createMemoryLog() });

async function conditionsOf(slug: string): Promise<readonly Condition[]> {
  const event = await data().fetchEventBySlug(slug, signal);
  if (!event.ok) throw new Error(event.error.message);
  expect(event.value.incomplete).toBe(false);
  const confirmed = await Promise.all(event.value.conditions.map((one) => data().confirmCondition(one, signal)));
  return confirmed.map((one) => {
    if (!one.ok) throw new Error(one.error.message);
    return one.value;
  });
}

interface Trader {
  readonly wallet: Wallet;
  readonly account: TradingAccount;
  readonly credentials: ApiCredentials;
}

let traders = 0;
const KINDS = { 1: 'PROXY', 2: 'SAFE', 3: 'WALLET' } as const;
async function trader(signatureType: 0 | 1 | 2 | 3): Promise<Trader> {
  traders += 1;
  const wallet = new Wallet(keccak256(toUtf8Bytes(`trader ${traders}`)));
  const owner = address(wallet.address);
  if (signatureType !== 0) exchange.wallets.register(owner, KINDS[signatureType]);
  const accounts = await entry().fetchAccounts(owner, signal);
  if (!accounts.ok) throw new Error(accounts.error.message);
  const account = accounts.value.find((one) => one.signatureType === signatureType);
  if (!account) throw new Error('wallet not found');
  const seconds = Math.floor(Date.now() / 1_000);
  const auth = entry().buildLogin(owner, seconds);
  const signature = await wallet.signTypedData({ ...auth.domain }, ethersTypes(auth.types), { ...auth.message });
  const credentials = await entry().deriveCredentials({ owner, signature, timestampSeconds: seconds }, signal);
  if (!credentials.ok) throw new Error(credentials.error.message);
  exchange.core.deposit(account.funder, { cashMicros: 10_000 * WHOLE });
  return { wallet, account, credentials: credentials.value };
}

let salts = 1_000;
async function signedOrder(who: Trader, condition: Condition, over: Partial<OrderTerms> = {}): Promise<SignedOrder> {
  salts += 1;
  const now = Date.now();
  const built = entry().buildOrder(who.account, {
    conditionId: condition.id,
    tokenId: condition.tokens[0],
    contract: contractOf(condition),
    side: 'buy',
    sizeMicros: sizeMicros(20 * WHOLE),
    limitPriceMicros: priceMicros(440_000),
    tickMicros: condition.tickMicros,
    expirationSeconds: Math.floor(now / 1_000) + 200,
    salt: salts,
    timestampMs: timeMs(now),
    ...over,
  });
  if (!built.ok) throw new Error(built.error.message);
  const { typedData } = built.value;
  const signature = await who.wallet.signTypedData({ ...typedData.domain }, ethersTypes(typedData.types), {
    ...typedData.message,
  });
  const signed = entry().attachSignature({
    account: who.account,
    order: built.value,
    signature,
    credentials: who.credentials,
  });
  if (!signed.ok) throw new Error(signed.error.message);
  return signed.value;
}

const submit = (who: Trader, ...orders: readonly SignedOrder[]): Promise<readonly PostedOrder[]> =>
  entry().submitOrders({ account: who.account, credentials: who.credentials, orders }, signal);
async function cashOf(who: Trader): Promise<number> {
  const balance = await entry().fetchBalance(
    { account: who.account, credentials: who.credentials, asset: 'collateral' },
    signal,
  );
  if (!balance.ok) throw new Error(balance.error.message);
  return balance.value.balanceMicros;
}

describe('reading the exchange', () => {
  it('finds events, confirms every condition and reproduces every book hash, for both protocols', async () => {
    for (const event of EVENTS) {
      const conditions = await conditionsOf(event.slug);
      expect(conditions).toHaveLength(event.markets.length);
      const books = await data().fetchBooks(
        conditions.flatMap((one) => one.tokens),
        signal,
      );
      if (!books.ok) throw new Error(books.error.message);
      expect(books.value).toHaveLength(2 * conditions.length);
      for (const book of books.value) expect(book.hash).toMatch(/^[0-9a-f]{40}$/);
      expect(books.value[0]?.asks[0]).toEqual({ priceMicros: 440_000, sizeMicros: 1_000 * WHOLE });
    }
    const byMarket = await data().fetchEventByMarketSlug('risky-1', signal);
    expect(byMarket.ok && byMarket.value.slug).toBe('risky-one');
    const page = await data().fetchActiveEvents(null, signal);
    expect(page.ok && page.value.events.map((event) => event.slug).sort()).toEqual([
      'newer-one',
      'plain-one',
      'risky-one',
    ]);
    expect((await data().fetchServerTime(signal)).ok).toBe(true);
    expect(await data().fetchGeoblock(signal)).toMatchObject({ ok: true, value: { blocked: false } });
  });

  it('refuses markets of an unknown version and markets whose fee nobody tells', async () => {
    exchange.faults.patch({ marketVersion: 'v9' });
    const strange = await data().fetchEventBySlug('plain-one', signal);
    expect(strange.ok && [strange.value.conditions.length, strange.value.incomplete]).toEqual([0, true]);
    exchange.faults.reset();
    exchange.faults.patch({ hideFeeSchedule: true });
    const hidden = await data().fetchEventBySlug('plain-one', signal);
    const [condition] = hidden.ok ? hidden.value.conditions : [];
    if (!condition) throw new Error('no condition');
    const confirmed = await data().confirmCondition(condition, signal);
    expect([condition.fee, confirmed.ok && confirmed.value.fee]).toEqual([null, null]);
  });
});

describe('trading on the exchange', () => {
  for (const signatureType of [0, 1, 2, 3] as const) {
    for (const slug of ['plain-one', 'risky-one', 'newer-one']) {
      it(`buys and sells on ${slug} with wallet type ${signatureType}; money, shares and fees add up`, async () => {
        const who = await trader(signatureType);
        const [condition] = await conditionsOf(slug);
        if (!condition?.fee) throw new Error('no condition');
        const before = await cashOf(who);
        const buy = await signedOrder(who, condition);
        const [bought] = await submit(who, buy);
        expect(bought).toMatchObject({
          kind: 'matched',
          hash: buy.hash,
          makingMicros: 8_800_000,
          takingMicros: 20 * WHOLE,
        });
        const fee = feeRoundedUp(condition.fee, priceMicros(440_000), sizeMicros(20 * WHOLE));
        const afterBuy = await cashOf(who);
        expect(before - afterBuy).toBe(8_800_000 + fee);
        const shares = await entry().fetchBalance(
          {
            account: who.account,
            credentials: who.credentials,
            asset: { tokenId: condition.tokens[0], contract: contractOf(condition) },
          },
          signal,
        );
        expect(shares.ok && shares.value.balanceMicros).toBe(20 * WHOLE);
        expect(shares.ok && shares.value.allowanceMicros).toBeGreaterThan(0);

        const order = await entry().fetchOrder(
          { account: who.account, credentials: who.credentials, hash: buy.hash },
          signal,
        );
        expect(order.ok && order.value).toMatchObject({
          hash: buy.hash,
          status: 'MATCHED',
          sizeMicros: 20 * WHOLE,
          matchedMicros: 20 * WHOLE,
        });
        const trades = await entry().fetchTrades(
          { account: who.account, credentials: who.credentials, conditionId: condition.id, hashes: [buy.hash] },
          signal,
        );
        expect(
          trades.ok &&
            trades.value
              .filter((trade) => trade.orderHash === buy.hash)
              .map((trade) => [trade.side, trade.sizeMicros, trade.priceMicros, trade.tokenId]),
        ).toEqual([['buy', 20 * WHOLE, 440_000, condition.tokens[0]]]);

        const sell = await signedOrder(who, condition, {
          side: 'sell',
          sizeMicros: sizeMicros(15 * WHOLE),
          limitPriceMicros: priceMicros(400_000),
        });
        const [sold] = await submit(who, sell);
        expect(sold).toMatchObject({ kind: 'matched', makingMicros: 15 * WHOLE, takingMicros: 6_000_000 });
        expect((await cashOf(who)) - afterBuy).toBe(
          6_000_000 - feeRoundedUp(condition.fee, priceMicros(400_000), sizeMicros(15 * WHOLE)),
        );
      });
    }
  }

  it('cancels what rests, and tells unknown orders from known ones', async () => {
    const who = await trader(0);
    const [condition] = await conditionsOf('plain-one');
    if (!condition) throw new Error('no condition');
    const resting = await signedOrder(who, condition, { limitPriceMicros: priceMicros(200_000) });
    expect((await submit(who, resting)).map((posted) => posted.kind)).toEqual(['live']);
    const live = await entry().fetchOrder(
      { account: who.account, credentials: who.credentials, hash: resting.hash },
      signal,
    );
    expect(live.ok && live.value?.status).toBe('LIVE');
    const never = await signedOrder(who, condition);
    expect(
      await entry().fetchOrder({ account: who.account, credentials: who.credentials, hash: never.hash }, signal),
    ).toEqual({ ok: true, value: null });
    expect(
      await entry().cancelOrders(
        { account: who.account, credentials: who.credentials, hashes: [resting.hash, never.hash] },
        signal,
      ),
    ).toEqual({ ok: true, value: [resting.hash] });
    const gone = await entry().fetchOrder(
      { account: who.account, credentials: who.credentials, hash: resting.hash },
      signal,
    );
    expect(gone.ok && gone.value?.status).not.toBe('LIVE');
  });

  it('answers a mixed batch leg by leg and takes the same bytes a second time as unknown, never twice', async () => {
    const who = await trader(2);
    const conditions = await conditionsOf('risky-one');
    const [first, second, third] = conditions;
    if (!first || !second || !third) throw new Error('no condition');
    const orders = [
      await signedOrder(who, first),
      await signedOrder(who, second, { sizeMicros: sizeMicros(2 * WHOLE) }),
      await signedOrder(who, third, { tokenId: third.tokens[1], limitPriceMicros: priceMicros(600_000) }),
    ];
    expect((await submit(who, ...orders)).map((posted) => posted.kind)).toEqual(['matched', 'rejected', 'matched']);
    const spent = await cashOf(who);
    const again = await submit(who, ...orders);
    expect(again.map((posted) => posted.kind)).toEqual(['unknown', 'rejected', 'unknown']);
    expect(await cashOf(who)).toBe(spent);
  });

  it('says unknown whenever the answer is lost, and finds the order by its hash', async () => {
    const who = await trader(0);
    const [condition] = await conditionsOf('plain-one');
    if (!condition) throw new Error('no condition');
    for (const afterAccept of ['reset', 'error'] as const) {
      exchange.faults.patch({ afterAccept });
      const order = await signedOrder(who, condition, { sizeMicros: sizeMicros(10 * WHOLE) });
      expect((await submit(who, order)).map((posted) => posted.kind)).toEqual(['unknown']);
      exchange.faults.reset();
      const found = await entry().fetchOrder(
        { account: who.account, credentials: who.credentials, hash: order.hash },
        signal,
      );
      expect(found.ok && found.value?.matchedMicros).toBe(10 * WHOLE);
    }
    exchange.faults.patch({ batchBreaksAfter: 1 });
    const [one, two] = [await signedOrder(who, condition), await signedOrder(who, condition)];
    expect((await submit(who, one, two)).map((posted) => posted.kind)).toEqual(['unknown', 'unknown']);
    const lookups = await Promise.all(
      [one, two].map((order) =>
        entry().fetchOrder({ account: who.account, credentials: who.credentials, hash: order.hash }, signal),
      ),
    );
    expect(lookups.map((found) => found.ok && found.value?.matchedMicros)).toEqual([20 * WHOLE, undefined]);
  });

  it('reports refusals of the whole request, and pauses of the venue as not certain', async () => {
    const who = await trader(0);
    const [condition] = await conditionsOf('plain-one');
    if (!condition) throw new Error('no condition');
    const outcome = async (patch: object): Promise<string | undefined> => {
      exchange.faults.reset();
      expect(exchange.faults.patch(patch)).toBe(null);
      const [posted] = await submit(who, await signedOrder(who, condition));
      return posted?.kind;
    };
    expect(await outcome({ geoblock: { country: 'US', region: 'NY' } })).toBe('rejected');
    expect(await outcome({ rejectOrders: 'not enough balance / allowance' })).toBe('rejected');
    expect(await outcome({ clobVersion: 3 })).toBe('rejected');
    expect(await outcome({ closedOnly: [who.account.funder] })).toBe('rejected');
    expect(await outcome({ trading: 'disabled' })).toBe('unknown');
    expect(await outcome({ trading: 'restarting' })).toBe('unknown');
    expect(await outcome({ delayMs: 100 })).toBe('delayed');
    exchange.faults.reset();
    exchange.faults.patch({ closedOnly: [who.account.owner] });
    expect(await entry().fetchClosedOnly({ account: who.account, credentials: who.credentials }, signal)).toEqual({
      ok: true,
      value: true,
    });
    expect(
      (
        await submit(
          { ...who, credentials: { ...who.credentials, passphrase: 'wrong' } },
          await signedOrder(who, condition),
        )
      ).map((posted) => posted.kind),
    ).toEqual(['rejected']);
  });

  it('tells own orders and trades as they happen', async () => {
    const who = await trader(0);
    const [condition] = await conditionsOf('plain-one');
    if (!condition) throw new Error('no condition');
    const events: UserEvent[] = [];
    const feed = createUserFeed({
      openSocket,
      clock,
      log: createMemoryLog(),
      random: () => 0.5,
      onEvent: (event) => events.push(event),
    });
    feed.connect(who.credentials);
    await until(() => exchange.server.sockets().user === 1, 'user socket');
    // The subscription is a message of its own; a resting order shows when it has arrived.
    const order = await signedOrder(who, condition);
    await submit(who, order);
    await until(
      () => events.some((event) => event.kind === 'trade' && event.trade.orderHash === order.hash),
      'own trade',
    );
    feed.close();
  });
});

describe('books on the exchange', () => {
  function open(staleAfterMs = 5_000): BooksService {
    return createBooks({
      clock,
      log: createMemoryLog(),
      staleAfterMs: () => staleAfterMs,
      hashOf: hashOfBook,
      fetchBooks: (tokens, abort) => data().fetchBooks(tokens, abort),
      feed: (handlers) => createMarketFeed({ openSocket, clock, log: createMemoryLog(), random: () => 0.1, handlers }),
    });
  }
  const place = (condition: Condition, cents: number, shares: number): void => {
    exchange.core.place({
      account: MAKER,
      tokenId: condition.tokens[0],
      side: 'BUY',
      priceMicros: cents * 10_000,
      sizeMicros: shares * WHOLE,
      type: 'GTC',
      postOnly: false,
      expiration: 0,
    });
  };
  const equal = (books: BooksService, conditions: readonly Condition[]): boolean =>
    conditions.every((condition) =>
      condition.tokens.every((tokenId) => {
        const state = books.stateOf(tokenId);
        const depth = exchange.core.depth(tokenId);
        return (
          state.kind === 'live' &&
          JSON.stringify([state.book.bids, state.book.asks]) === JSON.stringify([depth.bids, depth.asks])
        );
      }),
    );

  it('follows the exchange through changes and trades, both tokens of every condition', async () => {
    const conditions = await conditionsOf('risky-one');
    const books = open();
    books.watch(conditions);
    await until(() => books.status().feed.kind === 'live' && equal(books, conditions), 'first books');
    for (let i = 0; i < 30; i += 1) {
      const condition = conditions[i % conditions.length];
      if (condition) place(condition, 20 + (i % 15), 5 + i);
    }
    const [first] = conditions;
    if (!first) throw new Error('no condition');
    exchange.core.place({
      account: MAKER,
      tokenId: first.tokens[1],
      side: 'BUY',
      priceMicros: 600_000,
      sizeMicros: 50 * WHOLE,
      type: 'GTC',
      postOnly: false,
      expiration: 0,
    });
    await until(() => equal(books, conditions), 'books after changes');
    const refreshed = await books.refresh(conditions.flatMap((one) => one.tokens));
    expect(refreshed.ok && refreshed.value.length).toBe(6);
    books.close();
  });

  it('heals from dropped, doubled, reordered and corrupted frames, and follows REST while the socket is frozen', async () => {
    const conditions = await conditionsOf('plain-one');
    const [condition] = conditions;
    if (!condition) throw new Error('no condition');
    const books = open(2_000);
    books.watch(conditions, { focus: new Set([condition.id]) });
    await until(() => books.status().feed.kind === 'live' && equal(books, conditions), 'first books');
    for (const fault of [
      { wsDropPercent: 50 },
      { wsDuplicatePercent: 100 },
      { wsReorderPercent: 50 },
      { wsCorruptPercent: 50 },
      { wsWrongHash: true },
      { wsFreeze: 'market' },
    ]) {
      expect(exchange.faults.patch(fault)).toBe(null);
      for (let i = 0; i < 20; i += 1) place(condition, 10 + i, 3 + i);
      exchange.faults.patch({ wsFreeze: fault.wsFreeze ?? 'off' });
      await until(() => equal(books, conditions), `books under ${JSON.stringify(fault)}`);
      exchange.faults.reset();
    }
    books.close();
  });

  it('marks books stale within the limit when both sources are gone, and is back when they are', async () => {
    const conditions = await conditionsOf('plain-one');
    const [condition] = conditions;
    if (!condition) throw new Error('no condition');
    const books = open(1_000);
    books.watch(conditions);
    await until(() => equal(books, conditions), 'first books');
    exchange.faults.patch({
      wsFreeze: 'market',
      rest: [{ host: 'clob', path: '/books', mode: 'status', status: 503 }],
    });
    await until(() => books.stateOf(condition.tokens[0]).kind === 'bad', 'stale');
    const state = books.stateOf(condition.tokens[0]);
    expect(state.kind === 'bad' && state.fault).toBe('stale');
    expect((await books.refresh(condition.tokens)).ok).toBe(false);
    exchange.faults.reset();
    await until(() => equal(books, conditions), 'live again');
    books.close();
  });
});
