/** Answers about trades and balances (docs/venue.md 4). */
import type { VenueThing } from '../../../domain/failures';
import * as z from 'zod/mini';
import { parseOrderHash, parseTokenId } from '../../../domain/ids';
import { parseCursor } from '../../../domain/pages';
import type { Result } from '../../../domain/result';
import { ok } from '../../../domain/result';
import type { MoneyMicros } from '../../../domain/units';
import type { Balance, VenueTrade } from '../../../ports/settlement';
import { badAnswer, parseLooseMicros, parsePrice, parseSize, plainStatus, whereInvalid } from '../common/parse';
import { isJsonObject } from '../../socket/json';

const nullableText = z.nullish(z.string());

const TRADE_STATUSES: Readonly<Record<string, VenueTrade['status']>> = {
  MATCHED: 'MATCHED',
  MINED: 'MINED',
  CONFIRMED: 'CONFIRMED',
  RETRYING: 'RETRYING',
  FAILED: 'FAILED',
};

const makerShape = z.object({
  order_id: z.string(),
  owner: nullableText,
  asset_id: z.string(),
  matched_amount: z.string(),
  price: z.string(),
  side: nullableText,
});

const tradeShape = z.object({
  id: z.string(),
  taker_order_id: z.string(),
  asset_id: z.string(),
  side: z.string(),
  size: z.string(),
  price: z.string(),
  status: z.string(),
  trader_side: nullableText,
  maker_orders: z.nullish(z.array(z.unknown())),
});

function tradeOf(fields: {
  readonly id: string;
  readonly order: string;
  readonly token: string;
  readonly side: string;
  readonly size: string;
  readonly price: string;
  readonly status: string;
}): VenueTrade | null {
  const orderHash = parseOrderHash(fields.order);
  const tokenId = parseTokenId(fields.token);
  const sizeMicros = parseSize(fields.size, 0);
  const priceMicros = parsePrice(fields.price);
  const status = TRADE_STATUSES[plainStatus(fields.status)];
  const side = fields.side.toUpperCase();
  if (
    orderHash === null ||
    tokenId === null ||
    sizeMicros === null ||
    priceMicros === null ||
    status === undefined ||
    (side !== 'BUY' && side !== 'SELL')
  )
    return null;
  return {
    id: fields.id.slice(0, 100),
    orderHash,
    tokenId,
    side: side === 'BUY' ? 'buy' : 'sell',
    sizeMicros,
    priceMicros,
    status,
  };
}

/**
 * Our part of a trade: one entry as taker, or one per order of ours that rested. @param ownerKey the API key, which
 * marks our maker orders among the others of the trade.
 */
export function parseTrade(raw: unknown, ownerKey: string): Result<readonly VenueTrade[]> {
  const shape = tradeShape.safeParse(raw);
  if (!shape.success) return badAnswer('trade', whereInvalid(shape.error));
  const trade = shape.data;
  if (trade.trader_side?.toUpperCase() !== 'MAKER') {
    const own = tradeOf({
      id: trade.id,
      order: trade.taker_order_id,
      token: trade.asset_id,
      side: trade.side,
      size: trade.size,
      price: trade.price,
      status: trade.status,
    });
    return own === null ? badAnswer('trade', 'value') : ok([own]);
  }
  const own: VenueTrade[] = [];
  for (const item of trade.maker_orders ?? []) {
    const maker = makerShape.safeParse(item);
    if (!maker.success) return badAnswer('trade', whereInvalid(maker.error));
    if (maker.data.owner !== ownerKey) continue;
    // The maker of a token that the taker did not trade (minting, merging) is on the taker's side of the other one.
    const opposite = trade.side.toUpperCase() === 'BUY' ? 'SELL' : 'BUY';
    const side = maker.data.side ?? (maker.data.asset_id === trade.asset_id ? opposite : trade.side);
    const part = tradeOf({
      id: trade.id,
      order: maker.data.order_id,
      token: maker.data.asset_id,
      side,
      size: maker.data.matched_amount,
      price: maker.data.price,
      status: trade.status,
    });
    if (part === null) return badAnswer('trade', 'maker_orders');
    own.push(part);
  }
  return ok(own);
}

/** `{data, next_cursor}` of every list of the CLOB. */
export function parsePage(
  raw: unknown,
  what: VenueThing,
): Result<{ readonly rows: readonly unknown[]; readonly next: string | null }> {
  if (!isJsonObject(raw) || !Array.isArray(raw['data'])) return badAnswer(what, 'data');
  return ok({ rows: raw['data'] as readonly unknown[], next: parseCursor(raw['next_cursor']) });
}

/** Base units as the venue sends them; a point means human units. null when neither. */
function parseUnits(raw: unknown): MoneyMicros | null {
  if (typeof raw !== 'string') return null;
  if (!/^\d{1,90}$/.test(raw)) return parseLooseMicros(raw) as MoneyMicros | null;
  const value = BigInt(raw);
  return Number(value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : value) as MoneyMicros;
}

/** Allowance: the least over the exchange contracts named; 0 when none is, so that nothing is tried that must fail. */
export function parseBalance(raw: unknown): Result<Balance> {
  if (!isJsonObject(raw)) return badAnswer('balance', 'value');
  const balanceMicros = parseUnits(raw['balance']);
  if (balanceMicros === null) return badAnswer('balance', 'balance');
  const allowances = isJsonObject(raw['allowances'])
    ? Object.values(raw['allowances'])
    : raw['allowance'] === undefined
      ? []
      : [raw['allowance']];
  let least: MoneyMicros | null = null;
  for (const item of allowances) {
    const value = parseUnits(item);
    if (value === null) return badAnswer('balance', 'allowance');
    if (least === null || value < least) least = value;
  }
  return ok({ balanceMicros, allowanceMicros: least ?? (0 as MoneyMicros) });
}
