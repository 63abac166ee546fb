/** The relations as the side panel sees them. Reads everything, owns nothing. */
import type { Condition } from '../../domain/condition';
import type { Relation } from '../../domain/relation';
import { conditionKeysOf } from '../../domain/relation';
import type { Failure, Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type {
  RelationDetail,
  RelationMarketView,
  RelationRow,
  RelationsSummary,
  RelationsView,
  Shown,
} from '../../protocol/relations';
import type { RelationReview } from '../../relations/review';
import { hashTexts } from '../../relations/text-fingerprint';
import type { RelationHistory } from './history';
import { inOrder, isImported, linesOf, marketName, MAX_LINES, rowOf } from './relation-row';
import type { RegisterService } from './relations';
import { breaksOf, wordsOf } from './sentences';
import { failure as sentenceOf } from '../../words/failures';

/** A list longer than this is studied in the exported file. */
const MAX_ROWS = 100;
const MAX_MARKETS = 12;

export interface RelationViews {
  summary(): RelationsSummary;
  list(shown: Shown): RelationsView;
  detail(id: string): Promise<Result<RelationDetail>>;
}

interface Sources {
  readonly relations: RegisterService;
  readonly history: RelationHistory;
}

export function createRelationViews(sources: Sources): RelationViews {
  const { relations } = sources;
  let cached: { readonly revision: number; readonly rows: readonly RelationRow[] } | null = null;

  function rows(): readonly RelationRow[] {
    const revision = relations.revision();
    if (cached?.revision === revision) return cached.rows;
    const made = inOrder([...relations.register().values()].map((entry) => rowOf(entry, relations)));
    cached = { revision, rows: made };
    return made;
  }

  const count = (shown: Shown): number => rows().filter((row) => belongs(row, shown)).length;

  return {
    summary: () => ({
      revision: relations.revision(),
      waiting: count('waiting'),
      inForce: count('in-force'),
      heldBack: count('held-back'),
      problem: sentenceOfProblem(relations),
    }),
    list: (shown) => ({
      revision: relations.revision(),
      problem: sentenceOfProblem(relations),
      counts: {
        waiting: count('waiting'),
        'in-force': count('in-force'),
        'held-back': count('held-back'),
        rejected: count('rejected'),
        all: rows().length,
      },
      rows: rows()
        .filter((row) => belongs(row, shown))
        .slice(0, MAX_ROWS),
    }),
    detail: (id) => detailOf(id, sources),
  };
}

function belongs(row: RelationRow, shown: Shown): boolean {
  return shown === 'all' || row.standing === shown;
}

async function detailOf(id: string, { relations, history }: Sources): Promise<Result<RelationDetail>> {
  const entry = relations.register().get(id);
  if (!entry) return fail('unknown-relation', {});
  const { relation } = entry;
  const name = marketName(relations);
  const row = rowOf(entry, relations);
  const keys = conditionKeysOf(relation.body);
  const markets = keys.flatMap((key) => relations.conditionOf(key) ?? []);
  const check = await relations.check(relation);
  const past = history.of(relation.body);
  return ok({
    row,
    why: relation.why,
    // What a file calls a quote of the rules need not stand in them.
    quotes: isImported(entry) ? [] : linesOf(relation, 'quote: '),
    evidence: relation.evidence
      .filter((line) => !(isImported(entry) ? /^texts / : /^(?:texts|quote:|disagreement:) ?/).test(line))
      .slice(0, MAX_LINES),
    markets: markets.slice(0, MAX_MARKETS).map((condition) => marketOf(condition, relations)),
    missing: keys.length - markets.length,
    breaks: breaksOf(relation.body, name),
    clash: check.clash.map(({ body }) => wordsOf(body, name)),
    fixes: check.fixes.map(({ key, value }) => ({ market: name(key), value })),
    refuted: check.refuted,
    follows: check.follows.map(({ body }) => wordsOf(body, name)),
    history:
      past === null
        ? null
        : {
            sinceMs: past.sinceMs,
            moments: past.moments,
            broken: past.broken,
            deepestMicros: past.deepestMicros,
            longestMs: past.longestMs,
          },
    steps: entry.history,
    cannotAccept:
      relation.status === 'proposed'
        ? (sentenceOfProblem(relations) ?? whyNotAcceptable(relation, markets.length, check))
        : null,
  });
}

function marketOf(condition: Condition, relations: RegisterService): RelationMarketView {
  const event = relations.eventOf(condition.id);
  return {
    key: condition.id,
    question: condition.question,
    eventTitle: event?.title ?? '',
    eventSlug: event?.slug ?? '',
    rules: condition.description,
    source: condition.resolutionSource,
    endDate: condition.endDate,
    textHash: hashTexts(condition),
  };
}

/** `known`: how many of its markets are being read now. */
function whyNotAcceptable(relation: Relation, known: number, check: RelationReview): string | null {
  const members = conditionKeysOf(relation.body).length;
  if (members > known) return 'One of its markets is not being read now. Open its page, then look here again.';
  if (members > MAX_MARKETS) return 'It joins more markets than can be read side by side here.';
  if (check.refuted) return 'Markets that are resolved already show that it is false.';
  if (check.clash.length > 0) return 'It contradicts relations that are in force.';
  if (check.undecided) return 'Whether it can hold together with the relations in force could not be worked out.';
  if (check.fixes.length > 0)
    return 'It would leave an open market only one answer, which is nearly always a sign that it is wrong.';
  return null;
}

function sentenceOfProblem(relations: { readonly problem: () => Failure | null }): string | null {
  const problem = relations.problem();
  return problem === null ? null : sentenceOf(problem);
}
