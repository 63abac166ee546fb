/** Every code has a sentence, every sentence a code, and what is said about money says what it means for the money. */
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../lib/domain/result';
import { failureOf } from '../../../lib/domain/result';
import { GATE_FAILURES, ORDER_FAILURES, SIGNING_FAILURES } from '../../../lib/domain/failures';
import * as en from '../../../lib/words/en';
import { failureSentences } from '../../../lib/words/failures';
import { CODES, PLAIN, samplesOf } from '../../kit/sample-failures';

/** What happened to the money, or what happens next to an order that may still be there. */
const MONEY = new RegExp(
  'nothing (?:was|is) (?:sent|signed|bought|sold|traded|changed)|not sent again|is being cancelled|was cancelled|' +
    'not listed|not list|trades of this order|do not hold|your limit|you hold \\d|cancels it|ends by itself',
  'i',
);
/** Said where no order was about to leave. */
const WITHOUT_MONEY: readonly string[] = [
  'busy',
  'proof-gone',
  'bad-proof-hash',
  'bad-login-signature',
  'login-stopped',
  'halted-in-paper',
  // What it says is what its cause says, and that the signatures are worth nothing any more.
  'signatures-wasted',
];

describe('the table of failures', () => {
  it('has a sentence for each code and no other', () => {
    expect(Object.keys(failureSentences).sort()).toEqual([...CODES].sort());
  });

  it.each(CODES)('%s: whole sentences, for every word that it may be told', (code) => {
    for (const sample of samplesOf(code)) {
      const sentence = en.failure(sample);
      expect(sentence).toMatch(/^(?:[A-Z]|"[^"]+"|\$)/);
      expect(sentence).toMatch(/[.!]"?$/);
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\{|\}|\.\.|\s{2}| \.|\(\)/);
    }
  });

  it('says of every refusal and of every order what it means for the money', () => {
    const about = Object.keys({ ...GATE_FAILURES, ...ORDER_FAILURES, ...SIGNING_FAILURES });
    const silent = CODES.filter((code) => about.includes(code) && !WITHOUT_MONEY.includes(code)).filter((code) =>
      samplesOf(code).some((sample) => !MONEY.test(en.failure(sample))),
    );
    expect(silent).toEqual([]);
  });

  it('gives different codes different sentences', () => {
    const said = CODES.map((code) => en.failure(samplesOf(code)[0] ?? failureOf('busy', {})));
    // A failure that was written down in words says those words.
    expect(new Set(said).size).toBe(CODES.length);
  });
});

describe('what others wrote, inside a sentence of ours', () => {
  const hostile = `A" was sold. "B${'\u202e'}${'\u200b'}\n\nC ${'x'.repeat(5_000)}`;

  it.each(CODES)('%s: cannot end its quotation, turn the text round or fill the page', (code) => {
    for (const sample of samplesOf(code, { ...PLAIN, text: hostile })) {
      const sentence = en.failure(sample);
      expect(sentence).not.toContain('A" was sold');
      expect(sentence).not.toMatch(/[\u202e\u200b\n]/);
      expect(sentence.length).toBeLessThan(1_000);
    }
  });
});

describe('a failure of another version', () => {
  it('is said to be unknown by its code', () => {
    const foreign: Failure = JSON.parse('{"code":"from-the-future","params":{"a":1},"retry":"never"}');
    expect(en.failure(foreign)).toMatch(/no words for \(from-the-future\)/);
  });

  it('says what the user was told then', () => {
    expect(en.failure(failureOf('recorded', { code: 'book-moved', text: 'The book moved. Press "Resume".' }))).toBe(
      'The book moved. Press "Resume".',
    );
  });
});

describe('failures that name their cause', () => {
  it('say it once, with what it means for the money', () => {
    const cause = failureOf('wallet-refused', {});
    expect(en.failure(failureOf('leg-unsigned', { leg: 2, token: 'no', market: 'Hike', cause }))).toBe(
      'Bet 2 (No on "Hike"): It was refused in your wallet. Nothing was sent.',
    );
    const told = failureOf('bad-signature', {});
    expect(en.failure(failureOf('leg-unsigned', { leg: 2, token: 'no', market: 'Hike', cause: told }))).toBe(
      'Bet 2 (No on "Hike"): Your wallet answered with something else than your signature of this order. It was ' +
        'thrown away and nothing was sent.',
    );
    expect(en.failure(failureOf('halted', { because: failureOf('stop-pressed', {}) }))).toBe(
      'Facet is halted. You pressed stop. Press "Resume" in the popup or the side panel to let Facet take orders ' +
        'again. Nothing was sent.',
    );
  });
});
