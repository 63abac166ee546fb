/**
 * What a relation means, over positions: whether a whole assignment obeys it, and the least value of a linear form over
 * the truths it allows. A certificate's row is accepted only when its relation, read this way, never lets the row's
 * terms fall below `atLeast`. The pattern search has a reading of its own (verify-rules.ts); no rows are taken from the
 * engine.
 */
import type { IndexedBody } from './verify-index';

/** Whether a whole assignment (1 happens) obeys the relation. */
export function holds(
  { type, result, of, numbers, markets, atLeast, value }: IndexedBody,
  truths: Uint8Array,
): boolean {
  const decided = result < 0 ? false : truths[result] === 1;
  switch (type) {
    case 'implies':
      return truths[of[0] ?? -1] !== 1 || truths[of[1] ?? -1] === 1;
    case 'excludes':
      return happening(of, truths) <= 1;
    case 'exactly-one':
      return happening(of, truths) === 1;
    case 'at-least-one':
      return happening(of, truths) >= 1;
    case 'equivalent': {
      const count = happening(of, truths);
      return count === 0 || count === of.length;
    }
    case 'not':
      return happening(of, truths) === 1;
    case 'and':
      return decided === (happening(of, truths) === of.length);
    case 'or':
      return decided === happening(of, truths) > 0;
    case 'difference': {
      const low = truths[of[0] ?? -1] === 1;
      const high = truths[of[1] ?? -1] === 1;
      return (low || !high) && decided === (low && !high);
    }
    case 'count': {
      const count = happening(of, truths);
      return markets.every((market, index) => (truths[market] === 1) === (numbers[index] === count));
    }
    case 'majority':
      return decided === weightOf(of, numbers, truths) >= atLeast;
    case 'linear':
      return weightOf(of, numbers, truths) >= atLeast;
    case 'settled':
      return (truths[of[0] ?? -1] === 1) === value;
  }
}

function happening(of: readonly number[], truths: Uint8Array): number {
  let count = 0;
  for (let index = 0; index < of.length; index += 1) count += truths[of[index] ?? -1] ?? 0;
  return count;
}

function weightOf(of: readonly number[], numbers: readonly number[], truths: Uint8Array): number {
  let weight = 0;
  for (let index = 0; index < of.length; index += 1) if (truths[of[index] ?? -1] === 1) weight += numbers[index] ?? 0;
  return weight;
}

/** A row to be judged: its coefficient by condition (zero elsewhere), and how many it has. */
export interface RowForm {
  readonly coefficients: Float64Array;
  readonly terms: number;
}

/**
 * Least value of sum(coefficient x truth) over the truths that the relation allows; null when this verifier cannot
 * tell.
 */
export function leastOver(body: IndexedBody, row: RowForm): number | null {
  const { result, of, value } = body;
  const { coefficients } = row;
  const first = coefficients[of[0] ?? -1] ?? 0;
  const second = coefficients[of[1] ?? -1] ?? 0;
  const decided = coefficients[result] ?? 0;
  switch (body.type) {
    case 'implies':
      return Math.min(0, second, second + first);
    case 'excludes':
      return Math.min(0, smallest(of, coefficients));
    case 'exactly-one':
      return smallest(of, coefficients);
    case 'at-least-one':
      return Math.max(smallest(of, coefficients), 0) + negatives(of, coefficients);
    case 'equivalent':
      return Math.min(0, total(of, coefficients));
    case 'not':
      return Math.min(first, second);
    case 'and': {
      // False: at least one member false. If all would rather be true, the one that loses least gives way.
      const most = largest(of, coefficients);
      return Math.min(
        decided + total(of, coefficients),
        most < 0 ? total(of, coefficients) - most : negatives(of, coefficients),
      );
    }
    case 'or':
      return Math.min(0, decided + Math.max(smallest(of, coefficients), 0) + negatives(of, coefficients));
    case 'difference':
      return Math.min(0, first + decided, first + second);
    case 'count':
      return leastOverCount(body, coefficients);
    case 'majority':
      return leastOverMajority(body, coefficients);
    case 'linear':
      return of.length === row.terms && of.every((condition, index) => coefficients[condition] === body.numbers[index])
        ? body.atLeast
        : null;
    case 'settled':
      return value ? first : 0;
  }
}

function total(of: readonly number[], coefficients: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < of.length; index += 1) sum += coefficients[of[index] ?? -1] ?? 0;
  return sum;
}

/** Members free, each where it counts least. */
function negatives(of: readonly number[], coefficients: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < of.length; index += 1) sum += Math.min(0, coefficients[of[index] ?? -1] ?? 0);
  return sum;
}

function smallest(of: readonly number[], coefficients: Float64Array): number {
  let least = Infinity;
  for (let index = 0; index < of.length; index += 1) least = Math.min(least, coefficients[of[index] ?? -1] ?? 0);
  return least;
}

function largest(of: readonly number[], coefficients: Float64Array): number {
  let most = -Infinity;
  for (let index = 0; index < of.length; index += 1) most = Math.max(most, coefficients[of[index] ?? -1] ?? 0);
  return most;
}

/** So many of the cheapest members, with the market of that number, for the number that makes it least. */
function leastOverCount({ of, numbers, markets }: IndexedBody, coefficients: Float64Array): number {
  const cheapest = of.map((condition) => coefficients[condition] ?? 0).sort((a, b) => a - b);
  let running = 0;
  let least = Infinity;
  for (let count = 0; count <= cheapest.length; count += 1) {
    const market = numbers.indexOf(count);
    least = Math.min(least, running + (market < 0 ? 0 : (coefficients[markets[market] ?? -1] ?? 0)));
    running += cheapest[count] ?? 0;
  }
  return least;
}

/** Table of the least value by weight reached; above this many entries the verifier declines rather than stalls. */
const MAX_TABLE = 4_000_000;

function leastOverMajority({ of, numbers, result, atLeast }: IndexedBody, coefficients: Float64Array): number | null {
  const heaviest = numbers.reduce((sum, weight) => sum + weight, 0);
  if (heaviest * of.length > MAX_TABLE) return null;
  const least = new Float64Array(heaviest + 1).fill(Infinity);
  least[0] = 0;
  for (const [index, condition] of of.entries()) {
    const weight = numbers[index] ?? 0;
    const gain = coefficients[condition] ?? 0;
    for (let reached = heaviest; reached >= weight; reached -= 1)
      least[reached] = Math.min(least[reached] ?? Infinity, (least[reached - weight] ?? Infinity) + gain);
  }
  let answer = Infinity;
  least.forEach((sum, reached) => {
    answer = Math.min(answer, sum + (reached >= atLeast ? (coefficients[result] ?? 0) : 0));
  });
  return answer;
}
