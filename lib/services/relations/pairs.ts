/** Pairs of markets worth asking a language model about: alike in words, in different events, and not tied by a rule already. */
import type { Condition } from '../../domain/condition';
import { conditionKeysOf } from '../../domain/relation';
import type { Clock } from '../../ports/clock';
import type { RelationDesk } from './index';

/** Look-alikes of each market: recall flattens beyond a few (docs/adr/0006), and each pair costs up to four questions. */
const PER_MARKET = 3;
const MAX_PAIRS = 400;
/** Index queries in one piece. */
const PIECE = 50;

export async function pairsToAsk(relations: Pick<RelationDesk, 'conditions' | 'book' | 'lookAlikes'>, clock: Clock, signal: AbortSignal): Promise<readonly { readonly first: Condition; readonly second: Condition }[]> {
  const conditions = relations.conditions();
  const tied = new Set<string>();
  for (const { relation } of relations.book().values()) {
    const keys = relation.source === 'llm' ? [] : conditionKeysOf(relation.body);
    if (keys.length === 2) tied.add([...keys].sort().join(' '));
  }
  const found = new Map<string, { readonly first: Condition; readonly second: Condition; readonly score: number }>();
  let looked = 0;
  for (const first of conditions.values()) {
    if (!isOpen(first)) continue;
    looked += 1;
    if (looked % PIECE === 0) await new Promise<void>((resolve) => clock.after(0, resolve, signal));
    for (const { id, score } of relations.lookAlikes(first, PER_MARKET)) {
      const second = conditions.get(id);
      // The lesser id first, so that both ways of finding a pair are one question to the store.
      const key = [first.id, id].sort().join(' ');
      if (second === undefined || !isOpen(second) || tied.has(key) || (found.get(key)?.score ?? 0) >= score) continue;
      found.set(key, first.id < second.id ? { first, second, score } : { first: second, second: first, score });
    }
  }
  return [...found.values()].sort((a, b) => b.score - a.score).slice(0, MAX_PAIRS);
}

function isOpen(condition: Condition): boolean {
  return condition.settled === null && !condition.closed && condition.acceptingOrders;
}
