/** What the server tells the page. Plain JSON; prices in micros of a dollar. */
export interface Quote {
  readonly bidMicros: number | null;
  readonly askMicros: number | null;
  readonly lastMicros: number | null;
}

export interface SiteMarket {
  readonly id: string;
  readonly slug: string;
  readonly question: string;
  readonly title: string;
  readonly description: string;
  readonly volume: number;
  readonly quote: Quote;
}

export interface SiteEvent {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly endDate: string;
  readonly volume: number;
  readonly liquidity: number;
  readonly category: { readonly label: string; readonly slug: string };
  /** Markets that are open; placeholders are not shown. */
  readonly markets: readonly SiteMarket[];
}

/** Seconds since 1970 and the chance in micros. */
export type Point = readonly [number, number];

export interface Line {
  readonly marketId: string;
  readonly points: readonly Point[];
}

export type Page =
  | { readonly kind: 'home'; readonly events: readonly SiteEvent[] }
  | {
      readonly kind: 'event';
      readonly event: SiteEvent;
      readonly marketSlug: string | null;
      readonly lines: readonly Line[];
    }
  | { readonly kind: 'missing' };

export const LOCALES = [
  'bn',
  'de',
  'es',
  'fr',
  'hi',
  'id',
  'it',
  'ja',
  'pl',
  'pt',
  'ru',
  'th',
  'tl',
  'uk',
  'vi',
  'zh',
  'zh-hant',
] as const;

export interface SiteState {
  /** Path of the page, with its locale prefix. */
  readonly path: string;
  /** "en" without prefix. */
  readonly locale: string;
  readonly page: Page;
}

export type Theme = 'light' | 'dark';

export interface PricesAnswer {
  /** Seconds since 1970. */
  readonly time: number;
  readonly quotes: Readonly<Record<string, Quote>>;
}

export interface BookLevel {
  readonly priceMicros: number;
  readonly sizeMicros: number;
}

export interface BookAnswer {
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
}

export const WHOLE = 1_000_000;

/** Chance shown for a market: the middle, or the last trade when a side is missing or the spread is wide. */
export function chanceMicros(quote: Quote): number {
  const { bidMicros, askMicros, lastMicros } = quote;
  if (bidMicros !== null && askMicros !== null && (askMicros - bidMicros <= 100_000 || lastMicros === null))
    return (bidMicros + askMicros) / 2;
  if (lastMicros !== null) return lastMicros;
  return ((bidMicros ?? 0) + (askMicros ?? WHOLE)) / 2;
}
