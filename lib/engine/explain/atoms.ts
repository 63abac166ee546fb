/** The outcomes a proof card shows: which truths are possible for the legs, and what the basket pays in each. */
import type { Certificate } from '../../domain/basket';
import { at } from '../../domain/arrays';
import { holdingsOf } from '../sizing/partial';
import { relationsIn } from '../sizing/void-worst';
import { enumerateAtoms, type Atom } from '../space/search';
import { buildSpace } from '../space/space';

export interface AtomPayoff {
  /** Keys of the legs' conditions that come true, without those that follow from another of them. */
  readonly happened: readonly string[];
  /** Keys of those that do not, as far as only they tell it from the others. */
  readonly not: readonly string[];
  /** Keys of all the legs' conditions that come true. */
  readonly all: readonly string[];
  readonly payoffMicros: number;
  readonly worst: boolean;
}

export interface AtomPayoffs {
  /** Least payoff first. */
  readonly atoms: readonly AtomPayoff[];
  /**
   * Keys of the legs' conditions from the one that implies all others to the one that all imply; null where they are no
   * such chain, or where not every outcome was looked at.
   */
  readonly chain: readonly string[] | null;
}

/** More atoms than this are not enumerated for a card. */
const MAX_ENUMERATED = 4096;

/**
 * One line per distinct pattern of the legs' conditions, at most `limit`. Where the space is too large to enumerate,
 * the certificate's worst atom alone.
 */
export function atomPayoffs(certificate: Certificate, limit: number): AtomPayoffs {
  const held = holdingsOf(certificate.legs);
  const keys = certificate.conditions.map(({ key }) => key);
  const space = buildSpace(keys, relationsIn(certificate));
  const enumerated = enumerateAtoms(space, MAX_ENUMERATED);
  const atoms: readonly Atom[] = enumerated ?? [Int8Array.from(keys, (key) => (certificate.worst[key] ? 1 : 0))];
  const named = keys.flatMap((key, index) => (held.has(key) ? [{ key, index }] : []));
  const patterns = new Map<string, Pattern>();
  for (const atom of atoms) {
    const happened = new Set(named.flatMap(({ key, index }) => (at(atom, index) === 1 ? [key] : [])));
    let payoff = 0;
    for (const { key } of named) payoff += held.get(key)?.[happened.has(key) ? 'yes' : 'no'] ?? 0;
    patterns.set([...happened].join('\n'), { happened, payoffMicros: payoff });
  }
  const all = [...patterns.values()];
  const least = Math.min(...all.map(({ payoffMicros }) => payoffMicros));
  const shown = all.sort((a, b) => a.payoffMicros - b.payoffMicros).slice(0, limit);
  const order = named.map(({ key }) => key);
  // What follows from what is known only where every pattern is.
  const implied = enumerated === null ? () => false : implications(order, all);
  return {
    atoms: shown.map((pattern) => ({
      ...(enumerated === null
        ? { happened: [...pattern.happened], not: [] }
        : described(pattern, { order, patterns: all, implied })),
      all: [...pattern.happened],
      payoffMicros: pattern.payoffMicros,
      worst: pattern.payoffMicros === least,
    })),
    chain: enumerated === null ? null : chainOf(order, implied),
  };
}

interface Pattern {
  readonly happened: ReadonlySet<string>;
  readonly payoffMicros: number;
}

/** Whether the second comes true in every pattern in which the first does. */
type Implied = (key: string, then: string) => boolean;

function implications(order: readonly string[], patterns: readonly Pattern[]): Implied {
  const table = new Map<string, ReadonlySet<string>>();
  for (const key of order) {
    const having = patterns.filter(({ happened }) => happened.has(key));
    table.set(key, new Set(order.filter((then) => having.every(({ happened }) => happened.has(then)))));
  }
  return (key, then) => table.get(key)?.has(then) ?? false;
}

/** The fewest words that mean this pattern and no other: the strongest that happened, the weakest that did not. */
function described(
  { happened }: Pattern,
  of: { readonly order: readonly string[]; readonly patterns: readonly Pattern[]; readonly implied: Implied },
): Pick<AtomPayoff, 'happened' | 'not'> {
  const { order, implied } = of;
  const before = (a: string, b: string): boolean => order.indexOf(a) < order.indexOf(b);
  // Of two that mean the same the first is named.
  const stronger = (a: string, b: string): boolean => a !== b && implied(a, b) && (!implied(b, a) || before(a, b));
  const came = order.filter((key) => happened.has(key));
  const strongest = came.filter((key) => !came.some((other) => stronger(other, key)));
  const failed = order.filter((key) => !happened.has(key));
  const weakest = failed.filter((key) => !failed.some((other) => stronger(key, other)));
  let open = of.patterns.filter((other) => strongest.every((key) => other.happened.has(key)));
  const not: string[] = [];
  for (const key of weakest) {
    const left = open.filter((other) => !other.happened.has(key));
    if (left.length === open.length) continue;
    open = left;
    not.push(key);
  }
  return { happened: strongest, not };
}

function chainOf(order: readonly string[], implied: Implied): readonly string[] | null {
  const chain = [...order].sort((a, b) => (implied(a, b) ? -1 : implied(b, a) ? 1 : 0));
  const linked = chain.every((key, index) => {
    const next = chain[index + 1];
    return next === undefined || (implied(key, next) && !implied(next, key));
  });
  return linked && chain.length > 1 ? chain : null;
}
