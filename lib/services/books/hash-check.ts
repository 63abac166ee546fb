/** Checks changed books against the hashes that the venue claims for them. */
import type { Book } from '../../domain/book';
import type { Contract } from '../../domain/condition';
import { contractOf } from '../../domain/condition';
import type { ClaimedHash, Entry } from './entry';

/** Hash checks in one sweep: each hashes some kilobytes. */
const HASHES_PER_SWEEP = 20;
/** Failed hash checks after which the venue's hashes are taken to cover something that Facet does not know. */
const HASH_MISSES = 3;

/** The venue's hash of a book; null when a part that it covers is not known. */
export type HashOf = (book: Book, contract: Contract) => Promise<string | null>;

/**
 * Checks those whose change claimed a hash, in the order in which they came, some at a time.
 * @returns those of which something may be different now.
 */
export async function checkHashes(claiming: Set<Entry>, hashOf: HashOf): Promise<readonly Entry[]> {
  const checked: Entry[] = [];
  for (const entry of claiming) {
    claiming.delete(entry);
    const { claimed } = entry.hash;
    if (claimed === null || entry.book === null || claimed.revision !== entry.revision) continue;
    checked.push(entry);
    const computed = await hashOf(entry.book, contractOf(entry.condition));
    takeHashCheck(entry, claimed, computed);
    if (checked.length >= HASHES_PER_SWEEP) break;
  }
  return checked;
}

/** Outcome of checking `claimedHash` against the content of that revision. */
function takeHashCheck(entry: Entry, claimed: ClaimedHash, computed: string | null): void {
  if (entry.hash.claimed === claimed) entry.hash.claimed = null;
  if (computed === null || !entry.book || entry.revision !== claimed.revision || entry.fault) return;
  if (computed === claimed.hash) {
    entry.hash.trusted = true;
    entry.hash.misses = 0;
    entry.provenAtMs = Math.max(entry.provenAtMs, claimed.receivedAtMs);
    entry.book = {
      ...entry.book,
      hash: claimed.hash,
      verifiedAtMs: claimed.receivedAtMs > entry.book.verifiedAtMs ? claimed.receivedAtMs : entry.book.verifiedAtMs,
    };
    return;
  }
  // Not proof of a wrong book (the last trade price may lag), but a reason to ask.
  if (!entry.hash.trusted) return;
  entry.urgent = true;
  entry.hash.misses += 1;
  if (entry.hash.misses >= HASH_MISSES) entry.hash.trusted = false;
}
