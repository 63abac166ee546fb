/**
 * Measures the pre-filter by words on the recorded question pairs: how often the partner of a question is among its
 * first candidates, and what that costs. Then the same for the list of pairs that the language model is asked about
 * (prefilter-lists.ts).
 *
 *   npx tsx scripts/prefilter.ts [--json]     FACET_DATA, default ../shared/data
 */
import { existsSync } from 'node:fs';
import { createLexicalIndex } from '../lib/language/look-alikes';
import type { Question } from './formats/questions';
import { LIST_LIMITS, measureLists } from './prefilter-lists';
import { pairSets, readClobQuestions, type Pair } from './relate-data';

const DATA = process.env['FACET_DATA'] ?? '../shared/data';
const LIMITS = [3, 20] as const;
/** Pairs of each set, one for each base question: its many consequences are near copies. */
const PER_SET = 40;
/** Questions of the venue among which the partners hide. */
const HAYSTACK = 1_000;

interface Row {
  readonly set: string;
  readonly pairs: number;
  readonly lexical: readonly number[];
}

const textOf = (question: Question): string => `${question.title}|${question.description ?? ''}`;
const round = (value: number, digits = 1): number => Math.round(value * 10 ** digits) / 10 ** digits;

function chosenPairs(): readonly (readonly [string, readonly Pair[]])[] {
  return pairSets(DATA).map(([set, pairs]) => {
    const seen = new Set<string>();
    const distinct = pairs.filter(({ first }) => {
      const fresh = !seen.has(first.title);
      seen.add(first.title);
      return fresh;
    });
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
  const sets = chosenPairs();
  const questions = new Map<string, Question>();
  for (const [, pairs] of sets)
    for (const { first, second } of pairs)
      for (const question of [first, second]) questions.set(textOf(question), question);
  for (const question of readClobQuestions(DATA))
    if (questions.size < HAYSTACK + sets.length * PER_SET * 2) questions.set(textOf(question), question);
  const pool = [...questions].map(([id, question]) => ({
    id,
    title: question.title,
    description: question.description ?? '',
  }));

  let started = performance.now();
  const lexical = createLexicalIndex(pool);
  const lexicalIndexMs = performance.now() - started;

  let lexicalMs = 0;
  let asked = 0;
  const rows: Row[] = [];
  const most = LIMITS[LIMITS.length - 1] ?? 20;
  for (const [set, pairs] of sets) {
    const found = LIMITS.map(() => 0);
    for (const { first, second } of pairs) {
      asked += 1;
      started = performance.now();
      const words = lexical
        .candidates({ id: textOf(first), title: first.title, description: first.description ?? '' }, most)
        .map(({ id }) => id);
      lexicalMs += performance.now() - started;
      const wanted = textOf(second);
      LIMITS.forEach((limit, index) => {
        if (words.slice(0, limit).includes(wanted)) found[index] = (found[index] ?? 0) + 1;
      });
    }
    const share = (counts: readonly number[]): readonly number[] =>
      counts.map((count) => round((100 * count) / Math.max(1, pairs.length)));
    rows.push({ set, pairs: pairs.length, lexical: share(found) });
  }
  const times = {
    questions: pool.length,
    lexicalIndexMs: round(lexicalIndexMs),
    lexicalQueryMs: round(lexicalMs / asked, 2),
  };
  const lists = await measureLists(sets, readClobQuestions(DATA));
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ limits: LIMITS, rows, times, listLimits: LIST_LIMITS, lists })}\n`);
    return;
  }
  process.stdout.write(
    `partner among the first ${LIMITS.join(' / ')} candidates, %\nset | pairs | words\n--- | --- | ---\n`,
  );
  for (const row of rows) process.stdout.write(`${row.set} | ${row.pairs} | ${row.lexical.join(' / ')}\n`);
  process.stdout.write(
    `${JSON.stringify(times)}\n\ntrue pairs among the first ${LIST_LIMITS.join(' / ')} of the list for the ` +
      'language model\nset | pairs | by words\n--- | --- | ---\n',
  );
  for (const row of lists) process.stdout.write(`${row.set} | ${row.pairs} | ${row.words.join(' / ')}\n`);
}

await main();
