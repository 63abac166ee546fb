/**
 * What the side panel sees of the relations between markets. Fetched by command when the dashboard's revision has
 * changed.
 */
import type { Failure } from '../domain/result';
import type { ModelFact, ModelProvider } from '../domain/model';
import type { RelationSource, RelationStatus, RelationType } from '../domain/relation';

/** Where a relation stands for the user. */
export type Standing = 'waiting' | 'in-force' | 'held-back' | 'rejected' | 'retired' | 'unwatched';
export const SHOWN = ['waiting', 'in-force', 'held-back', 'rejected', 'all'] as const;
export type Shown = (typeof SHOWN)[number];

/** With its event where the tie speaks of markets of several events; null for a market that is not being read now. */
export interface MarketName {
  readonly market: string | null;
  readonly event?: string;
}

/** The first of a list, and how many markets it has in all. */
export interface NamedList {
  readonly of: readonly MarketName[];
  readonly total: number;
}

/** A market with its points, or with the number that it counts to. */
export interface NumberedName {
  readonly number: number;
  readonly name: MarketName;
}

/** What a tie says, by name; `lib/words/ties.ts` makes the sentence. */
export type TieSays =
  | { readonly type: 'implies'; readonly if: MarketName; readonly then: MarketName }
  | ({ readonly type: 'excludes' | 'exactly-one' | 'at-least-one' | 'equivalent' | 'not' } & NamedList)
  | ({ readonly type: 'and' | 'or'; readonly result: MarketName } & NamedList)
  | { readonly type: 'difference'; readonly result: MarketName; readonly of: readonly [MarketName, MarketName] }
  | ({ readonly type: 'count'; readonly counts: readonly NumberedName[]; readonly counting: number } & NamedList)
  | {
      readonly type: 'majority';
      readonly result: MarketName;
      readonly atLeast: number;
      readonly points: readonly NumberedName[];
      readonly total: number;
    }
  | {
      readonly type: 'linear';
      readonly atLeast: number;
      readonly points: readonly NumberedName[];
      readonly total: number;
    }
  | { readonly type: 'settled'; readonly of: MarketName; readonly value: boolean };

/** What became of a file of ties: none of it is in force. */
export interface ImportedTies {
  readonly proposals: number;
  readonly rejections: number;
  readonly known: number;
  readonly leftToRules: number;
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
  /** How many other proposals have its template: one word covers them (docs/glossary.md). */
  readonly covers?: number;
  readonly says: TieSays;
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
  readonly clash: readonly TieSays[];
  readonly fixes: readonly { readonly market: string; readonly value: boolean }[];
  readonly refuted: boolean;
  readonly follows: readonly TieSays[];
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
  readonly fact: ModelFact;
}
