/** One failure of each code, with parameters of the right kinds: what any failure may look like. */
import type { FailureCode, ParamKind } from '../../lib/domain/failures';
import { FAILURES } from '../../lib/domain/failures';
import { parseFailure } from '../../lib/domain/parse-failure';
import type { Failure } from '../../lib/domain/result';

interface Samples {
  readonly text: string;
  readonly words: string;
  readonly number: number;
  readonly cause: Failure;
}

export const PLAIN: Samples = {
  text: 'Will Spain win?',
  words: 'A sentence of ours.',
  number: 2_500_000,
  cause: { code: 'network', params: { what: 'books' }, retry: 'later' },
};

function sampleOf(kind: ParamKind, samples: Samples, word: number): unknown {
  if (typeof kind !== 'string') return kind[word % kind.length];
  return { text: samples.text, words: samples.words, number: samples.number, flag: true, failure: samples.cause }[kind];
}

/** With each word of each list of words once. */
export function samplesOf(code: FailureCode, samples: Samples = PLAIN): readonly Failure[] {
  const kinds: readonly (readonly [string, ParamKind])[] = Object.entries(FAILURES[code]);
  const variants = Math.max(1, ...kinds.map(([, kind]) => (typeof kind === 'string' ? 1 : kind.length)));
  return Array.from({ length: variants }, (_, word) => {
    const params = Object.fromEntries(kinds.map(([name, kind]) => [name, sampleOf(kind, samples, word)]));
    const made = parseFailure({ code, params, retry: 'never' });
    if (made?.code !== code) throw new Error(`no sample of ${code}`);
    return made;
  });
}

export const CODES = Object.keys(FAILURES).filter((code): code is FailureCode => Object.hasOwn(FAILURES, code));
