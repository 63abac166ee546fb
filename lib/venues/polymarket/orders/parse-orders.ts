/** Answers about orders: posted, looked up, cancelled (docs/venue.md 2.4, docs/venue.md 4). */
import * as z from 'zod/mini';
import type { OrderHash } from '../../../domain/ids';
import { parseConditionId, parseOrderHash, parseTokenId } from '../../../domain/ids';
import type { Result } from '../../../domain/result';
import { ok } from '../../../domain/result';
import type { MoneyMicros } from '../../../domain/units';
import { sizeMicros } from '../../../domain/units';
import type { OpenOrder, VenueOrder } from '../../../ports/order-entry';
import { badAnswer, parseLooseMicros, parsePrice, parseSize, plainStatus, whereInvalid } from '../common/parse';
import { isJsonObject } from '../../socket/json';

const nullableText = z.nullish(z.string());

export interface PostAnswer {
  readonly success: boolean;
  readonly error: string;
  readonly hash: OrderHash | null;
  /** The id as it came, whatever it is; "" for none. */
  readonly named: string;
  readonly status: string;
  readonly makingMicros: MoneyMicros;
  readonly takingMicros: MoneyMicros;
  readonly tradeIds: readonly string[];
}

const postShape = z.object({
  success: z.optional(z.boolean()),
  errorMsg: nullableText,
  error: nullableText,
  orderID: nullableText,
  status: z.nullish(z.union([z.string(), z.number()])),
  makingAmount: nullableText,
  takingAmount: nullableText,
  tradeIDs: z.nullish(z.array(z.string())),
});

/** Amounts are in dollars and shares; "" when nothing matched. null when it is not an order answer at all. */
export function parsePostAnswer(raw: unknown): PostAnswer | null {
  const shape = postShape.safeParse(raw);
  if (!shape.success) return null;
  const answer = shape.data;
  const making = answer.makingAmount ? parseLooseMicros(answer.makingAmount) : 0;
  const taking = answer.takingAmount ? parseLooseMicros(answer.takingAmount) : 0;
  if (making === null || taking === null) return null;
  return {
    success: answer.success ?? false,
    error: (answer.errorMsg || answer.error || '').slice(0, 300),
    hash: parseOrderHash(answer.orderID),
    named: answer.orderID ?? '',
    status: statusOf(answer.status),
    makingMicros: making as MoneyMicros,
    takingMicros: taking as MoneyMicros,
    tradeIds: answer.tradeIDs ?? [],
  };
}

/** A number is an HTTP status: of those after which an order may be there the answer is no refusal. */
function statusOf(raw: unknown): string {
  if (typeof raw === 'string') return raw.toLowerCase();
  return raw === 425 || raw === 429 || (typeof raw === 'number' && raw >= 500) ? String(raw) : '';
}

const orderShape = z.object({
  id: z.string(),
  status: z.string(),
  original_size: z.string(),
  size_matched: nullableText,
  associate_trades: z.nullish(z.array(z.string())),
});

export function parseVenueOrder(raw: unknown): Result<VenueOrder> {
  const shape = orderShape.safeParse(raw);
  if (!shape.success) return badAnswer('order', whereInvalid(shape.error));
  const hash = parseOrderHash(shape.data.id);
  const sizeMicros = parseSize(shape.data.original_size, 0);
  const matchedMicros = parseSize(shape.data.size_matched || '0', 0);
  if (hash === null || sizeMicros === null || matchedMicros === null) return badAnswer('order', 'size');
  return ok({
    hash,
    status: plainStatus(shape.data.status),
    sizeMicros,
    matchedMicros,
    tradeIds: shape.data.associate_trades ?? [],
  });
}

const openShape = z.object({
  id: z.string(),
  market: z.string(),
  asset_id: z.string(),
  side: z.string(),
  price: z.string(),
  original_size: z.string(),
  size_matched: nullableText,
});

export function parseOpenOrder(raw: unknown): Result<OpenOrder> {
  const shape = openShape.safeParse(raw);
  if (!shape.success) return badAnswer('order', whereInvalid(shape.error));
  const { data } = shape;
  const hash = parseOrderHash(data.id);
  const conditionId = parseConditionId(data.market);
  const tokenId = parseTokenId(data.asset_id);
  const priceMicros = parsePrice(data.price);
  const whole = parseSize(data.original_size, 0);
  const matched = parseSize(data.size_matched || '0', 0);
  const side = data.side.toUpperCase();
  if (hash === null || conditionId === null || tokenId === null || priceMicros === null)
    return badAnswer('order', 'value');
  if (whole === null || matched === null || (side !== 'BUY' && side !== 'SELL')) return badAnswer('order', 'size');
  return ok({
    hash,
    conditionId,
    tokenId,
    side: side === 'BUY' ? 'buy' : 'sell',
    priceMicros,
    restMicros: sizeMicros(Math.max(0, whole - matched)),
  });
}

const cancelShape = z.object({
  canceled: z.nullish(z.array(z.string())),
  not_canceled: z.nullish(z.record(z.string(), z.string())),
});

export function parseCancelled(raw: unknown): Result<readonly OrderHash[]> {
  const shape = cancelShape.safeParse(raw);
  if (!shape.success) return badAnswer('cancel-answer', whereInvalid(shape.error));
  return ok((shape.data.canceled ?? []).flatMap((text) => parseOrderHash(text) ?? []));
}

/** What the signed body promises, to hold an answer's amounts against. */
export function parseOwnBody(
  body: string,
): { readonly makerMicros: number; readonly takerMicros: number; readonly side: string } | null {
  const raw: unknown = JSON.parse(body);
  const order = isJsonObject(raw) ? raw['order'] : undefined;
  if (!isJsonObject(order)) return null;
  const makerMicros = Number(order['makerAmount']);
  const takerMicros = Number(order['takerAmount']);
  const side = order['side'];
  return Number.isSafeInteger(makerMicros) && Number.isSafeInteger(takerMicros) && typeof side === 'string'
    ? { makerMicros, takerMicros, side }
    : null;
}
