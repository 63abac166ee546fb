/** Answers of language models are hostile data: strict shapes, literal quotes, bounded sizes. */
import type { Condition } from '../../domain/condition';
import type { Label } from '../../ports/model';
import { LABELS, shownText } from './prompt';

export interface RelationAnswer {
  readonly label: Label;
  readonly firstQuote: string;
  readonly secondQuote: string;
  readonly reason: string;
}

export interface WorldAnswer {
  readonly possible: boolean;
  readonly world: string;
}

const MAX_ANSWER = 8_000;
const MIN_QUOTE = 12;
const MAX_QUOTE = 400;
const MAX_PROSE = 600;

export function parseRelationAnswer(text: string): RelationAnswer | null {
  const raw = parseObject(text, ['label', 'firstQuote', 'secondQuote', 'reason']);
  if (raw === null) return null;
  const label = LABELS.find((known) => known === raw['label']);
  const { firstQuote, secondQuote, reason } = raw;
  if (
    label === undefined ||
    !isText(firstQuote, MAX_QUOTE) ||
    !isText(secondQuote, MAX_QUOTE) ||
    !isText(reason, MAX_PROSE)
  )
    return null;
  return { label, firstQuote, secondQuote, reason };
}

export function parseWorldAnswer(text: string): WorldAnswer | null {
  const raw = parseObject(text, ['possible', 'world']);
  if (raw === null || typeof raw['possible'] !== 'boolean' || !isText(raw['world'], MAX_PROSE)) return null;
  return { possible: raw['possible'], world: raw['world'] };
}

function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value.length <= most;
}

/** Exactly one JSON object with exactly these keys; prose around it, code fences and extra keys are refused. */
function parseObject(text: string, keys: readonly string[]): Readonly<Record<string, unknown>> | null {
  if (text.length > MAX_ANSWER) return null;
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null;
  const own = Object.keys(raw);
  return own.length === keys.length && own.every((key) => keys.includes(key))
    ? (raw as Readonly<Record<string, unknown>>)
    : null;
}

/** Whether the quote stands in the market's text, character by character, and is long enough to mean something. */
export function quoteStands(quote: string, condition: Condition): boolean {
  const shown = shownText(condition);
  return (
    quote.trim().length >= MIN_QUOTE &&
    [shown.title, shown.label, shown.rules, shown.source].some((text) => text.includes(quote))
  );
}
