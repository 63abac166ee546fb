import { describe, expect, it } from 'vitest';
import type { VenueEvent } from '../../../../lib/domain/condition';
import type { ConditionId } from '../../../../lib/domain/ids';
import type { PageTarget } from '../../../../lib/domain/page';
import { fail, ok } from '../../../../lib/domain/result';
import { timeMs } from '../../../../lib/domain/units';
import type { Settings } from '../../../../lib/protocol/settings';
import { DEFAULT_SETTINGS } from '../../../../lib/protocol/settings';
import type { ListStore, StoredList } from '../../../../lib/ports/list-store';
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

function start(
  failures = 0,
  pageOf: (cursor: string | null) => EventPage = () => ({ events, nextCursor: null }),
  copies?: ListStore,
) {
  const clock = createTestClock(0);
  let asked = 0;
  let targets: readonly PageTarget[] = [];
  let listed: readonly VenueEvent[] = [];
  let focus: ReadonlySet<ConditionId> = new Set();
  let order: readonly string[] = [];
  const newcomers = new Map<string, VenueEvent>();
  let settings: Settings = { ...DEFAULT_SETTINGS, watchMarkets: 3 };
  const relations: FakeRelations = {
    ...fakeRelations([], () => [
      ...events.filter(({ slug }) => targets.some((target) => target.slug === slug)),
      ...listed,
    ]),
    watch(next) {
      targets = next;
    },
    list(next) {
      listed = next;
    },
  };
  const market: MarketData = {
    fetchActiveEvents: (cursor) =>
      Promise.resolve((asked += 1) > failures ? ok(pageOf(cursor)) : fail('network', { what: 'events' }, 'later')),
    fetchEventBySlug: (slug) => {
      const event = newcomers.get(slug);
      return Promise.resolve(event === undefined ? fail('network', { what: 'this-event' }, 'later') : ok(event));
    },
    fetchEventByMarketSlug: unused,
    confirmCondition: unused,
    fetchBooks: unused,
    fetchServerTime: unused,
    fetchGeoblock: unused,
  };
  const watchlist = createWatchlist({
    market,
    relations,
    watchBooks: (conditions, options) => {
      order = conditions.map(({ question }) => question);
      focus = options.focus;
    },
    settings: () => settings,
    ...(copies === undefined ? {} : { copies }),
    clock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  return {
    clock,
    watchlist,
    newcomers,
    slugs: () => targets.map(({ slug }) => slug),
    listed: () => listed.map(({ slug }) => slug),
    asked: () => asked,
    focus: () => focus,
    order: () => order,
    read: () => relations.bring([]),
    set(patch: Partial<Settings>) {
      settings = { ...settings, ...patch };
      watchlist.settingsChanged();
    },
  };
}

function copiesOf(readAtMs: number) {
  const saved: StoredList[] = [];
  const copies: ListStore = {
    load: () => Promise.resolve(ok({ readAtMs: timeMs(readAtMs), events: events.slice(0, 3) })),
    save(list) {
      saved.push(list);
      return Promise.resolve(ok(undefined));
    },
  };
  return { copies, saved };
}

describe('the copy of the list', () => {
  it('is looked at while the venue does not answer, and replaced by what it says', async () => {
    const { copies, saved } = copiesOf(0);
    const { clock, watchlist, listed, set } = start(1, undefined, copies);
    set({ watchMarkets: 10 });
    watchlist.start();
    await clock.advance(0);
    expect([listed(), saved]).toEqual([['a', 'b', 'c'], []]);
    await clock.advance(10_000);
    expect(listed()).toEqual(['a', 'b', 'c', 'd']);
    expect(saved.map((each) => each.events.map(({ slug }) => slug))).toEqual([['a', 'b', 'c', 'd']]);
  });

  it('is not used when it is older than three days', async () => {
    const { copies } = copiesOf(-4 * 86_400_000);
    const { clock, watchlist, listed } = start(1, undefined, copies);
    watchlist.start();
    await clock.advance(0);
    expect(listed()).toEqual([]);
  });
});

describe('the watch list', () => {
  it('lists the most traded events, as many markets as the user chose', async () => {
    const { clock, watchlist, slugs, listed, set } = start();
    watchlist.start();
    await clock.advance(0);
    expect(listed()).toEqual(['a', 'b', 'c']);
    expect(slugs()).toEqual([]);
    set({ watchMarkets: 4 });
    await clock.advance(0);
    expect(listed()).toEqual(['a', 'b', 'c', 'd']);
    set({ watchMarkets: 1 });
    expect(listed()).toEqual(['a']);
  });

  it('follows the pages as far as the user chose, and further when that grows', async () => {
    const { clock, watchlist, listed, asked, set } = start(0, pagesOf25);
    watchlist.start();
    await clock.advance(10_000);
    expect(listed()).toHaveLength(3);
    expect(asked()).toBe(1);
    set({ watchMarkets: 60 });
    await clock.advance(30_000);
    expect(listed()).toEqual(MANY.slice(0, 60).map(({ slug }) => slug));
    expect(asked()).toBe(1 + 3);
  });

  it('leaves out an event that does not fit as a whole', async () => {
    const large = makeEvent(
      ['x', 'y', 'z'].map((question) => makeCondition({ question })),
      { slug: 'large' },
    );
    const [a, b, c, d] = events;
    const all = [a, large, b, c, d].flatMap((event) => event ?? []);
    const { clock, watchlist, listed } = start(0, () => ({ events: all, nextCursor: null }));
    watchlist.start();
    await clock.advance(0);
    expect(listed()).toEqual(['a', 'b', 'c']);
  });

  it('reads the event of an open page at once, and those of which something is offered', async () => {
    const { clock, watchlist, slugs, listed } = start();
    watchlist.setPages(['/event/d']);
    expect(slugs()).toEqual(['d']);
    watchlist.start();
    await clock.advance(10_000);
    expect(listed()).toEqual(['a', 'b', 'c']);
    watchlist.setOffered(['b', 'd']);
    expect(slugs()).toEqual(['d', 'b']);
    watchlist.setOffered([]);
    expect(slugs()).toEqual(['d']);
  });

  it('needs open pages most, then what stands in a group, then what stands alone', async () => {
    const pair = makeEvent(
      ['x', 'y'].map((question) => makeCondition({ question })),
      { slug: 'pair' },
    );
    const all = [...events, pair];
    const { clock, watchlist, order, read, set } = start(0, () => ({ events: all, nextCursor: null }));
    set({ watchMarkets: 10 });
    watchlist.start();
    await clock.advance(0);
    watchlist.setPages(['/event/b']);
    read();
    expect([...new Set(order())]).toEqual(['b', 'x', 'y', 'a', 'c', 'd']);
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
    const { clock, watchlist, listed } = start(2);
    watchlist.start();
    await clock.advance(19_000);
    expect(listed()).toEqual([]);
    await clock.advance(3_000);
    expect(listed()).toEqual(['a', 'b', 'c']);
  });

  it('looks at an event that the venue opened meanwhile, while there is room', async () => {
    const { clock, watchlist, listed, newcomers, set } = start();
    const fresh = makeEvent([makeCondition({ question: 'fresh' })], { slug: 'fresh' });
    newcomers.set('fresh', fresh);
    watchlist.start();
    await clock.advance(0);
    watchlist.opened('fresh');
    await clock.advance(1_000);
    expect(listed()).toEqual(['a', 'b', 'c']);
    set({ watchMarkets: 5 });
    await clock.advance(0);
    for (const slug of ['fresh', 'fresh', 'never']) watchlist.opened(slug);
    await clock.advance(600_000);
    expect(listed()).toEqual(['a', 'b', 'c', 'd', 'fresh']);
  });
});
