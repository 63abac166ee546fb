/** The one line about everything, and health: pure functions of what the services know. */
import type { Execution } from '../../domain/execution';
import { isUnresolved } from '../../domain/execution';
import type { Failure, Result } from '../../domain/result';
import type { Geoblock } from '../../ports/market-data';
import type { HealthView, StatusView } from '../../protocol/views';
import type { BooksService } from '../books/books';
import type { Opportunity } from '../opportunities/opportunities';
import { dollarsDown, plural } from '../../domain/money-text';
import { failure as sentenceOf } from '../../words/failures';

export interface OverviewFacts {
  readonly books: ReturnType<BooksService['status']>;
  readonly engineFailure: Failure | null;
  readonly region: Result<Geoblock> | null;
  readonly regionProblem: string | null;
  readonly haltedBecause: Failure | null;
  readonly settingsProblem: string | null;
  readonly executions: readonly Execution[];
  readonly isShown: (execution: Execution) => boolean;
  /** Opportunities that pass the thresholds. */
  readonly alerts: number;
  readonly events: number;
}

export function healthView({ books, engineFailure, region, events }: OverviewFacts): HealthView {
  const silence = books.rest ?? (region?.ok === false ? region.error : null);
  return {
    feed: { ok: books.feed.kind === 'live' || books.feed.kind === 'idle', sentence: feedSentence(books) },
    engine: {
      ok: engineFailure === null,
      sentence: engineFailure === null ? 'Engine ready.' : sentenceOf(engineFailure),
    },
    venue: { ok: silence === null, sentence: silence === null ? 'Venue answers.' : sentenceOf(silence) },
    watchedEvents: events,
    watchedBooks: books.watched,
  };
}

/** What is wrong comes before what is offered, and what concerns money before everything. */
export function overviewStatus(facts: OverviewFacts): StatusView {
  return moneyStatus(facts) ?? faultStatus(facts) ?? marketStatus(facts);
}

function moneyStatus({ books, haltedBecause, executions, isShown }: OverviewFacts): StatusView | null {
  const asOfMs = books.oldestVerifiedAtMs;
  if (haltedBecause !== null)
    return { kind: 'refused', tone: 'loss', sentence: `Halted. ${sentenceOf(haltedBecause)}`, asOfMs };
  const incomplete = executions.filter(
    (each) => each.mode === 'live' && each.state === 'partial' && isShown(each),
  ).length;
  if (incomplete > 0)
    return {
      kind: 'refused',
      tone: 'loss',
      sentence:
        `${plural(incomplete, 'basket')} of yours ${incomplete === 1 ? 'is' : 'are'} ` +
        'incomplete; see below what you hold.',
      asOfMs,
    };
  const unresolved = executions.filter(isUnresolved).length;
  if (unresolved === 0) return null;
  return {
    kind: 'refused',
    tone: 'attention',
    sentence:
      `${plural(unresolved, 'basket')} of yours ${unresolved === 1 ? 'has' : 'have'} ` +
      'orders of unknown fate; see below.',
    asOfMs,
  };
}

function faultStatus(facts: OverviewFacts): StatusView | null {
  const { books, settingsProblem, regionProblem } = facts;
  const asOfMs = books.oldestVerifiedAtMs;
  if (settingsProblem !== null) return { kind: 'refused', tone: 'attention', sentence: settingsProblem, asOfMs: null };
  if (regionProblem !== null) return { kind: 'blocked', tone: 'quiet', sentence: regionProblem, asOfMs };
  const { feed, engine } = healthView(facts);
  if (!engine.ok) return { kind: 'engine-stopped', tone: 'quiet', sentence: engine.sentence, asOfMs };
  if (books.feed.kind === 'connecting') return { kind: 'loading', tone: 'quiet', sentence: feed.sentence, asOfMs };
  return feed.ok ? null : { kind: 'offline', tone: 'quiet', sentence: feed.sentence, asOfMs };
}

function marketStatus({ books, alerts, events }: OverviewFacts): StatusView {
  const asOfMs = books.oldestVerifiedAtMs;
  return alerts > 0
    ? { kind: 'violation', tone: 'violation', sentence: `${plural(alerts, 'basket')} above your thresholds.`, asOfMs }
    : {
        kind: 'coherent',
        tone: 'coherent',
        sentence: `${plural(events, 'event')} watched, prices coherent.`,
        asOfMs,
      };
}

export function notificationText(opportunity: Opportunity): { readonly title: string; readonly message: string } {
  const { certificate } = opportunity.certified;
  return {
    title: opportunity.component.event.title,
    message:
      `At least +${dollarsDown(certificate.edgeAtLimitsMicros)} after fees with ` +
      `${plural(certificate.legs.length, 'leg')}. Open the page to see the proof.`,
  };
}

function feedSentence(status: ReturnType<BooksService['status']>): string {
  switch (status.feed.kind) {
    case 'idle':
      return 'No books watched.';
    case 'connecting':
      return 'Connecting to the order books.';
    case 'live':
      return `${plural(status.live, 'book')} live.`;
    case 'silent':
      return 'The price feed is connected but says nothing; books are checked one by one.';
    case 'down':
      return `Prices are not coming in: ${sentenceOf(status.feed.failure)}`;
  }
}
