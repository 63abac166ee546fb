/** `facet-questions/1` (docs/formats.md 3): strict, every refusal names the path. */
import type { Question } from './questions';

export interface QuestionsFile {
  readonly questions: readonly Question[];
  /** null: all pairs that survive the pre-filter. */
  readonly pairs: readonly (readonly [string, string])[] | null;
}

export type ParsedQuestions =
  { readonly ok: true; readonly value: QuestionsFile } | { readonly ok: false; readonly problem: string };

const MAX_QUESTIONS = 50_000;
const MAX_PAIRS = 1_000_000;
const TEXTS = [
  'id',
  'title',
  'description',
  'endDate',
  'event',
  'groupItemTitle',
  'createdAt',
  'resolutionSource',
] as const;
const FLAGS = ['negRisk'] as const;
const OPTIONAL_ANSWER = 'settled';
const KEYS: ReadonlySet<string> = new Set([...TEXTS, ...FLAGS, OPTIONAL_ANSWER]);

class PathProblem extends Error {}

export function parseQuestionsFile(raw: unknown): ParsedQuestions {
  try {
    return { ok: true, value: readFile(raw) };
  } catch (error) {
    if (error instanceof PathProblem) return { ok: false, problem: error.message };
    throw error;
  }
}

function readFile(raw: unknown): QuestionsFile {
  const file = objectAt(raw, 'file', new Set(['format', 'questions', 'pairs']));
  if (file['format'] !== 'facet-questions/1') throw new PathProblem('format: must be "facet-questions/1"');
  const list = listAt(file['questions'], 'questions', MAX_QUESTIONS);
  const questions = list.map((item, index) => readQuestion(item, `questions[${index}]`));
  const ids = new Set<string>();
  questions.forEach((question, index) => {
    if (ids.has(question.id)) throw new PathProblem(`questions[${index}].id: "${question.id}" occurs twice`);
    ids.add(question.id);
  });
  const pairs =
    file['pairs'] === undefined
      ? null
      : listAt(file['pairs'], 'pairs', MAX_PAIRS).map((pair, index) => readPair(pair, `pairs[${index}]`, ids));
  return { questions, pairs };
}

function readQuestion(raw: unknown, path: string): Question {
  const item = objectAt(raw, path, KEYS);
  for (const key of TEXTS)
    if (item[key] !== undefined && typeof item[key] !== 'string')
      throw new PathProblem(`${path}.${key}: must be a text`);
  for (const key of FLAGS)
    if (item[key] !== undefined && typeof item[key] !== 'boolean')
      throw new PathProblem(`${path}.${key}: must be true or false`);
  const answer = item[OPTIONAL_ANSWER];
  if (answer !== undefined && typeof answer !== 'boolean')
    throw new PathProblem(`${path}.settled: must be true or false`);
  if (typeof item['id'] !== 'string' || item['id'] === '') throw new PathProblem(`${path}.id: must be a text`);
  if (typeof item['title'] !== 'string' || item['title'].trim() === '')
    throw new PathProblem(`${path}.title: must be a text`);
  return item as unknown as Question;
}

function readPair(raw: unknown, path: string, ids: ReadonlySet<string>): readonly [string, string] {
  const [first, second, ...rest] = listAt(raw, path, 3);
  if (typeof first !== 'string' || typeof second !== 'string' || rest.length > 0)
    throw new PathProblem(`${path}: must be two ids`);
  for (const [at, id] of [first, second].entries())
    if (!ids.has(id)) throw new PathProblem(`${path}[${at}]: unknown question "${id}"`);
  if (first === second) throw new PathProblem(`${path}: a question cannot be compared with itself`);
  return [first, second];
}

function objectAt(raw: unknown, path: string, keys: ReadonlySet<string>): Readonly<Record<string, unknown>> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw new PathProblem(`${path}: must be an object`);
  const unknown = Object.keys(raw).find((key) => !keys.has(key));
  if (unknown !== undefined) throw new PathProblem(`${path === 'file' ? '' : `${path}.`}${unknown}: unknown key`);
  return raw as Readonly<Record<string, unknown>>;
}

function listAt(raw: unknown, path: string, most: number): readonly unknown[] {
  if (!Array.isArray(raw)) throw new PathProblem(`${path}: must be a list`);
  if (raw.length > most) throw new PathProblem(`${path}: at most ${most} entries`);
  return raw as readonly unknown[];
}
