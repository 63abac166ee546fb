/** Every reason has a sentence and every sentence a code; what is no reason of ours is shown as it is. */
import { describe, expect, it } from 'vitest';
import { REASONS } from '../../../lib/domain/reason-codes';
import { coded, evidence, readCoded, type ReasonCode } from '../../../lib/domain/reasons';
import { evidenceText, reasonSentences, reasonText } from '../../../lib/words/reasons';
import { filesUnder, textOf } from '../../kit/source-files';

const CODES = Object.keys(REASONS).filter((code): code is ReasonCode => code in REASONS);

/** With each parameter named after itself. */
function lineOf(code: ReasonCode): string {
  const names: readonly string[] = REASONS[code];
  return names.length === 0
    ? code
    : `${code} ${JSON.stringify(Object.fromEntries(names.map((name) => [name, `<${name}>`])))}`;
}

describe('the table of reasons', () => {
  it('has a sentence for each code and no other', () => {
    expect(Object.keys(reasonSentences).sort()).toEqual([...CODES].sort());
  });

  it.each(CODES)('%s: says all that it was told, and no code', (code) => {
    const sentence = reasonText(lineOf(code));
    expect(sentence).not.toBe(lineOf(code) === 'imported' ? '' : lineOf(code));
    expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\{|\}|\s{2}| \.|\(\)/);
  });

  it('gives different codes different sentences', () => {
    expect(new Set(CODES.map((code) => reasonText(lineOf(code)))).size).toBe(CODES.length);
  });

  it('holds no code that nobody gives', () => {
    const code = ['lib/advisors', 'lib/domain', 'lib/engine', 'lib/language', 'lib/relations', 'lib/storage']
      .flatMap((folder) => filesUnder(folder))
      .map(textOf)
      .join('\n');
    expect(CODES.filter((each) => !new RegExp(`coded\\(\\s*'${each}'`).test(code))).toEqual([]);
  });
});

describe('a reason', () => {
  it('may hold others', () => {
    const days = coded('last-day-before', { narrow: 'March 31', wide: 'June 30' });
    const line = coded('implied-but', { narrow: 'A', wide: 'B', because: days, but: coded('sources-differ') });
    expect(reasonText(line)).toBe(
      'If "A" is Yes, "B" must be Yes, by their titles (last day March 31 before June 30), ' +
        'but they name different resolution sources.',
    );
    expect(evidenceText(evidence('disagreement', coded('sources-differ')))).toBe(
      'disagreement: they name different resolution sources',
    );
  });

  it('stays readable with any text in it', () => {
    for (const said of ['"', '\\', '{"a":1}', 'rules-unknown', '\n', '\u202e', "it's } \u2019"])
      expect(readCoded(coded('from-file', { said }))?.params).toEqual({ said });
  });

  it.each([
    'because',
    'accepted by you',
    'toString',
    'constructor {}',
    'no-year',
    'no-year {}',
    'no-year {"window":null}',
    'no-year {"window":["x"]}',
    'no-year [1]',
    'no-year {"window"',
    'rules-unknown more',
    '',
  ])('is not read out of %j, which is shown as it is', (text) => {
    expect(readCoded(text)).toBeNull();
    expect(reasonText(text)).toBe(text);
    expect(evidenceText(text)).toBe(text);
  });

  it('of a file that nests without end ends', () => {
    let line = 'x';
    for (let depth = 0; depth < 10; depth++) line = coded('from-file', { said: line });
    expect(reasonText(line)).toMatch(/^A file says: "A file says: /);
  });
});
