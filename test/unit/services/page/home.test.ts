import { describe, expect, it } from 'vitest';
import type { BooksSnapshot } from '../../../../lib/services/books/trust';
import type { Opportunity } from '../../../../lib/services/opportunities/opportunities';
import { timeMs } from '../../../../lib/domain/units';
import { DEFAULT_SETTINGS } from '../../../../lib/protocol/settings';
import { createHome } from '../../../../lib/services/page/home';
import { certify, makeGap, NOW } from '../../../kit/priced-event';

async function start(snapshot: Partial<BooksSnapshot> = {}) {
  const priced = makeGap();
  const { certified } = await certify(priced);
  const opportunity: Opportunity = {
    id: priced.component.key,
    component: priced.component,
    certified,
    asOfMs: timeMs(NOW - 4_000),
    firstSeenAtMs: NOW,
    passesThresholds: true,
    upperMicros: null,
  };
  const shows = { tiles: true };
  const list = { current: [opportunity] as readonly Opportunity[] };
  const listeners = new Set<() => void>();
  const home = createHome({
    opportunities: {
      all: () => list.current,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    relations: { events: () => [priced.event] },
    books: { snapshotFor: () => ({ books: new Map(), oldestVerifiedAtMs: NOW, faults: [], ...snapshot }) },
    settings: { current: () => ({ ...DEFAULT_SETTINGS, showTiles: shows.tiles }) },
  });
  const woken: (readonly string[])[] = [];
  home.wakes?.((topics) => woken.push(topics));
  return {
    priced,
    opportunity,
    list,
    shows,
    view: () => home.topics?.home(null),
    tell: () => listeners.forEach((listener) => listener()),
    woken,
  };
}

describe('what lists of events are told', () => {
  it('names the event of each opportunity once, with what it brings and the age of its books', async () => {
    const { priced, opportunity, list, view, tell, woken } = await start();
    const event = {
      eventSlug: priced.event.slug,
      edgeMicros: opportunity.certified.certificate.edgeAtLimitsMicros,
      asOfMs: NOW,
      passesThresholds: true,
    };
    expect(view()).toEqual({ events: [event] });
    list.current = [opportunity, { ...opportunity, id: 'other' }];
    expect(view()).toEqual({ events: [event] });
    list.current = [];
    tell();
    expect(woken).toEqual([['home']]);
    expect(view()).toEqual({ events: [] });
  });

  it('makes nothing look younger than its last scan where a book is at fault', async () => {
    const { view } = await start({ oldestVerifiedAtMs: null });
    expect(view()?.events[0]?.asOfMs).toBe(NOW - 4_000);
  });

  it('say nothing where the user wants no marks', async () => {
    const { view, shows } = await start();
    expect(view()?.events).not.toEqual([]);
    shows.tiles = false;
    expect(view()).toEqual({ events: [] });
  });
});
