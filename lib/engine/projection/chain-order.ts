/** Which spaces are one chain of implications. */
import type { OutcomeSpace } from '../space/space';

/**
 * Conditions from the most to the least likely when the relations are exactly the steps of one chain of implications,
 * else null.
 */
export function chainOrder(space: OutcomeSpace): readonly number[] | null {
  const size = space.keys.length;
  if (space.relations.length !== size - 1) return null;
  const nextOf = new Map<string, string>();
  const followers = new Set<string>();
  for (const { body } of space.relations) {
    if (body.type !== 'implies' || nextOf.has(body.then) || followers.has(body.if)) return null;
    nextOf.set(body.then, body.if);
    followers.add(body.if);
  }
  let key = space.keys.find((candidate) => !followers.has(candidate));
  const order: number[] = [];
  while (key !== undefined && order.length <= size) {
    order.push(space.indexOf.get(key) ?? 0);
    key = nextOf.get(key);
  }
  return order.length === size ? order : null;
}
