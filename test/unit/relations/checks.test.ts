import { describe, expect, it } from 'vitest';
import { implicationGraph } from '../../../lib/relations/closure';
import { entails, forcedValues, isRefuted, newlyForced, smallestClash } from '../../../lib/relations/consistency';
import { violationsOf } from '../../../lib/relations/violations';
import { rowsOf } from '../../../lib/relations/rows';
import { satisfy } from '../../../lib/relations/satisfy';
import { makeRelation } from '../../../lib/relations/identity';
import type { Relation, RelationBody, RelationQuote as Quote } from '../../../lib/domain/relation';

const relation = (body: RelationBody): Relation =>
  makeRelation({ body, source: 'user', status: 'accepted', why: '', evidence: [] });
const implies = (a: string, b: string): Relation => relation({ type: 'implies', if: a, then: b });

/** What each relation means, written without the rows: the truth the rows must reproduce on every assignment. */
const MEANING: readonly (readonly [RelationBody, (v: Readonly<Record<string, boolean>>) => boolean])[] = [
  [{ type: 'implies', if: 'a', then: 'b' }, (v) => !v['a'] || v['b'] === true],
  [{ type: 'excludes', of: ['a', 'b', 'c'] }, (v) => count(v, 'a', 'b', 'c') <= 1],
  [{ type: 'exactly-one', of: ['a', 'b', 'c'] }, (v) => count(v, 'a', 'b', 'c') === 1],
  [{ type: 'at-least-one', of: ['a', 'b', 'c'] }, (v) => count(v, 'a', 'b', 'c') >= 1],
  [{ type: 'equivalent', of: ['a', 'b', 'c'] }, (v) => [0, 3].includes(count(v, 'a', 'b', 'c'))],
  [{ type: 'not', of: ['a', 'b'] }, (v) => v['a'] !== v['b']],
  [{ type: 'and', result: 'r', of: ['a', 'b', 'c'] }, (v) => v['r'] === (count(v, 'a', 'b', 'c') === 3)],
  [{ type: 'or', result: 'r', of: ['a', 'b', 'c'] }, (v) => v['r'] === count(v, 'a', 'b', 'c') > 0],
  [
    { type: 'difference', result: 'r', of: ['a', 'b'] },
    (v) => (!v['b'] || v['a'] === true) && v['r'] === (v['a'] === true && !v['b']),
  ],
  [
    { type: 'count', of: ['a', 'b'], exactly: { '0': 'x', '1': 'y', '2': 'z' } },
    (v) => count(v, 'x', 'y', 'z') === 1 && v[['x', 'y', 'z'][count(v, 'a', 'b')] ?? ''] === true,
  ],
  [
    { type: 'majority', result: 'r', weights: { a: 3, b: 2, c: 2 }, atLeast: 4 },
    (v) => v['r'] === (v['a'] ? 3 : 0) + (v['b'] ? 2 : 0) + (v['c'] ? 2 : 0) >= 4,
  ],
  [
    {
      type: 'linear',
      terms: [
        ['a', 2],
        ['b', -1],
        ['c', 1],
      ],
      atLeast: 1,
    },
    (v) => (v['a'] ? 2 : 0) - (v['b'] ? 1 : 0) + (v['c'] ? 1 : 0) >= 1,
  ],
  [{ type: 'settled', of: 'a', value: false }, (v) => !v['a']],
];

function count(values: Readonly<Record<string, boolean>>, ...keys: readonly string[]): number {
  return keys.filter((key) => values[key]).length;
}

describe('rows', () => {
  it.each(MEANING)('%j means what it says on every assignment', (body, meaning) => {
    const keys = [...new Set(rowsOf(body).flatMap((row) => row.terms.map(([key]) => key)))];
    for (let bits = 0; bits < 2 ** keys.length; bits += 1) {
      const values = Object.fromEntries(keys.map((key, index) => [key, ((bits >> index) & 1) === 1]));
      expect(satisfy(rowsOf(body), new Map(Object.entries(values))).kind).toBe(meaning(values) ? 'yes' : 'no');
    }
  });
});

describe('contradiction', () => {
  it('names the smallest clashing set, not the first one found', () => {
    const long = [
      implies('a', 'b'),
      implies('b', 'c'),
      implies('c', 'd'),
      relation({ type: 'excludes', of: ['a', 'd'] }),
    ];
    const short = relation({ type: 'settled', of: 'a', value: false });
    const noise = [implies('a', 'x'), implies('y', 'z')];
    const candidate = relation({ type: 'settled', of: 'a', value: true });
    expect(smallestClash(candidate, [...long, ...noise, short])).toEqual([candidate, short]);
    expect(new Set(smallestClash(candidate, [...long, ...noise]))).toEqual(new Set([candidate, ...long]));
  });

  it('is empty when all can hold', () => {
    expect(
      smallestClash(implies('a', 'b'), [implies('b', 'a'), relation({ type: 'excludes', of: ['c', 'a'] })]),
    ).toEqual([]);
  });

  it('sees a relation that cannot hold by itself', () => {
    const impossible = relation({ type: 'linear', terms: [['a', 1]], atLeast: 2 });
    expect(smallestClash(impossible, [])).toEqual([impossible]);
  });

  it('decides a component of the size of an election in a moment', () => {
    const keys = Array.from({ length: 300 }, (_, n) => `c${n}`);
    const chain = keys.slice(1).map((key, n) => implies(keys[n] ?? '', key));
    const group = relation({ type: 'exactly-one', of: keys });
    const started = performance.now();
    expect(
      smallestClash(relation({ type: 'settled', of: 'c0', value: true }), [...chain, group]).length,
    ).toBeGreaterThan(2);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('logical settlement', () => {
  it('finds what is forced and nothing else', () => {
    const relations = [
      relation({ type: 'exactly-one', of: ['a', 'b', 'c'] }),
      relation({ type: 'settled', of: 'a', value: false }),
      implies('b', 'c'),
    ];
    expect(forcedValues(relations)).toEqual(
      new Map([
        ['a', false],
        ['b', false],
        ['c', true],
      ]),
    );
  });

  it('is null when nothing is possible', () => {
    expect(
      forcedValues([
        relation({ type: 'settled', of: 'a', value: true }),
        relation({ type: 'settled', of: 'a', value: false }),
      ]),
    ).toBeNull();
  });

  it('says what a new relation fixes: nesting inside an exclusive group can only be wrong', () => {
    const group = relation({ type: 'excludes', of: ['a', 'b', 'c'] });
    expect(newlyForced(implies('a', 'b'), [group])).toEqual(new Map([['a', false]]));
    expect(newlyForced(implies('a', 'd'), [group])).toEqual(new Map());
  });
});

describe('closure', () => {
  const chain = Array.from({ length: 1_000 }, (_, n) => implies(`k${n}`, `k${n + 1}`));
  const graph = implicationGraph([...chain, relation({ type: 'equivalent', of: ['k1000', 'end'] })]);

  it('follows chains and gives the steps', () => {
    expect(graph.path('k0', 'k3')?.map((step) => step.id)).toEqual(chain.slice(0, 3).map((step) => step.id));
    expect(graph.path('k0', 'end')).toHaveLength(1_001);
    expect(graph.path('k3', 'k0')).toBeNull();
    expect(graph.consequences('k998')).toEqual(new Set(['k999', 'k1000', 'end']));
  });

  it('ends on circles', () => {
    expect(implicationGraph([implies('a', 'b'), implies('b', 'a')]).consequences('a')).toEqual(new Set(['b']));
  });
});

describe('resolved outcomes', () => {
  it('refute what they contradict and nothing on unknown ones', () => {
    expect(
      isRefuted(
        implies('a', 'b'),
        new Map([
          ['a', true],
          ['b', false],
        ]),
      ),
    ).toBe(true);
    expect(
      isRefuted(
        implies('a', 'b'),
        new Map([
          ['a', false],
          ['b', true],
        ]),
      ),
    ).toBe(false);
    expect(isRefuted(implies('a', 'b'), new Map([['a', true]]))).toBe(false);
    expect(
      isRefuted(
        relation({ type: 'exactly-one', of: ['a', 'b', 'c'] }),
        new Map([
          ['a', true],
          ['c', true],
        ]),
      ),
    ).toBe(true);
  });
});

describe('price history', () => {
  const quote = (atMs: number, yes: number | null, no: number | null): Quote => ({
    atMs,
    yesAskMicros: yes,
    noAskMicros: no,
  });

  it('counts how often, how far and how long an implication was broken at prices that were offered', () => {
    const found = violationsOf(
      { type: 'implies', if: 'a', then: 'b' },
      new Map([
        ['a', [quote(0, 500_000, 520_000), quote(20, 700_000, 320_000), quote(50, 500_000, 520_000)]],
        ['b', [quote(0, 600_000, 420_000), quote(10, 600_000, 420_000)]],
      ]),
    );
    // NO a at 0.32 and YES b at 0.60 pay a dollar for 0.92, from 20 to 50.
    expect(found).toEqual({ moments: 4, broken: 1, deepestMicros: 80_000, deepestAtMs: 20, longestMs: 30 });
  });

  it('does not count moments without an offer', () => {
    const found = violationsOf(
      { type: 'implies', if: 'a', then: 'b' },
      new Map([
        ['a', [quote(0, null, null), quote(5, 100_000, 100_000)]],
        ['b', [quote(0, 100_000, 100_000), quote(6, null, 100_000)]],
      ]),
    );
    expect(found).toMatchObject({ moments: 1, broken: 1 });
  });

  it('reads an exclusive group as n-1 dollars for all NO shares', () => {
    const quotes = new Map(['a', 'b', 'c'].map((key) => [key, [quote(0, 400_000, 650_000)]] as const));
    expect(violationsOf({ type: 'excludes', of: ['a', 'b', 'c'] }, quotes)).toMatchObject({
      broken: 1,
      deepestMicros: 50_000,
    });
    expect(violationsOf({ type: 'exactly-one', of: ['a', 'b', 'c'] }, quotes).deepestMicros).toBe(50_000);
  });
});

describe('what cannot be worked out', () => {
  /** Nine pigeons in eight holes: impossible, and beyond what a search by cases shows in time. */
  const holes = 8;
  const pigeons = [...Array(holes + 1).keys()];
  const hard: readonly Relation[] = [
    ...pigeons.map((p) => relation({ type: 'at-least-one', of: [...Array(holes).keys()].map((h) => `${p}-${h}`) })),
    ...[...Array(holes).keys()].map((h) => relation({ type: 'excludes', of: pigeons.map((p) => `${p}-${h}`) })),
  ];

  it('counts as impossible, not as harmless', () => {
    expect(satisfy(hard.flatMap(({ body }) => rowsOf(body))).kind).toBe('unknown');
    expect(forcedValues(hard)).toBeNull();
  });

  it('is said in time for more markets than the stack holds', () => {
    const many = relation({ type: 'excludes', of: Array.from({ length: 12_000 }, (_, n) => `m${n}`) });
    expect(satisfy(rowsOf(many.body)).kind).toBe('unknown');
  });
});

describe('what follows from one relation alone', () => {
  const says = (stronger: RelationBody, weaker: RelationBody): boolean => entails(stronger, weaker);
  it.each([
    [{ type: 'equivalent', of: ['a', 'b'] }, { type: 'implies', if: 'a', then: 'b' }, true],
    [{ type: 'implies', if: 'a', then: 'b' }, { type: 'equivalent', of: ['a', 'b'] }, false],
    [{ type: 'not', of: ['a', 'b'] }, { type: 'exactly-one', of: ['b', 'a'] }, true],
    [{ type: 'exactly-one', of: ['a', 'b', 'c'] }, { type: 'excludes', of: ['a', 'b'] }, true],
    [{ type: 'excludes', of: ['a', 'b'] }, { type: 'at-least-one', of: ['a', 'b'] }, false],
    [
      { type: 'implies', if: 'a', then: 'b' },
      {
        type: 'linear',
        terms: [
          ['b', 2],
          ['a', -2],
        ],
        atLeast: 0,
      },
      true,
    ],
    [{ type: 'implies', if: 'a', then: 'b' }, { type: 'linear', terms: [['a', 1]], atLeast: 0 }, false],
  ] satisfies readonly (readonly [RelationBody, RelationBody, boolean])[])(
    '%j entails %j: %s',
    (stronger, weaker, expected) => {
      expect(says(stronger, weaker)).toBe(expected);
    },
  );
});
