/**
 * Remembers the best asks of markets that stand in a relation, so that it can be said how often and how far prices
 * broke it: a true relation is broken rarely and by little, a wrong one for long. Observed here and nowhere else: the
 * venue's own price history is of midpoints, at which nobody can trade.
 */
import type { Condition } from '../../domain/condition';
import { conditionKeysOf, type RelationBody, type RelationQuote } from '../../domain/relation';
import { violationsOf, type Violations } from '../../relations/violations';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { QuoteStore } from '../../ports/relation-store';
import type { RegisterService } from './relations';

const SAMPLE_MS = 10_000;
const SAVE_MS = 300_000;
/** Changes of the best asks kept for each market; at one a minute that is more than eight hours of a busy one. */
const MAX_QUOTES = 500;
const KEEP_MS = 30 * 86_400_000;

export interface RelationHistory {
  load(): Promise<void>;
  start(): void;
  /** Null while a market of it was never seen with both prices. */
  of(body: RelationBody): (Violations & { readonly sinceMs: number }) | null;
  close(): void;
}

/** `bestAsks`: null when the books may not be relied on now. */
export function createRelationHistory(options: {
  readonly relations: Pick<RegisterService, 'register' | 'conditionOf'>;
  readonly bestAsks: (
    condition: Condition,
  ) => { readonly yesAskMicros: number | null; readonly noAskMicros: number | null } | null;
  readonly store: QuoteStore;
  readonly clock: Clock;
  readonly log: Log;
}): RelationHistory {
  const { relations, bestAsks, store, clock, log } = options;
  const lifetime = new AbortController();
  const quotes = new Map<string, readonly RelationQuote[]>();
  const unsaved = new Set<string>();

  function sample(): void {
    const now = clock.nowMs();
    const keys = new Set(
      [...relations.register().values()].flatMap(({ relation }) =>
        relation.source === 'structure' || relation.status === 'retired' ? [] : conditionKeysOf(relation.body),
      ),
    );
    for (const key of keys) {
      const condition = relations.conditionOf(key);
      const asks = condition === null ? null : bestAsks(condition);
      const quote: RelationQuote = {
        atMs: now,
        yesAskMicros: asks?.yesAskMicros ?? null,
        noAskMicros: asks?.noAskMicros ?? null,
      };
      const known = quotes.get(key) ?? [];
      const last = known.at(-1);
      // Nothing offered is remembered too: a violation ends when the offer is gone.
      if (
        last === undefined
          ? asks === null
          : last.yesAskMicros === quote.yesAskMicros && last.noAskMicros === quote.noAskMicros
      )
        continue;
      quotes.set(key, [...known, quote].slice(-MAX_QUOTES));
      unsaved.add(key);
    }
    clock.after(SAMPLE_MS, sample, lifetime.signal);
  }

  async function save(): Promise<void> {
    if (unsaved.size > 0) {
      const batch = new Map([...unsaved].map((key) => [key, quotes.get(key) ?? []] as const));
      unsaved.clear();
      const written = await store.write(batch);
      if (!written.ok) log.warn('quotes-unwritten', { code: written.error.code });
    }
    clock.after(SAVE_MS, () => void save(), lifetime.signal);
  }

  return {
    async load() {
      const loaded = await store.load();
      if (!loaded.ok) {
        log.warn('quotes-unreadable', { code: loaded.error.code });
        return;
      }
      const oldest = clock.nowMs() - KEEP_MS;
      for (const [key, list] of loaded.value) {
        const fresh = list.filter(({ atMs }) => atMs >= oldest);
        if (fresh.length < list.length) unsaved.add(key);
        // While nobody looked, no price is known.
        if (fresh.length > 0)
          quotes.set(key, [
            ...fresh,
            { atMs: (fresh.at(-1)?.atMs ?? 0) + SAMPLE_MS, yesAskMicros: null, noAskMicros: null },
          ]);
      }
    },
    start() {
      sample();
      clock.after(SAVE_MS, () => void save(), lifetime.signal);
    },
    of(body) {
      const keys = conditionKeysOf(body);
      const lists = keys.map((key) => quotes.get(key) ?? []);
      if (lists.some((list) => list.length === 0)) return null;
      const found = violationsOf(body, new Map(keys.map((key, index) => [key, lists[index] ?? []] as const)));
      return found.moments === 0 ? null : { ...found, sinceMs: Math.max(...lists.map((list) => list[0]?.atMs ?? 0)) };
    },
    close: () => lifetime.abort(),
  };
}
