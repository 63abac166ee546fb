import { Signature, Wallet, keccak256, toBeHex, toUtf8Bytes } from 'ethers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../../lib/domain/ids';
import { parseAddress } from '../../../lib/domain/ids';
import { priceMicros, sizeMicros, timeMs } from '../../../lib/domain/units';
import type { TradingAccount } from '../../../lib/domain/account';
import type { ApiCredentials, OrderTerms } from '../../../lib/ports/order-entry';
import { walletCandidates } from '../../../lib/venues/polymarket/orders/accounts';
import { limitAmounts } from '../../../lib/venues/polymarket/orders/amounts';
import type { SignableOrder } from '../../../lib/venues/polymarket/orders/order-struct';
import { buildOrder, ethersTypes } from '../../../lib/venues/polymarket/orders/order-struct';
import { attachSignature, buildClobAuth, checkClobAuth } from '../../../lib/venues/polymarket/orders/signing';
import { deriveWallet } from '../../../exchange/crypto/wallets';
import { conditionId, token } from '../../kit/venue';
import * as en from '../../../lib/words/en';

const SEED = Number(process.env['FACET_SEED'] ?? Date.now() % 1_000_000_007);
const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const KEY: ApiCredentials = { key: 'key', secret: 'c2VjcmV0', passphrase: 'pass' };
const wallet = new Wallet(keccak256(toUtf8Bytes('signing test')));
const other = new Wallet(keccak256(toUtf8Bytes('somebody else')));

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === null) throw new Error('fixture');
  return parsed;
}

const owner = address(wallet.address);
const funder = address(walletCandidates(owner)[0]?.address ?? '');
const accounts: readonly TradingAccount[] = [
  { owner, funder: owner, signatureType: 0 },
  { owner, funder, signatureType: 2 },
  { owner, funder, signatureType: 3 },
];
const terms: OrderTerms = {
  conditionId: conditionId(1),
  tokenId: token(123456789),
  contract: { protocol: 'v1', negRisk: false },
  side: 'buy',
  sizeMicros: sizeMicros(50_000_000),
  limitPriceMicros: priceMicros(430_000),
  tickMicros: priceMicros(10_000),
  expirationSeconds: 1_795_000_200,
  salt: 123_456_789_012,
  timestampMs: timeMs(1_795_000_000_000),
};

function built(account: TradingAccount, over: Partial<OrderTerms> = {}): SignableOrder {
  const order = buildOrder(account, { ...terms, ...over });
  if (!order.ok) throw new Error(en.failure(order.error));
  return order.value;
}

const sign = (order: SignableOrder, by = wallet): Promise<string> =>
  by.signTypedData({ ...order.typedData.domain }, ethersTypes(order.typedData.types), { ...order.typedData.message });
const bytesOf = (hex: string): number[] => (hex.slice(2).match(/../g) ?? []).map((pair) => parseInt(pair, 16));
const hexOf = (bytes: readonly number[]): string =>
  `0x${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;

describe('attachSignature', () => {
  it('takes every form of the same signature and sends one', async () => {
    // Enough orders that both parities come up.
    for (const account of accounts)
      for (let salt = 1; salt <= 8; salt += 1) {
        const order = built(account, { salt });
        const signature = await sign(order);
        const usual = attachSignature({ account, order, signature, credentials: KEY });
        expect(usual.ok).toBe(true);
        const compact = Signature.from(signature).compactSerialized;
        const digits = signature.slice(2);
        const parity = `${digits.slice(0, 128)}${digits.endsWith('1b') ? '00' : '01'}`;
        for (const form of [
          compact,
          compact.slice(2).toUpperCase(),
          digits,
          digits.toUpperCase(),
          `0X${digits.toUpperCase()}`,
          `0x${parity}`,
          parity,
          ` ${signature}\n`,
        ])
          expect(attachSignature({ account, order, signature: form, credentials: KEY })).toEqual(usual);
        for (const wrong of [
          `${signature.slice(0, -2)}1d`,
          `${signature.slice(0, -2)}02`,
          `0x0x${digits}`,
          `${digits.slice(0, 127)}`,
          `${signature} ${signature}`,
          (await sign(built(account, { salt: 99 }))).slice(0, 130),
        ])
          expect(attachSignature({ account, order, signature: wrong, credentials: KEY }).ok).toBe(false);
      }
  });

  it('takes those forms of the login as well', async () => {
    const login = buildClobAuth(owner, 1_795_000_000);
    const types = ethersTypes(login.types);
    const signature = await wallet.signTypedData({ ...login.domain }, types, { ...login.message });
    expect(checkClobAuth(owner, 1_795_000_000, Signature.from(signature).compactSerialized)).toBe(signature);
    expect(checkClobAuth(owner, 1_795_000_000, signature.slice(2).toUpperCase())).toBe(signature);
  });

  it("takes the owner's signature, also with the recovery bit of hardware wallets", async () => {
    for (const account of accounts) {
      const order = built(account);
      const signature = await sign(order);
      const usual = attachSignature({ account, order, signature, credentials: KEY });
      const v = parseInt(signature.slice(-2), 16);
      const ledger = attachSignature({
        account,
        order,
        signature: `${signature.slice(0, -2)}${(v - 27).toString(16).padStart(2, '0')}`,
        credentials: KEY,
      });
      expect(usual.ok).toBe(true);
      expect(ledger).toEqual(usual);
    }
  });

  it(`refuses 1,000 mutated signatures (seed ${SEED})`, async () => {
    const cases = await Promise.all(
      accounts.map(async (account) => {
        const order = built(account);
        return { account, order, signature: await sign(order) };
      }),
    );
    const mutation = fc.oneof(
      fc.record({
        kind: fc.constant('flip' as const),
        at: fc.integer({ min: 0, max: 64 }),
        bit: fc.integer({ min: 0, max: 7 }),
      }),
      fc.record({ kind: fc.constant('cut' as const), at: fc.integer({ min: 0, max: 64 }) }),
      fc.record({ kind: fc.constant('grow' as const), at: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ kind: fc.constant('swap' as const), at: fc.integer({ min: 0, max: 63 }) }),
      fc.record({ kind: fc.constant('random' as const), bytes: fc.uint8Array({ minLength: 65, maxLength: 65 }) }),
      fc.record({
        kind: fc.constant('text' as const),
        text: fc.oneof(fc.string(), fc.constantFrom('0x', 'null', 'undefined', '[object Object]')),
      }),
      fc.record({ kind: fc.constant('high-s' as const) }),
    );
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...cases), mutation, ({ account, order, signature }, change) => {
        const bytes = bytesOf(signature);
        let mutated = signature;
        switch (change.kind) {
          case 'flip':
            mutated = hexOf(bytes.map((byte, i) => (i === change.at ? byte ^ (1 << change.bit) : byte)));
            break;
          case 'cut':
            mutated = hexOf(bytes.slice(0, change.at));
            break;
          case 'grow':
            mutated = hexOf([...bytes, ...bytes.slice(0, change.at)]);
            break;
          case 'swap':
            mutated = hexOf(
              bytes.map((byte, i) =>
                i === change.at ? (bytes[i + 1] ?? 0) : i === change.at + 1 ? (bytes[i - 1] ?? 0) : byte,
              ),
            );
            break;
          case 'random':
            mutated = hexOf([...change.bytes]);
            break;
          case 'text':
            mutated = change.text;
            break;
          case 'high-s': {
            const s = CURVE_ORDER - BigInt(hexOf(bytes.slice(32, 64)));
            mutated = `${hexOf(bytes.slice(0, 32))}${toBeHex(s, 32).slice(2)}${(bytes[64] ?? 27) === 27 ? '1c' : '1b'}`;
          }
        }
        // The first 64 bytes of an even signature are its compact form.
        fc.pre(!(change.kind === 'cut' && change.at === 64 && bytes[64] === 27));
        // Neighbouring equal bytes swap into themselves.
        fc.pre(mutated.toLowerCase() !== signature.toLowerCase());
        const answer = attachSignature({ account, order, signature: mutated, credentials: KEY });
        expect(answer.ok ? 'taken' : answer.error.code).toBe('bad-signature');
        refused += 1;
      }),
      { seed: SEED, numRuns: 1_000 },
    );
    expect(refused).toBeGreaterThanOrEqual(1_000);
  }, 240_000);

  it("refuses another's signature, other terms, another version, a deposit wallet's bare order", async () => {
    for (const account of accounts) {
      const order = built(account);
      const attempts = [
        await sign(order, other),
        await sign(built(account, { limitPriceMicros: priceMicros(440_000) })),
        await sign(built(account, { side: 'sell' })),
        await sign(built(account, { contract: { ...terms.contract, protocol: 'v2' } })),
        await sign(built(account, { contract: { ...terms.contract, negRisk: true } })),
        await sign(built(account, { salt: terms.salt + 1 })),
        await wallet.signMessage('hello'),
      ];
      for (const signature of attempts)
        expect(attachSignature({ account, order, signature, credentials: KEY }).ok).toBe(false);
    }
    const [, , deposit] = accounts;
    if (!deposit) throw new Error('fixture');
    const order = built(deposit);
    const contents = order.typedData.message['contents'] as Record<string, unknown>;
    const bare = await wallet.signTypedData(
      { ...order.typedData.domain },
      { Order: ethersTypes(order.typedData.types)['Order'] ?? [] },
      contents,
    );
    expect(attachSignature({ account: deposit, order, signature: bare, credentials: KEY }).ok).toBe(false);
  });

  it('refuses an order whose data changed after it was built', async () => {
    const [account] = accounts;
    if (!account) throw new Error('fixture');
    const order = built(account);
    const dearer: SignableOrder = {
      ...order,
      typedData: { ...order.typedData, message: { ...order.typedData.message, makerAmount: '999999999' } },
    };
    const cheaper: SignableOrder = { ...order, terms: { ...order.terms, limitPriceMicros: priceMicros(10_000) } };
    for (const changed of [dearer, cheaper, { ...order, hash: built(account, { salt: 1 }).hash }]) {
      const answer = attachSignature({ account, order: changed, signature: await sign(changed), credentials: KEY });
      expect(answer.ok ? 'taken' : answer.error.code).toBe('order-changed');
    }
  });
});

describe('buildOrder', () => {
  it('gives the same hash for the same terms, and another for any other', () => {
    const [account] = accounts;
    if (!account) throw new Error('fixture');
    const hash = built(account).hash;
    expect(built(account).hash).toBe(hash);
    // The expiry travels unsigned.
    expect(built(account, { expirationSeconds: terms.expirationSeconds + 5 }).hash).toBe(hash);
    for (const over of [
      { salt: 7 },
      { timestampMs: timeMs(1_795_000_000_001) },
      { side: 'sell' as const },
      { contract: { ...terms.contract, negRisk: true } },
      { contract: { ...terms.contract, protocol: 'v2' as const } },
      { tokenId: token(5) },
    ])
      expect(built(account, over).hash).not.toBe(hash);
  });

  it('refuses terms that cannot be exact or valid, each with a sentence', () => {
    const [plain, safe] = accounts;
    if (!plain || !safe) throw new Error('fixture');
    const bad: readonly Partial<OrderTerms>[] = [
      { limitPriceMicros: priceMicros(435_000) },
      { limitPriceMicros: priceMicros(0) },
      { limitPriceMicros: priceMicros(1_000_000) },
      { sizeMicros: sizeMicros(0) },
      { sizeMicros: sizeMicros(50_005_000) },
      { tickMicros: priceMicros(20_000) },
      { salt: 0 },
      { salt: 2 ** 53 },
      { salt: 1.5 },
      { expirationSeconds: 1_795_000_179 },
      { timestampMs: timeMs(0) },
    ];
    for (const over of bad) {
      const order = buildOrder(plain, { ...terms, ...over });
      expect(order.ok, JSON.stringify(over)).toBe(false);
      if (!order.ok) expect(en.failure(order.error)).toMatch(/Nothing was signed|nothing was signed/);
    }
    expect(buildOrder({ ...plain, funder }, terms).ok).toBe(false);
    expect(buildOrder({ ...safe, funder: owner }, terms).ok).toBe(false);
  });

  it(`makes amounts that give back the price exactly (seed ${SEED})`, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(100_000, 10_000, 5_000, 2_500, 1_000, 100),
        fc.integer({ min: 1, max: 9_999 }),
        fc.integer({ min: 1, max: 1_000_000_000 }),
        fc.constantFrom('buy' as const, 'sell' as const),
        (tick, step, hundredths, side) => {
          const price = tick * (1 + (step % (1_000_000 / tick - 1)));
          const amounts = limitAmounts({
            side,
            sizeMicros: sizeMicros(hundredths * 10_000),
            limitPriceMicros: priceMicros(price),
            tickMicros: priceMicros(tick),
          });
          if (!amounts.ok) throw new Error(en.failure(amounts.error));
          const [cash, shares] =
            side === 'buy'
              ? [amounts.value.makerAmount, amounts.value.takerAmount]
              : [amounts.value.takerAmount, amounts.value.makerAmount];
          expect(BigInt(cash) * 1_000_000n).toBe(BigInt(shares) * BigInt(price));
          expect(BigInt(shares)).toBe(BigInt(hundredths) * 10_000n);
        },
      ),
      { seed: SEED, numRuns: 1_000 },
    );
  });
});

describe('wallets', () => {
  it('derives the same contract addresses as the exchange does by itself', () => {
    for (let i = 0; i < 25; i += 1) {
      const someone = address(new Wallet(keccak256(toUtf8Bytes(`owner ${i}`))).address);
      expect(walletCandidates(someone).map((candidate) => candidate.address)).toEqual([
        deriveWallet(someone, 'WALLET'),
        deriveWallet(someone, 'WALLET-UUPS'),
        deriveWallet(someone, 'SAFE'),
        deriveWallet(someone, 'PROXY'),
      ]);
    }
  });
});

describe('login', () => {
  it("takes only the owner's signature of this very login", async () => {
    const data = buildClobAuth(owner, 1_795_000_000);
    const types = ethersTypes(data.types);
    const signature = await wallet.signTypedData({ ...data.domain }, types, { ...data.message });
    expect(checkClobAuth(owner, 1_795_000_000, signature)).toBe(signature);
    expect(checkClobAuth(owner, 1_795_000_001, signature)).toBe(null);
    expect(checkClobAuth(address(other.address), 1_795_000_000, signature)).toBe(null);
  });
});
