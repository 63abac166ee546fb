/**
 * The register of relations and its durable copy. Decisions are on disk before they count; what advisors say follows
 * when there is time.
 */
import type { RelationEntry } from '../../domain/relation';
import type { Failure, Result } from '../../domain/result';
import { fail, failureOf } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { RelationStore } from '../../ports/relation-store';
import { EMPTY_REGISTER, type RelationRegister } from '../../relations/lifecycle';

/** What nobody decided about is forgotten this long after it was last heard of. */
const FORGET_MS = 30 * 86_400_000;

export interface DurableRegister {
  current(): RelationRegister;
  /**
   * Why the stored decisions are not known; null when they are. Nothing but the venue's own construction may be used
   * then.
   */
  problem(): Failure | null;
  /** Stands in the store and cannot be read; it may be a rejection, so the tie is neither used nor written over. */
  isUnreadable(id: string): boolean;
  unreadable(): number;
  load(): Promise<void>;
  /** Takes a new register over at once and writes it behind. */
  update(next: RelationRegister): void;
  /**
   * Writes first; on failure nothing changed. `change` is asked when every earlier write is done, with the register as
   * it is then.
   */
  commit(change: (register: RelationRegister) => Result<readonly RelationEntry[]>): Promise<Result<void>>;
}

export function createRegister(options: {
  readonly store: RelationStore;
  readonly clock: Clock;
  readonly log: Log;
}): DurableRegister {
  const { store, clock, log } = options;
  let register: RelationRegister = EMPTY_REGISTER;
  let problem: Failure | null = failureOf('relations-reading', {}, 'later');
  let unreadable: ReadonlySet<string> = new Set();
  const unwritten = new Set<string>();
  let writing: Promise<void> = Promise.resolve();

  function note(said: RelationRegister): void {
    // What was decided about these cannot be read: they are not used, and what stands on disk is not written over.
    const next = unreadable.size === 0 ? said : new Map([...said].filter(([id]) => !unreadable.has(id)));
    for (const [id, entry] of next) if (register.get(id) !== entry) unwritten.add(id);
    for (const id of register.keys()) if (!next.has(id)) unwritten.add(id);
    register = next;
  }

  async function flush(): Promise<void> {
    if (unwritten.size === 0 || problem !== null) return;
    const batch = [...unwritten];
    unwritten.clear();
    // As the register says now, not as it said when it was noted: a decision written since must not be covered by what
    // came before it.
    const written = await store.write(changesOf(batch.map((id) => [id, register.get(id) ?? null] as const)));
    if (written.ok) return;
    log.warn('relations-unwritten', { entries: batch.length, code: written.error.code });
    for (const id of batch) unwritten.add(id);
  }

  return {
    current: () => register,
    problem: () => problem,
    isUnreadable: (id) => unreadable.has(id),
    unreadable: () => unreadable.size,
    async load() {
      const loaded = await store.load();
      if (!loaded.ok) {
        problem = failureOf('relations-unreadable', { cause: loaded.error }, 'later');
        log.error('relations-unreadable', { code: loaded.error.code });
        return;
      }
      problem = null;
      unreadable = new Set(loaded.value.unreadable);
      if (unreadable.size > 0) log.error('relations-partly-unreadable', { entries: unreadable.size });
      const now = clock.nowMs();
      const stored = new Map(loaded.value.entries.map((entry) => [entry.relation.id, entry] as const));
      const kept = new Map(
        [...stored].filter(([, entry]) => isDecided(entry) || now - (entry.history.at(-1)?.atMs ?? 0) < FORGET_MS),
      );
      // What was said before the register was read is said again by the next sweep.
      register = stored;
      note(kept);
      writing = writing.then(flush);
      await writing;
    },
    update(next) {
      note(next);
      writing = writing.then(flush);
    },
    commit(change) {
      const work = writing.then(async (): Promise<Result<void>> => {
        if (problem !== null) return fail('decision-unkept', { because: problem }, 'later');
        const changed = change(register);
        if (!changed.ok) return changed;
        if (changed.value.some(({ relation }) => unreadable.has(relation.id))) return fail('decision-unreadable', {});
        const written = await store.write({ put: changed.value, remove: [] });
        // What advisors said meanwhile stays; only the decided entries are replaced.
        if (written.ok)
          register = new Map([...register, ...changed.value.map((entry) => [entry.relation.id, entry] as const)]);
        return written;
      });
      writing = work.then(() => undefined);
      return work;
    },
  };
}

/** The venue's construction is derived anew at each start; only the user's word about it is kept. */
function changesOf(batch: readonly (readonly [string, RelationEntry | null])[]): {
  readonly put: readonly RelationEntry[];
  readonly remove: readonly string[];
} {
  return {
    put: batch.flatMap(([, entry]) =>
      entry !== null && (entry.relation.source !== 'structure' || isDecided(entry)) ? [entry] : [],
    ),
    remove: batch.flatMap(([id, entry]) => (entry === null ? [id] : [])),
  };
}

/** The user accepted or rejected it at some time. */
export function isDecided(entry: RelationEntry): boolean {
  return entry.history.some((step) => step.status === 'accepted' || step.status === 'rejected');
}
