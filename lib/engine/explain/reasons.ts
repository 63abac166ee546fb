/** What a proof rests on, as data: built from what the multipliers used, never from the venue's texts. */
import type { Certificate, CertificateRule, Leg } from '../../domain/basket';
import type { Consequence } from '../../domain/proof';
import type { RelationBody, RelationSource } from '../../domain/relation';

export interface Reason {
  readonly body: RelationBody;
  readonly consequence: Consequence | null;
  readonly source: RelationSource;
  readonly relationId: string;
}

/** One for each relation that the proof uses, heaviest first. */
export function reasonsOf(certificate: Certificate): readonly Reason[] {
  const heaviest = new Map<string, CertificateRule>();
  for (const rule of certificate.rules) {
    const known = heaviest.get(rule.relationId);
    if (rule.multiplierMicros > 0 && (!known || known.multiplierMicros < rule.multiplierMicros))
      heaviest.set(rule.relationId, rule);
  }
  return [...heaviest.values()]
    .sort((a, b) => b.multiplierMicros - a.multiplierMicros)
    .map(({ body, source, relationId }) => ({
      body,
      consequence: consequenceFor(body, certificate.legs),
      source,
      relationId,
    }));
}

function consequenceFor(body: RelationBody, legs: readonly Leg[]): Consequence | null {
  const bought = (key: string, token: Leg['token']): boolean =>
    legs.some((leg) => leg.condition === key && leg.token === token && leg.side === 'buy');
  switch (body.type) {
    case 'excludes':
    case 'exactly-one': {
      if (body.of.filter((key) => bought(key, 'no')).length > 1) return 'one-no-fails';
      return body.type === 'exactly-one' && body.of.every((key) => bought(key, 'yes')) ? 'one-yes-pays' : null;
    }
    case 'at-least-one':
      return body.of.every((key) => bought(key, 'yes')) ? 'a-yes-pays' : null;
    case 'implies':
      return bought(body.if, 'no') && bought(body.then, 'yes') ? 'no-or-yes-pays' : null;
    case 'equivalent':
    case 'not':
    case 'and':
    case 'or':
    case 'difference':
    case 'count':
    case 'majority':
    case 'linear':
    case 'settled':
      return null;
  }
}
