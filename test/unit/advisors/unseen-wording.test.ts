/** Ladders in the venue's manner that no recorded file holds: how many of them the grammar reaches. */
import { describe, expect, it } from 'vitest';
import { eventOf, provenBeyondStructure } from '../../kit/rule-texts';
import { UNSEEN_AMOUNTS, UNSEEN_DAYS, type UnseenLadder } from '../../kit/unseen-wording';

const proven = ({ asked, rules, rungs }: UnseenLadder): readonly string[] =>
  provenBeyondStructure([
    eventOf(
      rungs.map(([title, ruled = title]) => {
        const question = asked.replaceAll('#', title);
        return {
          createdAt: '2026-01-01T00:00:00Z',
          endDate: title.startsWith('June') ? '2026-06-30T12:00:00Z' : '2026-12-31T12:00:00Z',
          question,
          label: question,
          description: rules.replaceAll('#', title).replaceAll('@', ruled),
        };
      }),
    ),
  ]);

describe('wording that no recorded file holds', () => {
  it.each([
    ['amounts', UNSEEN_AMOUNTS, 0.6],
    ['days', UNSEEN_DAYS, 0.5],
  ] as const)('is proven for this share of ladders and no fewer: %s', (_name, ladders, share) => {
    const reached = ladders.filter((ladder) => proven(ladder).length > 0);
    expect(reached.length / ladders.length).toBeGreaterThanOrEqual(share);
  });

  it.each([...UNSEEN_AMOUNTS, ...UNSEEN_DAYS].map((ladder) => [ladder.asked, ladder] as const))(
    'is never proven the wrong way round: %s',
    (_asked, ladder) => {
      const [narrow] = ladder.rungs[0];
      for (const reason of proven(ladder)) expect(reason).toContain(`If "${ladder.asked.replaceAll('#', narrow)}`);
    },
  );
});
