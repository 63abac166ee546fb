/** The whole at a glance: what can be taken now, the one line about everything, health, badge. Owns nothing. */
import type { ExecutionMode } from '../../domain/execution';
import type { BooksNow } from '../assess/assess';
import type { BooksService } from '../books/books';
import type { WatchlistService } from '../catalogue/catalogue';
import type { ExecutionService } from '../execution/execution';
import type { OrderViews } from '../execution/slice';
import type { StatusFact } from '../../protocol/says';
import type { Confirming } from '../opportunities/confirming';
import type { OpportunitiesService, Opportunity } from '../opportunities/opportunities';
import type { OpportunityViews } from '../opportunities/slice';
import type { RegionService } from '../region/region';
import type { RelationsService } from '../relations/relations';
import type { WaitingTies } from '../relations/waiting';
import type { Permission } from '../risk/permission';
import type { TradingService } from '../risk/trading';
import type { ScanService } from '../scan/scan';
import type { SettingsService } from '../settings/settings';
import type { Slice } from '../slice';
import type { TimingsService } from '../timings/timings';
import { healthView, overviewStatus, type OverviewFacts } from './views';

const SHOWN = 3;

export interface OverviewSources {
  readonly settings: SettingsService;
  readonly relations: RelationsService;
  readonly waiting: WaitingTies;
  readonly books: BooksService;
  readonly scan: ScanService;
  readonly opportunities: OpportunitiesService;
  readonly opportunityViews: OpportunityViews;
  readonly confirming: Pick<Confirming, 'isConfirmed'>;
  readonly execution: ExecutionService;
  readonly orderViews: OrderViews;
  readonly permission: Permission;
  readonly trading: Pick<TradingService, 'reducingBecause'>;
  readonly region: RegionService;
  readonly watchlist: WatchlistService;
  /** Open tabs of the venue in which nobody of ours listens. */
  readonly tabs: { deaf(): number; subscribe(listener: () => void): () => void };
  readonly timings: Pick<TimingsService, 'delays'>;
  readonly now: () => BooksNow;
}

/** What stands on the extension's own button. */
export interface BadgeFacts {
  readonly mode: ExecutionMode;
  /** Opportunities that pass the thresholds and are confirmed: nobody is called for one that is not. */
  readonly count: number;
  /** Sets that are signed and may be sent at any moment. */
  readonly armed: number;
  readonly fault: StatusFact | null;
}

export interface Overview extends Slice<'now' | 'health'> {
  badge(): BadgeFacts;
}

export function createOverview(sources: OverviewSources): Overview {
  const { settings, relations, books, scan, opportunities, opportunityViews, watchlist } = sources;

  /** The header and the list count the same. */
  function sorted(): { readonly passing: readonly Opportunity[]; readonly below: readonly Opportunity[] } {
    const all = opportunities.all();
    return {
      passing: all.filter((each) => each.passesThresholds),
      below: all.filter((each) => !each.passesThresholds),
    };
  }

  const facts = ({ passing, below } = sorted()): OverviewFacts => ({
    books: books.status(),
    engineFailure: scan.engineFailure(),
    region: sources.region.current(),
    regionProblem: sources.permission.regionProblem(),
    haltedBecause: sources.execution.haltedBecause(),
    reducingBecause: sources.trading.reducingBecause(),
    settingsUnread: settings.unread(),
    executions: sources.execution.all(),
    isShown: sources.orderViews.isShown,
    passing: passing.length,
    below: below.length,
    waiting: sources.waiting.count(),
    events: relations.events().length,
    oldTabs: sources.tabs.deaf(),
    delays: sources.timings.delays(),
  });

  return {
    name: 'overview',
    topics: {
      now() {
        const now = sources.now();
        const { passing, below } = sorted();
        return {
          mode: settings.current().mode,
          status: overviewStatus(facts({ passing, below })),
          opportunities: [...passing, ...below]
            .slice(0, SHOWN)
            .map((opportunity) => opportunityViews.viewOf(opportunity, now)),
          open: passing.length + below.length,
          passing: passing.length,
        };
      },
      health: () => healthView(facts()),
    },
    wakes(wake) {
      opportunities.subscribe(() => wake(['now']));
      sources.tabs.subscribe(() => wake(['now', 'health']));
    },
    badge() {
      const groups = sorted();
      const now = facts(groups);
      const count = groups.passing.filter(sources.confirming.isConfirmed).length;
      const status = overviewStatus(now);
      const isFault = status.kind === 'offline' || status.kind === 'engine-stopped' || status.kind === 'refused';
      const fault = watchlist.conditions().length > 0 && isFault ? status.fact : null;
      // It keeps nobody from taking what is found, so it only fills a badge that says nothing else.
      const old: StatusFact | null = now.oldTabs > 0 && count === 0 ? { code: 'old-tabs', tabs: now.oldTabs } : null;
      const armed = now.executions.filter(({ state }) => state === 'armed').length;
      return { mode: settings.current().mode, count, armed, fault: fault ?? old };
    },
  };
}
