/** Relations of meaning that written rules can see: complements, copies, combined questions, elections. */
import { conditionKeysOf, isExecutable, type Relation } from '../../domain/relation';
import type { Advisor } from '../../ports/advisor';
import { membersOf } from '../numeric';
import { claimOf } from './claim';
import { compositeRelations } from './composites';
import { electionRelations } from './elections';
import { oppositeRelations } from './opposites';
import { joinedRelations } from './joined';
import { paraphraseRelations } from './paraphrases';

export function createSemanticAdvisor(): Advisor {
  return {
    name: 'semantic',
    propose(events) {
      const claims = membersOf(events).map(claimOf);
      const joined = joinedRelations(claims);
      return [...oppositeRelations(claims), ...joined, ...compositeRelations(claims).filter((relation) => !follows(relation, joined)), ...electionRelations(claims), ...paraphraseRelations(claims)];
    },
  };
}

/** What a proven question of two parts says of one of them need not be proposed again. */
function follows({ body }: Relation, joined: readonly Relation[]): boolean {
  const keys = conditionKeysOf(body);
  return joined.some((whole) => isExecutable(whole) && 'result' in whole.body && keys.includes(whole.body.result) && keys.every((key) => conditionKeysOf(whole.body).includes(key)));
}
