/** The one line about everything, and health: pure functions of what the services know. */
import type { Execution } from '../../domain/execution';
import { isUnresolved } from '../../domain/execution';
import type { Failure, Result } from '../../domain/result';
import type { Geoblock } from '../../ports/market-data';
import type { Blocked, FeedFact, StatusFact } from '../../protocol/says';
import type { HealthView, StatusView } from '../../protocol/views';
import type { BooksService } from '../books/books';

export interface OverviewFacts {
  readonly books: ReturnType<BooksService['status']>;
  readonly engineFailure: Failure | null;
  readonly region: Result<Geoblock> | null;
  readonly regionProblem: Blocked | null;
  readonly haltedBecause: Failure | null;
  readonly reducingBecause: Failure | null;
  /** Stored settings that could not be read. */
  readonly settingsUnread: number | 'all' | null;
  readonly executions: readonly Execution[];
  readonly isShown: (execution: Execution) => boolean;
  /** Opportunities that pass the thresholds, and those that do not. */
  readonly passing: number;
  readonly below: number;
  readonly events: number;
  /** Ties that wait for the user's word. */
  readonly waiting: number;
  /** Open tabs of the venue that must be reloaded. */
  readonly oldTabs: number;
  readonly delays: HealthView['delays'];
}

export function healthView({ books, engineFailure, region, events, oldTabs, delays }: OverviewFacts): HealthView {
  const venue = books.rest ?? (region?.ok === false ? region.error : null);
  return {
    feed: { ok: books.feed.kind === 'live' || books.feed.kind === 'idle', fact: feedFact(books) },
    engine: { ok: engineFailure === null, failure: engineFailure },
    venue: { ok: venue === null, failure: venue },
    watchedEvents: events,
    watchedBooks: books.watched,
    shedMarkets: books.shed,
    ignoredFrames: books.strays,
    oldTabs,
    delays,
  };
}

/** What is wrong comes before what is offered, and what concerns money before everything. */
export function overviewStatus(facts: OverviewFacts): StatusView {
  const said = moneyStatus(facts) ?? faultStatus(facts) ?? marketStatus(facts);
  return { ...said, asOfMs: facts.books.oldestVerifiedAtMs };
}

type Said = Omit<StatusView, 'asOfMs'>;

function moneyStatus({ haltedBecause, reducingBecause, executions, isShown }: OverviewFacts): Said | null {
  const refused = (tone: StatusView['tone'], fact: StatusFact): Said => ({ kind: 'refused', tone, fact });
  if (haltedBecause !== null) return refused('loss', { code: 'halted', because: haltedBecause });
  const incomplete = executions.filter(
    (each) => each.mode === 'live' && each.state === 'partial' && isShown(each),
  ).length;
  if (incomplete > 0) return refused('loss', { code: 'incomplete', baskets: incomplete });
  const unresolved = executions.filter(isUnresolved).length;
  if (unresolved > 0) return refused('attention', { code: 'unknown-fate', baskets: unresolved });
  return reducingBecause === null ? null : refused('attention', { code: 'reducing', because: reducingBecause });
}

function faultStatus(facts: OverviewFacts): Said | null {
  const { books, settingsUnread, regionProblem, engineFailure } = facts;
  if (settingsUnread !== null)
    return { kind: 'refused', tone: 'attention', fact: { code: 'settings-unread', count: settingsUnread } };
  const quiet = (kind: StatusView['kind'], fact: StatusFact): Said => ({ kind, tone: 'quiet', fact });
  if (regionProblem !== null) return quiet('blocked', { code: 'blocked', blocked: regionProblem });
  if (engineFailure !== null) return quiet('engine-stopped', { code: 'failed', failure: engineFailure });
  const { feed } = healthView(facts);
  if (books.feed.kind === 'connecting') return quiet('loading', { code: 'feed', feed: feed.fact });
  return feed.ok || feed.fact.code === 'asked' ? null : quiet('offline', { code: 'feed', feed: feed.fact });
}

function marketStatus({ passing, below, events, waiting }: OverviewFacts): Said {
  if (passing > 0) return { kind: 'violation', tone: 'violation', fact: { code: 'open-now', passing, below } };
  const fact: StatusFact = below > 0 ? { code: 'open-now', passing, below } : { code: 'all-quiet', events, waiting };
  return { kind: 'coherent', tone: 'coherent', fact };
}

function feedFact({ feed, live, watched }: ReturnType<BooksService['status']>): FeedFact {
  switch (feed.kind) {
    case 'idle':
    case 'connecting':
    case 'silent':
      return { code: feed.kind };
    case 'live':
      return { code: 'live', books: live, of: watched };
    case 'down':
      return live > 0 ? { code: 'asked', books: live } : { code: 'down', failure: feed.failure };
  }
}
