/**
 * What Facet may send at all, whatever the mode is. One machine:
 *
 *            a breaker trips, "only reduce"
 *   active --------------------------------> reducing      new sets and trial orders are refused; finishing, selling
 *      ^  <--------------------------------     |  ^       back and turning into cash go on
 *      |        "take new sets again"           |  |
 *      |                                        |  |
 *      | "resume", where nothing reduces        |  | "resume", where something does
 *      |                                        v  |
 *      +--------------- stop, harm to the memory, a journal that cannot be read, from either ---------------+
 *                                               v                                                           v
 *                                             halted       nothing is sent; cancels go on               (the same)
 *
 * The breakers follow from the journal and from when the user last said go on, so they outlive the worker by
 * themselves; what tripped is written down as well, so that no later win and no changed limit takes it back.
 */
import type { Execution } from '../../domain/execution';
import type { Failure, Result } from '../../domain/result';
import { failureOf } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { Settings } from '../../protocol/settings';
import type { TradingView } from '../../protocol/views';
import { capitalOf, type Capital, type Past } from '../../engine/sizing/capital';
import { createEmitter } from '../emitter';
import { realisedOf } from '../execution/results';
import { breakerOf } from './breakers';

/** What is kept of it. */
export interface Guard {
  /** Why only what reduces is sent; null where new sets may be. */
  readonly because: Failure | null;
  /** When the user last said go on: sets from before count no more, but for those without a result then (`open`). */
  readonly sinceMs: number;
  readonly open: readonly string[];
}

export interface GuardStore {
  /** Never throws: what cannot be read reduces. */
  load(): Promise<Guard>;
  save(guard: Guard): Promise<Result<void>>;
}

export interface TradingService {
  load(): Promise<void>;
  /** Looks at the journal, once it was read. */
  start(): void;
  reducingBecause(): Failure | null;
  /** What sizes are a part of: the bankroll with what real sets won and lost since. */
  capital(): Capital;
  /** The user's word that nothing new is to be taken. */
  onlyReduce(): Promise<Result<void>>;
  /** The user's word that new sets may be taken again: the breakers count anew from now. */
  rearm(): Promise<Result<void>>;
  subscribe(listener: () => void): () => void;
}

export interface TradingParts {
  readonly store: GuardStore;
  readonly journal: { all(): readonly Execution[]; subscribe(listener: () => void): () => void };
  readonly settings: { current(): Settings; subscribe(listener: () => void): () => void };
  /** A breaker tripped: once. */
  readonly alert: (because: Failure) => void;
  readonly clock: Clock;
  readonly log: Log;
}

export function createTrading({ store, journal, settings, alert, clock, log }: TradingParts): TradingService {
  let guard: Guard = { because: null, sinceMs: 0, open: [] };
  const changed = createEmitter<void>();
  let writing: Promise<unknown> = Promise.resolve();
  /** Asked for with every set that is shown; null: what it rests on changed. */
  let capital: Capital | null = null;
  const forget = (): void => void (capital = null);

  /** One change after the other, each from what the last one left. */
  function commit(change: (before: Guard) => Guard): Promise<Result<void>> {
    const work = writing.then(async () => {
      const next = change(guard);
      const kept = await store.save(next);
      if (kept.ok) {
        guard = next;
        changed.emit();
      }
      return kept;
    });
    writing = work;
    return work;
  }

  function tripped(): Failure | null {
    return breakerOf(
      past().filter(({ counts }) => counts),
      settings.current(),
    );
  }

  /** Sets with a result, and whether they came after the user last said go on. */
  function past(): readonly Past[] {
    return realisedOf(journal.all()).flatMap(({ id, beganAtMs, resultMicros, agreedMicros }) =>
      resultMicros === null
        ? []
        : { resultMicros, agreedMicros, counts: beganAtMs > guard.sinceMs || guard.open.includes(id) },
    );
  }

  /** Holds from the moment it is seen; the disk makes it last. */
  function look(): void {
    if (guard.because !== null) return;
    const because = tripped();
    if (because === null) return;
    guard = { ...guard, because };
    log.warn('breaker-tripped', { code: because.code });
    alert(because);
    changed.emit();
    void commit((before) => before);
  }

  for (const source of [journal, settings, changed]) source.subscribe(forget);
  journal.subscribe(look);
  settings.subscribe(look);

  return {
    async load() {
      guard = await store.load();
    },
    start: look,
    // Asked for every frame that is shown: what may have changed it was looked at when it happened.
    reducingBecause: () => guard.because,
    capital: () => (capital ??= capitalOf(past(), settings.current())),
    onlyReduce: () => commit((before) => ({ ...before, because: before.because ?? failureOf('reduce-pressed', {}) })),
    rearm: () =>
      commit(() => ({
        because: null,
        sinceMs: clock.nowMs(),
        open: realisedOf(journal.all()).flatMap(({ id, resultMicros }) => (resultMicros === null ? [id] : [])),
      })),
    subscribe: (listener) => changed.subscribe(listener),
  };
}

/** The machine's state; what halts comes before what reduces. */
export function tradingView(halted: Failure | null, reducing: Failure | null): TradingView {
  if (halted !== null) return { state: 'halted', because: halted };
  return reducing === null ? { state: 'active', because: null } : { state: 'reducing', because: reducing };
}
