/** Templates that were read: what they are, what they prove of real wording, and what differs in a word. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { proposeByRules } from '../../../lib/advisors/rules';
import { AMOUNT_TEMPLATES } from '../../../lib/language/lexicon/templates/amounts';
import { DAY_TEMPLATES } from '../../../lib/language/lexicon/templates/days';
import { bestFor, eventsOfQuestions, type Question } from '../../../scripts/formats/questions';
import { evaluateVenueText, reviewedIn } from '../../../scripts/relate-venue';

const DATA = '../shared/data';

/** Whether a reviewed template proves that the first implies the second. */
function isProven(first: Question, second: Question, nowMs?: number): boolean {
  const { events, idOf } = eventsOfQuestions([first, second]);
  const [a = '', b = ''] = [first, second].map(({ id }) => [...idOf].find(([, own]) => own === id)?.[0] ?? '');
  const best = bestFor(proposeByRules(events, nowMs === undefined ? {} : { nowMs: () => nowMs }), a, b);
  return best?.type === 'implies' && best.relation.status === 'proven' && reviewedIn(best.relation) !== null;
}

describe('a reviewed template', () => {
  it('has a hash, a slot, an opening rule, a reason and look-alikes, in words of its own', () => {
    const groups = [...AMOUNT_TEMPLATES, ...DAY_TEMPLATES];
    const hashes = groups.flatMap((group) => group.hashes);
    expect(hashes.length).toBeGreaterThanOrEqual(60);
    expect(new Set(groups.flatMap(({ slot, hashes: of }) => of.map((hash) => `${hash} ${slot}`))).size).toBe(
      hashes.length,
    );
    for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{64}$/);
    for (const { slot, side, why, not } of groups) {
      expect(side === 'later').toBe(slot === 'deadline');
      expect(why.length).toBeGreaterThan(50);
      expect(not.length).toBeGreaterThan(10);
      expect(`${why} ${not}`).not.toMatch(/this market|will resolve/i);
    }
  });
});

describe.skipIf(!existsSync(`${DATA}/relations/venue-text`))('real wording (needs ../shared/data)', () => {
  it('is proven by rule or reviewed template, and nothing that is not safe', () => {
    const rows = evaluateVenueText(DATA).filter(({ set, known }) => set === 'venue-text' && known === 'seen open');
    const safe = rows.find(({ label }) => label === 'safe');
    expect((safe?.byRule ?? 0) + (safe?.byTemplate ?? 0)).toBeGreaterThanOrEqual(0.9 * (safe?.pairs ?? 1));
    expect((safe?.byRule ?? 0) + (safe?.byTemplate ?? 0) + (safe?.coverable ?? 0)).toBeGreaterThanOrEqual(
      0.95 * (safe?.pairs ?? 1),
    );
    expect(rows.reduce((sum, { wrong }) => sum + wrong, 0)).toBe(0);
    for (const row of rows.filter(({ label }) => label !== 'safe' && !label.startsWith('safe,')))
      expect([row.byRule, row.byTemplate]).toEqual([0, 0]);
  });

  const { questions } = JSON.parse(readFileSync(`${DATA}/relations/venue-text/questions.json`, 'utf8')) as {
    readonly questions: readonly Question[];
  };
  const pair = (a: string, b: string): readonly [Question, Question] => {
    const [first, second] = [a, b].map((id) => questions.find((question) => question.id === id));
    if (first === undefined || second === undefined) throw new Error('invariant: the question is in the file');
    const together = { event: 'one', createdAt: '2026-01-05T00:00:00Z' };
    return [
      { ...first, ...together },
      { ...second, ...together },
    ];
  };
  const both = (
    [a, b]: readonly [Question, Question],
    change: (text: string) => string,
  ): readonly [Question, Question] => [
    { ...a, title: change(a.title), description: change(a.description ?? '') },
    { ...b, title: change(b.title), description: change(b.description ?? '') },
  ];
  // A visit, a nuclear test, an office, an agreement; a token's value.
  const STEPS = [
    ['v730', 'v930'],
    ['v358', 'v590'],
    ['v802', 'v748'],
    ['v671', 'v796'],
    ['v1841', 'v1840'],
  ] as const;

  it.each(STEPS)('covers %s and %s opened together', (a, b) => {
    expect(isProven(...pair(a, b))).toBe(true);
  });

  it.each(STEPS)('covers no other direction of %s and %s', (a, b) => {
    const [first, second] = pair(a, b);
    expect(isProven(second, first)).toBe(false);
  });

  it.each(STEPS.slice(0, 4))('covers %s and %s no more when the later one opened later', (a, b) => {
    const [first, second] = pair(a, b);
    const later = { ...second, createdAt: '2026-01-20T00:00:00Z' };
    expect(isProven(first, later)).toBe(false);
    expect(isProven(first, later, Date.parse('2026-01-25T00:00:00Z'))).toBe(false);
  });

  const CHANGES: readonly (readonly [string, (text: string) => string])[] = [
    ['the answers change places', (text) => text.replace(/yes|no\b/gi, (word) => (/^y/i.test(word) ? 'No' : 'Yes'))],
    ['a denial', (text) => text.replace(/\bif (\S+)/, 'if it is not so that $1')],
    ['until for by', (text) => text.replace(/\bby\b/g, 'until').replace(/\band (?=\w+ \d)/, 'until ')],
    ['a state at the end', (text) => `${text}\n\nIt must still hold when this market ends.`],
    ['an annulment', (text) => `${text}\n\nWhat is annulled later does not count.`],
    ['the highest only', (text) => `${text}\n\nOnly the highest amount reached pays.`],
    ['another way to No', (text) => `${text}\n\nIf the government resigns, this market resolves to "No".`],
    ['a word of exception', (text) => text.replace('Otherwise', 'Unless withdrawn')],
    ['a first', (text) => text.replace(/\bwill resolve\b/, 'will only resolve')],
    ['the last', (text) => text.replace(/\b(an?|any)\b/, 'the last')],
    ['one of the sentences left out', (text) => text.replace(/Otherwise[^.]*\.["”]?/, '')],
    [
      'a name that denies',
      (text) => text.replaceAll(/Mar[ií]a Corina Machado|\bUS\b|Miguel Díaz-Canel|Iran|MegaETH/g, 'Nobody'),
    ],
    [
      'a name that limits',
      (text) => text.replaceAll(/Mar[ií]a Corina Machado|\bUS\b|Miguel Díaz-Canel|Iran|MegaETH/g, 'Few'),
    ],
    ['words spoken in a loud voice', (text) => text.replace(/\bif\b/, 'if NOT')],
  ];
  it.each(STEPS.flatMap(([a, b]) => CHANGES.map(([name, change]) => [a, b, name, change] as const)))(
    'covers %s and %s no more with %s',
    (a, b, _name, change) => {
      const changed = both(pair(a, b), change);
      // A change that finds nothing to change tests nothing.
      const same = changed[0].title === pair(a, b)[0].title && changed[0].description === pair(a, b)[0].description;
      expect(same ? false : isProven(...changed)).toBe(false);
    },
  );

  it('covers the same words with another name', () => {
    const [a, b] = both(pair('v730', 'v930'), (text) =>
      text
        .replaceAll('María Corina Machado', 'Reza Pahlavi')
        .replaceAll('Venezuela', 'Norway')
        .replaceAll('Norwayn', 'Venezuelan'),
    );
    expect(isProven(a, b)).toBe(true);
  });
});
