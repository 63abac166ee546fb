/** Which books are kept: those of the watched conditions, and no others. */
import type { Condition } from '../../domain/condition';
import type { TokenId } from '../../domain/ids';
import type { Facts } from '../catalogue/facts';
import type { Entry } from './entry';
import { createEntry } from './entry';

/** Makes `entries` those of these conditions. @returns the tokens watched now, what is new, what was let go. */
export function follow(
  entries: Map<TokenId, Entry>,
  conditions: readonly Condition[],
  facts: Pick<Facts, 'rowOf'>,
): { readonly wanted: ReadonlySet<TokenId>; readonly added: readonly Entry[]; readonly dropped: readonly Entry[] } {
  const wanted = new Set<TokenId>();
  const added: Entry[] = [];
  const dropped: Entry[] = [];
  for (const condition of conditions) {
    if (condition.closed || !condition.enableOrderBook) continue;
    const row = facts.rowOf(condition);
    for (const tokenId of condition.tokens) {
      wanted.add(tokenId);
      const entry = entries.get(tokenId);
      if (entry && entry.condition.id === condition.id) {
        entry.condition = condition;
        entry.row = row;
        continue;
      }
      if (entry) dropped.push(entry);
      const made = createEntry(tokenId, condition, row);
      entries.set(tokenId, made);
      added.push(made);
    }
  }
  for (const entry of entries.values()) {
    if (wanted.has(entry.tokenId)) continue;
    dropped.push(entry);
    entries.delete(entry.tokenId);
  }
  return { wanted, added, dropped };
}
