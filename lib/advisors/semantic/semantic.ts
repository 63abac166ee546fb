/** Relations of meaning that written rules can see: complements, copies, combined questions, elections. */
import type { VenueEvent } from '../../domain/condition';
import { conditionKeysOf, isExecutable, type Relation } from '../../domain/relation';
import type { Advisor } from '../../ports/advisor';
import { membersOf } from '../numeric/numeric';
import { finish } from '../../domain/steps';
import { claimOf, type Claim } from './claim';
import { compositeRelations } from './composites';
import { electionRelations } from './elections';
import { joinedRelations } from './joined';
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
  const joined = joinedRelations(claims);
  yield;
  const relations: Relation[] = [...joined];
  for (const rule of [oppositeRelations, compositeRelations, electionRelations, paraphraseRelations]) {
    for (const relation of rule(claims))
      if (rule !== compositeRelations || !follows(relation, joined)) relations.push(relation);
    yield;
  }
  return relations;
}

/** What a proven question of two parts says of one of them need not be proposed again. */
function follows({ body }: Relation, joined: readonly Relation[]): boolean {
  const keys = conditionKeysOf(body);
  return joined.some(
    (whole) =>
      isExecutable(whole) &&
      'result' in whole.body &&
      keys.includes(whole.body.result) &&
      keys.every((key) => conditionKeysOf(whole.body).includes(key)),
  );
}
