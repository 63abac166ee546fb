import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createNumericAdvisor } from '../../../lib/advisors/numeric/numeric';
import { fingerprintsIn, hashTexts } from '../../../lib/relations/text-fingerprint';
import type { VenueEvent } from '../../../lib/domain/condition';
import type { Relation } from '../../../lib/domain/relation';
import { parseEvent } from '../../../lib/venues/polymarket/gamma/parse-gamma';
import { makeCondition, makeEvent, type ConditionFields } from '../../kit/advisor-events';

const advisor = createNumericAdvisor();
const MADE = '2026-01-01T00:00:00Z';

/** Implications as "index of narrow -> index of wide", proven and proposed apart. */
function stepsOf(event: VenueEvent): { readonly proven: readonly string[]; readonly proposed: readonly string[] } {
  const index = new Map<string, number>(event.conditions.map((condition, at) => [condition.id, at]));
  const show = (relation: Relation): string =>
    relation.body.type === 'implies'
      ? `${index.get(relation.body.if)}->${index.get(relation.body.then)}`
      : relation.body.type;
  const relations = advisor.propose([event]);
  const of = (status: Relation['status']): readonly string[] =>
    relations
      .filter((relation) => relation.status === status)
      .map(show)
      .sort();
  return { proven: of('proven'), proposed: of('proposed') };
}

/** Made together unless a field says otherwise. */
const event = (...fields: readonly ConditionFields[]): VenueEvent =>
  makeEvent(fields.map((each) => makeCondition({ createdAt: MADE, ...each })));
const ipo = (day: string, year = '2026'): ConditionFields => ({
  question: `Kraken IPO by ${day}, ${year}?`,
  label: day,
  description: `This market will resolve to "Yes" if Kraken completes an IPO by ${day}, ${year}, 11:59 PM ET. Otherwise, this market will resolve to "No".\n\nThe resolution source is a consensus of credible reporting.`,
});
const high = (amount: string): ConditionFields => ({
  question: `Will Bitcoin hit ${amount} by December 31, 2026?`,
  label: amount,
  description: `This market will immediately resolve to "Yes" if any Binance 1 minute candle for Bitcoin (BTCUSDT) between January 1, 2026 and December 31, 2026, 23:59 in the ET timezone has a final "High" price of ${amount} or higher. Otherwise, this market will resolve to "No."\n\nPrices from other exchanges will not be considered.`,
});
const low = (amount: string): ConditionFields => ({
  question: `Will Bitcoin dip to ${amount} by December 31, 2026?`,
  label: amount,
  description: `This market will immediately resolve to "Yes" if any Binance 1 minute candle for Bitcoin (BTCUSDT) between January 1, 2026 and December 31, 2026, 23:59 in the ET timezone has a final "Low" price of ${amount} or lower. Otherwise, this market will resolve to "No."`,
});
const close = (amount: string, day = 'June 30'): ConditionFields => ({
  question: `Will Bitcoin close above ${amount} on ${day}?`,
  label: amount,
  description: `This market will resolve to "Yes" if the Binance 1 day candle for BTC/USDT on ${day}, 2026 has a final "Close" price above ${amount}. Otherwise, this market will resolve to "No".`,
});

describe('deadlines', () => {
  it('an earlier one implies a later one, in steps', () => {
    expect(stepsOf(event(ipo('June 30'), ipo('December 31'), ipo('March 31')))).toEqual({
      proven: ['0->1', '2->0'],
      proposed: [],
    });
  });

  it('rules that leave the date to the title are read from the title', () => {
    const listed = (day: string): ConditionFields => ({
      question: `Kraken IPO by ${day}, 2026?`,
      label: day,
      description: 'Resolves to "Yes" if Kraken completes an IPO by the listed date ET. Otherwise, "No".',
    });
    expect(stepsOf(event(listed('March 31'), listed('December 31')))).toEqual({ proven: ['0->1'], proposed: [] });
  });

  it('spans nest only when they contain each other', () => {
    const out = (title: string, span: string): ConditionFields => ({
      question: `Macron out ${title}?`,
      description: `This market will resolve to "Yes" if Emmanuel Macron ceases to be President of France for any length of time between ${span}, 11:59 PM ET (inclusive). Otherwise, this market will resolve to "No".`,
      createdAt: '2025-01-01T00:00:00Z',
    });
    const macron = event(
      out('in 2025', 'January 2 and December 31, 2025'),
      out('by June 30, 2026', 'September 14, 2025, and June 30, 2026'),
      out('by October 31, 2025', 'October 6, and October 31, 2025'),
    );
    expect(stepsOf(macron)).toEqual({ proven: ['2->0', '2->1'], proposed: [] });
  });

  it('the same day is the same however it is written', () => {
    const written = (question: string, rules: string): ConditionFields => ({
      question: `X released ${question}?`,
      description: `Resolves to "Yes" if X is released ${rules}. Otherwise "No".`,
    });
    const mixed = event(
      written('before July', 'by June 30, 2026'),
      written('by July 1, 2026', 'by July 1, 2026'),
      written('by September 30, 2026', 'by the end of September 2026'),
    );
    expect(stepsOf(mixed)).toEqual({ proven: ['0->1', '1->2'], proposed: [] });
  });

  it.each<readonly [string, readonly ConditionFields[]]>([
    ['a point in time', [close('$100,000', 'June 30'), close('$100,000', 'July 31')]],
    [
      'a state on a day',
      ['June 30', 'July 31'].map((day) => ({
        question: `Largest company on ${day}?`,
        description: `Resolves to the largest company as of ${day}, 2026.`,
      })),
    ],
    [
      'staying until',
      ['June 30', 'July 31'].map((day) => ({
        question: `Will X remain CEO through ${day}, 2026?`,
        description: `Resolves "Yes" if X remains CEO through ${day}, 2026.`,
      })),
    ],
    [
      'not happening',
      ['June 30', 'July 31'].map((day) => ({
        question: `No rate cut by ${day}, 2026?`,
        description: `Resolves "Yes" if there is no rate cut by ${day}, 2026.`,
      })),
    ],
    [
      'fewer than',
      ['June 30', 'July 31'].map((day) => ({
        question: `Fewer than 5 launches by ${day}, 2026?`,
        description: `Resolves "Yes" if there are fewer than 5 launches by ${day}, 2026.`,
      })),
    ],
    [
      'an exact count',
      ['June 30', 'July 31'].map((day) => ({
        question: `Will 3 rate cuts happen by ${day}, 2026?`,
        description: `Resolves "Yes" if exactly 3 rate cuts happen by ${day}, 2026.`,
      })),
    ],
    [
      'a superlative',
      ['June 30', 'July 31'].map((day) => ({
        question: `Will X have the most wins by ${day}, 2026?`,
        description: `Resolves "Yes" if X has the most wins by ${day}, 2026.`,
      })),
    ],
    [
      'another person',
      [
        { question: 'Tim Cook out by June 30, 2026?', description: 'Yes if Tim Cook is out by June 30, 2026.' },
        { question: 'Sam Altman out by July 31, 2026?', description: 'Yes if Sam Altman is out by July 31, 2026.' },
      ],
    ],
    [
      'the month itself',
      ['June 2026', 'July 2026'].map((month) => ({
        question: `X released in ${month}?`,
        description: `Yes if X is released in ${month}.`,
      })),
    ],
    [
      'different points in the rules under the same words',
      ['June 30', 'July 31'].map((day) => ({
        question: `Bitcoin above 100k by ${day}, 2026?`,
        description: `Yes if the price on ${day}, 2026 is above 100k.`,
      })),
    ],
  ])('proves nothing for %s', (_name, fields) => {
    expect(stepsOf(event(...fields)).proven).toEqual([]);
  });

  it.each<readonly [string, readonly ConditionFields[], string]>([
    [
      'other rules',
      [
        ipo('June 30'),
        { ...ipo('July 31'), description: `${ipo('July 31').description ?? ''} A merger counts as an IPO.` },
      ],
      'rules differ',
    ],
    [
      'another source',
      [ipo('June 30'), { ...ipo('July 31'), resolutionSource: 'https://example.org' }],
      'different resolution sources',
    ],
    ['time from market creation, creation unknown', [creation('June 30', ''), creation('July 31', '')], 'not known'],
    ['no first day named, creation unknown', [{ ...ipo('June 30'), createdAt: '' }, ipo('July 31')], 'not known'],
    [
      'no first day named, the later one made later',
      [ipo('June 30'), { ...ipo('July 31'), createdAt: '2026-02-01T00:00:00Z' }],
      'created later',
    ],
    [
      'a touched price, the lower rung made later',
      [touch('$5,000'), { ...touch('$4,000'), createdAt: '2026-02-01T00:00:00Z' }],
      'created later',
    ],
    [
      'a later market created later',
      [creation('June 30', '2026-01-01T00:00:00Z'), creation('July 31', '2026-04-01T00:00:00Z')],
      'created later',
    ],
    [
      'the earlier one met, the later one open',
      [{ ...ipo('June 30'), closed: true, settled: true }, ipo('July 31')],
      'still open',
    ],
    ['a market listed twice', [ipo('June 30'), ipo('July 31'), ipo('July 31')], 'listed twice'],
    [
      'outcomes against it',
      [
        { ...ipo('June 30'), closed: true, settled: true },
        { ...ipo('July 31'), closed: true, settled: false },
      ],
      'against this implication',
    ],
  ])('stays a proposal with %s', (_name, fields, reason) => {
    const proposals = advisor.propose([event(...fields)]);
    expect(new Set(proposals.map((relation) => relation.status))).toEqual(new Set(['proposed']));
    expect(proposals[0]?.why).toContain(reason);
  });

  it('proves spans from market creation when they were created together', () => {
    expect(
      stepsOf(event(creation('June 30', '2026-01-01T00:00:00Z'), creation('July 31', '2026-01-01T00:00:05Z'))).proven,
    ).toEqual(['0->1']);
  });

  it.each<readonly [string, readonly [ConditionFields, ConditionFields]]>([
    [
      'title and rules name different days',
      [
        ipo('June 30'),
        { ...ipo('July 31'), description: (ipo('July 31').description ?? '').replace('July 31', 'August 31') },
      ],
    ],
    [
      'no year anywhere',
      [
        { question: 'X by June 30?', description: 'Yes if X by June 30.' },
        { question: 'X by July 31?', description: 'Yes if X by July 31.' },
      ],
    ],
    [
      'an ambiguous end',
      [
        { question: 'X by 2026?', description: 'Yes if X happens by the listed date.' },
        { question: 'X by 2027?', description: 'Yes if X happens by the listed date.' },
      ],
    ],
    ['a market that was never opened', [ipo('June 30'), { ...ipo('July 31'), active: false }]],
    ['no rules', [{ question: 'X by June 30, 2026?' }, { question: 'X by July 31, 2026?' }]],
  ])('proves nothing when there is: %s', (_name, fields) => {
    expect(stepsOf(event(...fields)).proven).toEqual([]);
  });
});

function creation(day: string, createdAt?: string): ConditionFields {
  return {
    question: `Macron out by ${day}, 2026?`,
    description: `Yes if Macron ceases to be President between market creation and ${day}, 2026, 11:59 PM ET. Otherwise, "No".`,
    ...(createdAt === undefined ? {} : { createdAt }),
  };
}

function touch(amount: string): ConditionFields {
  return {
    question: `Will gold reach ${amount} by June 30, 2026?`,
    description: `Yes if gold trades at ${amount} or higher at any point by June 30, 2026. Otherwise "No".`,
  };
}

describe('rungs added later', () => {
  const late = [ipo('June 30'), { ...ipo('July 31'), createdAt: '2026-02-01T00:00:00Z' }] as const;
  const at = (time: string, fields: readonly ConditionFields[]) =>
    createNumericAdvisor({ nowMs: () => Date.parse(time) })
      .propose([event(...fields)])
      .map((relation) => relation.status);

  it('are proven once the earlier market was still open long after', () => {
    expect(at('2026-02-20T00:00:00Z', late)).toEqual(['proven']);
  });

  it('are not while what happened could still be unsettled', () => {
    expect(at('2026-02-05T00:00:00Z', late)).toEqual(['proposed']);
  });

  it('are not when the earlier market takes no orders any more', () => {
    expect(at('2026-03-20T00:00:00Z', [{ ...late[0], acceptingOrders: false }, late[1]])).toEqual(['proposed']);
  });
});

describe('thresholds', () => {
  it('higher implies lower when touched from below, lower implies higher when touched from above', () => {
    expect(stepsOf(event(high('$100,000'), high('$120,000'), high('$110,000'))).proven).toEqual(['1->2', '2->0']);
    expect(stepsOf(event(low('$70,000'), low('$60,000'), low('$50,000'))).proven).toEqual(['1->0', '2->1']);
  });

  it('up and down never mix', () => {
    expect(stepsOf(event(high('$100,000'), low('$70,000'))).proven).toEqual([]);
  });

  it('a close at one moment nests like a touch, but never with a touch', () => {
    expect(stepsOf(event(close('$100,000'), close('$110,000'))).proven).toEqual(['1->0']);
    const mixed = event(close('$100,000'), {
      ...close('$110,000'),
      description: (close('$110,000').description ?? '')
        .replace('1 day candle', '1 minute candle')
        .replace('"Close"', '"High"'),
    });
    expect(stepsOf(mixed)).toEqual({ proven: [], proposed: ['1->0'] });
  });

  it.each<readonly [string, string, string]>([
    ['110k', '$100,000', '1->0'],
    ['$1.1m', '$1,000,000', '1->0'],
    ['$1bn', '$900 million', '0->1'],
  ])('reads %s against %s', (a, b, step) => {
    const cap = (amount: string): ConditionFields => ({
      question: `Market cap above ${amount}?`,
      description: `Yes if the market cap is above ${amount} one day after launch.`,
    });
    const [first, second] = a === '110k' ? ['100k', '110k'] : a === '$1bn' ? [a, b] : [b, a];
    expect(stepsOf(event(cap(first), cap(second))).proven).toEqual([step]);
  });

  it('a grid of thresholds and deadlines nests in both', () => {
    const cell = (amount: string, day: string): ConditionFields => ({
      question: `Will gold reach ${amount} by ${day}, 2026?`,
      description: `Yes if gold trades at ${amount} or higher at any point by ${day}, 2026. Otherwise "No".`,
    });
    const grid = event(
      cell('$4,000', 'June 30'),
      cell('$4,000', 'July 31'),
      cell('$5,000', 'June 30'),
      cell('$5,000', 'July 31'),
    );
    expect(stepsOf(grid).proven).toEqual(['0->1', '2->0', '2->3', '3->1']);
  });

  it.each<readonly [string, readonly ConditionFields[]]>([
    [
      'ranges',
      ['$100-110k', '$110-120k'].map((range) => ({
        question: `Bitcoin between ${range} on June 30?`,
        description: `Yes if Bitcoin is between ${range} on June 30, 2026.`,
      })),
    ],
    [
      'exact numbers',
      ['3', '4'].map((n) => ({
        question: `Exactly ${n} rate cuts in 2026?`,
        description: `Yes if exactly ${n} rate cuts happen in 2026.`,
      })),
    ],
    [
      'a number without a side',
      ['3', '4'].map((n) => ({
        question: `Will ${n} rate cuts happen in 2026?`,
        description: `Yes if ${n} rate cuts happen in 2026.`,
      })),
    ],
    [
      'a race',
      ['$80k', '$90k'].map((amount) => ({
        question: `Will Bitcoin reach ${amount} first?`,
        description: `Yes if Bitcoin is at ${amount} or higher first.`,
      })),
    ],
    [
      'a negation',
      ['$80k', '$90k'].map((amount) => ({
        question: `Will Bitcoin not reach ${amount} in 2026?`,
        description: `Yes if Bitcoin does not reach ${amount} or higher in 2026.`,
      })),
    ],
    [
      'opposite sides in title and rules',
      ['$80k', '$90k'].map((amount) => ({
        question: `Will Bitcoin be above ${amount} on June 30?`,
        description: `Yes if Bitcoin is below ${amount} on June 30, 2026.`,
      })),
    ],
    [
      'letters among digits',
      ['$1O0k', '$12Ok'].map((amount) => ({
        question: `Will Bitcoin be above ${amount} in 2026?`,
        description: `Yes if Bitcoin is above ${amount} in 2026.`,
      })),
    ],
    [
      'digits of another script',
      ['\u0661\u0660\u0660', '\u0661\u0662\u0660'].map((amount) => ({
        question: `Will X be above ${amount} and above 5?`,
        description: `Yes if X is above ${amount}.`,
      })),
    ],
    [
      'another unit',
      [
        { question: 'Tariff above 10%?', description: 'Yes if above 10%.' },
        { question: 'Tariff above $20?', description: 'Yes if above $20.' },
      ],
    ],
    [
      'a neg-risk group',
      [high('$100,000'), high('$110,000')].map((fields) => ({ ...fields, negRisk: true, negRiskMarketId: '0xab' })),
    ],
  ])('proves nothing for %s', (_name, fields) => {
    expect(stepsOf(event(...fields)).proven).toEqual([]);
  });

  it('needs the label to name the same amount', () => {
    expect(stepsOf(event(high('$100,000'), { ...high('$120,000'), label: '$130,000' })).proven).toEqual([]);
  });
});

describe('what is stored', () => {
  it('holds the parse and both hashes of the texts, and a sentence', () => {
    const ladder = event(high('$100,000'), high('$110,000'));
    const [relation] = advisor.propose([ladder]);
    expect(relation).toMatchObject({ source: 'rule', status: 'proven', version: 1 });
    expect(relation?.why).toBe(
      'If "Will Bitcoin hit $110,000 by December 31, 2026?" is Yes, "Will Bitcoin hit $100,000 by December 31, 2026?" must be Yes: same question, same rules, $110,000 is above $100,000.',
    );
    const hashes = fingerprintsIn(relation?.evidence ?? []);
    expect([...hashes.entries()].sort()).toEqual(
      ladder.conditions.map((condition) => [condition.id, hashTexts(condition)] as [string, string]).sort(),
    );
    expect(advisor.propose([ladder])).toEqual([relation]);
  });

  it('a long ladder yields one relation for each step, not one for each pair', () => {
    const rungs = Array.from({ length: 60 }, (_, n) => high(`$${100 + n},000`));
    expect(advisor.propose([event(...rungs)])).toHaveLength(59);
  });
});

const dataDir = process.env['FACET_DATA'] ?? '../shared/data';
const hasData = existsSync(`${dataDir}/gamma`);

describe.skipIf(!hasData)('recorded Gamma events (needs ../shared/data)', () => {
  /** Events with the creation of their markets, as the venue gives it. */
  const read = (file: string): readonly VenueEvent[] => {
    const raw: unknown = JSON.parse(readFileSync(`${dataDir}/gamma/${file}`, 'utf8'));
    return (Array.isArray(raw) ? raw : [raw]).flatMap(
      (item: { readonly markets?: readonly { readonly conditionId: string; readonly createdAt: string }[] }) => {
        const parsed = parseEvent(item, { missingVersion: 'v1' });
        const created = new Map(item.markets?.map((market) => [market.conditionId, market.createdAt] as const));
        return parsed.ok
          ? [
              {
                ...parsed.value.event,
                conditions: parsed.value.event.conditions.map((condition) => ({
                  ...condition,
                  createdAt: created.get(condition.id) ?? '',
                })),
              },
            ]
          : [];
      },
    );
  };
  const proposals = (file: string, now: string): readonly Relation[] =>
    createNumericAdvisor({ nowMs: () => Date.parse(now) }).propose(read(file));

  it('finds all nested deadlines and thresholds of 2025-06-11', () => {
    const relations = proposals('events-2025-06-11.json', '2025-06-11T00:00:00Z');
    // Nuclear detonation 2 rungs; GPT-5 6 rungs, of which four were added later; Bitcoin 8 up and 5 down; Ethereum 6 up
    // and 5 down.
    expect(relations).toHaveLength(1 + 5 + 11 + 9);
    expect(relations.filter((relation) => relation.status === 'proposed').map((relation) => relation.why)).toEqual([]);
  });

  it('proves the nested spans of 2026-01-17; the markets of 2025 have other rules and were made a year before', () => {
    const relations = proposals('events-2026-01-17.json', '2026-01-17T00:00:00Z');
    expect(relations.filter((relation) => relation.status === 'proven')).toHaveLength(3);
    // The rules of the Kraken ladder name a second way to No, which the later market meets with a longer time. A sale
    // may stay unknown for a quarter, so that the open market of June shows nothing of the time before the market of
    // December was made.
    expect(
      relations
        .filter((relation) => relation.status === 'proposed')
        .map((relation) => relation.why.replace(/^.*but /, '')),
    ).toEqual(
      expect.arrayContaining([
        expect.stringContaining('is a sentence that no rule may judge beside a ladder'),
        expect.stringContaining('was created later'),
      ]),
    );
  });
});
