/** One Gamma market to a condition (docs/venue.md 6). */
import type { FailureParams } from '../../../domain/failures';
import * as z from 'zod/mini';
import type { Condition, FeeSchedule, Protocol } from '../../../domain/condition';
import { ZERO_FEE } from '../../../domain/condition';
import type { ConditionId, EventId, TokenId } from '../../../domain/ids';
import { parseConditionId, parseMarketId, parseTokenId } from '../../../domain/ids';
import type { Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { PriceMicros, SizeMicros } from '../../../domain/units';
import { TICKS_MICROS } from '../common/constants';
import { parseFeeSchedule } from '../common/fees';
import { badAnswer, parseJson, parseLooseMicros, whereInvalid } from '../common/parse';

export interface GammaOptions {
  /**
   * What a market without `version` is. Records from before October 2026 have none and are protocol v1 with no fees
   * unless they say otherwise ("v1", for recorded history); from the live venue its absence is a change that must be
   * read first ("refuse").
   */
  readonly missingVersion: 'v1' | 'refuse';
}

export const LIVE: GammaOptions = { missingVersion: 'refuse' };

/** The venue's longest description is some kilobytes; more would only be a burden to the page. */
const MAX_TEXT = 20_000;

const optionalText = z.nullish(z.string());
const optionalFlag = z.nullish(z.boolean());
const numeric = z.union([z.number(), z.string()]);

/** The raw key text is checked by hand below; unknown keys are the venue's business and are dropped. */
const marketShape = z.object({
  id: z.union([z.string(), z.number()]),
  version: optionalText,
  conditionId: z.string(),
  slug: optionalText,
  question: z.string(),
  groupItemTitle: optionalText,
  groupItemThreshold: z.nullish(numeric),
  description: optionalText,
  resolutionSource: optionalText,
  endDate: optionalText,
  createdAt: optionalText,
  outcomes: z.unknown(),
  outcomePrices: z.optional(z.unknown()),
  clobTokenIds: z.optional(z.unknown()),
  positionIds: z.optional(z.unknown()),
  negRisk: optionalFlag,
  negRiskOther: optionalFlag,
  negRiskMarketID: optionalText,
  orderPriceMinTickSize: z.optional(z.unknown()),
  orderMinSize: z.optional(z.unknown()),
  feesEnabled: optionalFlag,
  feeSchedule: z.nullish(z.unknown()),
  active: optionalFlag,
  closed: optionalFlag,
  acceptingOrders: optionalFlag,
  enableOrderBook: optionalFlag,
  umaResolutionStatus: optionalText,
  resolutionStatus: optionalText,
});
type RawMarket = z.infer<typeof marketShape>;

export function clip(text: string | null | undefined): string {
  return (text ?? '').slice(0, MAX_TEXT);
}

/** Two texts out of a list, or out of its JSON text: Gamma writes either. null when it is neither. */
function pairOfTexts(raw: unknown): readonly [string, string] | null {
  const json = typeof raw === 'string' ? parseJson(raw, 'list') : ok(raw);
  if (!json.ok || !Array.isArray(json.value) || json.value.length !== 2) return null;
  const [first, second] = json.value as readonly unknown[];
  return typeof first === 'string' && typeof second === 'string' ? [first, second] : null;
}

function protocolOf(market: RawMarket, name: string, options: GammaOptions): Result<Protocol> {
  const { version } = market;
  if (version === 'v1' || version === 'v2') return ok(version);
  if (version === undefined || version === null) {
    if (options.missingVersion === 'v1') return ok('v1');
    return fail('protocol-unsaid', { market: name });
  }
  return fail('protocol-newer', { market: name, version: version.slice(0, 20) });
}

/**
 * The id field is chosen by the protocol alone: v1 markets may carry `positionIds` as well, which are then no use
 * (protocol 1.3).
 */
function tokensOf(market: RawMarket, protocol: Protocol): readonly [TokenId, TokenId] | null {
  const pair = pairOfTexts(protocol === 'v1' ? market.clobTokenIds : market.positionIds);
  if (pair === null) return null;
  const yes = parseTokenId(pair[0]);
  const no = parseTokenId(pair[1]);
  return yes !== null && no !== null && yes !== no ? [yes, no] : null;
}

function feeOf(market: RawMarket, options: GammaOptions): FeeSchedule | null {
  if (market.feesEnabled === false) return ZERO_FEE;
  if (market.feesEnabled === true)
    return parseFeeSchedule(market.feeSchedule, { rate: 'rate', exponent: 'exponent', takerOnly: 'takerOnly' }, null);
  return options.missingVersion === 'v1' ? ZERO_FEE : null;
}

/**
 * Outcome once final: resolution is only believed with the prices at the ends and the status that follows the dispute
 * window.
 */
function settledOf(market: RawMarket): boolean | null {
  const resolved = market.umaResolutionStatus === 'resolved' || market.resolutionStatus === 'resolved';
  if (market.closed !== true || !resolved) return null;
  const prices = pairOfTexts(market.outcomePrices);
  if (prices?.[0] === '1' && prices[1] === '0') return true;
  if (prices?.[0] === '0' && prices[1] === '1') return false;
  return null;
}

/** @returns a failure that names this market. */
export function parseMarket(
  raw: unknown,
  event: { readonly id: EventId; readonly negRisk: boolean },
  options: GammaOptions,
): Result<Condition> {
  const shape = marketShape.safeParse(raw);
  if (!shape.success) return badAnswer('market', whereInvalid(shape.error));
  const market = shape.data;
  const name = clip(market.question).slice(0, 120);
  const unusable = (problem: FailureParams['bad-market']['problem']): Result<never> =>
    fail('bad-market', { market: name, problem });
  // Announced, and not on the chain yet: it has no shares, and its event is not all there.
  if (market.conditionId === '') return fail('market-not-open', { market: name });
  const marketId = parseMarketId(String(market.id));
  const id: ConditionId | null = parseConditionId(market.conditionId);
  if (marketId === null || id === null) return unusable('ids');
  const protocol = protocolOf(market, name, options);
  if (!protocol.ok) return protocol;
  if (protocol.value === 'v1' && market.conditionId.length !== 66) return unusable('short-id');
  const outcomes = pairOfTexts(market.outcomes);
  if (outcomes === null) return unusable('outcomes');
  const tokens = tokensOf(market, protocol.value);
  if (tokens === null) return unusable('shares');
  // Not said, or not understood: the CLOB is asked, and decides (`confirmDetails`).
  const tick = parseLooseMicros(market.orderPriceMinTickSize) ?? 0;
  const minSize = parseLooseMicros(market.orderMinSize) ?? 0;
  return ok({
    id,
    marketId,
    eventId: event.id,
    slug: clip(market.slug),
    question: clip(market.question),
    label: clip(market.groupItemTitle) || clip(market.question),
    description: clip(market.description),
    resolutionSource: clip(market.resolutionSource),
    endDate: clip(market.endDate).slice(0, 40),
    ...(market.createdAt ? { createdAt: market.createdAt.slice(0, 40) } : {}),
    outcomes: [outcomes[0].slice(0, 80), outcomes[1].slice(0, 80)],
    protocol: protocol.value,
    tokens,
    negRisk: market.negRisk ?? event.negRisk,
    negRiskOther: market.negRiskOther ?? false,
    negRiskMarketId: clip(market.negRiskMarketID).slice(0, 80),
    tickMicros: (TICKS_MICROS.has(tick) ? tick : 0) as PriceMicros,
    minSizeMicros: minSize as SizeMicros,
    fee: feeOf(market, options),
    active: market.active ?? false,
    closed: market.closed ?? false,
    acceptingOrders: market.acceptingOrders ?? false,
    enableOrderBook: market.enableOrderBook ?? false,
    groupItemThreshold: clip(
      market.groupItemThreshold === null || market.groupItemThreshold === undefined
        ? ''
        : String(market.groupItemThreshold),
    ).slice(0, 80),
    settled: settledOf(market),
  });
}
