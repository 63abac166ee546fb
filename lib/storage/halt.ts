import type { Failure, Result } from '../domain/result';
import { fail, ok } from '../domain/result';
import type { StoredMemory } from './memory/memory';
import { parseHalt, UNREADABLE_HALT } from './parse-halt';

/** The user's stop, in every copy: it outlives the worker and the browser, and only `save(null)` takes it away. */
export function createHaltStore(memory: Pick<StoredMemory, 'record' | 'keep'>) {
  return {
    /** Why nothing may be sent, or null. Never throws: what cannot be read counts as a stop. */
    load(): Promise<Failure | null> {
      const { value, known } = memory.record('halt');
      return Promise.resolve(known ? parseHalt(value) : UNREADABLE_HALT);
    },
    async save(reason: Failure | null): Promise<Result<void>> {
      const kept = await memory.keep('halt', reason);
      return kept.ok ? ok(undefined) : fail('halt-unsaved', {}, 'later');
    },
  };
}
