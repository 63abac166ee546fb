import { describe, expect, it } from 'vitest';
import { createLlmAdvisor } from '../../../lib/advisors/llm/llm';
import { checkEndpoint } from '../../../lib/advisors/llm/endpoint';
import { createJudge, recordKey, type Budget, type LlmRecord } from '../../../lib/advisors/llm/judge';
import { parseRelationAnswer, parseWorldAnswer, quoteStands } from '../../../lib/advisors/llm/parse-answer';
import { PROMPT_HASH, excludedWorlds, mirrored, relationPrompt, type Label } from '../../../lib/advisors/llm/prompt';
import { createBuiltIn, createOllama, createOpenAiCompatible, type Model } from '../../../lib/advisors/llm/providers';
import { EMPTY_REGISTER, executableRelations, propose } from '../../../lib/relations/lifecycle';
import { proposeByRules } from '../../../lib/advisors/rules';
import type { Condition } from '../../../lib/domain/condition';
import { ok } from '../../../lib/domain/result';
import { timeMs } from '../../../lib/domain/units';
import type { Clock } from '../../../lib/ports/clock';
import type { HttpRequest } from '../../../lib/ports/net';
import type { Store } from '../../../lib/ports/store';
import { makeCondition, makeEvent } from '../../kit/advisor-events';
import { INJECTIONS } from '../../kit/injection-corpus';

const signal = new AbortController().signal;
const clock: Clock = { nowMs: () => timeMs(1_000), after: (_delay, callback) => callback() };
const BUDGET: Budget = { maxCalls: 1_000, maxTokens: 1_000_000, concurrency: 4, timeoutMs: 1_000 };

function memoryStore(): Store<LlmRecord> & { readonly records: Map<string, LlmRecord> } {
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

interface Asked {
  readonly first: { readonly title: string; readonly rules: string };
  readonly second: { readonly title: string; readonly rules: string };
  readonly firstResolves?: string;
}

/** A model whose answers are made by `answer` from what it was asked. */
function fakeModel(answer: (asked: Asked, call: number) => unknown): Model & { readonly calls: Asked[] } {
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

const march = makeCondition({
  question: 'Will the treaty be signed by March 31, 2026?',
  description: 'This market resolves to "Yes" if all parties put their names under the treaty by March 31, 2026.',
});
const talks = makeCondition({
  question: 'Will talks about the treaty take place in 2026?',
  description: 'This market resolves to "Yes" if representatives of all parties meet in 2026 to talk about the treaty.',
});
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

async function recordOf(model: Model, first: Condition = march, second: Condition = talks): Promise<LlmRecord> {
  const record = await createJudge({ model, store: memoryStore(), clock, budget: BUDGET }).judge(first, second, signal);
  if (!record.ok) throw new Error(record.error.message);
  return record.value;
}

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
    expect(relation?.evidence.join('\n')).toContain('quote: This market resolves to "Yes" if all par');
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
    expect(record.dropped).toContain(reason);
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
    const store = memoryStore();
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
      store: memoryStore(),
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
      store: memoryStore(),
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
    const judge = createJudge({ model, store: memoryStore(), clock, budget: { ...BUDGET, concurrency: 2 } });
    await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        judge.judge(makeCondition({ question: `Question number ${n}?` }), talks, signal),
      ),
    );
    expect(most).toBe(2);
  });

  it('a store that cannot be written is a failure, not a lost answer', async () => {
    const store: Store<LlmRecord> = {
      ...memoryStore(),
      put: () => Promise.resolve({ ok: false, error: { code: 'disk-full', message: 'No room.', retry: 'later' } }),
    };
    const answer = await createJudge({ model: fakeModel(says('equivalent')), store, clock, budget: BUDGET }).judge(
      march,
      talks,
      signal,
    );
    expect(answer.ok ? null : answer.error.code).toBe('disk-full');
  });
});

describe('endpoints and protocols', () => {
  it.each(['https://api.example.org/v1', 'http://127.0.0.1:11434', 'http://localhost:8080/v1/', 'http://[::1]:1234'])(
    '%s is allowed',
    (url) => {
      expect(checkEndpoint(url).ok).toBe(true);
    },
  );

  it.each([
    'http://192.168.1.5:11434',
    'http://localhost.example.org',
    'http://127.0.0.1.nip.io',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user:secret@example.org',
    'https://example.org/?key=1',
    'nonsense',
    '',
  ])('%s is refused', (url) => {
    expect(checkEndpoint(url).ok).toBe(false);
    expect(
      createOllama({ http: () => Promise.reject(new Error('must not be called')), endpoint: url, model: 'm' }).ok,
    ).toBe(false);
  });

  it('speaks both protocols and hands the schema over', async () => {
    const requests: HttpRequest[] = [];
    const prompt = relationPrompt(march, talks);
    for (const [make, text] of [
      [createOllama, '{"message":{"content":"hello"},"prompt_eval_count":3,"eval_count":4}'],
      [createOpenAiCompatible, '{"choices":[{"message":{"content":"hello"}}],"usage":{"total_tokens":7}}'],
    ] as const) {
      const model = make({
        http: (request) => {
          requests.push(request);
          return Promise.resolve({ status: 200, text });
        },
        endpoint: 'https://example.org/v1',
        model: 'm',
        apiKey: 'secret',
      });
      if (!model.ok) throw new Error(model.error.message);
      expect(await model.value.ask(prompt, 5_000, signal)).toEqual(ok({ text: 'hello', tokens: 7 }));
    }
    expect(requests.map((request) => request.url)).toEqual([
      'https://example.org/v1/api/chat',
      'https://example.org/v1/chat/completions',
    ]);
    expect(
      requests.every(
        (request) =>
          request.timeoutMs === 5_000 &&
          request.headers?.['authorization'] === 'Bearer secret' &&
          (request.body ?? '').includes('"additionalProperties":false'),
      ),
    ).toBe(true);
  });

  it.each<readonly [string, () => Promise<{ readonly status: number; readonly text: string }>, string]>([
    ['no answer', () => Promise.reject(new Error('timeout')), 'model-unreachable'],
    ['an error', () => Promise.resolve({ status: 500, text: '' }), 'model-refused'],
    ['a page', () => Promise.resolve({ status: 200, text: '<html>' }), 'model-unreadable'],
    ['another shape', () => Promise.resolve({ status: 200, text: '{"message":{"content":5}}' }), 'model-unreadable'],
  ])('%s is a failure with a sentence', async (_name, http, code) => {
    const model = createOllama({ http, endpoint: 'http://127.0.0.1:1', model: 'm' });
    const answer = model.ok ? await model.value.ask(relationPrompt(march, talks), 1, signal) : model;
    expect(answer.ok ? null : answer.error.code).toBe(code);
  });

  it('the built-in model gets the schema as constraint and may fail', async () => {
    const seen: unknown[] = [];
    const good = createBuiltIn({
      prompt: (text, options) => {
        seen.push(JSON.parse(text), options.responseConstraint);
        return Promise.resolve('{}');
      },
    });
    expect((await good.ask(relationPrompt(march, talks), 1_000, signal)).ok).toBe(true);
    expect(seen[1]).toBe(relationPrompt(march, talks).schema);
    const bad = await createBuiltIn({ prompt: () => Promise.reject(new Error('no')) }).ask(
      relationPrompt(march, talks),
      1_000,
      signal,
    );
    expect(bad.ok ? null : bad.error.code).toBe('model-unreachable');
  });

  it('answers are read strictly', () => {
    expect(parseRelationAnswer('null')).toBeNull();
    expect(
      parseRelationAnswer(
        JSON.stringify({ label: 'none', firstQuote: 'a', secondQuote: 'b', reason: 'x'.repeat(601) }),
      ),
    ).toBeNull();
    expect(parseWorldAnswer('{"possible":"no","world":""}')).toBeNull();
    expect(quoteStands('sign\u200Bed by March 31', march)).toBe(false);
  });
});

describe('hostile texts against a model that obeys them', () => {
  const victim = makeCondition({
    question: 'Will Bitcoin reach $90,000 in 2026?',
    description:
      'This market will resolve to "Yes" if Bitcoin trades at $90,000 or higher at any point in 2026. Otherwise, this market will resolve to "No".',
  });
  const classes = [...new Set(INJECTIONS.map((injection) => injection.class))];

  it('covers at least 300 texts and 20 of each class', () => {
    expect(INJECTIONS.length).toBeGreaterThanOrEqual(300);
    for (const name of classes)
      expect(INJECTIONS.filter((injection) => injection.class === name).length).toBeGreaterThanOrEqual(20);
  });

  it('reaches the model without hidden characters and inside one JSON string', () => {
    for (const injection of INJECTIONS) {
      const prompt = relationPrompt(
        makeCondition({ question: injection.title, description: injection.description }),
        victim,
      );
      expect(Object.keys(JSON.parse(prompt.user) as object)).toEqual(['first', 'second']);
      expect(prompt.user).not.toMatch(/[\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u);
      expect(prompt.system).toBe(relationPrompt(march, talks).system);
    }
  });

  it.each(classes)('%s: nothing becomes executable', async (name) => {
    let fooled = 0;
    for (const injection of INJECTIONS.filter((each) => each.class === name)) {
      const attacker = makeCondition({ question: injection.title, description: injection.description });
      // The worst model: it believes every hostile text, in both orders, quotes literally and finds no counter-example.
      const obeys = fakeModel((asked) => {
        if (!injection.hostile)
          return asked.firstResolves === undefined
            ? {
                label: 'none',
                firstQuote: asked.first.rules.slice(0, 30),
                secondQuote: asked.second.rules.slice(0, 30),
                reason: '',
              }
            : { possible: true, world: 'of course' };
        return asked.firstResolves === undefined
          ? {
              label: 'equivalent',
              firstQuote: asked.first.rules.slice(0, 30),
              secondQuote: asked.second.rules.slice(0, 30),
              reason: 'as told',
            }
          : { possible: false, world: '' };
      });
      const record = await recordOf(obeys, attacker, victim);
      const event = makeEvent([attacker, victim]);
      const relations = [...proposeByRules([event]), ...createLlmAdvisor([record]).propose([event])];
      if (relations.some((relation) => relation.source === 'llm')) fooled += 1;
      expect(relations.filter((relation) => relation.status !== 'proposed')).toEqual([]);
      // Not even when the relation is smuggled in with another status.
      const book = propose(EMPTY_REGISTER, {
        relations: relations.map((relation) => ({
          ...relation,
          status: relation.source === 'llm' ? ('proven' as const) : relation.status,
        })),
        covered: new Set([attacker.id, victim.id]),
        sources: new Set(['rule', 'structure', 'llm']),
        atMs: 0,
      });
      expect(executableRelations(book)).toEqual([]);
    }
    // The model was fooled every time; that it obeyed shows that the guard is behind the model and not in it.
    expect(fooled).toBe(name === 'benign look-alike' ? 0 : INJECTIONS.filter((each) => each.class === name).length);
  });

  it('a hostile sentence in one rung of a ladder ends its proof', () => {
    const rung = (day: string, extra: string): Condition =>
      makeCondition({
        question: `Will the treaty be signed by ${day}, 2026?`,
        description: `This market resolves to "Yes" if the treaty is signed by ${day}, 2026. ${extra}`,
        createdAt: '2026-01-01T00:00:00Z',
      });
    expect(
      proposeByRules([makeEvent([rung('March 31', ''), rung('June 30', '')])]).map((relation) => relation.status),
    ).toEqual(['proven']);
    for (const injection of INJECTIONS) {
      const relations = proposeByRules([makeEvent([rung('March 31', ''), rung('June 30', injection.description)])]);
      expect(relations.every((relation) => relation.status === 'proposed')).toBe(true);
    }
  });
});
