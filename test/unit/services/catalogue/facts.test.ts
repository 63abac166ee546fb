import { describe, expect, it } from 'vitest';
import { priceMicros, sizeMicros } from '../../../../lib/domain/units';
import type { SaidAt, TermsSource } from '../../../../lib/services/catalogue/facts';
import { createFacts } from '../../../../lib/services/catalogue/facts';
import { createTestClock } from '../../../kit/clock';
import { condition, createMemoryLog } from '../../../kit/venue';

const A = condition(1);
const NOW = 1_000_000;

function start() {
  const clock = createTestClock(NOW);
  const facts = createFacts({ clock, log: createMemoryLog() });
  const row = facts.rowOf(A);
  const told: string[] = [];
  facts.subscribe((ids) => told.push(...ids));
  const tick = (source: TermsSource, micros: number, at: Partial<SaidAt>): number => {
    row.say({ source, stampedMs: null, readMs: null, ...at, terms: { tickMicros: priceMicros(micros) } });
    return row.terms.tickMicros;
  };
  return { clock, facts, row, tick, told };
}

describe('the terms of a market', () => {
  it('are those of the newest venue time, whatever came last', () => {
    const { tick } = start();
    expect(tick('feed', 1_000, { stampedMs: NOW - 500 })).toBe(1_000);
    expect(tick('feed', 10_000, { stampedMs: NOW - 900 })).toBe(1_000);
    expect(tick('book', 10_000, { stampedMs: NOW - 600, readMs: NOW })).toBe(1_000);
    expect(tick('book', 100, { stampedMs: NOW - 400, readMs: NOW })).toBe(100);
  });

  it('take an answer without a time for as old as its question, and never before a newer stamp', () => {
    const { tick } = start();
    expect(tick('clob', 1_000, { readMs: NOW - 300 })).toBe(1_000);
    // The frame left the venue before the question: the answer knew of it.
    expect(tick('feed', 10_000, { stampedMs: NOW - 400 })).toBe(1_000);
    expect(tick('feed', 10_000, { stampedMs: NOW - 200 })).toBe(10_000);
    expect(tick('gamma', 1_000, { readMs: NOW - 250 })).toBe(10_000);
    expect(tick('clob', 1_000, { readMs: NOW - 100 })).toBe(1_000);
    // A quiet book's own time is old, but it was read after all that.
    expect(tick('book', 100, { stampedMs: NOW - 90_000, readMs: NOW - 50 })).toBe(100);
  });

  it('ignore a tick that is not said, keep the others apart, and tell each change once', () => {
    const { facts, row, tick, told } = start();
    expect(tick('gamma', 0, { readMs: NOW })).toBe(10_000);
    row.say({ source: 'clob', stampedMs: null, readMs: NOW - 10, terms: { minSizeMicros: sizeMicros(15_000_000) } });
    row.say({ source: 'clob', stampedMs: null, readMs: NOW - 20, terms: { acceptingOrders: false } });
    expect(row.terms).toMatchObject({ tickMicros: 10_000, minSizeMicros: 15_000_000, acceptingOrders: false });
    facts.tell();
    facts.tell();
    expect(told).toEqual([A.id]);
    expect(facts.apply(A)).toMatchObject({ minSizeMicros: 15_000_000, acceptingOrders: false });
    expect(facts.apply(condition(2)).id).toBe(condition(2).id);
  });

  it('go on when our clock is set back', async () => {
    const { tick } = start();
    expect(tick('clob', 1_000, { readMs: NOW + 60_000 })).toBe(1_000);
    expect(tick('clob', 10_000, { readMs: NOW })).toBe(10_000);
  });
});
