/** All advisors that need no network, in the order of trust. */
import type { VenueEvent } from '../domain/condition';
import type { Relation } from '../domain/relation';
import type { Advisor } from '../ports/advisor';
import { strongest } from '../relations/identity';
import { createNumericAdvisor, type NumericOptions } from './numeric/numeric';
import { createSemanticAdvisor } from './semantic/semantic';
import { createStructureAdvisor } from './structure/structure';

export function createRuleAdvisors(options: NumericOptions = {}): readonly Advisor[] {
  return [createStructureAdvisor(), createNumericAdvisor(options), createSemanticAdvisor()];
}

export function proposeByRules(events: readonly VenueEvent[], options: NumericOptions = {}): readonly Relation[] {
  return strongest(createRuleAdvisors(options).flatMap((advisor) => advisor.propose(events)));
}
