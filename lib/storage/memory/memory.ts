/**
 * One writer for what must not be forgotten. A change goes to the journal's database first (durable, in one transaction
 * with the record that it is about), then behind it to storage.local and to the third copy. Only the first is waited
 * for before an order may be sent; a browser that dies in between leaves the others one step behind, which the next
 * start can tell from an older copy put back (copy.ts).
 *
 *   unread --load: all agree--> whole --change--> whole
 *          --load: anything else--> damaged (on disk too) --acknowledge--> whole
 */
import type { Execution } from '../../domain/execution';
import { isFinished } from '../../domain/execution';
import { fail, ok, type Result } from '../../domain/result';
import type { Memory } from '../../ports/memory';
import type { Store } from '../../ports/store';
import { parseStoredExecution } from '../parse-execution';
import { compareCopies, type Reading, type Readings } from './compare';
import { FORMAT, NO_RECORDS, seal, unsealed, type Content, type CopyPlace, type LocalKey, type Unsealed } from './copy';
import type { Place } from './places';
import { restore, withoutBodies, type Findings, type TieMark, type TieReading } from './restore';
import { createTally, type Tally } from './tally';

export interface JournalPlace {
  read(): Promise<unknown>;
  records(): Promise<readonly (readonly [key: string, value: unknown])[]>;
  /** One durable transaction. */
  write(copy: unknown, put: readonly (readonly [key: string, value: unknown])[]): Promise<void>;
}

export interface TiePlace {
  read(): Promise<TieReading>;
  /** From now on each decision raises the mark; `onWrite` is told after it. */
  stamp(mark: TieMark, onWrite: (writes: number) => void): Promise<void>;
}

export interface MemoryParts {
  readonly local: Place & { records(): Promise<NonNullable<Findings['local']>> };
  readonly copy: Place;
  readonly journal: JournalPlace;
  readonly ties: TiePlace;
  readonly newId: () => string;
  readonly nowMs: () => number;
}

export interface StoredMemory extends Memory {
  /** A record of storage.local as it was written; `known` is false where it should be there and is not. */
  record(key: LocalKey): { readonly value: unknown; readonly known: boolean };
  keep(key: LocalKey, value: unknown): Promise<Result<void>>;
  readonly executions: Pick<Store<Execution>, 'all' | 'put'>;
}

/** Unresolved ones are always copied; of those that ended badly so many, the newest. */
const MOST_PARTIAL = 20;
const NONE: Readonly<Record<CopyPlace, number>> = { journal: 0, local: 0, copy: 0 };
const EMPTY: Content = { local: {}, open: [], journal: NO_RECORDS, tieWrites: 0, damage: null, aside: [] };

export function createMemory(parts: MemoryParts): StoredMemory {
  let now: Unsealed = { format: FORMAT, id: '', seq: 0, known: NONE, content: EMPTY };
  let known = { ...NONE };
  let read = false;
  /** Null while the journal cannot be read. */
  let records: Map<string, Execution> | null = null;
  let tally: Tally | null = null;
  let writing: Promise<unknown> = Promise.resolve();
  let mirroring: Promise<unknown> = Promise.resolve();

  /** To one place, what holds now; false when the place refused. */
  async function mirrorTo(place: 'local' | 'copy'): Promise<boolean> {
    const { seq } = now;
    if (known[place] >= seq) return true;
    try {
      await parts[place].write(await seal({ ...now, known: { ...known } }));
      known = { ...known, [place]: seq };
      return true;
    } catch {
      return false;
    }
  }

  /** One after the other, in the order of the places; answers when storage.local has it. */
  function mirror(): Promise<boolean> {
    const local = mirroring.then(() => mirrorTo('local'));
    mirroring = local.then(() => mirrorTo('copy'));
    return local;
  }

  interface Change {
    readonly edit: (content: Content) => Content;
    readonly put?: readonly (readonly [string, unknown])[];
    /** Whether a copy outside the journal's database is good enough when that one refuses. */
    readonly elsewhere: boolean;
    /** Once it is in the journal's database, before the next change. */
    readonly written?: () => void;
  }

  function change({ edit, put = [], elsewhere, written }: Change): Promise<boolean> {
    const work = writing.then(async (): Promise<boolean> => {
      const counted = await tally?.after({ put });
      const content = edit(now.content);
      const next = {
        ...now,
        seq: now.seq + 1,
        content: { ...content, journal: counted?.sum ?? content.journal },
      };
      try {
        await parts.journal.write(await seal({ ...next, known: { ...known } }), put);
        known = { ...known, journal: next.seq };
        counted?.take();
        written?.();
        now = next;
        const mirrored = mirror();
        // The user's word is in two places before it is called kept; an order waits for the first alone.
        if (elsewhere) await mirrored;
        return true;
      } catch {
        if (!elsewhere) return false;
        const before = now;
        now = { ...next, content: { ...content, journal: before.content.journal } };
        if (await mirror()) return true;
        now = before;
        return false;
      }
    });
    writing = work.catch(() => undefined);
    return work;
  }

  async function load(): Promise<void> {
    const found = await readEverything(parts);
    const { content, put, changed } = restore(found);
    const best = found.verdict.kind === 'none' ? null : found.verdict.best;
    // A new epoch where none can be relied on; above every number that was seen, whatever came to harm.
    now = {
      format: FORMAT,
      id: best?.id ?? parts.newId(),
      seq: found.highest,
      known: NONE,
      content,
    };
    known = { ...found.seen };
    tally = found.tally;
    const aside = new Set(content.aside);
    const all = found.records === null ? null : new Map([...found.records, ...put]);
    records =
      all === null
        ? null
        : new Map(
            [...all].flatMap(([key, raw]) => {
              const record = aside.has(key) ? null : parseStoredExecution(raw);
              return record === null ? [] : [[key, record] as const];
            }),
          );
    const tieWrites = Math.max(1, content.tieWrites, found.ties?.mark?.writes ?? 0);
    await stampTies(now.id, tieWrites, found);
    if (changed || tieWrites !== content.tieWrites || best === null)
      await change({
        edit: (before) => ({ ...before, tieWrites, open: records === null ? before.open : openOf(records) }),
        put,
        elsewhere: true,
      });
    else void mirror();
    read = true;
  }

  async function stampTies(id: string, writes: number, { ties }: Findings): Promise<void> {
    if (ties === null) return;
    const onWrite = (next: number): void =>
      void change({ edit: (content) => ({ ...content, tieWrites: next }), elsewhere: true });
    try {
      await parts.ties.stamp({ id, writes, sum: ties.sum }, onWrite);
    } catch {
      // The next start finds no mark, or an old one, and says so.
    }
  }

  return {
    async load() {
      try {
        await load();
      } catch {
        // Stays unread, so nothing can be ordered.
      }
    },
    isRead: () => read,
    damage: () => now.content.damage,
    async acknowledge() {
      if (!read) return unwritten();
      const kept = await change({ edit: (content) => ({ ...content, damage: null }), elsewhere: true });
      return kept ? ok(undefined) : fail('memory-unsaved', {}, 'later');
    },
    record(key) {
      const value = now.content.local[key] ?? undefined;
      const guardsMoney = key === 'settings' || key === 'guard';
      const isLost = !read || (guardsMoney && now.content.damage?.limits === 'strictest');
      return { value, known: value !== undefined || !isLost };
    },
    async keep(key, value) {
      if (!read) return unwritten();
      const edit = (content: Content): Content => {
        const { [key]: _before, ...rest } = content.local;
        return { ...content, local: value === null ? rest : { ...rest, [key]: value } };
      };
      return (await change({ edit, elsewhere: true })) ? ok(undefined) : unwritten();
    },
    executions: {
      all: () =>
        Promise.resolve(
          records === null
            ? fail('storage-failed', { doing: 'read-journal', error: 'UnknownError' }, 'later')
            : ok([...records.values()]),
        ),
      async put(key, execution) {
        const all = records;
        if (!read || all === null) return unwritten();
        const done = await change({
          edit: (content) => ({ ...content, open: openOf(new Map(all).set(key, execution)) }),
          put: [[key, execution]],
          elsewhere: false,
          written: () => void all.set(key, execution),
        });
        return done ? ok(undefined) : unwritten();
      },
    },
  };
}

function unwritten(): Result<never> {
  return fail('storage-failed', { doing: 'write', error: 'UnknownError' }, 'later');
}

function openOf(records: ReadonlyMap<string, Execution>): readonly Execution[] {
  const live = [...records.values()].filter(({ mode }) => mode === 'live');
  const partial = live
    .filter((each) => isFinished(each) && each.state === 'partial')
    .sort((a, b) => b.createdAtMs - a.createdAtMs)
    .slice(0, MOST_PARTIAL);
  return [...live.filter((each) => !isFinished(each)), ...partial].map(withoutBodies);
}

interface Everything extends Findings {
  readonly tally: Tally | null;
  readonly seen: Record<CopyPlace, number>;
  /** The highest number of any copy that could be read. */
  readonly highest: number;
}

async function readEverything(parts: MemoryParts): Promise<Everything> {
  const [journal, local, copy, records, ties, plain] = await Promise.all([
    readingOf(parts.journal),
    readingOf(parts.local),
    readingOf(parts.copy),
    orNull(parts.journal.records()),
    orNull(parts.ties.read()),
    orNull(parts.local.records()),
  ]);
  const readings: Readings = { journal, local, copy };
  const tally = records === null ? null : await createTally(records);
  const copies = [journal, local, copy].flatMap((reading) => (reading.kind === 'intact' ? [reading.copy] : []));
  const seen = { ...NONE };
  const verdict = compareCopies(readings);
  const epoch = verdict.kind === 'none' ? null : (verdict.best?.id ?? null);
  for (const place of ['journal', 'local', 'copy'] as const) {
    const reading = readings[place];
    if (reading.kind === 'intact' && reading.copy.id === epoch) seen[place] = reading.copy.seq;
  }
  return {
    verdict,
    records: records === null ? null : new Map(records),
    tally,
    sum: tally?.sum() ?? NO_RECORDS,
    local: plain,
    halts: [...copies.map(({ content }) => content.local.halt), plain?.halt],
    signatures: copies.map(({ content }) => content.local.signatures),
    ties,
    nowMs: parts.nowMs(),
    seen,
    highest: Math.max(0, ...copies.map(({ seq }) => seq)),
  };
}

async function readingOf(place: { read(): Promise<unknown> }): Promise<Reading> {
  try {
    const value = await place.read();
    if (value === undefined) return { kind: 'absent' };
    const copy = await unsealed(value);
    return copy === null ? { kind: 'changed' } : { kind: 'intact', copy };
  } catch {
    return { kind: 'unreadable' };
  }
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch {
    return null;
  }
}
