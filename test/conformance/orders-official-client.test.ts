/**
 * The unmodified official client, given the same key, salt and time, must produce what we produce: typed data, hash,
 * signature and the very bytes of the POST body. It draws salt and time from `Math.random` and `Date.now`, so those are
 * pinned while it runs.
 */
import { readFileSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  Chain,
  ClobClient,
  OrderBuilder,
  OrderType,
  Side,
  SignatureTypeV2,
  createL1Headers,
  createL2Headers,
  isV2Order,
  orderToJsonV2,
} from '@polymarket/clob-client-v2';
import { TypedDataEncoder, Wallet, keccak256, toUtf8Bytes, verifyTypedData } from 'ethers';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Address, TokenId } from '../../lib/domain/ids';
import { parseAddress } from '../../lib/domain/ids';
import { MICROS, formatDecimalMicros, priceMicros, sizeMicros, timeMs } from '../../lib/domain/units';
import type { SignatureType, TradingAccount } from '../../lib/domain/account';
import type { OrderTerms } from '../../lib/ports/order-entry';
import type { TypedData } from '../../lib/ports/signer';
import { ethersTypes } from '../../lib/venues/polymarket/orders/order-struct';
import { createPolymarketTrading } from '../../lib/venues/polymarket/trading';
import { cannedHttp, conditionId, createFakeClock, createMemoryLog, json } from '../kit/venue';
import * as en from '../../lib/words/en';

const SEED = Number(process.env['FACET_SEED'] ?? Date.now() % 1_000_000_007);
const DATA = resolve(process.env['FACET_DATA'] ?? '../shared/data');
const hasData = existsSync(DATA);
const KEY = {
  key: '7f9c1d2e-0000-4000-8000-00000000abcd',
  secret: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  passphrase: 'pass-phrase',
};
const TICKS = ['0.1', '0.01', '0.005', '0.0025', '0.001', '0.0001'] as const;

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === null) throw new Error('fixture');
  return parsed;
}

const walletOf = (n: number): Wallet => new Wallet(keccak256(toUtf8Bytes(`test wallet ${n}`)));
const { http } = cannedHttp(() => json({}));
const entry = createPolymarketTrading({ http, clock: createFakeClock(), log: createMemoryLog() });

/** What the wallet in the page would return. */
const sign = (wallet: Wallet, data: TypedData): Promise<string> =>
  wallet.signTypedData({ ...data.domain }, ethersTypes(data.types), { ...data.message });

interface Captured {
  readonly domain: object;
  readonly types: Record<string, { name: string; type: string }[]>;
  readonly primaryType: string;
  readonly message: Record<string, unknown>;
}

/** A viem-shaped signer around the ethers wallet that also records what it was asked to sign. */
function recorder(wallet: Wallet): {
  readonly signer: ConstructorParameters<typeof OrderBuilder>[0];
  readonly asked: Captured[];
} {
  const asked: Captured[] = [];
  const signer = {
    account: { address: wallet.address },
    signTypedData: (data: Captured) => {
      asked.push(
        structuredClone({
          domain: data.domain,
          types: data.types,
          primaryType: data.primaryType,
          message: data.message,
        }),
      );
      return wallet.signTypedData(
        data.domain,
        Object.fromEntries(Object.entries(data.types).filter(([name]) => name !== 'EIP712Domain')),
        data.message,
      );
    },
  };
  return { signer: signer as unknown as ConstructorParameters<typeof OrderBuilder>[0], asked };
}

const orders = fc
  .record({
    wallet: fc.integer({ min: 0, max: 6 }),
    version: fc.constantFrom(2 as const, 3 as const),
    negRisk: fc.boolean(),
    type: fc.constantFrom<SignatureType>(0, 1, 2, 3),
    tick: fc.constantFrom(...TICKS),
    step: fc.integer({ min: 1, max: 9_999 }),
    // Beyond 50,000 shares the client's doubles lose the last digit of an amount, and ours are exact.
    hundredths: fc.oneof(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 100_000, max: 5_000_000 })),
    side: fc.constantFrom('buy' as const, 'sell' as const),
    token: fc.bigInt({ min: 1n, max: 2n ** 255n }),
    timestampMs: fc.integer({ min: 1_790_000_000_000, max: 1_900_000_000_000 }),
    random: fc.double({ min: 0.000001, max: 0.999999, noNaN: true }),
    life: fc.integer({ min: 180, max: 1_000_000 }),
  })
  .map((raw) => {
    const tickMicros = Math.round(Number(raw.tick) * MICROS);
    const steps = MICROS / tickMicros - 1;
    return { ...raw, tickMicros, priceMicros: tickMicros * (1 + (raw.step % steps)) };
  });
type Case = typeof orders extends fc.Arbitrary<infer T> ? T : never;

function termsOf(one: Case): OrderTerms {
  return {
    conditionId: conditionId(1),
    tokenId: one.token.toString() as TokenId,
    contract: { protocol: one.version === 3 ? 'v2' : 'v1', negRisk: one.negRisk },
    side: one.side,
    sizeMicros: sizeMicros(one.hundredths * 10_000),
    limitPriceMicros: priceMicros(one.priceMicros),
    tickMicros: priceMicros(one.tickMicros),
    expirationSeconds: Math.floor(one.timestampMs / 1_000) + one.life,
    salt: Math.round(one.random * one.timestampMs),
    timestampMs: timeMs(one.timestampMs),
  };
}

function accountOf(one: Case): TradingAccount {
  const owner = address(walletOf(one.wallet).address);
  return {
    owner,
    funder: one.type === 0 ? owner : address(walletOf(one.wallet + 100).address),
    signatureType: one.type,
  };
}

async function official(one: Case): Promise<{ readonly body: string; readonly asked: Captured }> {
  const { signer, asked } = recorder(walletOf(one.wallet));
  const builder = new OrderBuilder(
    signer,
    Chain.POLYGON,
    one.type as number as SignatureTypeV2,
    one.type === 0 ? undefined : accountOf(one).funder,
  );
  vi.spyOn(Math, 'random').mockReturnValue(one.random);
  vi.spyOn(Date, 'now').mockReturnValue(one.timestampMs);
  const order = await builder.buildOrder(
    {
      tokenID: one.token.toString(),
      price: Number(formatDecimalMicros(one.priceMicros)),
      size: one.hundredths / 100,
      side: one.side === 'buy' ? Side.BUY : Side.SELL,
      expiration: Math.floor(one.timestampMs / 1_000) + one.life,
    },
    { tickSize: one.tick, negRisk: one.negRisk },
    one.version,
  );
  vi.restoreAllMocks();
  if (!isV2Order(order) || !('timestamp' in order)) throw new Error('not a V2 order');
  const [captured] = asked;
  if (!captured) throw new Error('never signed');
  return { body: JSON.stringify(orderToJsonV2(order, KEY.key, OrderType.GTD)), asked: captured };
}

afterEach(() => vi.restoreAllMocks());

describe('official client', () => {
  it(`signs the same typed data and posts the same bytes for 320 generated orders (seed ${SEED})`, async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(orders, async (one) => {
        const account = accountOf(one);
        const built = entry.buildOrder(account, termsOf(one));
        if (!built.ok) throw new Error(en.failure(built.error));
        const theirs = await official(one);
        const ours = built.value.typedData;
        expect(ours.primaryType).toBe(theirs.asked.primaryType);
        expect(ours.domain).toEqual(theirs.asked.domain);
        expect(ethersTypes(ours.types)).toEqual(theirs.asked.types);
        expect(ours.message).toEqual(theirs.asked.message);
        const signed = entry.attachSignature({
          account,
          order: built.value,
          signature: await sign(walletOf(one.wallet), ours),
          credentials: KEY,
        });
        if (!signed.ok) throw new Error(en.failure(signed.error));
        expect(signed.value.body).toBe(theirs.body);
        // The hash is that of the bare order, recomputed from the official body.
        const posted = (JSON.parse(theirs.body) as { order: Record<string, string | number> }).order;
        const message =
          one.type === 3 ? (theirs.asked.message['contents'] as Record<string, unknown>) : theirs.asked.message;
        expect(signed.value.hash).toBe(
          TypedDataEncoder.hash(theirs.asked.domain, { Order: theirs.asked.types['Order'] ?? [] }, message),
        );
        expect(posted['salt']).toBe(termsOf(one).salt);
        seen.add([one.version, one.negRisk, one.type, one.tick, one.side].join());
      }),
      { seed: SEED, numRuns: 320 },
    );
    // 2 versions x 2 x 4 types x 6 ticks x 2 sides are 192; most of them must have occurred.
    expect(seen.size).toBeGreaterThan(140);
  }, 180_000);

  it('verifies for ethers as the owner, in every wallet type and version', async () => {
    for (const type of [0, 1, 2, 3] as const) {
      for (const protocol of ['v1', 'v2'] as const) {
        const owner = address(walletOf(1).address);
        const account: TradingAccount = {
          owner,
          funder: type === 0 ? owner : address(walletOf(2).address),
          signatureType: type,
        };
        const sample = termsOf(fc.sample(orders, { seed: 5, numRuns: 1 })[0] as Case);
        const built = entry.buildOrder(account, { ...sample, contract: { ...sample.contract, protocol } });
        if (!built.ok) throw new Error(en.failure(built.error));
        const { typedData } = built.value;
        expect(
          verifyTypedData(
            { ...typedData.domain },
            ethersTypes(typedData.types),
            { ...typedData.message },
            await sign(walletOf(1), typedData),
          ),
        ).toBe(walletOf(1).address);
        expect(typedData.domain['version']).toBe(protocol === 'v2' ? '3' : '2');
      }
    }
  });

  it.skipIf(!hasData)('real data vectors: L2 signatures (needs ../shared/data)', async () => {
    const vectors = JSON.parse(readFileSync(join(DATA, 'vectors/vectors.json'), 'utf8')) as {
      hmac: { secret: string; timestamp: string; method: string; path: string; body: string; signature: string }[];
    };
    expect(vectors.hmac.length).toBeGreaterThan(2);
    for (const one of vectors.hmac) {
      const { signer } = recorder(walletOf(1));
      const headers = await createL2Headers(
        signer,
        { ...KEY, secret: one.secret },
        { method: one.method, requestPath: one.path, body: one.body },
        Number(one.timestamp),
      );
      expect(headers.POLY_SIGNATURE).toBe(one.signature);
    }
  });
});

describe('requests', () => {
  it('posts a batch with the headers and the body that the official client would send', async () => {
    const samples = fc
      .sample(orders, { seed: 11, numRuns: 15 })
      .map((one) => ({ ...one, wallet: 3, type: 0 as const }));
    const account = accountOf(samples[0] as Case);
    const signed = [];
    for (const one of samples) {
      const built = entry.buildOrder(account, termsOf(one));
      if (!built.ok) throw new Error(en.failure(built.error));
      const attached = entry.attachSignature({
        account,
        order: built.value,
        signature: await sign(walletOf(3), built.value.typedData),
        credentials: KEY,
      });
      if (!attached.ok) throw new Error(en.failure(attached.error));
      signed.push(attached.value);
    }
    const canned = cannedHttp(() => json([]));
    const clock = createFakeClock();
    await createPolymarketTrading({ http: canned.http, clock, log: createMemoryLog() }).submitOrders(
      { account, credentials: KEY, orders: signed },
      new AbortController().signal,
    );
    const [sent] = canned.requests;
    const seconds = Math.floor(clock.nowMs() / 1_000);
    expect(sent?.url).toBe('https://clob.polymarket.com/orders');
    expect(JSON.stringify(JSON.parse(sent?.body ?? ''))).toBe(sent?.body);
    const { signer } = recorder(walletOf(3));
    const theirs = await createL2Headers(
      signer,
      KEY,
      { method: 'POST', requestPath: '/orders', body: sent?.body ?? '' },
      seconds,
    );
    expect(sent?.headers).toEqual({ ...theirs, 'Content-Type': 'application/json' });
    // The whole client, its HTTP replaced, sends that very text.
    const client = new ClobClient({
      host: 'https://clob.polymarket.com',
      chain: Chain.POLYGON,
      signer,
      creds: KEY,
      signatureType: SignatureTypeV2.EOA,
    } as unknown as ConstructorParameters<typeof ClobClient>[0]);
    let posted: unknown = null;
    (client as unknown as { post: (url: string, options: { data: unknown }) => Promise<unknown> }).post = async (
      _url,
      options,
    ) => {
      posted = options.data;
      return [];
    };
    await client.postOrders(
      signed.map((order) => {
        const { order: body } = JSON.parse(order.body) as { order: Record<string, never> };
        return { order: { ...body, salt: String(body['salt']) } as never, orderType: OrderType.GTD };
      }),
    );
    expect(JSON.stringify(posted)).toBe(sent?.body);
  });

  it('logs in with the headers of the official client', async () => {
    const wallet = walletOf(4);
    const owner = address(wallet.address);
    const data = entry.buildLogin(owner, 1_795_000_000);
    const signature = await sign(wallet, data);
    const canned = cannedHttp((request) =>
      request.url.endsWith('/auth/derive-api-key')
        ? json({ error: 'Could not derive api key' }, 400)
        : json({ apiKey: KEY.key, secret: KEY.secret, passphrase: KEY.passphrase }),
    );
    const own = createPolymarketTrading({ http: canned.http, clock: createFakeClock(), log: createMemoryLog() });
    const credentials = await own.deriveCredentials(
      { owner, signature, timestampSeconds: 1_795_000_000 },
      new AbortController().signal,
    );
    expect(credentials).toEqual({ ok: true, value: KEY });
    const { signer } = recorder(wallet);
    const theirs = await createL1Headers(signer, 137, 0, 1_795_000_000);
    expect(canned.requests.map((request) => [request.method, request.url, request.headers])).toEqual([
      ['GET', 'https://clob.polymarket.com/auth/derive-api-key', theirs],
      ['POST', 'https://clob.polymarket.com/auth/api-key', theirs],
    ]);
  });
});
