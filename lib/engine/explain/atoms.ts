/** The outcomes a proof card shows: which truths are possible for the legs, and what the basket pays in each. */
import type { Certificate } from '../../domain/basket';
import { at } from '../../domain/arrays';
import { holdingsOf } from '../sizing/partial';
import { relationsIn } from '../sizing/void-worst';
import { enumerateAtoms, type Atom } from '../space/search';
import { buildSpace } from '../space/space';

export interface AtomPayoff {
  /** Keys of the legs' conditions that come true. */
  readonly happened: readonly string[];
  readonly payoffMicros: number;
  readonly worst: boolean;
}

/** More atoms than this are not enumerated for a card. */
const MAX_ENUMERATED = 4096;

/**
 * One line per distinct pattern of the legs' conditions, least payoff first, at most `limit`. Where the space is too
 * large to enumerate, the certificate's worst atom alone.
 */
export function atomPayoffs(certificate: Certificate, limit: number): readonly AtomPayoff[] {
  const held = holdingsOf(certificate.legs);
  const keys = certificate.conditions.map(({ key }) => key);
  const space = buildSpace(keys, relationsIn(certificate));
  const atoms: readonly Atom[] = enumerateAtoms(space, MAX_ENUMERATED) ?? [
    Int8Array.from(keys, (key) => (certificate.worst[key] ? 1 : 0)),
  ];
  const patterns = new Map<string, AtomPayoff>();
  let least = Infinity;
  for (const atom of atoms) {
    const happened = keys.filter((key, index) => held.has(key) && at(atom, index) === 1);
    let payoff = 0;
    keys.forEach((key, index) => {
      const shares = held.get(key);
      if (shares) payoff += at(atom, index) === 1 ? shares.yes : shares.no;
    });
    least = Math.min(least, payoff);
    patterns.set(happened.join('\n'), {
      happened,
      payoffMicros: payoff,
      worst: false,
    });
  }
  return [...patterns.values()]
    .map((line) => ({ ...line, worst: line.payoffMicros === least }))
    .sort((a, b) => a.payoffMicros - b.payoffMicros)
    .slice(0, limit);
}
