/**
 * What the topics carry (topics.ts). Views are small (under 20 kB) and whole. Times are the background's wall clock, so
 * that every number can show its age. The UI formats; it never computes prices.
 */
import type { CashKind, CashState } from '../domain/cash-out';
import type { TokenSide } from '../domain/condition';
import type { ExecutionMode, ExecutionState, LegState } from '../domain/execution';
import type { Consequence } from '../domain/proof';
import type { Failure } from '../domain/result';
import type { SignatureAnswer } from '../domain/signature';
import type { Stage } from '../domain/stages';
import type { RelationBody, RelationSource } from '../domain/relation';
import type { FillsView } from './fills';
import type { Blocked, FeedFact, OutcomeProblem, StatusFact } from './says';
import type { ConfirmPlace, Settings } from './settings';

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
  readonly fact: StatusFact;
  /** When the oldest book behind the fact was last known to be right; null when there is none. */
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
   * Money that Kelly puts on it at these odds, after fees, together with the other outcomes of its event; 0 when the
   * cost is not below fair, or when the fair price is its own book's.
   */
  readonly stakeMicros: number;
  readonly stakeToken: TokenSide | null;
  readonly tickMicros: number;
  readonly asOfMs: number | null;
  readonly stale: boolean;
  /** Why there are no numbers; null when there are. */
  readonly problem: OutcomeProblem | null;
}

export interface LegView {
  /** With its event where more than one is meant. */
  readonly label: string;
  readonly token: TokenSide;
  readonly side: 'buy' | 'sell';
  readonly sizeMicros: number;
  readonly limitPriceMicros: number;
  readonly vwapMicros: number;
  readonly costMicros: number;
  readonly feeMicros: number;
}

export interface AtomView {
  /** What comes true, as little as tells it from the others: what follows from it is left out. */
  readonly happened: readonly string[];
  /** What does not come true, where only that tells it from the others. */
  readonly not: readonly string[];
  /** Where the outcomes are the rungs of one ladder: the stretch of it in which this one lies. */
  readonly stretch: Stretch | null;
  readonly payoffMicros: number;
  readonly worst: boolean;
}

/** Part of a ladder of amounts or of days (ISO); null: no end on that side. */
export type Stretch =
  | {
      readonly of: 'amounts';
      readonly from: Amount | null;
      readonly to: Amount | null;
      /** Whole things are counted, and both ends count. */
      readonly whole: boolean;
    }
  /** `years`: the ladder reaches over more than one. */
  | { readonly of: 'days'; readonly after: string | null; readonly by: string | null; readonly years: boolean };

export interface Amount {
  /** In billionths. */
  readonly nanos: string;
  /** As the outcome's label writes it. */
  readonly text: string;
  readonly included: boolean;
}

/** One relation that a proof uses. */
export interface ReasonView {
  /** Its conditions by short keys. */
  readonly body: RelationBody;
  /** Outcome by key. */
  readonly names: Readonly<Record<string, string>>;
  readonly consequence: Consequence | null;
  readonly source: RelationSource;
  /** It holds only because the user accepted it. */
  readonly yourWord: boolean;
  readonly evidence: readonly string[];
}

export interface OpportunityView {
  readonly id: string;
  readonly certificateHash: string;
  readonly eventTitle: string;
  readonly eventSlug: string;
  /** Edge that holds once all legs filled within their limits, fees included. */
  readonly edgeMicros: number;
  /** The same of the highest cost, in 1e-4, rounded down. */
  readonly edgeBps: number;
  readonly floorMicros: number;
  /** Highest total the signed orders can cost, fees included. */
  readonly maxCostMicros: number;
  /** Cost at the recorded depth, fees included. */
  readonly costMicros: number;
  /** How many outcomes there are, the legs' among them. */
  readonly outcomes: number;
  /** Events in which the legs stand. */
  readonly events: number;
  /** Ties that hold only because the user accepted them and on which the floor rests. */
  readonly acceptedTies: number;
  readonly reasons: readonly ReasonView[];
  readonly legs: readonly LegView[];
  readonly atoms: readonly AtomView[];
  /** Worst result if only some legs fill and are sold back at bids two levels lower than now (negative), micros. */
  readonly partialWorstMicros: number | null;
  /** Part of this basket (0 to 1) that grows the bankroll fastest if legs may not fill, at the user's share of that. */
  readonly kellySizeFraction: number;
  /** What that part can cost at most. */
  readonly stakeMicros: number;
  /**
   * What keeps the stake from being larger: growth at these odds, what was lost, what sets brought so far, depth, or
   * the limit for a basket.
   */
  readonly stakeCap: 'growth' | 'drawdown' | 'performance' | 'depth' | 'limit';
  /** The stake over the working capital, from 0 to 1. */
  readonly stakeOfCapital: number;
  /** Mean part of the stake that is lost in the worst twentieth of what can happen, as assumed, from 0 to 1. */
  readonly stakeRisk: number;
  /** Whether its bets will still be there when the orders arrive; null: nothing is said. */
  readonly fills: FillsView | null;
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
  readonly blockedBecause: Blocked | null;
}

export interface LegProgressView {
  readonly label: string;
  readonly token: TokenSide;
  readonly state: LegState;
  readonly filledMicros: number;
  readonly sizeMicros: number;
  /** Nothing more can happen to it. */
  readonly settled: boolean;
  readonly failure: Failure | null;
}

/** What is held of a basket of which only a part filled. */
export interface HeldView {
  readonly legs: readonly { readonly label: string; readonly token: TokenSide; readonly sizeMicros: number }[];
  /** Least and most that it pays while no market is voided; null where what can happen is not known any more. */
  readonly pays: { readonly leastMicros: number; readonly mostMicros: number } | null;
  /** That it pays so much rests on ties that hold only because the user accepted them. */
  readonly acceptedTies: number;
  /** What selling it back into the bids would bring now, after fees; null where the bids cannot say. */
  readonly sellBackMicros: number | null;
  /** What can be done about it with one click now; none while something is being done. */
  readonly ways: readonly WayView[];
}

export interface WayView {
  readonly way: 'finish' | 'sell-back';
  /** In all, at worst, fees included. */
  readonly resultMicros: number;
  /** What a share costs or brings on average, fees included. */
  readonly unitMicros: number;
  /** How many bets that takes. */
  readonly bets: number;
}

export interface UnsentCounts {
  readonly signed: number;
  /** The wallet was asked and its answer is not known. */
  readonly unclear: number;
  /** Of all these: at the venue, although Facet did not send it. */
  readonly posted: number;
}

/** A bet that a wallet was asked to sign and Facet has not sent. */
export interface SignatureView {
  readonly eventTitle: string;
  readonly label: string;
  readonly token: TokenSide;
  readonly side: 'buy' | 'sell';
  readonly sizeMicros: number;
  readonly limitPriceMicros: number;
  readonly answer: SignatureAnswer;
  readonly acknowledged: boolean;
  /** What the venue knows of it; null as long as nobody posted it. */
  readonly found: { readonly resting: boolean; readonly filledMicros: number; readonly paidMicros: number } | null;
  readonly askedAtMs: number;
}

export interface SignaturesView {
  /** What nobody has seen yet first. */
  readonly bets: readonly SignatureView[];
  /** How many there are beside these. */
  readonly more: number;
  /** Why nothing new is taken; null when the user has seen everything. */
  readonly problem: Failure | null;
  /** Account that alone can look some of them up and is not connected. */
  readonly connect: string | null;
}

export interface ArmedView {
  readonly untilMs: number;
  /** Most that its orders can cost, fees included. */
  readonly maxCostMicros: number;
  /** Why it is not sent at this moment; null before the venue was asked. */
  readonly waits: Failure | null;
}

export interface ExecutionView {
  readonly id: string;
  /** It finishes another set of bets, or sells back what is held of it; absent: a set of its own. */
  readonly purpose?: 'finish' | 'sell-back';
  readonly mode: ExecutionMode;
  readonly state: ExecutionState;
  readonly eventTitle: string;
  readonly eventSlug: string;
  readonly tone: Tone;
  readonly legs: readonly LegProgressView[];
  readonly paidMicros: number;
  readonly floorMicros: number;
  /** Ties that hold only because the user accepted them and on which the floor rests. */
  readonly acceptedTies: number;
  /** Only where a part filled. */
  readonly held: HeldView | null;
  /** Why it was refused or left; null otherwise. */
  readonly failure: Failure | null;
  /** Bets that the wallet signed, or perhaps did, and Facet has not sent; null where there is none. */
  readonly unsent: UnsentCounts | null;
  /** null where it does not wait, signed, for its price. */
  readonly armed: ArmedView | null;
  /** Account that alone can look up its orders and is not connected; null when it is, or when nothing is open. */
  readonly connect: string | null;
  readonly acknowledged: boolean;
  readonly updatedAtMs: number;
}

export interface PageView {
  readonly path: string;
  readonly eventTitle: string;
  readonly status: StatusView;
  readonly opportunity: OpportunityView | null;
  readonly outcomes: readonly OutcomeView[];
  /** What needs the user first, else what is newest. */
  readonly execution: ExecutionView | null;
  readonly mode: ExecutionMode;
  /** Where a set of bets for real money is confirmed. */
  readonly confirmIn: ConfirmPlace;
  /** That there is no contradiction is proven, at the venue's lots and least sizes. */
  readonly provenNone: boolean;
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
  readonly feed: { readonly ok: boolean; readonly fact: FeedFact };
  readonly engine: { readonly ok: boolean; readonly failure: Failure | null };
  readonly venue: { readonly ok: boolean; readonly failure: Failure | null };
  readonly watchedEvents: number;
  readonly watchedBooks: number;
  /** Markets that this machine is too busy to follow. */
  readonly shedMarkets: number;
  /** Frames that could not be read, or were about nothing that is watched; they touched no book. */
  readonly ignoredFrames: { readonly unreadable: number; readonly foreign: number };
  /** Tabs of the venue that were open before Facet was: nothing of it lives there until they are reloaded. */
  readonly oldTabs: number;
  /** Of the last minute or two. */
  readonly delays: readonly DelayView[];
}

/** How long one stage of a change takes: milliseconds that half, 95 % and 99 % stay below. */
export interface DelayView {
  readonly stage: Stage;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export interface AccountView {
  readonly owner: string;
  readonly funder: string;
  readonly signatureType: 0 | 1 | 2 | 3;
  readonly walletName: string;
  readonly balanceMicros: number | null;
  /** The owner's deposit wallet, when it does not exist yet; the first deposit on the site makes it. */
  readonly undeployed: string | null;
  /** The venue takes the API key no more: orders are neither looked up nor cancelled until one signature. */
  readonly isKeyOver: boolean;
}

/** What can be taken now, the best first, and the one line about everything. */
export interface NowView {
  readonly mode: ExecutionMode;
  readonly status: StatusView;
  /** Those that pass the thresholds first. */
  readonly opportunities: readonly OpportunityView[];
  /** How many there are in all, and how many of them pass. */
  readonly open: number;
  readonly passing: number;
}

/** How much of a set is taken, by what it may cost at most. */
export interface SizeView {
  /** Of the set, for the command. */
  readonly id: string;
  /** null: all of it. */
  readonly chosenMicros: number | null;
  /** About what the least that can be ordered costs. */
  readonly leastMicros: number;
  /** Of all of it. */
  readonly mostMicros: number;
}

/** What a page opened in the side panel, to be confirmed there. */
export interface ReviewView {
  /** `opportunity` is null when it is not on offer any more. */
  readonly asked: {
    readonly eventTitle: string;
    readonly opportunity: OpportunityView | null;
    readonly size: SizeView | null;
  } | null;
}

/** Executions that are open, or whose result is news. */
export interface OrdersView {
  readonly executions: readonly ExecutionView[];
  /** The user stopped everything; the command `resume` lifts it. */
  readonly stopped: boolean;
  readonly trading: TradingView;
}

/** What may be sent at all (lib/services/risk/trading.ts). `reducing`: nothing new; the command `rearm` ends it. */
export type TradingView =
  | { readonly state: 'active'; readonly because: null }
  | { readonly state: 'reducing' | 'halted'; readonly because: Failure };

export interface HoldingView {
  readonly label: string;
  readonly token: TokenSide;
  readonly sizeMicros: number;
  /** Of them, what baskets of Facet bought; the rest was there before or was bought elsewhere. */
  readonly fromBasketsMicros: number;
  readonly costMicros: number | null;
  /** What selling them into the bids would bring, after fees; null where the bids cannot say. */
  readonly bidsMicros: number | null;
  readonly decided: 'pays' | 'pays-nothing' | null;
}

export interface SharesView {
  readonly label: string;
  readonly token: TokenSide;
  readonly sizeMicros: number;
}

/** A way from shares to money. */
export interface CashRouteView {
  /** What the command takes; null where Facet only says the numbers. */
  readonly id: string | null;
  readonly kind: CashKind | 'sell' | 'hold';
  readonly sizeMicros: number;
  /** Now; for `hold`, at the end and at least. */
  readonly cashMicros: number;
  /** What its own transaction costs about; 0 where the venue pays it. */
  readonly gasMicros: number;
  /** null: not known. */
  readonly days: number | null;
  /** What waiting brings a year over the best way to money now, in 1e-4; null where that cannot be said. */
  readonly yearBps: number | null;
  readonly gives: readonly SharesView[];
  readonly gets: readonly SharesView[];
}

export interface PositionGroupView {
  readonly eventSlug: string;
  readonly eventTitle: string;
  readonly holdings: readonly HoldingView[];
  readonly costMicros: number | null;
  readonly floorMicros: number | null;
  readonly bidsMicros: number | null;
  /** The event has outcomes that its page does not show. */
  readonly hidden: boolean;
  readonly routes: readonly CashRouteView[];
  readonly failures: readonly Failure[];
}

export interface CashOutView {
  readonly id: string;
  readonly kind: CashKind;
  readonly state: CashState;
  readonly tone: Tone;
  readonly eventSlug: string;
  readonly eventTitle: string;
  readonly sizeMicros: number;
  readonly cashMicros: number;
  readonly failure: Failure | null;
  /** The user may say that it is not in the wallet any more. */
  readonly closable: boolean;
  readonly updatedAtMs: number;
}

export interface PositionsView {
  readonly connected: boolean;
  readonly groups: readonly PositionGroupView[];
  readonly asOfMs: number | null;
  readonly reading: boolean;
  readonly failure: Failure | null;
  /** Of the venue's relayer: needed by this account and missing, kept, or not needed. */
  readonly relayerKey: 'missing' | 'kept' | 'not-needed';
  /** Under way, or ended a while ago; newest first. */
  readonly cashOuts: readonly CashOutView[];
}
/** What a login waits for: that the venue takes a key that it just made, or which of the owner's wallets is meant. */
export type LoginView =
  | { readonly kind: 'young-key' }
  | {
      readonly kind: 'choose';
      readonly because: 'several' | 'profile-differs' | 'profile-foreign';
      readonly wallets: readonly {
        readonly funder: string;
        readonly signatureType: 0 | 1 | 2 | 3;
        /** The site names it. */
        readonly isProfile: boolean;
      }[];
    };

export interface AccountStateView {
  readonly account: AccountView | null;
  /** null when no login is under way, or it is at the user's wallet. */
  readonly login: LoginView | null;
  /** Why live mode cannot be switched on now; null when it can (or is on). */
  readonly liveBlockedBecause: Blocked | null;
}

/** Where memory came to harm, what that means for the money, and what is in force until the user has looked. */
export interface MemoryView {
  readonly damage: {
    readonly faults: readonly {
      readonly place: 'local' | 'journal' | 'copy' | 'ties';
      readonly fault: 'lost' | 'older' | 'changed' | 'unreadable';
    }[];
    readonly limits: 'restored' | 'strictest';
    /** Most money in one set of bets now. */
    readonly maxPositionMicros: number;
    readonly stop: 'restored' | 'unknown';
    readonly stopped: boolean;
    /** Records of unfinished sets of bets that came back from a copy. */
    readonly broughtBack: number;
    /** Records that are gone for good. */
    readonly gone: number;
    /** Titles of sets of bets whose end nobody knows; "" where not even that can be read. */
    readonly unclear: readonly string[];
  } | null;
}

export interface SettingsView {
  readonly settings: Settings;
}

/** Spot prices from other exchanges: what signals are told, and whether each exchange is asked. */
export interface SpotView {
  readonly venues: readonly {
    readonly key: 'spotKraken' | 'spotCoinbase';
    readonly venue: string;
    /** What the browser is asked to allow. */
    readonly address: string;
    readonly isOn: boolean;
    /** Switched on, but the browser does not let Facet reach it. */
    readonly isRefused: boolean;
    readonly status: 'idle' | 'connecting' | 'live' | 'silent' | 'maintenance' | 'down';
    /** Times that its prices were lost or read anew. */
    readonly gaps: number;
  }[];
  readonly pairs: readonly {
    readonly pair: string;
    /** Median of the middles that are not stale, dollars; null where all are. */
    readonly price: number | null;
    readonly asOfMs: number;
    readonly venues: readonly string[];
  }[];
}
