/** Ranges of one quantity: what is proven, the same turned around, and what only looks alike. */
import { describe, expect, it } from 'vitest';
import { createNumericAdvisor } from '../../../lib/advisors/numeric/numeric';
import type { VenueEvent } from '../../../lib/domain/condition';
import type { Relation } from '../../../lib/domain/relation';
import { makeCondition, makeEvent, type ConditionFields } from '../../kit/advisor-events';
import { reasonText } from '../../../lib/words/reasons';

const OTHERWISE = 'Otherwise, this market will resolve to "No".';
const END = '2026-07-05T16:00:00Z';
/** Comparison in the title, comparison in the rules. */
type Rung = readonly [string, string];
const price = ([asked, ruled]: Rung, day = 'July 5', more: Partial<ConditionFields> = {}): ConditionFields => ({
  createdAt: '2026-01-01T00:00:00Z',
  endDate: END,
  label: asked,
  question: `Will the price of Bitcoin be ${asked} on ${day}?`,
  description:
    'This market will resolve to "Yes" if the Binance 1 minute candle for BTC/USDT 12:00 in the ET timezone (noon) ' +
    `on ${day}, 2026 has a final "Close" price ${ruled}. ${OTHERWISE}`,
  ...more,
});
const event = (fields: readonly ConditionFields[], title = 'Bitcoin on July 5'): VenueEvent =>
  makeEvent(fields.map(makeCondition), { title });
const propose = (...events: readonly VenueEvent[]): readonly Relation[] =>
  createNumericAdvisor()
    .propose(events)
    .filter(({ evidence }) => evidence[0]?.startsWith('rule: numeric/range') === true);

/** "difference 1=0-2": numbers are places in the list of all conditions. */
function shown(
  relations: readonly Relation[],
  events: readonly VenueEvent[],
  status: Relation['status'] = 'proven',
): readonly string[] {
  const place = new Map<string, number>(
    events.flatMap((each) => each.conditions).map((condition, index) => [condition.id, index]),
  );
  const at = (key: string): string => String(place.get(key));
  return relations
    .filter((relation) => relation.status === status)
    .map(({ body }) => {
      if (body.type === 'implies') return `${at(body.if)}->${at(body.then)}`;
      if (body.type === 'difference') return `${at(body.result)}=${body.of.map(at).join('-')}`;
      return 'of' in body && typeof body.of !== 'string' ? `${body.type} ${body.of.map(at).join(',')}` : body.type;
    })
    .sort();
}

const AT_LEAST = (amount: string): Rung => [`at least ${amount}`, `of ${amount} or higher`];
const ABOVE = (amount: string): Rung => [`above ${amount}`, `higher than ${amount}`];
const BELOW = (amount: string): Rung => [`below ${amount}`, `lower than ${amount}`];
const HALF_OPEN = (low: string, high: string): Rung => [
  `between ${low} and ${high}`,
  `between ${low} (inclusive) and ${high} (exclusive)`,
];
const OPEN = (low: string, high: string): Rung => [`between ${low} and ${high}`, `between ${low} and ${high}`];

describe('a range and a ladder', () => {
  it('is the difference of two rungs, inside one event and across events', () => {
    const rungs = [AT_LEAST('$100,000'), HALF_OPEN('$100,000', '$110,000'), AT_LEAST('$110,000')].map((rung) =>
      price(rung),
    );
    const one = [event(rungs)];
    expect(shown(propose(...one), one)).toEqual(['1=0-2', 'excludes 1,2']);
    const two = [
      event(
        rungs.filter((_, index) => index !== 1),
        'Bitcoin above ___ on July 5?',
      ),
      event(rungs.slice(1, 2), 'Bitcoin price on July 5?'),
    ];
    expect(shown(propose(...two), two)).toContain('2=0-1');
  });

  it('is the difference of two rungs from above as well', () => {
    const events = [
      event([BELOW('$110,000'), HALF_OPEN('$100,000', '$110,000'), BELOW('$100,000')].map((rung) => price(rung))),
    ];
    expect(shown(propose(...events), events)).toEqual(['1=0-2', 'excludes 2,1']);
  });

  it.each<readonly [string, Rung, Rung]>([
    ['no end is named', OPEN('$100,000', '$110,000'), AT_LEAST('$100,000')],
    ['the lower end counts here and not there', HALF_OPEN('$100,000', '$110,000'), ABOVE('$100,000')],
    [
      'the upper end counts twice',
      [`between $100,000 and $110,000`, 'between $100,000 (inclusive) and $110,000 (inclusive)'],
      AT_LEAST('$100,000'),
    ],
  ])('is not proven to be one when %s', (_name, range, low) => {
    const events = [event([low, range, AT_LEAST('$110,000')].map((rung) => price(rung)))];
    const relations = propose(...events);
    expect(shown(relations, events).filter((text) => text.includes('='))).toEqual([]);
    expect(reasonText(relations.find(({ body }) => body.type === 'difference')?.why ?? '')).toContain('common end');
  });

  it('implies the rung below it and excludes the rung beyond it, whatever the ends, when these are apart', () => {
    const events = [
      event(
        [ABOVE('$90,000'), OPEN('$100,000', '$110,000'), ABOVE('$120,000'), BELOW('$95,000'), BELOW('$120,000')].map(
          (rung) => price(rung),
        ),
      ),
    ];
    const found = shown(propose(...events), events);
    expect(found).toEqual(expect.arrayContaining(['1->0', '1->4']));
    expect(found.some((text) => /^excludes .*1.*2/.test(text))).toBe(true);
    expect(found).not.toContain('0->1');
  });

  it('"exactly 3" is "3 or more" without "more than 3"', () => {
    const count = (asked: string): ConditionFields => ({
      createdAt: '2026-01-01T00:00:00Z',
      endDate: END,
      label: asked,
      question: `Will there be ${asked} earthquakes in 2026?`,
      description:
        'This market will resolve to "Yes" if the total number of earthquakes in 2026 is ' + `${asked}. ${OTHERWISE}`,
    });
    const events = [event([count('exactly 3'), count('3 or more'), count('more than 3'), count('exactly 4')])];
    const found = shown(propose(...events), events);
    expect(found).toEqual(expect.arrayContaining(['0=1-2', '3->2']));
    expect(found).not.toContain('0->2');
  });
});

describe('opposite sides', () => {
  it('exclude each other when they are apart; that one of them pays is a proposal, for there may be no price', () => {
    const events = [
      event(
        [ABOVE('$110,000'), BELOW('$100,000'), BELOW('$120,000'), ['$110,000 or below', 'of $110,000 or below']].map(
          ([asked = '', ruled = '']) => price([asked, ruled]),
        ),
      ),
    ];
    expect(shown(propose(...events), events)).toEqual(['1->3', '3->2', 'excludes 0,1', 'excludes 0,3']);
    expect(shown(propose(...events), events, 'proposed')).toEqual(['at-least-one 0,2', 'not 0,3']);
  });

  it('are no complement when neither, or both, hold the amount itself', () => {
    for (const [up, down] of [
      [ABOVE('$110,000'), BELOW('$110,000')],
      [AT_LEAST('$110,000'), ['at most $110,000', 'of $110,000 or lower'] as const],
    ] as const) {
      const events = [event([price(up), price(down)])];
      expect(shown(propose(...events), events).filter((text) => text.startsWith('not'))).toEqual([]);
    }
  });

  it('at the same amount exclude each other only where one of them does not hold it', () => {
    const touching = [event([price(AT_LEAST('$110,000')), price(['$110,000 or below', 'of $110,000 or below'])])];
    expect(shown(propose(...touching), touching)).toEqual([]);
  });

  it('are not complements when the rules name another way to No', () => {
    const other = {
      description: price(AT_LEAST('$110,000')).description + ' If Binance is closed, this market will resolve to "No".',
    };
    const below = {
      description: price(BELOW('$110,000')).description + ' If Binance is closed, this market will resolve to "No".',
    };
    const events = [event([price(AT_LEAST('$110,000'), 'July 5', other), price(BELOW('$110,000'), 'July 5', below)])];
    expect(propose(...events).map(({ status, why }) => [status, /if binance is closed/.test(reasonText(why))])).toEqual(
      [['proposed', true]],
    );
  });
});

describe('a row of ranges', () => {
  const row = [
    BELOW('$100,000'),
    HALF_OPEN('$100,000', '$110,000'),
    HALF_OPEN('$110,000', '$120,000'),
    AT_LEAST('$120,000'),
  ];

  it('that covers the line holds the value at most once, for there may be no price', () => {
    const events = [event(row.map((rung) => price(rung)))];
    expect(shown(propose(...events), events)).toEqual(['excludes 0,1,2,3']);
    expect(reasonText(propose(...events).find(({ body }) => body.type === 'exactly-one')?.why ?? '')).toContain(
      'there may be no such price',
    );
  });

  it('with a gap, or without an open end, holds it at most once', () => {
    const between = [row[0], row[1], HALF_OPEN('$111,000', '$120,000'), row[3]];
    for (const part of [[row[0], row[1], row[3]], row.slice(0, 3), row.slice(1), between]) {
      const events = [event(part.flatMap((rung) => (rung ? [price(rung)] : [])))];
      const found = shown(propose(...events), events);
      expect(found.some((text) => text.startsWith('exactly-one'))).toBe(false);
      expect(found.some((text) => text.startsWith('excludes'))).toBe(true);
    }
  });

  it('that overlaps says nothing of the whole row', () => {
    const events = [
      event([HALF_OPEN('$100,000', '$112,000'), HALF_OPEN('$110,000', '$120,000')].map((rung) => price(rung))),
    ];
    expect(propose(...events)).toEqual([]);
  });

  it('of one neg-risk group is left to the venue', () => {
    const events = [event(row.map((rung) => price(rung, 'July 5', { negRisk: true, negRiskMarketId: '0xab' })))];
    expect(propose(...events)).toEqual([]);
  });

  it('reads "the higher bracket" as ends', () => {
    const bracket =
      'If the reported value falls exactly between two brackets, then this market will resolve to the higher range ' +
      'bracket.';
    const fields = [BELOW('$100,000'), OPEN('$100,000', '$110,000'), AT_LEAST('$110,000')]
      .map((rung) => price(rung))
      .map((each) => ({ ...each, description: `${each.description ?? ''} ${bracket}` }));
    const events = [event(fields)];
    expect(shown(propose(...events), events)).toContain('excludes 0,1,2');
  });
});

describe('what only looks alike', () => {
  const pair = (a: ConditionFields, b: ConditionFields): readonly VenueEvent[] => [event([a, b])];
  it.each<readonly [string, readonly VenueEvent[]]>([
    [
      'two touches',
      pair(
        {
          question: 'Will Bitcoin reach $110,000 by July 5?',
          description: 'Yes if Bitcoin trades at $110,000 or higher at any point.',
        },
        {
          question: 'Will Bitcoin dip to $90,000 by July 5?',
          description: 'Yes if Bitcoin trades at $90,000 or lower at any point.',
        },
      ),
    ],
    [
      'a touch by a day',
      pair(
        {
          question: 'Will Bitcoin be above $110,000 by July 5?',
          description: 'Yes if Bitcoin is above $110,000 by July 5, 2026.',
        },
        {
          question: 'Will Bitcoin be below $90,000 by July 5?',
          description: 'Yes if Bitcoin is below $90,000 by July 5, 2026.',
        },
      ),
    ],
    ['another day', pair(price(ABOVE('$110,000')), price(BELOW('$100,000'), 'July 6'))],
    [
      'another unit',
      pair(
        { question: 'Will the tariff be above 20% on July 5?' },
        { question: 'Will the tariff be below $10 on July 5?' },
      ),
    ],
    [
      'another subject',
      pair(price(ABOVE('$110,000')), {
        ...price(BELOW('$100,000')),
        question: 'Will the price of Ethereum be below $100,000 on July 5?',
      }),
    ],
    [
      'two amounts',
      pair(
        { question: 'Will Bitcoin be above $110,000 and gold above $4,000 on July 5?' },
        { question: 'Will Bitcoin be below $100,000 and gold above $4,000 on July 5?' },
      ),
    ],
  ])('%s is not even proposed', (_name, events) => {
    expect(propose(...events)).toEqual([]);
  });

  it.each<readonly [string, readonly VenueEvent[], string]>([
    [
      'another source in the rules',
      pair(price(ABOVE('$110,000')), {
        ...price(BELOW('$100,000')),
        description: (price(BELOW('$100,000')).description ?? '').replace('Binance', 'Coinbase'),
      }),
      'rules differ',
    ],
    [
      'a high instead of a close',
      pair(price(ABOVE('$110,000')), {
        ...price(BELOW('$100,000')),
        description: (price(BELOW('$100,000')).description ?? '').replace('"Close"', '"Low"'),
      }),
      'rules differ',
    ],
    [
      'any candle of the day',
      pair(
        ...([ABOVE('$110,000'), BELOW('$100,000')].map((rung) => ({
          ...price(rung),
          description: (price(rung).description ?? '').replace('the Binance', 'any Binance'),
        })) as [ConditionFields, ConditionFields]),
      ),
      'only one value',
    ],
    [
      'no moment',
      pair(
        ...([ABOVE('$110,000'), BELOW('$100,000')].map((rung) => ({
          ...price(rung),
          description: `This market will resolve to "Yes" if Bitcoin is ${rung[0]} on July 5, 2026. ${OTHERWISE}`,
        })) as [ConditionFields, ConditionFields]),
      ),
      'only one value',
    ],
    [
      'no rules',
      pair({ ...price(ABOVE('$110,000')), description: '' }, { ...price(BELOW('$100,000')), description: '' }),
      'not known',
    ],
    [
      'other amounts in the rules',
      pair(price(['above $110,000', 'higher than $115,000']), price(BELOW('$100,000'))),
      'does not name the amounts',
    ],
    [
      'the other side in the rules',
      pair(price(['above $110,000', 'lower than $110,000']), price(BELOW('$100,000'))),
      'compare in different ways',
    ],
    [
      'a label with another amount',
      pair(price(ABOVE('$110,000'), 'July 5', { label: '$115,000' }), price(BELOW('$100,000'))),
      'label',
    ],
    [
      'another end day',
      pair(price(ABOVE('$110,000')), price(BELOW('$100,000'), 'July 5', { endDate: '2026-08-05T16:00:00Z' })),
      'different days',
    ],
    [
      'other answers',
      pair(price(ABOVE('$110,000'), 'July 5', { outcomes: ['Over', 'Under'] }), price(BELOW('$100,000'))),
      'Yes and No',
    ],
    [
      'a word that no rule may judge',
      pair(
        ...([ABOVE('$110,000'), BELOW('$100,000')].map((rung) => ({
          ...price(rung),
          description: (price(rung).description ?? '').replace('has a final', 'seldom has a final'),
        })) as [ConditionFields, ConditionFields]),
      ),
      'seldom',
    ],
  ])('%s stays a proposal that says so', (_name, events, reason) => {
    expect(propose(...events).map(({ status, why }) => [status, reasonText(why).includes(reason)])).toEqual([
      ['proposed', true],
    ]);
  });

  it('a resolved market that speaks against it', () => {
    const events = pair(
      price(ABOVE('$110,000'), 'July 5', { closed: true, settled: true }),
      price(BELOW('$100,000'), 'July 5', { closed: true, settled: true }),
    );
    expect(
      propose(...events).map(({ status, why }) => [status, reasonText(why).includes('resolved speaks against')]),
    ).toEqual([['proposed', true]]);
  });
});
