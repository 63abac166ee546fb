/**
 * Owns the latest answer per component: dirty books in, verified certificates out.
 *
 *   books/relations change -> dirty -> proven that there is nothing, and no page shows it (screening.ts) -> no more
 *     else -> (one first look in flight, in turns: queue.ts) -> engine -> hash -> verify again here -> result
 *   the first look left something open -> the full solve, between the first looks (refiner.ts) -> the same result
 *   nothing waits, and the books are quiet of an open page, or where rows do not say it all (exact.ts) -> the proven
 *     optimum (prover.ts) -> the same result, with its bound
 *
 * The engine is not trusted: what it answers counts only after `verifyCertificate`, which shares no code with it.
 */
import { deepEqual } from '../../domain/deep-equal';
import type { Failure } from '../../domain/result';
import type { Settings } from '../../protocol/settings';
import { moneyMicros, type MoneyMicros, type TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { VenueRules } from '../../ports/venue-rules';
import type { Engine } from '../../ports/worker';
import type { Log } from '../../ports/log';
import { UNTIMED, type Timings } from '../../ports/timings';
import { createEmitter } from '../emitter';
import type { Component, RelationsService } from '../relations/relations';
import type { BookSource, Freshness, InstanceRequest } from './instance';
import { isExactByRows } from './exact';
import { freshnessOf } from './instance';
import { certificateFitsTerms } from './matches';
import type { ScanResult } from './solve';
import { createSolver, isOpen } from './solve';
import { createProver } from './prover';
import { createQueue } from './queue';
import { createRefiner } from './refiner';
import { createScreening } from './screening';

export type { ScanResult } from './solve';

/** Staleness grows without any event; looked at this often. */
const FRESHNESS_TICK_MS = 1_000;
/** An engine that failed is asked again even if no book moves: it may have been started anew meanwhile. */
const RETRY_FAILED_MS = 5_000;

export interface ScanService {
  resultOf(componentKey: string): ScanResult | null;
  results(): readonly ScanResult[];
  /** The best set of it that costs no more than this, and no more than the user's limit; null: not watched. */
  within(componentKey: string, mostMicros: MoneyMicros): Promise<ScanResult | null>;
  /** Components to solve first (open pages). */
  prefer(componentKeys: readonly string[]): void;
  engineFailure(): Failure | null;
  subscribe(listener: (result: ScanResult) => void): () => void;
  /**
   * Told the key of a component that is no longer watched or can no longer be read: nothing said of it holds any more.
   */
  subscribeRemoved(listener: (componentKey: string) => void): () => void;
  close(): void;
}

export function createScan(options: {
  readonly relations: RelationsService;
  readonly books: BookSource & {
    subscribeDirty(listener: (conditionIds: readonly string[]) => void): () => void;
    /** How old a book may be that is called live, milliseconds; absent: as old as the settings say. */
    readonly forMs?: number;
  };
  readonly engine: Engine;
  readonly settings: () => Settings;
  readonly rules: VenueRules;
  readonly clock: Clock;
  readonly log: Log;
  readonly timings?: Timings;
}): ScanService {
  const { relations, books, engine, settings, rules, clock, log, timings = UNTIMED } = options;
  /** Since when components wait for their first look. */
  const sinceMs = new Map<string, TimeMs>();
  const results = new Map<string, ScanResult>();
  /** Those whose last result, if any, is of other books: nothing could be gained since. */
  const behind = new Set<string>();
  /** Those whose answer time alone may change: a basket, a failure, or one without a book that could not be used. */
  const watched = new Set<string>();
  const screening = createScreening(books);
  const changed = createEmitter<ScanResult>();
  const removed = createEmitter<string>();
  const lifetime = new AbortController();
  let known = takeComponents(new Map(), relations.components());
  let inexact = inexactOf(known);
  let scannedWith = settings();
  const solver = createSolver(engine, log, timings);

  const solveQuickly = async (key: string): Promise<void> => {
    const component = known.get(key);
    timings.note('wait', Math.max(0, clock.nowMs() - (sinceMs.get(key) ?? clock.nowMs())));
    sinceMs.delete(key);
    if (component === undefined) return;
    const result = await solver.solve(requestOf(component, clock.nowMs()));
    // Its event may have been closed, changed or become unreadable while the engine worked; what changed is dirty
    // again.
    if (known.get(key) !== component) return;
    if (result.answer?.kind === 'none' && result.answer.worth !== undefined)
      screening.learn(component, result.answer.worth);
    publish(key, result);
    if (isOpen(result)) refiner.want(key);
    else refiner.drop(key);
  };
  const refiner = createRefiner({
    clock,
    preferred: () => queue.preferred(),
    refine,
    onBusy: () => prover.interrupt(),
    onIdle: () => prover.idle(),
    lifetime: lifetime.signal,
  });
  const queue = createQueue({
    work: solveQuickly,
    onFault(key, error) {
      log.error('scan-fault', { reason: error instanceof Error ? error.message : 'unknown' });
      later(() => known.has(key) && queue.add(key, false));
    },
    onBusy: () => prover.interrupt(),
    onIdle: () => prover.idle(),
    lifetime: lifetime.signal,
  });
  const prover = createProver({
    clock,
    wanted: () => [...new Set([...queue.preferred(), ...inexact])].filter((key) => isSound(results.get(key))),
    isIdle: () => queue.isIdle() && refiner.isIdle(),
    prove,
    lifetime: lifetime.signal,
  });

  async function refine(key: string): Promise<void> {
    const component = known.get(key);
    const last = results.get(key);
    if (component === undefined || last === undefined) return;
    const result = await solver.refine(requestOf(component, clock.nowMs()));
    if (known.get(key) !== component) return;
    if (result === null) {
      // Still books bring no other question, and what was left open stays so.
      later(() => {
        const now = results.get(key);
        if (known.get(key) === component && now !== undefined && isOpen(now)) refiner.want(key);
      });
    } else if (results.get(key) === last) publish(key, result);
    // What was found is of books that moved meanwhile; the engine has kept it, and looks whether it still holds.
    else if (result.certificate !== null) queue.add(key, false);
  }

  async function prove(key: string, signal: AbortSignal): Promise<boolean> {
    const component = known.get(key);
    const last = results.get(key);
    if (component === undefined || last === undefined) return false;
    const result = await solver.prove(requestOf(component, clock.nowMs()), last, signal);
    // Whatever was solved or changed meanwhile is newer.
    if (result === null || signal.aborted || results.get(key) !== last || known.get(key) !== component) return false;
    publish(key, result);
    return true;
  }

  function requestOf(component: Component, nowMs: TimeMs): InstanceRequest {
    return {
      component,
      books,
      nowMs,
      staleAfterMs: books.forMs ?? settings().staleAfterMs,
      budgetMicros: settings().maxPositionMicros,
      rules,
    };
  }

  function publish(key: string, result: ScanResult): void {
    results.set(key, result);
    const { certificate, answer, freshness } = result;
    if (certificate !== null || answer?.kind === 'failed' || freshness.unusable.length > 0) watched.add(key);
    else watched.delete(key);
    // It is of books that moved during the work, and then held nothing: what it says may not hold any more.
    if (!isQuiet(result) && behind.delete(key)) queue.add(key, false);
    changed.emit(result);
  }

  function later(does: () => unknown): void {
    clock.after(RETRY_FAILED_MS, () => void does(), lifetime.signal);
  }

  function forget(key: string): void {
    results.delete(key);
    watched.delete(key);
    refiner.drop(key);
  }

  /** Books of these conditions of it moved; null: all may have. */
  function consider(component: Component, moved: readonly string[] | null): void {
    const { key } = component;
    const isBroken = screening.update(component, moved);
    const last = results.get(key);
    prover.moved([key]);
    if (queue.isPreferred(key) || !isQuiet(last)) queue.add(key, isBroken && last?.certificate == null);
    else if (!screening.hasNothing(component) || (last === undefined && inexact.has(key))) queue.add(key, isBroken);
    else {
      queue.drop(key);
      sinceMs.delete(key);
      behind.add(key);
      if (screening.isPartial(component)) watched.add(key);
      else watched.delete(key);
      return;
    }
    if (!sinceMs.has(key)) sinceMs.set(key, clock.nowMs());
    behind.delete(key);
  }

  function isDue(component: Component, nowMs: TimeMs): boolean {
    const last = results.get(component.key);
    if (last === undefined) return true;
    if (last.answer?.kind === 'failed') return nowMs - last.atMs >= RETRY_FAILED_MS;
    return unusableKey(freshnessOf(requestOf(component, nowMs))) !== unusableKey(last.freshness);
  }

  function tick(): void {
    const nowMs = clock.nowMs();
    // Limits decide how large a basket is and whether it is offered.
    if (settings() !== scannedWith) for (const component of known.values()) consider(component, null);
    else
      for (const key of new Set([...queue.preferred(), ...watched])) {
        const component = known.get(key);
        if (component !== undefined && isDue(component, nowMs)) consider(component, null);
      }
    scannedWith = settings();
    clock.after(FRESHNESS_TICK_MS, tick, lifetime.signal);
  }

  /** Events are read again all the time; only what they changed is solved again. */
  function onRelations(): void {
    const before = known;
    known = takeComponents(before, relations.components());
    inexact = inexactOf(known);
    for (const [key, result] of results) {
      if (isStillPossible(result, known.get(key))) continue;
      forget(key);
      removed.emit(key);
    }
    for (const key of behind) if (!known.has(key)) behind.delete(key);
    for (const component of known.values()) {
      if (before.get(component.key) === component) continue;
      consider(component, null);
      // What was said of it was said of another.
      if (results.has(component.key)) queue.add(component.key, false);
    }
  }

  function byComponent(conditionIds: readonly string[]): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const id of conditionIds) {
      const key = relations.componentOf(id)?.key;
      if (key === undefined) continue;
      const ids = found.get(key);
      if (ids === undefined) found.set(key, [id]);
      else ids.push(id);
    }
    return found;
  }

  const unsubscribeBooks = books.subscribeDirty((conditionIds) => {
    timings.time('screen', () => {
      for (const [key, moved] of byComponent(conditionIds)) {
        const component = known.get(key);
        if (component !== undefined) consider(component, moved);
      }
    });
  });
  const unsubscribeRelations = relations.subscribe(onRelations);
  clock.after(FRESHNESS_TICK_MS, tick, lifetime.signal);

  return {
    resultOf: (key) => results.get(key) ?? null,
    results: () => [...results.values()],
    async within(key, mostMicros) {
      const component = known.get(key);
      if (component === undefined) return null;
      const request = requestOf(component, clock.nowMs());
      const budgetMicros = moneyMicros(Math.min(mostMicros, settings().maxPositionMicros));
      const result = await solver.refine({ ...request, budgetMicros });
      return known.get(key) === component ? result : null;
    },
    prefer(keys) {
      queue.prefer(keys);
      // What is on screen is said in full, also where there is nothing.
      for (const key of keys) {
        const component = known.get(key);
        if (component !== undefined && behind.has(key)) consider(component, []);
      }
      if (queue.isIdle()) prover.idle();
    },
    engineFailure: solver.failure,
    subscribe: (listener) => changed.subscribe(listener),
    subscribeRemoved: (listener) => removed.subscribe(listener),
    close() {
      lifetime.abort();
      unsubscribeBooks();
      unsubscribeRelations();
    },
  };
}

/** What was found may still be said of the component as it is now, until it is solved again. */
function isStillPossible({ certificate }: ScanResult, component: Component | undefined): boolean {
  return component !== undefined && (certificate === null || certificateFitsTerms(certificate.certificate, component));
}

/** Whether there is nothing to be said, and so nothing to be taken back. */
function isQuiet(result: ScanResult | undefined): boolean {
  if (result === undefined) return true;
  return result.certificate === null && result.failure === null && (result.answer?.kind ?? 'none') === 'none';
}

/** Whether there is an answer that a proof can add to. */
function isSound(result: ScanResult | undefined): boolean {
  const kind = result?.answer?.kind;
  return result?.failure === null && (kind === 'arbitrage' || kind === 'none' || kind === 'unproven');
}

/** Equal exactly when the same conditions cannot be used for the same reasons. */
function unusableKey({ unusable }: Freshness): string {
  return unusable.map(({ condition, reason }) => `${condition.id}:${reason}`).join();
}

/** Keys of those of which a solve of the rows does not say all. */
function inexactOf(components: ReadonlyMap<string, Component>): ReadonlySet<string> {
  return new Set([...components].flatMap(([key, component]) => (isExactByRows(component) ? [] : [key])));
}

/** The components by key; one that says the same as before stays the object that it was. */
function takeComponents(
  before: ReadonlyMap<string, Component>,
  components: readonly Component[],
): ReadonlyMap<string, Component> {
  return new Map(
    components.map((component) => {
      const held = before.get(component.key);
      return [component.key, held !== undefined && isSameComponent(held, component) ? held : component] as const;
    }),
  );
}

/** Whether a scan of one says all there is to say of the other. */
function isSameComponent(a: Component, b: Component): boolean {
  if (a === b) return true;
  return (
    a.event.title === b.event.title &&
    a.event.slug === b.event.slug &&
    isSameList(a.relations, b.relations) &&
    isSameList(a.conditions, b.conditions)
  );
}

function isSameList(a: readonly object[], b: readonly object[]): boolean {
  return a === b || (a.length === b.length && a.every((item, i) => item === b[i] || deepEqual(item, b[i])));
}
