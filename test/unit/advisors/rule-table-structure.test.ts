/**
 * Rules of the venue's structure: neg-risk groups and what is settled.
 */
import { makeEvent, makeNegRiskEvent } from '../../kit/advisor-events';
import { datedCondition, inOneEvent } from '../../kit/rule-texts';
import { ruleRows, testRules } from '../../kit/rule-table';
import type { Row } from '../../kit/rule-table';

const NAMES = ['A. Smith', 'B. Jones', 'C. Brown'] as const;
const STRUCTURE: readonly Row[] = [
  ...ruleRows('neg-risk: exactly one', {
    positive: ['complete', [makeNegRiskEvent(NAMES)], 'proven exactly-one 0,1,2'],
    inverted: ['the event denies the group', [makeNegRiskEvent(NAMES, { negRisk: false })]],
    'look-alike': ['a placeholder', [makeNegRiskEvent(['A. Smith', 'B. Jones', 'Person C'])], 'proven excludes 0,1,2'],
  }),
  ...ruleRows('neg-risk: at most one', {
    positive: [
      'one takes no orders',
      [makeNegRiskEvent(NAMES, {}, (label) => (label === 'B. Jones' ? { acceptingOrders: false } : {}))],
      'proven excludes 0,1,2',
    ],
    inverted: ['cumulative: several may pay', [makeNegRiskEvent(NAMES, { cumulativeMarkets: true })]],
    'look-alike': [
      'an event without a group',
      [makeEvent(NAMES.map((name) => datedCondition({ question: `Will ${name} win?` })))],
    ],
  }),
  ...ruleRows('neg-risk: augmented', {
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
  ...ruleRows('settled', {
    positive: [
      'Yes',
      inOneEvent({ question: 'Will A. Smith win?', closed: true, settled: true }),
      'proven settled 0 true',
    ],
    inverted: [
      'No',
      inOneEvent({ question: 'Will A. Smith win?', closed: true, settled: false }),
      'proven settled 0 false',
    ],
    'look-alike': [
      'closed and not resolved',
      inOneEvent({ question: 'Will A. Smith win?', closed: true, settled: null }),
    ],
  }),
];

testRules(STRUCTURE);
