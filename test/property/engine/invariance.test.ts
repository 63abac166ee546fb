import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Instance, InstanceBook } from '../../../lib/domain/instance';
import { conditionKeysOf, type Relation, type RelationBody } from '../../../lib/domain/relation';
import { moneyMicros, priceMicros, sizeMicros } from '../../../lib/domain/units';
import { multipliersOf } from '../../../lib/engine/lp/build-lp';
import { WarmComponent } from '../../../lib/engine/tick/warm-component';
import { relaxationRows } from '../../../lib/relations/cover-cuts';
import { createGlpkSolver } from '../../../lib/workers/glpk-solver';
import { createHighsSolver, type HighsSolver } from '../../../lib/workers/highs-solver';
import type { LpSolver } from '../../../lib/ports/lp-solver';
import { mapAsks, renamed, same, solveModel, valueOf } from '../../kit/engine-values';
import { seeded } from '../../../lib/domain/random';
import { runs } from '../../kit/property';
import { randomInstance, relation } from '../../kit/random-instances';

let glpk: LpSolver;
let highs: HighsSolver;

beforeAll(async () => {
  glpk = await createGlpkSolver();
  highs = await createHighsSolver();
});

const value = (instance: Instance): number => valueOf(instance, glpk);
const notLess = (more: number, less: number): void => expect(more).toBeGreaterThanOrEqual(less - 1e-6 * (1 + less));

/** Every token held, and bids under the asks to sell into. */
function withInventory(instance: Instance): Instance {
  const bids = (levels: InstanceBook['yes']['asks']) =>
    levels
      .slice(0, 1)
      .flatMap((level) =>
        level.priceMicros > 20_000 ? [{ ...level, priceMicros: priceMicros(level.priceMicros - 20_000) }] : [],
      );
  const books = Object.fromEntries(
    Object.entries(instance.books).map(([key, { yes, no }]): [string, InstanceBook] => [
      key,
      { yes: { ...yes, bids: bids(yes.asks) }, no: { ...no, bids: bids(no.asks) }, mirrored: false },
    ]),
  );
  return {
    ...instance,
    books,
    inventory: Object.fromEntries(
      instance.conditions.flatMap(({ key }) => [
        [`${key}.yes`, sizeMicros(20_000_000)],
        [`${key}.no`, sizeMicros(20_000_000)],
      ]),
    ),
  };
}

describe('[4] monotone, concave, homogeneous', () => {
  it('[4] more depth, better prices, budget or rules never lower the value; a fee or a void never raises it', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { instance } = randomInstance(seed, { feePpm: 0 });
        const base = value(instance);
        notLess(
          value(
            mapAsks(instance, (levels) =>
              levels.map((level) => ({ ...level, sizeMicros: sizeMicros(level.sizeMicros * 2) })),
            ),
          ),
          base,
        );
        notLess(
          value(
            mapAsks(instance, (levels) =>
              levels.map((level) => ({
                ...level,
                priceMicros: priceMicros(Math.max(1000, level.priceMicros - 10_000)),
              })),
            ),
          ),
          base,
        );
        const held = withInventory(instance);
        const bids = (change: number): Instance => ({
          ...held,
          books: Object.fromEntries(
            Object.entries(held.books).map(([key, book]): [string, InstanceBook] => [
              key,
              {
                ...book,
                yes: {
                  ...book.yes,
                  bids: book.yes.bids.map((level) => ({
                    ...level,
                    priceMicros: priceMicros(Math.min(990_000, level.priceMicros + change)),
                  })),
                },
              },
            ]),
          ),
        });
        notLess(value(held), base);
        notLess(value(bids(15_000)), value(held));
        const budgeted = (dollars: number): number =>
          value({ ...instance, budgetMicros: moneyMicros(dollars * 1_000_000) });
        notLess(budgeted(20), budgeted(10));
        notLess(base, budgeted(20));
        notLess(base, value({ ...instance, relations: instance.relations.slice(1) }));
        const feed = {
          ...instance,
          conditions: instance.conditions.map((condition) => ({
            ...condition,
            fee: { ratePpm: 40_000, exponent: 1, takerOnly: true },
          })),
        };
        notLess(base, value(feed));
        notLess(base, value({ ...instance, voids: 1 }));
        notLess(value({ ...instance, voids: 1 }), value({ ...instance, voids: 2 }));
      }),
      runs(),
    );
  });

  it('[4] concave in the budget; depth and budget scaled together scale the value', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 5 }), (seed, factor) => {
        const { instance } = randomInstance(seed);
        const at = (dollars: number): number => value({ ...instance, budgetMicros: moneyMicros(dollars * 1e6) });
        notLess(2 * at(15), at(10) + at(20));
        const larger = mapAsks({ ...instance, budgetMicros: moneyMicros(20_000_000 * factor) }, (levels) =>
          levels.map((level) => ({ ...level, sizeMicros: sizeMicros(level.sizeMicros * factor) })),
        );
        same(value(larger), factor * at(20));
      }),
      runs(),
    );
  });
});

/**
 * The relations as bare rows, with some conditions turned round (y -> 1 - y): sum a y >= b becomes a row over the
 * turned ones.
 */
function asLinear(relations: readonly Relation[], turned: ReadonlySet<string>): readonly Relation[] {
  const rows = relations.flatMap(({ body }) =>
    relaxationRows(body).flatMap((row) =>
      (row.equality ? [1, -1] : [1]).map((sign) => ({
        terms: row.terms.map(([key, coefficient]) => [key, sign * coefficient] as const),
        atLeast: sign * row.atLeast,
      })),
    ),
  );
  return rows.map(({ terms, atLeast }, index) => {
    const lost = terms.reduce((sum, [key, coefficient]) => sum + (turned.has(key) ? coefficient : 0), 0);
    const body: RelationBody = {
      type: 'linear',
      terms: terms.map(([key, coefficient]) => [key, turned.has(key) ? -coefficient : coefficient]),
      atLeast: atLeast - lost,
    };
    return relation(body, index);
  });
}

describe('[5] invariant', () => {
  it('[5] under permutation and renaming of conditions', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { instance } = randomInstance(seed);
        const name = (key: string): string => `z${9 - Number(key.slice(1))}`;
        const other: Instance = {
          ...instance,
          conditions: [...instance.conditions]
            .reverse()
            .map((condition) => ({ ...condition, key: name(condition.key) })),
          relations: [...instance.relations].reverse().map((known) => ({ ...known, body: renamed(known.body, name) })),
          books: Object.fromEntries(Object.entries(instance.books).map(([key, book]) => [name(key), book])),
        };
        same(value(other), value(instance));
      }),
      runs(),
    );
  });

  it('[5] when an unquoted condition is added, and when one level is split in two of equal price', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { instance } = randomInstance(seed);
        const first = instance.conditions[0];
        if (!first) return;
        same(
          value({ ...instance, conditions: [...instance.conditions, { ...first, key: 'unquoted' }] }),
          value(instance),
        );
        const split = mapAsks(instance, (levels) =>
          levels.flatMap((level) => [
            { ...level, sizeMicros: sizeMicros(1_000_000) },
            { ...level, sizeMicros: sizeMicros(level.sizeMicros - 1_000_000) },
          ]),
        );
        same(value(split), value(instance));
      }),
      runs(),
    );
  });

  it('[5] when YES and NO are swapped with y -> 1 - y, for any choice of conditions', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat({ max: 63 }), (seed, mask) => {
        const { instance } = randomInstance(seed);
        const turned = new Set(
          instance.conditions.filter((_, index) => ((mask >> index) & 1) === 1).map(({ key }) => key),
        );
        const books = Object.fromEntries(
          Object.entries(instance.books).map(([key, book]): [string, InstanceBook] => [
            key,
            turned.has(key) ? { ...book, yes: book.no, no: book.yes } : book,
          ]),
        );
        same(
          value({ ...instance, books, relations: asLinear(instance.relations, turned) }),
          value({ ...instance, relations: asLinear(instance.relations, new Set()) }),
        );
      }),
      runs(),
    );
  });
});

describe('[6] additive, and rules without a multiplier do not matter', () => {
  it('[6] adds up over components', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (left, right) => {
        const a = randomInstance(left).instance;
        const b = randomInstance(right).instance;
        const name = (key: string): string => `z${key}`;
        const both: Instance = {
          ...a,
          conditions: [
            ...a.conditions,
            ...b.conditions.map((condition) => ({ ...condition, key: name(condition.key) })),
          ],
          relations: [
            ...a.relations,
            ...b.relations.map((known) => ({ ...known, id: `z${known.id}`, body: renamed(known.body, name) })),
          ],
          books: { ...a.books, ...Object.fromEntries(Object.entries(b.books).map(([key, book]) => [name(key), book])) },
        };
        same(value(both), value(a) + value(b));
      }),
      runs(),
    );
  });

  it('[6] leaving out every relation whose rows have no multiplier keeps the optimum', () => {
    let left = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { instance } = randomInstance(seed);
        const solved = solveModel(instance, glpk);
        if (!solved) return;
        const multipliers = multipliersOf(solved.model, solved.layout, solved.solution.x);
        const used = new Set<Relation>();
        solved.model.space.rows.forEach(({ origin }, index) => {
          if (Math.abs(multipliers[index] ?? 0) <= 1e-9) return;
          for (const one of origin.kind === 'relation' ? [origin.relation] : origin.clique.from) used.add(one);
        });
        const kept = instance.relations.filter((known) => used.has(known));
        left += instance.relations.length - kept.length;
        same(value({ ...instance, relations: kept }), solved.value);
      }),
      runs(),
    );
    expect(left).toBeGreaterThan(0);
  });
});

/** Another book for one condition: asks within a few cents of what they were, and now and then none. */
function ticked(random: () => number, book: InstanceBook): InstanceBook {
  const token = random() < 0.5 ? 'yes' : 'no';
  const move = Math.round((random() - 0.5) * 8) * 10_000;
  const asks =
    random() < 0.05
      ? []
      : book[token].asks.map((level) => ({
          priceMicros: priceMicros(Math.min(990_000, Math.max(10_000, level.priceMicros + move))),
          sizeMicros: sizeMicros((1 + Math.floor(random() * 300)) * 1_000_000),
        }));
  const distinct = asks.filter(
    (level, index) => index === 0 || level.priceMicros > (asks[index - 1]?.priceMicros ?? 0),
  );
  return { ...book, [token]: { ...book[token], asks: distinct } };
}

/** Ticks a warm component, then compares it with the program built anew in both solvers. */
function tickAndCompare(seed: number, ticks: number): void {
  const random = seeded(seed);
  let { instance } = randomInstance(seed);
  const component = WarmComponent.load(instance, highs);
  if (!component) throw new Error('the program loads');
  let warm = component.solve(5000);
  for (let tick = 0; tick < ticks; tick += 1) {
    const key = instance.conditions[Math.floor(random() * instance.conditions.length)]?.key ?? '';
    const book = instance.books[key];
    if (!book) continue;
    const next = ticked(random, book);
    instance = { ...instance, books: { ...instance.books, [key]: next } };
    component.update(key, next);
    warm = component.solve(5000);
  }
  if (warm.kind === 'failed') throw new Error('the warm component did not answer');
  const cold = value(instance);
  same(valueOf(instance, highs), cold);
  same(Math.max(0, warm.value), cold);
}

describe('[8] solvers agree', () => {
  it('[8] glpk and HiGHS give the same', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { instance } = randomInstance(seed);
        same(value(instance), valueOf(instance, highs));
      }),
      runs(),
    );
  });

  it('[8] warm after some ticks equals cold in both solvers', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 12 }), (seed, ticks) => tickAndCompare(seed, ticks)),
      runs(),
    );
  });

  it('[8] a thousand ticks, then built anew: the same', () => {
    for (const seed of [1, 2, 3]) tickAndCompare(seed, 1000);
  });
});

describe('the generator', () => {
  it('reaches every relation type', () => {
    const types = new Set<string>();
    for (let seed = 1; seed <= 400; seed += 1)
      for (const { body } of randomInstance(seed).instance.relations) {
        types.add(body.type);
        expect(conditionKeysOf(body).length).toBeGreaterThan(0);
      }
    expect([...types].sort()).toEqual([
      'and',
      'at-least-one',
      'count',
      'difference',
      'equivalent',
      'exactly-one',
      'excludes',
      'implies',
      'linear',
      'majority',
      'not',
      'or',
    ]);
  });
});
