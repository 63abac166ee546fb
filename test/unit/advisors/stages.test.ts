/** Who wins the last stage won the one before: found across events, never proven, and look-alikes not at all. */
import { describe, expect, it } from 'vitest';
import { proposeByRules } from '../../../lib/advisors/rules';
import type { Relation } from '../../../lib/domain/relation';
import { eventOf, say } from '../../kit/rule-texts';
import { reasonText } from '../../../lib/words/reasons';

const late = [
  'Will the Houston Rockets win the 2026 NBA Finals?',
  'the Houston Rockets win the 2026 NBA Finals',
] as const;
const early = [
  'Will the Houston Rockets win the NBA Western Conference Finals?',
  'the Houston Rockets win the 2025\u20132026 NBA Western Conference Finals',
] as const;

function found(...texts: readonly (readonly [string, string])[]): readonly Relation[] {
  const events = texts.map(([asked, ruled], at) => ({
    ...eventOf([say(asked, ruled)], asked),
    id: eventOf([]).id.replace(/^./, `${at + 1}`) as ReturnType<typeof eventOf>['id'],
  }));
  return proposeByRules(events).filter(({ evidence }) => evidence.some((line) => line.includes('semantic/stage')));
}

describe('stages of a competition', () => {
  it('are found across events, in the right direction, as a proposal that says what to check', () => {
    for (const order of [[late, early] as const, [early, late] as const]) {
      const [relation, ...more] = found(...order);
      expect(more).toEqual([]);
      expect(relation?.status).toBe('proposed');
      expect(reasonText(relation?.why ?? '')).toContain(
        'If "Will the Houston Rockets win the 2026 NBA Finals?" is Yes',
      );
    }
  });

  it.each<readonly [string, string]>([
    [
      'Will the Houston Texans win the NBA Western Conference Finals?',
      'the Houston Texans win the 2025-26 NBA Western Conference Finals',
    ],
    [
      'Will the Houston Rockets win the NBA Western Conference Finals?',
      'the Houston Rockets win the 2026-27 NBA Western Conference Finals',
    ],
    [
      'Will the Houston Rockets win the NBA Western Conference Finals?',
      'the Houston Rockets do not win the 2025-26 NBA Western Conference Finals',
    ],
    [
      'Will the Houston Rockets win the NHL Western Conference Finals?',
      'the Houston Rockets win the 2025-26 NHL Western Conference Finals',
    ],
    ['Will the Houston Rockets win the Southwest Division?', 'the Houston Rockets win the 2025-26 Southwest Division'],
    [
      'Will the Houston Rockets lose the NBA Western Conference Finals?',
      'the Houston Rockets lose the 2025-26 NBA Western Conference Finals',
    ],
    [
      'Will the Houston Rockets win the NBA Western Conference Finals?',
      'the Houston Rockets win the NBA Western Conference Finals',
    ],
  ])('do not take in what only looks alike: %s, %s', (...other) => {
    expect(found(late, other)).toEqual([]);
  });
});
