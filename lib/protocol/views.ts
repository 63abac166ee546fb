/**
 * What the topics carry (topics.ts). Views are small (under 20 kB) and whole. Times are the background's wall clock, so
 * that every number can show its age. The UI formats; it never computes prices.
 */
import type { TokenSide } from '../domain/condition';
import type { ExecutionMode, ExecutionState, LegState } from '../domain/execution';
import type { Consequence } from '../domain/proof';
import type { RelationBody, RelationSource } from '../domain/relation';
import type { Settings } from './settings';

export type Tone = 'violation' | 'coherent' | 'quiet' | 'attention' | 'loss';

/** One line that is always true: what is going on, since when, and what the user can do. */
export interface StatusView {
  readonly kind:
    | 'loading'
    | 'violation'
    | 'coherent'
    | 'stale'
    | 'offline'
    | 'blocked'
    | 'engine-stopped'
    | 'unsupported'
    | 'refused';
  readonly tone: Tone;
  readonly sentence: string;
  /** When the oldest book behind the sentence was last known to be right; null when there is none. */
  readonly asOfMs: number | null;
}

export interface OutcomeView {
  /** Gamma market id: joins `data-scroll-anchor="event-detail-accordion-item-{marketId}-..."`. */
  readonly marketId: string;
  readonly label: string;
  /** Price given the other prices, micros; null when unknown. */
  readonly fairMicros: number | null;
  /** How far the fair price can be off, micros; 0 when it is exact or when that is not known. */
  readonly fairWithinMicros: number;
  readonly sizeMicros: number;
  /**
   * Average cost per share of buying `sizeMicros` YES or NO at depth, fees included; null when the book is too short.
   */
  readonly yesUnitCostMicros: number | null;
  readonly noUnitCostMicros: number | null;
  /**
   * Shares that Kelly suggests at the fair price, after fees, and on which token; 0 when the cost is not below fair.
   */
  readonly kellySizeMicros: number;
  readonly kellyToken: TokenSide | null;
  readonly tickMicros: number;
  readonly asOfMs: number | null;
  readonly stale: boolean;
  /** Why there are no numbers; null when there are. */
  readonly problem: string | null;
}

export interface LegView {
  /** With its event where the legs stand in several. */
  readonly label: string;
  /** Inside its event. */
  readonly outcome: string;
  readonly token: TokenSide;
  readonly side: 'buy' | 'sell';
  readonly sizeMicros: number;
  readonly limitPriceMicros: number;
  readonly vwapMicros: number;
  readonly costMicros: number;
  readonly feeMicros: number;
}

export interface AtomView {
  /** Outcomes that come true. */
  readonly happened: readonly string[];
  readonly payoffMicros: number;
  readonly worst: boolean;
}

/** One relation that a proof uses. */
export interface ReasonView {
  /** Its conditions by short keys. */
  readonly body: RelationBody;
  /** Outcome by key. */
  readonly names: Readonly<Record<string, string>>;
  readonly consequence: Consequence | null;
  readonly source: RelationSource;
  readonly evidence: readonly string[];
}

export interface OpportunityView {
  readonly id: string;
  readonly certificateHash: string;
  readonly eventTitle: string;
  readonly eventSlug: string;
  /** Edge that holds once all legs filled within their limits, fees included. */
  readonly edgeMicros: number;
  readonly floorMicros: number;
  /** Highest total the signed orders can cost, fees included. */
  readonly maxCostMicros: number;
  /** Cost at the recorded depth, fees included. */
  readonly costMicros: number;
  /** How many outcomes there are, the legs' among them. */
  readonly outcomes: number;
  /** Events in which the legs stand. */
  readonly events: number;
  readonly reasons: readonly ReasonView[];
  readonly legs: readonly LegView[];
  readonly atoms: readonly AtomView[];
  /** Worst result if only some legs fill and the rest is sold back at the bids (negative), micros. */
  readonly partialWorstMicros: number | null;
  /** Part of this basket (0 to 1) that grows the bankroll fastest if legs may not fill, at the user's share of that. */
  readonly kellySizeFraction: number;
  /** What that part can cost at most. */
  readonly stakeMicros: number;
  /** What keeps the stake from being larger: growth at these odds, depth, or the limit for a basket. */
  readonly stakeCap: 'growth' | 'depth' | 'limit';
  /** No basket of these books guarantees more; null while that is not proven. */
  readonly upperMicros: number | null;
  /** Worst result if one condition is voided (both tokens pay half), micros. */
  readonly voidWorstMicros: number;
  /** When the money comes back: now (merge or convert) or an ISO date. */
  readonly cashAt: 'now' | string;
  readonly asOfMs: number;
  /** Passes every threshold of the settings. */
  readonly passesThresholds: boolean;
  /** Why the button is not there; null when it may be pressed. */
  readonly blockedBecause: string | null;
  /** "Paper · take all 5 legs" or "Live · sign 5 orders". */
  readonly actionLabel: string;
}

export interface LegProgressView {
  readonly label: string;
  readonly token: TokenSide;
  readonly state: LegState;
  readonly filledMicros: number;
  readonly sizeMicros: number;
  readonly note: string;
}

export interface ExecutionView {
  readonly id: string;
  readonly mode: ExecutionMode;
  readonly state: ExecutionState;
  readonly eventTitle: string;
  readonly eventSlug: string;
  readonly sentence: string;
  readonly tone: Tone;
  readonly legs: readonly LegProgressView[];
  readonly paidMicros: number;
  readonly floorMicros: number;
  readonly updatedAtMs: number;
}

export interface PageView {
  readonly path: string;
  readonly eventTitle: string;
  readonly status: StatusView;
  readonly opportunity: OpportunityView | null;
  readonly outcomes: readonly OutcomeView[];
  readonly execution: ExecutionView | null;
  readonly mode: ExecutionMode;
  /** That there is no contradiction is proven, at the venue's lots and least sizes. */
  readonly provenNone: boolean;
}

/** What a signal says, or how much it still lacks. */
export type SignalReading =
  | { readonly kind: 'value'; readonly value: number; readonly n: number; readonly asOfMs: number }
  | { readonly kind: 'not-enough'; readonly have: number; readonly need: number };

/** By Gamma market id, then by the signal's id. */
export interface SignalsView {
  readonly path: string;
  readonly markets: Readonly<Record<string, Readonly<Record<string, SignalReading>>>>;
}

/** An event that has a contradiction now. */
export interface HomeEventView {
  readonly eventSlug: string;
  readonly edgeMicros: number;
  readonly asOfMs: number;
  readonly passesThresholds: boolean;
}

/** Best first, each event once. */
export interface HomeView {
  readonly events: readonly HomeEventView[];
}

export interface HealthView {
  readonly feed: { readonly ok: boolean; readonly sentence: string };
  readonly engine: { readonly ok: boolean; readonly sentence: string };
  readonly venue: { readonly ok: boolean; readonly sentence: string };
  readonly watchedEvents: number;
  readonly watchedBooks: number;
}

export interface AccountView {
  readonly owner: string;
  readonly funder: string;
  readonly signatureType: 0 | 1 | 2 | 3;
  readonly walletName: string;
  readonly balanceMicros: number | null;
}

/** What can be taken now, the best first, and the one line about everything. */
export interface NowView {
  readonly mode: ExecutionMode;
  readonly status: StatusView;
  readonly opportunities: readonly OpportunityView[];
}

/** Executions that are open, or whose result is news. */
export interface OrdersView {
  readonly executions: readonly ExecutionView[];
  /** The user stopped everything; the command `resume` lifts it. */
  readonly stopped: boolean;
}

export interface AccountStateView {
  readonly account: AccountView | null;
  /** Why live mode cannot be switched on now; null when it can (or is on). */
  readonly liveBlockedBecause: string | null;
}

export interface SettingsView {
  readonly settings: Settings;
}
