/** All advisors that need no network, in the order of trust. */
import type { VenueEvent } from '../domain/condition';
import type { Relation } from '../domain/relation';
import type { Advisor } from '../ports/advisor';
import { strongest } from '../relations/identity';
import type { AdvisorOptions } from './advisor';
import { createNumericAdvisor } from './numeric/numeric';
import { createSemanticAdvisor } from './semantic/semantic';
import { createStructureAdvisor } from './structure/structure';

export function createRuleAdvisors(options: AdvisorOptions = {}): readonly Advisor[] {
  return [createStructureAdvisor(), createNumericAdvisor(options), createSemanticAdvisor()];
}

export function proposeByRules(events: readonly VenueEvent[], options: AdvisorOptions = {}): readonly Relation[] {
  return strongest(createRuleAdvisors(options).flatMap((advisor) => advisor.propose(events)));
}
