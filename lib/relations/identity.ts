/** Makes relations with stable ids, so that the same tie found twice, or after a restart, is the same record. */
import type { Relation, RelationBody, RelationSource, RelationStatus } from '../domain/relation';
import { flat } from '../domain/flat';
import { sha256Hex } from './sha256';

/** 96 bits: far beyond accident for the relations one browser ever sees, short enough to read. */
const ID_HEX = 24;

export interface RelationDraft {
  readonly body: RelationBody;
  readonly source: RelationSource;
  readonly status: RelationStatus;
  readonly why: string;
  readonly evidence: readonly string[];
}

/** Version 1: the lifecycle raises it when evidence changes under a known id. */
export function makeRelation(draft: RelationDraft): Relation {
  const { body, source, status, why, evidence } = draft;
  return {
    id: relationId(body, source),
    version: 1,
    body,
    source,
    status,
    why: flat(why),
    evidence: evidence.map(flat),
  };
}

export function relationId(body: RelationBody, source: RelationSource): string {
  return flat(`${source}-${body.type}-${sha256Hex(canonicalBody(body)).slice(0, ID_HEX)}`);
}

/** Equal text for bodies that say the same, whatever they are called: of two markets, "not" is "exactly one". */
export function meaningOf(body: RelationBody): string {
  const known = MEANINGS.get(body);
  if (known !== undefined) return known;
  const meaning = canonicalBody(body.type === 'not' ? { type: 'exactly-one', of: body.of } : body);
  MEANINGS.set(body, meaning);
  return meaning;
}

/**
 * A register may hold thousands of rejections, and each is compared with every new proposal; bodies are never changed
 * in place.
 */
const MEANINGS = new WeakMap<RelationBody, string>();

/** Equal text for bodies that say the same: members of symmetric relations are sorted. */
export function canonicalBody(body: RelationBody): string {
  switch (body.type) {
    case 'implies':
      return JSON.stringify([body.type, body.if, body.then]);
    case 'excludes':
    case 'exactly-one':
    case 'at-least-one':
    case 'equivalent':
    case 'not':
      return JSON.stringify([body.type, [...body.of].sort()]);
    case 'and':
    case 'or':
      return JSON.stringify([body.type, body.result, [...body.of].sort()]);
    case 'difference':
      return JSON.stringify([body.type, body.result, body.of]);
    case 'count':
      return JSON.stringify([body.type, [...body.of].sort(), sortedEntries(body.exactly)]);
    case 'majority':
      return JSON.stringify([body.type, body.result, sortedEntries(body.weights), body.atLeast]);
    case 'linear':
      return JSON.stringify([body.type, [...body.terms].sort(([a], [b]) => (a < b ? -1 : 1)), body.atLeast]);
    case 'settled':
      return JSON.stringify([body.type, body.of, body.value]);
  }
}

function sortedEntries<T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Every relation once: where several rules say the same, a proof wins over a proposal. */
export function strongest(relations: readonly Relation[]): readonly Relation[] {
  const byId = new Map<string, Relation>();
  for (const relation of relations) {
    const known = byId.get(relation.id);
    if (known === undefined || (known.status === 'proposed' && relation.status === 'proven'))
      byId.set(relation.id, relation);
  }
  return [...byId.values()];
}
