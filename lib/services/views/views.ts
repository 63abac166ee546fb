/** What pages and the popup see, built from the services on demand. Reads everything, owns nothing. */
import { isSameAccount } from '../../domain/account';
import type { VenueEvent } from '../../domain/condition';
import { tokenOf } from '../../domain/condition';
import type { Execution } from '../../domain/execution';
import { parsePagePath } from '../../domain/page';
import type { PageTarget } from '../../domain/page';
import type { Clock } from '../../ports/clock';
import type {
  DashboardView,
  ExecutionView,
  HealthView,
  OpportunityView,
  PageView,
  StatusView,
} from '../../protocol/live';
import type { AssessService, BooksNow } from '../assess/assess';
import type { BooksService } from '../books/books';
import type { ExecutionService } from '../execution/execution';
import { isFinished, isUnresolved } from '../../domain/execution';
import type { OpportunitiesService, Opportunity } from '../opportunities/opportunities';
import type { PortfolioService } from '../portfolio/portfolio';
import type { RegionService } from '../region/region';
import type { Component, RelationsService } from '../relations/relations';
import type { ScanResult, ScanService } from '../scan/scan';
import { readOnce, usableBook } from '../scan/instance';
import type { SettingsService } from '../settings/settings';
import type { WatchlistService } from '../catalogue/catalogue';
import { buildExecutionView } from './execution';
import { buildOpportunityView } from './opportunity';
import { buildOutcomeView } from './outcomes';
import { buildStatus } from './status';
import { dollarsDown, plural } from './text';

/** A finished execution stays on the page this long, so that its result can be read. */
const SHOW_FINISHED_MS = 600_000;
const SHOW_PARTIAL_MS = 7 * 86_400_000;
const POPUP_OPPORTUNITIES = 3;
const POPUP_EXECUTIONS = 5;

export interface ViewSources {
  readonly settings: SettingsService;
  readonly relations: RelationsService;
  readonly books: BooksService;
  readonly scan: ScanService;
  readonly assess: AssessService;
  readonly opportunities: OpportunitiesService;
  readonly execution: ExecutionService;
  readonly portfolio: PortfolioService;
  readonly region: RegionService;
  readonly watchlist: WatchlistService;
  readonly clock: Clock;
}

export interface Views {
  page(path: string): PageView;
  dashboard(): DashboardView;
  /** Whether a page with this path shows conditions of the component. */
  concerns(path: string, component: Component): boolean;
  badge(): { readonly count: number; readonly fault: string | null };
  notificationText(opportunity: Opportunity): { readonly title: string; readonly message: string };
}

export function createViews(sources: ViewSources): Views {
  const { settings, relations, books, scan, assess, opportunities, execution, portfolio, region, watchlist, clock } =
    sources;

  /** One reading of the books for all that one frame says. */
  function booksNow(): BooksNow {
    return { books: readOnce(books), nowMs: clock.nowMs(), staleAfterMs: settings.current().staleAfterMs };
  }

  function executionView(each: Execution, now: BooksNow): ExecutionView {
    const session = portfolio.session();
    return buildExecutionView(each, {
      conditionOf: (id) => relations.conditionOf(id),
      bookOf: (condition, token) => {
        const book = usableBook(now.books, tokenOf(condition, token), now);
        return typeof book === 'string' ? null : book;
      },
      canLookUp: each.account !== null && session !== null && isSameAccount(session.account, each.account),
    });
  }

  function resultsOf(event: VenueEvent): readonly ScanResult[] {
    const components = new Set(event.conditions.flatMap((condition) => relations.componentOf(condition.id) ?? []));
    return [...components].flatMap((component) => scan.resultOf(component.key) ?? []);
  }

  function regionProblem(): string | null {
    if (settings.current().mode !== 'live') return null;
    const current = region.current();
    if (current === null) return null;
    if (!current.ok)
      return 'The venue did not say whether trading is allowed from here. Facet stays read-only until it does.';
    return current.value.blocked ? 'Polymarket does not take orders from your region. Facet stays read-only.' : null;
  }

  /** Why the button is not there; null when it may be pressed. */
  function blockedBecause(): string | null {
    const halted = execution.haltedBecause();
    if (halted !== null) return `Halted: ${halted}`;
    if (settings.current().mode === 'live' && portfolio.session() === null)
      return 'Connect your wallet in the popup to take it live.';
    if (
      settings.current().mode === 'live' &&
      execution.all().some((each) => each.mode === 'live' && each.state === 'unknown')
    )
      return 'An earlier basket has orders of unknown fate. Nothing is sent until they are found.';
    return regionProblem();
  }

  function opportunityView(opportunity: Opportunity, now: BooksNow): OpportunityView {
    return buildOpportunityView({
      opportunity,
      settings: settings.current(),
      assess,
      now,
      blockedBecause: blockedBecause(),
      watched: relations.events(),
    });
  }

  function bestOf(event: VenueEvent): Opportunity | null {
    const keys = new Set(event.conditions.flatMap((condition) => relations.componentOf(condition.id)?.key ?? []));
    return opportunities.all().find((opportunity) => keys.has(opportunity.id)) ?? null;
  }

  function latestExecution(event: VenueEvent, now: BooksNow): ExecutionView | null {
    const found = execution
      .all()
      .find(
        (each) =>
          each.eventSlug === event.slug && (!isFinished(each) || clock.nowMs() - each.updatedAtMs < SHOW_FINISHED_MS),
      );
    return found ? executionView(found, now) : null;
  }

  function pageStatus(target: PageTarget, event: VenueEvent | null, hasOpportunity: boolean): StatusView {
    const results = event
      ? resultsOf(event).map((result) => ({
          ...result,
          freshness: { ...result.freshness, oldestVerifiedAtMs: oldestBook(result.component) },
        }))
      : [];
    return buildStatus({
      event: relations.stateOf(target),
      results,
      feed: books.status().feed,
      engineFailure: scan.engineFailure(),
      haltedBecause: execution.haltedBecause(),
      regionProblem: regionProblem(),
      hasOpportunity,
    });
  }

  /** Age of what is on screen now, not of the last scan: quiet books are confirmed without a new scan. */
  function oldestBook(component: Component): ScanResult['freshness']['oldestVerifiedAtMs'] {
    return books.snapshotFor(component.conditions.filter((condition) => condition.acceptingOrders && !condition.closed))
      .oldestVerifiedAtMs;
  }

  function page(path: string): PageView {
    const target = parsePagePath(path);
    const empty = {
      path,
      eventTitle: '',
      opportunity: null,
      outcomes: [],
      execution: null,
      mode: settings.current().mode,
    };
    if (target === null)
      return {
        ...empty,
        status: { kind: 'unsupported', tone: 'quiet', sentence: 'Facet looks at event pages.', asOfMs: null },
      };
    const state = relations.stateOf(target);
    if (state.kind !== 'ready') return { ...empty, status: pageStatus(target, null, false) };
    const { event } = state;
    const now = booksNow();
    const best = bestOf(event);
    const status = pageStatus(target, event, best !== null);
    return {
      ...empty,
      eventTitle: event.title,
      status,
      opportunity: best !== null && status.kind === 'violation' ? opportunityView(best, now) : null,
      outcomes: event.conditions.map((condition) => {
        const component = relations.componentOf(condition.id);
        return buildOutcomeView({
          condition,
          result: component ? scan.resultOf(component.key) : null,
          settings: settings.current(),
          assess,
          now,
        });
      }),
      execution: latestExecution(event, now),
    };
  }

  function health(): HealthView {
    const status = books.status();
    const engine = scan.engineFailure();
    const feedOk = status.feed.kind === 'live' || status.feed.kind === 'idle';
    const answer = region.current();
    return {
      feed: { ok: feedOk, sentence: feedSentence(status) },
      engine: { ok: engine === null, sentence: engine?.message ?? 'Engine ready.' },
      venue: {
        ok: status.rest === null && answer?.ok !== false,
        sentence: status.rest?.message ?? (answer?.ok === false ? answer.error.message : 'Venue answers.'),
      },
      watchedEvents: relations.events().length,
      watchedBooks: status.watched,
    };
  }

  /** What is open, what finished a moment ago, and for a week what a bad day left behind. */
  function isShown(each: Execution): boolean {
    const age = clock.nowMs() - each.updatedAtMs;
    return (
      !isFinished(each) ||
      age < SHOW_FINISHED_MS ||
      (each.mode === 'live' && each.state === 'partial' && age < SHOW_PARTIAL_MS)
    );
  }

  function dashboardStatus(): StatusView {
    const status = books.status();
    const problem = settings.problem();
    const halted = execution.haltedBecause();
    if (halted !== null)
      return { kind: 'refused', tone: 'loss', sentence: `Halted: ${halted}`, asOfMs: status.oldestVerifiedAtMs };
    const incomplete = execution
      .all()
      .filter((each) => each.mode === 'live' && each.state === 'partial' && isShown(each)).length;
    if (incomplete > 0)
      return {
        kind: 'refused',
        tone: 'loss',
        sentence: `${plural(incomplete, 'basket')} of yours ${incomplete === 1 ? 'is' : 'are'} incomplete; see below what you hold.`,
        asOfMs: status.oldestVerifiedAtMs,
      };
    const unresolved = execution.all().filter(isUnresolved).length;
    if (unresolved > 0)
      return {
        kind: 'refused',
        tone: 'attention',
        sentence: `${plural(unresolved, 'basket')} of yours ${unresolved === 1 ? 'has' : 'have'} orders of unknown fate; see below.`,
        asOfMs: status.oldestVerifiedAtMs,
      };
    if (problem !== null) return { kind: 'refused', tone: 'attention', sentence: problem, asOfMs: null };
    const region = regionProblem();
    if (region !== null) return { kind: 'blocked', tone: 'quiet', sentence: region, asOfMs: status.oldestVerifiedAtMs };
    const { feed, engine } = health();
    if (!engine.ok)
      return { kind: 'engine-stopped', tone: 'quiet', sentence: engine.sentence, asOfMs: status.oldestVerifiedAtMs };
    if (status.feed.kind === 'connecting')
      return { kind: 'loading', tone: 'quiet', sentence: feed.sentence, asOfMs: status.oldestVerifiedAtMs };
    if (!feed.ok) return { kind: 'offline', tone: 'quiet', sentence: feed.sentence, asOfMs: status.oldestVerifiedAtMs };
    const count = opportunities.all().filter((opportunity) => opportunity.passesThresholds).length;
    return count > 0
      ? {
          kind: 'violation',
          tone: 'violation',
          sentence: `${plural(count, 'basket')} above your thresholds.`,
          asOfMs: status.oldestVerifiedAtMs,
        }
      : {
          kind: 'coherent',
          tone: 'coherent',
          sentence: `${plural(relations.events().length, 'event')} watched, prices coherent.`,
          asOfMs: status.oldestVerifiedAtMs,
        };
  }

  function dashboard(): DashboardView {
    const session = portfolio.session();
    const now = booksNow();
    return {
      mode: settings.current().mode,
      status: dashboardStatus(),
      health: health(),
      opportunities: opportunities
        .all()
        .slice(0, POPUP_OPPORTUNITIES)
        .map((each) => opportunityView(each, now)),
      executions: execution
        .all()
        .filter(isShown)
        .slice(0, POPUP_EXECUTIONS)
        .map((each) => executionView(each, now)),
      settings: settings.current(),
      account: session
        ? {
            owner: session.account.owner,
            funder: session.account.funder,
            signatureType: session.account.signatureType,
            walletName: session.wallet.name,
            balanceMicros: portfolio.balance()?.balanceMicros ?? null,
          }
        : null,
      liveBlockedBecause: liveBlocked(),
      stopped: execution.isStopped(),
    };
  }

  function liveBlocked(): string | null {
    if (settings.current().mode === 'live') return null;
    const halted = execution.haltedBecause();
    if (halted !== null) return `Halted: ${halted}`;
    if (portfolio.session() === null) return 'Connect a wallet first.';
    const answer = region.current();
    if (answer === null) return 'Asking the venue whether trading is allowed from here.';
    if (!answer.ok) return 'The venue did not say whether trading is allowed from here.';
    return answer.value.blocked ? 'Polymarket does not take orders from your region.' : null;
  }

  return {
    page,
    dashboard,
    concerns(path, component) {
      const target = parsePagePath(path);
      const state = target ? relations.stateOf(target) : null;
      return (
        state?.kind === 'ready' &&
        state.event.conditions.some((condition) => relations.componentOf(condition.id)?.key === component.key)
      );
    },
    badge() {
      const status = dashboardStatus();
      const fault =
        watchlist.conditions().length > 0 &&
        (status.kind === 'offline' || status.kind === 'engine-stopped' || status.kind === 'refused')
          ? status.sentence
          : null;
      return { count: opportunities.all().filter((opportunity) => opportunity.passesThresholds).length, fault };
    },
    notificationText(opportunity) {
      const { certificate } = opportunity.certified;
      return {
        title: opportunity.component.event.title,
        message: `At least +${dollarsDown(certificate.edgeAtLimitsMicros)} after fees with ${plural(certificate.legs.length, 'leg')}. Open the page to see the proof.`,
      };
    },
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
      return `Prices are not coming in: ${status.feed.failure.message}`;
  }
}
