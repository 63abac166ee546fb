/** The whole at a glance: what can be taken now, the one line about everything, health, badge. Owns nothing. */
import type { BooksNow } from '../assess/assess';
import type { BooksService } from '../books/books';
import type { WatchlistService } from '../catalogue/catalogue';
import type { ExecutionService } from '../execution/execution';
import type { OrderViews } from '../execution/slice';
import type { OpportunitiesService, Opportunity } from '../opportunities/opportunities';
import type { OpportunityViews } from '../opportunities/slice';
import type { RegionService } from '../region/region';
import type { RelationsService } from '../relations/relations';
import type { Permission } from '../risk/permission';
import type { ScanService } from '../scan/scan';
import type { SettingsService } from '../settings/settings';
import type { Slice } from '../slice';
import { healthView, notificationText, oldTabsSentence, overviewStatus, type OverviewFacts } from './views';

const SHOWN = 3;

export interface OverviewSources {
  readonly settings: SettingsService;
  readonly relations: RelationsService;
  readonly books: BooksService;
  readonly scan: ScanService;
  readonly opportunities: OpportunitiesService;
  readonly opportunityViews: OpportunityViews;
  readonly execution: ExecutionService;
  readonly orderViews: OrderViews;
  readonly permission: Permission;
  readonly region: RegionService;
  readonly watchlist: WatchlistService;
  /** Open tabs of the venue in which nobody of ours listens. */
  readonly tabs: { deaf(): number; subscribe(listener: () => void): () => void };
  readonly now: () => BooksNow;
}

export interface Overview extends Slice<'now' | 'health'> {
  badge(): { readonly count: number; readonly fault: string | null };
  notificationText(opportunity: Opportunity): { readonly title: string; readonly message: string };
}

export function createOverview(sources: OverviewSources): Overview {
  const { settings, relations, books, scan, opportunities, opportunityViews, watchlist } = sources;

  const facts = (): OverviewFacts => ({
    books: books.status(),
    engineFailure: scan.engineFailure(),
    region: sources.region.current(),
    regionProblem: sources.permission.regionProblem(),
    haltedBecause: sources.execution.haltedBecause(),
    settingsProblem: settings.problem(),
    executions: sources.execution.all(),
    isShown: sources.orderViews.isShown,
    alerts: opportunities.all().filter((opportunity) => opportunity.passesThresholds).length,
    events: relations.events().length,
    oldTabs: sources.tabs.deaf(),
  });

  return {
    name: 'overview',
    topics: {
      now() {
        const now = sources.now();
        return {
          mode: settings.current().mode,
          status: overviewStatus(facts()),
          opportunities: opportunities
            .all()
            .slice(0, SHOWN)
            .map((opportunity) => opportunityViews.viewOf(opportunity, now)),
        };
      },
      health: () => healthView(facts()),
    },
    wakes(wake) {
      opportunities.subscribe(() => wake(['now']));
      sources.tabs.subscribe(() => wake(['now', 'health']));
    },
    badge() {
      const now = facts();
      const status = overviewStatus(now);
      const isFault = status.kind === 'offline' || status.kind === 'engine-stopped' || status.kind === 'refused';
      const fault = watchlist.conditions().length > 0 && isFault ? status.sentence : null;
      // It keeps nobody from taking what is found, so it only fills a badge that says nothing else.
      return { count: now.alerts, fault: fault ?? (now.alerts === 0 ? oldTabsSentence(now.oldTabs) : null) };
    },
    notificationText,
  };
}
