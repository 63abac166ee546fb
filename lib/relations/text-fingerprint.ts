/** Ties a relation to the exact texts it was concluded from: when one changes, the relation is retired. */
import type { Condition } from '../domain/condition';
import { sha256Hex } from './sha256';

const PREFIX = 'texts';
/** 128 bits: also whoever writes both texts finds no two with one fingerprint. */
const HEX = 32;

/**
 * `texts <condition id> <hash>`: question, label, rules, source and end as the venue gives them: all that is read
 * before a relation is accepted.
 */
export function textFingerprint(condition: Condition): string {
  return `${PREFIX} ${condition.id} ${hashTexts(condition)}`;
}

type Texts = Pick<Condition, 'question' | 'label' | 'description' | 'resolutionSource' | 'endDate'>;

export function hashTexts(condition: Texts): string {
  const known = HASHES.get(condition);
  if (known !== undefined) return known;
  const hash = sha256Hex(
    JSON.stringify([
      condition.question,
      condition.label,
      condition.description,
      condition.resolutionSource,
      condition.endDate,
    ]),
  ).slice(0, HEX);
  HASHES.set(condition, hash);
  return hash;
}

/** A rung of a ladder stands in many relations; conditions are never changed in place. */
const HASHES = new WeakMap<Texts, string>();

/** The lines that are no fingerprints. */
export function withoutFingerprints(evidence: readonly string[]): readonly string[] {
  return evidence.filter((line) => fingerprintsIn([line]).size === 0);
}

/** Condition id and hash of each fingerprint among these lines of evidence. */
export function fingerprintsIn(evidence: readonly string[]): ReadonlyMap<string, string> {
  const known = FOUND.get(evidence);
  if (known !== undefined) return known;
  const found = new Map<string, string>();
  FOUND.set(evidence, found);
  for (const line of evidence) {
    const [prefix, id, hash, ...rest] = line.split(' ');
    if (prefix === PREFIX && id !== undefined && hash !== undefined && rest.length === 0) found.set(id, hash);
  }
  return found;
}

/** Every relation is compared with the texts again and again; evidence is never changed in place. */
const FOUND = new WeakMap<readonly string[], ReadonlyMap<string, string>>();
