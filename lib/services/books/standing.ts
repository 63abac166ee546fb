/**
 * What every book was last judged to be (trust.ts): counts, the oldest, and who is to be told, without a look at books
 * that nothing happened to. Time alone makes books stale, and a heap knows which is next.
 *
 *   touched ----------> judged again, with its other token --> counts, dirty
 *   next to go stale --^
 */
import type { BookFault } from '../../domain/book';
import type { ConditionId } from '../../domain/ids';
import { TimeHeap } from '../../domain/time-heap';
import { timeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import { createEmitter } from '../emitter';
import type { Entry } from './entry';
import type { BooksCount, Trust } from './trust';

export interface Standing {
  /**
   * Tells listeners of the conditions of `changed` and of those whose books are not what they were judged to be:
   * `touched` with their other tokens, and whatever time alone changed.
   */
  tell(changed: Iterable<Entry>, touched: Iterable<Entry>): void;
  /** Kept from now on, or held to another limit; told of with the next. */
  begin(added: Iterable<Entry>): void;
  /** These books are kept no longer. */
  forget(dropped: readonly Entry[]): void;
  count(): BooksCount;
  /** Crossed, in themselves or with their other token. */
  crossed(): Iterable<Entry>;
  subscribe(listener: (conditionIds: readonly ConditionId[]) => void): () => void;
}

export function createStanding(options: {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly trust: Trust;
  readonly clock: Clock;
  readonly staleAfterMs: () => number;
}): Standing {
  const { entries, trust, clock, staleAfterMs } = options;
  const kinds = new Map<Entry, BookFault | 'live'>();
  const counts = { live: 0, missing: 0, stale: 0, crossed: 0, mismatch: 0, malformed: 0 };
  /** The usable ones by when they were last known to be right. */
  const live = new TimeHeap<Entry>();
  /** By when they go stale: the usable ones, and those that would be, were they not in doubt. */
  const expiring = new TimeHeap<Entry>();
  const crossed = new Set<Entry>();
  /** Verified at a time that is yet to come: our clock was set back, and time alone makes them usable again. */
  const early = new Set<Entry>();
  const dirty = createEmitter<readonly ConditionId[]>();
  let untold = new Set<ConditionId>();
  let judgedAtMs = clock.nowMs();
  let judgedWith = staleAfterMs();

  function judge(entry: Entry): void {
    if (entries.get(entry.tokenId) !== entry) return;
    const state = trust.screenedStateOf(entry.tokenId);
    const kind = state.kind === 'live' ? 'live' : state.fault;
    const before = kinds.get(entry);
    if (state.kind === 'live') live.set(entry, state.book.verifiedAtMs);
    if (kind !== 'stale' && entry.fault === null && entry.book !== null)
      expiring.set(entry, entry.book.verifiedAtMs + trust.screenedForMs(entry));
    else expiring.delete(entry);
    if (kind === 'stale' && entry.book !== null && entry.book.verifiedAtMs > clock.nowMs()) early.add(entry);
    else early.delete(entry);
    if (kind === before) return;
    kinds.set(entry, kind);
    counts[kind] += 1;
    if (before !== undefined) counts[before] -= 1;
    if (kind !== 'live') live.delete(entry);
    if (kind === 'crossed') crossed.add(entry);
    else crossed.delete(entry);
    untold.add(entry.condition.id);
  }

  /** What nobody touched and is still not what it was. */
  function expire(): void {
    const nowMs = clock.nowMs();
    const staleMs = staleAfterMs();
    if (nowMs < judgedAtMs || staleMs !== judgedWith) for (const entry of entries.values()) judge(entry);
    judgedAtMs = nowMs;
    judgedWith = staleMs;
    for (const entry of early) judge(entry);
    for (let next = expiring.takeBefore(nowMs); next !== null; next = expiring.takeBefore(nowMs)) judge(next);
  }

  return {
    tell(changed, touched) {
      for (const entry of touched) {
        judge(entry);
        const other = trust.otherOf(entry);
        if (other !== null) judge(other);
      }
      expire();
      for (const { condition } of changed) untold.add(condition.id);
      if (untold.size === 0) return;
      const told = [...untold];
      untold = new Set();
      dirty.emit(told);
    },
    begin(added) {
      for (const entry of added) judge(entry);
    },
    forget(dropped) {
      for (const entry of dropped) {
        const kind = kinds.get(entry);
        if (kind !== undefined) counts[kind] -= 1;
        kinds.delete(entry);
        live.delete(entry);
        expiring.delete(entry);
        crossed.delete(entry);
        early.delete(entry);
      }
      if (dropped.length > 0) dirty.emit([...new Set(dropped.map(({ condition }) => condition.id))]);
    },
    count() {
      expire();
      const { live: usable, ...bad } = counts;
      const firstMs = live.firstMs();
      const oldestVerifiedAtMs = firstMs === null ? null : timeMs(firstMs);
      return { watched: entries.size, live: usable, bad, oldestVerifiedAtMs };
    },
    crossed: () => crossed,
    subscribe: dirty.subscribe,
  };
}
