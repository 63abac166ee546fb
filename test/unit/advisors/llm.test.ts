/**
 * How one pair is asked, and what is stored and spent.
 */
import { describe, expect, it } from 'vitest';
import { createLlmAdvisor } from '../../../lib/advisors/llm/llm';
import { createJudge, recordKey } from '../../../lib/advisors/llm/judge';
import type { Label, LlmRecord, Model } from '../../../lib/ports/model';
import { PROMPT_HASH, excludedWorlds, mirrored } from '../../../lib/advisors/llm/prompt';
import { proposeByRules } from '../../../lib/advisors/rules';
import { fail, ok } from '../../../lib/domain/result';
import type { Store } from '../../../lib/ports/store';
import { makeCondition, makeEvent } from '../../kit/advisor-events';
import { BUDGET, clock, createMemoryRecords, fakeModel, march, recordOf, talks } from '../../kit/fake-model';
import type { Asked } from '../../kit/fake-model';
import { evidenceText, reasonText } from '../../../lib/words/reasons';

const signal = new AbortController().signal;
const says =
  (label: Label) =>
  (asked: Asked): unknown =>
    asked.firstResolves === undefined
      ? {
          label: asked.first.title === march.question ? label : mirrored(label),
          firstQuote: asked.first.rules.slice(0, 40),
          secondQuote: asked.second.rules.slice(0, 40),
          reason: 'because',
        }
      : { possible: false, world: 'none' };

describe('one pair', () => {
  it('becomes a proposal when both orders, quotes and the search for a counter-example agree', async () => {
    const record = await recordOf(fakeModel(says('first-implies-second')));
    expect(record).toMatchObject({ label: 'first-implies-second', dropped: null, tokens: 30, promptHash: PROMPT_HASH });
    const [relation, ...rest] = createLlmAdvisor([record]).propose([makeEvent([march, talks])]);
    expect(rest).toEqual([]);
    expect(relation).toMatchObject({
      source: 'llm',
      status: 'proposed',
      body: { type: 'implies', if: march.id, then: talks.id },
    });
    expect(relation?.evidence.map(evidenceText).join('\n')).toContain(
      'quote: This market resolves to "Yes" if all par',
    );
  });

  it.each<readonly [string, (asked: Asked, call: number) => unknown, string]>([
    [
      'the other order says something else',
      (asked, call) => ({
        ...(says('first-implies-second')(asked) as object),
        ...(call === 2 ? { label: 'first-implies-second' } : {}),
      }),
      'other order',
    ],
    [
      'a counter-example is found',
      (asked) =>
        asked.firstResolves === undefined
          ? says('first-implies-second')(asked)
          : { possible: true, world: 'they meet by letter' },
      'course of events',
    ],
    [
      'a quote is made up',
      (asked) => ({ ...(says('equivalent')(asked) as object), firstQuote: 'words that do not stand there' }),
      'quote',
    ],
    [
      'a quote is too short to mean anything',
      (asked) => ({ ...(says('equivalent')(asked) as object), firstQuote: 'This' }),
      'quote',
    ],
    [
      'a quote is from the other text',
      (asked) => ({ ...(says('equivalent')(asked) as object), firstQuote: asked.second.rules.slice(20, 60) }),
      'quote',
    ],
    [
      'there is a key too many',
      (asked) => ({ ...(says('equivalent')(asked) as object), status: 'proven' }),
      'agreed form',
    ],
    ['the label is unknown', (asked) => ({ ...(says('equivalent')(asked) as object), label: 'proven' }), 'agreed form'],
    ['the answer is prose', () => 'Sure! {"label":"equivalent"}', 'agreed form'],
    ['the model sees none', says('none'), 'no relation'],
  ])('is dropped when %s', async (_name, answer, reason) => {
    const record = await recordOf(fakeModel(answer));
    expect(record.label).toBe('none');
    expect(reasonText(record.dropped ?? '')).toContain(reason);
    expect(createLlmAdvisor([record]).propose([makeEvent([march, talks])])).toEqual([]);
  });

  it('asks for every world that the label excludes', async () => {
    for (const label of ['first-implies-second', 'equivalent', 'complement', 'excludes'] as const) {
      const model = fakeModel(says(label));
      await recordOf(model);
      expect(model.calls).toHaveLength(2 + excludedWorlds(label).length);
    }
  });

  it('is dropped when it contradicts what is proven', async () => {
    const rungs = ['March 31', 'June 30'].map((day) =>
      makeCondition({
        question: `Will the treaty be signed by ${day}, 2026?`,
        description: `This market resolves to "Yes" if the treaty is signed by ${day}, 2026.`,
        createdAt: '2026-01-01T00:00:00Z',
      }),
    );
    const [early, late] = rungs;
    if (!early || !late) throw new Error('two rungs');
    const event = makeEvent(rungs);
    expect(proposeByRules([event]).map((relation) => relation.status)).toEqual(['proven']);
    const turned = await recordOf(
      fakeModel((asked) =>
        asked.firstResolves === undefined
          ? {
              label: asked.first.title === late.question ? 'first-implies-second' : 'second-implies-first',
              firstQuote: asked.first.rules.slice(0, 60),
              secondQuote: asked.second.rules.slice(0, 60),
              reason: '',
            }
          : { possible: false, world: '' },
      ),
      late,
      early,
    );
    expect(turned.label).toBe('first-implies-second');
    expect(createLlmAdvisor([turned]).propose([event])).toEqual([]);
  });

  it('is not replayed for other texts or another prompt', async () => {
    const record = await recordOf(fakeModel(says('equivalent')));
    expect(
      createLlmAdvisor([record]).propose([
        makeEvent([march, { ...talks, description: `${talks.description} Not by phone.` }]),
      ]),
    ).toEqual([]);
    expect(createLlmAdvisor([{ ...record, promptHash: 'older' }]).propose([makeEvent([march, talks])])).toEqual([]);
  });
});

describe('store and budget', () => {
  it('replays the stored answer without asking', async () => {
    const model = fakeModel(says('equivalent'));
    const store = createMemoryRecords();
    const judge = createJudge({ model, store, clock, budget: BUDGET });
    const first = await judge.judge(march, talks, signal);
    const asked = model.calls.length;
    expect(await judge.judge(march, talks, signal)).toEqual(first);
    expect(model.calls).toHaveLength(asked);
    expect([...store.records.keys()]).toEqual([recordKey('fake', march, talks)]);
  });

  it('stops at the budget and says so', async () => {
    const judge = createJudge({
      model: fakeModel(says('equivalent')),
      store: createMemoryRecords(),
      clock,
      budget: { ...BUDGET, maxCalls: 3 },
    });
    const answer = await judge.judge(march, talks, signal);
    expect(answer.ok ? null : answer.error.code).toBe('budget-spent');
    expect(judge.spent().calls).toBe(3);
  });

  it('stops at the token budget', async () => {
    const judge = createJudge({
      model: fakeModel(says('equivalent')),
      store: createMemoryRecords(),
      clock,
      budget: { ...BUDGET, maxTokens: 15 },
    });
    const answer = await judge.judge(march, talks, signal);
    expect(answer.ok ? null : answer.error.code).toBe('budget-spent');
  });

  it('never asks more at once than it may', async () => {
    let running = 0;
    let most = 0;
    const model: Model = {
      name: 'slow',
      ask: async () => {
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        await Promise.resolve();
        running -= 1;
        return ok({ text: '{}', tokens: 1 });
      },
    };
    const judge = createJudge({ model, store: createMemoryRecords(), clock, budget: { ...BUDGET, concurrency: 2 } });
    await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        judge.judge(makeCondition({ question: `Question number ${n}?` }), talks, signal),
      ),
    );
    expect(most).toBe(2);
  });

  it('a store that cannot be written is a failure, not a lost answer', async () => {
    const store: Store<LlmRecord> = {
      ...createMemoryRecords(),
      put: () => Promise.resolve(fail('storage-failed', { doing: 'write', error: 'QuotaExceededError' }, 'later')),
    };
    const answer = await createJudge({ model: fakeModel(says('equivalent')), store, clock, budget: BUDGET }).judge(
      march,
      talks,
      signal,
    );
    expect(answer.ok ? null : answer.error.code).toBe('storage-failed');
  });
});
