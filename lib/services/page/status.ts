/** The one line that is always true: what goes on, since when, what the user can do. */
import type { Failure } from '../../domain/result';
import type { FeedStatus } from '../../ports/feed';
import type { StatusView } from '../../protocol/views';
import type { EventState } from '../relations/relations';
import type { ScanResult } from '../scan/scan';
import type { Freshness } from '../scan/instance';
import { plural } from '../../domain/money-text';
import { failure as sentenceOf } from '../../words/failures';

export interface StatusFacts {
  readonly event: EventState;
  readonly results: readonly ScanResult[];
  readonly feed: FeedStatus;
  readonly engineFailure: Failure | null;
  readonly haltedBecause: Failure | null;
  /** Sentence when the region may not trade and live mode is on; null otherwise. */
  readonly regionProblem: string | null;
  readonly hasOpportunity: boolean;
}

export function buildStatus(facts: StatusFacts): StatusView {
  const { event, results } = facts;
  const quiet = (kind: StatusView['kind'], sentence: string): StatusView => ({
    kind,
    tone: 'quiet',
    sentence,
    asOfMs: oldest(results),
  });
  if (event.kind === 'loading') return quiet('loading', "Reading this event's outcomes, rules and fees.");
  if (event.kind === 'failed')
    return quiet(event.failure.retry === 'never' ? 'refused' : 'offline', sentenceOf(event.failure));
  if (facts.haltedBecause !== null)
    return {
      kind: 'refused',
      tone: 'loss',
      sentence: `Facet is halted. ${sentenceOf(facts.haltedBecause)} Nothing is sent.`,
      asOfMs: oldest(results),
    };
  if (facts.engineFailure !== null) return quiet('engine-stopped', sentenceOf(facts.engineFailure));
  if (facts.feed.kind === 'down')
    return quiet(
      'offline',
      `Prices are not coming in: ${sentenceOf(facts.feed.failure)} Nothing can be taken until they do.`,
    );
  if (facts.regionProblem !== null) return quiet('blocked', facts.regionProblem);
  const usable = results.reduce((total, result) => total + result.freshness.usable, 0);
  const unusable = results.flatMap((result) => result.freshness.unusable);
  if (usable === 0) return noBooks(facts, unusable, quiet);
  if (facts.hasOpportunity)
    return { kind: 'violation', tone: 'violation', sentence: 'Prices left the polytope.', asOfMs: oldest(results) };
  const clash = results.find((result) => result.answer?.kind === 'empty-outcome-space');
  if (clash) return quiet('refused', 'The rules of these outcomes contradict each other, so nothing is offered here.');
  const failed = results.find((result) => result.failure !== null);
  if (failed?.failure) return quiet('engine-stopped', sentenceOf(failed.failure));
  const left =
    unusable.length > 0
      ? ` ${plural(unusable.length, 'outcome')} left out: ${unusable[0] ? reasonText(unusable[0]) : ''}`
      : '';
  return {
    kind: 'coherent',
    tone: 'coherent',
    sentence: `Coherent.${nearest(results)}${left}`,
    asOfMs: oldest(results),
  };
}

function noBooks(
  facts: StatusFacts,
  unusable: Freshness['unusable'],
  quiet: (kind: StatusView['kind'], sentence: string) => StatusView,
): StatusView {
  const reasons = new Set(unusable.map(({ reason }) => reason));
  const [first] = facts.event.kind === 'ready' ? facts.event.problems : [];
  const problem = first === undefined ? undefined : sentenceOf(first);
  if (unusable.length === 0 && problem !== undefined) return quiet('refused', `${problem} Nothing is offered here.`);
  if (reasons.has('no-fee-schedule'))
    return quiet(
      'refused',
      `${problem ?? 'The venue gives no fee schedule for these outcomes, so no cost can be shown.'} ` +
        'Nothing is offered here.',
    );
  if (reasons.has('malformed') || reasons.has('mismatch') || reasons.has('crossed'))
    return quiet(
      'stale',
      'The books that arrived do not hold together; they are being asked for again. ' +
        'Nothing can be taken until they do.',
    );
  if (facts.feed.kind === 'silent' || reasons.has('stale'))
    return quiet(
      'stale',
      'The books are too old: the venue has stopped confirming them. Nothing can be taken until they are fresh.',
    );
  if (reasons.has('missing')) return quiet('loading', 'Waiting for the order books.');
  return quiet('unsupported', 'No outcome of this event is taking orders.');
}

function reasonText({ condition, reason }: Freshness['unusable'][number]): string {
  const name = `"${condition.label}"`;
  switch (reason) {
    case 'no-fee-schedule':
      return `${name} has no confirmed fee schedule.`;
    case 'not-trading':
      return `${name} is not taking orders.`;
    case 'missing':
      return `the book of ${name} has not arrived.`;
    case 'stale':
      return `the book of ${name} is too old.`;
    case 'crossed':
    case 'mismatch':
    case 'malformed':
      return `the book of ${name} does not hold together and is asked for again.`;
  }
}

function nearest(results: readonly ScanResult[]): string {
  const candidates = results.flatMap((result) => {
    const near = result.answer?.kind === 'none' ? result.answer.nearest : null;
    const label = near ? result.component.conditions.find((condition) => condition.id === near.key)?.label : undefined;
    return near && label !== undefined ? [{ ticks: near.ticks, label }] : [];
  });
  const best = candidates.sort((a, b) => a.ticks - b.ticks)[0];
  return best ? ` Nearest violation: ${best.ticks === 1 ? 'one tick' : `${best.ticks} ticks`} on "${best.label}".` : '';
}

function oldest(results: readonly ScanResult[]): number | null {
  const ages = results.flatMap((result) => result.freshness.oldestVerifiedAtMs ?? []);
  return ages.length === 0 ? null : Math.min(...ages);
}
