/** A journal of executions or cash-outs: every state is on disk before the step it allows, and only then shown. */
import type { Execution } from '../../domain/execution';
import type { Result } from '../../domain/result';
import { ok } from '../../domain/result';
import type { TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Store } from '../../ports/store';
import { createEmitter } from '../emitter';

interface Dated {
  readonly id: string;
  readonly createdAtMs: TimeMs;
  readonly updatedAtMs: TimeMs;
}

export interface Journal<T extends Dated = Execution> {
  load(): Promise<Result<readonly T[]>>;
  all(): readonly T[];
  get(id: string): T | null;
  /** Durable write first; on failure nothing changed and the caller must not go on. */
  write(record: T): Promise<Result<T>>;
  subscribe(listener: (record: T) => void): () => void;
}

export function createJournal<T extends Dated = Execution>(
  store: Pick<Store<T>, 'all' | 'put'>,
  clock: Clock,
): Journal<T> {
  const records = new Map<string, T>();
  const changed = createEmitter<T>();
  return {
    async load() {
      const stored = await store.all();
      if (!stored.ok) return stored;
      for (const record of stored.value) records.set(record.id, record);
      return stored;
    },
    all: () => [...records.values()].sort((a, b) => b.createdAtMs - a.createdAtMs),
    get: (id) => records.get(id) ?? null,
    async write(record) {
      const stamped = { ...record, updatedAtMs: clock.nowMs() };
      const saved = await store.put(stamped.id, stamped);
      if (!saved.ok) return saved;
      records.set(stamped.id, stamped);
      changed.emit(stamped);
      return ok(stamped);
    },
    subscribe: (listener) => changed.subscribe(listener),
  };
}
