/** Certificates of independent components put together: floors, costs and edges add up, and so do the proofs. */
import type { Certificate } from '../../domain/basket';
import { moneyMicros } from '../../domain/units';
import { sumOf } from '../../domain/arrays';

export function mergeCertificates(certificates: readonly Certificate[]): Certificate | null {
  const first = certificates[0];
  if (!first || certificates.length === 1) return first ?? null;
  const add = (amount: (certificate: Certificate) => number) => moneyMicros(sumOf(certificates.map(amount)));
  const enumerated = certificates.flatMap(({ enumeration }) => enumeration ?? []);
  return {
    ...first,
    conditions: certificates.flatMap(({ conditions }) => conditions),
    rules: certificates.flatMap(({ rules }) => rules),
    legs: certificates.flatMap(({ legs }) => legs),
    books: certificates.flatMap(({ books }) => books),
    inventory: Object.assign({}, ...certificates.map(({ inventory }) => inventory)),
    floorMicros: add(({ floorMicros }) => floorMicros),
    costMicros: add(({ costMicros }) => costMicros),
    feesMicros: add(({ feesMicros }) => feesMicros),
    edgeMicros: add(({ edgeMicros }) => edgeMicros),
    edgeAtLimitsMicros: add(({ edgeAtLimitsMicros }) => edgeAtLimitsMicros),
    worst: Object.assign({}, ...certificates.map(({ worst }) => worst)),
    enumeration: enumerated.length > 0 ? enumerated : null,
  };
}
