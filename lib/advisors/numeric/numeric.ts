/** Relations that numbers prove, inside one event and across events. */
import { readCondition } from '../../language/templates';
import type { Advisor, Rule } from '../../ports/advisor';
import { createAdvisor, type AdvisorOptions } from '../advisor';
import { labelRelations, ladderRelations } from './nested';
import { rangeRelations } from './ranges';
import { placedOf, scopeOf } from './scope';

const RULES: readonly Rule[] = [
  { id: 'numeric/ladder', find: ladderRelations },
  { id: 'numeric/labels', find: labelRelations },
  // A rung that the ladder can only propose may be proven as a range of a count.
  { id: 'numeric/range', find: ({ members }) => rangeRelations(placedOf(members), scopeOf) },
];

export function createNumericAdvisor(options: AdvisorOptions = {}): Advisor {
  return createAdvisor(
    { name: 'numeric', scope: 'all', rules: RULES, read: ({ condition }) => readCondition(condition) },
    options,
  );
}
