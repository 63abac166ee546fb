/** Pairs of markets worth asking a language model about: alike in words or in meaning, in different events, and not tied by a rule already. */
import type { Condition } from '../../domain/condition';
import { conditionKeysOf } from '../../domain/relation';
import type { Clock } from '../../ports/clock';
import type { Meaning, MeaningIndex } from '../../ports/meaning';
import type { Candidate } from '../../ports/relation-logic';
import type { RelationDesk } from './index';

/** Look-alikes of each market, by words and again by meaning: recall flattens beyond a few (docs/adr/0006), and each pair costs up to four questions. */
const PER_MARKET = 3;
const MAX_PAIRS = 400;
/** Index queries in one piece: 0.1 to 0.3 ms each. */
const PIECE = 50;

export interface PairToAsk {
  readonly first: Condition;
  readonly second: Condition;
}

type Relations = Pick<RelationDesk, 'conditions' | 'book' | 'lookAlikes' | 'eventOf'>;

/** The most alike first. Without the pack (`meaning` null), or when it fails, words alone decide. */
export async function pairsToAsk(relations: Relations, clock: Clock, signal: AbortSignal, meaning: Meaning | null = null): Promise<readonly PairToAsk[]> {
  // Reading new titles takes seconds; what is listed afterwards is what is watched then.
  const index = meaning === null ? null : await meaning.index(openOf(relations).map(({ id, question }) => ({ id, title: question })), signal);
  const byWords = await rank((first) => Promise.resolve(relations.lookAlikes(first, PER_MARKET)), { relations, clock, signal });
  if (index === null || !index.ok) return byWords.slice(0, MAX_PAIRS);
  const byMeaning = await rank((first) => inOtherEvents(first, { index: index.value, relations, signal }), { relations, clock, signal });
  return inTurn(byWords, byMeaning).slice(0, MAX_PAIRS);
}

async function rank(candidates: (first: Condition) => Promise<readonly Candidate[]>, { relations, clock, signal }: { readonly relations: Relations; readonly clock: Clock; readonly signal: AbortSignal }): Promise<readonly PairToAsk[]> {
  const conditions = relations.conditions();
  const tied = new Set<string>();
  for (const { relation } of relations.book().values()) {
    const keys = relation.source === 'llm' ? [] : conditionKeysOf(relation.body);
    if (keys.length === 2) tied.add([...keys].sort().join(' '));
  }
  const found = new Map<string, PairToAsk & { readonly score: number }>();
  for (const [at, first] of openOf(relations).entries()) {
    if (at % PIECE === PIECE - 1) await turnOf(clock, signal);
    if (signal.aborted) return [];
    for (const { id, score } of await candidates(first)) {
      const second = conditions.get(id);
      const key = keyOf(first.id, id);
      if (second === undefined || !isOpen(second) || tied.has(key) || (found.get(key)?.score ?? 0) >= score) continue;
      // The lesser id first, so that both ways of finding a pair are one question to the store.
      found.set(key, first.id < second.id ? { first, second, score } : { first: second, second: first, score });
    }
  }
  return [...found.values()].sort((a, b) => b.score - a.score);
}

/** An event's own markets are often the nearest of all: they are asked for too and then left out. */
async function inOtherEvents(first: Condition, { index, relations, signal }: { readonly index: MeaningIndex; readonly relations: Relations; readonly signal: AbortSignal }): Promise<readonly Candidate[]> {
  const own = relations.eventOf(first.id);
  const found = await index.candidates(first.question, PER_MARKET + (own?.conditions.length ?? 0), signal);
  return found.ok ? found.value.filter(({ id }) => id !== first.id && relations.eventOf(id) !== own).slice(0, PER_MARKET) : [];
}

/** The two scores cannot be compared, so the lists take turns; a pair on both counts where it comes first. */
function inTurn(byWords: readonly PairToAsk[], byMeaning: readonly PairToAsk[]): readonly PairToAsk[] {
  const pairs = new Map<string, PairToAsk>();
  for (let at = 0; at < Math.max(byWords.length, byMeaning.length); at += 1) {
    for (const pair of [byWords[at], byMeaning[at]]) if (pair !== undefined && !pairs.has(keyOf(pair.first.id, pair.second.id))) pairs.set(keyOf(pair.first.id, pair.second.id), pair);
  }
  return [...pairs.values()];
}

function keyOf(a: string, b: string): string {
  return [a, b].sort().join(' ');
}

/** The sockets get their turn; a list that is not wanted any more is not waited for. */
function turnOf(clock: Clock, signal: AbortSignal): Promise<void> {
  const done = new AbortController();
  return new Promise<void>((resolve) => {
    clock.after(0, resolve, signal);
    signal.addEventListener('abort', () => resolve(), { once: true, signal: done.signal });
  }).finally(() => done.abort());
}

function openOf(relations: Relations): readonly Condition[] {
  return [...relations.conditions().values()].filter(isOpen);
}

function isOpen(condition: Condition): boolean {
  return condition.settled === null && !condition.closed && condition.acceptingOrders;
}
