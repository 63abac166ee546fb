/** Gamma events to domain (docs/venue.md 6). One bad market never sinks its event, but the event says so. */
import * as z from 'zod/mini';
import type { Condition, VenueEvent } from '../../../domain/condition';
import { parseEventId } from '../../../domain/ids';
import type { Failure, Result } from '../../../domain/result';
import { failureOf, ok } from '../../../domain/result';
import { parseCursor } from '../../../domain/pages';
import type { JsonObject } from '../../socket/json';
import { isJsonObject } from '../../socket/json';
import { badAnswer, whereInvalid } from '../common/parse';
import type { GammaOptions } from './parse-market';
import { clip, parseMarket } from './parse-market';

export interface ParsedEvent {
  readonly event: VenueEvent;
  /** One sentence for each market that could not be used. */
  readonly problems: readonly Failure[];
}

const MAX_MARKETS = 1_000;
const WHOLE_BIPS = 10_000;

const optionalText = z.nullish(z.string());
const optionalFlag = z.nullish(z.boolean());

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

/** Parses one event with its markets. Fails only when the event itself cannot be read. */
export function parseEvent(raw: unknown, options: GammaOptions): Result<ParsedEvent> {
  const shape = eventShape.safeParse(raw);
  if (!shape.success) return badAnswer('event', whereInvalid(shape.error));
  const data = shape.data;
  const id = parseEventId(String(data.id));
  if (id === null) return badAnswer('event', 'id');
  const markets = data.markets;
  const problems: Failure[] = [];
  if (markets === undefined) problems.push(failureOf('markets-unlisted', {}));
  if (markets && markets.length > MAX_MARKETS)
    problems.push(failureOf('markets-cut', { read: MAX_MARKETS, listed: markets.length }));
  const negRisk = data.negRisk ?? false;
  const conditions: Condition[] = [];
  const seen = new Set<string>();
  for (const market of (markets ?? []).slice(0, MAX_MARKETS)) {
    const parsed = parseMarket(market, { id, negRisk }, options);
    if (!parsed.ok) {
      problems.push(parsed.error);
    } else if ([parsed.value.id, ...parsed.value.tokens].some((key) => seen.has(key))) {
      problems.push(failureOf('bad-market', { market: parsed.value.question.slice(0, 120), problem: 'twice' }));
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
    // Absent means unknown: nothing is converted that might cost.
    negRiskFeeBips: isFee(data.negRiskFeeBips) ? data.negRiskFeeBips : null,
    cumulativeMarkets: data.cumulativeMarkets ?? false,
    conditions,
    incomplete: problems.length > 0,
    problems,
  };
  return ok({ event, problems });
}

function isFee(bips: number | null | undefined): bips is number {
  return typeof bips === 'number' && Number.isSafeInteger(bips) && bips >= 0 && bips <= WHOLE_BIPS;
}

/** `{events, next_cursor}` of `/events/keyset`, or the bare array of the older `/events`. */
export function parseEventPage(
  raw: unknown,
): Result<{ readonly events: readonly unknown[]; readonly nextCursor: string | null }> {
  if (Array.isArray(raw)) return ok({ events: raw as readonly unknown[], nextCursor: null });
  if (!isJsonObject(raw) || !Array.isArray(raw['events'])) return badAnswer('events', 'events');
  return ok({ events: raw['events'] as readonly unknown[], nextCursor: parseCursor(raw['next_cursor']) });
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
