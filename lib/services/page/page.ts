/** What is shown in one page of the venue: put together from the services whenever it is looked at. Owns nothing. */
import { takesOrders, type Condition, type VenueEvent } from '../../domain/condition';
import { parsePagePath, type PageTarget } from '../../domain/page';
import type { CertificateHash } from '../../domain/ids';
import type { Clock } from '../../ports/clock';
import type { PageView, StatusView } from '../../protocol/views';
import type { AssessService, BooksNow } from '../assess/assess';
import type { StakeRow } from '../assess/stakes';
import type { BooksService } from '../books/books';
import type { ExecutionService } from '../execution/execution';
import type { OrderViews } from '../execution/slice';
import type { OpportunitiesService, Opportunity } from '../opportunities/opportunities';
import type { OpportunityViews } from '../opportunities/slice';
import { acceptedTiesOf } from '../opportunities/your-word';
import type { RelationsService } from '../relations/relations';
import type { WaitingTies } from '../relations/waiting';
import type { Permission } from '../risk/permission';
import type { ScanResult, ScanService } from '../scan/scan';
import type { SettingsService } from '../settings/settings';
import type { Slice } from '../slice';
import { buildOutcomeView } from './outcomes';
import { buildStatus, type StatusFacts } from './status';

/** A warm solve of a page's component answers within this; two frames for one change would spend the hub's rate. */
const SOLVE_GRACE_MS = 12;

interface FairWidth {
  /** How far the fair price may lie from the exact one, in its unit. */
  readonly within: number;
}

export interface PageSources {
  readonly clock: Clock;
  readonly settings: SettingsService;
  readonly relations: RelationsService;
  readonly waiting: WaitingTies;
  readonly books: BooksService;
  readonly scan: ScanService;
  readonly opportunities: OpportunitiesService;
  readonly opportunityViews: OpportunityViews;
  readonly execution: ExecutionService;
  readonly orderViews: OrderViews;
  readonly permission: Permission;
  readonly assess: AssessService;
  readonly now: () => BooksNow;
}

export function createPage(sources: PageSources): Slice<'page'> {
  const { clock, relations, scan, books } = sources;
  const forever = new AbortController().signal;

  function conditionsOf(path: string | null): readonly Condition[] {
    const target = path === null ? null : parsePagePath(path);
    const state = target ? relations.stateOf(target) : null;
    return state?.kind === 'ready' ? state.event.conditions : [];
  }

  return {
    name: 'page',
    topics: { page: (path) => pageView(path, sources) },
    // Most scans and books are of events that no open page shows; only the pages concerned get a frame.
    wakes(wake) {
      const moved = new Set<string>();
      const offered = new Map<string, CertificateHash>();
      scan.subscribe(({ component, certificate }) => {
        // The frame that carries the solve carries the books as well.
        for (const { id } of component.conditions) moved.delete(id);
        const isSame = offered.get(component.key) === certificate?.hash;
        if (certificate === null) offered.delete(component.key);
        else offered.set(component.key, certificate.hash);
        wake(
          ['page'],
          (path) => conditionsOf(path).some(({ id }) => relations.componentOf(id)?.key === component.key),
          isSame ? 'calm' : 'now',
        );
      });
      const wakeMoved = (): void => {
        const told = new Set(moved);
        moved.clear();
        if (told.size > 0) wake(['page'], (path) => conditionsOf(path).some(({ id }) => told.has(id)), 'calm');
      };
      // A row's cost and age are of its books alone and must not wait for a long solve.
      books.subscribeDirty((ids) => {
        if (moved.size === 0) clock.after(SOLVE_GRACE_MS, wakeMoved, forever);
        for (const id of ids) moved.add(id);
      });
    },
  };
}

function pageView(path: string, sources: PageSources): PageView {
  const { settings, relations, assess, opportunityViews, orderViews } = sources;
  const target = parsePagePath(path);
  const empty = {
    path,
    eventTitle: '',
    opportunity: null,
    outcomes: [],
    execution: null,
    mode: settings.current().mode,
    confirmIn: settings.current().confirmIn,
    provenNone: false,
  };
  if (target === null)
    return {
      ...empty,
      status: { kind: 'unsupported', tone: 'quiet', fact: { code: 'no-event-page' }, asOfMs: null },
    };
  const state = relations.stateOf(target);
  if (state.kind !== 'ready') return { ...empty, status: statusOf({ target, event: null, best: null }, sources) };
  const { event } = state;
  const now = sources.now();
  const best = bestOf(event, sources);
  const status = statusOf({ target, event, best }, sources);
  const fair = fairOf(event, sources);
  const stakes = assess.stakes({ rows: fair, settings: settings.current(), now });
  return {
    ...empty,
    eventTitle: event.title,
    status,
    opportunity: best !== null && status.kind === 'violation' ? opportunityViews.viewOf(best, now) : null,
    outcomes: (settings.current().showRows ? fair : []).map(({ condition, fair: price, within }) =>
      buildOutcomeView({
        condition,
        fair: price === null ? null : { price, within },
        stake: stakes.get(condition.id) ?? null,
        settings: settings.current(),
        assess,
        now,
      }),
    ),
    execution: orderViews.firstOf(event, now),
    provenNone: best === null && isProvenNone(event, sources),
  };
}

/** Each outcome of the event with its price given the others, and what that price rests on. */
function fairOf(event: VenueEvent, { relations, scan }: PageSources): readonly (StakeRow & FairWidth)[] {
  return event.conditions.map((condition) => {
    const component = relations.componentOf(condition.id);
    const found = component ? scan.resultOf(component.key)?.fair.find(({ key }) => key === condition.id) : undefined;
    return { condition, component, fair: found?.fair ?? null, within: found?.within ?? 0 };
  });
}

/** Every component was answered "nothing" with a bound of zero, and none of its outcomes was left out. */
function isProvenNone(event: VenueEvent, sources: PageSources): boolean {
  const results = resultsOf(event, sources);
  const keys = new Set(event.conditions.flatMap((condition) => sources.relations.componentOf(condition.id)?.key ?? []));
  return (
    results.length > 0 &&
    results.length === keys.size &&
    results.every(
      ({ answer, upperMicros, freshness }) =>
        answer?.kind === 'none' && upperMicros === 0 && freshness.unusable.length === 0,
    )
  );
}

function bestOf(event: VenueEvent, { relations, opportunities }: PageSources): Opportunity | null {
  const keys = new Set(event.conditions.flatMap((condition) => relations.componentOf(condition.id)?.key ?? []));
  return opportunities.all().find((opportunity) => keys.has(opportunity.id)) ?? null;
}

interface Shown {
  readonly target: PageTarget;
  readonly event: VenueEvent | null;
  readonly best: Opportunity | null;
}

function statusOf({ target, event, best }: Shown, sources: PageSources): StatusView {
  const { relations, books, scan, execution, permission, waiting } = sources;
  return buildStatus({
    event: relations.stateOf(target),
    results: event === null ? [] : resultsOf(event, sources),
    feed: books.status().feed,
    engineFailure: scan.engineFailure(),
    haltedBecause: execution.haltedBecause(),
    regionProblem: permission.regionProblem(),
    offered: best === null ? null : offeredBy(best),
    waiting: event === null ? 0 : waiting.among(event.conditions.map(({ id }) => id)),
  });
}

function offeredBy({ certified, component }: Opportunity): StatusFacts['offered'] {
  const { certificate } = certified;
  return { prices: certificate.legs.length, acceptedTies: acceptedTiesOf(certificate, component.relations) };
}

/** With the age of what is on screen now, not of the last scan: quiet books are confirmed without a new scan. */
function resultsOf(event: VenueEvent, { relations, scan, books }: PageSources): readonly ScanResult[] {
  const components = new Set(event.conditions.flatMap((condition) => relations.componentOf(condition.id) ?? []));
  return [...components].flatMap((component) => {
    const result = scan.resultOf(component.key);
    if (result === null) return [];
    const open = result.component.conditions.filter(takesOrders);
    const { oldestVerifiedAtMs } = books.snapshotFor(open);
    return [{ ...result, freshness: { ...result.freshness, oldestVerifiedAtMs } }];
  });
}
