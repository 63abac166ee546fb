/**
 * Complements and copies, and the gate that a text passes before either is proven.
 */
import { describe, expect, it } from 'vitest';
import { type ConditionFields } from '../../kit/advisor-events';
import { kindsOf, proposeMeaning } from '../../kit/meaning-proposals';
import { reasonText } from '../../../lib/words/reasons';

const treaty = (denied: boolean, extra = ''): ConditionFields => ({
  question: denied
    ? 'Will France not sign the treaty before July 1, 2026?'
    : 'Will France sign the treaty before July 1, 2026?',
  description: denied
    ? 'This market will resolve to "Yes" if France does not sign the treaty before July 1, 2026. Otherwise, "No". ' +
      `The source is the ministry.${extra}`
    : 'This market will resolve to "Yes" if France signs the treaty before July 1, 2026. Otherwise, "No". The ' +
      `source is the ministry.${extra}`,
});

describe('complements', () => {
  it('are proven when one denies the other in title and rules', () => {
    expect(kindsOf(proposeMeaning(treaty(false), treaty(true)))).toEqual(['proven not']);
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
    expect(kindsOf(proposeMeaning(...none))).toEqual(['proven not']);
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
    const relations = proposeMeaning(...fields);
    expect(kindsOf(relations)).toEqual(['proposed not']);
    expect(reasonText(relations[0]?.why ?? '')).toContain(reason);
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
    expect(proposeMeaning(...fields).filter((relation) => relation.body.type === 'not')).toEqual([]);
  });
});

describe('copies', () => {
  it('are equivalent when all texts, the source and the end agree', () => {
    expect(kindsOf(proposeMeaning(treaty(false), treaty(false)))).toEqual(['proven equivalent']);
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
    expect(proposeMeaning(...fields)).toEqual([]);
  });

  it('stay proposals when the rules differ by a word', () => {
    expect(kindsOf(proposeMeaning(treaty(false), treaty(false, ' A side letter counts.')))).toEqual([
      'proposed equivalent',
    ]);
  });

  it('stay proposals when no day is named or the title points away', () => {
    expect(
      kindsOf(
        proposeMeaning(
          { question: 'Will it rain?', description: 'Yes if it rains.' },
          { question: 'Will it rain?', description: 'Yes if it rains.' },
        ),
      ),
    ).toEqual(['proposed equivalent']);
    expect(
      kindsOf(
        proposeMeaning(
          { question: 'Over 2.5 goals in this match?', description: 'Yes if more than 2.5 goals in 2026.' },
          { question: 'Over 2.5 goals in this match?', description: 'Yes if more than 2.5 goals in 2026.' },
        ),
      ),
    ).toEqual(['proposed equivalent']);
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
    const relations = proposeMeaning(...fields);
    expect(kindsOf(relations)).toEqual(['proposed not']);
    expect(reasonText(relations[0]?.why ?? '')).toContain(reason);
  });

  it('a copy with a word that no rule may judge, or with another article, is a proposal', () => {
    const odd = plain('Will France sign the sparse treaty in 2026?', 'France signs the sparse treaty in 2026');
    expect(kindsOf(proposeMeaning(odd, odd))).toEqual(['proposed equivalent']);
    const known = plain('Will France sign the treaty in 2026?', 'France signs the treaty in 2026');
    expect(kindsOf(proposeMeaning(known, known))).toEqual(['proven equivalent']);
    expect(
      kindsOf(proposeMeaning(known, plain('Will France sign a treaty in 2026?', 'France signs a treaty in 2026'))),
    ).toEqual(['proposed equivalent']);
  });
});
