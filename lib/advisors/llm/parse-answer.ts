/** Answers of language models are hostile data: strict shapes, literal quotes, bounded sizes. */
import type { Condition } from '../../domain/condition';
import { LABELS, shownText, type Label } from './prompt';

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

export interface ProviderAnswer {
  readonly text: string;
  readonly tokens: number;
}

/** Ollama `/api/chat` with `stream: false`. */
export function parseOllama(text: string): ProviderAnswer | null {
  const raw = parseLoose(text);
  const message = raw?.['message'];
  if (
    raw === null ||
    typeof message !== 'object' ||
    message === null ||
    !('content' in message) ||
    typeof message.content !== 'string'
  )
    return null;
  return { text: message.content, tokens: count(raw['prompt_eval_count']) + count(raw['eval_count']) };
}

/** OpenAI-compatible `/chat/completions`. */
export function parseChatCompletion(text: string): ProviderAnswer | null {
  const raw = parseLoose(text);
  const choices = raw?.['choices'];
  if (raw === null || !Array.isArray(choices) || choices.length === 0) return null;
  const first = choices[0] as { readonly message?: { readonly content?: unknown } | null } | null;
  const content = first?.message?.content;
  const usage = raw['usage'] as { readonly total_tokens?: unknown } | null | undefined;
  return typeof content === 'string' ? { text: content, tokens: count(usage?.total_tokens) } : null;
}

function parseLoose(text: string): Readonly<Record<string, unknown>> | null {
  if (text.length > 1_000_000) return null;
  try {
    const raw: unknown = JSON.parse(text);
    return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
      ? (raw as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}
