/** Relations of meaning that written rules can see: complements, copies, combined questions, elections. */
import { conditionKeysOf, isExecutable, type Relation } from '../../domain/relation';
import type { Advisor, Questions, Rule } from '../../ports/advisor';
import { createAdvisor } from '../advisor';
import { claimOf, type Claim } from './claim';
import { compositeRelations } from './composites';
import { electionRelations } from './elections';
import { joinedRelations } from './joined';
import { oppositeRelations } from './opposites';
import { paraphraseRelations } from './paraphrases';
import { stageRelations } from './stages';

const RULES: readonly Rule[] = [
  { id: 'semantic/joined', find: (questions) => joinedRelations(claimsOf(questions)) },
  { id: 'semantic/opposites', find: (questions) => oppositeRelations(claimsOf(questions)) },
  {
    id: 'semantic/composites',
    find: (questions) =>
      compositeRelations(claimsOf(questions)).filter((relation) => !follows(relation, questions.found)),
  },
  { id: 'semantic/elections', find: (questions) => electionRelations(claimsOf(questions)) },
  { id: 'semantic/stages', find: (questions) => stageRelations(claimsOf(questions)) },
  { id: 'semantic/paraphrases', find: (questions) => paraphraseRelations(claimsOf(questions)) },
];

export function createSemanticAdvisor(): Advisor {
  return createAdvisor({ name: 'semantic', scope: 'all', rules: RULES, read: claimOf });
}

function claimsOf({ members }: Questions): readonly Claim[] {
  return members.map(claimOf);
}

/** What a proven question of two parts says of one of them need not be proposed again. */
function follows({ body }: Relation, found: readonly Relation[]): boolean {
  const keys = conditionKeysOf(body);
  return found.some(
    (whole) =>
      isExecutable(whole) &&
      'result' in whole.body &&
      keys.includes(whole.body.result) &&
      keys.every((key) => conditionKeysOf(whole.body).includes(key)),
  );
}
