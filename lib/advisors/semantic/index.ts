/** Relations of meaning that written rules can see: complements, copies, combined questions, elections. */
import type { Advisor } from '../../ports/advisor';
import { membersOf } from '../numeric';
import { claimOf } from './claim';
import { compositeRelations } from './composites';
import { electionRelations } from './elections';
import { oppositeRelations } from './opposites';
import { paraphraseRelations } from './paraphrases';

export function createSemanticAdvisor(): Advisor {
  return {
    name: 'semantic',
    propose(events) {
      const claims = membersOf(events).map(claimOf);
      return [...oppositeRelations(claims), ...compositeRelations(claims), ...electionRelations(claims), ...paraphraseRelations(claims)];
    },
  };
}
