/** One step and a text that breaks it: states joined to an event, titles that turn, sentences that tell rungs apart. */
import { describe, expect, it } from 'vitest';
import { AMOUNT_RULES, AMOUNT_TITLES, BESIDE_AN_AMOUNT } from '../../kit/adversary-amounts';
import { BESIDE_A_DAY, JOINED_TO_THE_EVENT, NO_EVENT, RELEASES, TITLES_OF_A_DAY } from '../../kit/adversary-days';
import { eventOf, provenBeyondStructure, say } from '../../kit/rule-texts';

interface Step {
  readonly asked: string;
  readonly ruled: string;
  readonly values: readonly string[];
}

const DAYS: Step = {
  asked: 'Will Iran sign the treaty by #?',
  ruled: 'Iran signs the treaty by #',
  values: ['June 30, 2026', 'December 31, 2026'],
};
const RELEASE: Step = {
  ...DAYS,
  asked: 'Will GPT-5 be released by #?',
  ruled: "OpenAI's GPT-5 model is released by #",
};
const AMOUNTS: Step = {
  asked: 'Will Moana gross more than # in 2026?',
  ruled: 'Moana grosses more than # in 2026',
  values: ['$40 million', '$30 million'],
};

function proven({ asked, ruled, values }: Step, beside = ''): readonly string[] {
  return provenBeyondStructure([
    eventOf(
      values.map((value) => {
        const text = say(asked.replaceAll('#', value), ruled.replaceAll('#', value));
        return beside === '' ? text : { ...text, description: `${text.description} ${beside.replaceAll('#', value)}` };
      }),
    ),
  ]);
}

describe('a step of days', () => {
  it.each([DAYS, RELEASE, AMOUNTS])('is proven as it stands: $asked', (step) => {
    expect(proven(step)).toHaveLength(1);
  });

  it.each(JOINED_TO_THE_EVENT)('is not proven where the treaty is signed %s', (tail) => {
    expect(proven({ ...DAYS, ruled: `Iran signs the treaty ${tail} by #` })).toEqual([]);
  });

  it.each([...NO_EVENT.map((ruled) => [ruled, DAYS] as const), ...RELEASES.map((ruled) => [ruled, RELEASE] as const)])(
    'is not proven where %s',
    (ruled, step) => {
      expect(proven({ ...step, ruled })).toEqual([]);
    },
  );

  it.each(TITLES_OF_A_DAY)('is not proven where the title asks: %s', (asked) => {
    expect(proven({ ...DAYS, asked })).toEqual([]);
  });

  it.each(BESIDE_A_DAY)('is not proven beside: %s', (beside) => {
    expect(proven(DAYS, beside)).toEqual([]);
  });
});

describe('a step of amounts', () => {
  it.each(AMOUNT_RULES)('is not proven where %s', (ruled) => {
    expect(proven({ ...AMOUNTS, ruled })).toEqual([]);
  });

  it.each(AMOUNT_TITLES)('is not proven where the title asks: %s', (asked) => {
    expect(proven({ ...AMOUNTS, asked })).toEqual([]);
  });

  it.each(BESIDE_AN_AMOUNT)('is not proven beside: %s', (beside) => {
    expect(proven(AMOUNTS, beside)).toEqual([]);
  });
});
