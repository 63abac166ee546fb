/**
 * Gamma events and markets to domain (polymarket-protocol 6). One bad market never sinks its event, but the event says
 * so.
 */
import * as z from 'zod/mini';
import type { Condition, FeeSchedule, Protocol, VenueEvent } from '../../../domain/condition';
import { ZERO_FEE } from '../../../domain/condition';
import type { ConditionId, EventId, TokenId } from '../../../domain/ids';
import { parseConditionId, parseEventId, parseMarketId, parseTokenId } from '../../../domain/ids';
import type { Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { PriceMicros, SizeMicros } from '../../../domain/units';
import { TICKS_MICROS } from '../common/constants';
import type { JsonObject } from '../../socket/json';
import { badAnswer, parseJson, parseLooseMicros, whereInvalid } from '../common/parse';
import { isJsonObject } from '../../socket/json';

export interface GammaOptions {
  /**
   * What a market without `version` is. Records from before October 2026 have none and are protocol v1 with no fees
   * unless they say otherwise ("v1", for recorded history); from the live venue its absence is a change that must be
   * read first ("refuse").
   */
  readonly missingVersion: 'v1' | 'refuse';
}

export const LIVE: GammaOptions = { missingVersion: 'refuse' };

export interface ParsedEvent {
  readonly event: VenueEvent;
  /** One sentence for each market that could not be used. */
  readonly problems: readonly string[];
}

/** The venue's longest description is some kilobytes; more would only be a burden to the page. */
const MAX_TEXT = 20_000;
const MAX_MARKETS = 1_000;

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
  outcomes: z.string(),
  outcomePrices: optionalText,
  clobTokenIds: optionalText,
  positionIds: z.nullish(z.array(z.string())),
  negRisk: optionalFlag,
  negRiskOther: optionalFlag,
  negRiskMarketID: optionalText,
  orderPriceMinTickSize: z.nullish(numeric),
  orderMinSize: z.nullish(numeric),
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

const eventShape = z.object({
  id: z.union([z.string(), z.number()]),
  slug: z.string(),
  title: z.string(),
  description: optionalText,
  resolutionSource: optionalText,
  endDate: optionalText,
  active: optionalFlag,
  closed: optionalFlag,
  negRisk: optionalFlag,
  enableNegRisk: optionalFlag,
  negRiskAugmented: optionalFlag,
  negRiskMarketID: optionalText,
  negRiskFeeBips: z.nullish(z.number()),
  cumulativeMarkets: optionalFlag,
  markets: z.optional(z.array(z.unknown())),
});

function clip(text: string | null | undefined): string {
  return (text ?? '').slice(0, MAX_TEXT);
}

/** Two texts out of a JSON text, or null. */
function pairOfTexts(text: string | null | undefined): readonly [string, string] | null {
  if (!text) return null;
  const json = parseJson(text, 'a list');
  if (!json.ok || !Array.isArray(json.value) || json.value.length !== 2) return null;
  const [first, second] = json.value as readonly unknown[];
  return typeof first === 'string' && typeof second === 'string' ? [first, second] : null;
}

function protocolOf(market: RawMarket, options: GammaOptions): Result<Protocol> {
  const { version } = market;
  if (version === 'v1' || version === 'v2') return ok(version);
  if (version === undefined || version === null) {
    if (options.missingVersion === 'v1') return ok('v1');
    return fail(
      'unknown-protocol',
      'Polymarket does not say which protocol this market uses. Facet will not trade it.',
    );
  }
  return fail(
    'unknown-protocol',
    `This market uses a newer Polymarket protocol ("${version.slice(0, 20)}") that Facet does not know yet. Facet will not trade it; look for an update.`,
  );
}

/**
 * The id field is chosen by the protocol alone: v1 markets may carry `positionIds` as well, which are then no use
 * (protocol 1.3).
 */
function tokensOf(market: RawMarket, protocol: Protocol): readonly [TokenId, TokenId] | null {
  const pair = protocol === 'v1' ? pairOfTexts(market.clobTokenIds) : market.positionIds;
  if (!pair || pair.length !== 2) return null;
  const yes = parseTokenId(pair[0]);
  const no = parseTokenId(pair[1]);
  return yes !== null && no !== null && yes !== no ? [yes, no] : null;
}

/** `{rate, exponent, takerOnly}` (Gamma) or `{r, e, to}` (CLOB); null when it is not one. */
export function parseFeeSchedule(
  raw: unknown,
  keys: { readonly rate: string; readonly exponent: string; readonly takerOnly: string },
): FeeSchedule | null {
  if (!isJsonObject(raw)) return null;
  const ratePpm = parseLooseMicros(raw[keys.rate]);
  const exponent = parseLooseMicros(raw[keys.exponent]);
  const takerOnly = raw[keys.takerOnly] ?? false;
  if (ratePpm === null || ratePpm > 1_000_000 || exponent === null || typeof takerOnly !== 'boolean') return null;
  // Only whole exponents can be computed exactly, and only 1 was ever seen.
  if (exponent % 1_000_000 !== 0 || exponent > 8_000_000) return null;
  return { ratePpm, exponent: exponent / 1_000_000, takerOnly };
}

function feeOf(market: RawMarket, options: GammaOptions): FeeSchedule | null {
  if (market.feesEnabled === false) return ZERO_FEE;
  if (market.feesEnabled === true)
    return parseFeeSchedule(market.feeSchedule, { rate: 'rate', exponent: 'exponent', takerOnly: 'takerOnly' });
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

/** @returns a failure whose message is a sentence about this market. */
export function parseMarket(
  raw: unknown,
  event: { readonly id: EventId; readonly negRisk: boolean },
  options: GammaOptions,
): Result<Condition> {
  const shape = marketShape.safeParse(raw);
  if (!shape.success) return badAnswer('a market', whereInvalid(shape.error));
  const market = shape.data;
  const name = clip(market.question).slice(0, 120);
  const unusable = (detail: string): Result<never> =>
    fail('bad-market', `The market "${name}" cannot be used: ${detail}.`);
  const marketId = parseMarketId(String(market.id));
  const id: ConditionId | null = parseConditionId(market.conditionId);
  if (marketId === null || id === null) return unusable('its ids are not valid');
  const protocol = protocolOf(market, options);
  if (!protocol.ok) return fail(protocol.error.code, `${protocol.error.message} Market: "${name}".`);
  if (protocol.value === 'v1' && market.conditionId.length !== 66)
    return unusable('its condition id is too short for its protocol');
  const outcomes = pairOfTexts(market.outcomes);
  if (outcomes === null) return unusable('it does not have exactly two outcomes');
  const tokens = tokensOf(market, protocol.value);
  if (tokens === null) return unusable('it has no two share ids');
  const tick = parseLooseMicros(market.orderPriceMinTickSize);
  if (tick === null || !TICKS_MICROS.has(tick)) return unusable('its price step is unknown');
  const minSize = parseLooseMicros(market.orderMinSize);
  if (minSize === null) return unusable('its smallest order is unknown');
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
    tickMicros: tick as PriceMicros,
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

/** Parses one event with its markets. Fails only when the event itself cannot be read. */
export function parseEvent(raw: unknown, options: GammaOptions): Result<ParsedEvent> {
  const shape = eventShape.safeParse(raw);
  if (!shape.success) return badAnswer('an event', whereInvalid(shape.error));
  const data = shape.data;
  const id = parseEventId(String(data.id));
  if (id === null) return badAnswer('an event', 'id');
  const markets = data.markets;
  const problems: string[] = [];
  if (markets === undefined) problems.push('Polymarket listed no markets for this event.');
  if (markets && markets.length > MAX_MARKETS)
    problems.push(`Only the first ${MAX_MARKETS} of ${markets.length} markets are read.`);
  const negRisk = data.negRisk ?? false;
  const conditions: Condition[] = [];
  const seen = new Set<string>();
  for (const market of (markets ?? []).slice(0, MAX_MARKETS)) {
    const parsed = parseMarket(market, { id, negRisk }, options);
    if (!parsed.ok) {
      problems.push(parsed.error.message);
    } else if ([parsed.value.id, ...parsed.value.tokens].some((key) => seen.has(key))) {
      problems.push(`The market "${parsed.value.question.slice(0, 120)}" cannot be used: its ids occur twice.`);
    } else {
      for (const key of [parsed.value.id, ...parsed.value.tokens]) seen.add(key);
      conditions.push(parsed.value);
    }
  }
  const event: VenueEvent = {
    id,
    slug: data.slug.slice(0, 300),
    title: clip(data.title),
    description: clip(data.description),
    resolutionSource: clip(data.resolutionSource),
    endDate: clip(data.endDate).slice(0, 40),
    active: data.active ?? false,
    closed: data.closed ?? false,
    negRisk,
    enableNegRisk: data.enableNegRisk ?? false,
    // Absent means unknown, and an unknown list is not exhaustive.
    negRiskAugmented: data.negRiskAugmented ?? true,
    negRiskMarketId: clip(data.negRiskMarketID).slice(0, 80),
    negRiskFeeBips: data.negRiskFeeBips ?? 0,
    cumulativeMarkets: data.cumulativeMarkets ?? false,
    conditions,
    incomplete: problems.length > 0,
    problems,
  };
  return ok({ event, problems });
}

/** `{events, next_cursor}` of `/events/keyset`, or the bare array of the older `/events`. */
export function parseEventPage(
  raw: unknown,
): Result<{ readonly events: readonly unknown[]; readonly nextCursor: string | null }> {
  if (Array.isArray(raw)) return ok({ events: raw as readonly unknown[], nextCursor: null });
  if (!isJsonObject(raw) || !Array.isArray(raw['events'])) return badAnswer('a list of events', 'events');
  const cursor = raw['next_cursor'];
  return ok({
    events: raw['events'] as readonly unknown[],
    nextCursor: typeof cursor === 'string' && cursor !== '' && cursor !== 'LTE=' ? cursor.slice(0, 2_000) : null,
  });
}

/** Slug of the event that holds a market, from `/markets/slug/{slug}`; null when the market names none. */
export function parseEventSlugOfMarket(raw: unknown): string | null {
  const market: JsonObject | null = isJsonObject(raw)
    ? raw
    : Array.isArray(raw) && isJsonObject(raw[0])
      ? raw[0]
      : null;
  const events = market?.['events'];
  if (!Array.isArray(events)) return null;
  const [event] = events as readonly unknown[];
  return isJsonObject(event) && typeof event['slug'] === 'string' ? event['slug'] : null;
}
