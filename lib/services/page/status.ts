/** The one line that is always true: what goes on, since when, what the user can do. */
import { takesOrders } from '../../domain/condition';
import type { Failure } from '../../domain/result';
import type { FeedStatus } from '../../ports/feed';
import type { Blocked, StatusFact } from '../../protocol/says';
import type { StatusView } from '../../protocol/views';
import type { EventState } from '../relations/relations';
import type { ScanResult } from '../scan/scan';
import type { Freshness } from '../scan/instance';

export interface StatusFacts {
  readonly event: EventState;
  readonly results: readonly ScanResult[];
  readonly feed: FeedStatus;
  readonly engineFailure: Failure | null;
  readonly haltedBecause: Failure | null;
  /** When the region may not trade and live mode is on; null otherwise. */
  readonly regionProblem: Blocked | null;
  /** The set of bets that is offered: its prices, and the ties on the user's word under it; null when none is. */
  readonly offered: { readonly prices: number; readonly acceptedTies: number } | null;
  /** Ties of this event that wait for the user's word. */
  readonly waiting: number;
}

export function buildStatus(facts: StatusFacts): StatusView {
  return { ...judged(facts), asOfMs: oldest(facts.results) };
}

type Judged = Omit<StatusView, 'asOfMs'>;

function quiet(kind: StatusView['kind'], fact: StatusFact): Judged {
  return { kind, tone: 'quiet', fact };
}

function judged(facts: StatusFacts): Judged {
  const { event, results, feed, engineFailure, haltedBecause, regionProblem } = facts;
  if (event.kind === 'loading') return quiet('loading', { code: 'reading-event' });
  if (event.kind === 'failed')
    return quiet(event.failure.retry === 'never' ? 'refused' : 'offline', { code: 'failed', failure: event.failure });
  if (haltedBecause !== null)
    return { kind: 'refused', tone: 'loss', fact: { code: 'halted', because: haltedBecause } };
  if (engineFailure !== null) return quiet('engine-stopped', { code: 'failed', failure: engineFailure });
  if (regionProblem !== null) return quiet('blocked', { code: 'blocked', blocked: regionProblem });
  const unusable = results.flatMap((result) => result.freshness.unusable);
  if (results.every((result) => result.freshness.usable === 0)) return noBooks(facts, unusable);
  // Where the venue refuses the socket its books are asked for, and those that are fresh are as good as any.
  const byRest = feed.kind === 'down' ? ({ byRest: true } as const) : {};
  if (facts.offered !== null) {
    const tone = facts.offered.acceptedTies > 0 ? 'attention' : 'violation';
    return { kind: 'violation', tone, fact: { code: 'contradiction', ...facts.offered, ...byRest } };
  }
  if (results.some((result) => result.answer?.kind === 'empty-outcome-space'))
    return quiet('refused', { code: 'rules-clash' });
  const failure = results.find((result) => result.failure !== null)?.failure ?? null;
  if (failure !== null) return quiet('engine-stopped', { code: 'failed', failure });
  const [first] = unusable;
  const leftOut = first
    ? { count: unusable.length, first: { name: first.condition.label, reason: first.reason } }
    : null;
  const fact: StatusFact = {
    code: 'quiet',
    waiting: facts.waiting,
    nearest: nearest(results),
    leftOut,
    unproven: unproven(results),
    ...byRest,
  };
  return { kind: 'coherent', tone: 'coherent', fact };
}

function noBooks({ event, feed, results }: StatusFacts, unusable: Freshness['unusable']): Judged {
  if (feed.kind === 'down') return quiet('offline', { code: 'feed-down', failure: feed.failure });
  const reasons = new Set(unusable.map(({ reason }) => reason));
  const problem = event.kind === 'ready' ? event.problems[0] : undefined;
  if (problem !== undefined && (unusable.length === 0 || reasons.has('no-fee-schedule') || reasons.has('stopped')))
    return quiet('refused', { code: 'event-problem', problem });
  const stopped = unusable.find(({ condition }) => condition.stopped !== undefined)?.condition.stopped;
  if (stopped !== undefined) return quiet('refused', { code: 'failed', failure: stopped });
  if (reasons.has('no-fee-schedule')) return quiet('refused', { code: 'no-fee-schedule' });
  if (reasons.has('malformed') || reasons.has('mismatch') || reasons.has('crossed'))
    return quiet('stale', { code: 'books-broken' });
  if (feed.kind === 'silent' || reasons.has('stale')) return quiet('stale', { code: 'books-old' });
  // Nobody has looked at it yet: until it was opened there was nothing to be said of it.
  const isNew = results.length === 0 && event.kind === 'ready' && event.event.conditions.some(takesOrders);
  if (isNew || reasons.has('missing')) return quiet('loading', { code: 'waiting-for-books' });
  return quiet('unsupported', { code: 'takes-no-orders' });
}

function nearest(results: readonly ScanResult[]): { readonly ticks: number; readonly name: string } | null {
  const candidates = results.flatMap((result) => {
    const near = result.answer?.kind === 'none' ? result.answer.nearest : null;
    const name = near ? result.component.conditions.find((condition) => condition.id === near.key)?.label : undefined;
    return near && name !== undefined ? [{ ticks: near.ticks, name }] : [];
  });
  return candidates.sort((a, b) => a.ticks - b.ticks)[0] ?? null;
}

/** A first look that left something open is not the last word; that a component is too large will not change. */
function unproven(results: readonly ScanResult[]): Extract<StatusFact, { code: 'quiet' }>['unproven'] {
  const open = results.flatMap(({ answer, component }) =>
    answer?.kind === 'unproven' && (answer.because === 'too-large' || answer.more !== true)
      ? [{ because: answer.because, outcomes: component.conditions.length }]
      : [],
  );
  return open.sort((a, b) => b.outcomes - a.outcomes)[0] ?? null;
}

function oldest(results: readonly ScanResult[]): number | null {
  const ages = results.flatMap((result) => result.freshness.oldestVerifiedAtMs ?? []);
  return ages.length === 0 ? null : Math.min(...ages);
}
