/** The user's stop: it outlives the worker, nothing passes it, and only the user's own word lifts it. */
import type { Failure, Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { Log } from '../../ports/log';

export interface HaltStore {
  /** Gives a reason for what cannot be read. */
  load(): Promise<Failure | null>;
  save(reason: Failure | null): Promise<Result<void>>;
}

export interface Halt {
  load(): Promise<void>;
  reason(): Failure | null;
  /** Aborted by the next stop. */
  signal(): AbortSignal;
  /** Stops at once; the answer tells whether that was written down. */
  stop(reason: Failure): Promise<Result<void>>;
  /** Lifts the stops before it; one that cannot be taken off the disk stays. */
  lift(): Promise<Result<void>>;
}

export function createHalt(store: HaltStore, log: Log): Halt {
  let halted: Failure | null = null;
  let current = new AbortController();
  /** How often stop was pressed: a "Resume" lifts only the stops before it. */
  let stops = 0;
  let writing: Promise<void> = Promise.resolve();

  /** One write of the stop after the other; `wanted` is asked in its turn. */
  function write(reason: Failure | null, wanted: () => boolean): Promise<Result<void>> {
    const work = writing.then(() => (wanted() ? store.save(reason) : ok(undefined)));
    writing = work.then(() => undefined);
    return work;
  }

  return {
    async load() {
      halted = await store.load();
    },
    reason: () => halted,
    signal: () => current.signal,
    async stop(reason) {
      halted = reason;
      stops += 1;
      current.abort();
      current = new AbortController();
      const kept = await write(reason, () => true);
      if (!kept.ok) log.error('halt-unsaved', { code: kept.error.code });
      return kept;
    },
    async lift() {
      const lifts = stops;
      const lifted = await write(null, () => stops === lifts);
      if (!lifted.ok) return fail('halt-kept', {}, 'later');
      if (stops !== lifts) return fail('stopped-again', {});
      halted = null;
      return lifted;
    },
  };
}
