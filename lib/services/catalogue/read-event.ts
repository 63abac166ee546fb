/** One reading of an event: the catalogue's list, and what the CLOB says of every market in it that may be traded. */
import type { Condition, VenueEvent } from '../../domain/condition';
import type { ConditionId } from '../../domain/ids';
import type { PageTarget } from '../../domain/page';
import { forEachPooled } from '../../domain/pool';
import type { Failure, Result } from '../../domain/result';
import { failureOf, ok } from '../../domain/result';
import type { TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { MarketData } from '../../ports/market-data';
import type { Facts, Said, TermsSource } from './facts';
import { termsOf } from './facts';
import { termsSaid } from './listed';

/** Fees, ticks and sizes are asked for a few markets at a time: /clob-markets has no batch form. */
const CONFIRM_PARALLEL = 6;

/** Asked of the CLOB: what can be traded, and what may be although the catalogue does not say so yet. */
function mayTrade({ closed, acceptingOrders, active, enableOrderBook }: Condition): boolean {
  return !closed && (acceptingOrders || (active && enableOrderBook));
}

/**
 * One event, every open market confirmed against the CLOB. A market that contradicts itself stays listed but cannot be
 * traded.
 */
export async function readEvent(
  { market, clock, facts }: { readonly market: MarketData; readonly clock: Clock; readonly facts: Facts },
  target: PageTarget,
  signal: AbortSignal,
): Promise<Result<{ readonly event: VenueEvent; readonly problems: readonly Failure[] }>> {
  const askedAtMs = clock.nowMs();
  const read =
    target.kind === 'event'
      ? await market.fetchEventBySlug(target.slug, signal)
      : await market.fetchEventByMarketSlug(target.slug, signal);
  if (!read.ok) return read;
  const problems: Failure[] = [...(read.value.problems ?? [])];
  // What the CLOB is asked about it says itself, and later than the catalogue, which is served from caches.
  for (const condition of read.value.conditions)
    if (!mayTrade(condition))
      facts.rowOf(condition).say({ ...unstamped('gamma', askedAtMs), terms: termsSaid(condition) });
  const stopped = new Map<ConditionId, Failure>();
  await forEachPooled(read.value.conditions.filter(mayTrade), CONFIRM_PARALLEL, async (condition) => {
    const readMs = clock.nowMs();
    const confirmed = await market.confirmCondition(condition, signal);
    if (confirmed.ok) {
      facts.rowOf(condition).say({ ...unstamped('clob', readMs), terms: termsOf(confirmed.value) });
      return;
    }
    // Not traded anyway, and one that never was is not known there.
    if (!condition.acceptingOrders) return;
    problems.push(failureOf('market-unconfirmed', { market: condition.label.slice(0, 120), cause: confirmed.error }));
    stopped.set(condition.id, confirmed.error);
  });
  const conditions = read.value.conditions.map((condition) => {
    const why = stopped.get(condition.id);
    return why === undefined ? facts.apply(condition) : { ...condition, fee: null, stopped: why };
  });
  return ok({ event: { ...read.value, conditions }, problems });
}

/** Neither the catalogue nor the CLOB dates its answers. */
function unstamped(source: TermsSource, readMs: TimeMs): Omit<Said, 'terms'> {
  return { source, stampedMs: null, readMs };
}
