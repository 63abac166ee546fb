/** Answers about trades and balances (docs/venue.md 4). */
import { getContractConfig } from '@polymarket/clob-client-v2';
import * as z from 'zod/mini';
import { CONTRACT_NAMES, type ContractName } from '../../../domain/condition';
import { parseOrderHash, parseTokenId } from '../../../domain/ids';
import type { Result } from '../../../domain/result';
import { ok } from '../../../domain/result';
import { MICROS, moneyMicros, priceMicros, sizeMicros, type MoneyMicros } from '../../../domain/units';
import type { Balance, VenueTrade } from '../../../ports/settlement';
import { CHAIN_ID } from '../common/constants';
import { badAnswer, parseFineMicros, parseLooseMicros, plainStatus, whereInvalid } from '../common/parse';
import { isJsonObject } from '../../socket/json';
import { NEG_RISK_ORACLE } from './contracts';

const nullableText = z.nullish(z.string());
const NOTHING = moneyMicros(0);
const { exchangeV2, negRiskExchangeV2, exchangeV3 } = getContractConfig(CHAIN_ID);
const SPENDERS: Readonly<Record<ContractName, string>> = {
  v1: exchangeV2,
  'v1-neg-risk': negRiskExchangeV2,
  v2: exchangeV3,
};

const TRADE_STATUSES: Readonly<Record<string, VenueTrade['status']>> = {
  MATCHED: 'MATCHED',
  MINED: 'MINED',
  CONFIRMED: 'CONFIRMED',
  RETRYING: 'RETRYING',
  FAILED: 'FAILED',
};

const makerShape = z.object({
  order_id: z.string(),
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
  maker_orders: z.nullish(z.array(z.unknown())),
});

interface TradeFields {
  readonly id: string;
  readonly order: string;
  readonly token: string;
  readonly side: string;
  readonly size: string;
  readonly price: string;
  readonly status: string;
}

/**
 * Prices of trades may lie at 0 and 1 and have more decimals than any order: a merge or a mint divides them. What is
 * finer than a micro is rounded against us: shares down, the price of a buy up and that of a sale down.
 */
function tradeOf(fields: TradeFields): VenueTrade | null {
  const orderHash = parseOrderHash(fields.order);
  const tokenId = parseTokenId(fields.token);
  const side = parseSide(fields.side);
  const shares = parseFineMicros(fields.size, 'down');
  const price = parseFineMicros(fields.price, side === 'buy' ? 'up' : 'down');
  const status = TRADE_STATUSES[plainStatus(fields.status)];
  if (orderHash === null || tokenId === null || side === null || status === undefined) return null;
  if (shares === null || price === null || price > MICROS) return null;
  return {
    id: fields.id.slice(0, 100),
    orderHash,
    tokenId,
    side,
    sizeMicros: sizeMicros(shares),
    priceMicros: priceMicros(price),
    status,
  };
}

function parseSide(text: string): 'buy' | 'sell' | null {
  const side = text.toUpperCase();
  return side === 'BUY' ? 'buy' : side === 'SELL' ? 'sell' : null;
}

/** Our parts of a trade: as taker, and one for each order of ours that rested. Ours is what bears one of our hashes. */
export function parseTrade(raw: unknown, isOurs: (hash: string) => boolean): Result<readonly VenueTrade[]> {
  const shape = tradeShape.safeParse(raw);
  if (!shape.success) return badAnswer('trade', whereInvalid(shape.error));
  const trade = shape.data;
  const parts: (VenueTrade | null)[] = [];
  if (isOurs(trade.taker_order_id))
    parts.push(
      tradeOf({
        id: trade.id,
        order: trade.taker_order_id,
        token: trade.asset_id,
        side: trade.side,
        size: trade.size,
        price: trade.price,
        status: trade.status,
      }),
    );
  for (const item of trade.maker_orders ?? []) {
    const named = isJsonObject(item) ? item['order_id'] : undefined;
    if (typeof named !== 'string' || !isOurs(named)) continue;
    const maker = makerShape.safeParse(item);
    if (!maker.success) return badAnswer('trade', whereInvalid(maker.error));
    // The maker of a token that the taker did not trade (minting, merging) is on the taker's side of the other one.
    const opposite = trade.side.toUpperCase() === 'BUY' ? 'SELL' : 'BUY';
    const side = maker.data.side ?? (maker.data.asset_id === trade.asset_id ? opposite : trade.side);
    parts.push(
      tradeOf({
        id: trade.id,
        order: maker.data.order_id,
        token: maker.data.asset_id,
        side,
        size: maker.data.matched_amount,
        price: maker.data.price,
        status: trade.status,
      }),
    );
  }
  const own = parts.flatMap((part) => part ?? []);
  return own.length === parts.length ? ok(own) : badAnswer('trade', 'value');
}

/** Base units as the venue sends them; a point means human units. null when neither. */
function parseUnits(raw: unknown): MoneyMicros | null {
  if (typeof raw !== 'string') return null;
  if (!/^\d{1,90}$/.test(raw)) return parseLooseMicros(raw) as MoneyMicros | null;
  const value = BigInt(raw);
  return Number(value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : value) as MoneyMicros;
}

/** By contract: a spender that no order of ours uses, retired ones among them, says nothing about the others. */
export function parseBalance(raw: unknown): Result<Balance> {
  if (!isJsonObject(raw)) return badAnswer('balance', 'value');
  const balanceMicros = parseUnits(raw['balance']);
  if (balanceMicros === null) return badAnswer('balance', 'balance');
  const listed = raw['allowances'];
  const bySpender = new Map(
    isJsonObject(listed) ? Object.entries(listed).map(([address, value]) => [address.toLowerCase(), value]) : [],
  );
  const allowances = { v1: NOTHING, 'v1-neg-risk': NOTHING, v2: NOTHING };
  for (const name of CONTRACT_NAMES) {
    const said = isJsonObject(listed) ? bySpender.get(SPENDERS[name].toLowerCase()) : raw['allowance'];
    if (said === undefined) continue;
    const value = parseUnits(said);
    // The old adapter is retired, and the venue asks it all the same while it lists it (docs/venue.md 2.7).
    const old = name === 'v1-neg-risk' ? bySpender.get(NEG_RISK_ORACLE.toLowerCase()) : undefined;
    const oldValue = old === undefined ? value : parseUnits(old);
    // Nothing is tried that must fail.
    if (value === null || oldValue === null) return badAnswer('balance', 'allowance');
    allowances[name] = moneyMicros(Math.min(value, oldValue));
  }
  return ok({ balanceMicros, allowances });
}
