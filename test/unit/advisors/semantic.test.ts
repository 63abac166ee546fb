import { describe, expect, it } from 'vitest';
import { createSemanticAdvisor } from '../../../lib/advisors/semantic/semantic';
import { readComposite } from '../../../lib/advisors/semantic/composites';
import { readRace } from '../../../lib/advisors/semantic/elections';
import type { Relation } from '../../../lib/domain/relation';
import { makeCondition, makeEvent, type ConditionFields } from '../../kit/advisor-events';

const MADE = '2026-01-01T00:00:00Z';
const advisor = createSemanticAdvisor();
/** Each question in its own event, made together. */
const propose = (...fields: readonly ConditionFields[]): readonly Relation[] =>
  advisor.propose(
    fields.map((each) =>
      makeEvent([makeCondition({ createdAt: MADE, endDate: '2026-12-31T12:00:00Z', ...each })], {
        title: each.question,
      }),
    ),
  );
const shown = (relations: readonly Relation[]): readonly string[] =>
  relations.map((relation) => `${relation.status} ${relation.body.type}`);

const treaty = (denied: boolean, extra = ''): ConditionFields => ({
  question: denied
    ? 'Will France not sign the treaty before July 1, 2026?'
    : 'Will France sign the treaty before July 1, 2026?',
  description: denied
    ? `This market will resolve to "Yes" if France does not sign the treaty before July 1, 2026. Otherwise, "No". The source is the ministry.${extra}`
    : `This market will resolve to "Yes" if France signs the treaty before July 1, 2026. Otherwise, "No". The source is the ministry.${extra}`,
});

describe('complements', () => {
  it('are proven when one denies the other in title and rules', () => {
    expect(shown(propose(treaty(false), treaty(true)))).toEqual(['proven not']);
    const none: readonly ConditionFields[] = [
      {
        question: 'Will any country leave the treaty in 2026?',
        description: 'Yes if any country leaves the treaty in 2026.',
      },
      {
        question: 'Will no country leave the treaty in 2026?',
        description: 'Yes if no country leaves the treaty in 2026.',
      },
    ];
    expect(shown(propose(...none))).toEqual(['proven not']);
  });

  it.each<readonly [string, readonly ConditionFields[], string]>([
    [
      'rules that say it in other words',
      [
        treaty(false),
        { ...treaty(true), description: 'Yes if the French government refuses its name before July 1, 2026.' },
      ],
      'other words',
    ],
    [
      'rules that are not known',
      [
        { ...treaty(false), description: '' },
        { ...treaty(true), description: '' },
      ],
      'not known',
    ],
    [
      'another source',
      [treaty(false), { ...treaty(true), resolutionSource: 'https://example.org' }],
      'different resolution sources',
    ],
    [
      'rules denied in another sentence',
      [
        treaty(false),
        {
          ...treaty(false),
          question: treaty(true).question,
          description: (treaty(false).description ?? '').replace('The source is', 'The source is not'),
        },
      ],
      'one sentence that decides',
    ],
    [
      '"all"',
      [
        { question: 'Will all members attend in 2026?', description: 'Yes if all members attend in 2026.' },
        { question: 'Will all members not attend in 2026?', description: 'Yes if all members do not attend in 2026.' },
      ],
      'two things',
    ],
    [
      'a condition before it',
      [
        { question: 'If X leaves in 2026, will Y follow?', description: 'Yes if Y follows X in 2026.' },
        { question: 'If X leaves in 2026, will Y not follow?', description: 'Yes if Y does not follow X in 2026.' },
      ],
      'under a condition',
    ],
    ['unknown creation', [{ ...treaty(false), createdAt: '' }, treaty(true)], 'not known'],
  ])('stay proposals with %s', (_name, fields, reason) => {
    const relations = propose(...fields);
    expect(shown(relations)).toEqual(['proposed not']);
    expect(relations[0]?.why).toContain(reason);
  });

  it.each<readonly [string, readonly ConditionFields[]]>([
    [
      'two denials',
      [treaty(false), { ...treaty(true), question: 'Will France never not sign the treaty before July 1, 2026?' }],
    ],
    [
      'another day',
      [treaty(false), { ...treaty(true), question: 'Will France not sign the treaty before August 1, 2026?' }],
    ],
    [
      'another subject',
      [treaty(false), { ...treaty(true), question: 'Will Italy not sign the treaty before July 1, 2026?' }],
    ],
    [
      'markets of a series, made at other times',
      [treaty(false), { ...treaty(true), createdAt: '2026-03-01T00:00:00Z' }],
    ],
  ])('are not seen in %s', (_name, fields) => {
    expect(propose(...fields).filter((relation) => relation.body.type === 'not')).toEqual([]);
  });
});

describe('copies', () => {
  it('are equivalent when all texts, the source and the end agree', () => {
    expect(shown(propose(treaty(false), treaty(false)))).toEqual(['proven equivalent']);
  });

  it.each<readonly [string, readonly ConditionFields[]]>([
    ['they end on different days', [treaty(false), { ...treaty(false), endDate: '2026-11-30T12:00:00Z' }]],
    [
      'their end is unknown',
      [
        { ...treaty(false), endDate: '' },
        { ...treaty(false), endDate: '' },
      ],
    ],
    ['they were made at other times', [treaty(false), { ...treaty(false), createdAt: '2026-02-01T00:00:00Z' }]],
    [
      'they belong to one exclusive group',
      [treaty(false), treaty(false)].map((fields) => ({ ...fields, negRisk: true, negRiskMarketId: '0xab' })),
    ],
  ])('are nothing when %s', (_name, fields) => {
    expect(propose(...fields)).toEqual([]);
  });

  it('stay proposals when the rules differ by a word', () => {
    expect(shown(propose(treaty(false), treaty(false, ' A side letter counts.')))).toEqual(['proposed equivalent']);
  });

  it('stay proposals when no day is named or the title points away', () => {
    expect(
      shown(
        propose(
          { question: 'Will it rain?', description: 'Yes if it rains.' },
          { question: 'Will it rain?', description: 'Yes if it rains.' },
        ),
      ),
    ).toEqual(['proposed equivalent']);
    expect(
      shown(
        propose(
          { question: 'Over 2.5 goals in this match?', description: 'Yes if more than 2.5 goals in 2026.' },
          { question: 'Over 2.5 goals in this match?', description: 'Yes if more than 2.5 goals in 2026.' },
        ),
      ),
    ).toEqual(['proposed equivalent']);
  });
});

describe('combined questions', () => {
  const parts: readonly ConditionFields[] = [
    { question: 'Will Japan join the northern defence alliance before January 1, 2028?' },
    { question: 'Will India conduct a crewed space mission before January 1, 2028?' },
  ];

  it.each([
    [
      'Will both of the following occur before January 1, 2028: (a) Japan joins the northern defence alliance, and (b) India conducts a crewed space mission?',
      'and',
    ],
    [
      'Will either of the following occur before January 1, 2028: (a) Japan joins the northern defence alliance, or (b) India conducts a crewed space mission?',
      'or',
    ],
    [
      'Will Japan join the northern defence alliance and will India conduct a crewed space mission before January 1, 2028?',
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
          : `${status} ${body.type} ${'of' in body && typeof body.of !== 'string' ? body.of.map(at).sort().join(',') : ''}`,
      )
      .sort();
  };
  const [japan, india] = parts.map(({ question }) => question);
  const both =
    'Will both of the following occur before January 1, 2028: (a) Japan joins the northern defence alliance, and (b) India conducts a crewed space mission?';
  const one =
    'Will either of the following occur before January 1, 2028: (a) India conducts a crewed space mission, or (b) Peru builds a large solar power plant?';
  const but =
    'Will both of the following occur before January 1, 2028: (a) India conducts a crewed space mission, and (b) Japan does not join the northern defence alliance?';

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
        'Will either of the following occur before January 1, 2028: (a) Japan does not join the northern defence alliance, or (b) Peru builds a large solar power plant?',
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
          'Will both of the following occur: (a) Norway cuts its emissions by at least 30%, and (b) India conducts a crewed space mission?',
      },
    ].map((fields) => makeCondition(fields));
    if (!a || !combined) throw new Error('two');
    expect(advisor.propose([makeEvent([a]), makeEvent([combined])])).toEqual([]);
  });
});

describe('the gate before a proof', () => {
  const plain = (question: string, rules: string): ConditionFields => ({
    question,
    description: `This market will resolve to "Yes" if ${rules}. Otherwise, "No".`,
  });
  it.each<readonly [string, readonly [ConditionFields, ConditionFields], string]>([
    [
      'who takes part and fails',
      [
        plain(
          'Will Serbia qualify for the 2026 final?',
          'Serbia joins the contest and is announced as qualified in 2026',
        ),
        plain(
          'Will Serbia not qualify for the 2026 final?',
          'Serbia joins the contest and is announced as not qualified in 2026',
        ),
      ],
      'word for word',
    ],
    [
      'who is not announced at all',
      [
        plain('Will Serbia be announced as elected in 2026?', 'Serbia is announced as elected in 2026'),
        plain('Will Serbia be announced as not elected in 2026?', 'Serbia is announced as not elected in 2026'),
      ],
      'word for word',
    ],
    [
      '"and"',
      [
        plain('Will France and Italy sign the treaty in 2026?', 'France and Italy sign the treaty in 2026'),
        plain('Will France and Italy not sign the treaty in 2026?', 'France and Italy do not sign the treaty in 2026'),
      ],
      'word for word',
    ],
    [
      'several of whom some may',
      [
        plain('Will the members leave in 2026?', 'the members are deported in 2026'),
        plain('Will the members not leave in 2026?', 'the members are not deported in 2026'),
      ],
      'word for word',
    ],
    [
      'active beside passive',
      [
        plain('Will Iran be invaded in 2026?', 'Iran is invaded in 2026'),
        plain('Will Iran not invade in 2026?', 'Iran is not invaded in 2026'),
      ],
      'word for word',
    ],
    [
      '"the" beside "no"',
      [
        plain('Will the country leave the treaty in 2026?', 'the country leaves the treaty in 2026'),
        plain('Will no country leave the treaty in 2026?', 'no country leaves the treaty in 2026'),
      ],
      'word for word',
    ],
    [
      'an unknown word',
      [
        plain('Will France hesitantly sign the treaty in 2026?', 'France hesitantly signs the treaty in 2026'),
        plain(
          'Will France not hesitantly sign the treaty in 2026?',
          'France does not hesitantly sign the treaty in 2026',
        ),
      ],
      'word for word',
    ],
    [
      'a word that no rule may judge',
      [
        plain('Will France sign the sparse treaty in 2026?', 'France signs the sparse treaty in 2026'),
        plain('Will France not sign the sparse treaty in 2026?', 'France does not sign the sparse treaty in 2026'),
      ],
      '"sparse"',
    ],
  ])('%s is no proven complement', (_name, fields, reason) => {
    const relations = propose(...fields);
    expect(shown(relations)).toEqual(['proposed not']);
    expect(relations[0]?.why).toContain(reason);
  });

  it('a copy with a word that no rule may judge, or with another article, is a proposal', () => {
    const odd = plain('Will France sign the sparse treaty in 2026?', 'France signs the sparse treaty in 2026');
    expect(shown(propose(odd, odd))).toEqual(['proposed equivalent']);
    const known = plain('Will France sign the treaty in 2026?', 'France signs the treaty in 2026');
    expect(shown(propose(known, known))).toEqual(['proven equivalent']);
    expect(shown(propose(known, plain('Will France sign a treaty in 2026?', 'France signs a treaty in 2026')))).toEqual(
      ['proposed equivalent'],
    );
  });
});

describe('other words', () => {
  const pair = (a: string, b: string) => shown(propose({ question: a }, { question: b }));

  it('are proposed as one question', () => {
    expect(
      pair(
        'Will Canada officially announce the construction of a new nuclear power plant before January 1, 2028?',
        'Is it expected that Canada will declare the construction of a new nuclear power facility by December 31, 2027?',
      ),
    ).toEqual(['proposed equivalent']);
    expect(
      pair(
        'Will Wesley So beat Hans Niemann in the Speed Chess Championship?',
        'Will Wesley So defeat Hans Niemann in the Speed Chess Championship?',
      ),
    ).toEqual(['proposed equivalent']);
  });

  it.each([
    [
      'another day',
      'Will Canada announce a new nuclear power plant before January 1, 2028?',
      'Will Canada declare a new nuclear power facility before January 1, 2029?',
    ],
    [
      'another country',
      'Will Canada announce a new nuclear power plant before January 1, 2028?',
      'Will Mexico declare a new nuclear power facility before January 1, 2028?',
    ],
    [
      'another amount',
      'Will Norway cut its emissions by at least 40% before January 1, 2028?',
      'Will Norway reduce its emissions by at least 30% before January 1, 2028?',
    ],
    [
      'the other side',
      'Will gold close above $4,000 at the COMEX on June 30, 2026?',
      'Will gold settle below $4,000 at the COMEX on June 30, 2026?',
    ],
    [
      'a denial',
      'Will Canada announce a new nuclear power plant before January 1, 2028?',
      'Will Canada not declare a new nuclear power facility before January 1, 2028?',
    ],
    [
      'losing',
      'Will Wesley So beat Hans Niemann in the Speed Chess Championship?',
      'Will Wesley So lose to Hans Niemann in the Speed Chess Championship?',
    ],
    [
      'few words in common',
      'Will Canada announce a new nuclear power plant before January 1, 2028?',
      'Will Canada win a football match before January 1, 2028?',
    ],
  ])('%s makes another question', (_name, a, b) => {
    expect(pair(a, b).filter((text) => text.endsWith('equivalent'))).toEqual([]);
  });
});

describe('elections', () => {
  it('reads races', () => {
    expect(readRace('Will Kamala Harris win Pennsylvania?')).toMatchObject({
      kind: 'person-wins',
      person: 'kamala harris',
      place: 'pennsylvania',
    });
    expect(readRace('Will a Democrat win Pennsylvania Presidential Election?')).toMatchObject({
      kind: 'party-wins',
      party: 'democrat',
      place: 'pennsylvania',
    });
    expect(readRace('Will Kamala Harris be the 2024 Democratic nominee?')).toMatchObject({
      kind: 'nominee',
      person: 'kamala harris',
      party: 'democratic',
      year: '2024',
    });
    expect(readRace('Will it rain in Paris?')).toBeNull();
  });

  it('a candidate implies the party, and the presidency the nomination, always as proposals that name what is open', () => {
    const relations = propose(
      { question: 'Will Kamala Harris win Pennsylvania?' },
      { question: 'Will a Democrat win Pennsylvania Presidential Election?' },
      { question: 'Will Kamala Harris be the Democratic nominee?' },
      { question: 'Will Kamala Harris win the presidential election?' },
    );
    expect(shown(relations)).toEqual(['proposed implies', 'proposed implies']);
    expect(relations.map((relation) => relation.why).join(' ')).toContain('replaced');
  });

  it('not for another place, another person or another party', () => {
    expect(
      propose(
        { question: 'Will Kamala Harris win Pennsylvania?' },
        { question: 'Will a Democrat win Michigan Presidential Election?' },
        { question: 'Will Kamala Harris be the Democratic nominee?' },
      ),
    ).toEqual([]);
    expect(
      propose(
        { question: 'Will Kamala Harris win Pennsylvania?' },
        { question: 'Will a Republican win Pennsylvania Presidential Election?' },
        { question: 'Will Kamala Harris be the Democratic nominee?' },
      ),
    ).toEqual([]);
    expect(
      propose(
        { question: 'Will Jill Stein win Pennsylvania?' },
        { question: 'Will a Democrat win Pennsylvania Presidential Election?' },
        { question: 'Will Kamala Harris be the Democratic nominee?' },
      ),
    ).toEqual([]);
  });
});
