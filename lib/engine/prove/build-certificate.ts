/**
 * A rounded trade as a certificate: plain data, integers only, with every relation that bounds the outcome space by id
 * and version.
 */
import { coded } from '../../domain/reasons';
import {
  DERIVED_PREFIX,
  type Certificate,
  type CertificateBook,
  type CertificateRule,
  type Leg,
} from '../../domain/basket';
import { inventoryKey, type Instance } from '../../domain/instance';
import type { Relation, RelationSource } from '../../domain/relation';
import { moneyMicros } from '../../domain/units';
import { at, own, sumOf } from '../../domain/arrays';
import type { Trade } from '../lp/trade';
import type { Clique } from '../space/cliques';
import type { Atom } from '../space/search';
import type { OutcomeSpace, SpaceRow } from '../space/space';

export interface CertificateRequest {
  readonly instance: Instance;
  readonly space: OutcomeSpace;
  readonly trade: Trade;
  readonly worst: Atom;
  /** Leg patterns where only enumeration proves the trade's floor, else null. */
  readonly enumeration: readonly Readonly<Record<string, boolean>>[] | null;
}

export function buildCertificate({ instance, space, trade, worst, enumeration }: CertificateRequest): Certificate {
  const legs = trade.legs.map(({ lane, walk }): Leg => ({
    condition: lane.key,
    token: lane.token,
    side: lane.side,
    sizeMicros: walk.sizeMicros,
    limitPriceMicros: walk.worstPriceMicros,
    fills: walk.fills,
    costMicros: walk.costMicros,
    feeMicros: walk.feeMicros,
    costAtLimitMicros: walk.costAtLimitMicros,
    feeAtLimitMicros: walk.feeAtLimitMicros,
  }));
  const byKey = new Map(instance.conditions.map((condition) => [condition.key, condition]));
  const sells = legs.filter((leg) => leg.side === 'sell');
  return {
    format: 'facet-certificate/1',
    conditions: space.keys.flatMap((key) => {
      const condition = byKey.get(key);
      return condition ? [{ key, fee: condition.fee }] : [];
    }),
    rules: rulesOf(space, trade.multipliers),
    legs,
    books: booksOf(instance, legs),
    inventory: Object.fromEntries(
      sells.map((leg) => [
        inventoryKey(leg.condition, leg.token),
        own(instance.inventory, inventoryKey(leg.condition, leg.token)) ?? 0,
      ]),
    ),
    voids: instance.voids,
    floorMicros: moneyMicros(trade.floorMicros),
    costMicros: moneyMicros(sumOf(legs.map((leg) => (leg.side === 'buy' ? leg.costMicros : -leg.costMicros)))),
    feesMicros: moneyMicros(sumOf(legs.map((leg) => leg.feeMicros))),
    edgeMicros: moneyMicros(trade.edgeMicros),
    edgeAtLimitsMicros: moneyMicros(trade.edgeAtLimitsMicros),
    worst: Object.fromEntries(space.keys.map((key, index) => [key, at(worst, index) === 1])),
    enumeration,
  };
}

function booksOf(instance: Instance, legs: readonly Leg[]): readonly CertificateBook[] {
  const books = new Map<string, CertificateBook>();
  for (const { condition, token } of legs) {
    const side = own(instance.books, condition)?.[token];
    if (side)
      books.set(inventoryKey(condition, token), { condition, token, hash: side.hash, verifiedAtMs: side.verifiedAtMs });
  }
  return [...books.values()];
}

function rulesOf(space: OutcomeSpace, multipliers: Float64Array): readonly CertificateRule[] {
  const rules: CertificateRule[] = [];
  const listed = new Set<Relation>();
  const firstRow = new Map<Relation, SpaceRow>();
  space.rows.forEach((row, index) => {
    const multiplier = at(multipliers, index);
    if (row.origin.kind === 'relation' && !firstRow.has(row.origin.relation)) firstRow.set(row.origin.relation, row);
    if (multiplier === 0) return;
    rules.push(ruleOf(space, row, multiplier));
    if (row.origin.kind === 'relation') listed.add(row.origin.relation);
  });
  for (const relation of space.relations) {
    if (listed.has(relation)) continue;
    const row = firstRow.get(relation);
    if (row) rules.push(unusedRule(space, row));
  }
  return rules;
}

/**
 * Most rules of a large component have no multiplier and are the same in every certificate; a row belongs to one space
 * for good.
 */
const unused = new WeakMap<SpaceRow, CertificateRule>();

function unusedRule(space: OutcomeSpace, row: SpaceRow): CertificateRule {
  const known = unused.get(row);
  if (known) return known;
  const rule = ruleOf(space, row, 0);
  unused.set(row, rule);
  return rule;
}

/** An equality used from above is the negated row. */
function ruleOf(space: OutcomeSpace, row: SpaceRow, multiplier: number): CertificateRule {
  const sign = multiplier < 0 ? -1 : 1;
  return {
    ...provenance(row),
    terms: Array.from(
      row.indices,
      (index, position) => [at(space.keys, index), sign * at(row.coefficients, position)] satisfies [string, number],
    ),
    atLeast: row.atLeast === 0 ? 0 : sign * row.atLeast,
    multiplierMicros: Math.abs(multiplier),
  };
}

function provenance(
  row: SpaceRow,
): Pick<CertificateRule, 'relationId' | 'relationVersion' | 'source' | 'body' | 'why'> {
  if (row.origin.kind === 'clique') return cliqueProvenance(row.origin.clique);
  const { id, version, source, body, why } = row.origin.relation;
  return { relationId: id, relationVersion: version, source, body, why };
}

const LEAST_TRUSTED_FIRST: readonly RelationSource[] = ['llm', 'user', 'rule', 'structure'];

function cliqueProvenance(clique: Clique): ReturnType<typeof provenance> {
  return {
    relationId: `${DERIVED_PREFIX}${clique.from.map(({ id }) => id).join('+')}`,
    relationVersion: Math.max(...clique.from.map(({ version }) => version)),
    source: LEAST_TRUSTED_FIRST.find((source) => clique.from.some((relation) => relation.source === source)) ?? 'llm',
    body: { type: 'excludes', of: clique.of },
    why: coded('each-two-exclude'),
  };
}
