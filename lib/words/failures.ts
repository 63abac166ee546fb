/**
 * What each failure says: what happened, what it means for the money, what to do. One sentence for each code of
 * domain/failures; a code without one, or a sentence without a code, does not compile.
 */
import { FAILURES, isFailureCode, type Failure, type FailureCode, type ParamKind } from '../domain/failures';
import { failureOf } from '../domain/result';
import { cashFailures } from './failures/cash';
import { engineFailures } from './failures/engine';
import { gateFailures } from './failures/gate';
import { haltFailures } from './failures/halt';
import { limitFailures } from './failures/limits';
import { modelFailures } from './failures/model';
import { armedFailures } from './failures/armed';
import { orderFailures } from './failures/order';
import { ownFailures } from './failures/own';
import { relationFailures } from './failures/relation';
import type { Sentences } from './failures/sentence';
import { signingFailures } from './failures/signing';
import { venueFailures } from './failures/venue';
import { modeFailures } from './failures/venue-mode';
import { walletFailures } from './failures/wallet';
import { plainText } from './format';

/** Exported for the test that holds it against the table of codes. */
export const failureSentences: Sentences<typeof FAILURES> = {
  ...ownFailures,
  ...walletFailures,
  ...gateFailures,
  ...limitFailures,
  ...modeFailures,
  ...haltFailures,
  ...orderFailures,
  ...armedFailures,
  ...cashFailures,
  ...signingFailures,
  ...venueFailures,
  ...engineFailures,
  ...relationFailures,
  ...modelFailures,
};

/** Longest text of others that a sentence quotes, and longest sentence of ours that one repeats. */
const MAX_QUOTE = 300;
const MAX_WORDS = 2_000;

/** The sentence of a failure. Texts of others are cleaned here, whoever wrote the failure. */
export function failure({ code, params }: Failure): string {
  // A page may outlive the version that it came with.
  if (!isFailureCode(code)) return failure(failureOf('unknown-failure', { code: String(code) }));
  const sentence: unknown = failureSentences[code];
  // The table pairs each code with its parameters; the compiler cannot carry that pairing through the index.
  return typeof sentence === 'function'
    ? String(Reflect.apply(sentence, undefined, [cleaned(code, params), failure]))
    : String(sentence);
}

function cleaned(code: FailureCode, params: object): Readonly<Record<string, unknown>> {
  const kinds: Readonly<Record<string, ParamKind>> = FAILURES[code];
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, cleanedParam(kinds[name], value)]));
}

function cleanedParam(kind: ParamKind | undefined, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  // A title cannot end its quotation and go on in our words.
  return kind === 'words' ? plainText(value, MAX_WORDS) : plainText(value, MAX_QUOTE).replaceAll('"', "'");
}
