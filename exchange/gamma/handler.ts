/**
 * gamma-api.polymarket.com: the catalogue. Reads the core and the faults at the moment of the answer and keeps nothing.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from '../faults';
import type { EventSpec, ExchangeCore, TagSpec } from '../model';
import { filterEvents, filterMarkets, flag, pageOf, type QueryProblem, type Row } from './query';
import { eventShape, isClosed, marketShape, tagShape, type GammaContext, type Json, type JsonRecord } from './shapes';

export interface GammaDeps {
  readonly core: ExchangeCore;
  readonly faults: Faults;
  /** Wallet that the site shows for an owner; absent where nobody has one. */
  readonly profileOf?: (owner: string) => string | null;
}

interface Answer {
  readonly status: number;
  readonly body: Json;
}

const LISTED_BEFORE_MS = 40 * 24 * 3_600_000;

const found = (body: Json): Answer => ({ status: 200, body });
const notFound = (error: string): Answer => ({ status: 404, body: { type: 'not found error', error } });
const invalid = (error: string): Answer => ({ status: 422, body: { type: 'validation error', error } });
const isProblem = (page: object): page is QueryProblem => 'problem' in page;

export function createGammaHandler(
  deps: GammaDeps,
): (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> {
  const listedMs = deps.core.clock.nowMs() - LISTED_BEFORE_MS;
  return (request, response, url) => {
    const cors = {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-allow-headers': '*',
    };
    if (request.method === 'OPTIONS') {
      response.writeHead(204, cors).end();
      return Promise.resolve();
    }
    const reading = request.method === 'GET' || request.method === 'HEAD';
    const context: GammaContext = { core: deps.core, faults: deps.faults.current, listedMs };
    const answer = !reading
      ? { status: 405, body: { error: 'method not allowed' } }
      : url.pathname === '/public-profile'
        ? publicProfile(deps, url.searchParams.get('address') ?? '')
        : route(context, url);
    const text = JSON.stringify(answer.body);
    response.writeHead(answer.status, {
      ...cors,
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
      'cache-control': 'no-store',
    });
    response.end(request.method === 'HEAD' ? undefined : text);
    return Promise.resolve();
  };
}

function publicProfile({ profileOf, faults }: GammaDeps, address: string): Answer {
  if (!/^0x[0-9a-fA-F]{40}$/.test(address)) return invalid('invalid address');
  const told = Object.entries(faults.current.profileWallets).find(
    ([owner]) => owner.toLowerCase() === address.toLowerCase(),
  );
  const proxyWallet = told ? told[1] : (profileOf?.(address) ?? null);
  return proxyWallet === null
    ? notFound('profile not found')
    : found({ proxyWallet, pseudonym: 'Somebody', name: '', displayUsernamePublic: true });
}

function route(context: GammaContext, url: URL): Answer {
  const [kind, second, third, ...more] = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodePart);
  const events = context.core.events();
  if (more.length > 0) return notFound('not found');
  switch (kind ?? '') {
    case 'events':
      return eventsRoute(context, events, { second, third, query: url.searchParams });
    case 'markets':
      return marketsRoute(context, events, { second, third, query: url.searchParams });
    case 'tags':
      return tagsRoute(context, events, { second, third });
    case 'public-search':
      return second === undefined ? search(context, events, url.searchParams) : notFound('not found');
    default:
      return notFound('not found');
  }
}

interface Parts {
  readonly second: string | undefined;
  readonly third: string | undefined;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A broken percent sign: no row has such a name.
    return part;
  }
}

function eventsRoute(
  context: GammaContext,
  events: readonly EventSpec[],
  { second, third, query }: Parts & { readonly query: URLSearchParams },
): Answer {
  const withMarkets = flag(query, 'include_markets') !== false;
  const shape = (row: Row) => eventShape(context, row.event, withMarkets);
  if (second === undefined || (second === 'keyset' && third === undefined)) {
    const page = pageOf(filterEvents(events, query, isClosed), query);
    if (isProblem(page)) return invalid(page.problem);
    const rows = page.rows.map(shape);
    return found(
      second === undefined
        ? rows
        : { events: rows, ...(page.nextCursor === null ? {} : { next_cursor: page.nextCursor }) },
    );
  }
  if (second === 'slug' && third !== undefined) {
    const event = events.find((candidate) => candidate.slug === third);
    return event ? found(eventShape(context, event, withMarkets)) : notFound('slug not found');
  }
  if (third !== undefined) return notFound('not found');
  if (!/^\d+$/.test(second)) return invalid('id is invalid');
  const event = events.find((candidate) => candidate.id === second);
  return event ? found(eventShape(context, event, withMarkets)) : notFound('id not found');
}

function marketsRoute(
  context: GammaContext,
  events: readonly EventSpec[],
  { second, third, query }: Parts & { readonly query: URLSearchParams },
): Answer {
  const shape = ({ event, market }: Row): JsonRecord =>
    market
      ? {
          ...marketShape(context, event, market),
          events: [eventShape(context, event, false)],
          tags: (event.tags ?? []).map((tag) => tagShape(tag, context)),
        }
      : {};
  if (second === undefined || (second === 'keyset' && third === undefined)) {
    const page = pageOf(filterMarkets(events, query), query);
    if (isProblem(page)) return invalid(page.problem);
    const rows = page.rows.map(shape);
    return found(
      second === undefined
        ? rows
        : { markets: rows, ...(page.nextCursor === null ? {} : { next_cursor: page.nextCursor }) },
    );
  }
  const all = events.flatMap((event) => event.markets.map((market) => ({ event, market })));
  if (second === 'slug' && third !== undefined) {
    const row = all.find(({ market }) => market.slug === third);
    return row ? found(shape(row)) : notFound('slug not found');
  }
  if (third !== undefined) return notFound('not found');
  if (!/^\d+$/.test(second)) return invalid('id is invalid');
  const row = all.find(({ market }) => market.id === second);
  return row ? found(shape(row)) : notFound('id not found');
}

function tagsRoute(context: GammaContext, events: readonly EventSpec[], { second, third }: Parts): Answer {
  const tags = [
    ...new Map(events.flatMap((event) => event.tags ?? []).map((tag): [string, TagSpec] => [tag.id, tag])).values(),
  ];
  if (second === undefined) return found(tags.map((tag) => tagShape(tag, context)));
  const tag =
    second === 'slug'
      ? tags.find((candidate) => candidate.slug === third)
      : tags.find((candidate) => candidate.id === second && third === undefined);
  return tag ? found(tagShape(tag, context)) : notFound(second === 'slug' ? 'slug not found' : 'id not found');
}

/** Events in whose title or questions every word occurs. */
function search(context: GammaContext, events: readonly EventSpec[], query: URLSearchParams): Answer {
  const words = (query.get('q') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return invalid('q is required');
  const limitText = query.get('limit_per_type') ?? '10';
  if (!/^\d{1,4}$/.test(limitText)) return invalid('limit_per_type is invalid');
  const hits = events.filter((event) => {
    const text = [event.title, ...event.markets.map((market) => market.question)].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const shown = hits.slice(0, Number(limitText));
  return found({
    events: shown.map((event) => eventShape(context, event, true)),
    tags: [],
    profiles: [],
    pagination: { hasMore: shown.length < hits.length, totalResults: hits.length },
  });
}
