import { describe, expect, it } from 'vitest';
import type { BookState } from '../../../../lib/domain/book';
import type { ConditionId, TokenId } from '../../../../lib/domain/ids';
import { timeMs } from '../../../../lib/domain/units';
import type { EventState } from '../../../../lib/services/relations/relations';
import { createSignals } from '../../../../lib/services/signals/signals';
import type { BooksFrame } from '../../../../lib/services/books/books';
import type { SpotPrice } from '../../../../lib/services/spot/spot';
import { conditionNamed, makePricedEvent, NOW } from '../../../kit/priced-event';
import { createFakeClock, createMemoryLog } from '../../../kit/venue';

function start() {
  const priced = makePricedEvent({ Hold: [0.3, 0.32], Cut: [0.36, 0.38], Hike: [0.31, 0.33] });
  const path = `/event/${priced.event.slug}`;
  let state: EventState = { kind: 'loading' };
  const dirty = new Set<(ids: readonly ConditionId[]) => void>();
  const changed = new Set<() => void>();
  const bad = new Set<TokenId>();
  const clock = createFakeClock(NOW);
  const settings = { marketSignals: true };
  const told = {
    frame: (_: BooksFrame): void => undefined,
    price: (_: SpotPrice): void => undefined,
    settings: () => {},
  };
  const service = createSignals({
    clock,
    log: createMemoryLog(),
    spot: {
      subscribePrice: (listener) => {
        told.price = listener;
        return () => undefined;
      },
    },
    worker: {
      api: async () => ({
        learn: () => Promise.reject(new Error('not asked')),
        leads: async () => [],
        entries: async () => ({ kind: 'no-better', n: 0 }),
      }),
      restart: async () => undefined,
    },
    settings: {
      current: () => settings,
      subscribe: (listener) => {
        told.settings = listener;
        return () => undefined;
      },
    },
    relations: {
      stateOf: () => state,
      subscribe: (listener) => {
        changed.add(listener);
        return () => changed.delete(listener);
      },
    },
    books: {
      stateOf: (token): BookState =>
        bad.has(token) ? { kind: 'bad', fault: 'mismatch', sinceMs: NOW } : priced.source.stateOf(token),
      subscribeFrames: (listener) => {
        told.frame = listener;
        return () => undefined;
      },
      subscribeDirty: (listener) => {
        dirty.add(listener);
        return () => dirty.delete(listener);
      },
    },
  });
  const woken: string[][] = [];
  service.wakes?.((topics, concerns) =>
    woken.push([...topics, ...[path, '/event/other'].filter((each) => concerns?.(each) ?? true)]),
  );
  const hold = conditionNamed(priced, 'Hold');
  return {
    priced,
    path,
    service,
    woken,
    hold,
    bad,
    told,
    settings,
    read: () => service.topics?.signals(path).markets[hold.marketId]?.['microprice'],
    touch: (ids: readonly ConditionId[]) => dirty.forEach((listener) => listener(ids)),
    ready: () => {
      state = { kind: 'ready', event: priced.event, readAtMs: NOW, problems: [] };
      for (const listener of changed) listener();
    },
  };
}

describe('signals of open pages', () => {
  it('speak once the event is read, and only of pages that are looked at', () => {
    const { service, path, read, ready } = start();
    ready();
    expect(service.topics?.signals(path).markets).toEqual({});
    service.setPages([path]);
    expect(read()).toEqual({ kind: 'value', value: 310_000, n: 2, asOfMs: NOW });
    service.setPages([]);
    expect(service.topics?.signals(path).markets).toEqual({});
  });

  it('follow an event that is read after its page was opened', () => {
    const { service, path, read, ready } = start();
    service.setPages([path]);
    expect(read()).toBeUndefined();
    ready();
    expect(read()).toMatchObject({ kind: 'value' });
  });

  it('are woken by the books of their page alone', () => {
    const { service, path, ready, touch, hold, woken } = start();
    ready();
    touch([hold.id]);
    expect(woken).toEqual([]);
    service.setPages([path]);
    touch([hold.id]);
    expect(woken).toEqual([['signals', path], expect.arrayContaining(['markets'])]);
  });

  it('take a new book, a confirmation and a fault', () => {
    const { service, path, read, ready, touch, hold, priced, bad } = start();
    ready();
    service.setPages([path]);
    const [yes] = hold.tokens;
    const book = priced.books.get(yes);
    if (!book) throw new Error('no book');
    read();
    priced.books.set(yes, { ...book, verifiedAtMs: timeMs(NOW + 700) });
    expect(read()).toMatchObject({ value: 310_000, asOfMs: NOW + 700 });
    priced.books.set(yes, { ...book, asks: [], verifiedAtMs: timeMs(NOW + 900) });
    touch([hold.id]);
    expect(read()).toEqual({ kind: 'not-enough', have: 1, need: 2 });
    bad.add(yes);
    touch([hold.id]);
    expect(read()).toEqual({ kind: 'not-enough', have: 0, need: 2 });
    bad.clear();
    priced.books.set(yes, book);
    touch([hold.id]);
    expect(read()).toMatchObject({ kind: 'value', value: 310_000 });
  });

  it('say nothing once they are switched off, and begin anew when they are on again', () => {
    const { service, path, read, ready, settings, told } = start();
    ready();
    service.setPages([path]);
    expect(read()).toMatchObject({ kind: 'value' });
    expect(service.topics?.markets(null).markets).toHaveLength(3);
    settings.marketSignals = false;
    told.settings();
    expect(read()).toBeUndefined();
    expect(service.topics?.markets(null)).toEqual({ isOn: false, isBroken: false, markets: [], more: 0 });
    settings.marketSignals = true;
    told.settings();
    expect(read()).toMatchObject({ kind: 'value' });
  });

  it('fall silent when something in them throws, and tell nobody who feeds them', () => {
    const { service, path, read, ready, told } = start();
    ready();
    service.setPages([path]);
    const frame = { receivedAtMs: NOW, conditionOf: () => null } as const;
    Object.defineProperty(frame, 'events', {
      get: () => {
        throw new Error('broken');
      },
    });
    expect(() => told.frame(frame as unknown as BooksFrame)).not.toThrow();
    expect(read()).toBeUndefined();
    expect(service.topics?.markets(null)).toMatchObject({ isBroken: true, markets: [] });
  });

  it('hear trades as the Yes token sees them', () => {
    const { service, path, ready, hold, told } = start();
    ready();
    service.setPages([path]);
    const flow = () => service.topics?.markets(null).markets[0]?.readings['quoteToTrade'];
    expect(flow()).toMatchObject({ kind: 'not-enough', have: 1 });
    const trade = { kind: 'trade', tokenId: hold.tokens[1], priceMicros: 690_000, sizeMicros: 5_000_000 } as const;
    told.frame({
      events: [{ ...trade, takerSide: 'buy', venueTimeMs: NOW } as unknown as BooksFrame['events'][number]],
      receivedAtMs: NOW,
      conditionOf: () => hold,
    });
    expect(flow()).toMatchObject({ kind: 'not-enough' });
  });
});
