/** Opportunities as the interface sees them. */
import type { Clock } from '../../ports/clock';
import type { OpportunityView } from '../../protocol/views';
import type { BookSource } from '../scan/instance';
import type { RelationsService } from '../relations/relations';
import type { Permission } from '../risk/permission';
import type { SettingsService } from '../settings/settings';
import { buildOpportunityView } from '../views/opportunity';
import type { Opportunity } from './opportunities';

export interface OpportunityViews {
  viewOf(opportunity: Opportunity): OpportunityView;
}

export function createOpportunityViews(sources: {
  readonly settings: SettingsService;
  readonly relations: RelationsService;
  readonly books: BookSource;
  readonly permission: Permission;
  readonly clock: Clock;
}): OpportunityViews {
  const { settings, relations, books, permission, clock } = sources;
  return {
    viewOf: (opportunity) =>
      buildOpportunityView({
        opportunity,
        settings: settings.current(),
        books,
        nowMs: clock.nowMs(),
        blockedBecause: permission.blockedBecause(),
        watched: relations.events(),
      }),
  };
}
