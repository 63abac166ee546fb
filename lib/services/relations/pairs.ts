/** Pairs of markets worth asking a language model about: alike in words or in meaning, in different events, and not tied by a rule already. */
import type { Condition } from '../../domain/condition';
import { conditionKeysOf } from '../../domain/relation';
import type { Clock } from '../../ports/clock';
import type { Meaning, MeaningIndex } from '../../ports/meaning';
import type { Candidate } from '../../ports/relation-logic';
import type { RelationDesk } from './index';

/** Look-alikes of each market, by words and again by meaning: recall flattens beyond a few (docs/adr/0006 and 0008), and each pair costs up to four questions. */
const PER_MARKET = 3;
const MAX_PAIRS = 400;
/** What a place by meaning counts beside one by words, which also find "both" and "either" (docs/adr/0008). */
const MEANING_WEIGHT = 0.5;
/** Index queries in one piece: among 500 questions up to 0.5 ms each by words and 1 ms by meaning. */
const PIECE = 10;

export interface PairToAsk {
  readonly first: Condition;
  readonly second: Condition;
}

interface Ranked extends PairToAsk {
  /** The better of the two ways to find it. */
  readonly score: number;
  /** 1 for the first look-alike of a market, 1/2 for the second and so on, from both of its markets. */
  readonly places: number;
}

type Relations = Pick<RelationDesk, 'conditions' | 'book' | 'lookAlikes' | 'eventOf'>;

/** The most alike first. Without the pack (`meaning` null), or when it fails, words alone decide. */
export async function pairsToAsk(relations: Relations, clock: Clock, signal: AbortSignal, meaning: Meaning | null = null): Promise<readonly PairToAsk[]> {
  // Reading new titles takes seconds; what is listed afterwards is what is watched then.
  const index = meaning === null ? null : await meaning.index(openOf(relations).map(({ id, question }) => ({ id, title: question })), signal);
  const byWords = await rank((first) => Promise.resolve(relations.lookAlikes(first, PER_MARKET)), { relations, clock, signal });
  const byMeaning = index === null || !index.ok ? new Map<string, Ranked>() : await rank((first) => inOtherEvents(first, { index: index.value, relations, signal }), { relations, clock, signal });
  return byPlaces(byWords, byMeaning).slice(0, MAX_PAIRS);
}

async function rank(candidates: (first: Condition) => Promise<readonly Candidate[]>, { relations, clock, signal }: { readonly relations: Relations; readonly clock: Clock; readonly signal: AbortSignal }): Promise<ReadonlyMap<string, Ranked>> {
  const conditions = relations.conditions();
  const tied = new Set<string>();
  for (const { relation } of relations.book().values()) {
    const keys = relation.source === 'llm' ? [] : conditionKeysOf(relation.body);
    if (keys.length === 2) tied.add([...keys].sort().join(' '));
  }
  const found = new Map<string, Ranked>();
  for (const [at, first] of openOf(relations).entries()) {
    if (at % PIECE === PIECE - 1) await turnOf(clock, signal);
    if (signal.aborted) return new Map();
    for (const [place, { id, score }] of (await candidates(first)).entries()) {
      const second = conditions.get(id);
      const key = [first.id, id].sort().join(' ');
      if (second === undefined || !isOpen(second) || tied.has(key)) continue;
      const before = found.get(key);
      // The lesser id first, so that both ways of finding a pair are one question to the store.
      found.set(key, { ...(first.id < second.id ? { first, second } : { first: second, second: first }), score: Math.max(score, before?.score ?? 0), places: (before?.places ?? 0) + 1 / (place + 1) });
    }
  }
  return found;
}

/** An event's own markets are often the nearest of all: they are asked for too and then left out. */
async function inOtherEvents(first: Condition, { index, relations, signal }: { readonly index: MeaningIndex; readonly relations: Relations; readonly signal: AbortSignal }): Promise<readonly Candidate[]> {
  const own = relations.eventOf(first.id);
  const found = await index.candidates(first.question, PER_MARKET + (own?.conditions.length ?? 0), signal);
  return found.ok ? found.value.filter(({ id }) => id !== first.id && relations.eventOf(id) !== own).slice(0, PER_MARKET) : [];
}

/**
 * Scores of different markets, or of words and meaning, cannot be compared; places can (reciprocal rank fusion, Cormack 2009). A pair in
 * which each is the other's first look-alike comes first, and more so when it was found both ways.
 */
function byPlaces(byWords: ReadonlyMap<string, Ranked>, byMeaning: ReadonlyMap<string, Ranked>): readonly PairToAsk[] {
  const places = (key: string): number => (byWords.get(key)?.places ?? 0) + MEANING_WEIGHT * (byMeaning.get(key)?.places ?? 0);
  const all = new Map([...byMeaning, ...byWords]);
  return [...all].sort(([a], [b]) => places(b) - places(a) || (byWords.get(b)?.score ?? 0) - (byWords.get(a)?.score ?? 0)).map(([, pair]) => pair);
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
