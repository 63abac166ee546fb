/** The exchange's hashes, signatures and fees against recorded answers of the venue and published vectors. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  AbiCoder,
  concat,
  getCreate2Address,
  keccak256 as ethersKeccak,
  solidityPackedKeccak256,
  toBeHex,
  TypedDataEncoder,
  Wallet,
} from 'ethers';
import { bookHash } from '../../exchange/clob/books';
import type { BookSummary } from '../../exchange/clob/books';
import { feeMicros } from '../../exchange/core/fees';
import { hmacSignature, verifyClobAuth } from '../../exchange/crypto/auth';
import { contracts, SAFE_INIT_CODE_HASH, venueFor } from '../../exchange/crypto/contracts';
import { checksumAddress, keccak256 } from '../../exchange/crypto/keccak';
import { orderHash, recoverOrderSigner } from '../../exchange/crypto/order';
import type { SignedOrder } from '../../exchange/crypto/order';
import { deriveWallet } from '../../exchange/crypto/wallets';

const DATA = process.env['FACET_DATA'] ?? '../shared/data';
const hasData = existsSync(DATA);
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- recorded answers of a known shape
const load = (...path: string[]): any => JSON.parse(readFileSync(join(DATA, ...path), 'utf8'));
const micros = (text: string): number => Math.round(Number(text) * 1e6);

describe('book hash', () => {
  it.skipIf(!hasData)('real data: 10 recorded books of one event (needs ../shared/data)', () => {
    const books: BookSummary[] = load('books', 'fed-june-2026', 'clob-books.json');
    expect(books).toHaveLength(10);
    for (const book of books) expect(bookHash(book)).toBe(book.hash);
  });

  it.skipIf(!hasData)('real data: single recorded books (needs ../shared/data)', () => {
    for (const path of [
      ['one-book-2026-03-22', 'book.json'],
      ['one-book-2026-08-09', 'polymarket-book.json'],
    ]) {
      const book: BookSummary = load('messages', ...path);
      expect(bookHash(book)).toBe(book.hash);
      // The hash covers every part.
      expect(bookHash({ ...book, last_trade_price: '0.123' })).not.toBe(book.hash);
      expect(bookHash({ ...book, neg_risk: !book.neg_risk })).not.toBe(book.hash);
    }
  });

  it.skipIf(!hasData)('published vectors in the order of the venue (needs ../shared/data)', () => {
    const vectors: readonly { readonly book: BookSummary; readonly sha1: string }[] = load(
      'vectors',
      'vectors.json',
    ).book_hash_server_order.flatMap((one: object) => one);
    expect(vectors.length).toBeGreaterThanOrEqual(2);
    for (const { book, sha1 } of vectors) expect(bookHash(book)).toBe(sha1);
  });

  it('has an eleventh key for protocol v2 only', () => {
    const book: BookSummary = {
      market: '0xaabbcc',
      asset_id: '100',
      timestamp: '123456789',
      hash: '',
      bids: [
        { price: '0.3', size: '100' },
        { price: '0.4', size: '100' },
      ],
      asks: [
        { price: '0.6', size: '100' },
        { price: '0.7', size: '100' },
      ],
      min_order_size: '100',
      tick_size: '0.01',
      neg_risk: false,
      last_trade_price: '0.5',
    };
    expect(bookHash(book)).toBe('0458ea5755c9f73d64a14636fa5c36ed460ec394');
    expect(bookHash({ ...book, version: 'v2' })).not.toBe('0458ea5755c9f73d64a14636fa5c36ed460ec394');
  });
});

describe('fees', () => {
  it.skipIf(!hasData)('real data: the recorded fee table, all cases of this venue (needs ../shared/data)', () => {
    const cases: readonly {
      readonly venue: string;
      readonly contracts: string;
      readonly price: string;
      readonly rate: string;
      readonly total_fee: string;
    }[] = load('messages', 'one-book-2026-08-09', 'cost-conformance.json').fee_cases;
    expect(cases).toHaveLength(1023);
    const ours = cases.filter(({ venue }) => venue === 'polymarket');
    expect(ours).toHaveLength(495);
    const wrong = ours.filter(
      (one) =>
        feeMicros({ rate: one.rate, exponent: 1, takerOnly: true }, micros(one.contracts), micros(one.price)) !==
        micros(one.total_fee),
    );
    expect(wrong).toEqual([]);
  });

  it('worked examples of the documentation', () => {
    const fee = (rate: string, shares: number, price: number): number =>
      feeMicros({ rate, exponent: 1, takerOnly: true }, shares * 1e6, price * 1e6);
    expect(fee('0.07', 100, 0.5)).toBe(1_750_000);
    expect(fee('0.04', 100, 0.5)).toBe(1_000_000);
    expect(fee('0.05', 100, 0.97)).toBe(145_500);
    expect(fee('0.07', 10, 0.65)).toBe(159_250);
    // 0.0000349650 is nearer to 0.00003, 0.0003465 to 0.00035.
    expect(fee('0.07', 0.5, 0.001)).toBe(30);
    expect(fee('0.07', 0.5, 0.01)).toBe(350);
    expect(feeMicros(null, 1e6, 5e5)).toBe(0);
    expect(feeMicros({ rate: '0.04', exponent: 2, takerOnly: true }, 100e6, 5e5)).toBe(250_000);
  });
});

describe('authentication', () => {
  it.skipIf(!hasData)('published ClobAuth signature (needs ../shared/data)', () => {
    const { address, clob_auth } = load('vectors', 'vectors.json');
    for (const { chainId, timestamp, nonce, signature } of clob_auth) {
      const claim = { address, timestamp, nonce: String(nonce), signature, chainId };
      expect(verifyClobAuth(claim)).toBe(true);
      expect(verifyClobAuth({ ...claim, nonce: String(nonce + 1) })).toBe(false);
      expect(verifyClobAuth({ ...claim, chainId: 137 })).toBe(false);
      expect(verifyClobAuth({ ...claim, address: `0x${'11'.repeat(20)}` })).toBe(false);
    }
  });

  it.skipIf(!hasData)('published HMAC vectors (needs ../shared/data)', () => {
    const vectors = load('vectors', 'vectors.json');
    expect(vectors.hmac).toHaveLength(4);
    for (const { secret, signature, ...parts } of vectors.hmac) expect(hmacSignature(secret, parts)).toBe(signature);
    const parts = { timestamp: '1', method: 'GET', path: '/', body: '' };
    for (const { a, b } of vectors.hmac_secret_equivalents)
      expect(hmacSignature(a, parts)).toBe(hmacSignature(b, parts));
  });
});

describe('order signatures', () => {
  it.skipIf(!hasData)('published deposit-wallet signature, and nothing near it (needs ../shared/data)', () => {
    const { address, orders_v2_poly1271 } = load('vectors', 'vectors.json');
    expect(orders_v2_poly1271.length).toBeGreaterThan(0);
    for (const { domain, message, signature } of orders_v2_poly1271) {
      const order: SignedOrder = { ...message, side: message.side === 0 ? 'BUY' : 'SELL', expiration: '0', signature };
      const venue = {
        domainVersion: domain.version,
        verifyingContract: domain.verifyingContract,
        chainId: domain.chainId,
      };
      expect(recoverOrderSigner(order, venue)).toBe(address.toLowerCase());
      expect(recoverOrderSigner({ ...order, makerAmount: '100000001' }, venue)).toBeNull();
      expect(recoverOrderSigner(order, { ...venue, chainId: 137 })).toBeNull();
      expect(recoverOrderSigner({ ...order, signatureType: 0 }, venue)).toBeNull();
    }
  });
});

describe('order hashes', () => {
  it('agree with ethers for any order and exchange', async () => {
    const hex = (bytes: number) =>
      fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((value) => `0x${Buffer.from(value).toString('hex')}`);
    const uint = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).map(String);
    const anyOrder = fc.record({
      salt: fc.maxSafeNat().map(String),
      maker: hex(20),
      signer: hex(20),
      tokenId: uint,
      makerAmount: uint,
      takerAmount: uint,
      side: fc.constantFrom('BUY' as const, 'SELL' as const),
      signatureType: fc.constantFrom(0, 1, 2, 3),
      timestamp: uint,
      metadata: hex(32),
      builder: hex(32),
    });
    const fields =
      'salt:uint256 maker:address signer:address tokenId:uint256 makerAmount:uint256 takerAmount:uint256 ' +
      'side:uint8 signatureType:uint8 timestamp:uint256 metadata:bytes32 builder:bytes32';
    const types = {
      Order: fields.split(' ').map((field) => ({ name: field.split(':')[0] ?? '', type: field.split(':')[1] ?? '' })),
    };
    const wallet = new Wallet(`0x${'42'.repeat(32)}`);
    await fc.assert(
      fc.asyncProperty(
        anyOrder,
        fc.constantFrom(2 as const, 3 as const),
        fc.boolean(),
        async (terms, version, negRisk) => {
          const venue = venueFor(version, negRisk);
          const domain = {
            name: 'Polymarket CTF Exchange',
            version: venue.domainVersion,
            chainId: 137,
            verifyingContract: venue.verifyingContract,
          };
          const message = { ...terms, side: terms.side === 'BUY' ? 0 : 1 };
          const order: SignedOrder = {
            ...terms,
            signatureType: terms.signatureType === 3 ? 0 : terms.signatureType,
            expiration: '0',
            signature: '0x',
          };
          const signed = { ...message, signatureType: order.signatureType };
          expect(orderHash(order, venue)).toBe(TypedDataEncoder.hash(domain, types, signed));
          expect(
            recoverOrderSigner({ ...order, signature: await wallet.signTypedData(domain, types, signed) }, venue),
          ).toBe(wallet.address.toLowerCase());
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('wallet addresses', () => {
  it('keccak and checksums agree with ethers', () => {
    for (const hex of ['0x', '0x00', `0x${'ab'.repeat(300)}`]) expect(keccak256(hex)).toBe(ethersKeccak(hex));
    for (let index = 0; index < 20; index += 1) {
      const { address } = Wallet.createRandom();
      expect(checksumAddress(address.toLowerCase())).toBe(address);
    }
  });

  it('CREATE2 addresses agree with ethers for random owners', () => {
    const abi = AbiCoder.defaultAbiCoder();
    for (let index = 0; index < 20; index += 1) {
      const { address } = Wallet.createRandom();
      expect(deriveWallet(address, 'SAFE')).toBe(
        getCreate2Address(contracts.safeFactory, ethersKeccak(abi.encode(['address'], [address])), SAFE_INIT_CODE_HASH),
      );
      const proxyCode = concat([
        '0x3d3d606380380380913d393d73',
        contracts.proxyFactory,
        '0x5af4602a57600080fd5b602d8060366000396000f3363d3d373d3d3d363d73',
        contracts.proxyImplementation,
        '0x5af43d82803e903d91602b57fd5bf3',
        '0x52e831dd',
        abi.encode(['bytes'], ['0x']),
      ]);
      expect(deriveWallet(address, 'PROXY')).toBe(
        getCreate2Address(
          contracts.proxyFactory,
          solidityPackedKeccak256(['address'], [address]),
          ethersKeccak(proxyCode),
        ),
      );
      const args = abi.encode(
        ['address', 'bytes32'],
        [contracts.depositWalletFactory, `0x${address.slice(2).padStart(64, '0')}`],
      );
      const grow = (prefix: bigint): string => toBeHex(prefix + (64n << 56n), 10);
      const beacon = concat([
        grow(0x6100523d8160233d3973n),
        contracts.depositWalletBeacon,
        '0x60195155f3363d3d373d3d363d602036600436635c60da',
        '0x1b60e01b36527fa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6c',
        '0xb3582b35133d50545afa5036515af43d6000803e604d573d6000fd5b3d6000f3',
        args,
      ]);
      expect(deriveWallet(address, 'WALLET')).toBe(
        getCreate2Address(contracts.depositWalletFactory, ethersKeccak(args), ethersKeccak(beacon)),
      );
      const uups = concat([
        grow(0x61003d3d8160233d3973n),
        contracts.depositWalletImplementation,
        '0x6009',
        '0x5155f3363d3d373d3d363d7f360894a13ba1a3210667c828492db98dca3e2076',
        '0xcc3735a920a3ca505d382bbc545af43d6000803e6038573d6000fd5b3d6000f3',
        args,
      ]);
      expect(deriveWallet(address, 'WALLET-UUPS')).toBe(
        getCreate2Address(contracts.depositWalletFactory, ethersKeccak(args), ethersKeccak(uups)),
      );
    }
  });
});
