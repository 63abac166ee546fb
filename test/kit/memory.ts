/** Places of the memory that live in this process and can be damaged or told to fail between two starts. */
import type { JournalPlace, StoredMemory } from '../../lib/storage/memory/memory';
import { createMemory } from '../../lib/storage/memory/memory';
import { LOCAL_KEYS, NO_RECORDS, type Copy } from '../../lib/storage/memory/copy';
import type { TieMark } from '../../lib/storage/memory/restore';

/** What is on disk. Everything is JSON, as files are. */
export interface MemoryDisk {
  /** storage.local by key. */
  local: Record<string, unknown>;
  journal: { memory: unknown; executions: Record<string, unknown> };
  copy: unknown;
  ties: TieMark | null;
  /** Places that refuse to be written, or to be read. */
  refuses: Set<'local' | 'journal' | 'copy' | 'ties'>;
  unreadable: Set<'local' | 'journal' | 'copy' | 'ties'>;
}

export function emptyDisk(): MemoryDisk {
  return {
    local: {},
    journal: { memory: undefined, executions: {} },
    copy: undefined,
    ties: null,
    refuses: new Set(),
    unreadable: new Set(),
  };
}

/** A second disk with the same on it. */
export function copyOf(disk: MemoryDisk): MemoryDisk {
  return { ...structuredClone({ ...disk }), refuses: new Set(), unreadable: new Set() };
}

const json = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

function seqOf(copy: unknown): number {
  return typeof copy === 'object' && copy !== null && 'seq' in copy ? Number(copy.seq) : 0;
}

/**
 * One life of the background over the disk, or over another journal; loaded. Its writes have reached the disk once
 * `settled` resolves.
 */
export async function startMemory(
  disk: MemoryDisk,
  journal: JournalPlace | null = null,
): Promise<{
  readonly memory: StoredMemory;
  /** Everything that was begun is on disk. */
  settled(): Promise<void>;
}> {
  let ids = 0;
  const check = (place: 'local' | 'journal' | 'copy' | 'ties', how: 'refuses' | 'unreadable'): void => {
    if (disk[how].has(place)) throw new Error(`${place} ${how}`);
  };
  const memory = createMemory({
    local: {
      async records() {
        check('local', 'unreadable');
        return structuredClone(disk.local);
      },
      async read() {
        check('local', 'unreadable');
        const { memory: sealed } = disk.local;
        if (sealed === undefined) return undefined;
        const copy = structuredClone(sealed) as Copy;
        const local = Object.fromEntries(
          LOCAL_KEYS.flatMap((key) => (disk.local[key] === undefined ? [] : [[key, disk.local[key]]])),
        );
        return { ...copy, content: { ...copy.content, local } };
      },
      async write(copy) {
        check('local', 'refuses');
        const { local, ...content } = copy.content;
        const { 'settings-saved': saved } = disk.local;
        disk.local = json({ 'settings-saved': saved, ...local, memory: { ...copy, content } }) as typeof disk.local;
      },
    },
    copy: {
      async read() {
        check('copy', 'unreadable');
        return disk.copy;
      },
      async write(copy) {
        check('copy', 'refuses');
        disk.copy = json(copy);
      },
    },
    journal: journal ?? {
      async read() {
        check('journal', 'unreadable');
        return disk.journal.memory;
      },
      async records() {
        check('journal', 'unreadable');
        return Object.entries(structuredClone(disk.journal.executions));
      },
      async write(copy, put) {
        check('journal', 'refuses');
        disk.journal = structuredClone({
          memory: json(copy),
          executions: { ...disk.journal.executions, ...(json(Object.fromEntries(put)) as object) },
        });
      },
    },
    ties: {
      async read() {
        check('ties', 'unreadable');
        return { mark: disk.ties, sum: disk.ties?.sum ?? NO_RECORDS };
      },
      async stamp(mark) {
        check('ties', 'refuses');
        disk.ties = mark;
      },
    },
    newId: () => `epoch-${Math.random()}-${(ids += 1)}`,
    nowMs: () => 1_000,
  });
  await memory.load();
  return {
    memory,
    async settled() {
      // Digests are made in other threads: a turn is one digest of our own, so that turns last as long as theirs do
      // however busy the machine is.
      for (let turn = 0; turn < 2_000; turn += 1) {
        await crypto.subtle.digest('SHA-256', new Uint8Array(1));
        await new Promise((resolve) => setImmediate(resolve));
        const newest = Math.max(seqOf(disk.journal.memory), seqOf(disk.local['memory']));
        const copied = disk.refuses.has('copy') || seqOf(disk.copy) === newest;
        const local = disk.refuses.has('local') || seqOf(disk.local['memory']) === newest;
        if (copied && local && turn > 20) return;
      }
      throw new Error('the copies never agreed');
    },
  };
}
