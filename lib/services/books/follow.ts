/** Which books are kept: those of the watched conditions, and no others. */
import type { Condition } from '../../domain/condition';
import type { TokenId } from '../../domain/ids';
import type { Facts } from '../catalogue/facts';
import type { Entry } from './entry';
import { createEntry } from './entry';

/** Makes `entries` those of these conditions. @returns the tokens that are watched now, and what was let go. */
export function follow(
  entries: Map<TokenId, Entry>,
  conditions: readonly Condition[],
  facts: Pick<Facts, 'rowOf'>,
): { readonly wanted: ReadonlySet<TokenId>; readonly dropped: readonly Entry[] } {
  const wanted = new Set<TokenId>();
  for (const condition of conditions) {
    if (condition.closed || !condition.enableOrderBook) continue;
    const row = facts.rowOf(condition);
    for (const tokenId of condition.tokens) {
      wanted.add(tokenId);
      const entry = entries.get(tokenId);
      if (entry && entry.condition.id === condition.id) Object.assign(entry, { condition, row });
      else entries.set(tokenId, createEntry(tokenId, condition, row));
    }
  }
  const dropped = [...entries.values()].filter(({ tokenId }) => !wanted.has(tokenId));
  for (const { tokenId } of dropped) entries.delete(tokenId);
  return { wanted, dropped };
}
