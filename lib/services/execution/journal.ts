/** The execution journal: every state is on disk before the step it allows, and only then shown. */
import type { Execution } from '../../domain/execution';
import type { Result } from '../../domain/result';
import { ok } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Store } from '../../ports/store';
import { createEmitter } from '../emitter';

export interface Journal {
  load(): Promise<Result<readonly Execution[]>>;
  all(): readonly Execution[];
  get(id: string): Execution | null;
  /** Durable write first; on failure nothing changed and the caller must not go on. */
  write(execution: Execution): Promise<Result<Execution>>;
  subscribe(listener: (execution: Execution) => void): () => void;
}

export function createJournal(store: Pick<Store<Execution>, 'all' | 'put'>, clock: Clock): Journal {
  const records = new Map<string, Execution>();
  const changed = createEmitter<Execution>();
  return {
    async load() {
      const stored = await store.all();
      if (!stored.ok) return stored;
      for (const execution of stored.value) records.set(execution.id, execution);
      return stored;
    },
    all: () => [...records.values()].sort((a, b) => b.createdAtMs - a.createdAtMs),
    get: (id) => records.get(id) ?? null,
    async write(execution) {
      const stamped = { ...execution, updatedAtMs: clock.nowMs() };
      const saved = await store.put(stamped.id, stamped);
      if (!saved.ok) return saved;
      records.set(stamped.id, stamped);
      changed.emit(stamped);
      return ok(stamped);
    },
    subscribe: (listener) => changed.subscribe(listener),
  };
}
