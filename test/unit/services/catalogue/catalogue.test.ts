import { describe, expect, it } from 'vitest';
import type { ConditionId } from '../../../../lib/domain/ids';
import type { PageTarget } from '../../../../lib/domain/page';
import { fail, ok } from '../../../../lib/domain/result';
import type { Settings } from '../../../../lib/protocol/settings';
import { DEFAULT_SETTINGS } from '../../../../lib/protocol/settings';
import type { EventPage, MarketData } from '../../../../lib/ports/market-data';
import { createWatchlist } from '../../../../lib/services/catalogue/catalogue';
import { makeCondition, makeEvent } from '../../../kit/advisor-events';
import { createTestClock } from '../../../kit/clock';
import type { FakeRelations } from '../../../kit/fake-relations';
import { fakeRelations, unused } from '../../../kit/fake-relations';

const events = ['a', 'b', 'c', 'd'].map((slug) => makeEvent([makeCondition({ question: slug })], { slug }));

/** 80 events by pages of 25, whatever is asked for. */
const MANY = Array.from({ length: 80 }, (_, index) =>
  makeEvent([makeCondition({ question: `many ${index}` })], { slug: `many-${index}` }),
);

function pagesOf25(cursor: string | null): EventPage {
  const from = Number(cursor ?? 0);
  return { events: MANY.slice(from, from + 25), nextCursor: from + 25 < MANY.length ? String(from + 25) : null };
}

function start(failures = 0, pageOf: (cursor: string | null) => EventPage = () => ({ events, nextCursor: null })) {
  const clock = createTestClock(0);
  let asked = 0;
  let targets: readonly PageTarget[] = [];
  let focus: ReadonlySet<ConditionId> = new Set();
  let settings: Settings = { ...DEFAULT_SETTINGS, watchTopEvents: 3 };
  const relations: FakeRelations = {
    ...fakeRelations([], () => events.filter(({ slug }) => targets.some((target) => target.slug === slug))),
    watch(next) {
      targets = next;
    },
  };
  const market: MarketData = {
    fetchActiveEvents: (cursor) =>
      Promise.resolve((asked += 1) > failures ? ok(pageOf(cursor)) : fail('network', { what: 'events' }, 'later')),
    fetchEventBySlug: unused,
    fetchEventByMarketSlug: unused,
    confirmCondition: unused,
    fetchBooks: unused,
    fetchServerTime: unused,
    fetchGeoblock: unused,
  };
  const watchlist = createWatchlist({
    market,
    relations,
    watchBooks: (_conditions, options) => {
      focus = options.focus;
    },
    settings: () => settings,
    clock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  return {
    clock,
    watchlist,
    slugs: () => targets.map(({ slug }) => slug),
    focus: () => focus,
    read: () => relations.bring([]),
    set(patch: Partial<Settings>) {
      settings = { ...settings, ...patch };
      watchlist.settingsChanged();
    },
  };
}

describe('the watch list', () => {
  it('takes on the most traded events one after the other, up to the number that the user chose', async () => {
    const { clock, watchlist, slugs, set } = start();
    watchlist.start();
    await clock.advance(0);
    expect(slugs()).toEqual(['a']);
    await clock.advance(400);
    expect(slugs()).toEqual(['a', 'b']);
    await clock.advance(10_000);
    expect(slugs()).toEqual(['a', 'b', 'c']);
    set({ watchTopEvents: 4 });
    expect(slugs()).toEqual(['a', 'b', 'c', 'd']);
    set({ watchTopEvents: 1 });
    expect(slugs()).toEqual(['a']);
  });

  it('follows the list of the most traded as far as the user chose, and further when that grows', async () => {
    const { clock, watchlist, slugs, set } = start(0, pagesOf25);
    watchlist.start();
    await clock.advance(10_000);
    expect(slugs()).toHaveLength(3);
    set({ watchTopEvents: 60 });
    await clock.advance(30_000);
    expect(slugs()).toEqual(MANY.slice(0, 60).map(({ slug }) => slug));
  });

  it('reads the event of an open page at once', async () => {
    const { clock, watchlist, slugs } = start();
    watchlist.setPages(['/event/d']);
    expect(slugs()).toEqual(['d']);
    watchlist.start();
    await clock.advance(10_000);
    expect(slugs()).toEqual(['d', 'a', 'b', 'c']);
  });

  it('looks first at a page whose event was watched before, without another reading', async () => {
    const { clock, watchlist, focus, read } = start();
    watchlist.start();
    await clock.advance(10_000);
    read();
    expect([...focus()]).toEqual([]);
    watchlist.setPages(['/event/b']);
    expect([...focus()]).toEqual(events[1]?.conditions.map(({ id }) => id));
  });

  it('asks again soon when the venue does not say what is traded', async () => {
    const { clock, watchlist, slugs } = start(2);
    watchlist.start();
    await clock.advance(19_000);
    expect(slugs()).toEqual([]);
    await clock.advance(3_000);
    expect(slugs()).toEqual(['a', 'b', 'c']);
  });
});
