/**
 * A language model that answers as told, a store for what it said, and two questions to ask it about.
 */
import { createJudge } from '../../lib/advisors/llm/judge';
import type { Budget, LlmRecord, Model } from '../../lib/ports/model';
import type { Condition } from '../../lib/domain/condition';
import { ok } from '../../lib/domain/result';
import { timeMs } from '../../lib/domain/units';
import type { Clock } from '../../lib/ports/clock';
import type { Store } from '../../lib/ports/store';
import { makeCondition } from './advisor-events';
import * as en from '../../lib/words/en';

const signal = new AbortController().signal;
export const clock: Clock = { nowMs: () => timeMs(1_000), after: (_delay, callback) => callback() };
export const BUDGET: Budget = { maxCalls: 1_000, maxTokens: 1_000_000, concurrency: 4, timeoutMs: 1_000 };

export function createMemoryRecords(): Store<LlmRecord> & { readonly records: Map<string, LlmRecord> } {
  const records = new Map<string, LlmRecord>();
  return {
    records,
    get: (key) => Promise.resolve(ok(records.get(key) ?? null)),
    put: (key, value) => {
      records.set(key, value);
      return Promise.resolve(ok(undefined));
    },
    delete: (key) => {
      records.delete(key);
      return Promise.resolve(ok(undefined));
    },
    all: () => Promise.resolve(ok([...records.values()])),
  };
}

export interface Asked {
  readonly first: { readonly title: string; readonly rules: string };
  readonly second: { readonly title: string; readonly rules: string };
  readonly firstResolves?: string;
}

/** A model whose answers are made by `answer` from what it was asked. */
export function fakeModel(answer: (asked: Asked, call: number) => unknown): Model & { readonly calls: Asked[] } {
  const calls: Asked[] = [];
  return {
    name: 'fake',
    calls,
    ask: (prompt) => {
      const asked = JSON.parse(prompt.user) as Asked;
      calls.push(asked);
      const given = answer(asked, calls.length);
      return Promise.resolve(ok({ text: typeof given === 'string' ? given : JSON.stringify(given), tokens: 10 }));
    },
  };
}

export const march = makeCondition({
  question: 'Will the treaty be signed by March 31, 2026?',
  description: 'This market resolves to "Yes" if all parties put their names under the treaty by March 31, 2026.',
});

export const talks = makeCondition({
  question: 'Will talks about the treaty take place in 2026?',
  description: 'This market resolves to "Yes" if representatives of all parties meet in 2026 to talk about the treaty.',
});

export async function recordOf(model: Model, first: Condition = march, second: Condition = talks): Promise<LlmRecord> {
  const record = await createJudge({ model, store: createMemoryRecords(), clock, budget: BUDGET }).judge(
    first,
    second,
    signal,
  );
  if (!record.ok) throw new Error(en.failure(record.error));
  return record.value;
}
