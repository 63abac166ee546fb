/** Relations of meaning that written rules can see: complements, copies, combined questions, elections. */
import type { VenueEvent } from '../../domain/condition';
import type { Relation } from '../../domain/relation';
import type { Advisor } from '../../ports/advisor';
import { membersOf } from '../numeric';
import { finish } from '../steps';
import { claimOf, type Claim } from './claim';
import { compositeRelations } from './composites';
import { electionRelations } from './elections';
import { oppositeRelations } from './opposites';
import { paraphraseRelations } from './paraphrases';

export function createSemanticAdvisor(): Advisor {
  return { name: 'semantic', propose: (events) => finish(proposeInSteps(events)), proposeInSteps };
}

function* proposeInSteps(events: readonly VenueEvent[]): Generator<undefined, readonly Relation[]> {
  const claims: Claim[] = [];
  for (const member of membersOf(events)) {
    claims.push(claimOf(member));
    yield;
  }
  const relations: Relation[] = [];
  for (const rule of [oppositeRelations, compositeRelations, electionRelations, paraphraseRelations]) {
    for (const relation of rule(claims)) relations.push(relation);
    yield;
  }
  return relations;
}
