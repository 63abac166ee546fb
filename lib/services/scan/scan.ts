/**
 * Owns the latest answer per component: dirty books in, verified certificates out.
 *
 *   books/relations change -> dirty -> (one solve in flight, open pages first) -> engine -> hash -> verify again here -> result
 *
 * The engine is not trusted: what it answers counts only after `verifyCertificate`, which shares no code with it.
 */
import { verifyCertificate } from '../../verifier/verify';
import { hashCertificate } from '../../verifier/hash';
import type { Certificate, Hashed, Verified } from '../../domain/basket';
import type { Failure } from '../../domain/result';
import type { Settings } from '../../protocol/settings';
import type { TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Engine, EngineAnswer, FairPrice } from '../../ports/worker';
import type { Log } from '../../ports/log';
import { createEmitter } from '../emitter';
import type { Component, RelationsService } from '../relations/relations';
import type { BookSource, Freshness, InstanceRequest } from './instance';
import { buildInstance, freshnessOf } from './instance';
import { certificateMatchesComponent, certificateMatchesInstance } from './matches';

/** A solve on the largest component takes a few milliseconds; a quarter of a second means that something is wrong. */
const SOLVE_LIMIT_MS = 250;
/** Staleness grows without any event; looked at this often. */
const FRESHNESS_TICK_MS = 1_000;
/** An engine that failed is asked again even if no book moves: it may have been started anew meanwhile. */
const RETRY_FAILED_MS = 5_000;

export interface ScanResult {
  readonly component: Component;
  readonly freshness: Freshness;
  readonly answer: EngineAnswer | null;
  /** Present exactly when the engine found a basket and this context verified it. */
  readonly certificate: Hashed<Verified<Certificate>> | null;
  readonly fair: readonly FairPrice[];
  readonly failure: Failure | null;
  readonly atMs: TimeMs;
}

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
  readonly clock: Clock;
  readonly log: Log;
}): ScanService {
  const { relations, books, engine, settings, clock, log } = options;
  const results = new Map<string, ScanResult>();
  const dirty = new Set<string>();
  const changed = createEmitter<ScanResult>();
  const removed = createEmitter<string>();
  const lifetime = new AbortController();
  let known = takeComponents(new Map(), relations.components());
  let scannedWith = settings();
  let preferred = new Set<string>();
  let nextJob = 1;
  let running = false;
  let engineFailure: Failure | null = null;

  function pick(): Component | null {
    const keys = [...dirty];
    const key = keys.find((candidate) => preferred.has(candidate)) ?? keys[0];
    if (key === undefined) return null;
    dirty.delete(key);
    return known.get(key) ?? pick();
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    try {
      for (let component = pick(); component !== null && !lifetime.signal.aborted; component = pick()) {
        const result = await scanOne(component);
        // Its event may have been closed, changed or become unreadable while the engine worked; what changed is dirty
        // again.
        if (known.get(component.key) !== component) continue;
        results.set(component.key, result);
        changed.emit(result);
      }
    } finally {
      running = false;
    }
  }

  function mark(keys: Iterable<string>): void {
    for (const key of keys) dirty.add(key);
    if (dirty.size > 0) void run();
  }

  function requestOf(component: Component, nowMs: TimeMs): InstanceRequest {
    return {
      component,
      books,
      nowMs,
      staleAfterMs: settings().staleAfterMs,
      budgetMicros: settings().maxPositionMicros,
    };
  }

  async function scanOne(component: Component): Promise<ScanResult> {
    const now = clock.nowMs();
    const { instance, freshness } = buildInstance(requestOf(component, now));
    const base = {
      component,
      freshness,
      atMs: now,
      answer: null,
      certificate: null,
      fair: [],
      failure: null,
    } satisfies ScanResult;
    if (freshness.usable === 0) return base;
    const id = nextJob++;
    const answer = await engine.solve({ id, instance, exact: false, timeLimitMs: SOLVE_LIMIT_MS });
    engineFailure = answer.kind === 'failed' ? answer.failure : null;
    if (answer.kind === 'failed') return { ...base, answer, failure: answer.failure };
    if (answer.kind !== 'arbitrage') return { ...base, answer, fair: answer.kind === 'none' ? answer.fair : [] };
    const verified = verifyCertificate(answer.certificate);
    if (!verified.ok) {
      log.error('certificate-refused', { job: id, code: verified.error.code });
      return { ...base, answer, fair: answer.fair, failure: verified.error };
    }
    if (!certificateMatchesComponent(verified.value, component)) {
      log.error('certificate-foreign', { job: id });
      return {
        ...base,
        answer,
        fair: answer.fair,
        failure: {
          code: 'certificate-foreign',
          message: 'The engine answered for other relations than were asked. The basket is not shown.',
          retry: 'later',
        },
      };
    }
    if (!certificateMatchesInstance(verified.value, instance)) {
      log.error('certificate-prices', { job: id });
      return {
        ...base,
        answer,
        fair: answer.fair,
        failure: {
          code: 'certificate-prices',
          message: 'The engine answered with prices that the books do not have. The basket is not shown.',
          retry: 'later',
        },
      };
    }
    return {
      ...base,
      answer,
      fair: answer.fair,
      certificate: { hash: await hashCertificate(verified.value), certificate: verified.value },
    };
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
    const all = settings() !== scannedWith;
    scannedWith = settings();
    mark([...known.values()].filter((component) => all || isDue(component, nowMs)).map(({ key }) => key));
    clock.after(FRESHNESS_TICK_MS, tick, lifetime.signal);
  }

  /** Events are read again all the time; only what they changed is solved again. */
  function onRelations(): void {
    const before = known;
    known = takeComponents(before, relations.components());
    for (const key of [...results.keys()]) {
      if (known.has(key)) continue;
      results.delete(key);
      removed.emit(key);
    }
    mark([...known.values()].filter((component) => before.get(component.key) !== component).map(({ key }) => key));
  }

  const unsubscribeBooks = books.subscribeDirty((conditionIds) => {
    mark(conditionIds.flatMap((id) => relations.componentOf(id)?.key ?? []));
  });
  const unsubscribeRelations = relations.subscribe(onRelations);
  clock.after(FRESHNESS_TICK_MS, tick, lifetime.signal);

  return {
    resultOf: (key) => results.get(key) ?? null,
    results: () => [...results.values()],
    prefer(keys) {
      preferred = new Set(keys);
    },
    engineFailure: () => engineFailure,
    subscribe: (listener) => changed.subscribe(listener),
    subscribeRemoved: (listener) => removed.subscribe(listener),
    close() {
      lifetime.abort();
      unsubscribeBooks();
      unsubscribeRelations();
    },
  };
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

/** Plain data made by one function from the venue's answers: equal text means equal content. */
function isSameList(a: readonly object[], b: readonly object[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i] || JSON.stringify(item) === JSON.stringify(b[i]));
}
