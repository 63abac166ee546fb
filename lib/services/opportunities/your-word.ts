/** On how many ties that hold only because the user accepted them the floor of a basket rests. */
import type { Certificate, CertificateRule } from '../../domain/basket';
import { relationIdsOf } from '../../domain/basket';
import type { Relation } from '../../domain/relation';

/** Construction and rules prove; a model's word or the user's own counts because the user accepted it. */
export function isYourWord({ source, status }: Pick<Relation, 'source' | 'status'>): boolean {
  return status === 'accepted' || source === 'user' || source === 'llm';
}

/** Ids of the relations on which the floor rests. Where patterns were listed, every relation bounds them. */
export function relationsUnder(certificate: Certificate): ReadonlySet<string> {
  const carries = ({ multiplierMicros }: CertificateRule): boolean =>
    multiplierMicros > 0 || certificate.enumeration !== null;
  return new Set(certificate.rules.filter(carries).flatMap(relationIdsOf));
}

/** `relations`: those in force now, which know who accepted them; what is unknown there counts by its source. */
export function acceptedTiesOf(certificate: Certificate, relations: readonly Relation[]): number {
  const known = new Map(relations.map((relation) => [relation.id, relation] as const));
  const listed = new Map(certificate.rules.map((rule) => [rule.relationId, rule] as const));
  return [...relationsUnder(certificate)].filter((id) => {
    const relation = known.get(id);
    const source = relation?.source ?? listed.get(id)?.source;
    return source !== undefined && isYourWord({ source, status: relation?.status ?? 'proven' });
  }).length;
}
