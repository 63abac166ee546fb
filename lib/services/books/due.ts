/**
 * Which books are due for a question to REST, in the order of their need, without a look at those that are not.
 *
 *   [later] --its time has come--> [ready, by weight: in need now, open page, moving, other] --taken--> asked
 *      ^ its time is looked at again after a moment, whatever happens |
 *      +------------ no longer due, or of another weight --------------+
 */
import { TimeHeap } from '../../domain/time-heap';
import type { Clock } from '../../ports/clock';
import type { Entry } from './entry';
import { NEAR_WEIGHT } from './weights';

/** The same book is not asked for more often than this, whatever happens to it. */
const ASK_AGAIN_MS = 400;
/**
 * A busy book is verified by its own changes, but a change lost deep in it shows at the top only much later: it is
 * compared as a whole this often, on open pages eight times as often.
 */
const PROVE_EVERY_MS = 30_000;
/** A token without a book at the venue is asked for ever more rarely. */
const ABSENT_AGAIN_MS = 5_000;
const ABSENT_AT_MOST_MS = 60_000;
/** Weights and limits change without a word to each book: that they are not due is believed this long. */
const LOOK_AGAIN_MS = 1_000;
/** Before all weights. */
const IN_NEED = Infinity;
/** In need, of those that nobody looks at: before all others of them. */
const FAR_IN_NEED = 4;
/** Above any age times its weight. */
const FIRST = 1e15;
const NEXT = 1e12;

export interface Due {
  /** Its need may have become greater. */
  note(entry: Entry): void;
  forget(entry: Entry): void;
  /** Takes out at most this many, the most needed first. */
  take(most: number): readonly Entry[];
}

export interface DueOptions {
  readonly clock: Clock;
  /** All that may be asked for, for the moment in which our clock was set. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Books older than this are due. */
  readonly askAfterMs: () => number;
  /** Weight of an entry's age: open page, moving event, other. */
  weightOf(entry: Entry): number;
}

export function createDue({ clock, entries, askAfterMs, weightOf }: DueOptions): Due {
  const later = new TimeHeap<Entry>();
  /** By weight, each ordered by when the books were last known to be right. */
  const ready = new Map<number, TimeHeap<Entry>>();
  const readyIn = new Map<Entry, TimeHeap<Entry>>();
  let lookedAtMs = clock.nowMs();

  function dueAtMs(entry: Entry): number {
    const { askedAtMs, absent } = entry.rest;
    const againMs = askedAtMs + ASK_AGAIN_MS;
    if (absent > 0) return askedAtMs + Math.min(ABSENT_AT_MOST_MS, ABSENT_AGAIN_MS * 2 ** Math.min(absent - 1, 10));
    if (entry.urgent || !entry.book) return againMs;
    const { verifiedAtMs } = entry.book;
    return Math.max(
      againMs,
      Math.min(verifiedAtMs + askAfterMs(), entry.provenAtMs + PROVE_EVERY_MS / weightOf(entry)),
    );
  }

  function classOf(entry: Entry): number {
    const weight = weightOf(entry);
    if (!entry.urgent) return weight;
    return weight >= NEAR_WEIGHT ? IN_NEED : FAR_IN_NEED;
  }

  function leave(entry: Entry): void {
    later.delete(entry);
    readyIn.get(entry)?.delete(entry);
    readyIn.delete(entry);
  }

  function put(entry: Entry, nowMs: number): void {
    leave(entry);
    const atMs = dueAtMs(entry);
    if (atMs > nowMs) {
      later.set(entry, Math.min(atMs, nowMs + LOOK_AGAIN_MS));
      return;
    }
    const weight = classOf(entry);
    let heap = ready.get(weight);
    if (heap === undefined) {
      heap = new TimeHeap();
      ready.set(weight, heap);
    }
    // A book that was never had comes after none that is older than a minute.
    heap.set(entry, entry.book?.verifiedAtMs ?? nowMs - 60_000);
    readyIn.set(entry, heap);
  }

  /** A clock that went back makes ages negative: then nothing is known, and all that is held is as if never asked. */
  function afterSetBack(nowMs: number): void {
    for (const entry of entries.values()) {
      if (entry.rest.askedAtMs > nowMs) entry.rest.askedAtMs = 0;
      if (entry.book !== null && entry.book.verifiedAtMs > nowMs) entry.urgent = true;
      if (entry.provenAtMs > nowMs) entry.provenAtMs = 0;
      if (!entry.rest.inFlight) put(entry, nowMs);
    }
  }

  function best(nowMs: number): TimeHeap<Entry> | null {
    let found: TimeHeap<Entry> | null = null;
    let highest = -Infinity;
    for (const [weight, heap] of ready) {
      const firstMs = heap.firstMs();
      if (firstMs === null) continue;
      const ageMs = nowMs - firstMs;
      // However many others wait, what is looked at or offered does not go stale behind them.
      const before = weight >= NEAR_WEIGHT ? FIRST : weight === FAR_IN_NEED ? NEXT : 0;
      const score = weight === IN_NEED ? Infinity : ageMs * weight + before;
      if (found === null || score > highest) [found, highest] = [heap, score];
    }
    return found;
  }

  return {
    note(entry) {
      if (!entry.rest.inFlight && entries.get(entry.tokenId) === entry) put(entry, clock.nowMs());
    },
    forget: leave,
    take(most) {
      const nowMs = clock.nowMs();
      if (nowMs < lookedAtMs) afterSetBack(nowMs);
      lookedAtMs = nowMs;
      for (let next = later.takeBefore(nowMs + 1); next !== null; next = later.takeBefore(nowMs + 1)) put(next, nowMs);
      const taken: Entry[] = [];
      while (taken.length < most) {
        const heap = best(nowMs);
        const entry = heap?.takeBefore(Infinity) ?? null;
        if (entry === null) break;
        readyIn.delete(entry);
        // It was seen to be right meanwhile, or its need is another now.
        if (dueAtMs(entry) > nowMs || ready.get(classOf(entry)) !== heap) put(entry, nowMs);
        else taken.push(entry);
      }
      return taken;
    },
  };
}
