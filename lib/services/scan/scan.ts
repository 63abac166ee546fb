/**
 * Owns the latest answer per component: dirty books in, verified certificates out.
 *
 *   books/relations change -> dirty -> (one first look in flight, open pages first) -> engine -> hash -> verify again
 *     here -> result
 *   the first look left something open -> the full solve, between the first looks (refiner.ts) -> the same result
 *   nothing waits, an open page's books are quiet -> the proven optimum (prover.ts) -> the same result, with its bound
 *
 * The engine is not trusted: what it answers counts only after `verifyCertificate`, which shares no code with it.
 */
import { deepEqual } from '../../domain/deep-equal';
import type { Failure } from '../../domain/result';
import type { Settings } from '../../protocol/settings';
import type { TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { VenueRules } from '../../ports/venue-rules';
import type { Engine } from '../../ports/worker';
import type { Log } from '../../ports/log';
import { createEmitter } from '../emitter';
import type { Component, RelationsService } from '../relations/relations';
import type { BookSource, Freshness, InstanceRequest } from './instance';
import { freshnessOf } from './instance';
import { certificateFitsTerms } from './matches';
import type { ScanResult } from './solve';
import { createSolver, isOpen } from './solve';
import { createProver } from './prover';
import { createRefiner } from './refiner';

export type { ScanResult } from './solve';

/** Staleness grows without any event; looked at this often. */
const FRESHNESS_TICK_MS = 1_000;
/** An engine that failed is asked again even if no book moves: it may have been started anew meanwhile. */
const RETRY_FAILED_MS = 5_000;

export interface ScanService {
  resultOf(componentKey: string): ScanResult | null;
  results(): readonly ScanResult[];
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
  readonly books: BookSource & { subscribeDirty(listener: (conditionIds: readonly string[]) => void): () => void };
  readonly engine: Engine;
  readonly settings: () => Settings;
  readonly rules: VenueRules;
  readonly clock: Clock;
  readonly log: Log;
}): ScanService {
  const { relations, books, engine, settings, rules, clock, log } = options;
  const results = new Map<string, ScanResult>();
  const changed = createEmitter<ScanResult>();
  const removed = createEmitter<string>();
  const lifetime = new AbortController();
  let known = takeComponents(new Map(), relations.components());
  let scannedWith = settings();
  const solver = createSolver(engine, log);

  const solveQuickly = async (key: string): Promise<void> => {
    const component = known.get(key);
    if (component === undefined) return;
    const result = await solver.solve(requestOf(component, clock.nowMs()));
    // Its event may have been closed, changed or become unreadable while the engine worked; what changed is dirty
    // again.
    if (known.get(key) !== component) return;
    results.set(key, result);
    changed.emit(result);
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
  const queue = createQueue(
    {
      work: solveQuickly,
      onBusy: () => prover.interrupt(),
      onIdle: () => prover.idle(),
    },
    lifetime.signal,
  );
  const prover = createProver({
    clock,
    wanted: () => queue.preferred().filter((key) => isSound(results.get(key))),
    isIdle: () => queue.isIdle() && refiner.isIdle(),
    prove,
    lifetime: lifetime.signal,
  });

  async function refine(key: string): Promise<void> {
    const component = known.get(key);
    const last = results.get(key);
    if (component === undefined || last === undefined) return;
    const result = await solver.refine(requestOf(component, clock.nowMs()));
    if (result === null || known.get(key) !== component) return;
    if (results.get(key) === last) {
      results.set(key, result);
      changed.emit(result);
      // What was found is of books that moved meanwhile; the engine has kept it, and looks whether it still holds.
    } else if (result.certificate !== null) queue.add([key]);
  }

  async function prove(key: string, signal: AbortSignal): Promise<boolean> {
    const component = known.get(key);
    const last = results.get(key);
    if (component === undefined || last === undefined) return false;
    const result = await solver.prove(requestOf(component, clock.nowMs()), last, signal);
    // Whatever was solved or changed meanwhile is newer.
    if (result === null || signal.aborted || results.get(key) !== last || known.get(key) !== component) return false;
    results.set(key, result);
    changed.emit(result);
    return true;
  }

  function requestOf(component: Component, nowMs: TimeMs): InstanceRequest {
    return {
      component,
      books,
      nowMs,
      staleAfterMs: settings().staleAfterMs,
      budgetMicros: settings().maxPositionMicros,
      rules,
    };
  }

  function isDue(component: Component, nowMs: TimeMs): boolean {
    const last = results.get(component.key);
    if (last === undefined) return true;
    if (last.answer?.kind === 'failed') return nowMs - last.atMs >= RETRY_FAILED_MS;
    return unusableKey(freshnessOf(requestOf(component, nowMs))) !== unusableKey(last.freshness);
  }

  function enqueue(keys: readonly string[]): void {
    prover.moved(keys);
    queue.add(keys);
  }

  function tick(): void {
    const nowMs = clock.nowMs();
    // Limits decide how large a basket is and whether it is offered.
    const all = settings() !== scannedWith;
    scannedWith = settings();
    enqueue([...known.values()].filter((component) => all || isDue(component, nowMs)).map(({ key }) => key));
    clock.after(FRESHNESS_TICK_MS, tick, lifetime.signal);
  }

  /** Events are read again all the time; only what they changed is solved again. */
  function onRelations(): void {
    const before = known;
    known = takeComponents(before, relations.components());
    for (const [key, result] of [...results]) {
      if (isStillPossible(result, known.get(key))) continue;
      results.delete(key);
      refiner.drop(key);
      removed.emit(key);
    }
    enqueue([...known.values()].filter((component) => before.get(component.key) !== component).map(({ key }) => key));
  }

  const unsubscribeBooks = books.subscribeDirty((conditionIds) => {
    enqueue(conditionIds.flatMap((id) => relations.componentOf(id)?.key ?? []));
  });
  const unsubscribeRelations = relations.subscribe(onRelations);
  clock.after(FRESHNESS_TICK_MS, tick, lifetime.signal);

  return {
    resultOf: (key) => results.get(key) ?? null,
    results: () => [...results.values()],
    prefer(keys) {
      queue.prefer(keys);
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

interface QueueWork {
  readonly work: (key: string) => Promise<void>;
  readonly onBusy: () => void;
  readonly onIdle: () => void;
}

/** Keys to work on, one at a time, each once however often it was added meanwhile. */
function createQueue({ work, onBusy, onIdle }: QueueWork, lifetime: AbortSignal) {
  const waiting = new Set<string>();
  let preferred: ReadonlySet<string> = new Set();
  let running = false;

  function take(): string | null {
    const keys = [...waiting];
    const key = keys.find((candidate) => preferred.has(candidate)) ?? keys[0];
    if (key === undefined) return null;
    waiting.delete(key);
    return key;
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    try {
      for (let key = take(); key !== null && !lifetime.aborted; key = take()) await work(key);
    } finally {
      running = false;
    }
    if (!lifetime.aborted) onIdle();
  }

  return {
    add(keys: Iterable<string>): void {
      for (const key of keys) waiting.add(key);
      if (waiting.size === 0) return;
      onBusy();
      void run();
    },
    isIdle: (): boolean => !running && waiting.size === 0,
    preferred: (): readonly string[] => [...preferred],
    /** These come before the others. */
    prefer(keys: readonly string[]): void {
      preferred = new Set(keys);
    },
  };
}

/** What was found may still be said of the component as it is now, until it is solved again. */
function isStillPossible({ certificate }: ScanResult, component: Component | undefined): boolean {
  return component !== undefined && (certificate === null || certificateFitsTerms(certificate.certificate, component));
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
  return (
    a.event.title === b.event.title &&
    a.event.slug === b.event.slug &&
    isSameList(a.relations, b.relations) &&
    isSameList(a.conditions, b.conditions)
  );
}

function isSameList(a: readonly object[], b: readonly object[]): boolean {
  return a.length === b.length && a.every((item, i) => deepEqual(item, b[i]));
}
