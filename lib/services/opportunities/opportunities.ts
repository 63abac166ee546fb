/**
 * Owns what can be taken now: one opportunity per component, and for a short while every certificate that was shown.
 */
import { maxCostOf, type Certificate, type Hashed, type Verified } from '../../domain/basket';
import { conditionsByKey, type Condition } from '../../domain/condition';
import type { CertificateHash } from '../../domain/ids';
import type { Settings } from '../../protocol/settings';
import type { MoneyMicros, TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import { createEmitter } from '../emitter';
import type { Component } from '../relations/relations';
import { orderRefusal, ticksBeyond } from '../risk/limits';
import type { ScanResult, ScanService } from '../scan/scan';

/**
 * A click names the certificate that was on screen; books tick many times a second, so those shown recently are kept.
 */
const KEEP_SHOWN_MS = 30_000;

export interface Opportunity {
  /** Component key. */
  readonly id: string;
  readonly component: Component;
  readonly certified: Hashed<Verified<Certificate>>;
  /** When the oldest book behind it was last known to be right. */
  readonly asOfMs: TimeMs;
  readonly firstSeenAtMs: TimeMs;
  readonly passesThresholds: boolean;
  /** No basket of these books guarantees more; null while that is not proven. */
  readonly upperMicros: MoneyMicros | null;
}

export interface OpportunitiesService {
  /** The largest edge first. */
  all(): readonly Opportunity[];
  ofComponent(key: string): Opportunity | null;
  /** Among those shown in the last seconds. */
  byHash(hash: CertificateHash): Opportunity | null;
  /** The part of it that the user wants, which is on screen in its place; null: all of it. */
  setSized(key: string, opportunity: Opportunity | null): void;
  /** Told on every change of the list. */
  subscribe(listener: () => void): () => void;
  close(): void;
}

/** What the gate would refuse for its size or its prices, whatever the account, is not offered. */
export function passesThresholds(
  certificate: Certificate,
  settings: Settings,
  conditions: readonly Condition[],
): boolean {
  const known = conditionsByKey(conditions);
  const cost = maxCostOf(certificate);
  return (
    certificate.edgeAtLimitsMicros >= settings.minEdgeMicros &&
    certificate.edgeAtLimitsMicros >= settings.minEdgePerOrderMicros * certificate.legs.length &&
    // Integers on both sides: edge / cost >= bps / 10,000.
    BigInt(certificate.edgeAtLimitsMicros) * 10_000n >= BigInt(settings.minEdgeBps) * BigInt(Math.max(cost, 0)) &&
    cost <= settings.maxPositionMicros &&
    certificate.legs.every((leg) => {
      const condition = known.get(leg.condition);
      return (
        leg.sizeMicros >= settings.minDepthMicros &&
        condition !== undefined &&
        orderRefusal(leg, condition, settings) === null &&
        ticksBeyond(leg, leg.fills[0]?.priceMicros, condition.tickMicros) <= settings.collarTicks
      );
    })
  );
}

export function createOpportunities(options: {
  readonly scan: ScanService;
  readonly settings: () => Settings;
  readonly clock: Clock;
}): OpportunitiesService {
  const { scan, settings, clock } = options;
  const current = new Map<string, Opportunity>();
  const shown = new Map<CertificateHash, { readonly opportunity: Opportunity; readonly atMs: TimeMs }>();
  /** Parts that the user wants, while what they are part of is there. */
  const parts = new Map<string, Opportunity>();
  const changed = createEmitter<void>();

  function remember(opportunity: Opportunity): void {
    const atMs = clock.nowMs();
    shown.set(opportunity.certified.hash, { opportunity, atMs });
    for (const [hash, entry] of shown) if (atMs - entry.atMs > KEEP_SHOWN_MS) shown.delete(hash);
  }

  function onResult(result: ScanResult): void {
    const now = clock.nowMs();
    const key = result.component.key;
    const before = current.get(key);
    const { certificate: certified, freshness } = result;
    // An edge that exists only at the recorded levels, not at the signed limits, cannot be promised and is not shown.
    if (certified === null || certified.certificate.edgeAtLimitsMicros <= 0 || freshness.oldestVerifiedAtMs === null) {
      if (current.delete(key)) changed.emit();
      return;
    }
    const opportunity: Opportunity = {
      id: key,
      component: result.component,
      certified,
      asOfMs: freshness.oldestVerifiedAtMs,
      firstSeenAtMs: before?.firstSeenAtMs ?? now,
      passesThresholds: passesThresholds(certified.certificate, settings(), result.component.conditions),
      upperMicros: result.upperMicros,
    };
    current.set(key, opportunity);
    remember(opportunity);
    changed.emit();
  }

  /** Thresholds are those of now: a limit that was just typed counts before the next scan. */
  function judged(opportunity: Opportunity): Opportunity {
    const passes = passesThresholds(opportunity.certified.certificate, settings(), opportunity.component.conditions);
    return passes === opportunity.passesThresholds ? opportunity : { ...opportunity, passesThresholds: passes };
  }

  const stops = [
    scan.subscribe(onResult),
    scan.subscribeRemoved((key) => {
      if (current.delete(key)) changed.emit();
    }),
  ];
  return {
    all: () =>
      [...current.values()]
        .map(judged)
        .sort((a, b) => b.certified.certificate.edgeAtLimitsMicros - a.certified.certificate.edgeAtLimitsMicros),
    ofComponent: (key) => current.get(key) ?? null,
    byHash(hash) {
      // What stands there now is on screen however long ago it was found: quiet books are not solved again.
      for (const [key, whole] of current)
        for (const opportunity of [whole, parts.get(key)]) if (opportunity?.certified.hash === hash) return opportunity;
      const entry = shown.get(hash);
      return entry && clock.nowMs() - entry.atMs <= KEEP_SHOWN_MS ? entry.opportunity : null;
    },
    setSized(key, opportunity) {
      const before = parts.get(key);
      if (before !== undefined) remember(before);
      if (opportunity === null) parts.delete(key);
      else parts.set(key, opportunity);
    },
    subscribe: (listener) => changed.subscribe(listener),
    close() {
      for (const stop of stops) stop();
    },
  };
}
