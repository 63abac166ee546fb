/**
 * Measures the rule advisors on the recorded data (`npm run -s relate -- --eval`): by set and class what was proven,
 * proposed, turned around or missed; the pre-filter's recall; refutation by resolved markets; every proven relation of
 * the Gamma files into artifacts/relations-gamma.md for reading; time and memory for 10,000 questions.
 */
import { existsSync } from 'node:fs';
import { reasonText } from '../lib/words/reasons';
import { createLexicalIndex } from '../lib/language/look-alikes';
import { bestFor, eventsOfQuestions, type PairType, type Question } from './formats/questions';
import { proposeByRules } from '../lib/advisors/rules';
import type { Relation } from '../lib/domain/relation';
import { evaluateLlm, type LlmRow } from './relate-llm';
import { readText } from '../lib/language/templates';
import { pairSets, readClobQuestions, readResolved, type Pair } from './relate-data';
import { evaluateGamma } from './relate-gamma';
import { evaluateVenueText, venueInWords, type VenueRow } from './relate-venue';

const DATA = process.env['FACET_DATA'] ?? '../shared/data';
const CANDIDATES = 20;

interface Row {
  set: string;
  class: string;
  pairs: number;
  /**
   * Pairs with rules on both sides that are equal but for dates and amounts (for other classes: with rules on both
   * sides).
   */
  provable: number;
  proven: number;
  proposed: number;
  reversed: number;
  provenWrong: number;
  proposedWrong: number;
  missed: number;
  prefilter: number;
  ms: number;
}

export async function runEvaluation(options: { readonly json: boolean }): Promise<void> {
  if (!existsSync(`${DATA}/relations`)) {
    process.stderr.write(`${DATA}/relations: no such folder (set FACET_DATA)\n`);
    process.exitCode = 2;
    return;
  }
  const report = {
    rows: evaluatePairs(),
    venue: evaluateVenueText(DATA),
    unrelated: evaluateUnrelated(),
    resolved: evaluateResolved(),
    gamma: evaluateGamma(DATA),
    scale: evaluateScale(),
    llm: await evaluateLlm(DATA),
  };
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : inWords(report));
}

function evaluatePairs(): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const [set, pairs] of pairSets(DATA)) {
    const texts = new Map<string, Question>();
    for (const pair of pairs) for (const question of [pair.first, pair.second]) texts.set(question.id, question);
    const index = createLexicalIndex([...texts.values()].map(indexed));
    for (const pair of pairs) {
      const key = `${set} ${pair.class}`;
      const row = rows.get(key) ?? {
        set,
        class: pair.class,
        pairs: 0,
        provable: 0,
        proven: 0,
        proposed: 0,
        reversed: 0,
        provenWrong: 0,
        proposedWrong: 0,
        missed: 0,
        prefilter: 0,
        ms: 0,
      };
      rows.set(key, row);
      judge(row, pair);
      if (index.candidates(indexed(pair.first), CANDIDATES).some(({ id }) => id === pair.second.id)) row.prefilter += 1;
    }
  }
  return [...rows.values()];
}

function judge(row: Row, pair: Pair): void {
  const started = performance.now();
  const { events, idOf } = eventsOfQuestions([pair.first, pair.second]);
  const found = bestFor(proposeByRules(events), ...keysOf(idOf, pair));
  row.ms += performance.now() - started;
  row.pairs += 1;
  if (isProvable(pair)) row.provable += 1;
  if (!found) row.missed += 1;
  else if (agrees(found.type, pair.expected)) row[found.relation.status === 'proven' ? 'proven' : 'proposed'] += 1;
  else {
    if (isReversed(found.type, pair.expected)) row.reversed += 1;
    row[found.relation.status === 'proven' ? 'provenWrong' : 'proposedWrong'] += 1;
    if (found.relation.status === 'proven')
      process.stderr.write(`proven against the label (${pair.expected}): ${reasonText(found.relation.why)}\n`);
  }
}

/** Nothing may be proven of texts without rules, nor of a ladder whose rules differ in more than the rung. */
function isProvable({ first, second, class: kind }: Pair): boolean {
  const [a, b] = [first.description ?? '', second.description ?? ''];
  if (a.trim() === '' || b.trim() === '') return false;
  return !/^(?:deadline|threshold|same title)$/.test(kind) || readText(a).template === readText(b).template;
}

function keysOf(idOf: ReadonlyMap<string, string>, pair: Pair): [string, string] {
  const key = (own: string): string => [...idOf].find(([, id]) => id === own)?.[0] ?? '';
  return [key(pair.first.id), key(pair.second.id)];
}

/** An equivalence is also an implication both ways. */
function agrees(found: PairType, expected: PairType): boolean {
  return (
    found === expected ||
    (found === 'equivalent' && (expected === 'implies' || expected === 'implied-by')) ||
    (expected === 'equivalent' && (found === 'implies' || found === 'implied-by'))
  );
}

function isReversed(found: PairType, expected: PairType): boolean {
  return (found === 'implies' && expected === 'implied-by') || (found === 'implied-by' && expected === 'implies');
}

function indexed(question: Question): { readonly id: string; readonly title: string; readonly description: string } {
  return { id: question.id, title: question.title, description: question.description ?? '' };
}

/** All questions of a set at once: what is claimed between questions that were not made from each other. */
function evaluateUnrelated(): readonly {
  readonly set: string;
  readonly questions: number;
  readonly proven: number;
  readonly proposed: number;
  readonly examples: readonly string[];
}[] {
  return pairSets(DATA).map(([set, pairs]) => {
    const texts = new Map<string, Question>();
    const made = new Set<string>();
    for (const { first, second } of pairs) {
      // The same text occurs in many tuples; it is one question.
      for (const question of [first, second]) texts.set(textKey(question), question);
      for (const key of [`${textKey(first)} ${textKey(second)}`, `${textKey(second)} ${textKey(first)}`]) made.add(key);
    }
    const { events, idOf } = eventsOfQuestions(
      [...texts.entries()].map(([key, question]) => ({ ...question, id: key })),
    );
    const foreign = proposeByRules(events).filter((relation) => {
      const [a = '', b = ''] =
        relation.body.type === 'implies'
          ? [relation.body.if, relation.body.then]
          : relation.body.type === 'equivalent' || relation.body.type === 'not'
            ? relation.body.of
            : [];
      return a !== '' && !made.has(`${idOf.get(a) ?? ''} ${idOf.get(b) ?? ''}`);
    });
    const proven = foreign.filter((relation) => relation.status === 'proven');
    return {
      set,
      questions: texts.size,
      proven: proven.length,
      proposed: foreign.length - proven.length,
      examples: proven.map((relation) => reasonText(relation.why)),
    };
  });
}

function textKey(question: Question): string {
  return `${question.title}|${question.description ?? ''}|${question.endDate ?? ''}`;
}

interface Refutation {
  readonly relations: number;
  /** Relations whose premise came true, so that they could have been refuted. */
  readonly tested: number;
  readonly refuted: readonly string[];
}

/** Titles and outcomes only: nothing can be proven without rules, so what titles alone suggest is counted apart. */
function evaluateResolved(): {
  readonly questions: number;
  readonly proven: Refutation;
  readonly titles: Refutation;
  readonly nested: Refutation;
} {
  const questions = readResolved(DATA);
  const answers = new Map(questions.map((question) => [question.id, question.settled] as const));
  // Outcomes are hidden from the rules, which would otherwise withdraw what is refuted.
  const { events, idOf } = eventsOfQuestions(questions.map(({ settled: _hidden, ...question }) => question));
  const relations = proposeByRules(events);
  const answer = (key: string): boolean | null => answers.get(idOf.get(key) ?? '') ?? null;
  const count = (keep: (relation: Relation) => boolean): Refutation => {
    const of = relations.filter(keep);
    return {
      relations: of.length,
      tested: of.filter(({ body }) =>
        body.type === 'implies'
          ? answer(body.if) === true && answer(body.then) !== null
          : 'of' in body && typeof body.of !== 'string' && body.of.every((key) => answer(key) !== null),
      ).length,
      refuted: of.filter((relation) => isRefuted(relation, answer)).map((relation) => reasonText(relation.why)),
    };
  };
  return {
    questions: questions.length,
    proven: count((relation) => relation.status === 'proven'),
    titles: count((relation) => relation.status === 'proposed'),
    nested: count((relation) => relation.status === 'proposed' && relation.body.type === 'implies'),
  };
}

function isRefuted(relation: Relation, answer: (key: string) => boolean | null): boolean {
  const { body } = relation;
  if (body.type === 'implies') return answer(body.if) === true && answer(body.then) === false;
  if (body.type !== 'equivalent' && body.type !== 'not') return false;
  const [first, second] = body.of.map(answer);
  return (
    first !== null &&
    second !== null &&
    first !== undefined &&
    second !== undefined &&
    (body.type === 'not' ? first === second : first !== second)
  );
}

function evaluateScale(): Readonly<Record<string, number>> {
  const pool: Question[] = [
    ...readClobQuestions(DATA),
    ...readResolved(DATA),
    ...pairSets(DATA).flatMap(([, pairs]) => pairs.flatMap(({ first, second }) => [first, second])),
  ];
  const questions = pool.slice(0, 10_000).map((question, index) => ({ ...question, id: `s${index}` }));
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  let started = performance.now();
  const index = createLexicalIndex(questions.map(indexed));
  const indexMs = performance.now() - started;
  const times: number[] = [];
  for (let at = 0; at < questions.length; at += 10) {
    const question = questions[at];
    if (!question) continue;
    started = performance.now();
    index.candidates({ ...indexed(question), id: 'new' }, CANDIDATES);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  started = performance.now();
  const relations = proposeByRules(eventsOfQuestions(questions).events);
  const rulesMs = performance.now() - started;
  return {
    questions: questions.length,
    indexMs: Math.round(indexMs),
    candidateMedianMs: round(times[Math.floor(times.length / 2)] ?? 0),
    candidateP99Ms: round(times[Math.floor(times.length * 0.99)] ?? 0),
    rulesMs: Math.round(rulesMs),
    relations: relations.length,
    heapMB: Math.round((process.memoryUsage().heapUsed - before) / 1e6),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function inWords(report: {
  readonly rows: readonly Row[];
  readonly venue: readonly VenueRow[];
  readonly unrelated: ReturnType<typeof evaluateUnrelated>;
  readonly resolved: ReturnType<typeof evaluateResolved>;
  readonly gamma: ReturnType<typeof evaluateGamma>;
  readonly scale: Readonly<Record<string, number>>;
  readonly llm: readonly LlmRow[];
}): string {
  const percent = (part: number, whole: number): string =>
    whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
  const lines = [
    'set | class | pairs | provable | proven right | proposed right | recall | precision | direction errors | ' +
      'proven wrong | pre-filter recall (20) | ms per pair',
    '--- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | ---',
  ];
  for (const row of report.rows) {
    const right = row.proven + row.proposed;
    lines.push(
      [
        row.set,
        row.class,
        row.pairs,
        row.provable,
        row.proven,
        row.proposed,
        percent(right, row.pairs),
        percent(right, right + row.provenWrong + row.proposedWrong),
        row.reversed,
        row.provenWrong,
        percent(row.prefilter, row.pairs),
        (row.ms / row.pairs).toFixed(2),
      ].join(' | '),
    );
  }
  lines.push(...venueInWords(report.venue));
  lines.push('', 'Claims between questions that were not made from each other:');
  for (const each of report.unrelated)
    lines.push(`  ${each.set}: ${each.questions} questions, ${each.proven} proven, ${each.proposed} proposed`);
  const { resolved, gamma } = report;
  lines.push(
    '',
    `Resolved questions: ${resolved.questions}; proven ${resolved.proven.relations}, refuted ` +
      `${resolved.proven.refuted.length}; by titles alone ${resolved.titles.relations} (${resolved.titles.tested} ` +
      `testable), refuted ${resolved.titles.refuted.length}; of these implications ${resolved.nested.relations} ` +
      `(${resolved.nested.tested} testable), refuted ${resolved.nested.refuted.length}`,
  );
  lines.push(...resolved.titles.refuted.map((why) => `  refuted: ${why}`));
  lines.push(
    '',
    `Recorded markets: ${gamma.events} events, proven ${JSON.stringify(gamma.byType)}, ${gamma.implied} ` +
      `implications with chains, listed in ${gamma.file}`,
  );
  lines.push(
    `  proposed ${JSON.stringify(gamma.proposedByType)}; nested inside one event and not proven: ` +
      `${gamma.unproven.length}`,
    ...gamma.unproven.map((why) => `    ${why}`),
  );
  lines.push(
    '',
    'file | neg-risk groups | augmented | partly listed | other doubt | at most one | exactly one | wrong',
    '--- | --- | --- | --- | --- | --- | --- | ---',
  );
  for (const row of gamma.groups)
    lines.push(
      [
        row.file,
        row.groups,
        row.augmented,
        row.partial,
        row.otherDoubt,
        row.atMostOne,
        row.exactlyOne,
        row.wrong.length,
      ].join(' | '),
      ...row.wrong.map((text) => `  wrong: ${text}`),
    );
  lines.push('');
  lines.push(`Scale: ${JSON.stringify(report.scale)}`);
  lines.push(
    '',
    'error rate | errors | pairs (tied) | first answer alone | proposed | right | precision | recall | executable ' +
      '| questions asked',
    '--- | --- | --- | --- | --- | --- | --- | --- | --- | ---',
  );
  for (const row of report.llm)
    lines.push(
      [
        `${row.errorRate * 100} %`,
        row.errors,
        `${row.pairs} (${row.tied})`,
        `${(100 * row.firstAnswerPrecision).toFixed(1)} %`,
        row.proposed,
        row.right,
        `${(100 * row.precision).toFixed(1)} %`,
        `${(100 * row.recall).toFixed(1)} %`,
        row.executable,
        row.calls,
      ].join(' | '),
    );
  return `${lines.join('\n')}\n`;
}
