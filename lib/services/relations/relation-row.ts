/** One relation as a line of the side panel's list. */
import type { Relation, RelationEntry } from '../../domain/relation';
import { conditionKeysOf } from '../../domain/relation';
import type { RelationRow, Standing } from '../../protocol/relations';
import type { RegisterService } from './relations';
import { wordsOf } from './sentences';

/** Lines of evidence of one kind that are shown. */
export const MAX_LINES = 30;

type Relations = Pick<RegisterService, 'conditionOf' | 'isInForce' | 'heldBack'>;

export function rowOf(entry: RelationEntry, relations: Relations): RelationRow {
  const { relation } = entry;
  const standing = standingOf(relation, relations);
  return {
    id: relation.id,
    version: relation.version,
    type: relation.body.type,
    source: relation.source,
    status: relation.status,
    standing,
    ...(isImported(entry) ? { imported: true } : {}),
    words: wordsOf(relation.body, marketName(relations)),
    standingSentence: standingSentence(standing, relation, relations),
    disagreements: isImported(entry) ? [] : linesOf(relation, 'disagreement: '),
    updatedAtMs: entry.history.at(-1)?.atMs ?? 0,
  };
}

export function marketName(relations: Pick<Relations, 'conditionOf'>): (key: string) => string {
  return (key) => relations.conditionOf(key)?.question ?? 'a market that is not being read now';
}

function standingOf(relation: Relation, relations: Relations): Standing {
  if (relation.status === 'rejected' || relation.status === 'retired') return relation.status;
  if (conditionKeysOf(relation.body).some((key) => relations.conditionOf(key) === null)) return 'unwatched';
  if (relation.status === 'proposed') return 'waiting';
  return relations.isInForce(relation.id) ? 'in-force' : 'held-back';
}

function standingSentence(standing: Standing, relation: Relation, relations: Relations): string {
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
      return `Held back, used for nothing. ${relations.heldBack(relation.id)?.sentence ?? STILL_COMPARED}`;
    case 'rejected':
      return 'Rejected by you. It does not come back.';
    case 'retired':
      return 'Over: its texts changed, or it no longer follows from them.';
    case 'unwatched':
      return 'Its markets are not all being read now, so it is used for nothing.';
  }
}

const STILL_COMPARED = 'It is being compared with the other relations, or its texts are being read again.';

const ORDER: Readonly<Record<Standing, number>> = {
  waiting: 0,
  'held-back': 1,
  'in-force': 2,
  unwatched: 3,
  rejected: 4,
  retired: 5,
};

/** What waits for the user first, then the newest. */
export function inOrder(rows: readonly RelationRow[]): readonly RelationRow[] {
  return [...rows].sort(
    (a, b) => ORDER[a.standing] - ORDER[b.standing] || b.updatedAtMs - a.updatedAtMs || (a.id < b.id ? -1 : 1),
  );
}

export function isImported({ history }: RelationEntry): boolean {
  return history[0]?.because === 'imported';
}

export function linesOf(relation: Relation, prefix: string): readonly string[] {
  return relation.evidence
    .filter((line) => line.startsWith(prefix))
    .map((line) => line.slice(prefix.length))
    .slice(0, MAX_LINES);
}
