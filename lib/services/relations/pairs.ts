/**
 * Pairs of markets worth asking a language model about: alike in words, in different events, and not tied by a rule
 * already.
 */
import type { Condition } from '../../domain/condition';
import { conditionKeysOf } from '../../domain/relation';
import type { Clock } from '../../ports/clock';
import type { RegisterService } from './relations';

/**
 * Look-alikes of each market: recall flattens beyond a few (docs/adr/0006 and 0009), and each pair costs up to four
 * questions.
 */
const PER_MARKET = 3;
const MAX_PAIRS = 400;
/** Index queries in one piece: among 500 questions up to 0.5 ms each. */
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

type Relations = Pick<RegisterService, 'conditions' | 'register' | 'lookAlikes'>;

/**
 * The most alike first. Scores of different markets cannot be compared; places can (reciprocal rank fusion, Cormack
 * 2009): a pair in which each is the other's first look-alike comes first.
 */
export async function pairsToAsk(
  relations: Relations,
  clock: Clock,
  signal: AbortSignal,
): Promise<readonly PairToAsk[]> {
  const found = await rank(relations, clock, signal);
  return [...found.values()].sort((a, b) => b.places - a.places || b.score - a.score).slice(0, MAX_PAIRS);
}

async function rank(relations: Relations, clock: Clock, signal: AbortSignal): Promise<ReadonlyMap<string, Ranked>> {
  const conditions = relations.conditions();
  const tied = new Set<string>();
  for (const { relation } of relations.register().values()) {
    const keys = relation.source === 'llm' ? [] : conditionKeysOf(relation.body);
    if (keys.length === 2) tied.add([...keys].sort().join(' '));
  }
  const found = new Map<string, Ranked>();
  for (const [at, first] of openOf(relations).entries()) {
    if (at % PIECE === PIECE - 1) await turnOf(clock, signal);
    if (signal.aborted) return new Map();
    for (const [place, { id, score }] of relations.lookAlikes(first, PER_MARKET).entries()) {
      const second = conditions.get(id);
      const key = [first.id, id].sort().join(' ');
      if (second === undefined || !isOpen(second) || tied.has(key)) continue;
      const before = found.get(key);
      // The lesser id first, so that a pair found from both sides is one question to the store.
      found.set(key, {
        ...(first.id < second.id ? { first, second } : { first: second, second: first }),
        score: Math.max(score, before?.score ?? 0),
        places: (before?.places ?? 0) + 1 / (place + 1),
      });
    }
  }
  return found;
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
