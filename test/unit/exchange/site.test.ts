import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '../../../exchange/core/clock';
import { Core } from '../../../exchange/core/core';
import { createFaults } from '../../../exchange/faults';
import { scenarios } from '../../../exchange/scenarios/index';
import { createSiteHandler } from '../../../exchange/site/handler';
import { flightRows, readFlight } from '../../../exchange/site/parse-answers';
import { serveHost, steadyRandom, type HostServer } from '../../kit/host-server';

const clock = createClock({ startMs: Date.UTC(2026, 10, 21, 12), speed: 0 });
const core = new Core({ clock });
const faults = createFaults();
let server: HostServer;
let base = '';

beforeAll(async () => {
  scenarios['coherent']?.start(core, steadyRandom());
  server = await serveHost(createSiteHandler({ core, faults }), 'https://polymarket.com');
  base = server.url;
});
afterEach(() => faults.reset());
afterAll(() => {
  clock.close();
  server.close();
});

async function html(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(base + path, { headers });
  return {
    status: response.status,
    text: await response.text(),
    csp: response.headers.get('content-security-policy') ?? '',
  };
}
const fed = () => {
  const event = core.events().find(({ slug }) => slug === 'fed-decision-in-june');
  if (!event) throw new Error('no event');
  return event;
};
/** Flight chunks as a browser's parser sees them. */
function flightOf(text: string): unknown[] {
  return [...text.matchAll(/<script nonce="[^"]*">self\.__next_f\.push\((.*?)\)<\/script>/g)].map((match): unknown =>
    JSON.parse(match[1] ?? ''),
  );
}

describe('the site', () => {
  it('renders every row with the anchors of the real page', async () => {
    const { text, status } = await html('/event/fed-decision-in-june');
    expect(status).toBe(200);
    expect(text).toMatch(/^<!DOCTYPE html><html data-theme="light" id="__pm_html" lang="en">/);
    for (const id of [
      '__pm_body',
      '__pm_viewport',
      'content',
      'column-wrapper',
      '__pm_main',
      'event-detail-container',
      'group-chart-container',
      'comments',
      'search-input',
      'market-order-amount-input',
      'trade-widget',
    ])
      expect(text).toContain(`id="${id}"`);
    for (const market of fed().markets)
      expect(text).toContain(
        `data-scroll-anchor="event-detail-accordion-item-${market.id}-${market.slug}" data-state="closed"`,
      );
    expect(text.match(/<div type="button" aria-controls="radix-[^"]+" aria-expanded="false"/g)).toHaveLength(5);
    expect(text.match(/role="region"[^>]*/g)?.length).toBeGreaterThanOrEqual(5);
    expect(text).toContain('<nav aria-label="Main"');
    expect(text.match(/role="radio" value="(BUY|SELL)"/g)).toHaveLength(2);
    expect(text).not.toContain('data-testid');
  });

  it('shows the asks of the books in cents', async () => {
    const { text } = await html('/event/fed-decision-in-june');
    const plain = text.replaceAll('<!-- -->', '');
    for (const market of fed().markets) {
      const yes = core.depth(market.tokens[0]).asks[0]?.priceMicros ?? 0;
      const no = core.depth(market.tokens[1]).asks[0]?.priceMicros ?? 0;
      const row = plain.slice(
        plain.indexOf(`event-detail-accordion-item-${market.id}`),
        plain.indexOf('role="region"', plain.indexOf(`event-detail-accordion-item-${market.id}`)),
      );
      expect(row).toContain(`<span>Buy Yes</span><span>${yes / 10_000}¢</span>`);
      expect(row).toContain(`<span>Buy No</span><span>${no / 10_000}¢</span>`);
    }
  });

  it('renders a single market with its chance and a collapsed book', async () => {
    const { text } = await html('/event/crewed-lunar-landing');
    expect(text).not.toContain('data-scroll-anchor');
    expect(text.replaceAll('<!-- -->', '')).toMatch(/<span><span>\d+% chance<\/span><\/span>/);
    expect(text).toContain('<button type="button" aria-expanded="false" aria-label="Expand Order Book section">');
    expect(text).toContain('<h3>Order Book</h3>');
  });

  it('finds pages by event, event and market, market, and locale', async () => {
    const [, second] = fed().markets;
    for (const path of [
      `/event/fed-decision-in-june/${second?.slug ?? ''}`,
      `/market/${second?.slug ?? ''}`,
      `/event/${second?.slug ?? ''}`,
    ]) {
      const { status, text } = await html(path);
      expect(status, path).toBe(200);
      expect(text).toContain(`${second?.slug ?? ''}" data-state="open"`);
    }
    const spanish = await html('/es/event/fed-decision-in-june');
    expect(spanish.text).toContain('lang="es"');
    expect(spanish.text.replaceAll('<!-- -->', '')).toContain('<span>Comprar Sí</span>');
    expect(spanish.text).toContain('href="/es"');
    for (const path of ['/event/no-such-event', '/event/fed-decision-in-june/no-such-market', '/event', '/nowhere'])
      expect((await html(path)).status, path).toBe(404);
  });

  it('lists all events at home with links that carry the title', async () => {
    const { text } = await html('/');
    for (const event of core.events())
      expect(text).toContain(`<a href="/event/${event.slug}" aria-label="${event.title}"`);
  });

  it('sends a strict policy, and a nonce of its own for every answer', async () => {
    const [first, second] = await Promise.all([html('/'), html('/')]);
    expect(first.csp).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]{24}'(;|$)/);
    expect(first.csp).not.toMatch(/unsafe|\*(;|\s|$)/);
    expect(first.csp).not.toBe(second.csp);
    const nonce = /'nonce-([^']+)'/.exec(first.csp)?.[1] ?? '';
    expect(first.text.match(/<script(?! nonce)/g)).toBeNull();
    expect(first.text).toContain(`<script nonce="${nonce}"`);
    expect(first.text).not.toMatch(/ style="/);
    for (const [, path] of first.text.matchAll(/(?:src|href)="(\/_next\/[^"]+)"/g))
      expect((await fetch(base + (path ?? ''))).status).toBe(200);
  });

  it('carries the event in its flight chunks, with real arrays, and no text can leave them', async () => {
    const { text } = await html('/event/fed-decision-in-june');
    const chunks = flightOf(text);
    expect(chunks.length).toBeGreaterThan(2);
    expect(readFlight(chunks)).toMatchObject({
      path: '/event/fed-decision-in-june',
      locale: 'en',
      page: { kind: 'event' },
    });
    const joined = chunks.map((chunk) => (Array.isArray(chunk) ? String(chunk[1]) : '')).join('');
    const event = JSON.parse(
      joined
        .split('\n')
        .find((line) => line.startsWith('b:'))
        ?.slice(2) ?? '',
    ) as { markets: { outcomes: unknown; clobTokenIds: unknown }[] };
    expect(event.markets[0]?.outcomes).toEqual(['Yes', 'No']);
    expect(event.markets[0]?.clobTokenIds).toEqual(fed().markets[0]?.tokens);
    const hostile = { path: '/x', locale: 'en', page: { kind: 'missing' } } as const;
    expect(readFlight([[0], [1, flightRows(hostile, '</script><script>alert(1)</script>\n\u2028')]])).toEqual(hostile);
  });

  it('escapes hostile titles in markup and flight', async () => {
    const own = new Core({ clock });
    const evil = '</script><img src=x onerror=alert(1)>"&';
    const spec = core.events().find(({ slug }) => slug === 'magnitude-8-earthquake');
    if (!spec) throw new Error('no event');
    own.addEvent({ ...spec, title: evil });
    const shown = await serveHost(createSiteHandler({ core: own, faults }), 'https://polymarket.com');
    const text = await (await fetch(`${shown.url}/event/magnitude-8-earthquake`)).text();
    expect(text).not.toContain('<img src=x');
    expect(JSON.stringify(readFlight(flightOf(text)))).toContain('onerror=alert(1)');
    shown.close();
  });

  it('takes the theme from the cookie', async () => {
    expect((await html('/', { cookie: 'a=b; theme=dark' })).text).toContain('<html data-theme="dark"');
    expect((await html('/', { cookie: 'nottheme=dark' })).text).toContain('<html data-theme="light"');
  });

  it('answers the region, and a blocked one when told so', async () => {
    const geoblock = async (): Promise<unknown> => (await fetch(`${base}/api/geoblock`)).json();
    expect(await geoblock()).toEqual({ blocked: false, ip: '203.0.113.42', country: 'AR', region: 'C' });
    faults.patch({ geoblock: { country: 'US', region: 'NY' } });
    expect(await geoblock()).toEqual({ blocked: true, ip: '203.0.113.42', country: 'US', region: 'NY' });
  });

  it('answers prices and books from the core', async () => {
    const [market] = fed().markets;
    if (!market) throw new Error('no market');
    const prices = (await (await fetch(`${base}/api/prices?event=fed-decision-in-june`)).json()) as {
      quotes: Record<string, { askMicros: number }>;
    };
    expect(Object.keys(prices.quotes).sort()).toEqual(
      fed()
        .markets.map(({ id }) => id)
        .sort(),
    );
    expect(prices.quotes[market.id]?.askMicros).toBe(core.depth(market.tokens[0]).asks[0]?.priceMicros);
    const book = (await (await fetch(`${base}/api/book?market=${market.id}&outcome=1`)).json()) as { asks: unknown[] };
    expect(book.asks).toEqual(core.depth(market.tokens[1]).asks.slice(0, 12));
    expect((await fetch(`${base}/api/book?market=0`)).status).toBe(404);
    expect((await fetch(`${base}/`, { method: 'POST' })).status).toBe(405);
  });
});
