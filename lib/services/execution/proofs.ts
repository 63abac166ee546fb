/** Proofs of what is shown, read once each: views are made without waiting. Owns what was read. */
import type { Certificate } from '../../domain/basket';
import type { CertificateHash } from '../../domain/ids';
import type { Result } from '../../domain/result';
import { createEmitter } from '../emitter';

/** Executions on screen are few. */
const KEPT = 64;

export interface Proofs {
  /** null while it is read, and when it is not kept any more. */
  of(hash: CertificateHash): Certificate | null;
  /** Told when one was read. */
  subscribe(listener: () => void): () => void;
}

export function createProofs(store: {
  get(hash: CertificateHash): Promise<Result<{ readonly certificate: Certificate } | null>>;
}): Proofs {
  const read = new Map<CertificateHash, Certificate | null>();
  const changed = createEmitter<void>();

  async function fetch(hash: CertificateHash): Promise<void> {
    const found = await store.get(hash);
    // What could not be read is asked for again with the next view.
    if (!found.ok) read.delete(hash);
    else if (found.value !== null) {
      read.set(hash, found.value.certificate);
      changed.emit();
    }
  }

  return {
    of(hash) {
      const known = read.get(hash);
      if (known !== undefined) return known;
      read.set(hash, null);
      for (const oldest of read.keys()) {
        if (read.size <= KEPT) break;
        read.delete(oldest);
      }
      void fetch(hash);
      return null;
    },
    subscribe: (listener) => changed.subscribe(listener),
  };
}
