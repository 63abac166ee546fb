/**
 * Asks a model about one pair: in both orders, then for a course of events that breaks what it said. Only answers that
 * agree, quote both texts literally and find no such course become a record; a record is only ever a proposal.
 */
import { coded } from '../../domain/reasons';
import type { Condition } from '../../domain/condition';
import type { Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import { createPool } from '../../domain/pool';
import type { Budget, Judge, JudgeOptions, LlmRecord, ModelAnswer, Prompt } from '../../ports/model';
import { hashTexts } from '../../relations/text-fingerprint';
import { sha256Hex } from '../../relations/sha256';
import { parseRelationAnswer, parseWorldAnswer, quoteStands } from './parse-answer';
import { PROMPT_HASH, excludedWorlds, mirrored, relationPrompt, worldPrompt } from './prompt';

/** Three calls for a pair that is tied, one for most that are not; a local model takes seconds for each. */
export const DEFAULT_BUDGET: Budget = { maxCalls: 300, maxTokens: 500_000, concurrency: 2, timeoutMs: 60_000 };

export function createJudge(options: JudgeOptions): Judge {
  const { model, store, clock, budget = DEFAULT_BUDGET } = options;
  let calls = 0;
  let tokens = 0;
  const take = createPool(budget.concurrency);

  async function ask(prompt: Prompt, signal: AbortSignal): Promise<Result<ModelAnswer>> {
    return take(async () => {
      if (signal.aborted) return fail('question-withdrawn', {}, 'later');
      if (calls >= budget.maxCalls || tokens >= budget.maxTokens)
        return fail('budget-spent', { calls, tokens }, 'later');
      calls += 1;
      const answer = await model.ask(prompt, budget.timeoutMs, signal);
      if (answer.ok) tokens += answer.value.tokens;
      return answer;
    });
  }

  return {
    spent: () => ({ calls, tokens }),
    async judge(first, second, signal) {
      const key = recordKey(model.name, first, second);
      const stored = await store.get(key);
      if (!stored.ok) return stored;
      if (stored.value !== null) return ok(stored.value);
      const started = clock.nowMs();
      const asked = await interrogate(first, second, (prompt) => ask(prompt, signal));
      if (!asked.ok) return asked;
      const record: LlmRecord = {
        key,
        model: model.name,
        promptHash: PROMPT_HASH,
        first: first.id,
        second: second.id,
        firstTexts: hashTexts(first),
        secondTexts: hashTexts(second),
        ...asked.value,
        ms: clock.nowMs() - started,
        atMs: clock.nowMs(),
      };
      const written = await store.put(key, record);
      return written.ok ? ok(record) : written;
    },
  };
}

type Findings = Pick<LlmRecord, 'label' | 'quotes' | 'reason' | 'dropped' | 'answers' | 'tokens'>;

async function interrogate(
  first: Condition,
  second: Condition,
  ask: (prompt: Prompt) => Promise<Result<ModelAnswer>>,
): Promise<Result<Findings>> {
  const answers: string[] = [];
  let tokens = 0;
  const hear = async (prompt: Prompt): Promise<Result<string>> => {
    const answer = await ask(prompt);
    if (!answer.ok) return answer;
    answers.push(answer.value.text.slice(0, 2_000));
    tokens += answer.value.tokens;
    return ok(answer.value.text);
  };
  const drop = (dropped: string): Result<Findings> =>
    ok({ label: 'none', quotes: [], reason: '', dropped, answers, tokens });

  const one = await hear(relationPrompt(first, second));
  if (!one.ok) return one;
  const forward = parseRelationAnswer(one.value);
  if (forward === null) return drop(coded('answer-form'));
  if (forward.label === 'none') return drop(coded('no-relation-seen'));
  if (!quoteStands(forward.firstQuote, first) || !quoteStands(forward.secondQuote, second))
    return drop(coded('quote-missing'));
  const two = await hear(relationPrompt(second, first));
  if (!two.ok) return two;
  const backward = parseRelationAnswer(two.value);
  if (backward === null) return drop(coded('reverse-form'));
  if (mirrored(backward.label) !== forward.label) return drop(coded('reverse-differs'));
  if (!quoteStands(backward.firstQuote, second) || !quoteStands(backward.secondQuote, first))
    return drop(coded('quote-missing'));
  for (const world of excludedWorlds(forward.label)) {
    const three = await hear(worldPrompt(first, second, world));
    if (!three.ok) return three;
    const example = parseWorldAnswer(three.value);
    if (example === null) return drop(coded('world-form'));
    if (example.possible) return drop(coded('counter-example'));
  }
  return ok({
    label: forward.label,
    quotes: [forward.firstQuote, forward.secondQuote],
    reason: forward.reason,
    dropped: null,
    answers,
    tokens,
  });
}

/** Same model, same prompts, same texts: same record. */
export function recordKey(model: string, first: Condition, second: Condition): string {
  return sha256Hex(
    JSON.stringify([model, PROMPT_HASH, first.id, hashTexts(first), second.id, hashTexts(second)]),
  ).slice(0, 32);
}
