/** What the coded reasons of relations say (domain/reasons.ts). */
import type { REASONS } from '../domain/reason-codes';
import { readCoded } from '../domain/reasons';
import { amountsReasons } from './reasons/amounts';
import { claimsReasons } from './reasons/claims';
import { constructionReasons } from './reasons/construction';
import { marketsReasons } from './reasons/markets';
import { meaningsReasons } from './reasons/meanings';
import type { ReasonSentences } from './reasons/sentence';
import { stepsReasons } from './reasons/steps';
import { textsReasons } from './reasons/texts';

/** Exported for the test that holds it against the table of codes. */
export const reasonSentences: ReasonSentences<typeof REASONS> = {
  ...textsReasons,
  ...amountsReasons,
  ...marketsReasons,
  ...claimsReasons,
  ...meaningsReasons,
  ...constructionReasons,
  ...stepsReasons,
};

/** Reasons within reasons; a file may nest them as deep as it likes. */
const MAX_DEPTH = 6;

/** The sentence of a coded reason; any other text as it is (an older version's, a user's). */
export function reasonText(line: string | number): string {
  return said(String(line), MAX_DEPTH);
}

function said(line: string, depth: number): string {
  const read = depth === 0 ? null : readCoded(line);
  if (read === null) return line;
  const sentence: unknown = reasonSentences[read.code];
  const say = (inner: string | number): string => said(String(inner), depth - 1);
  // The table pairs each code with its parameters; the compiler cannot carry that pairing through the index.
  return typeof sentence === 'function'
    ? String(Reflect.apply(sentence, undefined, [read.params, say]))
    : String(sentence);
}

const LINE = /^([a-z-]+): (.*)$/s;

/** A line of evidence: its kind as it is, then what it says. */
export function evidenceText(line: string): string {
  const [, kind, rest = ''] = LINE.exec(line) ?? [];
  return kind === undefined ? reasonText(line) : `${kind}: ${reasonText(rest)}`;
}
