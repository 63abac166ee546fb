/** polymarket.com: pages, what they fetch, and /api/geoblock. Knows the books and nothing about who looks at them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from '../faults';
import { eventShape, type JsonRecord } from '../gamma/shapes';
import type { EventSpec, ExchangeCore } from '../model';
import { loadAssets, type Asset } from './assets';
import type { Theme } from './data';
import { icon } from './icon';
import { renderDocument } from './render';
import { createView, type SiteView } from './view';

export interface SiteDeps {
  readonly core: ExchangeCore;
  readonly faults: Faults;
}

interface Site extends SiteDeps {
  readonly view: SiteView;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const json = (body: unknown, status = 200): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

export function createSiteHandler(
  deps: SiteDeps,
): (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> {
  const site: Site = { ...deps, view: createView(deps.core) };
  return async (request, response, url) => {
    const reading = request.method === 'GET' || request.method === 'HEAD';
    const answer = reading ? await route(site, request, url) : json({ error: 'method not allowed' }, 405);
    response.writeHead(answer.status, {
      'content-type': answer.type,
      'content-length': Buffer.byteLength(answer.body),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      ...answer.headers,
    });
    response.end(request.method === 'HEAD' ? undefined : answer.body);
  };
}

async function route(site: Site, request: IncomingMessage, url: URL): Promise<Answer> {
  const path = url.pathname;
  if (path.startsWith('/api/')) return api(site, path, url.searchParams);
  const drawn = /^\/icons\/([a-z0-9]+)\.svg$/.exec(path);
  if (drawn)
    return {
      status: 200,
      type: 'image/svg+xml',
      body: icon(drawn[1] ?? '', site.core.events().find((event) => event.id === drawn[1])?.title ?? 'P'),
    };
  const assets = await loadAssets();
  for (const asset of [assets.script, assets.style]) if (asset.path === path) return file(asset);
  if (path.startsWith('/_next/')) return json({ error: 'not found' }, 404);
  return document(site, request, url);
}

function file(asset: Asset): Answer {
  return {
    status: 200,
    type: asset.type,
    body: asset.body,
    headers: { 'cache-control': 'public, max-age=31536000, immutable' },
  };
}

function themeOf(request: IncomingMessage): Theme {
  return /(?:^|;\s*)theme=dark(?:;|$)/.test(request.headers.cookie ?? '') ? 'dark' : 'light';
}

async function document(site: Site, request: IncomingMessage, url: URL): Promise<Answer> {
  const state = site.view.state(url.pathname);
  const event = site.view.eventOf(url.pathname);
  const { html, csp } = renderDocument({
    state,
    event: event ? pageEvent(site, event) : null,
    theme: themeOf(request),
    assets: await loadAssets(),
    mismatch: url.searchParams.get('hydration') === 'mismatch',
  });
  return {
    status: state.page.kind === 'missing' ? 404 : 200,
    type: 'text/html; charset=utf-8',
    body: html,
    // Asked for again, but free for the browser's back/forward cache.
    headers: { 'content-security-policy': csp, 'cache-control': 'private, no-cache' },
  };
}

/** Pages carry Gamma's event, but with real arrays where the API has strings of JSON. */
function pageEvent(site: Site, event: EventSpec): JsonRecord {
  const shaped = eventShape(
    { core: site.core, faults: site.faults.current, listedMs: site.core.clock.nowMs() },
    event,
    true,
  );
  const markets = Array.isArray(shaped['markets']) ? shaped['markets'].map(withArrays) : [];
  return { $schema: 'https://gamma-api.polymarket.com/schemas/Event.json', ...shaped, markets };
}

function withArrays(market: unknown): JsonRecord {
  const read = (text: unknown) => (typeof text === 'string' && text.startsWith('[') ? JSON.parse(text) : text);
  const entries = typeof market === 'object' && market !== null ? Object.entries(market) : [];
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === 'outcomes' || key === 'outcomePrices' || key === 'clobTokenIds' ? read(value) : value,
    ]),
  );
}

function api(site: Site, path: string, query: URLSearchParams): Answer {
  switch (path) {
    case '/api/geoblock': {
      const { geoblock } = site.faults.current;
      return json({
        blocked: geoblock !== null,
        ip: '203.0.113.42',
        country: geoblock?.country ?? 'AR',
        region: geoblock?.region ?? 'C',
      });
    }
    case '/api/page': {
      const state = site.view.state(query.get('path') ?? '/');
      return json(state, state.page.kind === 'missing' ? 404 : 200);
    }
    case '/api/prices':
      return json(site.view.prices(query.get('event')));
    case '/api/book': {
      const book = site.view.book(query.get('market') ?? '', query.get('outcome') === '1' ? 1 : 0);
      return book ? json(book) : json({ error: 'market not found' }, 404);
    }
    default:
      return json({ error: 'not found' }, 404);
  }
}
