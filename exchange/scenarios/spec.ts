/** Builds EventSpecs for made-up events from the few things in which they differ. */
import type { EventSpec, FeeSpec, MarketSpec, TagSpec } from '../model';
import { marketIdsV1, marketIdsV2, negRiskMarketId } from './ids';

export interface Category {
  readonly tag: TagSpec;
  readonly feeType: string;
  /** Taker rate of October 2026, docs /trading/fees; null where the category has no fees. */
  readonly rate: string | null;
}

export const categories = {
  finance: { tag: { id: '120', label: 'Finance', slug: 'finance' }, feeType: 'finance_prices_fees', rate: '0.04' },
  economics: { tag: { id: '100328', label: 'Economy', slug: 'economy' }, feeType: 'economics_fees', rate: '0.05' },
  politics: { tag: { id: '2', label: 'Politics', slug: 'politics' }, feeType: 'politics_fees', rate: '0.04' },
  crypto: { tag: { id: '21', label: 'Crypto', slug: 'crypto' }, feeType: 'crypto_fees_v2', rate: '0.07' },
  tech: { tag: { id: '1401', label: 'Tech', slug: 'tech' }, feeType: 'tech_fees', rate: '0.04' },
  world: { tag: { id: '101970', label: 'World', slug: 'world' }, feeType: 'zero_fees', rate: null },
} as const satisfies Readonly<Record<string, Category>>;

export interface MarketText {
  readonly slug: string;
  readonly question: string;
  readonly title: string;
  readonly description: string;
  readonly endDate?: string;
  readonly volume: number;
  /** An unnamed stand-in of an augmented event: listed, but not open for orders. */
  readonly placeholder?: boolean;
  readonly other?: boolean;
}

export interface EventText {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly endDate: string;
  readonly category: Category;
  readonly version: 'v1' | 'v2';
  readonly grouping: 'separate' | 'cumulative' | 'neg-risk' | 'neg-risk augmented';
  readonly tickMicros: number;
  readonly markets: readonly MarketText[];
}

const MIN_SIZE_MICROS = 5_000_000;

export function buildEvent(text: EventText): EventSpec {
  const negRisk = text.grouping === 'neg-risk' || text.grouping === 'neg-risk augmented';
  const fee: FeeSpec | null =
    text.category.rate === null ? null : { rate: text.category.rate, exponent: 1, takerOnly: true };
  // Other is no condition of its own: it stands behind the last.
  const named = text.markets.filter(({ other }) => other !== true).length;
  const markets = text.markets.map((market, index): MarketSpec => {
    const ids =
      text.version === 'v1'
        ? marketIdsV1(text.slug, market.slug, { negRisk, index })
        : marketIdsV2(text.slug, market.slug, { negRisk, index, count: named });
    const open = market.placeholder !== true;
    return {
      id: String(text.id * 16 + index),
      ...ids,
      slug: market.slug,
      question: market.question,
      groupItemTitle: market.title,
      groupItemThreshold: String(index),
      description: market.description,
      version: text.version,
      negRisk,
      negRiskOther: market.other ?? false,
      tickMicros: text.tickMicros,
      minSizeMicros: MIN_SIZE_MICROS,
      fee,
      feeType: text.category.feeType,
      endDate: market.endDate ?? text.endDate,
      volume: market.volume,
      active: open,
      closed: false,
      acceptingOrders: open,
    };
  });
  const first = markets[0];
  if (!first) throw new RangeError(`event ${text.slug} needs a market`);
  return {
    id: String(text.id),
    slug: text.slug,
    title: text.title,
    description: text.description,
    endDate: text.endDate,
    volume: markets.reduce((sum, market) => sum + market.volume, 0),
    negRisk,
    negRiskAugmented: text.grouping === 'neg-risk augmented',
    cumulativeMarkets: text.grouping === 'cumulative',
    negRiskMarketId: negRisk ? negRiskMarketId(text.slug, first, text.version) : '',
    markets,
    tags: [text.category.tag],
  };
}

/** One yes/no question that is an event of its own. */
export function buildSingle(text: Omit<EventText, 'grouping' | 'markets'> & { readonly volume: number }): EventSpec {
  const { volume, ...event } = text;
  return buildEvent({
    ...event,
    grouping: 'separate',
    markets: [{ slug: text.slug, question: text.title, title: '', description: text.description, volume }],
  });
}
