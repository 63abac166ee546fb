/**
 * The book of relations and its durable copy. Decisions are on disk before they count; what advisors say follows when
 * there is time.
 */
import type { Result } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { RelationBook, RelationEntry, RelationStore } from '../../ports/relation-logic';

/** What nobody decided about is forgotten this long after it was last heard of. */
const FORGET_MS = 30 * 86_400_000;

export interface Keeper {
  book(): RelationBook;
  /**
   * Why the stored decisions are not known; null when they are. Nothing but the venue's own construction may be used
   * then.
   */
  problem(): string | null;
  load(): Promise<void>;
  /** Takes a new book over at once and writes it behind. */
  update(next: RelationBook): void;
  /**
   * Writes first; on failure nothing changed. `change` is asked when every earlier write is done, with the book as it
   * is then.
   */
  commit(change: (book: RelationBook) => Result<readonly RelationEntry[]>): Promise<Result<void>>;
}

export function createKeeper(options: {
  readonly store: RelationStore;
  readonly clock: Clock;
  readonly log: Log;
}): Keeper {
  const { store, clock, log } = options;
  let book: RelationBook = new Map();
  let problem: string | null = 'Your decisions about relations are being read.';
  const unwritten = new Set<string>();
  let writing: Promise<void> = Promise.resolve();

  function note(next: RelationBook): void {
    for (const [id, entry] of next) if (book.get(id) !== entry) unwritten.add(id);
    for (const id of book.keys()) if (!next.has(id)) unwritten.add(id);
    book = next;
  }

  async function flush(): Promise<void> {
    if (unwritten.size === 0 || problem !== null) return;
    const batch = [...unwritten];
    unwritten.clear();
    // As the book says now, not as it said when it was noted: a decision written since must not be covered by what came
    // before it.
    const written = await store.write(changesOf(batch.map((id) => [id, book.get(id) ?? null] as const)));
    if (written.ok) return;
    log.warn('relations-unwritten', { entries: batch.length, code: written.error.code });
    for (const id of batch) unwritten.add(id);
  }

  return {
    book: () => book,
    problem: () => problem,
    async load() {
      const loaded = await store.load();
      if (!loaded.ok) {
        problem = `${loaded.error.message} Your accepted and rejected relations are not known, so only Polymarket's own groups are used.`;
        log.error('relations-unreadable', { code: loaded.error.code });
        return;
      }
      problem = null;
      const now = clock.nowMs();
      const stored = new Map(loaded.value.map((entry) => [entry.relation.id, entry] as const));
      const kept = new Map(
        [...stored].filter(([, entry]) => isDecided(entry) || now - (entry.history.at(-1)?.atMs ?? 0) < FORGET_MS),
      );
      // What was said before the book was read is said again by the next sweep.
      book = stored;
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
        if (problem !== null)
          return {
            ok: false,
            error: { code: 'relations-unreadable', message: `${problem} Nothing was changed.`, retry: 'later' },
          };
        const changed = change(book);
        if (!changed.ok) return changed;
        const written = await store.write({ put: changed.value, remove: [] });
        // What advisors said meanwhile stays; only the decided entries are replaced.
        if (written.ok) book = new Map([...book, ...changed.value.map((entry) => [entry.relation.id, entry] as const)]);
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
