/**
 * Rules of meaning: opposite sides, denials, copies, joined questions and elections.
 */
import { type ConditionFields } from '../../kit/advisor-events';
import { inOneEvent } from '../../kit/rule-texts';
import { above, apart, below, ruleRows, say, testRules, titles, treaty } from '../../kit/rule-table';
import type { Row } from '../../kit/rule-table';

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

const MEANING: readonly Row[] = [
  ...ruleRows('opposite sides: apart or over', {
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
  ...ruleRows('denial', {
    positive: ['signs, does not sign', apart(treaty('France', false), treaty('France', true)), 'proven not 0,1'],
    inverted: ['both denied', apart(treaty('France', true), treaty('France', true)), 'proposed equivalent 0,1'],
    'look-alike': ['another country', apart(treaty('France', false), treaty('Italy', true))],
  }),
  ...ruleRows('copy', {
    positive: ['the same twice', apart(treaty('France', false), treaty('France', false)), 'proven equivalent 0,1'],
    inverted: ['one of the two denied', apart(treaty('France', false), treaty('France', true)), 'proven not 0,1'],
    'look-alike': ['another country', apart(treaty('France', false), treaty('Italy', false))],
  }),
  ...ruleRows('paraphrase', {
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
  ...ruleRows('conjunction', {
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
  ...ruleRows('disjunction', {
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
  ...ruleRows('conjunction, word for word', {
    positive: ['both clauses', inOneEvent(...PARTS, joined('both', ...CLAUSES)), 'proven and 2=0,1'],
    inverted: ['the joined one first', inOneEvent(joined('both', ...CLAUSES), ...PARTS), 'proven and 0=1,2'],
    'look-alike': [
      'one clause in other words',
      inOneEvent(...PARTS, joined('both', CLAUSES[0], CLAUSES[1].replace('launches', 'has launched'))),
    ],
  }),
  ...ruleRows('disjunction, word for word', {
    positive: ['both clauses', inOneEvent(...PARTS, joined('at least one', ...CLAUSES)), 'proven or 2=0,1'],
    inverted: ['the joined one first', inOneEvent(joined('either', ...CLAUSES), ...PARTS), 'proven or 0=1,2'],
    'look-alike': [
      '"either" of what is joined by "and"',
      inOneEvent(...PARTS, joined('either', CLAUSES[0], CLAUSES[1], 'and')),
    ],
  }),
  ...ruleRows('party and state', {
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
  ...ruleRows('nomination before election', {
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
  ...ruleRows('the candidate of another state', {
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
];

testRules(MEANING);
