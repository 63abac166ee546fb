/** The list of pairs for the language model as the extension makes it: how many true pairs are in its first part, by words and with the pack. */
import { createLexicalIndex, type IndexedQuestion } from '../lib/advisors/prefilter/lexical';
import { createMeaning } from '../lib/advisors/prefilter/meaning';
import type { Question } from '../lib/advisors/questions';
import { timeMs } from '../lib/domain/units';
import type { Clock } from '../lib/ports/clock';
import type { Embed, Meaning } from '../lib/ports/meaning';
import { pairsToAsk } from '../lib/services/relations/pairs';
import { makeCondition, makeEvent } from '../test/kit/advisor-events';
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
  readonly both: readonly number[];
}

const clock: Clock = { nowMs: () => timeMs(Math.round(performance.now())), after: (_delayMs, callback) => void setImmediate(callback) };
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const textOf = (question: Question): string => `${question.title}|${question.description ?? ''}`;

/** Each set alone among questions of the venue, every question in an event of its own. */
export async function measureLists(sets: readonly (readonly [string, readonly Pair[]])[], others: readonly Question[], embed: Embed): Promise<readonly ListRow[]> {
  const meaning = createMeaning({ embedder: { embed, rest: () => undefined }, clock, log: silent });
  const rows: ListRow[] = [];
  for (const [set, pairs] of sets) {
    const row = { words: LIST_LIMITS.map(() => 0), both: LIST_LIMITS.map(() => 0) };
    const wanted = new Set(pairs.map(({ first, second }) => [textOf(first), textOf(second)].sort().join('\n')));
    for (let crowd = 0; crowd < CROWDS; crowd += 1) {
      const watched = new Map<string, Question>(pairs.flatMap(({ first, second }) => [first, second]).map((question) => [textOf(question), question] as const));
      for (const question of others.slice(crowd * WATCHED)) if (watched.size < WATCHED) watched.set(textOf(question), question);
      for (const [name, pack] of [['words', null], ['both', meaning]] as const) {
        const list = (await listOf([...watched.values()], pack)).map(([a, b]) => [textOf(a), textOf(b)].sort().join('\n'));
        LIST_LIMITS.forEach((limit, at) => { row[name][at] = (row[name][at] ?? 0) + list.slice(0, limit).filter((key) => wanted.has(key)).length; });
      }
    }
    rows.push({ set, pairs: wanted.size * CROWDS, ...row });
  }
  return rows;
}

async function listOf(questions: readonly Question[], meaning: Meaning | null): Promise<readonly (readonly [Question, Question])[]> {
  const made = questions.map((question) => ({ question, condition: makeCondition({ question: question.title, description: question.description ?? '' }) }));
  const questionOf = new Map<string, Question>(made.map(({ question, condition }) => [condition.id, question] as const));
  const conditions = new Map(made.map(({ condition }) => [String(condition.id), condition] as const));
  const events = new Map(made.map(({ condition }) => [String(condition.id), makeEvent([condition])] as const));
  const indexed = ({ id, question, description }: { readonly id: string; readonly question: string; readonly description: string }): IndexedQuestion => ({ id, title: question, description });
  const index = createLexicalIndex([...conditions.values()].map(indexed));
  const relations = { conditions: () => conditions, book: () => new Map(), eventOf: (id: string) => events.get(id) ?? null, lookAlikes: (condition: { readonly id: string; readonly question: string; readonly description: string }, limit: number) => index.candidates(indexed(condition), limit) };
  const pairs = await pairsToAsk(relations, clock, new AbortController().signal, meaning);
  return pairs.flatMap(({ first, second }) => {
    const [a, b] = [questionOf.get(first.id), questionOf.get(second.id)];
    return a && b ? [[a, b] as const] : [];
  });
}
