/**
 * Why a relation is held or doubted, as a code with parameters. It is kept, exported and put into certificates as one
 * line of text, the code and then its parameters as JSON (`no-year {"window":"by June"}`); lib/words/reasons says it.
 * A parameter may be such a line itself.
 */
import { REASONS } from './reason-codes';

export type ReasonCode = keyof typeof REASONS;
/** Texts of others are cleaned before they become a parameter (clean-text.ts). */
export type ReasonParams<Code extends ReasonCode> = Readonly<Record<(typeof REASONS)[Code][number], string | number>>;
type Params<Code extends ReasonCode> = (typeof REASONS)[Code] extends readonly []
  ? readonly []
  : readonly [params: ReasonParams<Code>];

/** The line of a reason. */
export function coded<Code extends ReasonCode>(code: Code, ...params: Params<Code>): string {
  const [given] = params;
  return given === undefined ? code : [code, JSON.stringify(given)].join(' ');
}

export interface CodedReason {
  readonly code: ReasonCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Null for any other text: what a user or an older version wrote, a newer code, parameters that are not those. */
export function readCoded(line: string): CodedReason | null {
  const [, code = '', json] = CODED.exec(line) ?? [];
  if (!isReasonCode(code)) return null;
  const names: readonly string[] = REASONS[code];
  if (json === undefined) return names.length === 0 ? { code, params: {} } : null;
  const params = paramsOf(json);
  if (params === null || names.some((name) => !Object.hasOwn(params, name))) return null;
  return { code, params };
}

const CODED = /^([a-z][a-z-]*)(?: (\{.*\}))?$/s;

function isReasonCode(code: string): code is ReasonCode {
  return Object.hasOwn(REASONS, code);
}

function paramsOf(json: string): Readonly<Record<string, string | number>> | null {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof raw !== 'object' || raw === null) return null;
  const entries: [string, string | number][] = [];
  for (const [name, value] of Object.entries(raw)) {
    if (typeof value !== 'string' && typeof value !== 'number') return null;
    entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}

/** What a line of evidence holds. */
type EvidenceKind =
  'rule' | 'parse' | 'disagreement' | 'quote' | 'reason' | 'model' | 'market' | 'event' | 'group' | 'not-complete';

/** `kind: text`, where the text may be a coded reason. */
export function evidence(kind: EvidenceKind, text: string): string {
  return [`${kind}:`, text].join(' ');
}
