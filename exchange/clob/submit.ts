/**
 * `POST /order` and `POST /orders`: each order is checked on its own (payload, key, wallet, version and signature,
 * amounts) and then given to the engine. A single order is refused with status 400; an element of a batch with
 * `errorMsg` in an answer that says success.
 */
import { z } from 'zod';
import { refusals } from '../core/checks';
import type { ApiKey } from '../crypto/auth';
import { venueFor } from '../crypto/contracts';
import type { FaultState } from '../faults';
import { orderHash, recoverOrderSigner } from '../crypto/order';
import type { SignedOrder } from '../crypto/order';
import { errorReply, isRecord, parseJson, reply } from '../http';
import type { Reply, Silence } from '../http';
import type { MarketSpec, PlaceResult } from '../model';
import { shortSpender } from './allowances';
import { amountText, parseMicros, priceAmounts } from './amounts';
import { authenticate } from './context';
import type { Call, ClobContext } from './context';

const MOST_ORDERS = 15;

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const whole = z.string().regex(/^\d{1,78}$/);
const word = z.string().regex(/^0x[0-9a-fA-F]{64}$/);

const payload = z.object({
  order: z.object({
    salt: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER),
    maker: address,
    signer: address,
    tokenId: whole,
    makerAmount: whole,
    takerAmount: whole,
    side: z.enum(['BUY', 'SELL']),
    signatureType: z.number().int().min(0).max(3),
    timestamp: whole,
    expiration: whole,
    metadata: word,
    builder: word,
    signature: z
      .string()
      .regex(/^0x[0-9a-fA-F]*$/)
      .max(4000),
  }),
  owner: z.string(),
  orderType: z.enum(['GTC', 'GTD', 'FOK', 'FAK']),
  deferExec: z.boolean().optional(),
  postOnly: z.boolean().optional(),
});

/** The struct of the first CLOB release, which is refused since 2026-04-28: it has no timestamp. */
const retired = z.object({
  order: z.object({ nonce: z.string(), feeRateBps: z.string(), timestamp: z.undefined().optional() }),
});

type Payload = z.output<typeof payload>;

function refused(
  context: ClobContext,
  options: { readonly id: string; readonly account: string; readonly error: string },
): PlaceResult {
  context.core.noteRefusal(options.id, options.account, options.error);
  return { ok: false, id: options.id, error: options.error };
}

/** Which signature the market wants now, or null when a fault says that no known one will do. */
function orderVersion(context: ClobContext, marketVersion: 'v1' | 'v2'): 2 | 3 | null {
  if (marketVersion === 'v2') return 3;
  const version = context.faults.current.clobVersion;
  return version === 2 || version === 3 ? version : null;
}

/** The account whose money the order may spend, or the venue's refusal. */
function checkWallet(context: ClobContext, order: SignedOrder, key: ApiKey): string | null {
  const signer = order.signer.toLowerCase();
  const maker = order.maker.toLowerCase();
  if (order.signatureType === 3) {
    const wallet = context.wallets.get(signer);
    return wallet &&
      wallet.owner.toLowerCase() === key.address &&
      (wallet.kind === 'WALLET' || wallet.kind === 'WALLET-UUPS') &&
      maker === signer
      ? null
      : 'the order signer address has to be the address of the API KEY';
  }
  if (signer !== key.address) return 'the order signer address has to be the address of the API KEY';
  const { plainMakers } = context.faults.current;
  if (
    order.signatureType === 0 &&
    plainMakers !== null &&
    !plainMakers.some((one) => one.toLowerCase() === maker) &&
    !context.wallets.isOldPlain(maker)
  )
    return 'maker address not allowed, please use the deposit wallet flow';
  return context.wallets.funder(key.address, order.signatureType)?.toLowerCase() === maker
    ? null
    : 'maker address not allowed, please use the deposit wallet flow';
}

/** The signature must be the key owner's for the exchange that settles this market. */
function checkSignature(
  order: SignedOrder,
  key: ApiKey,
  wanted: { readonly version: 2 | 3; readonly negRisk: boolean },
): string | null {
  if (recoverOrderSigner(order, venueFor(wanted.version, wanted.negRisk)) === key.address) return null;
  const other = recoverOrderSigner(order, venueFor(wanted.version === 2 ? 3 : 2, wanted.negRisk));
  return other === key.address ? 'order_version_mismatch' : 'invalid signature';
}

function standing(context: ClobContext, order: SignedOrder, key: ApiKey): string | null {
  const { banned, closedOnly } = context.faults.current;
  const named = (list: readonly string[]): boolean =>
    list.some((one) => one.toLowerCase() === key.address || one.toLowerCase() === order.maker.toLowerCase());
  if (named(banned)) return `'${order.maker}' address banned`;
  return order.side === 'BUY' && named(closedOnly) ? `'${order.maker}' address in closed only mode` : null;
}

function submit(context: ClobContext, item: unknown, key: ApiKey, position: number): PlaceResult {
  const parsed = payload.safeParse(item);
  if (!parsed.success)
    return refused(context, {
      id: '',
      account: key.address,
      error: retired.safeParse(item).success ? 'order_version_mismatch' : refusals.payload,
    });
  const { order: body, owner, orderType, postOnly } = parsed.data;
  const order: SignedOrder = { ...body, salt: String(body.salt) };
  const found = context.core.find(order.tokenId);
  const version = found ? orderVersion(context, found.market.spec.version) : 2;
  const negRisk = found?.market.spec.negRisk ?? false;
  const id = orderHash(order, venueFor(version ?? 2, negRisk));
  const no = (error: string): PlaceResult => refused(context, { id, account: order.maker, error });
  if (owner !== key.key) return no('the order owner has to be the owner of the API KEY');
  const problem = standing(context, order, key) ?? checkWallet(context, order, key);
  if (problem) return no(problem);
  if (!found) return no(refusals.unknownToken);
  if (version === null) return no('order_version_mismatch');
  const unsigned = checkSignature(order, key, { version, negRisk });
  if (unsigned) return no(unsigned);
  const { rejectOrders, killPositions } = context.faults.current;
  if (rejectOrders !== null) return no(rejectOrders);
  if (killPositions.includes(position))
    return no(
      orderType === 'FOK'
        ? refusals.fokNotFilled
        : orderType === 'FAK'
          ? refusals.fakNotFilled
          : 'order match delayed due to market conditions',
    );
  return place(context, {
    order,
    orderType,
    postOnly: postOnly ?? false,
    id,
    key,
    market: found.market.spec,
  });
}

interface Checked {
  readonly order: SignedOrder;
  readonly orderType: Payload['orderType'];
  readonly postOnly: boolean;
  readonly id: string;
  readonly key: ApiKey;
  readonly market: MarketSpec;
}

function place(context: ClobContext, { order, orderType, postOnly, id, key, market }: Checked): PlaceResult {
  const no = (error: string): PlaceResult => refused(context, { id, account: order.maker, error });
  const makerMicros = parseMicros(order.makerAmount);
  const takerMicros = parseMicros(order.takerAmount);
  const expiration = parseMicros(order.expiration);
  if (makerMicros === null || takerMicros === null || expiration === null) return no(refusals.payload);
  // A repeated order is told so before anything else about it can have changed.
  if (context.core.orders.has(id)) return no(refusals.duplicated(id));
  const amounts = priceAmounts({ side: order.side, type: orderType, makerMicros, takerMicros }, market.tickMicros, id);
  if (!amounts.ok) return no(amounts.error);
  if (shortSpender(context.faults.current, market, makerMicros) !== null) return no(refusals.balance);
  const { priceMicros, sharesMicros, cashMicros } = amounts.value;
  const instant = orderType === 'FOK' || orderType === 'FAK';
  return context.core.place({
    account: order.maker,
    tokenId: order.tokenId,
    side: order.side,
    priceMicros,
    sizeMicros: sharesMicros,
    ...(instant && order.side === 'BUY' ? { cashMicros } : {}),
    ...(instant ? { signedRatio: { cashMicros, sharesMicros } } : {}),
    type: orderType,
    postOnly,
    expiration,
    id,
    owner: key.key,
    user: key.address,
    delayMs: context.faults.current.delayMs,
  });
}

function orderResponse(result: PlaceResult) {
  if (!result.ok)
    return { errorMsg: result.error, orderID: '', takingAmount: '', makingAmount: '', status: '', success: true };
  return {
    errorMsg: '',
    orderID: result.id,
    takingAmount: amountText(result.takingMicros),
    makingAmount: amountText(result.makingMicros),
    status: result.status,
    success: true,
    ...(result.tradeIds.length > 0 ? { tradeIDs: result.tradeIds } : {}),
  };
}

/** Reasons to take no order at all, in the venue's words. */
export function tradingHalt(
  context: ClobContext,
  options: { readonly cancels: boolean; readonly postOnly: boolean },
): Reply | null {
  const { trading, geoblock } = context.faults.current;
  if (geoblock && !options.cancels) return errorReply(403, 'Trading restricted in your region');
  switch (trading) {
    case 'normal':
      return null;
    case 'restarting':
      return errorReply(425, 'service not ready');
    case 'disabled':
      return errorReply(503, 'Trading is currently disabled.');
    case 'cancel-only':
      return options.cancels
        ? null
        : errorReply(503, 'Trading is currently cancel-only. New orders are not accepted, but cancels are allowed.');
    case 'post-only':
      return options.cancels || options.postOnly
        ? null
        : errorReply(503, 'post-only mode: only post-only orders and cancels are allowed', {
            code: 'post_only_mode',
            retry_after_seconds: 30,
          });
    default:
      throw new Error(`unknown trading mode ${String(trading)}`);
  }
}

/** The orders are in, and the caller is told something else. */
function insteadOfAnswer(fault: FaultState['afterAccept']): Reply | Silence | null {
  switch (fault) {
    case 'answer':
      return null;
    case 'timeout':
      return 'never';
    case 'reset':
      return 'reset';
    case 'error':
      return errorReply(500, 'Internal server error');
    case 'limited':
      return { status: 429, body: undefined, headers: { 'retry-after': '1' } };
    case 'unready':
      return errorReply(425, 'service not ready');
    case 'page':
      return { status: 502, body: '<html>bad gateway</html>' };
  }
}

function allPostOnly(items: readonly unknown[]): boolean {
  return items.every((item) => {
    const parsed = payload.safeParse(item);
    return parsed.success && parsed.data.postOnly === true;
  });
}

/** The answer, or what a fault does instead once the orders are in. */
export function postOrders(context: ClobContext, call: Call, many: boolean): Reply | Silence {
  const key = authenticate(context, call);
  if (!key) return errorReply(401, 'Unauthorized/Invalid api key');
  const body = parseJson(call.body);
  if (body === undefined || many !== Array.isArray(body)) return errorReply(400, refusals.payload);
  const items: readonly unknown[] = Array.isArray(body) ? body : [body];
  const isEmpty = isRecord(body) && Object.keys(body).length === 0;
  const halt = tradingHalt(context, { cancels: false, postOnly: allPostOnly(items) });
  if (halt) return halt;
  // It names no order, so the ledger has nothing to remember.
  if (isEmpty) return errorReply(400, refusals.payload);
  if (items.length > MOST_ORDERS)
    return errorReply(400, `Too many orders in payload: ${items.length}, max allowed: ${MOST_ORDERS}`);
  const { batchBreaksAfter, afterAccept } = context.faults.current;
  const results: PlaceResult[] = [];
  for (const [position, item] of items.entries()) {
    if (many && batchBreaksAfter !== null && position >= batchBreaksAfter)
      return errorReply(500, 'Internal server error');
    results.push(submit(context, item, key, position));
  }
  const instead = results.some(({ ok }) => ok) ? insteadOfAnswer(afterAccept) : null;
  if (instead !== null) return instead;
  if (many) return reply(results.map(orderResponse));
  const [only] = results;
  if (!only) return errorReply(400, refusals.payload);
  return only.ok ? reply(orderResponse(only)) : errorReply(400, only.error);
}
