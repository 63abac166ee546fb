/**
 * The list of pairs for the language model as the extension makes it: how many true pairs are in its first part, by
 * words.
 */
import { createLexicalIndex } from '../lib/language/look-alikes';
import type { IndexedQuestion } from '../lib/domain/question';
import type { Question } from './formats/questions';
import { timeMs } from '../lib/domain/units';
import type { Clock } from '../lib/ports/clock';
import { pairsToAsk } from '../lib/services/relations/pairs';
import { makeCondition } from '../test/kit/advisor-events';
import type { Pair } from './relate-data';

/** A day's budget is about a hundred pairs; the list ends at four hundred. */
export const LIST_LIMITS = [50, 100, 400] as const;
/** As many as the watchlist takes on. */
const WATCHED = 500;
/** The same true pairs among so many different crowds. */
const CROWDS = 3;

export interface ListRow {
  readonly set: string;
  readonly pairs: number;
  readonly words: readonly number[];
}

const clock: Clock = {
  nowMs: () => timeMs(Math.round(performance.now())),
  after: (_delayMs, callback) => void setImmediate(callback),
};
const textOf = (question: Question): string => `${question.title}|${question.description ?? ''}`;

/** Each set alone among questions of the venue, every question in an event of its own. */
export async function measureLists(
  sets: readonly (readonly [string, readonly Pair[]])[],
  others: readonly Question[],
): Promise<readonly ListRow[]> {
  const rows: ListRow[] = [];
  for (const [set, pairs] of sets) {
    const words = LIST_LIMITS.map(() => 0);
    const wanted = new Set(pairs.map(({ first, second }) => [textOf(first), textOf(second)].sort().join('\n')));
    for (let crowd = 0; crowd < CROWDS; crowd += 1) {
      const watched = new Map<string, Question>(
        pairs.flatMap(({ first, second }) => [first, second]).map((question) => [textOf(question), question] as const),
      );
      for (const question of others.slice(crowd * WATCHED))
        if (watched.size < WATCHED) watched.set(textOf(question), question);
      const list = (await listOf([...watched.values()])).map(([a, b]) => [textOf(a), textOf(b)].sort().join('\n'));
      LIST_LIMITS.forEach((limit, at) => {
        words[at] = (words[at] ?? 0) + list.slice(0, limit).filter((key) => wanted.has(key)).length;
      });
    }
    rows.push({ set, pairs: wanted.size * CROWDS, words });
  }
  return rows;
}

async function listOf(questions: readonly Question[]): Promise<readonly (readonly [Question, Question])[]> {
  const made = questions.map((question) => ({
    question,
    condition: makeCondition({ question: question.title, description: question.description ?? '' }),
  }));
  const questionOf = new Map<string, Question>(
    made.map(({ question, condition }) => [condition.id, question] as const),
  );
  const conditions = new Map(made.map(({ condition }) => [String(condition.id), condition] as const));
  const indexed = ({
    id,
    question,
    description,
  }: {
    readonly id: string;
    readonly question: string;
    readonly description: string;
  }): IndexedQuestion => ({ id, title: question, description });
  const index = createLexicalIndex([...conditions.values()].map(indexed));
  const relations = {
    conditions: () => conditions,
    register: () => new Map(),
    lookAlikes: (
      condition: { readonly id: string; readonly question: string; readonly description: string },
      limit: number,
    ) => index.candidates(indexed(condition), limit),
  };
  const pairs = await pairsToAsk(relations, clock, new AbortController().signal);
  return pairs.flatMap(({ first, second }) => {
    const [a, b] = [questionOf.get(first.id), questionOf.get(second.id)];
    return a && b ? [[a, b] as const] : [];
  });
}
