/** Real questions in which one value is replaced by another: never one question, whatever else is reworded. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposeByRules } from '../../../lib/advisors/rules';
import { makeCondition, makeEvent } from '../../kit/advisor-events';
import { runs } from '../../kit/property';
import { reasonText } from '../../../lib/words/reasons';

const data = process.env['FACET_DATA'] ?? resolve(__dirname, '../../../../shared/data');
const files = ['resolved-questions.json', 'venue-text/questions.json'].map((file) => `${data}/relations/${file}`);

/** A number with all that is glued to it, or a code. */
const VALUE =
  /(?<![\p{L}\p{N}.,:/$\u2010-\u2015-])[$\u20AC\u00A3]?\d[\p{L}\p{N}.,:/%\u2010-\u2015-]*(?<![.,:/\u2010-\u2015-])/gu;
const REPLACEMENTS = [
  ...[
    '7',
    '7.5',
    '-7',
    '+7',
    '7%',
    '$7',
    '\u20AC7',
    '7 bps',
    '7k',
    '7:15',
    '7:15:30',
    '7-19',
    '19-7',
    '7:1',
    '7th',
    '1/7',
  ],
  ...[
    'v7.1',
    '7.10',
    '\u2166',
    '\u0667',
    '\u2077',
    '\u215E',
    '7\u00B0',
    '7e9',
    '10^7',
    '7 mini',
    '7 pro',
    'thirteen',
    'LXXVII',
  ],
];
const REWORDED: readonly (readonly [RegExp, string])[] = [
  [/^Will\b/, 'Is it expected that'],
  [/\bwins?\b/, 'secure'],
  [/\bbefore (?=[A-Z\d])/, 'prior to '],
  [/\bannounces?\b/, 'declare'],
  [/\bhits?\b/, 'reach'],
  [/\b(?:beats?)\b/, 'defeat'],
];

const ready = files.every((file) => existsSync(file));

describe.skipIf(!ready)('a value in real questions (needs ../shared/data)', () => {
  it('is never read as another', () => {
    const questions = files
      .flatMap((file) => {
        const read = JSON.parse(readFileSync(file, 'utf8')) as
          readonly { readonly question: string }[] | { readonly questions: readonly { readonly title: string }[] };
        return 'questions' in read ? read.questions.map(({ title }) => title) : read.map(({ question }) => question);
      })
      .filter((question) => [...question.matchAll(VALUE)].length > 0);
    expect(questions.length).toBeGreaterThan(2_000);
    fc.assert(
      fc.property(
        fc.constantFrom(...questions),
        fc.nat(),
        fc.constantFrom(...REPLACEMENTS),
        fc.boolean(),
        (question, at, replacement, reworded) => {
          const found = [...question.matchAll(VALUE)];
          const value = found[at % found.length];
          // "March 7" and "March 7th" are one day.
          if (value === undefined || value[0].replace(/th$/, '') === replacement.replace(/th$/, '')) return;
          const changed = question.slice(0, value.index) + replacement + question.slice(value.index + value[0].length);
          const other = reworded ? REWORDED.reduce((text, [from, to]) => text.replace(from, to), changed) : changed;
          const relations = proposeByRules(
            [question, other].map((each) =>
              makeEvent(
                [makeCondition({ question: each, createdAt: '2026-01-01T00:00:00Z', endDate: '2026-12-31T12:00:00Z' })],
                { title: each },
              ),
            ),
          );
          // Rungs of a ladder are tied by their amounts: that is what the numeric rules are for.
          expect(
            relations
              .filter(({ evidence }) => !evidence.some((line) => line.startsWith('rule: numeric')))
              .map(({ why }) => reasonText(why)),
          ).toEqual([]);
        },
      ),
      runs(2_000),
    );
  });
});
