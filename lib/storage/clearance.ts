/** Which accounts may send real baskets, in every copy of what must not be forgotten. */
import type { Clearance } from '../domain/clearance';
import type { Result } from '../domain/result';
import type { StoredMemory } from './memory/memory';
import { parseClearances } from './parse-clearance';

export function createClearanceStore(memory: Pick<StoredMemory, 'record' | 'keep'>) {
  return {
    /** What cannot be read clears nobody. */
    load: (): Promise<readonly Clearance[]> => Promise.resolve(parseClearances(memory.record('clearance').value)),
    save: (clearances: readonly Clearance[]): Promise<Result<void>> => memory.keep('clearance', clearances),
  };
}
