/**
 * What a relation means, for whole assignments by name: the pattern search's own reading. No rows are taken from the
 * engine.
 */
import type { RelationBody } from '../domain/relation';

export type Truths = Readonly<Record<string, boolean>>;

/** Whether a whole assignment obeys the relation, by its plain meaning. */
export function allows(body: RelationBody, truths: Truths): boolean {
  const isTrue = (key: string): boolean => truths[key] === true;
  const trueCount = (keys: readonly string[]): number => {
    let count = 0;
    for (const key of keys) if (truths[key] === true) count += 1;
    return count;
  };
  switch (body.type) {
    case 'implies':
      return !isTrue(body.if) || isTrue(body.then);
    case 'excludes':
      return trueCount(body.of) <= 1;
    case 'exactly-one':
      return trueCount(body.of) === 1;
    case 'at-least-one':
      return trueCount(body.of) >= 1;
    case 'equivalent':
      return [0, body.of.length].includes(trueCount(body.of));
    case 'not':
      return isTrue(body.of[0]) !== isTrue(body.of[1]);
    case 'and':
      return isTrue(body.result) === (trueCount(body.of) === body.of.length);
    case 'or':
      return isTrue(body.result) === trueCount(body.of) > 0;
    case 'difference':
      return (
        (!isTrue(body.of[1]) || isTrue(body.of[0])) &&
        isTrue(body.result) === (isTrue(body.of[0]) && !isTrue(body.of[1]))
      );
    case 'count': {
      const happened = trueCount(body.of);
      return Object.entries(body.exactly).every(([count, key]) => isTrue(key) === (Number(count) === happened));
    }
    case 'majority': {
      let weight = 0;
      for (const key of Object.keys(body.weights)) if (truths[key] === true) weight += body.weights[key] ?? 0;
      return isTrue(body.result) === weight >= body.atLeast;
    }
    case 'linear': {
      let total = 0;
      for (const [key, coefficient] of body.terms) if (isTrue(key)) total += coefficient;
      return total >= body.atLeast;
    }
    case 'settled':
      return isTrue(body.of) === body.value;
  }
}
