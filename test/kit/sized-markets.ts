/** Groups and ladders of any size with coherent books, and what breaks a rule of them. */
import { asRelations } from '../../bench/engine-instances';
import type { Instance, InstanceBook, InstanceSide } from '../../lib/domain/instance';
import type { Random } from '../../lib/domain/random';
import type { RelationBody } from '../../lib/domain/relation';
import { MICROS, moneyMicros, priceMicros, sizeMicros } from '../../lib/domain/units';
import { POLYMARKET_RULES } from '../../lib/venues/polymarket/rules';

const LEVELS = 8;

export interface SizedMarket {
  readonly instance: Instance;
  /** The same with one rule broken by far more than fees and least sizes. */
  readonly broken: Instance;
}

/** Exactly one of `size`, prices a tick or two above fair; broken: two NO shares that save more than a dollar. */
export function sizedGroup(size: number, random: Random): SizedMarket {
  const keys = keysOf(size);
  const weights = keys.map(() => 0.05 + random());
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const first = Math.floor(random() * size);
  return marketOf({
    keys,
    bodies: [{ type: 'exactly-one', of: keys }],
    fair: weights.map((weight) => weight / total),
    cheap: [
      { condition: first, token: 'no', price: 0.45 },
      { condition: (first + 1) % size, token: 'no', price: 0.45 },
    ],
    random,
  });
}

/** Each implied by the next; broken: YES of one with NO of one that implies it, some steps away. */
export function sizedLadder(size: number, random: Random): SizedMarket {
  const keys = keysOf(size);
  const low = Math.floor(random() * (size - 1));
  const high = low + 1 + Math.floor(random() * (size - 1 - low));
  return marketOf({
    keys,
    bodies: keys.slice(1).map((key, index) => ({ type: 'implies', if: key, then: keys[index] ?? '' })),
    fair: keys.map((_, index) => 0.95 - (0.9 * (index + 0.5)) / size),
    cheap: [
      { condition: low, token: 'yes', price: 0.3 },
      { condition: high, token: 'no', price: 0.4 },
    ],
    random,
  });
}

function keysOf(size: number): readonly string[] {
  return Array.from({ length: size }, (_, index) => `k${index}`);
}

interface Market {
  readonly keys: readonly string[];
  readonly bodies: readonly RelationBody[];
  readonly fair: readonly number[];
  readonly cheap: readonly { readonly condition: number; readonly token: 'yes' | 'no'; readonly price: number }[];
  readonly random: Random;
}

function marketOf({ keys, bodies, fair, cheap, random }: Market): SizedMarket {
  const tick = keys.length > 500 ? 100 : keys.length > 90 ? 1_000 : 10_000;
  const asksFrom = (price: number): InstanceSide => ({
    asks: Array.from({ length: LEVELS }, (_, level) => price + level * tick)
      .filter((micros) => micros > 0 && micros < MICROS)
      .map((micros) => ({
        priceMicros: priceMicros(micros),
        sizeMicros: sizeMicros(Math.round(20 + random() * 200) * MICROS),
      })),
    bids: [],
    hash: 'h',
    verifiedAtMs: 0,
  });
  const above = (price: number): number => Math.ceil((price * MICROS) / tick + 1) * tick;
  const books: Record<string, InstanceBook> = {};
  keys.forEach((key, index) => {
    const price = fair[index] ?? 0.5;
    books[key] = { yes: asksFrom(above(price)), no: asksFrom(above(1 - price)), mirrored: true };
  });
  const broken = { ...books };
  for (const { condition, token, price } of cheap) {
    const key = keys[condition] ?? '';
    const book = broken[key];
    if (book) broken[key] = { ...book, [token]: asksFrom(Math.round(price * MICROS)) };
  }
  const instance: Instance = {
    conditions: keys.map((key) => ({
      key,
      fee: { ratePpm: 40_000, exponent: 1, takerOnly: true },
      minSizeMicros: sizeMicros(5 * MICROS),
      minBuyMicros: POLYMARKET_RULES.minBuyMicros,
      tickMicros: priceMicros(tick),
    })),
    relations: asRelations(bodies),
    books,
    budgetMicros: moneyMicros(250 * MICROS),
    inventory: {},
    voids: 0,
    lotMicros: POLYMARKET_RULES.lotMicros,
  };
  return { instance, broken: { ...instance, books: broken } };
}
