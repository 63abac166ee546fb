/**
 * The one owner of what changes about a market while it trades: tick, smallest order, fee, and whether orders are
 * taken. Gamma, the CLOB, order books and the socket all say some of it; what is newest holds, whoever said it first.
 *
 *   said by Gamma, CLOB (no time of the venue's) --+
 *   said by a book, a frame (the venue's time) ----+--> newer than what is held? --> row --> conditions, books
 */
import type { Condition, FeeSchedule } from '../../domain/condition';
import type { ConditionId } from '../../domain/ids';
import type { PriceMicros, SizeMicros } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import { createEmitter } from '../emitter';

export interface Terms {
  readonly tickMicros: PriceMicros;
  readonly minSizeMicros: SizeMicros;
  /** null: charged, but nobody gave the schedule. */
  readonly fee: FeeSchedule | null;
  readonly acceptingOrders: boolean;
}

export type TermsSource = 'gamma' | 'clob' | 'book' | 'feed';

/** When something was said, both times on our clock. */
export interface SaidAt {
  /** The venue's own time of it; null where the source has none. */
  readonly stampedMs: number | null;
  /** When it was asked for; null for what came unasked. */
  readonly readMs: number | null;
}

export interface Said extends SaidAt {
  readonly source: TermsSource;
  /** Only what was really said. A tick of 0 is none. */
  readonly terms: Partial<Terms>;
}

/** What holds now for one condition; the fields change, the object stays. */
export interface TermsRow {
  readonly terms: Terms;
  say(said: Said): void;
}

export interface Facts {
  /** Starts with what the condition says, which anything dated replaces. */
  rowOf(condition: Condition): TermsRow;
  /** The condition with what holds now; the same object where nothing differs. */
  apply(condition: Condition): Condition;
  /** Tells listeners of the conditions whose terms changed since the last time. */
  tell(): void;
  subscribe(listener: (conditionIds: ReadonlySet<ConditionId>) => void): () => void;
  /** Forgets all others. */
  keep(conditionIds: ReadonlySet<ConditionId>): void;
}

/** Since when each of the terms is what it is. */
type Since = Map<keyof Terms, SaidAt>;

export function createFacts({ clock, log }: { readonly clock: Clock; readonly log: Log }): Facts {
  const rows = new Map<ConditionId, TermsRow>();
  const changed = createEmitter<ReadonlySet<ConditionId>>();
  let untold = new Set<ConditionId>();

  function rowOf(condition: Condition): TermsRow {
    const known = rows.get(condition.id);
    if (known !== undefined) return known;
    const { id } = condition;
    const since: Since = new Map();
    let terms = termsOf(condition);
    const row: TermsRow = {
      get terms() {
        return terms;
      },
      say(said) {
        const next = newestOf({ terms, since }, said, clock.nowMs());
        if (next === terms) return;
        terms = next;
        untold.add(id);
        log.info('terms-changed', { market: condition.slug, source: said.source, tickMicros: next.tickMicros });
      },
    };
    rows.set(id, row);
    return row;
  }

  return {
    rowOf,
    apply(condition) {
      const row = rows.get(condition.id);
      // Who contradicts himself stays stopped until he is read again.
      if (condition.stopped !== undefined) return condition;
      return row === undefined || isSame(termsOf(condition), row.terms) ? condition : { ...condition, ...row.terms };
    },
    tell() {
      if (untold.size === 0) return;
      const told = untold;
      untold = new Set();
      changed.emit(told);
    },
    subscribe: changed.subscribe,
    keep(conditionIds) {
      for (const id of rows.keys()) if (!conditionIds.has(id)) rows.delete(id);
    },
  };
}

export function termsOf({ tickMicros, minSizeMicros, fee, acceptingOrders }: Condition): Terms {
  return { tickMicros, minSizeMicros, fee, acceptingOrders };
}

/** The terms with what of `said` is newer than what is held; the same object where nothing differs. */
function newestOf({ terms, since }: { terms: Terms; since: Since }, said: Said, nowMs: number): Terms {
  const news = Object.fromEntries(
    KEYS.flatMap((key) => {
      const value = said.terms[key];
      if (value === undefined || (key === 'tickMicros' && value === 0)) return [];
      const before = since.get(key);
      if (before !== undefined && !isNewer(said, before, nowMs)) return [];
      since.set(key, { stampedMs: said.stampedMs, readMs: said.readMs });
      return [[key, value]];
    }),
  );
  const next: Terms = { ...terms, ...news };
  return isSame(terms, next) ? terms : next;
}

const KEYS = ['tickMicros', 'minSizeMicros', 'fee', 'acceptingOrders'] as const;

/**
 * Between two times of the venue's own the later wins. What has none was true when it was asked for, and does not beat
 * anything that is stamped later than that; an answer that has both is as new as its question where the other has none.
 */
export function isNewer(said: SaidAt, held: SaidAt, nowMs: number): boolean {
  const heldMs = Math.max(held.stampedMs ?? -Infinity, held.readMs ?? -Infinity);
  // Our clock was set back: nothing can be said of the order.
  if (heldMs > nowMs) return true;
  if (said.stampedMs !== null && held.stampedMs !== null) return said.stampedMs >= held.stampedMs;
  return Math.max(said.stampedMs ?? -Infinity, said.readMs ?? -Infinity) >= heldMs;
}

function isSame(a: Terms, b: Terms): boolean {
  return (
    a.tickMicros === b.tickMicros &&
    a.minSizeMicros === b.minSizeMicros &&
    a.acceptingOrders === b.acceptingOrders &&
    a.fee?.ratePpm === b.fee?.ratePpm &&
    a.fee?.exponent === b.fee?.exponent &&
    a.fee?.takerOnly === b.fee?.takerOnly
  );
}
