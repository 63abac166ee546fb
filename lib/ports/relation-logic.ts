/** What the relation service needs of the logic between markets; pure, made in lib/advisors/logic.ts. */
import type { Condition } from '../domain/condition';
import type { Relation, RelationBody, RelationSource, RelationStatus } from '../domain/relation';
import type { Result } from '../domain/result';

export interface RelationStep {
  readonly atMs: number;
  readonly status: RelationStatus;
  /** A sentence: who or what moved it. */
  readonly because: string;
}

export interface RelationEntry {
  readonly relation: Relation;
  readonly history: readonly RelationStep[];
}

/** By relation id. */
export type RelationBook = ReadonlyMap<string, RelationEntry>;

export type RelationDecision = 'accept' | 'reject' | 'withdraw';

/** Best asks at one moment, micros of a dollar; null: nothing was offered. */
export interface RelationQuote {
  readonly atMs: number;
  readonly yesAskMicros: number | null;
  readonly noAskMicros: number | null;
}

export interface Violations {
  /** Moments at which every share needed was offered. */
  readonly moments: number;
  readonly broken: number;
  /** Most that the set cost less than it must pay, micros of a dollar, before fees. */
  readonly deepestMicros: number;
  readonly deepestAtMs: number | null;
  /** Longest unbroken stretch of violation. */
  readonly longestMs: number;
}

export interface IndexedQuestion {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

export interface Candidate {
  readonly id: string;
  readonly score: number;
}

/** Finds the few questions worth comparing with one; grows and shrinks with what is watched. */
export interface QuestionIndex {
  readonly size: number;
  /** Best first, the question itself left out. */
  candidates(question: IndexedQuestion, limit: number): readonly Candidate[];
  /** Replaces a question of the same id. */
  add(question: IndexedQuestion): void;
  remove(id: string): void;
}

export interface RelationLogic {
  propose(
    book: RelationBook,
    options: {
      readonly relations: readonly Relation[];
      readonly covered: ReadonlySet<string>;
      readonly sources: ReadonlySet<RelationSource>;
      readonly atMs: number;
    },
  ): RelationBook;
  /** `texts`: evidence lines of the texts that the user read; they replace those of the entry. */
  decide(
    book: RelationBook,
    options: {
      readonly id: string;
      readonly decision: RelationDecision;
      readonly atMs: number;
      readonly texts?: readonly string[];
    },
  ): Result<RelationBook>;
  checkTexts(book: RelationBook, hashes: ReadonlyMap<string, string>, atMs: number): RelationBook;
  exportBook(book: RelationBook): string;
  /** Hostile text to entries, none of them executable. */
  importBook(
    text: string,
    options: { readonly trustAcceptances: boolean; readonly atMs: number },
  ): Result<RelationBook>;
  textHash(condition: Condition): string;
  /** Evidence line that ties a relation to this condition's texts. */
  textLine(condition: Condition): string;
  /** Text hash by condition id, as far as the evidence names them. */
  textsOf(relation: Relation): ReadonlyMap<string, string>;
  sameBody(a: RelationBody, b: RelationBody): boolean;
  /**
   * Yields between steps, so that the caller can let other work run; returns the smallest clashing set, the candidate
   * in it, or [].
   */
  clashSteps(candidate: Relation, others: readonly Relation[]): Generator<undefined, readonly Relation[]>;
  /**
   * Whether the second holds wherever the first does (both alone); also when that cannot be ruled out. Never true for
   * what always holds.
   */
  entails(stronger: RelationBody, weaker: RelationBody): boolean;
  /** Conditions with one possible value; null when nothing is possible, or when that could not be worked out. */
  forcedSteps(relations: readonly Relation[]): Generator<undefined, ReadonlyMap<string, boolean> | null>;
  refuted(relation: Relation, outcomes: ReadonlyMap<string, boolean>): boolean;
  violations(body: RelationBody, quotes: ReadonlyMap<string, readonly RelationQuote[]>): Violations;
  /** Chain of relations by which `to` follows from `from`, shortest first, or null. */
  chain(relations: readonly Relation[], from: string, to: string): readonly Relation[] | null;
  createIndex(): QuestionIndex;
}

/** Durable book of relations. A book that cannot be read is a failure, never an empty one. */
export interface RelationStore {
  load(): Promise<Result<readonly RelationEntry[]>>;
  /** One transaction; resolved when durable. */
  write(changes: { readonly put: readonly RelationEntry[]; readonly remove: readonly string[] }): Promise<Result<void>>;
}

/** Past quotes by condition id, for the price history of relations. */
export interface QuoteStore {
  load(): Promise<Result<ReadonlyMap<string, readonly RelationQuote[]>>>;
  write(quotes: ReadonlyMap<string, readonly RelationQuote[]>): Promise<Result<void>>;
}

/** Proposals from elsewhere (a language model's stored answers), given what is known now. */
export interface ProposalSource {
  relations(conditions: ReadonlyMap<string, Condition>, proven: readonly Relation[]): readonly Relation[];
  subscribe(listener: () => void): () => void;
}
