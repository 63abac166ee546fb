/** Ties in words: every code has a sentence, and names tell their event where several are meant. */
import { failureOf } from '../../../lib/domain/result';
import { describe, expect, it } from 'vitest';
import { namesFor } from '../../../lib/services/relations/relation-row';
import { saysOf } from '../../../lib/services/relations/says';
import { tieSentence, type TieSentence } from '../../../lib/words/tie-sentence';
import type { TieObstacle, TieStanding } from '../../../lib/protocol/relations';
import { ties } from '../../../lib/words/ties';
import { makeCondition, makeEvent } from '../../kit/advisor-events';

/** All codes, by type: a code that is added must be added here. */
const STANDINGS: Readonly<Record<TieStanding['code'], TieStanding>> = {
  waiting: { code: 'waiting' },
  accepted: { code: 'accepted' },
  construction: { code: 'construction' },
  proven: { code: 'proven' },
  rejected: { code: 'rejected' },
  retired: { code: 'retired' },
  unwatched: { code: 'unwatched' },
  'still-compared': { code: 'still-compared' },
  'rejected-alike': { code: 'rejected-alike' },
  uncomparable: { code: 'uncomparable' },
  'contradicts-itself': { code: 'contradicts-itself' },
  contradicts: { code: 'contradicts', others: 2 },
  'fixes-open': { code: 'fixes-open', market: 'Yes" is right. "No', value: true },
};
const OBSTACLES: Readonly<Record<TieObstacle['code'], TieObstacle>> = {
  failed: { code: 'failed', failure: failureOf('ties-unread', { ties: 2 }) },
  'market-unwatched': { code: 'market-unwatched' },
  'too-many-markets': { code: 'too-many-markets' },
  refuted: { code: 'refuted' },
  clash: { code: 'clash' },
  unchecked: { code: 'unchecked' },
  'fixes-open': { code: 'fixes-open' },
};

describe('ties', () => {
  it('have one sentence of their own for each code, in the words that people see', () => {
    const said = [...Object.values(STANDINGS).map(ties.standing), ...Object.values(OBSTACLES).map(ties.obstacle)];
    expect(new Set(said).size).toBe(said.length);
    for (const sentence of said) expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(said.filter((sentence) => /\b(?:relation|leg|basket)s?\b/.test(sentence))).toEqual([]);
  });

  it('quote a name that cannot end its own quotation', () => {
    expect(ties.standing(STANDINGS['fixes-open'])).toContain(`"Yes' is right. 'No" no answer but Yes`);
  });
});

describe('names', () => {
  const events = ['North', 'South'].map((title) =>
    makeEvent([makeCondition({ question: 'Elena Marsh' }), makeCondition({ question: 'Bo Lund' })], { title }),
  );
  const catalogue = {
    conditionOf: (key: string) => events.flatMap(({ conditions }) => conditions).find(({ id }) => id === key) ?? null,
    eventOf: (key: string) => events.find(({ conditions }) => conditions.some(({ id }) => id === key)) ?? null,
  };
  const key = (event: number, at: number): string => events[event]?.conditions[at]?.id ?? '';
  const spoken = (words: TieSentence): string =>
    words
      .map((word) =>
        typeof word === 'string' ? word : word.event === undefined ? word.name : `${word.name} of ${word.event}`,
      )
      .join('');

  it('tell their event where two events are meant', () => {
    const body = { type: 'implies', if: key(0, 0), then: key(1, 0) } as const;
    const name = namesFor(body, catalogue);
    expect(spoken(tieSentence.says(saysOf(body, name)))).toBe(
      'If Elena Marsh of North is Yes, then Elena Marsh of South must be Yes.',
    );
    expect(spoken(tieSentence.breaks(saysOf(body, name)))).toBe(
      'Elena Marsh of North resolves Yes and Elena Marsh of South resolves No.',
    );
  });

  it('and no event where one is meant', () => {
    const body = { type: 'excludes', of: [key(0, 0), key(0, 1)] } as const;
    expect(spoken(tieSentence.says(saysOf(body, namesFor(body, catalogue))))).toBe(
      'Elena Marsh and Bo Lund are never both Yes.',
    );
  });
});
