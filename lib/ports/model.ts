/** A language model that is asked about pairs of markets, and what is made of its answers. */
import type { Condition } from '../domain/condition';
import type { Relation } from '../domain/relation';
import type { Result } from '../domain/result';
import type { Clock } from './clock';
import type { Store } from './store';

export interface Prompt {
  readonly system: string;
  readonly user: string;
  /** JSON schema of the answer. */
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface ModelAnswer {
  readonly text: string;
  readonly tokens: number;
}

export interface Model {
  /** Goes into stored answers; another name is another model. */
  readonly name: string;
  ask(prompt: Prompt, timeoutMs: number, signal: AbortSignal): Promise<Result<ModelAnswer>>;
}

/** What a model may say of a pair. */
export type Label = 'first-implies-second' | 'second-implies-first' | 'equivalent' | 'complement' | 'excludes' | 'none';

/** A pair that was judged, with what was said. */
export interface LlmRecord {
  readonly key: string;
  readonly model: string;
  readonly promptHash: string;
  readonly first: string;
  readonly second: string;
  readonly firstTexts: string;
  readonly secondTexts: string;
  /** 'none' when the answers did not survive. */
  readonly label: Label;
  readonly quotes: readonly string[];
  readonly reason: string;
  /** Why the answers did not survive, or null. */
  readonly dropped: string | null;
  /** Raw answers, for reading. */
  readonly answers: readonly string[];
  readonly tokens: number;
  readonly ms: number;
  readonly atMs: number;
}

export interface Budget {
  readonly maxCalls: number;
  readonly maxTokens: number;
  readonly concurrency: number;
  readonly timeoutMs: number;
}

export interface Judge {
  /** Stored answers are replayed and cost nothing. */
  judge(first: Condition, second: Condition, signal: AbortSignal): Promise<Result<LlmRecord>>;
  spent(): { readonly calls: number; readonly tokens: number };
}

export interface JudgeOptions {
  readonly model: Model;
  readonly store: Store<LlmRecord>;
  readonly clock: Clock;
  readonly budget?: Budget;
}

/** How pairs are judged, and what the records say; pure, made in lib/advisors/llm. */
export interface Judging {
  createJudge(options: JudgeOptions): Judge;
  /** Same model, same prompts, same texts: same record. */
  recordKey(model: string, first: Condition, second: Condition): string;
  /** Answers to the prompts and about the texts of today that survived the questioning. */
  currentRecords(records: readonly LlmRecord[], conditions: ReadonlyMap<string, Condition>): readonly LlmRecord[];
  /** Proposals from current records, beside what is proven. */
  relationsFrom(
    records: readonly LlmRecord[],
    conditions: ReadonlyMap<string, Condition>,
    proven: readonly Relation[],
  ): readonly Relation[];
}
