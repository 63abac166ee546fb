/**
 * What may be proven across answers, events and groups as the venue lists them, and what may not.
 */
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
import { makeEvent, makeNegRiskEvent, type ConditionFields } from '../../kit/advisor-events';
import { steadyRandom } from '../../kit/host-server';
import { OTHERWISE, datedCondition, inOneEvent, proposedByRules, provenByRules } from '../../kit/rule-texts';
import * as en from '../../../lib/words/en';
import { reasonText } from '../../../lib/words/reasons';

describe('answers that are not Yes and No', () => {
  const total = (amount: string, outcomes: readonly [string, string]): ConditionFields => ({
    question: `Total points above ${amount}?`,
    description:
      `This market will resolve to "Yes" if the total points are above ${amount} on June 30, ` + `2026. ${OTHERWISE}`,
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
    expect(provenByRules(inOneEvent(total('210.5', outcomes), total('220.5', outcomes)))).toHaveLength(count);
  });

  it('unknown answers prove nothing by text', () => {
    const events = inOneEvent(total('210.5', ['Yes', 'No']), total('220.5', ['Yes', 'No'])).map((event) => ({
      ...event,
      conditions: event.conditions.map(({ outcomes: _dropped, ...rest }) => rest),
    }));
    expect(provenByRules(events)).toEqual([]);
    expect(proposedByRules(events)).toEqual([expect.stringContaining('exactly Yes and No')]);
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
    [a, b].map((fields, index) => makeEvent([datedCondition(fields)], { title: titles[index] ?? '' }));

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
          description:
            `This market will resolve to "Yes" if Bitcoin trades at ${['$120,000', '$110,000'][index]} or higher ` +
            `at any point by March 31. ${OTHERWISE}`,
          endDate: `${year}-03-31T12:00:00Z`,
        })) as [ConditionFields, ConditionFields]),
        ['What price by March 31?', 'What price by March 31?'],
      ),
    ],
  ])('%s prove nothing', (_name, events) => {
    expect(provenByRules(events)).toEqual([]);
  });

  it('one event with other end days proves no threshold, the same day does', () => {
    expect(
      provenByRules(inOneEvent(above('$110,000', '2026-07-05T16:00:00Z'), above('$100,000', '2026-06-05T16:00:00Z'))),
    ).toEqual([]);
    expect(
      provenByRules(inOneEvent(above('$110,000', '2026-07-05T16:00:00Z'), above('$100,000', '2026-07-05T16:00:00Z'))),
    ).toHaveLength(1);
  });

  it('dated texts under one title are proven across events', () => {
    const dated = (amount: string): ConditionFields => ({
      question: `Will Bitcoin close above ${amount} on June 30, 2026?`,
      description: `This market will resolve to "Yes" if Bitcoin closes above ${amount} on June 30, 2026. ${OTHERWISE}`,
      endDate: '2026-06-30T16:00:00Z',
    });
    expect(
      provenByRules(pair(dated('$110,000'), dated('$100,000'), ['Bitcoin on June 30', 'Bitcoin on June 30'])),
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
    expect(reasonText(proposeByRules([group(null)])[0]?.why ?? '')).toContain('protocol v2 adds an outcome "Other"');
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
    scenarios['coherent']?.start(core, steadyRandom());
    clock.advance(5_000);
    events = core.events().map((spec) => {
      const parsed = parseEvent(
        eventShape({ core, faults: createFaults().current, listedMs: clock.nowMs() }, spec, true),
        LIVE,
      );
      if (!parsed.ok) throw new Error(en.failure(parsed.error));
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
    expect(provenByRules(events.filter(({ slug }) => slug === scenarios[name]?.focusSlug))).toHaveLength(steps);
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
