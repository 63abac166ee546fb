/**
 * Questions that join two others by "both", "either" or "one but not".
 */
import { describe, expect, it } from 'vitest';
import { createSemanticAdvisor } from '../../../lib/advisors/semantic/semantic';
import { readComposite } from '../../../lib/advisors/semantic/composites';
import { makeCondition, makeEvent, type ConditionFields } from '../../kit/advisor-events';

const advisor = createSemanticAdvisor();

describe('combined questions', () => {
  const parts: readonly ConditionFields[] = [
    { question: 'Will Japan join the northern defence alliance before January 1, 2028?' },
    { question: 'Will India conduct a crewed space mission before January 1, 2028?' },
  ];

  it.each([
    [
      'Will both of the following occur before January 1, 2028: (a) Japan joins the northern defence alliance, and ' +
        '(b) India conducts a crewed space mission?',
      'and',
    ],
    [
      'Will either of the following occur before January 1, 2028: (a) Japan joins the northern defence alliance, ' +
        'or (b) India conducts a crewed space mission?',
      'or',
    ],
    [
      'Will Japan join the northern defence alliance and will India conduct a crewed space mission before January ' +
        '1, 2028?',
      'and',
    ],
  ])('%s', (question, kind) => {
    const [a, b, combined] = [...parts, { question }].map((fields) => makeCondition(fields));
    if (!a || !b || !combined) throw new Error('three');
    const bodies = advisor
      .propose([a, b, combined].map((condition) => makeEvent([condition])))
      .map((relation) => [relation.status, relation.body]);
    const expected = [a, b].map((part) => [
      'proposed',
      kind === 'and'
        ? { type: 'implies', if: combined.id, then: part.id }
        : { type: 'implies', if: part.id, then: combined.id },
    ]);
    expect(bodies).toEqual(expected);
  });

  const bodiesOf = (...questions: readonly string[]) => {
    const conditions = questions.map((question) => makeCondition({ question }));
    const at = (key: string): number => conditions.findIndex(({ id }) => id === key);
    return advisor
      .propose(conditions.map((condition) => makeEvent([condition])))
      .map(({ status, body }) =>
        body.type === 'implies'
          ? `${status} ${at(body.if)}->${at(body.then)}`
          : `${status} ${body.type} ` +
            `${'of' in body && typeof body.of !== 'string' ? body.of.map(at).sort().join(',') : ''}`,
      )
      .sort();
  };
  const [japan, india] = parts.map(({ question }) => question);
  const both =
    'Will both of the following occur before January 1, 2028: (a) Japan joins the northern defence alliance, and ' +
    '(b) India conducts a crewed space mission?';
  const one =
    'Will either of the following occur before January 1, 2028: (a) India conducts a crewed space mission, or (b) ' +
    'Peru builds a large solar power plant?';
  const but =
    'Will both of the following occur before January 1, 2028: (a) India conducts a crewed space mission, and (b) ' +
    'Japan does not join the northern defence alliance?';

  it('a denied part excludes its question, and the other part is implied', () => {
    expect(bodiesOf(but, japan ?? '', india ?? '')).toEqual(['proposed 0->2', 'proposed excludes 0,1']);
  });

  it('"both" implies an "either" with which it shares a part that neither denies', () => {
    expect(bodiesOf(both, one)).toEqual(['proposed 0->1']);
    expect(bodiesOf(but, one)).toEqual(['proposed 0->1']);
    expect(bodiesOf(but.replace('India conducts', 'India does not conduct'), one)).toEqual([]);
    expect(bodiesOf(one, one.replace('India', 'Brazil'))).toEqual([]);
  });

  it('an "either" with a denied part says nothing of its question', () => {
    expect(
      bodiesOf(
        'Will either of the following occur before January 1, 2028: (a) Japan does not join the northern defence ' +
          'alliance, or (b) Peru builds a large solar power plant?',
        japan ?? '',
      ),
    ).toEqual([]);
  });

  it('another amount or a stray "and" is not taken', () => {
    expect(readComposite('Will Trump and Putin meet in 2026?')).toBeNull();
    const [a, combined] = [
      { question: 'Will Norway cut its emissions by at least 40% by 2028?' },
      {
        question:
          'Will both of the following occur: (a) Norway cuts its emissions by at least 30%, and (b) India conducts ' +
          'a crewed space mission?',
      },
    ].map((fields) => makeCondition(fields));
    if (!a || !combined) throw new Error('two');
    expect(advisor.propose([makeEvent([a]), makeEvent([combined])])).toEqual([]);
  });
});
