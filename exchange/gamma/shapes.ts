/**
 * The exchange's events in Gamma's dress: strings of JSON for outcomes, prices and v1 token ids, a real array of
 * position ids for v2, numbers that are doubles, and cached display prices that nobody should trade on
 * (docs/venue.md 6.2, docs/venue.md 6.3; captures of 2026-05 to 2026-10).
 */
import { formatDecimalMicros } from '../../lib/domain/units';
import type { FaultState } from '../faults';
import type { DepthView, EventSpec, ExchangeCore, MarketSpec } from '../model';

export interface GammaContext {
  readonly core: ExchangeCore;
  readonly faults: FaultState;
  /** When the events were listed, milliseconds since 1970. */
  readonly listedMs: number;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
export type JsonRecord = Readonly<Record<string, Json | undefined>>;

const WHOLE = 1_000_000;
/** Beyond this spread the site shows the last trade instead of the middle. */
const WIDE_SPREAD_MICROS = 100_000;
const CAP_BPS = 1000;

const iso = (ms: number): string => new Date(ms).toISOString();
const dollars = (micros: number): number => micros / WHOLE;

/** Share of the fees that makers get back, by fee type (docs /trading/fees, October 2026). */
function rebateRate(feeType: string): number {
  if (feeType.startsWith('crypto')) return 0.2;
  return feeType.startsWith('sports') ? 0.15 : 0.25;
}

/** v2 condition ids are bytes31 on chain and in Gamma; the CLOB pads them to 32 bytes. */
export function gammaConditionId(market: MarketSpec): string {
  return market.version === 'v2' && market.conditionId.endsWith('00')
    ? market.conditionId.slice(0, -2)
    : market.conditionId;
}

/** Half-tick middle, or the last trade where the spread is wide, as YES price in micros. */
function displayPrice(market: MarketSpec, depth: DepthView, lastTrade: string): number {
  if (market.resolvedYes !== undefined) return market.resolvedYes ? WHOLE : 0;
  const bid = depth.bids[0]?.priceMicros ?? 0;
  const ask = depth.asks[0]?.priceMicros ?? WHOLE;
  if (ask - bid <= WIDE_SPREAD_MICROS || lastTrade === '') return Math.round((bid + ask) / 2);
  return Math.round(Number(lastTrade) * WHOLE);
}

function liquidityMicros(depth: DepthView): number {
  const bids = depth.bids.reduce((sum, level) => sum + (level.priceMicros * level.sizeMicros) / WHOLE, 0);
  return Math.round(
    bids + depth.asks.reduce((sum, level) => sum + ((WHOLE - level.priceMicros) * level.sizeMicros) / WHOLE, 0),
  );
}

function feeFields(market: MarketSpec, faults: FaultState): JsonRecord {
  if (!market.fee) return { feesEnabled: false, feeType: market.feeType ?? 'zero_fees' };
  const feeType = market.feeType ?? 'general_fees';
  if (faults.hideFeeSchedule) return { feesEnabled: true, feeType };
  const { exponent, rate, takerOnly } = market.fee;
  return {
    feesEnabled: true,
    feeType,
    feeSchedule: { exponent, rate: Number(rate), takerOnly, rebateRate: rebateRate(feeType) },
  };
}

function tokenFields(market: MarketSpec): JsonRecord {
  return market.version === 'v1'
    ? { clobTokenIds: JSON.stringify(market.tokens).replace('","', '", "') }
    : { clobTokenIds: null, positionIds: market.tokens };
}

function volumeFields(volume: number): JsonRecord {
  // The catalog knows totals only; the shares of day, week and month are those of the recorded event of 2026-05-17.
  return { volume24hr: volume * 0.036, volume1wk: volume * 0.296, volume1mo: volume * 0.735, volume1yr: volume };
}

function resolutionFields(market: MarketSpec): JsonRecord {
  if (market.version === 'v2') return { resolutionStatus: market.resolvedYes === undefined ? 'active' : 'resolved' };
  return market.resolvedYes === undefined
    ? { umaResolutionStatuses: '[]' }
    : { umaResolutionStatus: 'resolved', umaResolutionStatuses: '["proposed"]' };
}

export function marketShape(context: GammaContext, event: EventSpec, market: MarketSpec): JsonRecord {
  const depth = context.core.depth(market.tokens[0]);
  const lastTrade = context.core.lastTradePrice(market.tokens[0]);
  const bid = depth.bids[0]?.priceMicros ?? 0;
  const ask = depth.asks[0]?.priceMicros ?? WHOLE;
  const price = displayPrice(market, depth, lastTrade);
  const liquidity = dollars(liquidityMicros(depth));
  const negRisk = market.negRisk && event.negRiskMarketId !== '';
  return {
    id: market.id,
    question: market.question,
    conditionId: gammaConditionId(market),
    slug: market.slug,
    resolutionSource: '',
    endDate: market.endDate,
    liquidity: String(liquidity),
    startDate: iso(context.listedMs),
    image: '',
    icon: '',
    description: market.description,
    outcomes: '["Yes", "No"]',
    outcomePrices: `["${formatDecimalMicros(price)}", "${formatDecimalMicros(WHOLE - price)}"]`,
    volume: String(market.volume),
    active: market.active,
    closed: market.closed,
    marketMakerAddress: '',
    createdAt: iso(context.listedMs - 3_600_000),
    updatedAt: iso(context.core.clock.nowMs() + context.faults.clockOffsetMs),
    new: false,
    featured: false,
    archived: false,
    restricted: true,
    groupItemTitle: market.groupItemTitle,
    groupItemThreshold: market.groupItemThreshold,
    questionID: market.questionId,
    enableOrderBook: true,
    orderPriceMinTickSize: context.faults.hideTick ? null : dollars(market.tickMicros),
    orderMinSize: dollars(market.minSizeMicros),
    volumeNum: market.volume,
    liquidityNum: liquidity,
    endDateIso: market.endDate.slice(0, 10),
    startDateIso: iso(context.listedMs).slice(0, 10),
    hasReviewedDates: true,
    ...volumeFields(market.volume),
    ...tokenFields(market),
    comboStatus: 'disabled',
    volumeClob: market.volume,
    liquidityClob: liquidity,
    ...(market.fee ? { makerBaseFee: CAP_BPS, takerBaseFee: CAP_BPS } : {}),
    acceptingOrders: market.acceptingOrders,
    negRisk: market.negRisk,
    ...(negRisk
      ? { negRiskMarketID: event.negRiskMarketId, negRiskRequestID: market.questionId }
      : { negRiskRequestID: '' }),
    negRiskOther: market.negRiskOther,
    ready: false,
    funded: false,
    acceptingOrdersTimestamp: iso(context.listedMs).replace(/\.\d+Z$/, 'Z'),
    cyom: false,
    approved: true,
    rewardsMinSize: 50,
    rewardsMaxSpread: 3.5,
    spread: dollars(ask - bid),
    ...(lastTrade === '' ? {} : { lastTradePrice: Number(lastTrade) }),
    ...(bid > 0 ? { bestBid: dollars(bid) } : {}),
    bestAsk: dollars(ask),
    automaticallyActive: true,
    clearBookOnStart: true,
    manualActivation: false,
    ...resolutionFields(market),
    pendingDeployment: false,
    deploying: false,
    rfqEnabled: false,
    holdingRewardsEnabled: false,
    ...feeFields(market, context.faults),
    requiresTranslation: false,
    version: context.faults.marketVersion ?? market.version,
  };
}

export function tagShape(
  tag: { readonly id: string; readonly label: string; readonly slug: string },
  context: GammaContext,
): JsonRecord {
  return {
    id: tag.id,
    label: tag.label,
    slug: tag.slug,
    forceShow: false,
    createdAt: iso(context.listedMs),
    updatedAt: iso(context.listedMs),
    requiresTranslation: false,
  };
}

export function eventShape(context: GammaContext, event: EventSpec, withMarkets: boolean): JsonRecord {
  const liquidity = dollars(
    event.markets.reduce((sum, market) => sum + liquidityMicros(context.core.depth(market.tokens[0])), 0),
  );
  return {
    id: event.id,
    ticker: event.slug,
    slug: event.slug,
    title: event.title,
    description: event.description,
    resolutionSource: '',
    startDate: iso(context.listedMs),
    creationDate: iso(context.listedMs),
    endDate: event.endDate,
    image: '',
    icon: '',
    active: true,
    closed: isClosed(event),
    archived: false,
    new: false,
    featured: false,
    restricted: true,
    liquidity,
    volume: event.volume,
    openInterest: 0,
    createdAt: iso(context.listedMs - 3_600_000),
    updatedAt: iso(context.core.clock.nowMs() + context.faults.clockOffsetMs),
    ...volumeFields(event.volume),
    enableOrderBook: true,
    liquidityClob: liquidity,
    negRisk: event.negRisk,
    ...(event.negRisk ? { negRiskMarketID: event.negRiskMarketId, negRiskFeeBips: 0 } : {}),
    commentCount: 0,
    ...(withMarkets ? { markets: event.markets.map((market) => marketShape(context, event, market)) } : {}),
    tags: (event.tags ?? []).map((tag) => tagShape(tag, context)),
    cyom: false,
    showAllOutcomes: true,
    showMarketImages: false,
    enableNegRisk: event.negRisk,
    automaticallyActive: true,
    gmpChartMode: 'default',
    negRiskAugmented: event.negRiskAugmented,
    cumulativeMarkets: event.cumulativeMarkets,
    estimateValue: false,
    pendingDeployment: false,
    deploying: false,
    requiresTranslation: false,
  };
}

export function isClosed(event: EventSpec): boolean {
  return event.markets.every((market) => market.closed);
}
