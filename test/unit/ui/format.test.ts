import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  age,
  cents,
  day,
  fairCents,
  moneyRoundedDown,
  moneyRoundedUp,
  plainText,
  resultRoundedDown,
  shares,
  shortHex,
} from '../../../lib/words/format';

const micros = fc.integer({ min: -9_000_000_000_000_000, max: 9_000_000_000_000_000 });

/** Exact cents of a written amount, as a bigint, so that the check shares nothing with the code. */
function centsOf(text: string): bigint {
  const negative = text.startsWith('\u2212');
  const digits = BigInt(text.replace(/[^\d]/g, ''));
  return negative ? -digits : digits;
}

describe('money', () => {
  it.each([
    [2_419_999, '$2.41'],
    [2_410_000, '$2.41'],
    [0, '$0.00'],
    [9_999, '$0.00'],
    [-1, '\u2212$0.01'],
    [-823_001, '\u2212$0.83'],
    [-830_000, '\u2212$0.83'],
    [1_234_567_890_123, '$1,234,567.89'],
  ])('rounds %i down to %s', (value, text) => expect(moneyRoundedDown(value)).toBe(text));

  it.each([
    [161_580_001, '$161.59'],
    [161_580_000, '$161.58'],
    [1, '$0.01'],
    [0, '$0.00'],
    [-1, '$0.00'],
    [-19_999, '\u2212$0.01'],
    [999_990_001, '$1,000.00'],
  ])('rounds %i up to %s', (value, text) => expect(moneyRoundedUp(value)).toBe(text));

  it('signs results, and calls nothing less than a cent a gain', () => {
    expect(resultRoundedDown(2_419_999)).toBe('+$2.41');
    expect(resultRoundedDown(9_999)).toBe('$0.00');
    expect(resultRoundedDown(-1)).toBe('\u2212$0.01');
  });

  it('never shows more than we get, less than we pay, or a smaller loss (property)', () => {
    fc.assert(
      fc.property(micros, (value) => {
        const exact = BigInt(value);
        const down = centsOf(moneyRoundedDown(value)) * 10_000n;
        const up = centsOf(moneyRoundedUp(value)) * 10_000n;
        expect(down <= exact && exact - down < 10_000n).toBe(true);
        expect(up >= exact && up - exact < 10_000n).toBe(true);
        expect(centsOf(resultRoundedDown(value))).toBe(centsOf(moneyRoundedDown(value)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses what is not an integer', () => {
    expect(() => moneyRoundedDown(0.5)).toThrow(RangeError);
    expect(() => moneyRoundedUp(Number.NaN)).toThrow(RangeError);
    expect(() => shares(2 ** 60)).toThrow(RangeError);
  });
});

describe('prices in cents', () => {
  it.each([
    [974_000, 10_000, 'up', '97.4¢'],
    [974_001, 10_000, 'up', '97.5¢'],
    [974_999, 1_000, 'down', '97.4¢'],
    [33_000, 1_000, 'nearest', '3.3¢'],
    [33_450, 100, 'nearest', '3.35¢'],
    [33_401, 100, 'up', '3.35¢'],
    [999_999, 1_000, 'up', '100.0¢'],
    [1_012_300, 10_000, 'up', '101.3¢'],
  ] as const)('%i at tick %i rounded %s is %s', (value, tickMicros, round, text) =>
    expect(cents({ micros: value, tickMicros, round })).toBe(text),
  );

  it('does not let a fair price look certain', () => {
    expect(fairCents(400, 10_000)).toBe('<0.1¢');
    expect(fairCents(999_700, 10_000)).toBe('>99.9¢');
    expect(fairCents(0, 10_000)).toBe('0.0¢');
    expect(fairCents(1_000_000, 10_000)).toBe('100.0¢');
    expect(fairCents(966_000, 10_000)).toBe('96.6¢');
    expect(fairCents(40, 100)).toBe('<0.01¢');
  });
});

describe('sizes, ages, days', () => {
  it('writes shares rounded down', () => {
    expect(shares(41_000_000)).toBe('41');
    expect(shares(12_349_999)).toBe('12.34');
    expect(shares(12_500_000)).toBe('12.5');
    expect(shares(100_000_000)).toBe('100');
    expect(shares(1)).toBe('<0.01');
    expect(shares(0)).toBe('0');
    expect(shares(1_234_567_000_000)).toBe('1,234,567');
  });

  it('writes ages rounded up and never negative', () => {
    expect(age(-5_000)).toBe('0.0 s');
    expect(age(250)).toBe('0.3 s');
    expect(age(9_940)).toBe('10.0 s');
    expect(age(9_951)).toBe('10 s');
    expect(age(59_001)).toBe('60 s');
    expect(age(61_000)).toBe('2 min');
    expect(age(7_200_000)).toBe('2 h');
    expect(age(172_800_001)).toBe('3 d');
  });

  it('writes days without a time zone and calls nonsense unknown', () => {
    expect(day('2026-12-16T23:59:00Z')).toBe('16 Dec 2026');
    expect(day('2026-13-01')).toBe('unknown');
    expect(day('')).toBe('unknown');
  });
});

describe('text from outside', () => {
  it('loses direction tricks, invisible letters, line breaks and stacked marks', () => {
    expect(plainText('Will \u202eSEY yub\u202c win?')).toBe('Will SEY yub win?');
    expect(plainText('a\u200bb\u2066c\u2069\nd\u0000e')).toBe('a b c d e');
    expect(plainText(`z${'\u0301'.repeat(40)}`)).toBe('z\u0301\u0301');
    expect(plainText('x\u{e0041}\u{e0042}y')).toBe('x y');
  });

  it('keeps joiners, scripts and markup as plain letters', () => {
    expect(plainText('می\u200cخواهم 👩\u200d🚀 <b>&amp;</b>')).toBe('می\u200cخواهم 👩\u200d🚀 <b>&amp;</b>');
  });

  it('cuts long text at whole letters', () => {
    expect(plainText('😀'.repeat(50), 10)).toBe(`${'😀'.repeat(9)}…`);
    expect(plainText('a'.repeat(10), 10)).toBe('a'.repeat(10));
    expect(plainText('word '.repeat(5_000), 20).length).toBeLessThanOrEqual(20);
  });

  it('shortens addresses', () => expect(shortHex('0x1234567890abcdef1234567890abcdef12345678')).toBe('0x1234…5678'));
});
