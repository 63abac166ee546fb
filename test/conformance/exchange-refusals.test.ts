/** Orders that the venue refuses, sent by the official client, with the venue's exact words. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Wallet } from 'ethers';
import { ClobClient, Chain, OrderType as Type } from '@polymarket/clob-client-v2';
import type { SignedOrder } from '@polymarket/clob-client-v2';
import type { RunningExchange } from '../../exchange/start';
import {
  ask,
  createTrader,
  DOLLARS,
  KEYS,
  negRisk,
  OrderType,
  plain,
  refusalOf,
  second,
  Side,
  signerOf,
  startSmallExchange,
} from '../kit/small-exchange';
import type { Trader } from '../kit/small-exchange';

let exchange: RunningExchange;
let trader: Trader;
beforeEach(async () => {
  exchange = await startSmallExchange();
  trader = await createTrader(exchange, { key: KEYS[0], type: 0 });
});
afterEach(() => exchange.close());

const [YES] = plain.tokens;
const create = (size = 10, price = 0.4, tokenID = YES) =>
  trader.client.createOrder({ tokenID, price, size, side: Side.BUY });
const post = async (order: SignedOrder, type: Type = OrderType.GTC, postOnly = false) =>
  (await refusalOf(trader.client.postOrder(order, type, postOnly))).replace(/0x[0-9a-f]{64}/, 'ID');
/** Amounts that the client would not make itself, signed with its own builder. */
const raw = async (amounts: {
  readonly makerAmount: string;
  readonly takerAmount: string;
  readonly side: Side;
}): Promise<SignedOrder> => {
  const order = await trader.client.createExchangeV3OrderFromAmounts({ tokenID: second.tokens[0], ...amounts });
  return order;
};

describe('refused with the words of the venue', () => {
  it("a signature that is not the owner's", async () => {
    const order = await create();
    const flipped =
      order.signature.slice(0, 20) + (order.signature[20] === 'a' ? 'b' : 'a') + order.signature.slice(21);
    expect(await post({ ...order, signature: flipped })).toBe('invalid signature');
    const other = new Wallet(KEYS[1]);
    const stranger = new ClobClient({
      host: exchange.plainUrl,
      chain: Chain.POLYGON,
      signer: signerOf(other),
      creds: trader.client.creds ?? { key: '', secret: '', passphrase: '' },
    });
    const theirs = await stranger.createOrder({ tokenID: YES, price: 0.4, size: 10, side: Side.BUY });
    expect(await post(theirs)).toBe('the order signer address has to be the address of the API KEY');
    expect(await post({ ...theirs, maker: trader.wallet.address, signer: trader.wallet.address })).toBe(
      'invalid signature',
    );
  });

  it('the malleable twin of a good signature', async () => {
    const order = await create();
    const n = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const s = (n - BigInt(`0x${order.signature.slice(66, 130)}`)).toString(16).padStart(64, '0');
    const twin = `${order.signature.slice(0, 66)}${s}${order.signature.endsWith('1b') ? '1c' : '1b'}`;
    expect(await post({ ...order, signature: twin })).toBe('invalid signature');
    expect(await post(order)).toBe('');
  });

  it('an order for another version or another exchange', async () => {
    const third = await trader.client.createOrder(
      { tokenID: YES, price: 0.4, size: 10, side: Side.BUY },
      { tickSize: '0.01', version: 3 },
    );
    expect(await post(third)).toBe('order_version_mismatch');
    const secondOnThird = await trader.client.createOrder(
      { tokenID: second.tokens[0], price: 0.4, size: 10, side: Side.BUY },
      { tickSize: '0.01', version: 2 },
    );
    expect(await post(secondOnThird)).toBe('order_version_mismatch');
    const wrongExchange = await trader.client.createOrder(
      { tokenID: negRisk.tokens[0], price: 0.4, size: 10, side: Side.BUY },
      { tickSize: '0.001', negRisk: false, version: 2 },
    );
    expect(await post(wrongExchange)).toBe('invalid signature');
  });

  it('every order once the venue flips to version 3, until it is signed anew', async () => {
    const order = await create();
    exchange.faults.patch({ clobVersion: 3 });
    expect(await post(order)).toBe('order_version_mismatch');
    expect(await trader.client.getVersion()).toBe(3);
    expect(
      (await trader.client.createAndPostOrder({ tokenID: YES, price: 0.4, size: 10, side: Side.BUY })).status,
    ).toBe('live');
  });

  it('an order of another owner', async () => {
    const order = await create();
    const other = await createTrader(exchange, { key: KEYS[1], type: 0 });
    const body = {
      deferExec: false,
      postOnly: false,
      order: { ...order, salt: Number(order.salt) },
      owner: other.client.creds?.key,
      orderType: 'GTC',
    };
    // The first trader's headers, the second trader's key in the body.
    const mixed = new ClobClient({
      host: exchange.plainUrl,
      chain: Chain.POLYGON,
      signer: signerOf(trader.wallet),
      creds: trader.client.creds ?? { key: '', secret: '', passphrase: '' },
    });
    const { createL2Headers } = await import('../kit/l2-headers');
    const response = await fetch(`${exchange.plainUrl}/order`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...createL2Headers(mixed, { method: 'POST', path: '/order', body: JSON.stringify(body) }),
      },
      body: JSON.stringify(body),
    });
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: 'the order owner has to be the owner of the API KEY' },
    ]);
  });

  it('a funder that is not the wallet of the signer', async () => {
    const safe = exchange.wallets.register(new Wallet(KEYS[1]).address, 'SAFE');
    const liar = new ClobClient({
      host: exchange.plainUrl,
      chain: Chain.POLYGON,
      signer: signerOf(trader.wallet),
      creds: trader.client.creds ?? { key: '', secret: '', passphrase: '' },
      signatureType: 2,
      funderAddress: safe,
      throwOnError: true,
    });
    const order = await liar.createOrder({ tokenID: YES, price: 0.4, size: 10, side: Side.BUY });
    expect(await post(order)).toBe('maker address not allowed, please use the deposit wallet flow');
  });

  it('below the minimum, off the grid, twice, or a late GTD', async () => {
    expect(await post(await create(4))).toBe('order ID is invalid. Size (4) lower than the minimum: 5');
    const fine = await trader.client
      .createOrder(
        { tokenID: second.tokens[0], price: 0.455, size: 10, side: Side.BUY },
        { tickSize: '0.001', version: 3 },
      )
      .catch((error: unknown) => String(error));
    // The client itself knows the grid; signed amounts go around it.
    expect(fine).toContain('invalid tick size');
    expect(await post(await raw({ makerAmount: '4550000', takerAmount: '10000000', side: Side.BUY }))).toBe(
      'order ID is invalid. Price (0.455) breaks minimum tick size rule: 0.01',
    );
    const order = await create();
    expect(await post(order)).toBe('');
    expect(await post(order)).toBe('order ID is invalid. Duplicated.');
    const soon = await trader.client.createOrder({
      tokenID: YES,
      price: 0.4,
      size: 10,
      side: Side.BUY,
      expiration: Math.floor(Date.now() / 1000) + 100,
    });
    expect(await post(soon, OrderType.GTD)).toBe('invalid expiration');
    expect(exchange.ledger().refused.map(({ error }) => error.replace(/0x[0-9a-f]{64}/, 'ID'))).toContain(
      'order ID is invalid. Duplicated.',
    );
  });

  it('amounts that are too fine', async () => {
    ask(exchange, second.tokens[0], 0.5, 100);
    expect(
      await post(await raw({ makerAmount: '5005000', takerAmount: '10010000', side: Side.BUY }), OrderType.FOK),
    ).toBe(
      'invalid amounts, the market buy orders maker amount supports a max accuracy of 2 decimals, taker amount a ' +
        'max of 4 decimals',
    );
    expect(
      await post(await raw({ makerAmount: '5000000', takerAmount: '10000010', side: Side.BUY }), OrderType.FAK),
    ).toBe(
      'invalid amounts, the market buy orders maker amount supports a max accuracy of 2 decimals, taker amount a ' +
        'max of 4 decimals',
    );
    expect(
      await post(await raw({ makerAmount: '10001000', takerAmount: '5000500', side: Side.SELL }), OrderType.FAK),
    ).toBe(
      'invalid amounts, the market sell orders maker amount supports a max accuracy of 2 decimals, taker amount a ' +
        'max of 4 decimals',
    );
    expect(await post(await raw({ makerAmount: '5000500', takerAmount: '10001000', side: Side.BUY }))).toBe(
      'invalid amounts, the buy orders maker amount supports a max accuracy of 4 decimals, taker amount a max of 2 ' +
        'decimals',
    );
    // On a grid of 0.001 the client's own market order has five decimals and is refused, as on the venue
    // (py-clob-client-v2 issue 99).
    ask(exchange, negRisk.tokens[0], 0.985, 100);
    const market = await trader.client.createMarketOrder({
      tokenID: negRisk.tokens[0],
      amount: 9.98,
      price: 0.985,
      side: Side.BUY,
    });
    expect(await post(market, OrderType.FAK)).toBe(
      'invalid amounts, the market buy orders maker amount supports a max accuracy of 2 decimals, taker amount a ' +
        'max of 4 decimals',
    );
  });

  it('what cannot fill, cannot be paid, or must not cross', async () => {
    ask(exchange, YES, 0.5, 10);
    expect(await post(await create(10, 0.5), OrderType.GTC, true)).toBe('invalid post-only order: order crosses book');
    const fok = await trader.client.createMarketOrder({ tokenID: YES, amount: 20, price: 0.5, side: Side.BUY });
    expect(await post(fok, OrderType.FOK)).toBe(
      "order couldn't be fully filled. FOK orders are fully filled or killed.",
    );
    const fak = await trader.client.createMarketOrder({ tokenID: YES, amount: 20, price: 0.4, side: Side.BUY });
    expect(await post(fak, OrderType.FAK)).toBe(
      'no orders found to match with FAK order. FAK orders are partially filled or killed if no match is found.',
    );
    const small = await trader.client.createMarketOrder({ tokenID: YES, amount: 0.5, price: 0.5, side: Side.BUY });
    expect(await post(small, OrderType.FOK)).toBe('invalid amount for a marketable BUY order ($0.50), min size: 1');
    expect(await post(await create(5_000))).toBe('not enough balance / allowance');
    exchange.faults.patch({ allowanceMicros: 1 * DOLLARS });
    expect(await post(await create(10))).toBe('not enough balance / allowance');
    expect(
      (await trader.client.getBalanceAllowance({ asset_type: 'COLLATERAL' as never })).allowances[
        '0xE111180000d2663C0091e4f400237545B87B996B'
      ],
    ).toBe('1000000');
  });

  it('sixteen orders at once', async () => {
    const order = await create();
    const args = Array.from({ length: 16 }, () => ({ order, orderType: Type.GTC }));
    expect(await refusalOf(trader.client.postOrders(args))).toBe('Too many orders in payload: 16, max allowed: 15');
    expect(exchange.ledger().orders.filter(({ account }) => account.startsWith('0x'))).toEqual([]);
  });

  it('everybody while trading is halted, and the banned always', async () => {
    const order = await create();
    exchange.faults.patch({ trading: 'restarting' });
    expect(await post(order)).toBe('service not ready');
    exchange.faults.patch({ trading: 'cancel-only' });
    expect(await post(order)).toBe(
      'Trading is currently cancel-only. New orders are not accepted, but cancels are allowed.',
    );
    expect((await trader.client.cancelAll()).canceled).toEqual([]);
    exchange.faults.patch({ trading: 'post-only' });
    expect(await post(order)).toBe('post-only mode: only post-only orders and cancels are allowed');
    exchange.faults.patch({ trading: 'normal', geoblock: { country: 'US', region: 'NY' } });
    expect(await post(order)).toBe('Trading restricted in your region');
    exchange.faults.patch({ geoblock: null, closedOnly: [trader.wallet.address] });
    expect(await post(order)).toBe(`'${trader.wallet.address}' address in closed only mode`);
    expect(await trader.client.getClosedOnlyMode()).toEqual({ closed_only: true });
    exchange.faults.patch({ closedOnly: [], banned: [trader.wallet.address] });
    expect(await post(order)).toBe(`'${trader.wallet.address}' address banned`);
    exchange.faults.reset();
    expect(await post(order)).toBe('');
  });

  it('private calls without good credentials', async () => {
    const creds = trader.client.creds ?? { key: '', secret: '', passphrase: '' };
    for (const wrong of [
      { ...creds, secret: Buffer.alloc(32).toString('base64') },
      { ...creds, passphrase: 'x' },
      { ...creds, key: 'x' },
    ]) {
      const client = new ClobClient({
        host: exchange.plainUrl,
        chain: Chain.POLYGON,
        signer: signerOf(trader.wallet),
        creds: wrong,
        throwOnError: true,
      });
      expect(await refusalOf(client.getOpenOrders())).toBe('Unauthorized/Invalid api key');
    }
    const stranger = new ClobClient({
      host: exchange.plainUrl,
      chain: Chain.POLYGON,
      signer: signerOf(new Wallet(KEYS[2])),
      creds,
      throwOnError: true,
    });
    expect(await refusalOf(stranger.getOpenOrders())).toBe('Unauthorized/Invalid api key');
    expect(await refusalOf(stranger.deriveApiKey())).toBe('Could not derive api key!');
    const response = await fetch(`${exchange.plainUrl}/auth/api-key`, {
      method: 'POST',
      headers: {
        poly_address: trader.wallet.address,
        poly_timestamp: '1790000000',
        poly_nonce: '0',
        poly_signature: `0x${'11'.repeat(65)}`,
      },
    });
    expect([response.status, await response.json()]).toEqual([401, { error: 'Invalid L1 Request headers' }]);
  });

  it("a deposit wallet's order with any part of its wrapped signature changed", async () => {
    const wrapped = await createTrader(exchange, { key: KEYS[1], type: 3 });
    const order = await wrapped.client.createOrder({ tokenID: YES, price: 0.4, size: 10, side: Side.BUY });
    const text = order.signature;
    // Inner signature, domain separator, contents hash, type string, length.
    for (const position of [40, 140, 210, 300, text.length - 1]) {
      const changed = text.slice(0, position) + (text[position] === '0' ? '1' : '0') + text.slice(position + 1);
      expect(await refusalOf(wrapped.client.postOrder({ ...order, signature: changed }))).toBe('invalid signature');
    }
    expect(await refusalOf(wrapped.client.postOrder({ ...order, signature: text.slice(0, 132) }))).toBe(
      'invalid signature',
    );
    expect(await refusalOf(wrapped.client.postOrder(order))).toBe('');
  });
});
