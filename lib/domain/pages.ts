/** Lists that come in pages: followed by their cursors to the length that is wanted, and no further than they lead. */
import type { Result } from './result';

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins; null on the last. */
  readonly next: string | null;
  /** Entries that the page had before those that nobody can read were left out. */
  readonly listed?: number;
}

/** Why a list was not followed further. Only after `end` is it whole. */
export type PagesEnd = 'end' | 'wanted' | 'cursor-repeats' | 'items-repeat' | 'empty-page' | 'too-many-pages';

export interface Pages<T> {
  /** In the order of the list, each once. */
  readonly items: readonly T[];
  readonly ended: PagesEnd;
  readonly pages: number;
}

export interface PagesRequest<T> {
  /** Cursor of the first page; null where it has none. */
  readonly first: string | null;
  /** Enough; the last page is kept whole. Infinity for all. */
  readonly wanted: number;
  /** Against a list without an end. */
  readonly mostPages: number;
  /** The same for the same entry: pages shift while they are read, and repeat some. */
  keyOf(item: T): string;
  fetch(cursor: string | null): Promise<Result<Page<T>>>;
}

/** Last cursor of the CLOB's lists, base64 of -1 (docs/venue.md 4); Gamma leaves the cursor out or empty. */
const END_CURSOR = 'LTE=';

/** A cursor as it stands in an answer; null where the list ends. */
export function parseCursor(raw: unknown): string | null {
  return typeof raw === 'string' && raw !== '' && raw !== END_CURSOR && raw.length <= 2_000 ? raw : null;
}

/** How long a page is, is the venue's affair: a short one does not end the list. Fails when a page fails. */
export async function followPages<T>(request: PagesRequest<T>): Promise<Result<Pages<T>>> {
  const items = new Map<string, T>();
  const asked = new Set<string | null>();
  let cursor = request.first;
  for (;;) {
    asked.add(cursor);
    const page = await request.fetch(cursor);
    if (!page.ok) return page;
    const before = items.size;
    for (const item of page.value.items) {
      const key = request.keyOf(item);
      if (!items.has(key)) items.set(key, item);
    }
    const ended = ending(page.value, { asked, grew: items.size > before, isEnough: items.size >= request.wanted });
    if (ended !== null) return { ok: true, value: { items: [...items.values()], ended, pages: asked.size } };
    if (asked.size >= request.mostPages)
      return { ok: true, value: { items: [...items.values()], ended: 'too-many-pages', pages: asked.size } };
    cursor = page.value.next;
  }
}

interface SoFar {
  readonly asked: ReadonlySet<string | null>;
  /** The page had something that no page before had. */
  readonly grew: boolean;
  readonly isEnough: boolean;
}

function ending<T>({ items, next, listed = items.length }: Page<T>, { asked, grew, isEnough }: SoFar): PagesEnd | null {
  if (next === null) return 'end';
  if (isEnough) return 'wanted';
  if (listed === 0) return 'empty-page';
  if (asked.has(next)) return 'cursor-repeats';
  // Entries that nobody could read may be news; those that were read and known are none.
  return grew || items.length === 0 ? null : 'items-repeat';
}
