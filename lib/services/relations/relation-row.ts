/** One relation as a line of the side panel's list. */
import type { Relation, RelationBody, RelationEntry } from '../../domain/relation';
import { conditionKeysOf } from '../../domain/relation';
import type { MarketName, RelationRow, Standing, TieStanding } from '../../protocol/relations';
import type { RegisterService } from './relations';
import { IMPORTED } from '../../relations/accepted-templates';
import { saysOf } from './says';

/** Lines of evidence of one kind that are shown. */
export const MAX_LINES = 30;

type Relations = Pick<RegisterService, 'conditionOf' | 'eventOf' | 'isInForce' | 'heldBack'>;

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
    says: saysOf(relation.body, namesFor(relation.body, relations)),
    because: factOf(standing, relation, relations),
    disagreements: isImported(entry) ? [] : linesOf(relation, 'disagreement: '),
    updatedAtMs: entry.history.at(-1)?.atMs ?? 0,
  };
}

type Catalogue = Pick<RegisterService, 'conditionOf' | 'eventOf'>;

/** Names for what is said of these markets: with their events where they stand in more than one. */
export function namesFor(body: RelationBody, relations: Catalogue): (key: string) => MarketName {
  const keys = conditionKeysOf(body);
  const several = new Set(keys.map((key) => relations.eventOf(key)?.id ?? '')).size > 1;
  return (key) => {
    const market = relations.conditionOf(key)?.question ?? null;
    const event = relations.eventOf(key)?.title ?? '';
    return several && event !== '' && !sameTitle(event, market ?? '') ? { market, event } : { market };
  };
}

function sameTitle(a: string, b: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return plain(a) === plain(b);
}

function standingOf(relation: Relation, relations: Relations): Standing {
  if (relation.status === 'rejected' || relation.status === 'retired') return relation.status;
  if (conditionKeysOf(relation.body).some((key) => relations.conditionOf(key) === null)) return 'unwatched';
  if (relation.status === 'proposed') return 'waiting';
  return relations.isInForce(relation.id) ? 'in-force' : 'held-back';
}

function factOf(standing: Standing, relation: Relation, relations: Relations): TieStanding {
  switch (standing) {
    case 'in-force':
      return {
        code: relation.status === 'accepted' ? 'accepted' : relation.source === 'structure' ? 'construction' : 'proven',
      };
    case 'held-back':
      return relations.heldBack(relation.id)?.fact ?? { code: 'still-compared' };
    case 'waiting':
    case 'rejected':
    case 'retired':
    case 'unwatched':
      return { code: standing };
  }
}

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
  return history[0]?.because === IMPORTED;
}

export function linesOf(relation: Relation, prefix: string): readonly string[] {
  return relation.evidence
    .filter((line) => line.startsWith(prefix))
    .map((line) => line.slice(prefix.length))
    .slice(0, MAX_LINES);
}
