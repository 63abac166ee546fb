/** Failures from another context, another version or a disk: checked, kept where they can be, never believed. */
import { describe, expect, it } from 'vitest';
import { parseFailure } from '../../../lib/domain/parse-failure';
import { failureOf } from '../../../lib/domain/result';
import { CODES, samplesOf } from '../../kit/sample-failures';

describe('parsing a failure', () => {
  it.each(CODES)('%s: gives back what was written', (code) => {
    for (const sample of samplesOf(code)) expect(parseFailure(structuredClone(sample))).toEqual(sample);
  });

  it('keeps the words of a failure written before failures had parameters', () => {
    const old = { code: 'book-moved', message: 'The book moved: only 5 of 10 shares are left.', retry: 'later' };
    expect(parseFailure(old)).toEqual(
      failureOf('recorded', { code: 'book-moved', text: 'The book moved: only 5 of 10 shares are left.' }, 'later'),
    );
    const hostile = { code: 'c'.repeat(500), message: `a${'\u202e'}b\n\nc${'x'.repeat(9_000)}`, retry: 'never' };
    const kept = parseFailure(hostile);
    expect(kept).toMatchObject({ code: 'recorded', params: { code: 'c'.repeat(60), text: expect.any(String) } });
    expect(JSON.stringify(kept)).not.toMatch(/\u202e|\\n/);
    expect(JSON.stringify(kept).length).toBeLessThan(2_200);
  });

  it.each([
    ['an unknown code', { code: 'of-tomorrow', params: { a: 1 }, retry: 'never' }, 'of-tomorrow'],
    ['the name of a method', { code: 'toString', params: {}, retry: 'never' }, 'toString'],
    ['a missing parameter', { code: 'cost-moved', retry: 'later' }, 'cost-moved'],
    ['half of its parameters', { code: 'clock-skew', params: {}, retry: 'never' }, 'clock-skew'],
    ['a number that is none', { code: 'clock-skew', params: { skewMs: '5' }, retry: 'never' }, 'clock-skew'],
    ['an infinite number', { code: 'clock-skew', params: { skewMs: Infinity }, retry: 'never' }, 'clock-skew'],
    ['a word that is not in its list', { code: 'unfilled', params: { side: 'hold' }, retry: 'never' }, 'unfilled'],
    ['a cause that is none', { code: 'halted', params: { because: 'stop' }, retry: 'never' }, 'halted'],
  ])('%s is an unknown failure with its code', (_what, raw, code) => {
    expect(parseFailure(raw)).toEqual(
      failureOf('unknown-failure', { code }, raw.retry === 'later' ? 'later' : 'never'),
    );
  });

  it('drops what its code does not need', () => {
    expect(parseFailure({ code: 'busy', params: { secret: 'x' }, retry: 'later', stack: 'x' })).toEqual(
      failureOf('busy', {}, 'later'),
    );
  });

  it.each([
    [null],
    ['busy'],
    [{}],
    [{ code: 5, params: {}, retry: 'never' }],
    [{ code: 'busy', params: {}, retry: 'soon' }],
    [{ code: 'busy', params: {} }],
    [{ code: 'busy', message: 5, retry: 'never' }],
  ])('%j is no failure', (raw) => {
    expect(parseFailure(raw)).toBeNull();
  });

  it('follows causes no deeper than any of ours go', () => {
    let raw: unknown = failureOf('busy', {});
    for (let depth = 0; depth < 5_000; depth += 1) raw = { code: 'halted', params: { because: raw }, retry: 'never' };
    expect(parseFailure(raw)?.retry).toBe('never');
  });
});
