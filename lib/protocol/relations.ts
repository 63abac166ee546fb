/**
 * What the side panel sees of the relations between markets. Fetched by command when the dashboard's revision has
 * changed.
 */
import type { Failure } from '../domain/result';
import type { ModelProvider } from '../domain/model';
import type { RelationSource, RelationStatus, RelationType } from '../domain/relation';

/** Where a relation stands for the user. */
export type Standing = 'waiting' | 'in-force' | 'held-back' | 'rejected' | 'retired' | 'unwatched';
export const SHOWN = ['waiting', 'in-force', 'held-back', 'rejected', 'all'] as const;
export type Shown = (typeof SHOWN)[number];

/**
 * A sentence in which the names of markets are kept apart from our own words: a name cannot pretend to be one of them.
 */
export type Words = readonly (string | MarketName)[];

/** With its event where the sentence speaks of markets of several events. */
export interface MarketName {
  readonly market: string;
  readonly event?: string;
}

/** Why a tie stands where it stands; `lib/words/ties.ts` says it. The codes after `unwatched` hold it back. */
export type TieStanding =
  | {
      readonly code: 'waiting' | 'accepted' | 'construction' | 'proven' | 'rejected' | 'retired' | 'unwatched';
    }
  | { readonly code: 'still-compared' }
  | HeldBackFact;

export type HeldBackFact =
  | { readonly code: 'rejected-alike' | 'uncomparable' | 'contradicts-itself' }
  | { readonly code: 'contradicts'; readonly others: number }
  | { readonly code: 'fixes-open'; readonly market: string; readonly value: boolean };

/** Why a tie cannot be accepted now; `text` is a sentence that was made elsewhere. */
export type TieObstacle =
  | {
      readonly code: 'market-unwatched' | 'too-many-markets' | 'refuted' | 'clash' | 'unchecked' | 'fixes-open';
    }
  | { readonly code: 'failed'; readonly failure: Failure };

export interface RelationRow {
  readonly id: string;
  readonly version: number;
  readonly type: RelationType;
  readonly source: RelationSource;
  /** It came here in a file: nobody here vouches for who is said to have found it. */
  readonly imported?: boolean;
  readonly status: RelationStatus;
  readonly standing: Standing;
  /** What the relation says, with its direction. */
  readonly words: Words;
  /** Why it stands where it stands. */
  readonly because: TieStanding;
  readonly disagreements: readonly string[];
  readonly updatedAtMs: number;
}

export interface RelationsView {
  readonly revision: number;
  /** Why decisions cannot be taken or are not known; null when all is well. */
  readonly problem: Failure | null;
  readonly counts: Readonly<Record<Shown, number>>;
  readonly rows: readonly RelationRow[];
}

export interface RelationMarketView {
  readonly key: string;
  readonly question: string;
  readonly eventTitle: string;
  readonly eventSlug: string;
  readonly rules: string;
  readonly source: string;
  readonly endDate: string;
  /** Of question, label, rules, source and end: what was read is what is accepted. */
  readonly textHash: string;
}

export interface PriceHistoryView {
  readonly sinceMs: number;
  readonly moments: number;
  readonly broken: number;
  /** Micros of a dollar a set, before fees. */
  readonly deepestMicros: number;
  readonly longestMs: number;
}

export interface RelationDetail {
  readonly row: RelationRow;
  /** The advisor's own sentence. */
  readonly why: string;
  /** What the sentence rests on: quotes of a model first. */
  readonly quotes: readonly string[];
  readonly evidence: readonly string[];
  readonly markets: readonly RelationMarketView[];
  /** Markets of it that are not being read now. */
  readonly missing: number;
  /** The case in which money is lost if it is wrong. */
  readonly breaks: Words;
  readonly clash: readonly Words[];
  readonly fixes: readonly { readonly market: string; readonly value: boolean }[];
  readonly refuted: boolean;
  readonly follows: readonly Words[];
  readonly history: PriceHistoryView | null;
  readonly steps: readonly { readonly atMs: number; readonly status: RelationStatus; readonly because: string }[];
  /** Why it cannot be accepted now; null when it can, once the rules were read. */
  readonly cannotAccept: TieObstacle | null;
}

/** Part of the dashboard: small, and enough to know that the list must be fetched again. */
export interface RelationsSummary {
  readonly revision: number;
  readonly waiting: number;
  readonly inForce: number;
  readonly heldBack: number;
  readonly problem: Failure | null;
}

export interface ModelView {
  readonly provider: ModelProvider;
  readonly endpoint: string;
  readonly model: string;
  readonly dailyCalls: number;
  readonly dailyTokens: number;
  readonly concurrency: number;
  readonly timeoutSeconds: number;
  readonly hasKey: boolean;
  readonly callsToday: number;
  readonly tokensToday: number;
  /** Pairs judged so far and kept. */
  readonly judged: number;
  readonly busy: boolean;
  /** What it does now, or why it does nothing. */
  readonly sentence: string;
  readonly ok: boolean;
}
