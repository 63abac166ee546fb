import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';
import type { KeptSignature } from '../domain/signature';
import type { StoredMemory } from './memory/memory';
import { parseStoredSignatures } from './parse-signatures';

/** Signatures whose orders Facet has not sent, in every copy of what must not be forgotten. */
export function createSignatureStore(memory: Pick<StoredMemory, 'record' | 'keep'>) {
  return {
    load(): Promise<Result<readonly KeptSignature[]>> {
      const { value } = memory.record('signatures');
      const kept = value === undefined ? [] : parseStoredSignatures(value);
      return Promise.resolve(kept === null ? fail('signatures-unread', {}) : ok(kept));
    },
    save: (kept: readonly KeptSignature[]): Promise<Result<void>> => memory.keep('signatures', { kept }),
  };
}
