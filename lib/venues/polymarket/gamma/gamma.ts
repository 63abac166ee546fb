/** Events from Gamma, Polymarket's catalogue (docs/venue.md 6.1). */
import type { VenueThing } from '../../../domain/failures';
import type { VenueEvent } from '../../../domain/condition';
import { isSlug } from '../../../domain/page';
import type { Failure, Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { Log } from '../../../ports/log';
import type { Http } from '../../../ports/net';
import type { EventPage } from '../../../ports/market-data';
import { GAMMA, READ_TIMEOUT_MS } from '../common/constants';
import { requestJson } from '../common/http';
import type { GammaOptions } from './parse-market';
import { parseEvent, parseEventPage, parseEventSlugOfMarket } from './parse-gamma';

/** The server clamps pages at 100; fewer keep one answer under a megabyte. */
const EVENTS_PER_PAGE = 25;

export interface GammaDeps {
  readonly http: Http;
  readonly log: Log;
  readonly options: GammaOptions;
}

function get(deps: GammaDeps, path: string, what: VenueThing, signal: AbortSignal): Promise<Result<unknown>> {
  return requestJson(deps.http, { method: 'GET', url: `${GAMMA}${path}`, timeoutMs: READ_TIMEOUT_MS }, what, signal);
}

function noteProblems(deps: GammaDeps, event: VenueEvent, problems: readonly Failure[]): VenueEvent {
  if (problems.length > 0)
    deps.log.warn('event-incomplete', {
      slug: event.slug,
      problems: problems.length,
      first: problems[0]?.code ?? null,
    });
  return event;
}

export async function fetchEventBySlug(
  deps: GammaDeps,
  slug: string,
  signal: AbortSignal,
): Promise<Result<VenueEvent>> {
  if (!isSlug(slug)) return fail('bad-slug', { what: 'this-event' });
  const answer = await get(deps, `/events/slug/${slug}`, 'this-event', signal);
  if (!answer.ok) return answer;
  const parsed = parseEvent(answer.value, deps.options);
  if (!parsed.ok) return parsed;
  if (parsed.value.event.slug !== slug) return fail('wrong-event', {}, 'later');
  return ok(noteProblems(deps, parsed.value.event, parsed.value.problems));
}

export async function fetchEventByMarketSlug(
  deps: GammaDeps,
  slug: string,
  signal: AbortSignal,
): Promise<Result<VenueEvent>> {
  if (!isSlug(slug)) return fail('bad-slug', { what: 'this-market' });
  const answer = await get(deps, `/markets/slug/${slug}`, 'this-market', signal);
  if (!answer.ok) return answer;
  const eventSlug = parseEventSlugOfMarket(answer.value);
  if (eventSlug === null) return fail('event-unnamed', {}, 'later');
  return fetchEventBySlug(deps, eventSlug, signal);
}

/** Open events, most traded in the last day first. Events that cannot be read are left out of the page. */
export async function fetchActiveEvents(
  deps: GammaDeps,
  cursor: string | null,
  signal: AbortSignal,
): Promise<Result<EventPage>> {
  const query = new URLSearchParams({
    active: 'true',
    closed: 'false',
    archived: 'false',
    order: 'volume24hr',
    ascending: 'false',
    limit: String(EVENTS_PER_PAGE),
  });
  if (cursor !== null) query.set('after_cursor', cursor);
  const answer = await get(deps, `/events/keyset?${query.toString()}`, 'events', signal);
  if (!answer.ok) return answer;
  const page = parseEventPage(answer.value);
  if (!page.ok) return page;
  const events: VenueEvent[] = [];
  for (const raw of page.value.events) {
    const parsed = parseEvent(raw, deps.options);
    if (parsed.ok) events.push(noteProblems(deps, parsed.value.event, parsed.value.problems));
    else deps.log.warn('event-unreadable', { code: parsed.error.code });
  }
  return ok({ events, nextCursor: page.value.nextCursor, listed: page.value.events.length });
}
