/** Whether only what reduces is sent, and since when results count, in every copy of what must not be forgotten. */
import * as z from 'zod/mini';
import { parseFailure } from '../domain/parse-failure';
import type { Failure, Result } from '../domain/result';
import { fail, failureOf, ok } from '../domain/result';
import type { StoredMemory } from './memory/memory';

interface Guard {
  readonly because: Failure | null;
  readonly sinceMs: number;
  readonly open: readonly string[];
}

const schema = z.object({ because: z.unknown(), sinceMs: z.int().check(z.gte(0)), open: z.array(z.string()) });

/** With nothing forgiven: every result of the journal counts. */
const UNREADABLE: Guard = { because: failureOf('guard-unreadable', {}), sinceMs: 0, open: [] };

export function parseGuard(stored: unknown): Guard {
  if (stored === undefined || stored === null) return { because: null, sinceMs: 0, open: [] };
  const read = schema.safeParse(stored);
  if (!read.success) return UNREADABLE;
  const { because, sinceMs, open } = read.data;
  if (because === null) return { because, sinceMs, open };
  return { because: parseFailure(because) ?? UNREADABLE.because, sinceMs, open };
}

export function createGuardStore(memory: Pick<StoredMemory, 'record' | 'keep'>) {
  return {
    load(): Promise<Guard> {
      const { value, known } = memory.record('guard');
      return Promise.resolve(known ? parseGuard(value) : UNREADABLE);
    },
    async save(guard: Guard): Promise<Result<void>> {
      const kept = await memory.keep('guard', guard);
      return kept.ok ? ok(undefined) : fail('guard-unsaved', {}, 'later');
    },
  };
}
