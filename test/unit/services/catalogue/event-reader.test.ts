/** Events that a list told of, beside those that are read by themselves. */
import { describe, expect, it } from 'vitest';
import type { VenueEvent } from '../../../../lib/domain/condition';
import type { PageTarget } from '../../../../lib/domain/page';
import { fail, ok, type Result } from '../../../../lib/domain/result';
import { priceMicros, timeMs } from '../../../../lib/domain/units';
import { createEventReader } from '../../../../lib/services/catalogue/event-reader';
import { createFacts } from '../../../../lib/services/catalogue/facts';
import { makeCondition, makeEvent } from '../../../kit/advisor-events';
import { createTestClock } from '../../../kit/clock';
import { unused } from '../../../kit/fake-relations';
import { createMemoryLog } from '../../../kit/venue';

const a = makeEvent([makeCondition({ question: 'a1' }), makeCondition({ question: 'a2' })], { slug: 'a' });
const b = makeEvent([makeCondition({ question: 'b1' })], { slug: 'b' });
const target = (slug: string): PageTarget => ({ kind: 'event', slug, marketSlug: null });

function open() {
  const clock = createTestClock(1_000_000);
  const log = createMemoryLog();
  const facts = createFacts({ clock, log });
  const answers = new Map<string, Result<VenueEvent>>([
    ['a', ok(a)],
    ['b', ok(b)],
  ]);
  const read: string[] = [];
  let changes = 0;
  const reader = createEventReader({
    market: {
      fetchEventBySlug: (slug) => {
        read.push(slug);
        return Promise.resolve(answers.get(slug) ?? fail('network', { what: 'this-event' }, 'later'));
      },
      confirmCondition: (condition) => Promise.resolve(ok(condition)),
      fetchEventByMarketSlug: unused,
      fetchActiveEvents: unused,
      fetchBooks: unused,
      fetchServerTime: unused,
      fetchGeoblock: unused,
    },
    clock,
    log,
    facts,
    onChange: () => (changes += 1),
  });
  return { clock, facts, answers, reader, changes: () => changes, reads: () => read };
}

const slugs = (events: readonly VenueEvent[]): readonly string[] => events.map(({ slug }) => slug).sort();

describe('listed events', () => {
  it('are there without a reading, may not be offered, and keep their identity while nothing changes', () => {
    const { reader, changes } = open();
    reader.list([a, b], timeMs(1_000_000));
    expect(slugs(reader.events())).toEqual(['a', 'b']);
    expect([reader.isRead(a.id), changes()]).toEqual([false, 1]);
    const before = reader.events();
    reader.list(
      [a, b].map((event) => structuredClone(event)),
      timeMs(1_000_001),
    );
    expect(reader.events().every((event) => before.includes(event))).toBe(true);
    expect(changes()).toBe(1);
    reader.list([b], timeMs(1_000_002));
    expect(slugs(reader.events())).toEqual(['b']);
  });

  it('may be offered once they were read by themselves, and no longer when nobody reads them', async () => {
    const { clock, reader } = open();
    reader.list([a, b], timeMs(1_000_000));
    reader.watch([target('a')]);
    await clock.advance(0);
    expect([reader.isRead(a.id), reader.isRead(b.id)]).toEqual([true, false]);
    expect(slugs(reader.events())).toEqual(['a', 'b']);
    reader.watch([]);
    expect(reader.isRead(a.id)).toBe(false);
    expect(slugs(reader.events())).toEqual(['a', 'b']);
  });

  it('are not believed while the event itself cannot be read', async () => {
    const { clock, answers, reader } = open();
    answers.delete('a');
    reader.list([a, b], timeMs(1_000_000));
    reader.watch([target('a')]);
    await clock.advance(0);
    expect(slugs(reader.events())).toEqual(['b']);
  });

  it('take a new tick from the feed, and a resolution from a reading of their own', async () => {
    const { clock, facts, answers, reader } = open();
    reader.list([a, b], timeMs(1_000_000));
    const [first] = a.conditions;
    if (first === undefined) throw new Error('no condition');
    facts.rowOf(first).say({
      source: 'feed',
      stampedMs: timeMs(1_000_500),
      readMs: null,
      terms: { tickMicros: priceMicros(1_000) },
    });
    facts.tell();
    const now = (): readonly VenueEvent[] => reader.events().filter(({ slug }) => slug === 'a');
    expect(now()[0]?.conditions[0]?.tickMicros).toBe(1_000);
    answers.set('a', ok({ ...a, conditions: a.conditions.map((each) => ({ ...each, closed: true, settled: true })) }));
    reader.refresh(first.id);
    await clock.advance(200);
    expect(now()[0]?.conditions.every(({ closed }) => closed)).toBe(true);
  });

  it('are read again until the venue answers, once for all that is said of them meanwhile', async () => {
    const { clock, answers, reader, reads } = open();
    reader.list([a, b], timeMs(1_000_000));
    const settled = { ...a, conditions: a.conditions.map((each) => ({ ...each, closed: true, settled: true })) };
    answers.delete('a');
    for (const { id } of a.conditions) reader.refresh(id);
    await clock.advance(1_000);
    expect(reads()).toEqual(['a']);
    answers.set('a', ok(settled));
    await clock.advance(4_500);
    expect(reads()).toEqual(['a', 'a']);
    expect(
      reader
        .events()
        .find(({ slug }) => slug === 'a')
        ?.conditions.every(({ closed }) => closed),
    ).toBe(true);
    await clock.advance(600_000);
    expect(reads()).toHaveLength(2);
  });

  it('are not asked for when nobody lists them any more', async () => {
    const { clock, answers, reader, reads } = open();
    reader.list([a, b], timeMs(1_000_000));
    answers.delete('a');
    expect([reader.refreshEvent('a'), reader.refreshEvent('unheard')]).toEqual([true, false]);
    await clock.advance(1_000);
    reader.list([b], timeMs(1_000_001));
    await clock.advance(600_000);
    expect(reads()).toEqual(['a']);
  });

  it('grow by a market that the venue opened, which ends a complete group at once', async () => {
    const { clock, answers, reader } = open();
    reader.list([a, b], timeMs(1_000_000));
    answers.set('b', ok({ ...b, conditions: [...b.conditions, makeCondition({ question: 'b2' })] }));
    reader.refreshEvent('b');
    await clock.advance(1_000);
    expect(reader.events().find(({ slug }) => slug === 'b')?.conditions).toHaveLength(2);
  });
});
