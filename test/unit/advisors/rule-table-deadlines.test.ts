/**
 * Rules of days: every wording of a deadline, and time zones.
 */
import { type ConditionFields } from '../../kit/advisor-events';
import { inOneEvent } from '../../kit/rule-texts';
import { apart, atLeast, below, ruleRows, say, slots, testRules } from '../../kit/rule-table';
import type { Row } from '../../kit/rule-table';

const ipo = (day: string, more: Partial<ConditionFields> = {}, zone = 'ET', name = 'Kraken'): ConditionFields =>
  say(`${name} IPO by ${day}, 2026?`, `${name} completes an IPO by ${day}, 2026, 11:59 PM ${zone}`, more);
const DEADLINES: readonly Row[] = [
  ...ruleRows('deadline: by', {
    positive: ['by', inOneEvent(ipo('March 31'), ipo('June 30')), 'proven 0->1'],
    inverted: [
      'not by',
      slots(
        'Will Kraken not complete an IPO by #, 2026?',
        'Kraken does not complete an IPO by #, 2026, 11:59 PM ET',
        'March 31',
        'June 30',
      ),
    ],
    'look-alike': ['another company', inOneEvent(ipo('March 31'), ipo('June 30', {}, 'ET', 'Circle'))],
  }),
  ...ruleRows('deadline: before', {
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
      inOneEvent(
        say('Will the treaty be signed before July 1, 2026?', 'the treaty is signed before July 1, 2026'),
        say('Will the treaty be signed by June 30, 2026?', 'the treaty is signed by June 30, 2026'),
      ),
    ],
  }),
  ...ruleRows('deadline: in', {
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
  ...ruleRows('deadline: on', {
    positive: ['on the same day, more and less', inOneEvent(atLeast('$120,000'), atLeast('$110,000')), 'proven 0->1'],
    inverted: ['on the same day, below', inOneEvent(below('$120,000'), below('$110,000')), 'proven 1->0'],
    'look-alike': [
      'signed on one day and on another',
      slots('Will the treaty be signed on #, 2026?', 'the treaty is signed on #, 2026', 'June 30', 'July 31'),
    ],
  }),
  ...ruleRows('deadline: through', {
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
  ...ruleRows('deadline: quarters', {
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
  ...ruleRows('deadline: a named year', {
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
      inOneEvent(
        say('Will the treaty be signed this year?', 'the treaty is signed this year'),
        say('Will the treaty be signed in 2027?', 'the treaty is signed in 2027'),
      ),
    ],
  }),
  ...ruleRows('deadline: this year', {
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
  ...ruleRows('deadline: time zones', {
    positive: ['one zone', inOneEvent(ipo('March 31', {}, 'PT'), ipo('June 30', {}, 'PT')), 'proven 0->1'],
    inverted: [
      'one zone, the later first',
      inOneEvent(ipo('June 30', {}, 'UTC'), ipo('March 31', {}, 'UTC')),
      'proven 1->0',
    ],
    'look-alike': [
      'two zones are other rules',
      inOneEvent(ipo('March 31', {}, 'ET'), ipo('June 30', {}, 'UTC')),
      'proposed 0->1',
    ],
  }),
];

testRules(DEADLINES);
