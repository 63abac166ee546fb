/**
 * Ladders of days: which earlier one implies a later one, and rungs that were added later.
 */
import { describe, expect, it } from 'vitest';
import { createNumericAdvisor } from '../../../lib/advisors/numeric/numeric';
import { type ConditionFields } from '../../kit/advisor-events';
import { closeAbove, madeTogether, stepsOf } from '../../kit/numeric-steps';
import { reasonText } from '../../../lib/words/reasons';

const advisor = createNumericAdvisor();
const ipo = (day: string, year = '2026'): ConditionFields => ({
  question: `Kraken IPO by ${day}, ${year}?`,
  label: day,
  description:
    `This market will resolve to "Yes" if Kraken completes an IPO by ${day}, ${year}, 11:59 PM ET. Otherwise, this ` +
    'market will resolve to "No".\n\nThe resolution source is a consensus of credible reporting.',
});

function creation(day: string, createdAt?: string): ConditionFields {
  return {
    question: `Macron out by ${day}, 2026?`,
    description:
      `Yes if Macron ceases to be President between market creation and ${day}, 2026, 11:59 PM ` +
      'ET. Otherwise, "No".',
    ...(createdAt === undefined ? {} : { createdAt }),
  };
}

function touch(amount: string): ConditionFields {
  return {
    question: `Will gold reach ${amount} by June 30, 2026?`,
    description: `Yes if gold trades at ${amount} or higher at any point by June 30, 2026. Otherwise "No".`,
  };
}

describe('deadlines', () => {
  it('an earlier one implies a later one, in steps', () => {
    expect(stepsOf(madeTogether(ipo('June 30'), ipo('December 31'), ipo('March 31')))).toEqual({
      proven: ['0->1', '2->0'],
      proposed: [],
    });
  });

  it('rules that leave the date to the title are read from the title', () => {
    const listed = (day: string): ConditionFields => ({
      question: `Kraken IPO by ${day}, 2026?`,
      label: day,
      description: 'Resolves to "Yes" if Kraken completes an IPO by the listed date ET. Otherwise, "No".',
    });
    expect(stepsOf(madeTogether(listed('March 31'), listed('December 31')))).toEqual({
      proven: ['0->1'],
      proposed: [],
    });
  });

  it('spans nest only when they contain each other', () => {
    const out = (title: string, span: string): ConditionFields => ({
      question: `Macron out ${title}?`,
      description:
        'This market will resolve to "Yes" if Emmanuel Macron ceases to be President of France for any length of ' +
        `time between ${span}, 11:59 PM ET (inclusive). Otherwise, this market will resolve to "No".`,
      createdAt: '2025-01-01T00:00:00Z',
    });
    const macron = madeTogether(
      out('in 2025', 'January 2 and December 31, 2025'),
      out('by June 30, 2026', 'September 14, 2025, and June 30, 2026'),
      out('by October 31, 2025', 'October 6, and October 31, 2025'),
    );
    expect(stepsOf(macron)).toEqual({ proven: ['2->0', '2->1'], proposed: [] });
  });

  it('the same day is the same however it is written', () => {
    const written = (question: string, rules: string): ConditionFields => ({
      question: `X released ${question}?`,
      description: `Resolves to "Yes" if X is released ${rules}. Otherwise "No".`,
    });
    const mixed = madeTogether(
      written('before July', 'by June 30, 2026'),
      written('by July 1, 2026', 'by July 1, 2026'),
      written('by September 30, 2026', 'by the end of September 2026'),
    );
    expect(stepsOf(mixed)).toEqual({ proven: ['0->1', '1->2'], proposed: [] });
  });

  it.each<readonly [string, readonly ConditionFields[]]>([
    ['a point in time', [closeAbove('$100,000', 'June 30'), closeAbove('$100,000', 'July 31')]],
    [
      'a state on a day',
      ['June 30', 'July 31'].map((day) => ({
        question: `Largest company on ${day}?`,
        description: `Resolves to the largest company as of ${day}, 2026.`,
      })),
    ],
    [
      'staying until',
      ['June 30', 'July 31'].map((day) => ({
        question: `Will X remain CEO through ${day}, 2026?`,
        description: `Resolves "Yes" if X remains CEO through ${day}, 2026.`,
      })),
    ],
    [
      'not happening',
      ['June 30', 'July 31'].map((day) => ({
        question: `No rate cut by ${day}, 2026?`,
        description: `Resolves "Yes" if there is no rate cut by ${day}, 2026.`,
      })),
    ],
    [
      'fewer than',
      ['June 30', 'July 31'].map((day) => ({
        question: `Fewer than 5 launches by ${day}, 2026?`,
        description: `Resolves "Yes" if there are fewer than 5 launches by ${day}, 2026.`,
      })),
    ],
    [
      'an exact count',
      ['June 30', 'July 31'].map((day) => ({
        question: `Will 3 rate cuts happen by ${day}, 2026?`,
        description: `Resolves "Yes" if exactly 3 rate cuts happen by ${day}, 2026.`,
      })),
    ],
    [
      'a superlative',
      ['June 30', 'July 31'].map((day) => ({
        question: `Will X have the most wins by ${day}, 2026?`,
        description: `Resolves "Yes" if X has the most wins by ${day}, 2026.`,
      })),
    ],
    [
      'another person',
      [
        { question: 'Tim Cook out by June 30, 2026?', description: 'Yes if Tim Cook is out by June 30, 2026.' },
        { question: 'Sam Altman out by July 31, 2026?', description: 'Yes if Sam Altman is out by July 31, 2026.' },
      ],
    ],
    [
      'the month itself',
      ['June 2026', 'July 2026'].map((month) => ({
        question: `X released in ${month}?`,
        description: `Yes if X is released in ${month}.`,
      })),
    ],
    [
      'different points in the rules under the same words',
      ['June 30', 'July 31'].map((day) => ({
        question: `Bitcoin above 100k by ${day}, 2026?`,
        description: `Yes if the price on ${day}, 2026 is above 100k.`,
      })),
    ],
  ])('proves nothing for %s', (_name, fields) => {
    expect(stepsOf(madeTogether(...fields)).proven).toEqual([]);
  });

  it.each<readonly [string, readonly ConditionFields[], string]>([
    [
      'other rules',
      [
        ipo('June 30'),
        { ...ipo('July 31'), description: `${ipo('July 31').description ?? ''} A merger counts as an IPO.` },
      ],
      'rules differ',
    ],
    [
      'another source',
      [ipo('June 30'), { ...ipo('July 31'), resolutionSource: 'https://example.org' }],
      'different resolution sources',
    ],
    ['time from market creation, creation unknown', [creation('June 30', ''), creation('July 31', '')], 'not known'],
    ['no first day named, creation unknown', [{ ...ipo('June 30'), createdAt: '' }, ipo('July 31')], 'not known'],
    [
      'no first day named, the later one made later',
      [ipo('June 30'), { ...ipo('July 31'), createdAt: '2026-02-01T00:00:00Z' }],
      'created later',
    ],
    [
      'a touched price, the lower rung made later',
      [touch('$5,000'), { ...touch('$4,000'), createdAt: '2026-02-01T00:00:00Z' }],
      'created later',
    ],
    [
      'a later market created later',
      [creation('June 30', '2026-01-01T00:00:00Z'), creation('July 31', '2026-04-01T00:00:00Z')],
      'created later',
    ],
    [
      'the earlier one met, the later one open',
      [{ ...ipo('June 30'), closed: true, settled: true }, ipo('July 31')],
      'still open',
    ],
    ['a market listed twice', [ipo('June 30'), ipo('July 31'), ipo('July 31')], 'listed twice'],
    [
      'outcomes against it',
      [
        { ...ipo('June 30'), closed: true, settled: true },
        { ...ipo('July 31'), closed: true, settled: false },
      ],
      'against this implication',
    ],
  ])('stays a proposal with %s', (_name, fields, reason) => {
    const proposals = advisor.propose([madeTogether(...fields)]);
    expect(new Set(proposals.map((relation) => relation.status))).toEqual(new Set(['proposed']));
    expect(reasonText(proposals[0]?.why ?? '')).toContain(reason);
  });

  it('proves spans from market creation when they were created together', () => {
    expect(
      stepsOf(madeTogether(creation('June 30', '2026-01-01T00:00:00Z'), creation('July 31', '2026-01-01T00:00:05Z')))
        .proven,
    ).toEqual(['0->1']);
  });

  it.each<readonly [string, readonly [ConditionFields, ConditionFields]]>([
    [
      'title and rules name different days',
      [
        ipo('June 30'),
        { ...ipo('July 31'), description: (ipo('July 31').description ?? '').replace('July 31', 'August 31') },
      ],
    ],
    [
      'no year anywhere',
      [
        { question: 'X by June 30?', description: 'Yes if X by June 30.' },
        { question: 'X by July 31?', description: 'Yes if X by July 31.' },
      ],
    ],
    [
      'an ambiguous end',
      [
        { question: 'X by 2026?', description: 'Yes if X happens by the listed date.' },
        { question: 'X by 2027?', description: 'Yes if X happens by the listed date.' },
      ],
    ],
    ['a market that was never opened', [ipo('June 30'), { ...ipo('July 31'), active: false }]],
    ['no rules', [{ question: 'X by June 30, 2026?' }, { question: 'X by July 31, 2026?' }]],
  ])('proves nothing when there is: %s', (_name, fields) => {
    expect(stepsOf(madeTogether(...fields)).proven).toEqual([]);
  });
});

describe('rungs added later', () => {
  const late = [ipo('June 30'), { ...ipo('July 31'), createdAt: '2026-02-01T00:00:00Z' }] as const;
  const at = (time: string, fields: readonly ConditionFields[]) =>
    createNumericAdvisor({ nowMs: () => Date.parse(time) })
      .propose([madeTogether(...fields)])
      .map((relation) => relation.status);

  it('are proven once the earlier market was still open long after', () => {
    expect(at('2026-02-20T00:00:00Z', late)).toEqual(['proven']);
  });

  it('are not while what happened could still be unsettled', () => {
    expect(at('2026-02-05T00:00:00Z', late)).toEqual(['proposed']);
  });

  it('are not when the earlier market takes no orders any more', () => {
    expect(at('2026-03-20T00:00:00Z', [{ ...late[0], acceptingOrders: false }, late[1]])).toEqual(['proposed']);
  });
});
