/**
 * Random components of the shapes that are solved without a program, with books that are near coherent prices or at
 * random.
 */
import type { Level } from '../../lib/domain/book';
import type { Instance, InstanceBook, InstanceSide } from '../../lib/domain/instance';
import type { RelationBody } from '../../lib/domain/relation';
import { priceMicros, sizeMicros } from '../../lib/domain/units';
import { seeded, type Random } from '../../lib/domain/random';
import { relation } from './random-instances';

export const shapeNames = ['exactly-one', 'excludes', 'chain', 'ladder with buckets', 'ladder with tails'] as const;
export type ShapeName = (typeof shapeNames)[number];

interface Component {
  readonly keys: readonly string[];
  readonly bodies: readonly RelationBody[];
  /** A coherent price of every condition. */
  readonly prices: Readonly<Record<string, number>>;
}

function groupComponent(random: Random, count: number, type: 'exactly-one' | 'excludes'): Component {
  const keys = Array.from({ length: count }, (_, index) => `g${index}`);
  const weights = keys.map(() => random() ** 2 + 0.01);
  const total = weights.reduce((sum, weight) => sum + weight, 0) * (type === 'exactly-one' ? 1 : 1 + random());
  return {
    keys,
    bodies: [{ type, of: keys }],
    prices: Object.fromEntries(keys.map((key, index) => [key, (weights[index] ?? 0) / total])),
  };
}

/**
 * Thresholds t1.. with buckets in some of the cells between them; with tails also conditions that stand for the ends,
 * and redundant rules.
 */
function lineComponent(random: Random, count: number, shape: ShapeName): Component {
  const thresholds = Array.from({ length: count }, (_, index) => `t${index + 1}`);
  const cells = Array.from({ length: count + 1 }, () => (random() < 0.2 ? 0 : -Math.log(1 - random())));
  const total = cells.reduce((sum, weight) => sum + weight, 0) || 1;
  const prices: Record<string, number> = {};
  thresholds.forEach((key, index) => {
    prices[key] = cells.slice(index + 1).reduce((sum, weight) => sum + weight, 0) / total;
  });
  const keys = [...thresholds];
  const bodies: RelationBody[] = [];
  const inCells: string[] = [];
  const full = random() < 0.5;
  thresholds.slice(1).forEach((key, index) => {
    const above = thresholds[index] ?? key;
    const bucketed = shape !== 'chain' && (full || random() < 0.6);
    // A bucket alone says that the thresholds are nested, too.
    if (!bucketed || random() < 0.5) bodies.push({ type: 'implies', if: key, then: above });
    if (!bucketed) return;
    keys.push(`b${index + 1}`);
    inCells.push(`b${index + 1}`);
    bodies.push({ type: 'difference', result: `b${index + 1}`, of: [above, key] });
    prices[`b${index + 1}`] = (prices[above] ?? 0) - (prices[key] ?? 0);
  });
  if (shape === 'ladder with tails') {
    const [first = ''] = thresholds;
    const last = thresholds.at(-1) ?? first;
    keys.push('under', 'over');
    bodies.push({ type: 'not', of: random() < 0.5 ? [first, 'under'] : ['under', first] });
    bodies.push({ type: 'equivalent', of: random() < 0.5 ? [last, 'over'] : ['over', last] });
    prices['under'] = 1 - (prices[first] ?? 0);
    prices['over'] = prices[last] ?? 0;
    if (inCells.length === count - 1) bodies.push({ type: 'exactly-one', of: ['under', ...inCells, 'over'] });
    else if (inCells.length >= 2) bodies.push({ type: 'excludes', of: inCells });
    if (count >= 3) bodies.push({ type: 'implies', if: last, then: first });
  }
  // Conditions come in no particular order.
  const shuffled = keys
    .map((key) => ({ key, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ key }) => key);
  return { keys: shuffled, bodies, prices };
}

export function componentOf(random: Random, shape: ShapeName, count: number): Component {
  return shape === 'exactly-one' || shape === 'excludes'
    ? groupComponent(random, count, shape)
    : lineComponent(random, count, shape);
}

function asksFrom(random: Random, best: number, tick: number, most: number): readonly Level[] {
  const asks: Level[] = [];
  let price = Math.max(tick, Math.ceil((best * 1_000_000) / tick) * tick);
  for (let level = Math.floor(random() * (most + 1)); level > 0 && price < 1_000_000; level -= 1) {
    // Whole shares half of the time: ties between depths are where such solvers go wrong.
    const size =
      random() < 0.5 ? 1_000_000 * (1 + Math.floor(random() * 40)) : 10_000 * (1 + Math.floor(random() * 30_000));
    asks.push({ priceMicros: priceMicros(price), sizeMicros: sizeMicros(size) });
    price += tick * (1 + Math.floor(random() * 4));
  }
  return asks;
}

/**
 * Books a tick or two around the prices with some moved, or at random altogether (then even one book may cross itself).
 */
export function structuredInstance(seed: number, shape: ShapeName, count: number): Instance {
  const random = seeded(seed);
  const { keys, bodies, prices } = componentOf(random, shape, count);
  const wild = random() < 0.4;
  const tick = random() < 0.7 ? 10_000 : 1000;
  const most = 1 + Math.floor(random() * 6);
  const side = (worth: number): InstanceSide => {
    const shift = wild ? random() - worth : random() < 0.25 ? (random() - 0.5) * 0.2 : random() * 0.02;
    return { asks: asksFrom(random, Math.max(0, worth + shift), tick, most), bids: [], hash: '', verifiedAtMs: 0 };
  };
  const books: Record<string, InstanceBook> = Object.fromEntries(
    keys.map((key) => [key, { yes: side(prices[key] ?? 0), no: side(1 - (prices[key] ?? 0)), mirrored: true }]),
  );
  const rates = random() < 0.4 ? [0] : [0, 40_000, 70_000];
  return {
    conditions: keys.map((key) => ({
      key,
      fee: {
        ratePpm: rates[Math.floor(random() * rates.length)] ?? 0,
        exponent: random() < 0.9 ? 1 : 2,
        takerOnly: true,
      },
      minSizeMicros: sizeMicros(0),
      tickMicros: priceMicros(tick),
    })),
    relations: bodies.map(relation),
    books,
    budgetMicros: null,
    inventory: {},
    voids: 0,
    lotMicros: sizeMicros(10_000),
  };
}
