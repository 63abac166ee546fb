/**
 * What a relation means, said a second time: which truths it allows, and the least value of a linear form over them. A certificate's row
 * is accepted only when its relation, read this way, never lets the row's terms fall below `atLeast`. No rows are taken from the engine.
 */
import type { RelationBody } from '../../domain/relation';

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
      return (!isTrue(body.of[1]) || isTrue(body.of[0])) && isTrue(body.result) === (isTrue(body.of[0]) && !isTrue(body.of[1]));
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

/** First condition of the relation that `known` does not hold; null when it holds all. */
export function strangerIn(body: RelationBody, known: ReadonlySet<string>): string | null {
  const first = (keys: readonly string[]): string | null => {
    for (const key of keys) if (!known.has(key)) return key;
    return null;
  };
  switch (body.type) {
    case 'implies':
      return known.has(body.if) ? (known.has(body.then) ? null : body.then) : body.if;
    case 'excludes':
    case 'exactly-one':
    case 'at-least-one':
    case 'equivalent':
    case 'not':
      return first(body.of);
    case 'and':
    case 'or':
    case 'difference':
      return known.has(body.result) ? first(body.of) : body.result;
    case 'count':
      return first(body.of) ?? first(Object.values(body.exactly));
    case 'majority':
      return known.has(body.result) ? first(Object.keys(body.weights)) : body.result;
    case 'linear':
      return first(body.terms.map(([key]) => key));
    case 'settled':
      return known.has(body.of) ? null : body.of;
  }
}

/** Least value of sum(coefficient x truth) over the truths that the body allows; null when this verifier cannot tell. */
export function leastOver(body: RelationBody, coefficients: ReadonlyMap<string, number>): number | null {
  const value = (key: string): number => coefficients.get(key) ?? 0;
  const values = (keys: readonly string[]): readonly number[] => keys.map(value);
  const total = (keys: readonly string[]): number => values(keys).reduce((sum, next) => sum + next, 0);
  /** Members free, but not all true (or, through `flip`, not all false). */
  const negatives = (keys: readonly string[]): number => values(keys).reduce((sum, next) => sum + Math.min(0, next), 0);
  const smallest = (keys: readonly string[]): number => Math.min(...values(keys));
  switch (body.type) {
    case 'implies':
      return Math.min(0, value(body.then), value(body.then) + value(body.if));
    case 'excludes':
      return Math.min(0, smallest(body.of));
    case 'exactly-one':
      return smallest(body.of);
    case 'at-least-one':
      return Math.max(smallest(body.of), 0) + negatives(body.of);
    case 'equivalent':
      return Math.min(0, total(body.of));
    case 'not':
      return Math.min(value(body.of[0]), value(body.of[1]));
    case 'and': {
      // False: at least one member false. If all would rather be true, the one that loses least gives way.
      const largest = Math.max(...values(body.of));
      const someFalse = largest < 0 ? total(body.of) - largest : negatives(body.of);
      return Math.min(value(body.result) + total(body.of), someFalse);
    }
    case 'or':
      return Math.min(0, value(body.result) + Math.max(smallest(body.of), 0) + negatives(body.of));
    case 'difference':
      return Math.min(0, value(body.of[0]) + value(body.result), value(body.of[0]) + value(body.of[1]));
    case 'count': {
      const cheapest = [...values(body.of)].sort((a, b) => a - b);
      let running = 0;
      let least = Infinity;
      for (let count = 0; count <= cheapest.length; count += 1) {
        const market = body.exactly[String(count)];
        least = Math.min(least, running + (market === undefined ? 0 : value(market)));
        running += cheapest[count] ?? 0;
      }
      return least;
    }
    case 'majority':
      return leastOverMajority(body, value);
    case 'linear':
      return body.terms.length === coefficients.size && body.terms.every(([key, coefficient]) => value(key) === coefficient) ? body.atLeast : null;
    case 'settled':
      return body.value ? value(body.of) : 0;
  }
}

/** Table of the least value by weight reached; above this many entries the verifier declines rather than stalls. */
const MAX_TABLE = 4_000_000;

function leastOverMajority(body: Extract<RelationBody, { type: 'majority' }>, value: (key: string) => number): number | null {
  const members = Object.entries(body.weights);
  const heaviest = members.reduce((sum, [, weight]) => sum + weight, 0);
  if (heaviest * members.length > MAX_TABLE) return null;
  const least = new Float64Array(heaviest + 1).fill(Infinity);
  least[0] = 0;
  for (const [key, weight] of members) {
    const gain = value(key);
    for (let reached = heaviest; reached >= weight; reached -= 1) {
      least[reached] = Math.min(least[reached] ?? Infinity, (least[reached - weight] ?? Infinity) + gain);
    }
  }
  let answer = Infinity;
  least.forEach((sum, reached) => {
    answer = Math.min(answer, sum + (reached >= body.atLeast ? value(body.result) : 0));
  });
  return answer;
}
