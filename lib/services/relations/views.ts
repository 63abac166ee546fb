/** The relations as the side panel sees them. Reads everything, owns nothing. */
import type { Condition } from '../../domain/condition';
import type { Relation } from '../../domain/relation';
import { conditionKeysOf } from '../../domain/relation';
import type { Failure, Result } from '../../domain/result';
import { fail, failureOf, ok } from '../../domain/result';
import type {
  RelationDetail,
  RelationMarketView,
  RelationRow,
  RelationsSummary,
  RelationsView,
  Shown,
  TieObstacle,
} from '../../protocol/relations';
import { templateOf } from '../../relations/accepted-templates';
import type { RelationReview } from '../../relations/review';
import { hashTexts } from '../../relations/text-fingerprint';
import type { RelationHistory } from './history';
import { inOrder, isImported, linesOf, MAX_LINES, namesFor, rowOf } from './relation-row';
import type { RegisterService } from './relations';
import { saysOf } from './says';

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
    const entries = relations.register();
    const made = inOrder([...entries.values()].map((entry) => rowOf(entry, relations)));
    cached = { revision, rows: oneOfEach(made, (id) => templateOf(entries.get(id))) };
    return cached.rows;
  }

  /** One that cannot be read costs itself alone. */
  function problem(): Failure | null {
    const ties = relations.unreadable();
    return relations.problem() ?? (ties === 0 ? null : failureOf('ties-unread', { ties }));
  }

  const count = (shown: Shown): number => rows().filter((row) => belongs(row, shown)).length;

  return {
    summary: () => ({
      revision: relations.revision(),
      waiting: count('waiting'),
      inForce: count('in-force'),
      heldBack: count('held-back'),
      problem: problem(),
    }),
    list: (shown) => ({
      revision: relations.revision(),
      problem: problem(),
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
  return shown === 'all' || (row.standing === shown && !(shown === 'waiting' && BEHIND.has(row)));
}

/** Rows that wait behind another one of their template, which one card stands for. */
const BEHIND = new WeakSet<RelationRow>();

/** Of what waits, the first of each template says how many others its acceptance covers. */
function oneOfEach(rows: readonly RelationRow[], templateOfRow: (id: string) => string | null): readonly RelationRow[] {
  const first = new Map<string, RelationRow>();
  const others = new Map<RelationRow, number>();
  for (const row of rows) {
    const template = row.standing === 'waiting' ? templateOfRow(row.id) : null;
    if (template === null) continue;
    const card = first.get(template);
    if (card === undefined) first.set(template, row);
    else {
      BEHIND.add(row);
      others.set(card, (others.get(card) ?? 0) + 1);
    }
  }
  return rows.map((row) => {
    const covers = others.get(row);
    return covers === undefined ? row : { ...row, covers };
  });
}

async function detailOf(id: string, { relations, history }: Sources): Promise<Result<RelationDetail>> {
  const entry = relations.register().get(id);
  if (!entry) return fail('unknown-relation', {});
  const { relation } = entry;
  const template = templateOf(entry);
  const covers = [...relations.register().values()].filter(
    (other) => other !== entry && other.relation.status === 'proposed' && templateOf(other) === template,
  ).length;
  const row = { ...rowOf(entry, relations), ...(template === null ? {} : { covers }) };
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
    clash: check.clash.map(({ body }) => saysOf(body, namesFor(body, relations))),
    fixes: check.fixes.map(({ key, value }) => ({ market: relations.conditionOf(key)?.question ?? '', value })),
    refuted: check.refuted,
    follows: check.follows.map(({ body }) => saysOf(body, namesFor(body, relations))),
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
        ? (obstacleOf(relations.problem()) ?? whyNotAcceptable(relation, markets.length, check))
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

function obstacleOf(failure: Failure | null): TieObstacle | null {
  return failure === null ? null : { code: 'failed', failure };
}

/** `known`: how many of its markets are being read now. */
function whyNotAcceptable(relation: Relation, known: number, check: RelationReview): TieObstacle | null {
  const members = conditionKeysOf(relation.body).length;
  if (members > known) return { code: 'market-unwatched' };
  if (members > MAX_MARKETS) return { code: 'too-many-markets' };
  if (check.refuted) return { code: 'refuted' };
  if (check.clash.length > 0) return { code: 'clash' };
  if (check.undecided) return { code: 'unchecked' };
  return check.fixes.length > 0 ? { code: 'fixes-open' } : null;
}
