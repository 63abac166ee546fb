/** What is shown on lists of events: which of them have a contradiction now. Owns nothing. */
import type { HomeEventView, HomeView } from '../../protocol/views';
import type { BooksService } from '../books/books';
import type { OpportunitiesService, Opportunity } from '../opportunities/opportunities';
import type { RelationsService } from '../relations/relations';
import type { SettingsService } from '../settings/settings';
import type { Slice } from '../slice';

export interface HomeSources {
  readonly opportunities: Pick<OpportunitiesService, 'all' | 'subscribe'>;
  readonly relations: Pick<RelationsService, 'events'>;
  readonly books: Pick<BooksService, 'snapshotFor'>;
  readonly settings: Pick<SettingsService, 'current'>;
}

export function createHome(sources: HomeSources): Slice<'home'> {
  return {
    name: 'home',
    topics: { home: () => homeView(sources) },
    wakes: (wake) => sources.opportunities.subscribe(() => wake(['home'])),
  };
}

function homeView(sources: HomeSources): HomeView {
  if (!sources.settings.current().showTiles) return { events: [] };
  const best = new Map<string, HomeEventView>();
  // Best first: an event in which two baskets have legs is told with the better one.
  for (const opportunity of sources.opportunities.all())
    for (const event of eventsOf(opportunity, sources))
      if (!best.has(event.eventSlug)) best.set(event.eventSlug, event);
  return { events: [...best.values()] };
}

/** Every event in which a leg stands. */
function eventsOf(opportunity: Opportunity, { relations, books }: HomeSources): readonly HomeEventView[] {
  const { component, certified, passesThresholds } = opportunity;
  const { certificate } = certified;
  const keys = new Set(certificate.legs.map((leg) => leg.condition));
  const conditions = component.conditions.filter((condition) => keys.has(condition.id));
  const ids = new Set<string>(conditions.map(({ eventId }) => eventId));
  const named = relations.events().flatMap(({ id, slug }) => (ids.has(id) ? [slug] : []));
  const { oldestVerifiedAtMs, faults } = books.snapshotFor(conditions);
  const asOfMs = faults.length === 0 && oldestVerifiedAtMs !== null ? oldestVerifiedAtMs : opportunity.asOfMs;
  const edgeMicros = certificate.edgeAtLimitsMicros;
  return [...new Set([component.event.slug, ...named])].map((eventSlug) => ({
    eventSlug,
    edgeMicros,
    asOfMs,
    passesThresholds,
  }));
}
