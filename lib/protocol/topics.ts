/**
 * Topics: what the background pushes over a Port, one row each; hub and replica are generic over this table. A frame is
 * a whole view with (bootId, seq) (docs/adr/0004): a snapshot each time replaces patching, and a gap needs no repair.
 * At most 10 frames a second per subscription. A `content` topic may be asked for by our content script, an `extension`
 * topic by our own pages alone.
 */
import * as z from 'zod/mini';
import { MAX_PAGE_PATH_CHARS } from '../domain/page';
import type { ExaminationView } from './examination';
import type { HistoryView } from './history';
import type { FillModelView } from './fills';
import type { RelationsSummary } from './relations';
import type { MarketsView, SignalsView } from './signals';
import type { Tier } from './tier';
import type { TradeView } from './trade';
import type {
  AccountStateView,
  HealthView,
  HomeView,
  MemoryView,
  NowView,
  OrdersView,
  PageView,
  PositionsView,
  ReviewView,
  SettingsView,
  SignaturesView,
  SpotView,
} from './views';

export const LIVE_PORT = 'live';

interface Topic<Key, View> {
  readonly tier: Tier;
  /** What distinguishes two views of one topic; null where there is one. */
  readonly key: z.ZodMiniType<Key>;
  /** Only a type: the view is made by the service that owns the topic. */
  readonly view?: View;
}

function topic<View>(): <Key>(row: { readonly tier: Tier; readonly key: z.ZodMiniType<Key> }) => Topic<Key, View> {
  return (row) => row;
}

/** Path of a page of the venue, as `pagePathOf` makes it. */
const pagePath = z.string().check(z.maxLength(MAX_PAGE_PATH_CHARS));
const one = z.null();
const opportunityId = z.nullable(z.string().check(z.maxLength(200)));

export const topics = {
  page: topic<PageView>()({ tier: 'content', key: pagePath }),
  signals: topic<SignalsView>()({ tier: 'content', key: pagePath }),
  home: topic<HomeView>()({ tier: 'content', key: one }),
  now: topic<NowView>()({ tier: 'extension', key: one }),
  orders: topic<OrdersView>()({ tier: 'extension', key: one }),
  /** Sets of bets that are over, and today's result. */
  history: topic<HistoryView>()({ tier: 'extension', key: one }),
  /** What is held and the ways from there to money. */
  positions: topic<PositionsView>()({ tier: 'extension', key: one }),
  /** One set of bets with its depth; by its id, the best where none is named. */
  trade: topic<TradeView>()({ tier: 'extension', key: opportunityId }),
  review: topic<ReviewView>()({ tier: 'extension', key: one }),
  relations: topic<RelationsSummary>()({ tier: 'extension', key: one }),
  account: topic<AccountStateView>()({ tier: 'extension', key: one }),
  settings: topic<SettingsView>()({ tier: 'extension', key: one }),
  /** What was signed and not sent. */
  signatures: topic<SignaturesView>()({ tier: 'extension', key: one }),
  /** Damage of what Facet remembers. */
  memory: topic<MemoryView>()({ tier: 'extension', key: one }),
  /** Spot prices from other exchanges. */
  spot: topic<SpotView>()({ tier: 'extension', key: one }),
  /** Signals of the markets of open pages. */
  markets: topic<MarketsView>()({ tier: 'extension', key: one }),
  /** The fill model: how much it saw and how good it is. */
  fills: topic<FillModelView>()({ tier: 'extension', key: one }),
  health: topic<HealthView>()({ tier: 'extension', key: one }),
  /** The venue examined, and the smallest real order. */
  examination: topic<ExaminationView>()({ tier: 'extension', key: one }),
} as const;

/** `calm`: numbers that tick with the books and decide nothing; one frame a second is as much as anybody reads. */
export type Pace = 'now' | 'calm';

export type TopicName = keyof typeof topics;
export type KeyOf<N extends TopicName> = Extract<z.output<(typeof topics)[N]['key']>, string | null>;
export type ViewOf<N extends TopicName> = NonNullable<(typeof topics)[N]['view']>;

/** First message of a client for each view that it wants. */
export interface Subscription {
  readonly topic: TopicName;
  readonly key: string | null;
}

export interface Frame<N extends TopicName = TopicName> {
  readonly topic: N;
  readonly key: KeyOf<N>;
  readonly bootId: string;
  readonly seq: number;
  readonly view: ViewOf<N>;
}

/** One text for each view there can be. */
export function subscriptionId({ topic: name, key }: Subscription): string {
  return key === null ? name : `${name} ${key}`;
}

/** What a client asked for; null for anything that is not in the table. */
export function parseSubscription(message: unknown): Subscription | null {
  if (typeof message !== 'object' || message === null || !('topic' in message) || !('key' in message)) return null;
  const { topic: name, key } = message;
  if (!isTopicName(name)) return null;
  const parsed = topics[name].key.safeParse(key);
  return parsed.success ? { topic: name, key: parsed.data } : null;
}

export function isTopicName(name: unknown): name is TopicName {
  return typeof name === 'string' && Object.hasOwn(topics, name);
}
