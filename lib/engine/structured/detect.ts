/** Which components the structured solvers take, and the optimum they prove: on these families the relaxation is exact (maths 2.3). */
import type { Lane } from '../arbitrage/lanes';
import { chainOrder } from '../projection/project';
import type { OutcomeSpace } from '../space/space';
import { solveChain } from './chain';
import { solveGroup } from './group';
import type { StructuredAnswer } from './segments';

/**
 * The exact optimum without budget, voids, minimum sizes or lots, so an upper bound with them; null when the component is neither one
 * group nor one chain, or when inventory could be sold.
 */
export function solveStructured(space: OutcomeSpace, lanes: readonly Lane[]): StructuredAnswer | null {
  if (lanes.some((lane) => lane.side === 'sell')) return null;
  const [relation] = space.relations;
  if (space.relations.length === 1 && relation && (relation.body.type === 'exactly-one' || relation.body.type === 'excludes') && relation.body.of.length === space.keys.length) {
    return solveGroup(lanes, space.keys.map((_, index) => index), relation.body.type === 'exactly-one');
  }
  const order = chainOrder(space);
  return order ? solveChain(lanes, order) : null;
}
