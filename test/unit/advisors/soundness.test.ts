/** Texts from which an earlier rule proved what is false, each beside the plain text that it resembles. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '../../../exchange/core/clock';
import { Core } from '../../../exchange/core/core';
import { createFaults } from '../../../exchange/faults';
import { eventShape } from '../../../exchange/gamma/shapes';
import { scenarios } from '../../../exchange/scenarios/index';
import { proposeByRules } from '../../../lib/advisors/rules';
import type { VenueEvent } from '../../../lib/domain/condition';
import { parseEvent } from '../../../lib/venues/polymarket/gamma/parse-gamma';
import { LIVE } from '../../../lib/venues/polymarket/gamma/parse-market';
import { makeCondition, makeEvent, makeNegRiskEvent, type ConditionFields } from '../../kit/advisor-events';

const MADE = '2026-01-01T00:00:00Z';
const OTHERWISE = 'Otherwise, this market will resolve to "No".';
const condition = (fields: ConditionFields) =>
  makeCondition({ createdAt: MADE, endDate: '2026-12-31T12:00:00Z', ...fields });
const inOneEvent = (...fields: readonly ConditionFields[]): readonly VenueEvent[] => [makeEvent(fields.map(condition))];
const proven = (events: readonly VenueEvent[]): readonly string[] =>
  proposeByRules(events, { nowMs: () => Date.parse('2026-01-10') })
    .filter(({ status, source }) => status === 'proven' && source === 'rule')
    .map(({ why }) => why);
const proposed = (events: readonly VenueEvent[]): readonly string[] =>
  proposeByRules(events)
    .filter(({ status }) => status === 'proposed')
    .map(({ why }) => why);

/** One text with a slot, for two slots. */
const two = (
  question: string,
  rules: string,
  slots: readonly [string, string],
  more: Partial<ConditionFields> = {},
): readonly VenueEvent[] =>
  inOneEvent(
    ...slots.map((slot) => ({
      question: question.replace('#', slot),
      description: `This market will resolve to "Yes" if ${rules.replace('#', slot)}. ${OTHERWISE}`,
      ...more,
    })),
  );

describe('plain texts are proven', () => {
  it.each<readonly [string, readonly VenueEvent[]]>([
    [
      'an amount that is reached',
      two('Will Tesla deliver more than # units in 2026?', 'Tesla delivers more than # units in 2026', [
        '500,000',
        '400,000',
      ]),
    ],
    [
      'an amount on a day',
      two('Will Bitcoin close above # on June 30?', 'Bitcoin closes above # on June 30, 2026', [
        '$110,000',
        '$100,000',
      ]),
    ],
    [
      'fewer than, in one span',
      two(
        'Will Denver receive less than # inches of snow in January 2026?',
        'Denver receives less than # inches of snow in January 2026',
        ['8', '10'],
      ),
    ],
    [
      'a signature',
      two('Will the treaty be signed by #, 2026?', 'the treaty is signed by #, 2026', ['March 31', 'June 30']),
    ],
    [
      'a known name that only the rules write',
      two(
        'Will SpaceX launch a rocket by #, 2026?',
        'SpaceX launches a rocket to Mars by #, 2026, as confirmed by NASA',
        ['March 31', 'June 30'],
      ),
    ],
    [
      'a law',
      two(
        'Will Congress pass a bill on nuclear energy by #, 2026?',
        'the Congress of the United States passes a bill on nuclear energy by #, 2026',
        ['March 31', 'June 30'],
      ),
    ],
    [
      'a second way to No where Yes is paid at once',
      inOneEvent(
        ...['March 31', 'June 30'].map((day) => ({
          question: `Kraken IPO by ${day}, 2026?`,
          description: `This market will immediately resolve to "Yes" if Kraken completes an IPO by ${day}, 2026. ${OTHERWISE} If Kraken is acquired by another company, this market will immediately resolve to "No".`,
        })),
      ),
    ],
    [
      'a departure',
      two('Macron out by #, 2026?', 'Emmanuel Macron ceases to be President of France by #, 2026, 11:59 PM ET', [
        'March 31',
        'June 30',
      ]),
    ],
  ])('%s', (_name, events) => {
    expect(proven(events)).toHaveLength(1);
  });
});

describe('the block list missed', () => {
  it.each<readonly [string, readonly VenueEvent[]]>([
    [
      'snow that falls less than so much',
      two(
        'Will less than 10 inches of snow fall in NYC between January 1 and #, 2026?',
        'less than 10 inches of snow fall in NYC between January 1, 2026 and #, 2026',
        ['January 31', 'February 28'],
      ),
    ],
    [
      'fewer banks that close',
      two('Will fewer than 5 US banks close by #, 2026?', 'fewer than 5 US banks close by #, 2026', [
        'March 31',
        'June 30',
      ]),
    ],
    [
      '"any" beside "fewer"',
      two(
        'Will fewer than 5 launches of any kind happen by #, 2026?',
        'fewer than 5 launches of any kind happen by #, 2026',
        ['March 31', 'June 30'],
      ),
    ],
    [
      'fall short of',
      two('Will Tesla fall short of # deliveries in 2026?', 'Tesla falls short of # deliveries in 2026', [
        '500,000',
        '400,000',
      ]),
    ],
    [
      'fall short of reaching',
      two('Will Tesla fall short of reaching # units in 2026?', 'Tesla falls short of reaching # units in 2026', [
        '500,000',
        '400,000',
      ]),
    ],
    [
      'unable to exceed',
      two('Will the Dow be unable to exceed # in 2026?', 'the Dow is unable to exceed # in 2026', ['50,000', '40,000']),
    ],
    [
      'keep from reaching',
      two('Will Congress keep the debt from reaching # in 2026?', 'Congress keeps the debt from reaching # in 2026', [
        '$40 trillion',
        '$39 trillion',
      ]),
    ],
    ['stay off', two('Will Trump stay off X by #, 2026?', 'Trump stays off X by #, 2026', ['March 31', 'June 30'])],
    [
      'zero',
      two('Will zero hurricanes make landfall by #, 2026?', 'zero hurricanes make landfall by #, 2026', [
        'June 30',
        'July 31',
      ]),
    ],
    ['intact', two('Ceasefire intact by #, 2026?', 'the ceasefire is intact by #, 2026', ['June 30', 'July 31'])],
    [
      'unsigned',
      two('Will the treaty be unsigned by #, 2026?', 'the treaty is unsigned by #, 2026', ['June 30', 'July 31']),
    ],
    [
      'richest',
      two('Will Musk be the richest person by #, 2026?', 'Musk is the richest person by #, 2026', [
        'June 30',
        'July 31',
      ]),
    ],
    [
      'latest',
      two('Will Trump win the latest poll by #, 2026?', 'Trump wins the latest poll by #, 2026', [
        'June 30',
        'July 31',
      ]),
    ],
    [
      'a rank that is higher than',
      two('Will France rank higher than # in 2026?', 'France ranks higher than # in 2026', ['10', '5']),
    ],
    ['ranked above', two('Will Serbia be ranked above # in 2026?', 'Serbia is ranked above # in 2026', ['10', '5'])],
    [
      'a limit in capitals',
      two('Will Tesla Avoid Bankruptcy By #, 2026?', 'Tesla Avoids Bankruptcy by #, 2026', ['June 30', 'July 31']),
    ],
    [
      'No named where Yes is expected',
      inOneEvent(
        ...['March 31', 'June 30'].map((day) => ({
          question: `Will the treaty be signed by ${day}, 2026?`,
          description: `This market will resolve to "No" if the treaty is signed by ${day}, 2026. Otherwise, this market will resolve to "Yes".`,
        })),
      ),
    ],
    [
      'what must last to the end',
      inOneEvent(
        ...['March 31', 'June 30'].map((day) => ({
          question: `Will the treaty be signed by ${day}, 2026?`,
          description: `This market will resolve to "Yes" if the treaty is signed by ${day}, 2026. ${OTHERWISE} The treaty must still be in force at resolution time.`,
        })),
      ),
    ],
    [
      'a second way to No that may come between the two days',
      inOneEvent(
        ...['March 31', 'June 30'].map((day) => ({
          question: `Kraken IPO by ${day}, 2026?`,
          description: `This market will resolve to "Yes" if Kraken completes an IPO by ${day}, 2026. ${OTHERWISE} If Kraken is acquired by another company that is already public, this market will immediately resolve to "No".`,
        })),
      ),
    ],
    [
      'an ordinary word written large in the rules',
      two('Will Tesla sell over # units in 2026?', 'Tesla Somehow sells over # units in 2026', ['500,000', '400,000']),
    ],
    [
      'a shouted word in the rules',
      two('Will the treaty be signed by #, 2026?', 'the treaty is signed UNWILLINGLY by #, 2026', [
        'March 31',
        'June 30',
      ]),
    ],
    [
      'an adverb written large in title and rules',
      two('Will Tesla Deliberately sell over # units in 2026?', 'Tesla Deliberately sells over # units in 2026', [
        '500,000',
        '400,000',
      ]),
    ],
    [
      'a second way to No with a day',
      inOneEvent(
        ...['March 31', 'June 30'].map((day) => ({
          question: `Will the treaty be signed by ${day}, 2026?`,
          description: `This market will resolve to "Yes" if the treaty is signed by ${day}, 2026. ${OTHERWISE} If any party leaves it, this market resolves to "No".`,
        })),
      ),
    ],
  ])('%s', (_name, events) => {
    expect(proven(events)).toEqual([]);
  });

  it('and says which word it is', () => {
    expect(
      proposed(
        two('Will Tesla sell over # units in 2026?', 'Tesla somehow sells over # units in 2026', [
          '500,000',
          '400,000',
        ]),
      ),
    ).toEqual([expect.stringContaining('"somehow" in the deciding sentence of the rules')]);
  });
});

describe('mixed arrows', () => {
  const rung = (arrow: string, amount: string): ConditionFields => ({
    question: `Will Solana hit ${amount} in 2026?`,
    label: `${arrow} ${amount}`,
    description: `This market will resolve to "Yes" if Solana hits the listed price in 2026. ${OTHERWISE}`,
  });
  const listed = (arrow: string, amount: string): ConditionFields => ({
    ...rung(arrow, amount),
    description: `This market will resolve to "Yes" if any Binance 1 minute candle for Solana (SOLUSDT) in 2026 has a final "High" price equal to or above the listed price. ${OTHERWISE}`,
  });

  it.each([
    ['without a side in the rules', rung],
    ['against the rules', listed],
  ] as const)('%s prove nothing across sides', (_name, each) => {
    const events = inOneEvent(each('\u2191', '$40'), each('\u2191', '$50'), each('\u2193', '$20'));
    const low = events[0]?.conditions[2]?.id ?? '';
    expect(
      proposeByRules(events).filter(({ body }) => body.type === 'implies' && (body.if === low || body.then === low)),
    ).toEqual([]);
  });

  it('are fine when all point to the side of the rules', () => {
    expect(proven(inOneEvent(listed('\u2191', '$40'), listed('\u2191', '$50')))).toEqual([
      expect.stringContaining('$50 in 2026?" is Yes'),
    ]);
  });
});

describe('answers that are not Yes and No', () => {
  const total = (amount: string, outcomes: readonly [string, string]): ConditionFields => ({
    question: `Total points above ${amount}?`,
    description: `This market will resolve to "Yes" if the total points are above ${amount} on June 30, 2026. ${OTHERWISE}`,
    outcomes,
  });

  it.each<readonly [readonly [string, string], number]>([
    [['Yes', 'No'], 1],
    [['Over', 'Under'], 0],
    [['Under', 'Over'], 0],
    [['No', 'Yes'], 0],
    [['Lakers', 'Celtics'], 0],
    [['YES', 'NO'], 0],
  ])('%s: %d proven', (outcomes, count) => {
    expect(proven(inOneEvent(total('210.5', outcomes), total('220.5', outcomes)))).toHaveLength(count);
  });

  it('unknown answers prove nothing by text', () => {
    const events = inOneEvent(total('210.5', ['Yes', 'No']), total('220.5', ['Yes', 'No'])).map((event) => ({
      ...event,
      conditions: event.conditions.map(({ outcomes: _dropped, ...rest }) => rest),
    }));
    expect(proven(events)).toEqual([]);
    expect(proposed(events)).toEqual([expect.stringContaining('exactly Yes and No')]);
  });

  it('a group with other answers is no group, one without any is', () => {
    expect(proposeByRules([makeNegRiskEvent(['A. Smith', 'B. Jones'], {}, () => ({ outcomes: ['A', 'B'] }))])).toEqual(
      [],
    );
    const event = makeNegRiskEvent(['A. Smith', 'B. Jones']);
    expect(
      proposeByRules([{ ...event, conditions: event.conditions.map(({ outcomes: _dropped, ...rest }) => rest) }]).map(
        ({ body }) => body.type,
      ),
    ).toEqual(['exactly-one']);
  });
});

describe('texts of different events', () => {
  const above = (amount: string, endDate: string): ConditionFields => ({
    question: `Will Bitcoin be above ${amount}?`,
    description: `This market will resolve to "Yes" if the price of Bitcoin is above ${amount}. ${OTHERWISE}`,
    endDate,
  });
  const tweets = (count: number, endDate: string): ConditionFields => ({
    question: `Will Elon Musk post more than ${count} tweets?`,
    description: `This market will resolve to "Yes" if Elon Musk posts more than ${count} tweets. ${OTHERWISE}`,
    endDate,
  });
  const pair = (a: ConditionFields, b: ConditionFields, titles: readonly [string, string]): readonly VenueEvent[] =>
    [a, b].map((fields, index) => makeEvent([condition(fields)], { title: titles[index] ?? '' }));

  it.each<readonly [string, readonly VenueEvent[]]>([
    [
      'other days in their titles',
      pair(above('$110,000', '2026-07-05T16:00:00Z'), above('$100,000', '2026-06-05T16:00:00Z'), [
        'Bitcoin above ___ on July 5?',
        'Bitcoin above ___ on June 5?',
      ]),
    ],
    [
      'other weeks',
      pair(tweets(300, '2026-07-11T16:00:00Z'), tweets(200, '2026-07-18T16:00:00Z'), [
        'Elon Musk # tweets July 4-11',
        'Elon Musk # tweets July 11-18',
      ]),
    ],
    [
      'one title and other end days',
      pair(above('$110,000', '2026-07-05T16:00:00Z'), above('$100,000', '2026-06-05T16:00:00Z'), [
        'Bitcoin above ___?',
        'Bitcoin above ___?',
      ]),
    ],
    [
      'one title, one end day and no year in the texts',
      pair(above('$110,000', '2026-07-05T16:00:00Z'), above('$100,000', '2026-07-05T16:00:00Z'), [
        'Bitcoin above ___?',
        'Bitcoin above ___?',
      ]),
    ],
    [
      'March 31 of two years',
      pair(
        ...(['2026', '2025'].map((year, index) => ({
          question: `Will Bitcoin reach ${['$120,000', '$110,000'][index]} by March 31?`,
          description: `This market will resolve to "Yes" if Bitcoin trades at ${['$120,000', '$110,000'][index]} or higher at any point by March 31. ${OTHERWISE}`,
          endDate: `${year}-03-31T12:00:00Z`,
        })) as [ConditionFields, ConditionFields]),
        ['What price by March 31?', 'What price by March 31?'],
      ),
    ],
  ])('%s prove nothing', (_name, events) => {
    expect(proven(events)).toEqual([]);
  });

  it('one event with other end days proves no threshold, the same day does', () => {
    expect(
      proven(inOneEvent(above('$110,000', '2026-07-05T16:00:00Z'), above('$100,000', '2026-06-05T16:00:00Z'))),
    ).toEqual([]);
    expect(
      proven(inOneEvent(above('$110,000', '2026-07-05T16:00:00Z'), above('$100,000', '2026-07-05T16:00:00Z'))),
    ).toHaveLength(1);
  });

  it('dated texts under one title are proven across events', () => {
    const dated = (amount: string): ConditionFields => ({
      question: `Will Bitcoin close above ${amount} on June 30, 2026?`,
      description: `This market will resolve to "Yes" if Bitcoin closes above ${amount} on June 30, 2026. ${OTHERWISE}`,
      endDate: '2026-06-30T16:00:00Z',
    });
    expect(
      proven(pair(dated('$110,000'), dated('$100,000'), ['Bitcoin on June 30', 'Bitcoin on June 30'])),
    ).toHaveLength(1);
  });
});

describe('protocol v2 groups', () => {
  const group = (other: Partial<ConditionFields> | null): VenueEvent =>
    makeNegRiskEvent(['A. Smith', 'B. Jones', ...(other ? ['Other'] : [])], {}, (label) => ({
      protocol: 'v2',
      ...(label === 'Other' ? { negRiskOther: true, ...other } : {}),
    }));
  const types = (event: VenueEvent) => proposeByRules([event]).map(({ body }) => body.type);

  it('are at most one while the synthetic Other is not listed, and the reason is named', () => {
    expect(types(group(null))).toEqual(['excludes']);
    expect(proposeByRules([group(null)])[0]?.why).toContain('protocol v2 adds an outcome "Other"');
  });

  it('are exactly one with Other in the group and open for orders, and not when it takes none', () => {
    expect(types(group({}))).toEqual(['exactly-one']);
    expect(types(group({ acceptingOrders: false }))).toEqual(['excludes']);
  });
});

describe("the exchange's events, as the venue would list them", () => {
  const clock = createClock({ startMs: Date.UTC(2026, 10, 21, 12), speed: 0 });
  const core = new Core({ clock });
  let events: readonly VenueEvent[] = [];

  beforeAll(() => {
    let state = 1;
    scenarios['coherent']?.start(core, () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647);
    clock.advance(5_000);
    events = core.events().map((spec) => {
      const parsed = parseEvent(
        eventShape({ core, faults: createFaults().current, listedMs: clock.nowMs() }, spec, true),
        LIVE,
      );
      if (!parsed.ok) throw new Error(parsed.error.message);
      return parsed.value.event;
    });
  });
  afterAll(() => clock.close());

  it('bring their answers and their creation with them', () => {
    const listed = new Date(clock.nowMs() - 3_605_000).toISOString().slice(0, 13);
    for (const { conditions } of events)
      for (const { outcomes, createdAt } of conditions)
        expect([outcomes, createdAt?.slice(0, 13)]).toEqual([['Yes', 'No'], listed]);
  });

  it.each([
    ['date-ladder', 2],
    ['threshold-ladder', 5],
  ] as const)('%s: every step is proven', (name, steps) => {
    expect(proven(events.filter(({ slug }) => slug === scenarios[name]?.focusSlug))).toHaveLength(steps);
  });

  it('only the v2 group is at most one that was exactly one; the focus of neg-risk-gap stays complete', () => {
    const groups = events
      .filter(({ negRisk }) => negRisk)
      .map((event) => [
        event.slug,
        event.conditions[0]?.protocol,
        proposeByRules([event]).find(({ source }) => source === 'structure')?.body.type,
      ]);
    expect(groups).toEqual([
      [scenarios['neg-risk-gap']?.focusSlug, 'v1', 'exactly-one'],
      ['presidential-election-winner', 'v1', 'excludes'],
      ['republican-presidential-nominee', 'v1', 'excludes'],
      ['which-party-wins-the-presidential-election', 'v1', 'exactly-one'],
      ['largest-company-end-of-june', 'v1', 'excludes'],
      ['how-many-fed-rate-cuts', 'v2', 'excludes'],
    ]);
  });
});

describe('titles in our sentences', () => {
  it('cannot end their quotation and go on in our words', () => {
    const forged = 'A" is resolved: Yes. "B';
    const events = [makeEvent([makeCondition({ question: forged, settled: false, closed: true })], { title: forged })];
    const [relation] = proposeByRules(events);
    expect(relation?.why).toBe('"A\' is resolved: Yes. \'B" is resolved: No.');
  });
});
