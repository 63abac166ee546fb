/**
 * The edge of a basket when one condition is voided: both of its tokens pay half, and the relations it is in may fail
 * (docs/maths.md 3.3).
 */
import { isDerived, type Certificate } from '../../domain/basket';
import { conditionKeysOf, type Relation } from '../../domain/relation';
import { moneyMicros, type MoneyMicros } from '../../domain/units';
import { at } from '../../domain/arrays';
import { leastAtom } from '../oracle/least-atom';
import { componentsOf } from '../../relations/components';
import { buildSpace } from '../space/space';
import { holdingsOf } from './partial';

const NODES = 20_000;

/**
 * Least edge at the limits over every single void, micros; never above the certificate's own. Where the search gives
 * up, the bound that needs no search is used (every other share pays its worse side).
 */
export function voidWorst(certificate: Certificate): MoneyMicros {
  const held = holdingsOf(certificate.legs);
  const relations = relationsIn(certificate);
  const cost = certificate.floorMicros - certificate.edgeAtLimitsMicros;
  const keys = certificate.conditions.map(({ key }) => key);
  let worst: number = certificate.edgeAtLimitsMicros;
  for (const voided of keys) {
    // Relations of the voided condition are suspended as far as they need it; the worst cases of the components left
    // add up.
    const left = relations.flatMap((relation) => withoutVoided(relation, voided));
    const shares = held.get(voided) ?? { yes: 0, no: 0 };
    let payoff = Math.floor((shares.yes + shares.no) / 2);
    for (const component of componentsOf(
      keys.filter((key) => key !== voided),
      left,
    ))
      payoff += leastPayoff(component.keys, component.relations, held);
    worst = Math.min(worst, payoff - cost);
  }
  return moneyMicros(worst);
}

/**
 * What a relation still says when one of its members is voided. That the others exclude each other does not hang on the
 * voided one (sum y <= 1 + v with y = 1/2 leaves the rest at most one); that one of them happens does.
 */
function withoutVoided(relation: Relation, voided: string): readonly Relation[] {
  const { body } = relation;
  if (!conditionKeysOf(body).includes(voided)) return [relation];
  if (body.type !== 'excludes' && body.type !== 'exactly-one') return [];
  const of = body.of.filter((key) => key !== voided);
  return of.length > 1 ? [{ ...relation, body: { type: 'excludes', of } }] : [];
}

function leastPayoff(
  keys: readonly string[],
  relations: readonly Relation[],
  held: ReturnType<typeof holdingsOf>,
): number {
  const shares = keys.map((key) => held.get(key) ?? { yes: 0, no: 0 });
  if (shares.every(({ yes, no }) => yes === 0 && no === 0)) return 0;
  const space = buildSpace(keys, relations);
  const net = Float64Array.from(shares, ({ yes, no }) => yes - no);
  const least = leastAtom({ space, net, multipliers: null, nodeLimit: NODES, tolerance: 0 });
  const constant = shares.reduce((sum, { no }) => sum + no, 0);
  return (
    constant + (least?.proven ? least.value : shares.reduce((sum, _, index) => sum + Math.min(0, at(net, index)), 0))
  );
}

/** The certificate's own relations; derived rules follow from them. */
export function relationsIn(certificate: Certificate): readonly Relation[] {
  const relations = new Map<string, Relation>();
  for (const rule of certificate.rules) {
    const { relationId, relationVersion, source, body, why } = rule;
    if (!isDerived(rule))
      relations.set(relationId, {
        id: relationId,
        version: relationVersion,
        body,
        source,
        status: 'accepted',
        why,
        evidence: [],
      });
  }
  return [...relations.values()];
}
