/**
 * Owns the latest answer per component: dirty books in, verified certificates out.
 *
 *   books/relations change -> dirty -> (one solve in flight, oldest page first) -> engine -> hash -> verify again here -> result
 *
 * The engine is not trusted: what it answers counts only after `verifyCertificate`, which shares no code with it.
 */
import { verifyCertificate } from '../../engine/certificate/verify';
import { hashCertificate } from '../../engine/certificate/canonical';
import type { Certificate, Hashed, Verified } from '../../domain/basket';
import type { Failure } from '../../domain/result';
import type { Instance } from '../../domain/instance';
import type { Settings } from '../../domain/settings';
import type { TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Engine, EngineAnswer, FairPrice } from '../../ports/engine';
import type { Log } from '../../ports/log';
import { createEmitter } from '../emitter';
import type { Component, RelationsService } from '../relations/index';
import type { BookSource, Freshness } from './instance';
import { buildInstance } from './instance';

/** A solve on the largest component takes a few milliseconds; a quarter of a second means that something is wrong. */
const SOLVE_LIMIT_MS = 250;
/** Staleness grows without any event; looked at this often. */
const FRESHNESS_TICK_MS = 1_000;

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
  /** Told the key of a component that is no longer watched or can no longer be read: nothing said of it holds any more. */
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
  let preferred = new Set<string>();
  let nextJob = 1;
  let running = false;
  let engineFailure: Failure | null = null;

  function pick(): Component | null {
    const keys = [...dirty];
    const key = keys.find((candidate) => preferred.has(candidate)) ?? keys[0];
    if (key === undefined) return null;
    dirty.delete(key);
    return relations.components().find((component) => component.key === key) ?? pick();
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    try {
      for (let component = pick(); component !== null && !lifetime.signal.aborted; component = pick()) {
        const result = await scanOne(component);
        // Its event may have been closed or become unreadable while the engine worked.
        if (!relations.components().some(({ key }) => key === component?.key)) continue;
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

  async function scanOne(component: Component): Promise<ScanResult> {
    const now = clock.nowMs();
    const { instance, freshness } = buildInstance({ component, books, nowMs: now, staleAfterMs: settings().staleAfterMs, budgetMicros: settings().maxPositionMicros });
    const base = { component, freshness, atMs: now, answer: null, certificate: null, fair: [], failure: null } satisfies ScanResult;
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
      return { ...base, answer, fair: answer.fair, failure: { code: 'certificate-foreign', message: 'The engine answered for other relations than were asked. The basket is not shown.', retry: 'later' } };
    }
    if (!certificateMatchesInstance(verified.value, instance)) {
      log.error('certificate-prices', { job: id });
      return { ...base, answer, fair: answer.fair, failure: { code: 'certificate-prices', message: 'The engine answered with prices that the books do not have. The basket is not shown.', retry: 'later' } };
    }
    return { ...base, answer, fair: answer.fair, certificate: { hash: await hashCertificate(verified.value), certificate: verified.value } };
  }

  function freshnessKey(component: Component): string {
    return unusableKey(buildInstance({ component, books, nowMs: clock.nowMs(), staleAfterMs: settings().staleAfterMs, budgetMicros: settings().maxPositionMicros }).freshness);
  }

  function tick(): void {
    const aged = relations.components().filter((component) => {
      const last = results.get(component.key);
      return last === undefined || freshnessKey(component) !== unusableKey(last.freshness);
    });
    mark(aged.map((component) => component.key));
    clock.after(FRESHNESS_TICK_MS, tick, lifetime.signal);
  }

  const unsubscribeBooks = books.subscribeDirty((conditionIds) => {
    mark(conditionIds.flatMap((id) => relations.componentOf(id)?.key ?? []));
  });
  const unsubscribeRelations = relations.subscribe(() => {
    const keys = new Set(relations.components().map((component) => component.key));
    for (const key of [...results.keys()]) {
      if (keys.has(key)) continue;
      results.delete(key);
      removed.emit(key);
    }
    mark(keys);
  });
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

/** Rows that the engine derives from several relations; the verifier has shown that they follow from the others listed. */
const DERIVED_PREFIX = 'derived:';

/** Every asserted rule of the certificate is an executable relation of the component, unchanged; every leg is one of its conditions. */
export function certificateMatchesComponent(certificate: Certificate, component: Component): boolean {
  const relations = new Map(component.relations.map((relation) => [relation.id, relation] as const));
  const conditions = new Map(component.conditions.map((condition) => [String(condition.id), condition] as const));
  return (
    certificate.rules.every((rule) => {
      if (rule.relationId.startsWith(DERIVED_PREFIX)) return true;
      const relation = relations.get(rule.relationId);
      return relation !== undefined && relation.version === rule.relationVersion && relation.source === rule.source && JSON.stringify(relation.body) === JSON.stringify(rule.body);
    }) &&
    certificate.conditions.every(({ key, fee }) => {
      const known = conditions.get(key)?.fee;
      return known === null || (known !== undefined && known.ratePpm === fee.ratePpm && known.exponent === fee.exponent);
    }) &&
    certificate.legs.every((leg) => (conditions.get(leg.condition)?.fee ?? null) !== null)
  );
}

/** Prices and sizes are those of the books that were sent to the engine, level by level, in lots and above the venue's minimums. */
export function certificateMatchesInstance(certificate: Certificate, instance: Instance): boolean {
  const terms = new Map(instance.conditions.map((condition) => [condition.key, condition] as const));
  if (certificate.voids !== 0 || Object.keys(certificate.inventory).length > 0) return false;
  return certificate.legs.every((leg) => {
    const condition = terms.get(leg.condition);
    const book = instance.books[leg.condition]?.[leg.token];
    if (!condition || !book || leg.side !== 'buy') return false;
    const said = certificate.books.find((entry) => entry.condition === leg.condition && entry.token === leg.token);
    if (said?.hash !== book.hash || said.verifiedAtMs !== book.verifiedAtMs) return false;
    if (leg.sizeMicros % instance.lotMicros !== 0 || leg.sizeMicros < condition.minSizeMicros || leg.limitPriceMicros % condition.tickMicros !== 0) return false;
    return leg.fills.every((fill) => book.asks.some((level) => level.priceMicros === fill.priceMicros && level.sizeMicros >= fill.sizeMicros));
  });
}
