/** Text frames to JSON, within a size that bounds the work which a hostile one can cause. */
import type { Result } from '../../domain/result';
import { ok } from '../../domain/result';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export type FrameProblem = 'a frame over the size limit' | 'a frame that is not JSON';

export function parseFrame(text: string, maxChars: number): Result<unknown, FrameProblem> {
  if (text.length > maxChars) return { ok: false, error: 'a frame over the size limit' };
  try {
    const json: unknown = JSON.parse(text);
    return ok(json);
  } catch {
    return { ok: false, error: 'a frame that is not JSON' };
  }
}

/** A frame is one message or a list of them. */
export function messagesOf(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? json : [json];
}
