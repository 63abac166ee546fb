import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Book } from '../../../lib/domain/book';
import { makePricedEvent } from '../../kit/priced-event';
import { priceMicros, sizeMicros, timeMs } from '../../../lib/domain/units';
import type { MarketEvent } from '../../../lib/signals/events';
import { microprice } from '../../../lib/signals/microstructure/microprice';
import { signals, startSignals } from '../../../lib/signals/signals';

type Side = readonly (readonly [number, number])[];

const [some] = makePricedEvent({ A: [0.4, 0.5], B: [0.5, 0.6] }).books.values();
if (!some) throw new Error('the event has books');
const plain: Book = some;

function book(bids: Side, asks: Side): Book {
  const levels = (side: Side) =>
    side.map(([price, size]) => ({ priceMicros: priceMicros(price), sizeMicros: sizeMicros(size) }));
  return { ...plain, bids: levels(bids), asks: levels(asks), verifiedAtMs: timeMs(1_000) };
}

function after(...events: readonly MarketEvent[]): ReturnType<typeof microprice.read> {
  let state: Parameters<typeof microprice.read>[0] = null;
  for (const event of events) state = microprice.update(state, event);
  return microprice.read(state, 0);
}

describe('the microprice', () => {
  it('is the middle between equal sizes and leans to the side with fewer shares', () => {
    expect(after({ kind: 'book', book: book([[480_000, 1_000_000]], [[520_000, 1_000_000]]) })).toEqual({
      kind: 'value',
      value: 500_000,
      n: 2,
      asOfMs: 1_000,
    });
    // 300 shares wanted, 100 offered: three quarters of the way to the ask.
    expect(after({ kind: 'book', book: book([[480_000, 300_000_000]], [[520_000, 100_000_000]]) })).toMatchObject({
      value: 510_000,
    });
  });

  it('needs both sides, and says what it has', () => {
    expect(after()).toEqual({ kind: 'not-enough', have: 0, need: 2 });
    expect(after({ kind: 'book', book: book([[480_000, 1]], []) })).toEqual({ kind: 'not-enough', have: 1, need: 2 });
    expect(after({ kind: 'book', book: book([[530_000, 1]], [[520_000, 1]]) })).toEqual({
      kind: 'not-enough',
      have: 0,
      need: 2,
    });
    expect(microprice.minimum).toBe(2);
  });

  it('grows no younger by an older confirmation, and forgets over a gap', () => {
    const first = { kind: 'book', book: book([[480_000, 1]], [[520_000, 1]]) } as const;
    expect(after(first, { kind: 'confirmed', atMs: timeMs(2_000) })).toMatchObject({ value: 500_000, asOfMs: 2_000 });
    expect(after(first, { kind: 'confirmed', atMs: timeMs(500) })).toMatchObject({ asOfMs: 1_000 });
    expect(after(first, { kind: 'gap' })).toMatchObject({ kind: 'not-enough' });
    expect(after(first, { kind: 'gap' }, { kind: 'confirmed', atMs: timeMs(2_000) })).toMatchObject({ have: 0 });
  });

  it('lies between bid and ask, whatever the sizes (property)', () => {
    const size = fc.integer({ min: 1, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_998 }),
        fc.integer({ min: 1, max: 999_999 }),
        size,
        size,
        (a, b, p, q) => {
          fc.pre(a < b);
          const reading = after({ kind: 'book', book: book([[a, p]], [[b, q]]) });
          if (reading.kind !== 'value') throw new Error('both sides are there');
          expect(reading.value).toBeGreaterThanOrEqual(a);
          expect(reading.value).toBeLessThanOrEqual(b);
        },
      ),
    );
  });
});

describe('the list of signals', () => {
  it('has each id once, and each starts with too little data', () => {
    expect(new Set(signals.map(({ id }) => id)).size).toBe(signals.length);
    for (const signal of signals)
      expect(startSignals().read(signal.id, 0)).toEqual({ kind: 'not-enough', have: 0, need: signal.minimum });
  });
});
