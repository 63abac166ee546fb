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
/** By its template or, where the grammar has come to reach it since, by a rule: the refusals hold for both. */
function isProven(first: Question, second: Question, nowMs?: number): boolean {
  return proofOf(first, second, nowMs) !== null;
}

function proofOf(first: Question, second: Question, nowMs?: number): 'rule' | 'template' | null {
  const { events, idOf } = eventsOfQuestions([first, second]);
  const [a = '', b = ''] = [first, second].map(({ id }) => [...idOf].find(([, own]) => own === id)?.[0] ?? '');
  const best = bestFor(proposeByRules(events, nowMs === undefined ? {} : { nowMs: () => nowMs }), a, b);
  if (best?.type !== 'implies' || best.relation.status !== 'proven') return null;
  return reviewedIn(best.relation) === null ? 'rule' : 'template';
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
    // Not more: what may be done in silence, or be revised, waits for a quarter or for the user's own word.
    expect((safe?.byRule ?? 0) + (safe?.byTemplate ?? 0)).toBeGreaterThanOrEqual(0.85 * (safe?.pairs ?? 1));
    expect((safe?.byRule ?? 0) + (safe?.byTemplate ?? 0) + (safe?.coverable ?? 0)).toBeGreaterThanOrEqual(
      0.9 * (safe?.pairs ?? 1),
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
  // A visit, a nuclear test, an office, an agreement, an offensive, a regime, a pledge, a withdrawal, a release; a
  // token's value, a film, a rate over a year, a rate over a month.
  const STEPS = [
    ['v730', 'v930'],
    ['v358', 'v590'],
    ['v802', 'v748'],
    ['v671', 'v796'],
    ['v364', 'v1115'],
    ['v443', 'v637'],
    ['v778', 'v1053'],
    ['v1011', 'v1064'],
    ['v619', 'v673'],
    ['v1841', 'v1840'],
    ['v2641', 'v2522'],
    ['v228', 'v24'],
    ['v2562', 'v2769'],
  ] as const;
  const DAYS = 9;

  it.each(STEPS)('covers %s and %s opened together', (a, b) => {
    expect(isProven(...pair(a, b))).toBe(true);
  });

  it.each(STEPS)('covers no other direction of %s and %s', (a, b) => {
    const [first, second] = pair(a, b);
    expect(isProven(second, first)).toBe(false);
  });

  it.each(STEPS.slice(0, DAYS))('covers %s and %s no more when the later one opened later', (a, b) => {
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
    ['what is asked of its last day', (text) => `${text}\n\nWhat counts is where things stand on the last day.`],
    ['an exact amount', (text) => text.replace(/\b(?:greater|more) than\b|>/, 'exactly ')],
    ['the nearest rung', (text) => `${text}\n\nOnly the rung that comes nearest pays.`],
    ['a sentence that turns it round', (text) => `${text}\n\nThe opposite holds after the election.`],
    ['a second event that must not follow', (text) => text.replace(/Otherwise/, 'Unless it is undone. Otherwise')],
    ['one that has to go on', (text) => text.replace(/\bif (\S+) /, 'if $1 still ')],
    ['none of them', (text) => text.replace(/\b(?:an?|any)\b/, 'no')],
    ['one before all others', (text) => text.replace(/\bif (\S+) /, 'if $1 first ')],
    ['words spoken in a loud voice', (text) => text.replace(/\bif\b/, 'if NOT')],
  ];
  // A change that finds nothing to change tries nothing.
  const tries = STEPS.flatMap(([a, b]) =>
    CHANGES.flatMap(([name, change]) => {
      const [before, after] = [pair(a, b), both(pair(a, b), change)];
      const same = before[0].title === after[0].title && before[0].description === after[0].description;
      return same ? [] : [[a, b, name, change] as const];
    }),
  );

  it('is tried on at least 200 texts', () => {
    expect(tries.length).toBeGreaterThanOrEqual(200);
  });

  it.each(tries)('covers %s and %s no more with %s', (a, b, name, change) => {
    const proof = proofOf(...both(pair(a, b), change));
    // Without its "otherwise" a text pays the same; it is another template, and a rule may prove it all the same.
    if (name === 'one of the sentences left out') expect(proof).not.toBe('template');
    else expect(proof).toBeNull();
  });

  it.each(STEPS)('covers %s and %s no more when one alone says more', (a, b) => {
    const [first, second] = pair(a, b);
    for (const more of [' It must last.', ' Rumours do not count.', ' 2.', ' By 2030.'])
      for (const changed of [
        [{ ...first, description: `${first.description ?? ''}${more}` }, second] as const,
        [first, { ...second, description: `${second.description ?? ''}${more}` }] as const,
        [{ ...first, title: `${first.title}${more}` }, second] as const,
      ])
        expect(isProven(...changed)).toBe(false);
  });

  it('covers no window that begins later on the same day', () => {
    const at = (id: string, hour: string, end: string): Question => {
      const question = questions.find((each) => each.id === id);
      if (question === undefined) throw new Error('invariant: the question is in the file');
      const change = (text: string): string => text.replaceAll('14:30', hour).replaceAll('December 31, 2026', end);
      return {
        ...question,
        id: hour + end,
        title: change(question.title),
        description: change(question.description ?? ''),
      };
    };
    const narrow = at('v352', '14:30', 'June 30, 2026');
    expect(isProven(narrow, at('v352', '14:30', 'December 31, 2026'))).toBe(true);
    expect(isProven(narrow, at('v352', '16:30', 'December 31, 2026'))).toBe(false);
  });

  it('covers what may be done in silence only where the earlier one stood open for a quarter', () => {
    const [first, second] = pair('v413', 'v473');
    const later = { ...second, createdAt: '2026-01-20T00:00:00Z' };
    expect(isProven(first, second)).toBe(true);
    expect(isProven(first, later, Date.parse('2026-02-10T00:00:00Z'))).toBe(false);
  });

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
