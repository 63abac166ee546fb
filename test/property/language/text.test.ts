import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createNumericAdvisor } from '../../../lib/advisors/numeric/numeric';
import { createStructureAdvisor } from '../../../lib/advisors/structure/structure';
import { MONTHS, dayNumber, printDay, spanOf } from '../../../lib/language/calendar';
import { MAX_TEXT, cleanText } from '../../../lib/domain/clean-text';
import { printQuantity } from '../../../lib/language/quantities';
import { sha256Hex } from '../../../lib/relations/sha256';
import { tokenize } from '../../../lib/language/tokens';
import { findWindows } from '../../../lib/language/windows';
import { makeCondition, makeEvent } from '../../kit/advisor-events';

const day = fc
  .record({
    year: fc.integer({ min: 1990, max: 2150 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  })
  .filter(({ year, month, day: d }) => dayNumber(year, month, d) !== null);
const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const suffix = (d: number): string =>
  d % 10 === 1 && d !== 11 ? 'st' : d % 10 === 2 && d !== 12 ? 'nd' : d % 10 === 3 && d !== 13 ? 'rd' : 'th';
const pad = (n: number): string => String(n).padStart(2, '0');

/** Every way the venue and its neighbours write a day. */
const PRINTS: readonly ((date: { readonly year: number; readonly month: number; readonly day: number }) => string)[] = [
  ({ year, month, day: d }) => `${capital(MONTHS[month - 1] ?? '')} ${d}, ${year}`,
  ({ year, month, day: d }) => `${capital(MONTHS[month - 1] ?? '')} ${d}${suffix(d)}, ${year}`,
  ({ year, month, day: d }) => `${capital((MONTHS[month - 1] ?? '').slice(0, 3))} ${d} ${year}`,
  ({ year, month, day: d }) => `${capital((MONTHS[month - 1] ?? '').slice(0, 3))}. ${d}, ${year}`,
  ({ year, month, day: d }) => `${d} ${capital(MONTHS[month - 1] ?? '')} ${year}`,
  ({ year, month, day: d }) => `the ${d}${suffix(d)} of ${capital(MONTHS[month - 1] ?? '')}, ${year}`,
  ({ year, month, day: d }) => `${year}-${pad(month)}-${pad(d)}`,
];

describe('dates', () => {
  it('print and parse give the same day, whatever the form', () => {
    fc.assert(
      fc.property(day, fc.nat(PRINTS.length - 1), (date, form) => {
        const text = PRINTS[form]?.(date) ?? '';
        const [token, ...rest] = tokenize(text);
        expect(rest).toEqual([]);
        expect(token?.kind === 'date' ? token.date : token).toEqual({ kind: 'day', ...date });
      }),
      { numRuns: 2_000 },
    );
  });

  it('printDay is read back as the same day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), (index) => {
        const [token] = tokenize(printDay(index));
        expect(token?.kind === 'date' ? spanOf(token.date) : null).toEqual({ start: index, end: index + 1 });
      }),
    );
  });

  it('a window by a day ends after it, before a day ends with it, and between two days holds both', () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        const written = (date: typeof a): string => PRINTS[0]?.(date) ?? '';
        const [by] = findWindows(tokenize(`by ${written(a)}`));
        const [before] = findWindows(tokenize(`before ${written(a)}`));
        const [between] = findWindows(tokenize(`between ${written(a)} and ${written(b)}`));
        expect(by).toMatchObject({ kind: 'window', from: null, to: { kind: 'day', ...a }, exclusive: false });
        expect(before).toMatchObject({ kind: 'window', from: null, to: { kind: 'day', ...a }, exclusive: true });
        expect(between).toMatchObject({
          kind: 'window',
          from: { kind: 'day', ...a },
          to: { kind: 'day', ...b },
          exclusive: false,
        });
      }),
    );
  });

  it.each([['06/07/2026'], ['February 30, 2026 or so'], ['31/31/2026']])(
    '%s is no date that a rule may use',
    (text) => {
      const dates = tokenize(text).flatMap((token) => (token.kind === 'date' ? [spanOf(token.date)] : []));
      expect(dates.every((span) => span === null)).toBe(true);
    },
  );
});

describe('amounts', () => {
  const nanos = fc.bigInt({ min: 0n, max: 10n ** 23n });

  it('print and parse give the same amount', () => {
    fc.assert(
      fc.property(nanos, fc.constantFrom('', '$', '%', 'bps', '\u20AC'), fc.boolean(), (value, unit, orMore) => {
        const quantity = { nanos: value, unit, orMore };
        const [token, ...rest] = tokenize(printQuantity(quantity));
        expect(rest).toEqual([]);
        expect(token?.kind === 'quantity' ? token.quantity : token).toEqual(quantity);
      }),
      { numRuns: 2_000 },
    );
  });

  it('suffixes are exact multiples', () => {
    const scales: Readonly<Record<string, bigint>> = {
      k: 1_000n,
      ' thousand': 1_000n,
      m: 1_000_000n,
      ' million': 1_000_000n,
      b: 1_000_000_000n,
      bn: 1_000_000_000n,
      ' billion': 1_000_000_000n,
      T: 1_000_000_000_000n,
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_999 }),
        fc.integer({ min: 0, max: 999 }),
        fc.constantFrom(...Object.keys(scales)),
        (whole, thousandths, scale) => {
          const [token] = tokenize(`$${whole}.${String(thousandths).padStart(3, '0')}${scale}`);
          expect(token?.kind === 'quantity' ? token.quantity.nanos : null).toBe(
            (BigInt(whole) * 1_000n + BigInt(thousandths)) * 1_000_000n * (scales[scale] ?? 0n),
          );
        },
      ),
    );
  });

  it('a range is read in order or not at all', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.constantFrom('', 'k', 'm', 'bn'),
        (a, b, scale) => {
          const [token] = tokenize(`${a}-${b}${scale}`);
          if (a < b) expect(token).toMatchObject({ kind: 'range' });
          else expect(token).toMatchObject({ kind: 'word' });
        },
      ),
    );
  });

  it.each([['1O0'], ['l00'], ['5-year'], ['3rd'], ['1,00'], ['\u0661\u0662'], ['10\u00B2'], ['\u00BD']])(
    '%s is not an amount',
    (text) => {
      expect(tokenize(text).every((token) => token.kind !== 'quantity')).toBe(true);
    },
  );
});

describe('hostile text', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          'by ',
          'before ',
          'June 30',
          ', 2026',
          '$',
          '100',
          'k',
          '-',
          '\u202E',
          '\u200B',
          '\uD800',
          '%',
          'between ',
          'and ',
          '\n',
          '. ',
          '"',
          'in ',
          '2025',
          'at least ',
          'no ',
          '1,000',
          '.',
          '\u0660',
          '+',
          '/',
          'the end of ',
          'Q3 ',
        ),
        { maxLength: 60 },
      )
      .map((parts) => parts.join('')),
  );

  it('is cleaned once and for all', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const clean = cleanText(text);
        expect(cleanText(clean)).toBe(clean);
        expect(clean).not.toMatch(
          /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('never makes an advisor throw, and never yields a relation without two hashes', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            question: nasty,
            label: nasty,
            description: nasty,
            endDate: nasty,
            createdAt: nasty,
            resolutionSource: nasty,
          }),
          { minLength: 2, maxLength: 5 },
        ),
        (fields) => {
          const event = makeEvent(fields.map(makeCondition), { title: fields[0]?.question ?? '' });
          for (const relation of [
            ...createNumericAdvisor().propose([event]),
            ...createStructureAdvisor().propose([event]),
          ]) {
            expect(relation.evidence.filter((line) => line.startsWith('texts '))).toHaveLength(2);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('of great length is read in time that grows with the length', () => {
    for (const unit of [
      'by June 30, 2026 ',
      '1-',
      '1,000-',
      'a.',
      '(((',
      '$',
      'between 1 and ',
      '"',
      '- ',
      'Q1 2026 and ',
      '\u200B',
    ]) {
      const text = unit.repeat(Math.ceil((2 * MAX_TEXT) / unit.length));
      const event = makeEvent(
        [text, `${text}!`].map((description) => makeCondition({ question: description.slice(0, 15_000), description })),
      );
      const started = performance.now();
      createNumericAdvisor().propose([event]);
      // Linear work on 70,000 characters takes some milliseconds; backtracking or a square would take minutes.
      expect(performance.now() - started).toBeLessThan(5_000);
    }
  });
});

describe('sha256Hex', () => {
  it('agrees with the platform on every length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(sha256Hex(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
      }),
      { numRuns: 500 },
    );
  });
});
