/**
 * `npm run -s relate -- FILE [--json]`, or `-- --eval` (docs/formats.md 3; docs/how-to/relations.md). Exit 0: answered;
 * 2: bad input.
 */
import { evidenceText } from '../lib/words/reasons';
import { implicationGraph } from '../lib/relations/closure';
import { parseQuestionsFile, type QuestionsFile } from './formats/parse-questions';
import { createLexicalIndex } from '../lib/language/look-alikes';
import { bestFor, eventsOfQuestions, type PairType, type Question } from './formats/questions';
import { proposeByRules } from '../lib/advisors/rules';
import type { Relation } from '../lib/domain/relation';
import { runEvaluation } from './relate-eval';
import { reviewedIn, templateIn } from './relate-venue';
import { readArguments, readJson, refuse } from './read-input';

/** Candidates for each question when the file names no pairs. */
const CANDIDATES = 20;

interface Proposal {
  readonly pair: readonly [string, string];
  readonly type: PairType;
  readonly advisor: string;
  readonly status: 'proven' | 'proposed';
  /** Absent where nothing is tied. */
  readonly by?: 'rule' | 'template';
  /** Sha-256 of the masked text, where the two are of one template; of the reviewed form, where that proves them. */
  readonly template?: string;
  readonly confidence: number;
  readonly evidence: readonly string[];
  readonly ms: number;
}

async function main(): Promise<void> {
  const { file, options, problem } = readArguments(['--json', '--eval']);
  if (problem) return refuse(problem);
  if (options.has('--eval')) return runEvaluation({ json: options.has('--json') });
  const input = readJson(file);
  if (!input.ok) return refuse(input.problem);
  const parsed = parseQuestionsFile(input.value);
  if (!parsed.ok) return refuse(parsed.problem);
  const proposals =
    parsed.value.pairs === null
      ? relateAll(parsed.value.questions)
      : relatePairs(parsed.value.questions, parsed.value.pairs);
  if (options.has('--json')) process.stdout.write(`${JSON.stringify({ format: 'facet-relations/1', proposals })}\n`);
  else
    for (const proposal of proposals)
      process.stdout.write(
        `${proposal.pair.join(' ')}  ${proposal.type}  ${proposal.status} by ${proposal.advisor}  ` +
          `${proposal.evidence[0] ?? ''}\n`,
      );
}

/** Each named pair by itself, so that a step of a ladder between the two cannot hide their tie. */
function relatePairs(questions: readonly Question[], pairs: NonNullable<QuestionsFile['pairs']>): readonly Proposal[] {
  const byId = new Map(questions.map((question) => [question.id, question] as const));
  return pairs.map(([first, second]) => {
    const started = performance.now();
    const both = [byId.get(first), byId.get(second)].flatMap((question) => (question ? [question] : []));
    const { events, idOf } = eventsOfQuestions(both);
    const [a = '', b = ''] = [first, second].map((id) => [...idOf].find(([, own]) => own === id)?.[0] ?? '');
    const found = bestFor(proposeByRules(events), a, b);
    return proposalOf({
      pair: [first, second],
      type: found?.type ?? 'none',
      relation: found?.relation ?? null,
      ms: performance.now() - started,
    });
  });
}

/**
 * All rule relations at once; then, among the pairs that the pre-filter names, those that are tied directly or by a
 * chain.
 */
function relateAll(questions: readonly Question[]): readonly Proposal[] {
  const started = performance.now();
  const { events, idOf } = eventsOfQuestions(questions);
  const relations = proposeByRules(events);
  const ms = (performance.now() - started) / Math.max(1, relations.length);
  const graph = implicationGraph(relations.filter((relation) => relation.status === 'proven'));
  const index = createLexicalIndex(
    events
      .flatMap((event) => event.conditions)
      .map((condition) => ({ id: condition.id, title: condition.question, description: condition.description })),
  );
  const byPair = new Map<string, Relation[]>();
  for (const relation of relations) {
    if (relation.body.type !== 'implies' && relation.body.type !== 'equivalent' && relation.body.type !== 'not')
      continue;
    const [a = '', b = ''] =
      relation.body.type === 'implies' ? [relation.body.if, relation.body.then] : relation.body.of;
    for (const key of [`${a} ${b}`, `${b} ${a}`]) byPair.set(key, [...(byPair.get(key) ?? []), relation]);
  }
  const proposals: Proposal[] = [];
  const seen = new Set<string>();
  for (const condition of events.flatMap((event) => event.conditions)) {
    for (const { id } of index.candidates(
      { id: condition.id, title: condition.question, description: condition.description },
      CANDIDATES,
    )) {
      const [a, b] = [condition.id as string, id].sort();
      if (a === undefined || b === undefined || seen.has(`${a} ${b}`)) continue;
      seen.add(`${a} ${b}`);
      const direct = bestFor(byPair.get(`${a} ${b}`) ?? [], a, b);
      const chain = direct ? null : (graph.path(a, b) ?? graph.path(b, a));
      if (!direct && !chain) continue;
      const type = direct ? direct.type : graph.path(a, b) ? 'implies' : 'implied-by';
      proposals.push(
        proposalOf({
          pair: [idOf.get(a) ?? a, idOf.get(b) ?? b],
          type,
          relation: direct?.relation ?? chain?.[0] ?? null,
          ms,
        }),
      );
    }
  }
  return proposals;
}

function proposalOf(found: {
  readonly pair: readonly [string, string];
  readonly type: PairType;
  readonly relation: Relation | null;
  readonly ms: number;
}): Proposal {
  const { pair, type, relation } = found;
  const rule = relation?.evidence.find((line) => line.startsWith('rule: '))?.slice(6) ?? '';
  const proven = relation?.status === 'proven';
  const reviewed = relation === null ? null : reviewedIn(relation);
  const template = reviewed ?? (relation === null ? null : (templateIn(relation)?.split(' ')[0] ?? null));
  return {
    pair,
    type,
    advisor: relation === null ? 'none' : (rule.split('/')[0] ?? 'rule'),
    status: proven ? 'proven' : 'proposed',
    ...(relation === null ? {} : { by: reviewed === null ? ('rule' as const) : ('template' as const) }),
    ...(template === null ? {} : { template }),
    // A proof is a proof of the texts; a proposal's number is the share that was right in the evaluation
    // (docs/how-to/relations.md).
    confidence: relation === null ? 0 : proven ? 1 : rule.startsWith('numeric') ? 0.95 : 0.8,
    evidence: relation === null ? [] : [relation.why, ...relation.evidence].map(evidenceText),
    ms: Math.round(found.ms * 1000) / 1000,
  };
}

await main();
