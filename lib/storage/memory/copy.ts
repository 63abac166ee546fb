/**
 * One copy of what must not be forgotten: limits, stop, model settings, the unfinished sets of bets, and what is needed
 * to know journal and ties for complete. Copies are small and whole, so that one is enough to restore the others.
 *
 * A copy is sealed: `digest` is over all the rest of it. `id` is the epoch, made once for each profile; `seq` is raised
 * with every change. `known` says what was certainly on disk elsewhere when this copy was written: a place that holds
 * less was put back or damaged, and one that merely missed the newest write (the browser died in between) was not.
 */
import type { MemoryDamage } from '../../ports/memory';

export const FORMAT = 'facet-memory/1';

/** Places that hold a whole copy, in the order in which they are written. */
export const COPY_PLACES = ['journal', 'local', 'copy'] as const;
export type CopyPlace = (typeof COPY_PLACES)[number];

/** Keys of storage.local that each copy holds as they were written. */
export const LOCAL_KEYS = ['settings', 'halt', 'model', 'signatures', 'clearance', 'guard'] as const;
export type LocalKey = (typeof LOCAL_KEYS)[number];
export type LocalRecords = Readonly<Partial<Record<LocalKey, unknown>>>;

/** How many records there are, and a digest of them that does not depend on their order. */
export interface TallySum {
  readonly count: number;
  readonly digest: string;
}

export interface Content {
  readonly local: LocalRecords;
  /** Records of live sets of bets that are not at their end, or at a bad one, as in the journal. */
  readonly open: readonly unknown[];
  readonly journal: TallySum;
  /** How often a decision about ties was written; 0 before the first start with a mark. */
  readonly tieWrites: number;
  readonly damage: MemoryDamage | null;
  /** Records in the journal whose end nobody knows: kept as they are, neither used nor shown. */
  readonly aside: readonly string[];
}

export interface Unsealed {
  readonly format: typeof FORMAT;
  readonly id: string;
  readonly seq: number;
  readonly known: Readonly<Record<CopyPlace, number>>;
  readonly content: Content;
}

export interface Copy extends Unsealed {
  readonly digest: string;
}

export const NO_RECORDS: TallySum = { count: 0, digest: '0'.repeat(16) };

export async function seal(copy: Unsealed): Promise<Copy> {
  return { ...copy, digest: await digestOf(bare(copy)) };
}

/** The copy when its seal holds; null for anything else. */
export async function unsealed(value: unknown): Promise<Copy | null> {
  if (!isCopy(value)) return null;
  return (await digestOf(bare(value))) === value.digest ? value : null;
}

/** Hex sha-256 of the value as JSON with sorted keys: a browser's store may give keys back in another order. */
export async function digestOf(value: unknown): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sortedJson(value)));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bare({ format, id, seq, known, content }: Unsealed): Unsealed {
  return { format, id, seq, known, content };
}

/** Enough to read the seal by; what the seal covers was written by us. */
function isCopy(value: unknown): value is Copy {
  if (typeof value !== 'object' || value === null) return false;
  const { format, id, seq, known, content, digest }: Partial<Record<keyof Copy, unknown>> = value;
  return (
    format === FORMAT &&
    typeof id === 'string' &&
    Number.isSafeInteger(seq) &&
    typeof known === 'object' &&
    known !== null &&
    typeof content === 'object' &&
    content !== null &&
    typeof digest === 'string'
  );
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
