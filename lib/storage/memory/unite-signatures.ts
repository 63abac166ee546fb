/**
 * After damage: what any intact copy knows of signatures that Facet has not sent. One too many is looked up in vain;
 * one too few is an order that nobody looks for. Pure.
 */
import type { KeptSignature, SignatureAnswer } from '../../domain/signature';
import { parseStoredSignatures } from '../parse-signatures';

const WORSE: readonly SignatureAnswer[] = ['refused', 'asked', 'signed'];

/** As the record is stored; the better copy first. What cannot be read stays as it is, and is named as such. */
export function uniteSignatures(copies: readonly unknown[]): unknown {
  const there = copies.filter((raw) => raw !== undefined && raw !== null);
  if (there.length === 0) return undefined;
  const united = new Map<string, KeptSignature>();
  for (const raw of there) {
    const kept = parseStoredSignatures(raw);
    if (kept === null) return raw;
    for (const each of kept) {
      const before = united.get(each.hash);
      united.set(each.hash, before === undefined ? each : worse(before, each));
    }
  }
  return { kept: [...united.values()] };
}

function worse(one: KeptSignature, other: KeptSignature): KeptSignature {
  return {
    ...one,
    answer: WORSE.indexOf(one.answer) >= WORSE.indexOf(other.answer) ? one.answer : other.answer,
    found: newer(one.found, other.found),
    acknowledged: one.acknowledged && other.acknowledged,
  };
}

/** More of an order fills, never less. */
function newer(one: KeptSignature['found'], other: KeptSignature['found']): KeptSignature['found'] {
  if (one === null || other === null) return one ?? other;
  return other.filledSizeMicros > one.filledSizeMicros ? other : one;
}
