/** All advisors that need no network, in the order of trust. */
import type { VenueEvent } from '../domain/condition';
import type { Relation } from '../domain/relation';
import type { Advisor } from '../ports/advisor';
import { createNumericAdvisor, type NumericOptions } from './numeric';
import { createSemanticAdvisor } from './semantic';
import { createStructureAdvisor } from './structure';

export function createRuleAdvisors(options: NumericOptions = {}): readonly Advisor[] {
  return [createStructureAdvisor(), createNumericAdvisor(options), createSemanticAdvisor()];
}

/** Every relation once; the first advisor that names it wins. */
export function proposeByRules(events: readonly VenueEvent[], options: NumericOptions = {}): readonly Relation[] {
  const byId = new Map<string, Relation>();
  for (const advisor of createRuleAdvisors(options)) {
    for (const relation of advisor.propose(events)) {
      const known = byId.get(relation.id);
      if (!known || (known.status === 'proposed' && relation.status === 'proven')) byId.set(relation.id, relation);
    }
  }
  return [...byId.values()];
}
