/**
 * The optional language model: off until the user chooses one, limited in what it may cost, and never more than a
 * proposer.
 */

import type { Failure } from './result';

export const PROVIDERS = ['off', 'ollama', 'openai', 'built-in'] as const;
export type ModelProvider = (typeof PROVIDERS)[number];

export interface ModelSettings {
  readonly provider: ModelProvider;
  /** "https://host/v1" or, on this machine only, "http://127.0.0.1:11434"; not used by the built-in model. */
  readonly endpoint: string;
  readonly model: string;
  /** Questions and tokens a day (UTC). A pair of markets takes one to four questions. */
  readonly dailyCalls: number;
  readonly dailyTokens: number;
  readonly concurrency: number;
  readonly timeoutMs: number;
}

/** What it does now, or why it does nothing; `lib/words/model.ts` says it. */
export type ModelFact =
  | { readonly code: 'off' | 'looking' | 'all-judged' | 'nothing-to-ask' }
  | { readonly code: 'asking'; readonly pairs: number }
  | { readonly code: 'failed'; readonly because: Failure }
  | { readonly code: 'unread-answers'; readonly because: Failure }
  | { readonly code: 'unread-settings'; readonly settings: number };

export function isModelWell({ code }: ModelFact): boolean {
  return code !== 'failed' && code !== 'unread-answers' && code !== 'unread-settings';
}

/** What the model does now. */
export interface ModelState {
  readonly settings: ModelSettings;
  readonly hasKey: boolean;
  readonly callsToday: number;
  readonly tokensToday: number;
  /** Pairs judged so far and kept. */
  readonly judged: number;
  readonly busy: boolean;
  readonly fact: ModelFact;
}
