/** Final precision of the language model pipeline against a stub that knows the labels and errs at a known rate. */
import { createLlmAdvisor } from '../lib/advisors/llm/llm';
import { createJudge } from '../lib/advisors/llm/judge';
import type { Label, LlmRecord } from '../lib/ports/model';
import { LABELS, excludedWorlds, mirrored, shownText } from '../lib/advisors/llm/prompt';
import { createOllama } from '../lib/services/model/providers';
import { createLexicalIndex } from '../lib/language/look-alikes';
import { eventsOfQuestions, pairTypeOf, type PairType, type Question } from './formats/questions';
import type { Condition } from '../lib/domain/condition';
import { seeded } from '../lib/domain/random';
import { ok } from '../lib/domain/result';
import { timeMs } from '../lib/domain/units';
import type { Clock } from '../lib/ports/clock';
import type { Http } from '../lib/ports/net';
import type { Store } from '../lib/ports/store';
import { pairSets } from './relate-data';
import * as en from '../lib/words/en';

const RATES = [0.05, 0.2, 0.4] as const;
/** True pairs taken from each set, and pairs that look alike but are not tied for each of them. */
const PER_SET = 150;
const ALIKE_PER_PAIR = 4;

export interface LlmRow {
  readonly errorRate: number;
  /** 'independent': every question errs by itself; 'stubborn': both orders err alike, as models do. */
  readonly errors: 'independent' | 'stubborn';
  readonly pairs: number;
  readonly tied: number;
  readonly firstAnswerPrecision: number;
  readonly proposed: number;
  readonly right: number;
  readonly precision: number;
  readonly recall: number;
  readonly executable: number;
  readonly calls: number;
}

interface Task {
  readonly first: Condition;
  readonly second: Condition;
  readonly truth: Label;
}

export async function evaluateLlm(data: string): Promise<readonly LlmRow[]> {
  const { events, tasks } = makeTasks(data);
  const rows: LlmRow[] = [];
  for (const errors of ['independent', 'stubborn'] as const) {
    for (const errorRate of RATES) {
      const stub = createStub(tasks, { errorRate, errors });
      const model = createOllama({ http: stub.http, endpoint: 'http://127.0.0.1:11434', model: 'stub' });
      if (!model.ok) throw new Error(en.failure(model.error));
      const judge = createJudge({
        model: model.value,
        store: memoryStore(),
        clock: CLOCK,
        budget: { maxCalls: 1e9, maxTokens: 1e12, concurrency: 8, timeoutMs: 1_000 },
      });
      const signal = new AbortController().signal;
      const records: LlmRecord[] = [];
      for (const task of tasks) {
        const record = await judge.judge(task.first, task.second, signal);
        if (!record.ok) throw new Error(en.failure(record.error));
        records.push(record.value);
      }
      const relations = createLlmAdvisor(records).propose(events);
      const truths = new Map(tasks.map((task) => [`${task.first.id} ${task.second.id}`, task] as const));
      const right = relations.filter((relation) =>
        [...truths.values()].some(
          (task) =>
            pairTypeOf(relation.body, task.first.id, task.second.id) === TYPE[task.truth] && task.truth !== 'none',
        ),
      ).length;
      const tied = tasks.filter((task) => task.truth !== 'none').length;
      rows.push({
        errorRate,
        errors,
        pairs: tasks.length,
        tied,
        firstAnswerPrecision: share(stub.firstRight(), stub.firstSaid()),
        proposed: relations.length,
        right,
        precision: share(right, relations.length),
        recall: share(right, tied),
        executable: relations.filter((relation) => relation.status !== 'proposed').length,
        calls: judge.spent().calls,
      });
    }
  }
  return rows;
}

const TYPE: Readonly<Record<Label, PairType>> = {
  'first-implies-second': 'implies',
  'second-implies-first': 'implied-by',
  equivalent: 'equivalent',
  complement: 'complement',
  excludes: 'excludes',
  none: 'none',
};
const LABEL_OF: Readonly<Record<PairType, Label>> = {
  implies: 'first-implies-second',
  'implied-by': 'second-implies-first',
  equivalent: 'equivalent',
  complement: 'complement',
  excludes: 'excludes',
  none: 'none',
};
/** Time is no part of what is measured here. */
const CLOCK: Clock = { nowMs: () => timeMs(0), after: (_delay, callback) => callback() };

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((1000 * part) / whole) / 1000;
}

function makeTasks(data: string): {
  readonly events: ReturnType<typeof eventsOfQuestions>['events'];
  readonly tasks: readonly Task[];
} {
  const chosen = pairSets(data)
    .filter(([set]) => /Consequence|Neg|Paraphrase/.test(set))
    .flatMap(([, pairs]) => {
      const seen = new Set<string>();
      // One tuple for each base question: its many consequences are near copies.
      return pairs
        .filter(({ first }) => {
          const fresh = !seen.has(first.title);
          seen.add(first.title);
          return fresh;
        })
        .slice(0, PER_SET);
    });
  const unique = new Map<string, Question>();
  chosen.forEach(({ first, second }) => {
    for (const question of [first, second]) unique.set(textOf(question), question);
  });
  const { events } = eventsOfQuestions(
    [...unique.values()].map((question, index) => ({ ...question, id: String(index) })),
  );
  const conditions = new Map(
    events
      .flatMap((event) => event.conditions)
      .map(
        (condition) =>
          [textOf({ id: '', title: condition.question, description: condition.description }), condition] as const,
      ),
  );
  const index = createLexicalIndex(
    [...conditions.values()].map((condition) => ({
      id: condition.id,
      title: condition.question,
      description: condition.description,
    })),
  );
  const byId = new Map([...conditions.values()].map((condition) => [condition.id as string, condition] as const));
  const tasks = new Map<string, Task>();
  const made = new Map<string, Set<string>>();
  for (const { first, second } of chosen) made.set(first.title, (made.get(first.title) ?? new Set()).add(second.title));
  for (const { first, second, expected } of chosen) {
    const a = conditions.get(textOf(first));
    const b = conditions.get(textOf(second));
    if (a && b && a !== b) tasks.set(`${a.id} ${b.id}`, { first: a, second: b, truth: LABEL_OF[expected] });
  }
  for (const { first } of chosen) {
    const a = conditions.get(textOf(first));
    if (!a) continue;
    for (const { id } of index
      .candidates({ id: a.id, title: a.question, description: a.description }, 3 * ALIKE_PER_PAIR)
      .slice(-ALIKE_PER_PAIR)) {
      const b = byId.get(id);
      const key = `${a.id} ${id}`;
      if (b && !tasks.has(key) && !tasks.has(`${id} ${a.id}`) && made.get(a.question)?.has(b.question) !== true)
        tasks.set(key, { first: a, second: b, truth: 'none' });
    }
  }
  return { events, tasks: [...tasks.values()] };
}

function textOf(question: Question): string {
  return `${question.title}|${question.description ?? ''}`;
}

/** Speaks Ollama's protocol; what it errs about is drawn from a fixed seed. */
function createStub(
  tasks: readonly Task[],
  options: { readonly errorRate: number; readonly errors: 'independent' | 'stubborn' },
): { readonly http: Http; firstRight(): number; firstSaid(): number } {
  const truths = new Map<string, Label>();
  for (const task of tasks) {
    truths.set(`${task.first.id}>${task.second.id}`, task.truth);
    truths.set(`${task.second.id}>${task.first.id}`, mirrored(task.truth));
  }
  const ids = new Map<string, string>();
  for (const { first, second } of tasks)
    for (const condition of [first, second]) ids.set(JSON.stringify(shownText(condition)), condition.id);
  const random = seeded(20_261_121);
  const stubborn = new Map<string, Label>();
  let right = 0;
  let said = 0;
  const wrong = (truth: Label): Label => {
    const others = LABELS.filter((label) => label !== truth);
    return others[Math.floor(random() * others.length)] ?? 'none';
  };
  const http: Http = (request) => {
    const body = JSON.parse(request.body ?? '{}') as { readonly messages: readonly { readonly content: string }[] };
    const asked = JSON.parse(body.messages[1]?.content ?? '{}') as {
      readonly first: ShownText;
      readonly second: ShownText;
      readonly firstResolves?: string;
      readonly secondResolves?: string;
    };
    const [a, b] = [asked.first, asked.second].map((text) => ids.get(JSON.stringify(text)));
    const truth = truths.get(`${a ?? ''}>${b ?? ''}`) ?? 'none';
    const answer =
      asked.firstResolves === undefined
        ? relationAnswer(`${a ?? ''}>${b ?? ''}`, `${b ?? ''}>${a ?? ''}`, truth)
        : worldAnswer(truth, asked.firstResolves === 'Yes', asked.secondResolves === 'Yes');
    if (asked.firstResolves === undefined)
      Object.assign(answer, { firstQuote: quoteOf(asked.first), secondQuote: quoteOf(asked.second) });
    return Promise.resolve({
      status: 200,
      text: JSON.stringify({ message: { content: JSON.stringify(answer) }, prompt_eval_count: 400, eval_count: 60 }),
    });
  };
  function relationAnswer(key: string, other: string, truth: Label): Record<string, unknown> {
    const before = stubborn.get(other);
    const label =
      options.errors === 'stubborn' && before !== undefined
        ? mirrored(before)
        : random() < options.errorRate
          ? wrong(truth)
          : truth;
    if (before === undefined) {
      stubborn.set(key, label);
      if (label !== 'none') {
        said += 1;
        if (label === truth) right += 1;
      }
    }
    return { label, reason: 'stub' };
  }
  function worldAnswer(truth: Label, first: boolean, second: boolean): Record<string, unknown> {
    const possible = !excludedWorlds(truth).some((world) => world.first === first && world.second === second);
    return { possible: random() < options.errorRate ? !possible : possible, world: 'stub' };
  }
  return { http, firstRight: () => right, firstSaid: () => said };
}

interface ShownText {
  readonly title: string;
  readonly rules: string;
}

function quoteOf(text: ShownText): string {
  return (text.rules.length >= 12 ? text.rules : text.title).slice(0, 60);
}

function memoryStore(): Store<LlmRecord> {
  const records = new Map<string, LlmRecord>();
  return {
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
