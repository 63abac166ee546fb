/** One page of a list of the CLOB. */
import type { VenueThing } from '../../../domain/failures';
import { parseCursor } from '../../../domain/pages';
import type { Result } from '../../../domain/result';
import { ok } from '../../../domain/result';
import { isJsonObject } from '../../socket/json';
import { badAnswer } from './parse';

/** `{data, next_cursor}` of every list of the CLOB. */
export function parsePage(
  raw: unknown,
  what: VenueThing,
): Result<{ readonly rows: readonly unknown[]; readonly next: string | null }> {
  if (!isJsonObject(raw) || !Array.isArray(raw['data'])) return badAnswer(what, 'data');
  return ok({ rows: raw['data'] as readonly unknown[], next: parseCursor(raw['next_cursor']) });
}
