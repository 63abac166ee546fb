/**
 * Questions whose rules join those of two others: proven when they do so word for word, and what keeps them proposals.
 */
import { describe, expect, it } from 'vitest';
import { proposeByRules } from '../../../lib/advisors/rules';
import type { Relation } from '../../../lib/domain/relation';
import { makeCondition, makeEvent, type ConditionFields } from '../../kit/advisor-events';
import { reasonText } from '../../../lib/words/reasons';

const OTHERWISE = 'Otherwise, this market will resolve to "No".';
const A = 'Kraken completes an IPO by June 30, 2026, 11:59 PM ET';
const B = 'SpaceX launches a rocket to Mars by June 30, 2026, 11:59 PM ET';

interface Triple {
  readonly a: ConditionFields;
  readonly b: ConditionFields;
  readonly both: ConditionFields;
}

const say = (question: string, clause: string, rest = OTHERWISE): ConditionFields => ({
  question,
  createdAt: '2026-01-01T00:00:00Z',
  endDate: '2026-06-30T12:00:00Z',
  description: `This market will resolve to "Yes" if ${clause}. ${rest}`,
});
const TITLE = 'Kraken IPO and a rocket to Mars by June 30, 2026?';
const plain: Triple = {
  a: say('Kraken IPO by June 30, 2026?', A),
  b: say('Rocket to Mars by June 30, 2026?', B),
  both: say(TITLE, `both of the following occur: (a) ${A}; and (b) ${B}`),
};

/** One event for the parts, one for the question that joins them, as the venue lists them. */
function found(triple: Triple): readonly Relation[] {
  const [a, b, both] = [triple.a, triple.b, triple.both].map(makeCondition);
  if (a === undefined || b === undefined || both === undefined) throw new Error('three questions');
  return proposeByRules([makeEvent([a, b, both])]).filter(({ body }) => body.type === 'and' || body.type === 'or');
}
const statusOf = (triple: Triple): readonly (readonly [string, string])[] =>
  found(triple).map(({ body, status }) => [body.type, status]);

describe('a question of two parts', () => {
  it.each<readonly [string, string, 'and' | 'or']>([
    ['both, lettered', `both of the following occur: (a) ${A}; and (b) ${B}`, 'and'],
    ['all, numbered', `all of the following happen: (1) ${A}, (2) ${B}`, 'and'],
    ['either', `either of the following occurs: (i) ${A}, or (ii) ${B}`, 'or'],
    ['any', `any of the following events occur: (a) ${A} or (b) ${B}`, 'or'],
    ['at least one', `at least one of the following is true: (a) ${A}, or (b) ${B}`, 'or'],
  ])('%s', (_name, clause, type) => {
    expect(statusOf({ ...plain, both: say(TITLE, clause) })).toEqual([[type, 'proven']]);
    const [relation] = found({ ...plain, both: say(TITLE, clause) });
    expect(reasonText(relation?.why ?? '')).toContain('word for word');
    expect(relation?.evidence.filter((line) => line.startsWith('texts '))).toHaveLength(3);
  });

  it('says of the whole what it says of its parts, once', () => {
    const conditions = [plain.a, plain.b, plain.both].map(makeCondition);
    expect(proposeByRules([makeEvent(conditions)]).map(({ body }) => body.type)).toEqual(['and']);
  });

  it('agrees with what is resolved, or proves nothing', () => {
    const resolved = (
      a: boolean | null,
      b: boolean | null,
      both: boolean | null,
    ): readonly (readonly [string, string])[] =>
      statusOf({
        a: { ...plain.a, settled: a },
        b: { ...plain.b, settled: b },
        both: { ...plain.both, settled: both },
      });
    for (const [a, b, both] of [
      [true, null, null],
      [false, null, false],
      [true, true, true],
      [false, true, false],
    ] as const)
      expect(resolved(a, b, both)).toEqual([['and', 'proven']]);
    for (const [a, b, both] of [
      [false, null, true],
      [true, true, false],
      [false, false, true],
    ] as const)
      expect(resolved(a, b, both)).toEqual([['and', 'proposed']]);
  });
});

describe('what only looks like a question of two parts', () => {
  it.each<readonly [string, string]>([
    ['three parts', `both of the following occur: (a) ${A}, (b) ${B}, and (c) Tesla merges`],
    ['the same letter twice', `both of the following occur: (a) ${A}, and (a) ${B}`],
    ['both, joined by "or"', `both of the following occur: (a) ${A}, or (b) ${B}`],
    ['neither', `neither of the following occurs: (a) ${A}, (b) ${B}`],
    ['exactly one', `exactly one of the following occurs: (a) ${A}, or (b) ${B}`],
    ['one part in other words', `both of the following occur: (a) ${A.replace('completes', 'finishes')}, and (b) ${B}`],
    ['another day', `both of the following occur: (a) ${A.replace('June 30', 'June 29')}, and (b) ${B}`],
    ['a part denied', `both of the following occur: (a) ${A.replace('completes', 'does not complete')}, and (b) ${B}`],
    ['a day for both', `both of the following occur by March 31, 2026: (a) ${A}, and (b) ${B}`],
    ['without a list', `${A} and ${B}`],
    ['an order', `both of the following occur in order: (a) ${A}, and (b) ${B}`],
  ])('%s is none', (_name, clause) => {
    expect(statusOf({ ...plain, both: say(TITLE, clause) })).toEqual([]);
  });

  it.each<readonly [string, Triple, string]>([
    [
      'another way to No in the whole',
      {
        ...plain,
        both: say(
          TITLE,
          `both of the following occur: (a) ${A}; and (b) ${B}`,
          `${OTHERWISE} If Kraken is acquired, this market will resolve to "No".`,
        ),
      },
      'other sentences',
    ],
    [
      'a sentence that may mean one part',
      (() => {
        const rest = `${OTHERWISE} A direct listing does not count.`;
        return {
          a: say('Kraken IPO by June 30, 2026?', A, rest),
          b: say('Rocket to Mars by June 30, 2026?', B, rest),
          both: say(TITLE, `both of the following occur: (a) ${A}; and (b) ${B}`, rest),
        };
      })(),
      'one part only',
    ],
    ['another source', { ...plain, a: { ...plain.a, resolutionSource: 'https://kraken.com' } }, 'sources'],
    ['another end', { ...plain, b: { ...plain.b, endDate: '2026-07-30T12:00:00Z' } }, 'different days'],
    ['made later', { ...plain, both: { ...plain.both, createdAt: '2026-03-01T00:00:00Z' } }, 'different times'],
    [
      'made nobody knows when',
      { ...plain, both: (({ createdAt: _dropped, ...rest }) => rest)(plain.both) },
      'not known',
    ],
    ['never opened', { ...plain, a: { ...plain.a, active: false } }, 'never opened'],
    ['other answers', { ...plain, a: { ...plain.a, outcomes: ['Over', 'Under'] } }, 'Yes and No'],
    [
      'a title with another day',
      { ...plain, a: { ...plain.a, question: 'Kraken IPO by March 31, 2026?' } },
      'day or an amount',
    ],
    [
      'a title that denies',
      { ...plain, a: { ...plain.a, question: 'Will Kraken not IPO by June 30, 2026?' } },
      'denies',
    ],
    [
      'a word that points away',
      (() => {
        const it_ = 'it completes an IPO by June 30, 2026, 11:59 PM ET';
        return {
          a: say('Kraken IPO by June 30, 2026?', it_),
          b: plain.b,
          both: say(TITLE, `both of the following occur: (a) ${it_}; and (b) ${B}`),
        };
      })(),
      'points to something',
    ],
  ])('%s keeps it a proposal', (_name, triple, reason) => {
    expect(found(triple).map(({ status, why }) => [status, reasonText(why).includes(reason)])).toEqual([
      ['proposed', true],
    ]);
  });

  it('two questions with one clause leave open which of them is meant', () => {
    const conditions = [plain.a, plain.a, plain.b, plain.both].map(makeCondition);
    expect(proposeByRules([makeEvent(conditions)]).filter(({ body }) => body.type === 'and')).toEqual([]);
  });

  it('outcomes of one neg-risk group are never joined', () => {
    const group = { negRisk: true, negRiskMarketId: `0x${'cd'.repeat(32)}` };
    expect(found({ a: { ...plain.a, ...group }, b: plain.b, both: { ...plain.both, ...group } })).toEqual([]);
  });
});
