/**
 * Feeds the books of open pages to the signals and shows what they read. Owns the signals' states: one set for each
 * condition that a page shows, from when it is first shown until no page shows it any more.
 */
import type { Book } from '../../domain/book';
import type { Condition } from '../../domain/condition';
import { tokenOf } from '../../domain/condition';
import { parsePagePath } from '../../domain/page';
import { signals, type Running } from '../../signals/signals';
import type { BooksService } from '../books/books';
import { sameLevels } from '../books/levels';
import type { RelationsService } from '../relations/relations';
import type { Slice } from '../slice';
import { signalsView } from './views';

export interface SignalsService extends Slice<'signals'> {
  /** Replaces the pages that are looked at, by path. */
  setPages(paths: readonly string[]): void;
}

interface Followed {
  readonly condition: Condition;
  readonly running: ReadonlyMap<string, Running>;
  /** What the signals were told last; null: nothing, or that there is a gap. */
  told: Book | null;
}

export function createSignals({
  relations,
  books,
}: {
  readonly relations: Pick<RelationsService, 'stateOf' | 'subscribe'>;
  readonly books: Pick<BooksService, 'stateOf' | 'subscribeDirty'>;
}): SignalsService {
  const pages = new Map<string, ReadonlySet<string>>();
  const followed = new Map<string, Followed>();

  function conditionsOf(path: string): readonly Condition[] {
    const target = parsePagePath(path);
    const state = target === null ? null : relations.stateOf(target);
    return state?.kind === 'ready' ? state.event.conditions : [];
  }

  /** After the pages or their events changed; what is still shown keeps its state. */
  function follow(): void {
    const wanted = new Set<string>();
    for (const path of pages.keys()) {
      const conditions = conditionsOf(path).filter(({ closed, enableOrderBook }) => !closed && enableOrderBook);
      pages.set(path, new Set(conditions.map(({ id }) => id)));
      for (const condition of conditions) {
        wanted.add(condition.id);
        if (!followed.has(condition.id)) followed.set(condition.id, start(condition));
      }
    }
    for (const id of followed.keys()) if (!wanted.has(id)) followed.delete(id);
  }

  /** Tells the signals how the book stands now. Quiet books are confirmed without an event, so views ask for it too. */
  function feed(each: Followed): void {
    const state = books.stateOf(tokenOf(each.condition, 'yes'));
    const before = each.told;
    each.told = state.kind === 'live' ? state.book : null;
    for (const running of each.running.values()) {
      if (state.kind === 'bad') {
        if (before !== null) running.take({ kind: 'gap' });
      } else if (before === null || !isSame(before, state.book)) running.take({ kind: 'book', book: state.book });
      else if (before.verifiedAtMs < state.book.verifiedAtMs)
        running.take({ kind: 'confirmed', atMs: state.book.verifiedAtMs });
    }
  }

  return {
    name: 'signals',
    setPages(paths) {
      for (const path of pages.keys()) if (!paths.includes(path)) pages.delete(path);
      for (const path of paths) if (!pages.has(path)) pages.set(path, new Set());
      follow();
    },
    topics: {
      signals(path) {
        const shown = [...(pages.get(path) ?? [])].flatMap((id) => followed.get(id) ?? []);
        shown.forEach(feed);
        return signalsView(path, shown);
      },
    },
    wakes(wake) {
      relations.subscribe(follow);
      books.subscribeDirty((ids) => {
        const moved = ids.flatMap((id) => followed.get(id) ?? []);
        if (moved.length === 0) return;
        moved.forEach(feed);
        wake(['signals'], (path) => path !== null && moved.some(({ condition }) => pages.get(path)?.has(condition.id)));
      });
    },
  };
}

function start(condition: Condition): Followed {
  return { condition, running: new Map(signals.map((signal) => [signal.id, signal.start()] as const)), told: null };
}

function isSame(a: Book, b: Book): boolean {
  return sameLevels(a.bids, b.bids) && sameLevels(a.asks, b.asks);
}
