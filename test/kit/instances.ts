/** Small instances in few words, the canonical cases of docs/maths.md 6.1, and generators for properties. */
import { parseInstanceFile } from '../../scripts/formats/parse-instance';
import type { Instance } from '../../lib/domain/instance';

type Levels = readonly (readonly [price: string, size: string])[];

export interface InstanceWords {
  readonly conditions: readonly string[];
  readonly relations?: readonly Readonly<Record<string, unknown>>[];
  /** Asks by `${key}.yes` or `${key}.no`. */
  readonly asks?: Readonly<Record<string, Levels>>;
  readonly bids?: Readonly<Record<string, Levels>>;
  readonly feeRate?: string;
  readonly minSize?: string;
  readonly budget?: string;
  readonly voids?: number;
  readonly inventory?: Readonly<Record<string, string>>;
}

/** The file's JSON, as the command line would read it. */
export function instanceJson(words: InstanceWords): Readonly<Record<string, unknown>> {
  const side = (key: string, token: string) => ({
    asks: words.asks?.[`${key}.${token}`] ?? [],
    bids: words.bids?.[`${key}.${token}`] ?? [],
  });
  return {
    format: 'facet-instance/1',
    conditions: words.conditions.map((id) => ({
      id,
      ...(words.feeRate === undefined ? {} : { fee: { rate: words.feeRate, exponent: 1 } }),
      ...(words.minSize === undefined ? {} : { minSize: words.minSize }),
    })),
    relations: words.relations ?? [],
    books: Object.fromEntries(words.conditions.map((key) => [key, { yes: side(key, 'yes'), no: side(key, 'no') }])),
    ...(words.budget === undefined ? {} : { budget: words.budget }),
    ...(words.voids === undefined ? {} : { voids: words.voids }),
    ...(words.inventory === undefined ? {} : { inventory: words.inventory }),
  };
}

export function instanceOf(words: InstanceWords): Instance {
  return parseInstanceFile(instanceJson(words)).instance;
}

export interface CanonicalCase {
  readonly id: string;
  readonly words: InstanceWords;
  /** Dollars; 0 means no trade. */
  readonly edge: string;
  /** Shares by `${key}.${token}` where docs/maths.md 6.1 gives them. */
  readonly sizes?: Readonly<Record<string, string>>;
}

const implies = { type: 'implies', if: 'a', then: 'b' };
const pairAsks = { 'b.yes': [['0.40', '100']], 'a.no': [['0.55', '50']] } as const;
const three = ['x', 'y', 'z'];
const threeYes = { 'x.yes': [['0.30', '100']], 'y.yes': [['0.30', '80']], 'z.yes': [['0.35', '50']] } as const;
const threeNo = { 'x.no': [['0.60', '100']], 'y.no': [['0.65', '40']], 'z.no': [['0.70', '100']] } as const;

/** docs/maths.md 6.1: the answers are exact and were found by hand and by full enumeration. */
export const canonicalCases: readonly CanonicalCase[] = [
  {
    id: 'T1',
    words: { conditions: ['a'], asks: { 'a.yes': [['0.48', '100']], 'a.no': [['0.49', '60']] } },
    edge: '1.8',
    sizes: { 'a.yes': '60', 'a.no': '60' },
  },
  {
    id: 'T2 without fees',
    words: { conditions: ['a'], asks: { 'a.yes': [['0.50', '100']], 'a.no': [['0.49', '100']] } },
    edge: '1',
  },
  {
    id: 'T2 with fees',
    words: { conditions: ['a'], feeRate: '0.04', asks: { 'a.yes': [['0.50', '100']], 'a.no': [['0.49', '100']] } },
    edge: '0',
  },
  {
    id: 'T3',
    words: { conditions: ['a', 'b'], relations: [implies], asks: pairAsks },
    edge: '2.5',
    sizes: { 'b.yes': '50', 'a.no': '50' },
  },
  {
    id: 'T4',
    words: {
      conditions: ['a', 'b'],
      relations: [implies],
      asks: { 'a.yes': [['0.40', '100']], 'b.no': [['0.55', '50']] },
    },
    edge: '0',
  },
  {
    id: 'T5',
    words: { conditions: three, relations: [{ type: 'exactly-one', of: three }], asks: threeYes },
    edge: '2.5',
    sizes: { 'x.yes': '50', 'y.yes': '50', 'z.yes': '50' },
  },
  { id: 'T6', words: { conditions: three, relations: [{ type: 'excludes', of: three }], asks: threeYes }, edge: '0' },
  {
    id: 'T7 exactly one',
    words: { conditions: three, relations: [{ type: 'exactly-one', of: three }], asks: threeNo },
    edge: '2',
    sizes: { 'x.no': '40', 'y.no': '40', 'z.no': '40' },
  },
  {
    id: 'T7 at most one',
    words: { conditions: three, relations: [{ type: 'excludes', of: three }], asks: threeNo },
    edge: '2',
  },
  {
    id: 'T10',
    words: {
      conditions: ['a'],
      asks: {
        'a.yes': [
          ['0.45', '30'],
          ['0.47', '40'],
          ['0.50', '100'],
        ],
        'a.no': [
          ['0.50', '50'],
          ['0.52', '100'],
        ],
      },
    },
    edge: '2.3',
    sizes: { 'a.yes': '70', 'a.no': '70' },
  },
  {
    id: 'T11',
    words: {
      conditions: three,
      relations: [
        { type: 'excludes', of: ['x', 'y'] },
        { type: 'excludes', of: ['y', 'z'] },
        { type: 'excludes', of: ['x', 'z'] },
      ],
      asks: { 'x.no': [['0.60', '100']], 'y.no': [['0.60', '100']], 'z.no': [['0.60', '100']] },
    },
    edge: '20',
  },
  {
    id: 'T12',
    words: {
      conditions: ['a', 'b', 'c'],
      relations: [{ type: 'and', result: 'c', of: ['a', 'b'] }],
      asks: { 'c.yes': [['0.05', '100']], 'a.no': [['0.30', '60']], 'b.no': [['0.30', '80']] },
    },
    edge: '21',
  },
  {
    id: 'T13',
    words: {
      conditions: ['W', 'A', 'B', 'C'],
      relations: [{ type: 'majority', result: 'W', weights: { A: '5', B: '4', C: '2' }, atLeast: '6' }],
      asks: {
        'W.yes': [['0.30', '100']],
        'A.no': [['0.40', '100']],
        'B.no': [['0.40', '100']],
        'C.no': [['0.40', '100']],
      },
    },
    edge: '10',
    sizes: { 'W.yes': '100', 'A.no': '50', 'B.no': '50', 'C.no': '50' },
  },
  {
    id: 'T14',
    words: {
      conditions: ['semi1', 'semi2', 'semi3', 'semi4', 'title1', 'title2', 'title3', 'title4'],
      relations: [
        { type: 'exactly-one', of: ['semi1', 'semi2'] },
        { type: 'exactly-one', of: ['semi3', 'semi4'] },
        { type: 'exactly-one', of: ['title1', 'title2', 'title3', 'title4'] },
        ...[1, 2, 3, 4].map((team) => ({ type: 'implies', if: `title${team}`, then: `semi${team}` })),
      ],
      asks: { 'semi1.yes': [['0.50', '30']], 'title1.no': [['0.45', '30']] },
    },
    edge: '1.5',
  },
  {
    id: 'T15 implication with one void',
    words: { conditions: ['a', 'b'], relations: [implies], asks: pairAsks, voids: 1 },
    edge: '0',
  },
  {
    id: 'T15 one condition with one void',
    words: { conditions: ['a'], asks: { 'a.yes': [['0.48', '100']], 'a.no': [['0.49', '60']] }, voids: 1 },
    edge: '1.8',
  },
  {
    id: 'T17',
    words: {
      conditions: ['a', 'b'],
      relations: [implies],
      minSize: '5',
      asks: { 'b.yes': [['0.40', '100']], 'a.no': [['0.55', '3']] },
    },
    edge: '0',
  },
  {
    id: 'T18',
    words: { conditions: ['a'], asks: { 'a.yes': [['0.60', '100']], 'a.no': [['0.40', '100']] } },
    edge: '0',
  },
  {
    id: 'T19',
    words: {
      conditions: ['a', 'b'],
      relations: [implies],
      bids: { 'a.yes': [['0.50', '100']] },
      asks: { 'a.no': [['0.50', '100']], 'b.yes': [['0.52', '100']] },
    },
    edge: '0',
  },
  {
    id: 'T24',
    words: {
      conditions: ['a'],
      bids: { 'a.yes': [['0.45', '100']] },
      asks: { 'a.no': [['0.55', '100']], 'a.yes': [['0.40', '300']] },
    },
    edge: '5',
    sizes: { 'a.yes': '100', 'a.no': '100' },
  },
  {
    id: 'T25',
    words: {
      conditions: ['a', 'b', ...three],
      relations: [implies, { type: 'exactly-one', of: three }],
      asks: { ...pairAsks, ...threeYes },
    },
    edge: '5',
  },
];
