/**
 * Books around the worlds of a family. Coherent ones quote a mixture of worlds: no token costs less, fee included, than
 * it is worth there, by exact integers, so nothing can be gained (docs/maths.md 2.2, Theorem 1); most best asks are the
 * very lowest tick that allows. Broken ones have some asks lowered. Levels are mirrored (a NO ask at 1-p is the YES bid
 * at p), with fees, ticks, minimum sizes, budgets, inventory and voids.
 */
import type { Level } from '../../lib/domain/book';
import type { Instance, InstanceBook } from '../../lib/domain/instance';
import { moneyMicros, priceMicros, sizeMicros, type SizeMicros } from '../../lib/domain/units';
import { type Random } from '../../lib/domain/random';
import { below, drawFamily, drawWorld, pick, type Family } from './families';
import { relation } from './random-instances';
import { seeded } from '../../lib/domain/random';

const ONE = 1_000_000n;

export interface FamilyInstance {
  readonly family: Family;
  readonly instance: Instance;
}

/** worth = parts / whole. */
interface Worth {
  readonly parts: number;
  readonly whole: number;
}

interface Terms {
  readonly tick: number;
  readonly ratePpm: number;
  readonly exponent: number;
}

/** price + rate (p(1-p))^exponent >= worth, in integers. */
function covers(price: number, { ratePpm, exponent }: Terms, { parts, whole }: Worth): boolean {
  if (exponent === 1 && price % 1000 === 0) {
    // Thousandths times their complement divide evenly, and everything stays below 2^53: plain numbers are exact.
    const cost = price * 1e6 + (ratePpm * (price * (1e6 - price))) / 1e6;
    return cost * whole >= parts * 1e12;
  }
  const p = BigInt(price);
  const scale = (ONE * ONE) ** BigInt(exponent);
  // Everything times 1e6 (price) x 1e6 (rate) x scale x whole.
  const cost = (p * ONE * scale + BigInt(ratePpm) * (p * (ONE - p)) ** BigInt(exponent) * ONE) * BigInt(whole);
  return cost >= BigInt(parts) * ONE * ONE * scale;
}

/** Lowest tick at which the token is not worth more than it costs; 1,000,000 when there is none below a dollar. */
function tightAsk(terms: Terms, worth: Worth): number {
  const { tick } = terms;
  let price = Math.max(tick, Math.floor((worth.parts / worth.whole - terms.ratePpm / 1e6) * (1e6 / tick)) * tick);
  while (price > tick && covers(price - tick, terms, worth)) price -= tick;
  while (price < 1_000_000 && !covers(price, terms, worth)) price += tick;
  return price;
}

function asksFrom(random: Random, best: number, tick: number): readonly Level[] {
  const levels: Level[] = [];
  let price = best;
  for (let count = 1 + below(random, 3); count > 0 && price < 1_000_000; count -= 1) {
    if (price > 0)
      levels.push({
        priceMicros: priceMicros(price),
        sizeMicros: sizeMicros((1 + below(random, 300)) * (random() < 0.3 ? 130_000 : 1_000_000)),
      });
    price += tick * (1 + below(random, 2));
  }
  return levels;
}

function mirrorOf(asks: readonly Level[]): readonly Level[] {
  return asks.map(({ priceMicros: price, sizeMicros: size }) => ({
    priceMicros: priceMicros(1_000_000 - price),
    sizeMicros: size,
  }));
}

function bookOf(yes: readonly Level[], no: readonly Level[]): InstanceBook {
  return {
    yes: { asks: yes, bids: mirrorOf(no), hash: '', verifiedAtMs: 0 },
    no: { asks: no, bids: mirrorOf(yes), hash: '', verifiedAtMs: 0 },
    mirrored: true,
  };
}

/** Whole weights of a few worlds: parts by condition. */
function worthsOf(random: Random, family: Family): readonly Worth[] {
  const whole = pick(random, [100, 100, 1000, 7 + below(random, 990)]);
  const parts = new Float64Array(family.keys.length);
  const count = 2 + Math.floor(random() * random() * 30);
  let left = whole;
  for (let index = 0; index < count && left > 0; index += 1) {
    const share =
      index === count - 1
        ? left
        : Math.min(left, 1 + below(random, Math.max(1, Math.ceil((2 * left) / (count - index)))));
    const world = drawWorld(family, random);
    left -= share;
    world.forEach((truth, condition) => {
      parts[condition] = (parts[condition] ?? 0) + truth * share;
    });
  }
  // What is left goes to one more world.
  if (left > 0)
    drawWorld(family, random).forEach(
      (truth, condition) => (parts[condition] = (parts[condition] ?? 0) + truth * left),
    );
  return Array.from(parts, (value) => ({ parts: value, whole }));
}

/** Ticks above the lowest coherent ask: within two of the band. */
const ticksAbove = (random: Random): number => pick(random, [0, 0, 0, 0, 0, 0, 1, 1, 1, 2]);

function build(seed: number, lowered: boolean): FamilyInstance {
  const random = seeded(seed);
  const family = drawFamily(random);
  const terms: Terms = {
    tick: pick(random, [10_000, 10_000, 1000]),
    ratePpm: pick(random, [0, 0, 40_000, 50_000, 70_000]),
    exponent: random() < 0.9 ? 1 : 2,
  };
  const worths = worthsOf(random, family);
  const broken = lowered
    ? new Set(Array.from({ length: 1 + below(random, 4) }, () => below(random, 2 * family.keys.length)))
    : new Set<number>();
  const ask = (condition: number, token: 'yes' | 'no'): readonly Level[] => {
    const { parts, whole } = worths[condition] ?? { parts: 1, whole: 2 };
    const tight = tightAsk(terms, { parts: token === 'yes' ? parts : whole - parts, whole });
    const fall = broken.has(2 * condition + (token === 'yes' ? 0 : 1)) ? (1 + below(random, 9)) * 10_000 : 0;
    if (fall === 0 && random() < 0.06) return [];
    return asksFrom(
      random,
      Math.max(terms.tick, Math.min(tight, 990_000 + terms.tick) + ticksAbove(random) * terms.tick - fall),
      terms.tick,
    );
  };
  const coherentAsk = (condition: number, token: 'yes' | 'no'): readonly Level[] => {
    const { parts, whole } = worths[condition] ?? { parts: 1, whole: 2 };
    const tight = tightAsk(terms, { parts: token === 'yes' ? parts : whole - parts, whole });
    return tight >= 1_000_000 || random() < 0.06
      ? []
      : asksFrom(random, tight + ticksAbove(random) * terms.tick, terms.tick);
  };
  const books = Object.fromEntries(
    family.keys.map((key, condition) =>
      lowered
        ? [key, bookOf(ask(condition, 'yes'), ask(condition, 'no'))]
        : [key, bookOf(coherentAsk(condition, 'yes'), coherentAsk(condition, 'no'))],
    ),
  );
  const venueMinimums = random() < 0.3;
  const inventory: Record<string, SizeMicros> = {};
  if (random() < 0.1)
    for (const key of family.keys)
      if (random() < 0.3)
        inventory[`${key}.${random() < 0.5 ? 'yes' : 'no'}`] = sizeMicros((1 + below(random, 100)) * 1_000_000);
  return {
    family,
    instance: {
      conditions: family.keys.map((key) => ({
        key,
        fee: { ratePpm: terms.ratePpm, exponent: terms.exponent, takerOnly: true },
        minSizeMicros: sizeMicros(venueMinimums ? 5_000_000 : 0),
        ...(venueMinimums ? { minBuyMicros: moneyMicros(1_000_000) } : {}),
        tickMicros: priceMicros(terms.tick),
      })),
      relations: family.bodies.map(relation),
      books,
      budgetMicros: random() < 0.15 ? moneyMicros((1 + below(random, 200)) * 1_000_000) : null,
      inventory,
      voids: family.keys.length <= 12 && random() < 0.07 ? 1 : 0,
      lotMicros: sizeMicros(10_000),
    },
  };
}

/** Nothing to gain, by construction. */
export function coherentFamilyInstance(seed: number): FamilyInstance {
  return build(seed, false);
}

/** One to four tokens are one to nine cents cheaper than coherent. */
export function brokenFamilyInstance(seed: number): FamilyInstance {
  return build(seed, true);
}
