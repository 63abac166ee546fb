/** Every rule of the rule advisors with what it must find, the same turned around, and what only looks like it. */
import { describe, expect, it } from 'vitest';
import { proposeByRules } from '../../../lib/advisors/rules';
import type { VenueEvent } from '../../../lib/domain/condition';
import { conditionKeysOf } from '../../../lib/domain/relation';
import { makeCondition, makeEvent, makeNegRiskEvent, type ConditionFields } from '../../kit/advisor-events';
import { placesOf, shownRelations as shown } from '../../kit/shown-relations';

const MADE = '2026-01-01T00:00:00Z';
const END = '2026-12-31T12:00:00Z';
const OTHERWISE = 'Otherwise, this market will resolve to "No".';
const KINDS = ['positive', 'inverted', 'look-alike'] as const;

interface Row {
  readonly rule: string;
  readonly kind: (typeof KINDS)[number];
  readonly texts: string;
  readonly events: readonly VenueEvent[];
  /** "proven 0->1": numbers are places in the list of all conditions. */
  readonly expected: readonly string[];
}

const condition = (fields: ConditionFields) => makeCondition({ createdAt: MADE, endDate: END, ...fields });
const say = (question: string, rules: string, more: Partial<ConditionFields> = {}): ConditionFields => ({
  question,
  description: `This market will resolve to "Yes" if ${rules}. ${OTHERWISE}`,
  ...more,
});
const together = (...fields: readonly ConditionFields[]): readonly VenueEvent[] => [makeEvent(fields.map(condition))];
const apart = (...fields: readonly ConditionFields[]): readonly VenueEvent[] =>
  fields.map((each) => makeEvent([condition(each)], { title: each.question }));
/** One text with a slot in title and rules. */
const slots = (question: string, rules: string, ...values: readonly string[]): readonly VenueEvent[] =>
  together(...values.map((value) => say(question.replaceAll('#', value), rules.replaceAll('#', value))));
/** Titles alone, each its own event. */
const titles = (...questions: readonly string[]): readonly VenueEvent[] =>
  apart(...questions.map((question) => ({ question })));

/** The same markets, read in the other order. */
function reversed(events: readonly VenueEvent[]): readonly VenueEvent[] {
  return [...events].reverse().map((event) => ({ ...event, conditions: [...event.conditions].reverse() }));
}

const candle = (side: 'High' | 'Low', word: string): string =>
  `any Binance 1 minute candle for Bitcoin (BTCUSDT) between January 1, 2026 and December 31, 2026, 23:59 in the ET timezone has a final "${side}" price of # or ${word}`;
const UP = ['$120,000', '$110,000'] as const;
const MIXED: readonly VenueEvent[] = [
  makeEvent(
    [
      say('Will Bitcoin reach $120,000 by December 31, 2026?', candle('High', 'higher').replace('#', '$120,000')),
      say('Will Bitcoin dip to $110,000 by December 31, 2026?', candle('Low', 'lower').replace('#', '$110,000')),
    ].map(condition),
  ),
];
const noon = (asked: string, ruled: string, day = 'July 5', asset = 'Bitcoin'): ConditionFields =>
  say(
    `Will the price of ${asset} be ${asked} on ${day}?`,
    `the Binance 1 minute candle for ${asset === 'Bitcoin' ? 'BTC' : 'ETH'}/USDT 12:00 in the ET timezone (noon) on ${day}, 2026 has a final "Close" price ${ruled}`,
    { endDate: '2026-07-05T16:00:00Z', label: asked },
  );
const atLeast = (amount: string, day?: string, asset?: string): ConditionFields =>
  noon(`at least ${amount}`, `of ${amount} or higher`, day, asset);
const above = (amount: string, day?: string, asset?: string): ConditionFields =>
  noon(`above ${amount}`, `higher than ${amount}`, day, asset);
const below = (amount: string, day?: string, asset?: string): ConditionFields =>
  noon(`below ${amount}`, `lower than ${amount}`, day, asset);
const range = (low: string, high: string, day?: string, asset?: string): ConditionFields =>
  noon(`between ${low} and ${high}`, `between ${low} (inclusive) and ${high} (exclusive)`, day, asset);
const launches = (asked: string): ConditionFields =>
  say(`Will SpaceX have ${asked} launches in 2026?`, `SpaceX has ${asked} launches in 2026`);
const ipo = (day: string, more: Partial<ConditionFields> = {}, zone = 'ET', name = 'Kraken'): ConditionFields =>
  say(`${name} IPO by ${day}, 2026?`, `${name} completes an IPO by ${day}, 2026, 11:59 PM ${zone}`, more);
const treaty = (who: string, denied: boolean, day = 'July 1'): ConditionFields =>
  denied
    ? say(`Will ${who} not sign the treaty before ${day}, 2026?`, `${who} does not sign the treaty before ${day}, 2026`)
    : say(`Will ${who} sign the treaty before ${day}, 2026?`, `${who} signs the treaty before ${day}, 2026`);
const JAPAN = 'Will Japan join the northern defence alliance before January 1, 2028?';
const INDIA = 'Will India conduct a crewed space mission before January 1, 2028?';
const combined = (join: string, a: string, b: string): string =>
  `Will ${join} of the following occur before January 1, 2028: (a) ${a}, ${join === 'both' ? 'and' : 'or'} (b) ${b}?`;
const CLAUSES = [
  'Kraken completes an IPO by June 30, 2026, 11:59 PM ET',
  'SpaceX launches a rocket to Mars by June 30, 2026, 11:59 PM ET',
] as const;
const PARTS = [
  say('Kraken IPO by June 30, 2026?', CLAUSES[0]),
  say('Will SpaceX launch a rocket to Mars by June 30, 2026?', CLAUSES[1]),
];
const joined = (how: string, a: string, b: string, word = how === 'both' ? 'and' : 'or'): ConditionFields =>
  say(
    'Kraken IPO and rocket to Mars by June 30, 2026?',
    `${how} of the following occur${how === 'both' ? '' : 's'}: (a) ${a}, ${word} (b) ${b}`,
  );
const NAMES = ['A. Smith', 'B. Jones', 'C. Brown'] as const;

const ROWS: readonly Row[] = [
  ...rule('threshold, touched from below', {
    positive: [
      'reach',
      slots('Will Bitcoin reach # by December 31, 2026?', candle('High', 'higher'), ...UP),
      'proven 0->1',
    ],
    inverted: [
      'dip to',
      slots('Will Bitcoin dip to # by December 31, 2026?', candle('Low', 'lower'), ...UP),
      'proven 1->0',
    ],
    'look-alike': ['reach beside dip to', MIXED],
  }),
  ...rule('threshold, touched from above', {
    positive: [
      'dip to',
      slots('Will Bitcoin dip to # by December 31, 2026?', candle('Low', 'lower'), '$50,000', '$60,000'),
      'proven 0->1',
    ],
    inverted: [
      'the same amounts, reached',
      slots('Will Bitcoin reach # by December 31, 2026?', candle('High', 'higher'), '$50,000', '$60,000'),
      'proven 1->0',
    ],
    'look-alike': [
      'not dip to',
      slots(
        'Will Bitcoin not dip to # by December 31, 2026?',
        candle('Low', 'lower').replace('has a', 'does not have a'),
        '$50,000',
        '$60,000',
      ),
    ],
  }),
  ...rule('threshold at one moment', {
    positive: ['above on a day', together(above('$120,000'), above('$110,000')), 'proven 0->1'],
    inverted: ['below on a day', together(below('$120,000'), below('$110,000')), 'proven 1->0'],
    'look-alike': ['above on another day', together(above('$120,000'), above('$110,000', 'July 6'))],
  }),
  ...rule('threshold of another thing', {
    positive: [
      'one asset',
      together(atLeast('$4,000', 'July 5', 'Ethereum'), atLeast('$3,000', 'July 5', 'Ethereum')),
      'proven 0->1',
    ],
    inverted: [
      'the lower amount first',
      together(atLeast('$3,000', 'July 5', 'Ethereum'), atLeast('$4,000', 'July 5', 'Ethereum')),
      'proven 1->0',
    ],
    'look-alike': ['two assets', together(atLeast('$4,000', 'July 5', 'Ethereum'), atLeast('$3,000'))],
  }),
  ...rule('amount counted over a span', {
    positive: [
      'more than',
      slots(
        'Will Tesla deliver more than # units in 2026?',
        'Tesla delivers more than # units in 2026',
        '500,000',
        '400,000',
      ),
      'proven 0->1',
    ],
    inverted: [
      'fewer than',
      slots(
        'Will Tesla deliver fewer than # units in 2026?',
        'Tesla delivers fewer than # units in 2026',
        '500,000',
        '400,000',
      ),
      'proven 1->0',
    ],
    'look-alike': [
      'a rank',
      slots('Will Tesla rank higher than # in 2026?', 'Tesla ranks higher than # in 2026', '10', '5'),
    ],
  }),
  ...rule('deadline: by', {
    positive: ['by', together(ipo('March 31'), ipo('June 30')), 'proven 0->1'],
    inverted: [
      'not by',
      slots(
        'Will Kraken not complete an IPO by #, 2026?',
        'Kraken does not complete an IPO by #, 2026, 11:59 PM ET',
        'March 31',
        'June 30',
      ),
    ],
    'look-alike': ['another company', together(ipo('March 31'), ipo('June 30', {}, 'ET', 'Circle'))],
  }),
  ...rule('deadline: before', {
    positive: [
      'before',
      slots('Will the treaty be signed before #, 2026?', 'the treaty is signed before #, 2026', 'April 1', 'July 1'),
      'proven 0->1',
    ],
    inverted: [
      'after',
      slots('Will the treaty be signed after #, 2026?', 'the treaty is signed after #, 2026', 'April 1', 'July 1'),
    ],
    'look-alike': [
      'before July 1 beside by June 30, one day',
      together(
        say('Will the treaty be signed before July 1, 2026?', 'the treaty is signed before July 1, 2026'),
        say('Will the treaty be signed by June 30, 2026?', 'the treaty is signed by June 30, 2026'),
      ),
    ],
  }),
  ...rule('deadline: in', {
    positive: [
      'a month in its year',
      slots('Will the treaty be signed in #?', 'the treaty is signed in #', 'June 2026', '2026'),
      'proven 0->1',
    ],
    inverted: [
      'not signed in',
      slots('Will the treaty not be signed in #?', 'the treaty is not signed in #', 'June 2026', '2026'),
    ],
    'look-alike': [
      'two months',
      slots('Will the treaty be signed in #?', 'the treaty is signed in #', 'June 2026', 'July 2026'),
    ],
  }),
  ...rule('deadline: on', {
    positive: ['on the same day, more and less', together(atLeast('$120,000'), atLeast('$110,000')), 'proven 0->1'],
    inverted: ['on the same day, below', together(below('$120,000'), below('$110,000')), 'proven 1->0'],
    'look-alike': [
      'signed on one day and on another',
      slots('Will the treaty be signed on #, 2026?', 'the treaty is signed on #, 2026', 'June 30', 'July 31'),
    ],
  }),
  ...rule('deadline: through', {
    positive: [
      'from a day through a day',
      slots(
        'Will the treaty be signed by #, 2026?',
        'the treaty is signed from January 1, 2026 through #, 2026',
        'March 31',
        'June 30',
      ),
      'proven 0->1',
    ],
    inverted: [
      'in force through',
      slots(
        'Will the treaty be in force through #, 2026?',
        'the treaty is in force through #, 2026',
        'March 31',
        'June 30',
      ),
    ],
    'look-alike': [
      'through without a first day',
      slots(
        'Will the treaty be signed through #, 2026?',
        'the treaty is signed through #, 2026',
        'March 31',
        'June 30',
      ),
    ],
  }),
  ...rule('deadline: quarters', {
    positive: [
      'a quarter in its year',
      slots('Will France sign the treaty in #?', 'France signs the treaty in #', 'Q2 2026', '2026'),
      'proven 0->1',
    ],
    inverted: [
      'not in a quarter',
      slots('Will France not sign the treaty in #?', 'France does not sign the treaty in #', 'Q2 2026', '2026'),
    ],
    'look-alike': [
      'two quarters',
      slots('Will France sign the treaty in #?', 'France signs the treaty in #', 'Q2 2026', 'Q3 2026'),
    ],
  }),
  ...rule('deadline: a named year', {
    positive: [
      'by the end of a year',
      slots('Will the treaty be signed by the end of #?', 'the treaty is signed by the end of #', '2026', '2027'),
      'proven 0->1',
    ],
    inverted: [
      'not by the end of a year',
      slots(
        'Will the treaty not be signed by the end of #?',
        'the treaty is not signed by the end of #',
        '2026',
        '2027',
      ),
    ],
    'look-alike': [
      'this year beside a named one',
      together(
        say('Will the treaty be signed this year?', 'the treaty is signed this year'),
        say('Will the treaty be signed in 2027?', 'the treaty is signed in 2027'),
      ),
    ],
  }),
  ...rule('deadline: this year', {
    positive: [
      'more than, in one event',
      slots(
        'Will Tesla deliver more than # units this year?',
        'Tesla delivers more than # units this year',
        '500,000',
        '400,000',
      ),
      'proven 0->1',
    ],
    inverted: [
      'fewer than, in one event',
      slots(
        'Will Tesla deliver fewer than # units this year?',
        'Tesla delivers fewer than # units this year',
        '500,000',
        '400,000',
      ),
      'proven 1->0',
    ],
    'look-alike': [
      'two years in two events',
      apart(
        ...['500,000', '400,000'].map((count, index) =>
          say(
            `Will Tesla deliver more than ${count} units this year?`,
            `Tesla delivers more than ${count} units this year`,
            { endDate: `202${6 + index}-12-31T12:00:00Z` },
          ),
        ),
      ),
      'proposed 0->1',
    ],
  }),
  ...rule('deadline: time zones', {
    positive: ['one zone', together(ipo('March 31', {}, 'PT'), ipo('June 30', {}, 'PT')), 'proven 0->1'],
    inverted: [
      'one zone, the later first',
      together(ipo('June 30', {}, 'UTC'), ipo('March 31', {}, 'UTC')),
      'proven 1->0',
    ],
    'look-alike': [
      'two zones are other rules',
      together(ipo('March 31', {}, 'ET'), ipo('June 30', {}, 'UTC')),
      'proposed 0->1',
    ],
  }),
  ...rule('range in a ladder', {
    positive: [
      'the rung below holds it, the rung beyond does not',
      together(above('$90,000'), range('$100,000', '$110,000'), above('$120,000')),
      'proven 1->0',
      'proven 2->0',
      'proven excludes 1,2',
    ],
    inverted: [
      'rungs from above',
      together(below('$90,000'), range('$100,000', '$110,000'), below('$120,000')),
      'proven 0->2',
      'proven 1->2',
      'proven excludes 0,1',
    ],
    'look-alike': ['a rung inside the range', together(above('$105,000'), range('$100,000', '$110,000'))],
  }),
  ...rule('range as a difference', {
    positive: [
      'two rungs from below',
      together(atLeast('$100,000'), range('$100,000', '$110,000'), atLeast('$110,000')),
      'proven 1=0-2',
      'proven 2->0',
      'proven excludes 1,2',
    ],
    inverted: [
      'two rungs from above',
      together(below('$100,000'), range('$100,000', '$110,000'), below('$110,000')),
      'proven 0->2',
      'proven 1=2-0',
      'proven excludes 0,1',
    ],
    'look-alike': [
      'rungs of another day',
      together(atLeast('$100,000', 'July 6'), range('$100,000', '$110,000'), atLeast('$110,000', 'July 6')),
      'proven 2->0',
    ],
  }),
  ...rule('whole-number count as a difference', {
    positive: [
      'exactly k between k or more and k + 1 or more',
      together(launches('3 or more'), launches('exactly 3'), launches('4 or more')),
      'proven 1=0-2',
      'proven 2->0',
      'proven excludes 1,2',
    ],
    inverted: [
      'the two rungs change places',
      together(launches('3 or fewer'), launches('exactly 3'), launches('4 or more')),
      'proven 1->0',
      'proven excludes 1,2',
      'proven not 0,2',
    ],
    'look-alike': [
      'exactly k of one of many',
      together(
        ...['3 or more', 'exactly 3', '4 or more'].map((asked) =>
          say(`Will a company have ${asked} launches in 2026?`, `a company has ${asked} launches in 2026`),
        ),
      ),
      'proposed 1->0',
      'proposed 2->0',
      'proposed excludes 1,2',
    ],
  }),
  ...rule('whole-number counts in a row', {
    positive: [
      'leave out no number',
      together(launches('fewer than 4'), launches('4-6'), launches('7 or more')),
      'proven exactly-one 0,1,2',
    ],
    inverted: [
      'the open ends turned around',
      together(launches('4 or more'), launches('4-6'), launches('fewer than 7')),
      'proven 1->0',
      'proven 1->2',
      'proven at-least-one 0,2',
    ],
    'look-alike': [
      'leave out one number',
      together(launches('fewer than 4'), launches('5-6'), launches('7 or more')),
      'proven excludes 0,1,2',
    ],
  }),
  ...rule('a row of ranges', {
    positive: [
      'covers the line',
      together(below('$100,000'), range('$100,000', '$110,000'), atLeast('$110,000')),
      'proven excludes 0,1,2',
      'proposed exactly-one 0,1,2',
    ],
    inverted: [
      'the open ends turned around',
      together(atLeast('$100,000'), range('$100,000', '$110,000'), below('$110,000')),
      'proven 1->0',
      'proven 1->2',
      'proposed at-least-one 0,2',
    ],
    'look-alike': [
      'overlapping',
      together(below('$105,000'), range('$100,000', '$110,000'), atLeast('$110,000')),
      'proven excludes 0,2',
      'proven excludes 1,2',
    ],
  }),
  ...rule('opposite sides: complements', {
    positive: [
      'at least and below, two events',
      apart(atLeast('$110,000'), below('$110,000')),
      'proposed not 0,1',
      'proven excludes 0,1',
    ],
    inverted: ['at least and above', apart(atLeast('$110,000'), above('$110,000')), 'proven 1->0'],
    'look-alike': [
      'above and below leave amounts between them',
      apart(above('$110,000'), below('$105,000')),
      'proven excludes 0,1',
    ],
  }),
  ...rule('opposite sides: apart or over', {
    positive: [
      'above the higher, below the lower, two events',
      apart(above('$120,000'), below('$110,000')),
      'proven excludes 0,1',
    ],
    inverted: [
      'above the lower, below the higher, two events',
      apart(above('$110,000'), below('$120,000')),
      'proposed at-least-one 0,1',
    ],
    'look-alike': ['two assets', apart(above('$120,000'), below('$110,000', 'July 5', 'Ethereum'))],
  }),
  ...rule('denial', {
    positive: ['signs, does not sign', apart(treaty('France', false), treaty('France', true)), 'proven not 0,1'],
    inverted: ['both denied', apart(treaty('France', true), treaty('France', true)), 'proposed equivalent 0,1'],
    'look-alike': ['another country', apart(treaty('France', false), treaty('Italy', true))],
  }),
  ...rule('copy', {
    positive: ['the same twice', apart(treaty('France', false), treaty('France', false)), 'proven equivalent 0,1'],
    inverted: ['one of the two denied', apart(treaty('France', false), treaty('France', true)), 'proven not 0,1'],
    'look-alike': ['another country', apart(treaty('France', false), treaty('Italy', false))],
  }),
  ...rule('paraphrase', {
    positive: [
      'beat, defeat',
      titles(
        'Will Wesley So beat Hans Niemann in the Speed Chess Championship?',
        'Will Wesley So defeat Hans Niemann in the Speed Chess Championship?',
      ),
      'proposed equivalent 0,1',
    ],
    inverted: [
      'beat, lose to',
      titles(
        'Will Wesley So beat Hans Niemann in the Speed Chess Championship?',
        'Will Wesley So lose to Hans Niemann in the Speed Chess Championship?',
      ),
    ],
    'look-alike': [
      'the players change places',
      titles(
        'Will Wesley So beat Hans Niemann in the Speed Chess Championship?',
        'Will Hans Niemann defeat Wesley So in the Speed Chess Championship?',
      ),
    ],
  }),
  ...rule('conjunction', {
    positive: [
      'both',
      titles(
        combined('both', 'Japan joins the northern defence alliance', 'India conducts a crewed space mission'),
        JAPAN,
        INDIA,
      ),
      'proposed 0->1',
      'proposed 0->2',
    ],
    inverted: [
      'both, one part denied',
      titles(
        combined('both', 'Japan does not join the northern defence alliance', 'India conducts a crewed space mission'),
        JAPAN,
        INDIA,
      ),
      'proposed 0->2',
      'proposed excludes 0,1',
    ],
    'look-alike': [
      'another country',
      titles(
        combined('both', 'Japan joins the northern defence alliance', 'India conducts a crewed space mission'),
        JAPAN.replace('Japan', 'Korea'),
        INDIA.replace('India', 'China'),
      ),
    ],
  }),
  ...rule('disjunction', {
    positive: [
      'either',
      titles(
        combined('either', 'Japan joins the northern defence alliance', 'India conducts a crewed space mission'),
        JAPAN,
        INDIA,
      ),
      'proposed 1->0',
      'proposed 2->0',
    ],
    inverted: [
      'either, both parts denied',
      titles(
        combined(
          'either',
          'Japan does not join the northern defence alliance',
          'India does not conduct a crewed space mission',
        ),
        JAPAN,
        INDIA,
      ),
    ],
    'look-alike': [
      'another country',
      titles(
        combined('either', 'Japan joins the northern defence alliance', 'India conducts a crewed space mission'),
        JAPAN.replace('Japan', 'Korea'),
        INDIA.replace('India', 'China'),
      ),
    ],
  }),
  ...rule('conjunction, word for word', {
    positive: ['both clauses', together(...PARTS, joined('both', ...CLAUSES)), 'proven and 2=0,1'],
    inverted: ['the joined one first', together(joined('both', ...CLAUSES), ...PARTS), 'proven and 0=1,2'],
    'look-alike': [
      'one clause in other words',
      together(...PARTS, joined('both', CLAUSES[0], CLAUSES[1].replace('launches', 'has launched'))),
    ],
  }),
  ...rule('disjunction, word for word', {
    positive: ['both clauses', together(...PARTS, joined('at least one', ...CLAUSES)), 'proven or 2=0,1'],
    inverted: ['the joined one first', together(joined('either', ...CLAUSES), ...PARTS), 'proven or 0=1,2'],
    'look-alike': [
      '"either" of what is joined by "and"',
      together(...PARTS, joined('either', CLAUSES[0], CLAUSES[1], 'and')),
    ],
  }),
  ...rule('party and state', {
    positive: [
      'candidate, party, state',
      titles(
        'Will Kamala Harris win Pennsylvania?',
        'Will a Democrat win Pennsylvania Presidential Election?',
        'Will Kamala Harris be the Democratic nominee?',
      ),
      'proposed 0->1',
    ],
    inverted: [
      'the party first',
      titles(
        'Will a Democrat win Pennsylvania Presidential Election?',
        'Will Kamala Harris win Pennsylvania?',
        'Will Kamala Harris be the Democratic nominee?',
      ),
      'proposed 1->0',
    ],
    'look-alike': [
      'the other party',
      titles(
        'Will Kamala Harris win Pennsylvania?',
        'Will a Republican win Pennsylvania Presidential Election?',
        'Will Kamala Harris be the Democratic nominee?',
      ),
    ],
  }),
  ...rule('nomination before election', {
    positive: [
      'elected, nominated',
      titles('Will Kamala Harris win the presidential election?', 'Will Kamala Harris be the Democratic nominee?'),
      'proposed 0->1',
    ],
    inverted: [
      'nominated, elected',
      titles('Will Kamala Harris be the Democratic nominee?', 'Will Kamala Harris win the presidential election?'),
      'proposed 1->0',
    ],
    'look-alike': [
      'another office',
      titles(
        'Will Kamala Harris win the presidential election?',
        'Will Kamala Harris be the Democratic vice presidential nominee?',
      ),
    ],
  }),
  ...rule('neg-risk: exactly one', {
    positive: ['complete', [makeNegRiskEvent(NAMES)], 'proven exactly-one 0,1,2'],
    inverted: ['the event denies the group', [makeNegRiskEvent(NAMES, { negRisk: false })]],
    'look-alike': ['a placeholder', [makeNegRiskEvent(['A. Smith', 'B. Jones', 'Person C'])], 'proven excludes 0,1,2'],
  }),
  ...rule('neg-risk: at most one', {
    positive: [
      'one takes no orders',
      [makeNegRiskEvent(NAMES, {}, (label) => (label === 'B. Jones' ? { acceptingOrders: false } : {}))],
      'proven excludes 0,1,2',
    ],
    inverted: ['cumulative: several may pay', [makeNegRiskEvent(NAMES, { cumulativeMarkets: true })]],
    'look-alike': [
      'an event without a group',
      [makeEvent(NAMES.map((name) => condition({ question: `Will ${name} win?` })))],
    ],
  }),
  ...rule('neg-risk: augmented', {
    positive: ['augmented', [makeNegRiskEvent(NAMES, { negRiskAugmented: true })], 'proven excludes 0,1,2'],
    inverted: ['not augmented', [makeNegRiskEvent(NAMES, { negRiskAugmented: false })], 'proven exactly-one 0,1,2'],
    'look-alike': [
      'Other listed in an augmented event',
      [
        makeNegRiskEvent([...NAMES, 'Other'], { negRiskAugmented: true }, (label) => ({
          negRiskOther: label === 'Other',
        })),
      ],
      'proven excludes 0,1,2,3',
    ],
  }),
  ...rule('the candidate of another state', {
    positive: [
      'the last name alone',
      titles(
        'Will Harris win Pennsylvania?',
        'Will a Democrat win Pennsylvania Presidential Election?',
        'Will Kamala Harris be the Democratic nominee?',
      ),
      'proposed 0->1',
    ],
    inverted: [
      'the nominee wins nothing by that',
      titles(
        'Will Kamala Harris be the Democratic nominee?',
        'Will a Democrat win Pennsylvania Presidential Election?',
      ),
    ],
    'look-alike': [
      'another state',
      titles(
        'Will Harris win Pennsylvania?',
        'Will a Democrat win Michigan Presidential Election?',
        'Will Kamala Harris be the Democratic nominee?',
      ),
    ],
  }),
  ...rule('settled', {
    positive: [
      'Yes',
      together({ question: 'Will A. Smith win?', closed: true, settled: true }),
      'proven settled 0 true',
    ],
    inverted: [
      'No',
      together({ question: 'Will A. Smith win?', closed: true, settled: false }),
      'proven settled 0 false',
    ],
    'look-alike': [
      'closed and not resolved',
      together({ question: 'Will A. Smith win?', closed: true, settled: null }),
    ],
  }),
];

type Case = readonly [texts: string, events: readonly VenueEvent[], ...expected: readonly string[]];

function rule(name: string, cases: Readonly<Record<Row['kind'], Case>>): readonly Row[] {
  return KINDS.map((kind) => {
    const [texts, events, ...expected] = cases[kind];
    return { rule: name, kind, texts, events, expected };
  });
}

const named = ROWS.map((row) => [`${row.rule}, ${row.kind} (${row.texts})`, row] as const);

const RULES = [...new Set(ROWS.map((row) => row.rule))].map(
  (name) => [name, ROWS.filter((row) => row.rule === name)] as const,
);

describe('every rule', () => {
  it.each(RULES)(
    '%s: what is turned around or only looks alike never gives what the rule itself gives',
    (_name, rows) => {
      const [own = ''] = rows.find((row) => row.kind === 'positive')?.expected ?? [];
      expect(own).not.toBe('');
      for (const { kind, events } of rows) expect(shown(events).includes(own)).toBe(kind === 'positive');
    },
  );

  it.each(named)('%s', (_name, { events, expected }) => {
    expect(shown(events)).toEqual([...expected].sort());
  });

  it.each(named)('says the same when the markets are read in the other order: %s', (_name, { events, expected }) => {
    expect(shown(reversed(events), placesOf(events))).toEqual([...expected].sort());
  });
});

describe('evidence', () => {
  it.each(named.filter(([, { kind }]) => kind === 'positive'))(
    'holds both texts and how they were read: %s',
    (_name, { events }) => {
      for (const relation of proposeByRules(events).filter(({ source }) => source === 'rule')) {
        const of = conditionKeysOf(relation.body);
        for (const start of ['parse: ', 'texts '])
          for (const key of of)
            expect(
              relation.evidence.filter((line) => line.startsWith(`${start}${key} `)).length,
              `${start}${key}`,
            ).toBeGreaterThan(0);
        expect(relation.evidence[0]).toMatch(/^rule: /);
        expect(relation.why).toMatch(/\.$/);
      }
    },
  );
});
