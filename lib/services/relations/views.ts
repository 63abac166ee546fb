/** The relations as the side panel sees them. Reads everything, owns nothing. */
import type { Condition } from '../../domain/condition';
import type { Relation } from '../../domain/relation';
import { conditionKeysOf } from '../../domain/relation';
import type { Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { RelationEntry, RelationLogic } from '../../ports/relation-logic';
import type {
  RelationDetail,
  RelationMarketView,
  RelationRow,
  RelationsSummary,
  RelationsView,
  Shown,
  Standing,
} from '../../protocol/relations';
import type { RelationHistory } from './history';
import type { RelationDesk } from './relations';
import { breaksOf, wordsOf } from './sentences';

/** A list longer than this is studied in the exported file. */
const MAX_ROWS = 100;
const MAX_MARKETS = 12;
const MAX_LINES = 30;

export interface RelationViews {
  summary(): RelationsSummary;
  list(shown: Shown): RelationsView;
  detail(id: string): Promise<Result<RelationDetail>>;
}

export function createRelationViews(sources: {
  readonly relations: RelationDesk;
  readonly history: RelationHistory;
  readonly logic: RelationLogic;
}): RelationViews {
  const { relations, history, logic } = sources;
  let cached: { readonly revision: number; readonly rows: readonly RelationRow[] } | null = null;

  const name = (key: string): string => relations.conditionOf(key)?.question ?? 'a market that is not being read now';

  function standingOf(relation: Relation): Standing {
    if (relation.status === 'rejected' || relation.status === 'retired') return relation.status;
    if (conditionKeysOf(relation.body).some((key) => relations.conditionOf(key) === null)) return 'unwatched';
    if (relation.status === 'proposed') return 'waiting';
    return relations.isInForce(relation.id) ? 'in-force' : 'held-back';
  }

  function rowOf(entry: RelationEntry): RelationRow {
    const { relation } = entry;
    const standing = standingOf(relation);
    return {
      id: relation.id,
      version: relation.version,
      type: relation.body.type,
      source: relation.source,
      status: relation.status,
      standing,
      ...(isImported(entry) ? { imported: true } : {}),
      words: wordsOf(relation.body, name),
      standingSentence: sentence(standing, relation),
      disagreements: isImported(entry) ? [] : linesOf(relation, 'disagreement: '),
      updatedAtMs: entry.history.at(-1)?.atMs ?? 0,
    };
  }

  function sentence(standing: Standing, relation: Relation): string {
    switch (standing) {
      case 'waiting':
        return 'Waits for your judgement. It is used for nothing until you accept it.';
      case 'in-force':
        return relation.status === 'accepted'
          ? 'In force because you accepted it.'
          : relation.source === 'structure'
            ? "In force: Polymarket's own construction."
            : 'In force: proven from the rule texts.';
      case 'held-back':
        return `Held back, used for nothing. ${relations.heldBack(relation.id)?.sentence ?? 'It is being compared with the other relations, or its texts are being read again.'}`;
      case 'rejected':
        return 'Rejected by you. It does not come back.';
      case 'retired':
        return 'Over: its texts changed, or it no longer follows from them.';
      case 'unwatched':
        return 'Its markets are not all being read now, so it is used for nothing.';
    }
  }

  function rows(): readonly RelationRow[] {
    const revision = relations.revision();
    if (cached?.revision === revision) return cached.rows;
    const made = [...relations.book().values()]
      .map(rowOf)
      .sort((a, b) => ORDER[a.standing] - ORDER[b.standing] || b.updatedAtMs - a.updatedAtMs || (a.id < b.id ? -1 : 1));
    cached = { revision, rows: made };
    return made;
  }

  const count = (shown: Shown): number => rows().filter((row) => belongs(row, shown)).length;

  function marketOf(condition: Condition): RelationMarketView {
    const event = relations.eventOf(condition.id);
    return {
      key: condition.id,
      question: condition.question,
      eventTitle: event?.title ?? '',
      eventSlug: event?.slug ?? '',
      rules: condition.description,
      source: condition.resolutionSource,
      endDate: condition.endDate,
      textHash: logic.textHash(condition),
    };
  }

  async function detail(id: string): Promise<Result<RelationDetail>> {
    const entry = relations.book().get(id);
    if (!entry) return fail('unknown-relation', 'This relation is not known any more.');
    const { relation } = entry;
    const row = rowOf(entry);
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
      markets: markets.slice(0, MAX_MARKETS).map(marketOf),
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
        relation.status !== 'proposed'
          ? null
          : (relations.problem() ??
            (keys.length > markets.length
              ? 'One of its markets is not being read now. Open its page, then look here again.'
              : keys.length > MAX_MARKETS
                ? 'It joins more markets than can be read side by side here.'
                : check.refuted
                  ? 'Markets that are resolved already show that it is false.'
                  : check.clash.length > 0
                    ? 'It contradicts relations that are in force.'
                    : check.undecided
                      ? 'Whether it can hold together with the relations in force could not be worked out.'
                      : check.fixes.length > 0
                        ? 'It would leave an open market only one answer, which is nearly always a sign that it is wrong.'
                        : null)),
    });
  }

  return {
    summary: () => ({
      revision: relations.revision(),
      waiting: count('waiting'),
      inForce: count('in-force'),
      heldBack: count('held-back'),
      problem: relations.problem(),
    }),
    list: (shown) => ({
      revision: relations.revision(),
      problem: relations.problem(),
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
    detail,
  };
}

const ORDER: Readonly<Record<Standing, number>> = {
  waiting: 0,
  'held-back': 1,
  'in-force': 2,
  unwatched: 3,
  rejected: 4,
  retired: 5,
};

function isImported({ history }: RelationEntry): boolean {
  return history[0]?.because === 'imported';
}

function belongs(row: RelationRow, shown: Shown): boolean {
  return shown === 'all' || row.standing === shown;
}

function linesOf(relation: Relation, prefix: string): readonly string[] {
  return relation.evidence
    .filter((line) => line.startsWith(prefix))
    .map((line) => line.slice(prefix.length))
    .slice(0, MAX_LINES);
}
