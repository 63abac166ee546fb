/** Random outcome spaces and books for property tests, made from one seed so that a failure repeats. */
import type { Level } from '../../lib/domain/book';
import type { Instance, InstanceBook, InstanceSide } from '../../lib/domain/instance';
import type { Relation, RelationBody } from '../../lib/domain/relation';
import { moneyMicros, priceMicros, sizeMicros } from '../../lib/domain/units';
import { unitFee } from '../../lib/domain/fees';
import { allows, type Truths } from '../../lib/verifier/verify-rules';
import { seeded, type Random } from '../../lib/domain/random';

const below = (random: Random, limit: number): number => Math.floor(random() * limit);

function pick<T>(random: Random, from: readonly T[]): T {
  const value = from[below(random, from.length)];
  if (value === undefined) throw new RangeError('nothing to pick from');
  return value;
}

function some(random: Random, keys: readonly string[], least: number): readonly string[] {
  const shuffled = [...keys]
    .map((key) => ({ key, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ key }) => key);
  return shuffled.slice(0, Math.min(keys.length, least + below(random, Math.max(1, keys.length - least + 1))));
}

export function randomBody(random: Random, keys: readonly string[]): RelationBody {
  const members = some(random, keys, 2);
  const [first = '', second = '', ...rest] = members;
  const third = rest[0];
  switch (below(random, 13)) {
    case 0:
    case 1:
    case 2:
      return { type: 'implies', if: first, then: second };
    case 3:
      return { type: 'excludes', of: members };
    case 4:
      return { type: 'exactly-one', of: members };
    case 5:
      return { type: 'at-least-one', of: members };
    case 6:
      return random() < 0.5 ? { type: 'equivalent', of: [first, second] } : { type: 'not', of: [first, second] };
    case 7:
      return third === undefined
        ? { type: 'implies', if: first, then: second }
        : { type: 'and', result: first, of: members.slice(1) };
    case 8:
      return third === undefined
        ? { type: 'excludes', of: [first, second] }
        : { type: 'or', result: first, of: members.slice(1) };
    case 9:
      return third === undefined
        ? { type: 'implies', if: first, then: second }
        : { type: 'difference', result: first, of: [second, third] };
    case 10:
      return third === undefined
        ? { type: 'at-least-one', of: [first, second] }
        : {
            type: 'majority',
            result: first,
            weights: Object.fromEntries(members.slice(1).map((key) => [key, 1 + below(random, 5)])),
            atLeast: 1 + below(random, 7),
          };
    case 11:
      return {
        type: 'linear',
        terms: members.map((key) => [key, pick(random, [-2, -1, 1, 2])] as const),
        atLeast: -1 - below(random, 2),
      };
    default:
      // Two members counted by the rest, with gaps when there are fewer markets than counts.
      return rest.length === 0
        ? { type: 'excludes', of: [first, second] }
        : {
            type: 'count',
            of: [first, second],
            exactly: Object.fromEntries(rest.slice(0, 3).map((key, count) => [String(count), key])),
          };
  }
}

export function relation(body: RelationBody, index: number): Relation {
  return { id: `r${index}`, version: 1, body, source: 'rule', status: 'proven', why: `rule ${index}`, evidence: [] };
}

/** Every atom by plain meaning, over all 2^n assignments: shares nothing with the engine. */
export function atomsByMeaning(keys: readonly string[], bodies: readonly RelationBody[]): readonly Truths[] {
  return Array.from({ length: 2 ** keys.length }, (_, mask) =>
    Object.fromEntries(keys.map((key, index) => [key, ((mask >> index) & 1) === 1])),
  ).filter((truths) => bodies.every((body) => allows(body, truths)));
}

export interface RandomSpace {
  readonly keys: readonly string[];
  readonly relations: readonly Relation[];
  readonly atoms: readonly Truths[];
}

/** Two to `most` conditions under one to four relations that leave at least one atom. */
export function randomSpace(random: Random, most = 6): RandomSpace {
  for (;;) {
    const keys = Array.from({ length: 2 + below(random, most - 1) }, (_, index) => `c${index}`);
    const bodies = Array.from({ length: 1 + below(random, 4) }, () => randomBody(random, keys));
    const atoms = atomsByMeaning(keys, bodies);
    if (atoms.length > 0) return { keys, relations: bodies.map(relation), atoms };
  }
}

const TICK = 10_000;

function side(asks: readonly Level[], bids: readonly Level[] = []): InstanceSide {
  return { asks, bids, hash: '', verifiedAtMs: 0 };
}

function levels(random: Random, best: number): readonly Level[] {
  const count = 1 + below(random, 3);
  const found: Level[] = [];
  let price = best;
  for (let level = 0; level < count && price < 1_000_000; level += 1) {
    if (price > 0)
      found.push({ priceMicros: priceMicros(price), sizeMicros: sizeMicros((5 + below(random, 200)) * 1_000_000) });
    price += TICK * (1 + below(random, 3));
  }
  return found;
}

/** Prices at random: about half of these have something to gain. */
export function randomInstance(
  seed: number,
  options: { readonly most?: number; readonly feePpm?: number } = {},
): { readonly instance: Instance; readonly space: RandomSpace } {
  const random = seeded(seed);
  const space = randomSpace(random, options.most ?? 6);
  const fee = { ratePpm: options.feePpm ?? pick(random, [0, 0, 40_000]), exponent: 1, takerOnly: true };
  const books: Record<string, InstanceBook> = {};
  for (const key of space.keys) {
    const yes = TICK * (5 + below(random, 90));
    const no = Math.min(990_000, Math.max(TICK, 1_000_000 - yes + TICK * below(random, 8)));
    books[key] = {
      yes: side(random() < 0.85 ? levels(random, yes) : []),
      no: side(random() < 0.85 ? levels(random, no) : []),
      mirrored: true,
    };
  }
  return { instance: assemble(space, books, fee.ratePpm), space };
}

/**
 * Quotes around a random mixture of atoms: every token's cost with its fee is at least what it is worth, so nothing can
 * be gained (docs/maths.md 2.2, theorem 1), however the relations are used.
 */
export function coherentInstance(seed: number, most = 6): { readonly instance: Instance; readonly space: RandomSpace } {
  const random = seeded(seed);
  const space = randomSpace(random, most);
  const weights = space.atoms.map(() => (random() < 0.3 ? 0 : -Math.log(1 - random())));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const ratePpm = pick(random, [0, 40_000, 70_000]);
  const books: Record<string, InstanceBook> = {};
  for (const key of space.keys) {
    const worth = space.atoms.reduce(
      (sum, atom, index) =>
        sum + (atom[key] ? (total > 0 ? (weights[index] ?? 0) / total : 1 / space.atoms.length) : 0),
      0,
    );
    books[key] = {
      yes: side(levels(random, coherentAsk(random, worth, ratePpm))),
      no: side(levels(random, coherentAsk(random, 1 - worth, ratePpm))),
      mirrored: true,
    };
  }
  return { instance: assemble(space, books, ratePpm), space };
}

/** Lowest tick whose cost with the fee is not below the worth, sometimes a few ticks more. */
function coherentAsk(random: Random, worth: number, ratePpm: number): number {
  const fee = { ratePpm, exponent: 1, takerOnly: true };
  let price = TICK;
  while (price < 1_000_000 && price / 1e6 + unitFee(fee, price) < worth - 1e-12) price += TICK;
  return price + TICK * (random() < 0.5 ? 0 : below(random, 4));
}

function assemble(space: RandomSpace, books: Readonly<Record<string, InstanceBook>>, ratePpm: number): Instance {
  return {
    conditions: space.keys.map((key) => ({
      key,
      fee: { ratePpm, exponent: 1, takerOnly: true },
      minSizeMicros: sizeMicros(0),
      tickMicros: priceMicros(TICK),
    })),
    relations: space.relations,
    books,
    budgetMicros: null,
    inventory: {},
    voids: 0,
    lotMicros: sizeMicros(10_000),
  };
}

export function withBudget(instance: Instance, dollars: number): Instance {
  return { ...instance, budgetMicros: moneyMicros(Math.round(dollars * 1e6)) };
}
