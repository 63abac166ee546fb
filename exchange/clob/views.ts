/** Orders, trades and markets in the venue's shapes (clob-client-v2 `types/clob.ts`, recorded answers). */
import { createHash } from 'node:crypto';
import { formatDecimalMicros } from '../../lib/domain/units';
import type { MarketState } from '../core/markets';
import type { Order, Trade } from '../core/orders';
import { checksumAddress } from '../crypto/keccak';
import type { FaultState } from '../faults';

export const OUTCOMES = ['Yes', 'No'] as const;
/** Cap in basis points that the venue shows on every market with fees; not what it charges. */
const SHOWN_FEE_BPS = 1000;

/** Agents get an address and an API key made from their name. */
export function addressOf(account: string): string {
  return checksumAddress(
    account.startsWith('0x') ? account : `0x${createHash('sha256').update(account).digest('hex').slice(0, 40)}`,
  );
}

export function ownerOf(order: Order): string {
  if (/^[0-9a-f]{8}-/.test(order.owner)) return order.owner;
  const hex = createHash('sha256').update(`owner:${order.owner}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

const seconds = (timeMs: number): number => Math.floor(timeMs / 1000);

export function orderView(order: Order, offsetMs: number) {
  return {
    id: order.id,
    status: order.status,
    owner: ownerOf(order),
    maker_address: addressOf(order.account),
    market: order.conditionId,
    asset_id: order.tokenId,
    side: order.side,
    original_size: formatDecimalMicros(order.sizeMicros),
    size_matched: formatDecimalMicros(order.matchedMicros),
    price: formatDecimalMicros(order.priceMicros),
    associate_trades: [...order.tradeIds],
    outcome: OUTCOMES[order.outcomeIndex],
    created_at: seconds(order.createdAtMs + offsetMs),
    expiration: String(order.expiration),
    order_type: order.type,
  };
}

export function tradeView(
  trade: Trade,
  options: { readonly side: 'TAKER' | 'MAKER'; readonly hasFee: boolean; readonly offsetMs: number },
) {
  const feeBps = String(options.hasFee ? SHOWN_FEE_BPS : 0);
  return {
    id: trade.id,
    taker_order_id: trade.taker.id,
    market: trade.conditionId,
    asset_id: trade.tokenId,
    side: trade.side,
    size: formatDecimalMicros(trade.sizeMicros),
    fee_rate_bps: feeBps,
    price: formatDecimalMicros(trade.priceMicros),
    status: trade.status,
    match_time: String(seconds(trade.matchedAtMs + options.offsetMs)),
    last_update: String(seconds(trade.updatedAtMs + options.offsetMs)),
    outcome: OUTCOMES[trade.outcomeIndex],
    bucket_index: trade.bucketIndex,
    owner: ownerOf(trade.taker),
    maker_address: addressOf(trade.taker.account),
    transaction_hash: trade.transactionHash,
    maker_orders: trade.fills.map(({ maker, sizeMicros }) => ({
      order_id: maker.id,
      owner: ownerOf(maker),
      maker_address: addressOf(maker.account),
      matched_amount: formatDecimalMicros(sizeMicros),
      price: formatDecimalMicros(maker.priceMicros),
      fee_rate_bps: feeBps,
      asset_id: maker.tokenId,
      outcome: OUTCOMES[maker.outcomeIndex],
      outcome_index: maker.outcomeIndex,
      side: maker.side,
    })),
    trader_side: options.side,
  };
}

/** The version a market claims, which a fault can falsify. */
export function claimedVersion(market: MarketState, faults: FaultState): string {
  return faults.marketVersion ?? market.spec.version;
}

/** `GET /clob-markets/{conditionId}`: false flags are left out, as the venue does. */
export function marketDetails(market: MarketState, faults: FaultState) {
  const { spec } = market;
  const version = claimedVersion(market, faults);
  const feeBps = spec.fee ? { mbf: SHOWN_FEE_BPS, tbf: SHOWN_FEE_BPS } : {};
  return {
    r: { mi: 50, ma: 4.5, moas: 30 },
    t: spec.tokens.map((t, index) => ({
      t,
      o: OUTCOMES[(index === 0) === faults.swapLabels.includes(spec.conditionId) ? 1 : 0],
    })),
    c: spec.conditionId,
    mos: spec.minSizeMicros / 1e6,
    mts: spec.tickMicros / 1e6,
    ...feeBps,
    ...(spec.acceptingOrders && !spec.closed ? { ao: true } : {}),
    ...(spec.negRisk ? { nr: true } : {}),
    cbos: true,
    ...(spec.fee && !faults.hideFeeSchedule
      ? { fd: without({ r: Number(spec.fee.rate), e: spec.fee.exponent, to: spec.fee.takerOnly }, faults.partialFees) }
      : {}),
    ...(version === 'v1' ? {} : { v: version }),
  };
}

function tokens(market: MarketState) {
  return market.spec.tokens.map((token_id, index) => ({
    token_id,
    outcome: OUTCOMES[index === 0 ? 0 : 1],
    price: Number(market.last[index === 0 ? 0 : 1].price || '0.5'),
    winner: false,
  }));
}

export function longMarket(market: MarketState) {
  const { spec } = market;
  const fee = spec.fee ? SHOWN_FEE_BPS : 0;
  return {
    enable_order_book: true,
    active: spec.active,
    closed: spec.closed,
    archived: false,
    accepting_orders: spec.acceptingOrders,
    accepting_order_timestamp: null,
    minimum_order_size: spec.minSizeMicros / 1e6,
    minimum_tick_size: spec.tickMicros / 1e6,
    condition_id: spec.conditionId,
    question_id: spec.questionId,
    question: spec.question,
    description: spec.description,
    market_slug: spec.slug,
    end_date_iso: spec.endDate,
    game_start_time: null,
    seconds_delay: 0,
    fpmm: '',
    maker_base_fee: fee,
    taker_base_fee: fee,
    notifications_enabled: true,
    neg_risk: spec.negRisk,
    neg_risk_market_id: '',
    neg_risk_request_id: '',
    icon: '',
    image: '',
    rewards: { rates: null, min_size: 50, max_spread: 4.5 },
    is_50_50_outcome: false,
    tokens: tokens(market),
    tags: [],
  };
}

export function simpleMarket(market: MarketState) {
  const { spec } = market;
  return {
    condition_id: spec.conditionId,
    rewards: { rates: null, min_size: 50, max_spread: 4.5 },
    tokens: tokens(market),
    active: spec.active,
    closed: spec.closed,
    archived: false,
    accepting_orders: spec.acceptingOrders,
  };
}

function without(fd: Readonly<Record<'r' | 'e' | 'to', number | boolean>>, keys: readonly string[]) {
  return Object.fromEntries(Object.entries(fd).filter(([key]) => !keys.includes(key)));
}
