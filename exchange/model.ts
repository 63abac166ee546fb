/**
 * What the parts of the local exchange agree on: the venue's nouns as plain data and the core that matches and keeps
 * the ledger. Amounts are integers in micros, as on chain (six decimals).
 */
import type { Random } from '../lib/domain/random';

export interface FeeSpec {
  /** Decimal text, "0.04". */
  readonly rate: string;
  readonly exponent: number;
  readonly takerOnly: boolean;
}

export interface MarketSpec {
  /** Gamma market id, decimal. */
  readonly id: string;
  /** "0x" and 64 hex digits (v2 ids already padded). */
  readonly conditionId: string;
  readonly questionId: string;
  readonly slug: string;
  readonly question: string;
  readonly groupItemTitle: string;
  readonly groupItemThreshold: string;
  readonly description: string;
  /** YES (index 0) and NO token ids, decimal: CTF ids for v1, position ids for v2. */
  readonly tokens: readonly [string, string];
  readonly version: 'v1' | 'v2';
  readonly negRisk: boolean;
  readonly negRiskOther: boolean;
  readonly tickMicros: number;
  readonly minSizeMicros: number;
  /** null: no fees. */
  readonly fee: FeeSpec | null;
  readonly endDate: string;
  readonly volume: number;
  readonly active: boolean;
  readonly closed: boolean;
  readonly acceptingOrders: boolean;
  /** Gamma's name of the fee schedule, "politics_fees"; made up from the event's first tag when absent. */
  readonly feeType?: string;
  /** Whether YES won; set when the market is resolved. */
  readonly resolvedYes?: boolean;
}

export interface TagSpec {
  readonly id: string;
  readonly label: string;
  readonly slug: string;
}

export interface EventSpec {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly endDate: string;
  readonly volume: number;
  readonly negRisk: boolean;
  readonly negRiskAugmented: boolean;
  readonly cumulativeMarkets: boolean;
  /** bytes32 hex, "" when the event is not neg-risk. */
  readonly negRiskMarketId: string;
  readonly markets: readonly MarketSpec[];
  /** Categories; none when absent. */
  readonly tags?: readonly TagSpec[];
}

export type OrderType = 'GTC' | 'GTD' | 'FOK' | 'FAK';
export type OrderSide = 'BUY' | 'SELL';

/** An order as the matching engine sees it; agents place these directly, the CLOB API after checking signatures. */
export interface NewOrder {
  readonly account: string;
  readonly tokenId: string;
  readonly side: OrderSide;
  readonly priceMicros: number;
  /** Shares. For FOK/FAK buys `cashMicros` is the target instead and this is ignored. */
  readonly sizeMicros: number;
  readonly cashMicros?: number;
  readonly type: OrderType;
  readonly postOnly: boolean;
  /** Unix seconds, 0 for none. */
  readonly expiration: number;
  /** Venue order id; made up for agents when absent. */
  readonly id?: string;
}

export interface LevelView {
  readonly priceMicros: number;
  readonly sizeMicros: number;
}

export interface DepthView {
  /** Best first. */
  readonly bids: readonly LevelView[];
  /** Best first. */
  readonly asks: readonly LevelView[];
}

export type PlaceResult =
  | {
      readonly ok: true;
      readonly id: string;
      readonly status: 'live' | 'matched' | 'delayed';
      readonly makingMicros: number;
      readonly takingMicros: number;
      readonly tradeIds: readonly string[];
    }
  | { readonly ok: false; readonly id: string; readonly error: string };

/** Exchange time: starts at the real time (or a scenario's) and can run faster. */
export interface ExchangeClock {
  nowMs(): number;
  /** Exchange milliseconds per real millisecond. */
  readonly speed: number;
  /** Calls back after `delayMs` of exchange time; the returned function cancels. */
  after(delayMs: number, callback: () => void): () => void;
}

/**
 * The matching engine with its ledger. YES and NO books of a market are mirrored: a YES bid at p is a NO ask at 1 - p.
 */
export interface ExchangeCore {
  readonly clock: ExchangeClock;
  events(): readonly EventSpec[];
  addEvent(event: EventSpec): void;
  /** Gives an account money or shares out of nothing (scenario set-up only; the ledger books it as a deposit). */
  deposit(
    account: string,
    what: { readonly cashMicros?: number; readonly tokens?: Readonly<Record<string, number>> },
  ): void;
  place(order: NewOrder): PlaceResult;
  cancel(account: string, orderId: string): boolean;
  depth(tokenId: string): DepthView;
  lastTradePrice(tokenId: string): string;
  resolve(conditionId: string, yesWins: boolean): void;
}

/** What a scenario's agents are doing, for tests and the control endpoint. */
export interface FlowView {
  /** Book changes (accepted placements and cancellations) so far. */
  readonly changes: number;
  /** Placements that the core refused; more than none is a fault of the scenario. */
  readonly rejections: number;
  /** The agents' latent probability that the condition resolves YES, in micros, or null when they do not quote it. */
  fairMicros(conditionId: string): number | null;
  /** "quiet" until the scenario's point is on the books, then "open", and "closed" when the agents take it back. */
  readonly gap: 'none' | 'quiet' | 'open' | 'closed';
}

export interface ScenarioOptions {
  /** Book changes per second of exchange time, over all books. */
  readonly changesPerSecond?: number;
  /** Exchange milliseconds until a scenario's gap opens. */
  readonly gapDelayMs?: number;
  /** Shares to be had at the gap's best prices, in micros. */
  readonly gapSizeMicros?: number;
  /** Edge of the whole gap after fees, in micros. */
  readonly gapEdgeMicros?: number;
  /** In neg-risk-gap: which side of every outcome is too cheap. */
  readonly gapSide?: 'YES' | 'NO';
  /** Lets a scenario switch faults on; `stale-feed` needs it. */
  readonly faults?: { patch(patch: unknown): string | null };
  /** Receives the running flow. */
  readonly observe?: (flow: FlowView) => void;
}

export interface Scenario {
  readonly name: string;
  readonly summary: string;
  /** Slug of the event whose page shows the point of the scenario. */
  readonly focusSlug: string;
  /** Adds events and first orders, then starts the agents; the returned function stops them. */
  start(core: ExchangeCore, random: Random, options?: ScenarioOptions): () => void;
}
