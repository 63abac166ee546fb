/**
 * Feeds the books and trades of open pages to the signals and shows what they read, beside what spot prices say. Owns
 * the signals' states: one set for each condition that a page shows, from when it is first shown until no page shows it
 * any more. Advice alone: switched off or failing it says nothing, and everything else is as it would be without it.
 */
import type { Book } from '../../domain/book';
import type { Condition } from '../../domain/condition';
import { tokenOf } from '../../domain/condition';
import type { ConditionId } from '../../domain/ids';
import { parsePagePath } from '../../domain/page';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import { startSignals } from '../../signals/signals';
import type { SignalsApi } from '../../signals/worker';
import type { BooksFrame, BooksService } from '../books/books';
import { sameLevels } from '../books/levels';
import { createEmitter } from '../emitter';
import type { RelationsService } from '../relations/relations';
import type { Slice } from '../slice';
import type { SpotService } from '../spot/spot';
import type { WorkerOf } from '../worker-answers';
import { createEntries } from './entries';
import { createFairValues } from './fair-values';
import { createLeads } from './leads';
import { tradesOf } from './trades';
import { marketsView, signalsView, type Shown } from './views';

export interface SignalsService extends Slice<'signals' | 'markets'> {
  /** Replaces the pages that are looked at, by path. */
  setPages(paths: readonly string[]): void;
}

export interface SignalsOptions {
  readonly relations: Pick<RelationsService, 'stateOf' | 'subscribe'>;
  readonly books: Pick<BooksService, 'stateOf' | 'subscribeDirty' | 'subscribeFrames'>;
  readonly spot: Pick<SpotService, 'subscribePrice'>;
  readonly worker: WorkerOf<SignalsApi>;
  readonly settings: {
    current(): { readonly marketSignals: boolean };
    subscribe(listener: () => void): () => void;
  };
  readonly clock: Clock;
  readonly log: Log;
}

interface Followed extends Shown {
  told: Book | null;
}

export function createSignals({
  relations,
  books,
  spot,
  worker,
  settings,
  clock,
  log,
}: SignalsOptions): SignalsService {
  const pages = new Map<string, ReadonlySet<ConditionId>>();
  const followed = new Map<ConditionId, Followed>();
  const lifetime = new AbortController();
  const changed = createEmitter<void>();
  /** It threw: it says nothing until the next start. */
  let isBroken = false;

  const isOn = (): boolean => !isBroken && settings.current().marketSignals;
  const fair = createFairValues();
  const asked = { worker, isOn, onChange: () => changed.emit(), clock, log };
  const leads = createLeads(asked);
  const entries = createEntries(asked);

  /** Nothing that is wrong here may reach whoever tells or asks. */
  function guarded<T>(what: string, work: () => T): T | null {
    if (!isOn()) return null;
    try {
      return work();
    } catch (error) {
      isBroken = true;
      log.error('signals-broken', { what, reason: error instanceof Error ? error.message : 'unknown' });
      changed.emit();
      return null;
    }
  }

  function conditionsOf(path: string): readonly Condition[] {
    const target = parsePagePath(path);
    const state = target === null ? null : relations.stateOf(target);
    return state?.kind === 'ready' ? state.event.conditions : [];
  }

  function forget(id: ConditionId): void {
    followed.delete(id);
    leads.forget(id);
    entries.forget(id);
  }

  /** After the pages or their events changed; what is still shown keeps its state. */
  function follow(): void {
    const wanted = new Set<ConditionId>();
    for (const path of pages.keys()) {
      const conditions = conditionsOf(path).filter(({ closed, enableOrderBook }) => !closed && enableOrderBook);
      pages.set(path, new Set(conditions.map(({ id }) => id)));
      for (const condition of conditions) {
        wanted.add(condition.id);
        if (!followed.has(condition.id)) followed.set(condition.id, start(condition));
      }
    }
    for (const id of followed.keys()) if (!wanted.has(id)) forget(id);
  }

  /** Tells the signals how the book stands now. Quiet books are confirmed without an event, so views ask for it too. */
  function feed(each: Followed): void {
    const state = books.stateOf(tokenOf(each.condition, 'yes'));
    const before = each.told;
    each.told = state.kind === 'live' ? state.book : null;
    if (state.kind === 'bad') {
      if (before === null) return;
      leads.gap(each.condition.id);
      entries.gap(each.condition.id);
      each.running.take({ kind: 'gap' });
      return;
    }
    const { book } = state;
    const isNew = before === null || !isSame(before, book);
    if (!isNew && before.verifiedAtMs >= book.verifiedAtMs) return;
    each.running.take(isNew ? { kind: 'book', book } : { kind: 'confirmed', atMs: book.verifiedAtMs });
    if (!isNew) return;
    const { condition, running } = each;
    const market = fair.marketOf(condition);
    if (market !== null) leads.takeBook({ id: condition.id, pair: market.pair }, book);
    entries.take({ id: condition.id, running, fair: () => fair.valueOf(condition, clock.nowMs()) }, book);
  }

  function takeFrame(frame: BooksFrame): void {
    for (const { id, trade } of tradesOf(frame, (of) => followed.get(of)?.told ?? null))
      followed.get(id)?.running.take(trade);
    const touched = new Set<ConditionId>();
    for (const event of frame.events)
      if (event.kind === 'snapshot') touched.add(event.book.conditionId);
      else if (event.kind === 'delta') touched.add(event.conditionId);
    for (const id of touched) {
      const each = followed.get(id);
      if (each !== undefined) feed(each);
    }
  }

  const shownOn = (path: string): readonly Followed[] =>
    [...(pages.get(path) ?? [])].flatMap((id) => followed.get(id) ?? []);

  return {
    name: 'signals',
    start() {
      leads.start(lifetime.signal);
      entries.start(lifetime.signal);
    },
    setPages(paths) {
      for (const path of pages.keys()) if (!paths.includes(path)) pages.delete(path);
      for (const path of paths) if (!pages.has(path)) pages.set(path, new Set());
      follow();
    },
    topics: {
      signals(path) {
        const view = guarded('view', () => {
          const shown = shownOn(path);
          shown.forEach(feed);
          return signalsView(path, shown, { fair, nowMs: clock.nowMs() });
        });
        return view ?? { path, markets: {}, fair: {} };
      },
      markets() {
        const view = guarded('view', () => {
          const shown = [...followed.values()];
          shown.forEach(feed);
          return marketsView(shown, { fair, leads, entries, nowMs: clock.nowMs() });
        });
        const state = { isOn: settings.current().marketSignals, isBroken };
        return { ...state, ...(view ?? { markets: [], more: 0 }) };
      },
    },
    wakes(wake) {
      relations.subscribe(() => void guarded('follow', follow));
      books.subscribeFrames((frame) => void guarded('frame', () => takeFrame(frame)));
      books.subscribeDirty((ids) => {
        const moved = ids.flatMap((id) => followed.get(id) ?? []);
        if (moved.length === 0) return;
        guarded('book', () => moved.forEach(feed));
        wake(['signals'], (path) => path !== null && moved.some(({ condition }) => pages.get(path)?.has(condition.id)));
        wake(['markets']);
      });
      spot.subscribePrice((price) => {
        guarded('price', () => {
          fair.take(price);
          leads.takePrice(price);
        });
      });
      settings.subscribe(() => {
        if (!isOn()) for (const id of followed.keys()) forget(id);
        else guarded('follow', follow);
        changed.emit();
      });
      changed.subscribe(() => wake(['signals', 'markets']));
    },
    close: () => lifetime.abort(),
  };
}

function start(condition: Condition): Followed {
  return { condition, running: startSignals(), told: null };
}

function isSame(a: Book, b: Book): boolean {
  return sameLevels(a.bids, b.bids) && sameLevels(a.asks, b.asks);
}
