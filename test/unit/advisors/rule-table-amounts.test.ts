/**
 * Rules of amounts: thresholds, ranges, counts and rows of them.
 */
import type { VenueEvent } from '../../../lib/domain/condition';
import { makeEvent, type ConditionFields } from '../../kit/advisor-events';
import { datedCondition, inOneEvent } from '../../kit/rule-texts';
import { above, apart, atLeast, below, launches, noon, ruleRows, say, slots, testRules } from '../../kit/rule-table';
import type { Row } from '../../kit/rule-table';

const candle = (side: 'High' | 'Low', word: string): string =>
  'any Binance 1 minute candle for Bitcoin (BTCUSDT) between January 1, 2026 and December 31, 2026, 23:59 in the ' +
  `ET timezone has a final "${side}" price of # or ${word}`;
const UP = ['$120,000', '$110,000'] as const;
const MIXED: readonly VenueEvent[] = [
  makeEvent(
    [
      say('Will Bitcoin reach $120,000 by December 31, 2026?', candle('High', 'higher').replace('#', '$120,000')),
      say('Will Bitcoin dip to $110,000 by December 31, 2026?', candle('Low', 'lower').replace('#', '$110,000')),
    ].map(datedCondition),
  ),
];

const range = (low: string, high: string, day?: string, asset?: string): ConditionFields =>
  noon(`between ${low} and ${high}`, `between ${low} (inclusive) and ${high} (exclusive)`, day, asset);
const AMOUNTS: readonly Row[] = [
  ...ruleRows('threshold, touched from below', {
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
  ...ruleRows('threshold, touched from above', {
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
  ...ruleRows('threshold at one moment', {
    positive: ['above on a day', inOneEvent(above('$120,000'), above('$110,000')), 'proven 0->1'],
    inverted: ['below on a day', inOneEvent(below('$120,000'), below('$110,000')), 'proven 1->0'],
    'look-alike': ['above on another day', inOneEvent(above('$120,000'), above('$110,000', 'July 6'))],
  }),
  ...ruleRows('threshold of another thing', {
    positive: [
      'one asset',
      inOneEvent(atLeast('$4,000', 'July 5', 'Ethereum'), atLeast('$3,000', 'July 5', 'Ethereum')),
      'proven 0->1',
    ],
    inverted: [
      'the lower amount first',
      inOneEvent(atLeast('$3,000', 'July 5', 'Ethereum'), atLeast('$4,000', 'July 5', 'Ethereum')),
      'proven 1->0',
    ],
    'look-alike': ['two assets', inOneEvent(atLeast('$4,000', 'July 5', 'Ethereum'), atLeast('$3,000'))],
  }),
  ...ruleRows('amount counted over a span', {
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
  ...ruleRows('range in a ladder', {
    positive: [
      'the rung below holds it, the rung beyond does not',
      inOneEvent(above('$90,000'), range('$100,000', '$110,000'), above('$120,000')),
      'proven 1->0',
      'proven 2->0',
      'proven excludes 1,2',
    ],
    inverted: [
      'rungs from above',
      inOneEvent(below('$90,000'), range('$100,000', '$110,000'), below('$120,000')),
      'proven 0->2',
      'proven 1->2',
      'proven excludes 0,1',
    ],
    'look-alike': ['a rung inside the range', inOneEvent(above('$105,000'), range('$100,000', '$110,000'))],
  }),
  ...ruleRows('range as a difference', {
    positive: [
      'two rungs from below',
      inOneEvent(atLeast('$100,000'), range('$100,000', '$110,000'), atLeast('$110,000')),
      'proven 1=0-2',
      'proven 2->0',
      'proven excludes 1,2',
    ],
    inverted: [
      'two rungs from above',
      inOneEvent(below('$100,000'), range('$100,000', '$110,000'), below('$110,000')),
      'proven 0->2',
      'proven 1=2-0',
      'proven excludes 0,1',
    ],
    'look-alike': [
      'rungs of another day',
      inOneEvent(atLeast('$100,000', 'July 6'), range('$100,000', '$110,000'), atLeast('$110,000', 'July 6')),
      'proven 2->0',
    ],
  }),
  ...ruleRows('whole-number count as a difference', {
    positive: [
      'exactly k between k or more and k + 1 or more',
      inOneEvent(launches('3 or more'), launches('exactly 3'), launches('4 or more')),
      'proven 1=0-2',
      'proven 2->0',
      'proven excludes 1,2',
    ],
    inverted: [
      'the two rungs change places',
      inOneEvent(launches('3 or fewer'), launches('exactly 3'), launches('4 or more')),
      'proven 1->0',
      'proven excludes 1,2',
      'proven not 0,2',
    ],
    'look-alike': [
      'exactly k of one of many',
      inOneEvent(
        ...['3 or more', 'exactly 3', '4 or more'].map((asked) =>
          say(`Will a company have ${asked} launches in 2026?`, `a company has ${asked} launches in 2026`),
        ),
      ),
      'proposed 1->0',
      'proposed 2->0',
      'proposed excludes 1,2',
    ],
  }),
  ...ruleRows('whole-number counts in a row', {
    positive: [
      'leave out no number',
      inOneEvent(launches('fewer than 4'), launches('4-6'), launches('7 or more')),
      'proven exactly-one 0,1,2',
    ],
    inverted: [
      'the open ends turned around',
      inOneEvent(launches('4 or more'), launches('4-6'), launches('fewer than 7')),
      'proven 1->0',
      'proven 1->2',
      'proven at-least-one 0,2',
    ],
    'look-alike': [
      'leave out one number',
      inOneEvent(launches('fewer than 4'), launches('5-6'), launches('7 or more')),
      'proven excludes 0,1,2',
    ],
  }),
  ...ruleRows('a row of ranges', {
    positive: [
      'covers the line',
      inOneEvent(below('$100,000'), range('$100,000', '$110,000'), atLeast('$110,000')),
      'proven excludes 0,1,2',
      'proposed exactly-one 0,1,2',
    ],
    inverted: [
      'the open ends turned around',
      inOneEvent(atLeast('$100,000'), range('$100,000', '$110,000'), below('$110,000')),
      'proven 1->0',
      'proven 1->2',
      'proposed at-least-one 0,2',
    ],
    'look-alike': [
      'overlapping',
      inOneEvent(below('$105,000'), range('$100,000', '$110,000'), atLeast('$110,000')),
      'proven excludes 0,2',
      'proven excludes 1,2',
    ],
  }),
  ...ruleRows('opposite sides: complements', {
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
];

testRules(AMOUNTS);
