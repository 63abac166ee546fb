/** Turns the exchange's books and the address of a page into what the page shows. */
import type { EventSpec, ExchangeCore, MarketSpec } from '../model';
import {
  chanceMicros,
  LOCALES,
  WHOLE,
  type BookAnswer,
  type Line,
  type Page,
  type PricesAnswer,
  type Quote,
  type SiteEvent,
  type SiteMarket,
  type SiteState,
} from './data';

const LEVELS_SHOWN = 12;
const SAMPLE_MS = 1_000;
const POINTS_KEPT = 900;

export interface SiteView {
  state(path: string): SiteState;
  prices(eventSlug: string | null): PricesAnswer;
  book(marketId: string, outcome: 0 | 1): BookAnswer | null;
  /** The event that a path shows, for the payload that real pages carry. */
  eventOf(path: string): EventSpec | null;
}

/** One closure over the sampled history; each member is one answer of the site. */
export function createView(core: ExchangeCore): SiteView {
  const history = new Map<string, [number, number][]>();
  let sampledMs = -Infinity;

  const quoteOf = (market: MarketSpec): Quote => {
    const depth = core.depth(market.tokens[0]);
    const last = core.lastTradePrice(market.tokens[0]);
    return {
      bidMicros: depth.bids[0]?.priceMicros ?? null,
      askMicros: depth.asks[0]?.priceMicros ?? null,
      lastMicros: last === '' ? null : Math.round(Number(last) * WHOLE),
    };
  };
  /** The chart shows what this site saw: prices are noted whenever somebody looks, at most once a second. */
  const sample = (): void => {
    const nowMs = core.clock.nowMs();
    if (nowMs - sampledMs < SAMPLE_MS) return;
    sampledMs = nowMs;
    for (const market of core.events().flatMap((event) => event.markets)) {
      const points = history.get(market.id) ?? [];
      points.push([Math.floor(nowMs / 1000), chanceMicros(quoteOf(market))]);
      history.set(market.id, points.slice(-POINTS_KEPT));
    }
  };

  const siteMarket = (market: MarketSpec): SiteMarket => ({
    id: market.id,
    slug: market.slug,
    question: market.question,
    title: market.groupItemTitle === '' ? market.question : market.groupItemTitle,
    description: market.description,
    volume: market.volume,
    quote: quoteOf(market),
  });
  const siteEvent = (event: EventSpec): SiteEvent => {
    const markets = event.markets.filter((market) => market.active);
    const tag = event.tags?.[0];
    const liquidity = markets.reduce((sum, market) => {
      const { bids, asks } = core.depth(market.tokens[0]);
      const bid = bids.reduce((total, level) => total + (level.priceMicros / WHOLE) * (level.sizeMicros / WHOLE), 0);
      return (
        sum + asks.reduce((total, level) => total + (1 - level.priceMicros / WHOLE) * (level.sizeMicros / WHOLE), bid)
      );
    }, 0);
    return {
      id: event.id,
      slug: event.slug,
      title: event.title,
      description: event.description,
      endDate: event.endDate,
      volume: event.volume,
      liquidity,
      category: { label: tag?.label ?? 'All', slug: tag?.slug ?? 'all' },
      markets: markets.map(siteMarket),
    };
  };

  const resolvePath = (
    path: string,
  ): {
    readonly locale: string;
    readonly target: 'home' | { readonly event: EventSpec; readonly marketSlug: string | null } | null;
  } => {
    const parts = path.split('/').filter((part) => part !== '');
    const locale = LOCALES.find((candidate) => candidate === parts[0]) ?? 'en';
    const [kind, first, second, ...rest] = locale === 'en' ? parts : parts.slice(1);
    if (kind === undefined) return { locale, target: 'home' };
    if (rest.length > 0 || first === undefined) return { locale, target: null };
    const byMarket = (slug: string) =>
      core.events().find((event) => event.markets.some((market) => market.slug === slug));
    if (kind === 'market' && second === undefined) {
      const event = byMarket(first);
      return { locale, target: event ? { event, marketSlug: first } : null };
    }
    if (kind !== 'event') return { locale, target: null };
    const event = core.events().find((candidate) => candidate.slug === first);
    if (event) {
      const known = second === undefined || event.markets.some((market) => market.slug === second);
      return { locale, target: known ? { event, marketSlug: second ?? null } : null };
    }
    // The first segment may be the slug of a market.
    const owner = second === undefined ? byMarket(first) : undefined;
    return { locale, target: owner ? { event: owner, marketSlug: first } : null };
  };

  return {
    state(path) {
      sample();
      const { locale, target } = resolvePath(path);
      const home = (): Page => ({
        kind: 'home',
        events: [...core.events()].sort((a, b) => b.volume - a.volume).map(siteEvent),
      });
      if (target === 'home') return { path, locale, page: home() };
      if (target === null) return { path, locale, page: { kind: 'missing' } };
      const lines = target.event.markets
        .filter((market) => market.active)
        .map((market): Line => ({ marketId: market.id, points: history.get(market.id) ?? [] }));
      return {
        path,
        locale,
        page: { kind: 'event', event: siteEvent(target.event), marketSlug: target.marketSlug, lines },
      };
    },
    prices(eventSlug) {
      sample();
      const markets = core
        .events()
        .filter((event) => eventSlug === null || event.slug === eventSlug)
        .flatMap((event) => event.markets);
      return {
        time: Math.floor(core.clock.nowMs() / 1000),
        quotes: Object.fromEntries(markets.map((market) => [market.id, quoteOf(market)])),
      };
    },
    book(marketId, outcome) {
      const market = core
        .events()
        .flatMap((event) => event.markets)
        .find((candidate) => candidate.id === marketId);
      if (!market) return null;
      const { bids, asks } = core.depth(market.tokens[outcome]);
      return { bids: bids.slice(0, LEVELS_SHOWN), asks: asks.slice(0, LEVELS_SHOWN) };
    },
    eventOf(path) {
      const { target } = resolvePath(path);
      return target === null || target === 'home' ? null : target.event;
    },
  };
}
