/** Opportunities as the interface sees them. */
import type { OpportunityView } from '../../protocol/views';
import type { AssessService, BooksNow } from '../assess/assess';
import type { RelationsService } from '../relations/relations';
import type { OfferLimits } from '../risk/offered';
import type { Permission } from '../risk/permission';
import type { SettingsService } from '../settings/settings';
import { buildOpportunityView, type SayEvidence } from './views';
import type { Confirming } from './confirming';
import type { Opportunity } from './opportunities';

export interface OpportunityViews {
  viewOf(opportunity: Opportunity, now: BooksNow): OpportunityView;
}

export function createOpportunityViews(sources: {
  readonly settings: SettingsService;
  readonly relations: RelationsService;
  readonly assess: AssessService;
  readonly permission: Permission;
  readonly confirming: Pick<Confirming, 'isConfirmed'>;
  readonly limits: OfferLimits;
  readonly sayEvidence: SayEvidence;
}): OpportunityViews {
  const { settings, relations, assess, permission, confirming, sayEvidence } = sources;
  return {
    viewOf: (opportunity, now) =>
      buildOpportunityView({
        opportunity,
        settings: settings.current(),
        assess,
        now,
        blockedBecause: permission.blockedBecause(),
        isConfirmed: confirming.isConfirmed(opportunity),
        limits: sources.limits,
        watched: relations.events(),
        sayEvidence,
      }),
  };
}
