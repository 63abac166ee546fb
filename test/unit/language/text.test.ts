/** Texts read in pieces and remembered must read as they do in whole, and remembering must not grow without end. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bestFor, eventsOfQuestions } from '../../../scripts/formats/questions';
import { proposeByRules } from '../../../lib/advisors/rules';
import { flat } from '../../../lib/domain/flat';
import { remembered } from '../../../lib/domain/memo';
import { sha256Hex } from '../../../lib/relations/sha256';
import { tokenize } from '../../../lib/language/tokens';

const LATER = 'Otherwise, it resolves to "No". See the U.S. rules of May 5, 2026.';

describe('paragraphs', () => {
  it('number their sentences on, wherever the same paragraph stands', () => {
    const short = tokenize(`One sentence here.\n\n${LATER}`);
    const long = tokenize(`First one here. Second one there. Third.\n\n${LATER}`);
    const tail = short.slice(3);
    expect(tail.map(({ text }) => text)).toEqual(long.slice(-tail.length).map(({ text }) => text));
    const shift = (long.at(-1)?.sentence ?? 0) - (short.at(-1)?.sentence ?? 0);
    expect(shift).toBe(2);
    expect(long.slice(-tail.length).map(({ sentence }) => sentence - shift)).toEqual(
      tail.map(({ sentence }) => sentence),
    );
  });

  it.each(['by March 5\n\nOf 2026', 'by March 5\n\n2026'])('are not cut where a date goes on: %j', (text) => {
    expect(tokenize(text).filter(({ kind }) => kind === 'date')).toMatchObject([
      { date: { kind: 'day', year: 2026, month: 3, day: 5 } },
    ]);
  });
});

describe('signs between digits', () => {
  it.each([
    ['Will 5\u20137 ships sink?', 'Will 5\u2013-7 ships sink?'],
    ['Will the US strike \u22657 countries?', 'Will the US strike \u2265-7 countries?'],
    ['Will it be "7" degrees?', 'Will it be "-7" degrees?'],
    ['In the week of March 1-7?', 'In the week of March 1/7?'],
    ['In the week of March 1-7?', 'In the week of March 1:7?'],
  ])('are not lost: %j is not %j', (one, other) => {
    const read = (text: string): string =>
      tokenize(text)
        .map((token) => (token.kind === 'quantity' ? `<${token.quantity.nanos}>` : token.text))
        .join(' ');
    expect(read(one)).not.toBe(read(other));
    const conditions = [one, other].map((question) => ({ id: question, title: question }));
    // A rung of a ladder may be tied to the other one, but they never ask the same.
    expect(proposeByRules(eventsOfQuestions(conditions).events).map(({ body }) => body.type)).not.toContain(
      'equivalent',
    );
  });

  it('still read a dash as "to"', () => {
    for (const text of ['5-7', '5 - 7', '5\u20137', '5 to 7', '10- to 15'])
      expect(tokenize(text).map(({ kind }) => kind)).toEqual(['range']);
    expect(tokenize('below -5')).toMatchObject([{}, { quantity: { nanos: -5_000_000_000n } }]);
  });
});

describe('remembered', () => {
  it('asks once for what was asked lately, and forgets what was not', () => {
    const asked: string[] = [];
    const read = remembered(2, (text) => {
      asked.push(text);
      return text.length > 1;
    });
    for (const text of ['a', 'a', 'b', 'a', 'c', 'a', 'd', 'e', 'f', 'g', 'a']) read(text);
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'a']);
  });

  it('keeps "nothing" for an object, too', () => {
    let asked = 0;
    const read = remembered(4, (_key: object) => {
      asked += 1;
      return null;
    });
    const key = {};
    expect([read(key), read(key), read({})]).toEqual([null, null, null]);
    expect(asked).toBe(2);
  });
});

describe('flat', () => {
  it.each(['', 'a', '\n', 'If "A" is Yes, "B" must be Yes.', '\uD800', '\u{1F600}'])('is the same text: %j', (text) => {
    expect(flat(`${text}`)).toBe(text);
    expect(flat(`${text} and ${text}`)).toBe(`${text} and ${text}`);
  });
});

describe('sha256Hex', () => {
  it('is SHA-256 at every length around the padding, and of all characters', () => {
    const texts = [
      ...Array.from({ length: 140 }, (_, length) => 'a'.repeat(length)),
      '\u20AC \u{1F600} \uD800',
      '\u00FF'.repeat(1000),
    ];
    for (const text of texts)
      expect(sha256Hex(text)).toBe(createHash('sha256').update(new TextEncoder().encode(text)).digest('hex'));
  });
});

describe('combined questions', () => {
  const answer = (single: string, combined: string): string | undefined => {
    const { events } = eventsOfQuestions(
      [single, combined].map((title, index) => ({ id: String(index), title, description: `Yes if so. ${title}` })),
    );
    const [a = '', b = ''] = events.flatMap((event) => event.conditions).map((condition) => condition.id);
    return bestFor(proposeByRules(events), a, b)?.type;
  };
  const combined =
    'Will either of the following occur: (a) Canada implements a nationwide ban on single-use plastics, or (b) the ' +
    'United States experiences a government shutdown lasting at least 30 consecutive days?';

  it('hold the question that is one of their parts', () => {
    expect(answer('Will Canada implement a nationwide ban on single-use plastics?', combined)).toBe('implies');
  });

  it('do not hold the same question of another country', () => {
    expect(answer('Will Sweden implement a nationwide ban on single-use plastics?', combined)).toBeUndefined();
  });
});
