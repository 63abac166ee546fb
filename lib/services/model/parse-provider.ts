/** What the endpoints of language models send back: hostile data. */
import type { ModelAnswer } from '../../ports/model';

/** Ollama `/api/chat` with `stream: false`. */
export function parseOllama(text: string): ModelAnswer | null {
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
export function parseChatCompletion(text: string): ModelAnswer | null {
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
