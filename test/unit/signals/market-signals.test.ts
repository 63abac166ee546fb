/** Signals of one market by hand-made events: values, the least data from which they speak, gaps, hostile books. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Book, Level } from '../../../lib/domain/book';
import { parseConditionId, parseTokenId } from '../../../lib/domain/ids';
import { priceMicros, sizeMicros, timeMs } from '../../../lib/domain/units';
import type { MarketEvent } from '../../../lib/signals/events';
import { signals, startSignals } from '../../../lib/signals/signals';
import { marketSignals } from '../../../lib/words/market-signals';
import { runs } from '../../kit/property';

type Side = readonly (readonly [price: number, size: number])[];
const [tokenId, conditionId] = [parseTokenId('1'), parseConditionId(`0x${'1'.repeat(64)}`)];
const START = 1_800_000_000_000;

function bookAt(atMs: number, bids: Side, asks: Side): MarketEvent {
  if (tokenId === null || conditionId === null) throw new Error('ids');
  const side = (levels: Side): readonly Level[] =>
    levels.map(([price, size]) => ({
      priceMicros: priceMicros(Math.round(price * 1e6)),
      sizeMicros: sizeMicros(Math.round(size * 1e6)),
    }));
  const time = timeMs(START + atMs);
  const times = { venueTimeMs: time, receivedAtMs: time, verifiedAtMs: time };
  const book: Book = {
    tokenId,
    conditionId,
    bids: side(bids),
    asks: side(asks),
    tickMicros: priceMicros(10_000),
    hash: '',
    ...times,
  };
  return { kind: 'book', book };
}
const trade = (atMs: number, side: 1 | -1 | 0, shares: number): MarketEvent => ({
  kind: 'trade',
  ...{ atMs: timeMs(START + atMs), side, shares, price: 0.5 },
});

function after(id: string, events: readonly MarketEvent[], nowMs = 0) {
  const running = startSignals();
  for (const event of events) running.take(event);
  return running.read(id, START + nowMs);
}

describe('signals of one market', () => {
  it('each have words', () => {
    expect(Object.keys(marketSignals).sort()).toEqual(signals.map(({ id }) => id).sort());
  });

  it('read the shape of the book at once, and nothing of a book that is crossed or has one side', () => {
    const book = bookAt(
      0,
      [
        [0.4, 300],
        [0.39, 100],
      ],
      [
        [0.42, 100],
        [0.43, 100],
      ],
    );
    expect(after('imbalance1', [book])).toMatchObject({ kind: 'value', value: 0.5 });
    expect(after('imbalance3', [book])).toMatchObject({ value: (400 - 200) / 600 });
    expect(after('bidGradient', [book])).toMatchObject({ value: expect.closeTo(10_000, 6) });
    for (const bad of [bookAt(0, [[0.4, 1]], []), bookAt(0, [[0.5, 1]], [[0.5, 1]])])
      expect(after('imbalance5', [bad]).kind).toBe('not-enough');
    expect(after('imbalance1', [book, { kind: 'gap' }])).toEqual({ kind: 'not-enough', have: 0, need: 2 });
  });

  it('count what comes to the touch less what leaves it, fading, from fifty changes', () => {
    const quiet = Array.from({ length: 49 }, (_, i) => bookAt(i, [[0.4, 100 + (i % 2)]], [[0.42, 100]]));
    expect(after('orderFlow', quiet)).toEqual({ kind: 'not-enough', have: 48, need: 50 });
    const long = 200_000;
    const events = [...quiet, bookAt(49, [[0.4, 101]], [[0.42, 100]]), bookAt(long, [[0.4, 101]], [[0.42, 100]])];
    const risen = bookAt(long, [[0.41, 30]], [[0.42, 100]]);
    const thinner = bookAt(long, [[0.41, 30]], [[0.42, 60]]);
    const fallen = bookAt(long, [[0.4, 500]], [[0.42, 60]]);
    const value = (more: readonly MarketEvent[]): number => {
      const read = after('orderFlow', [...events, ...more]);
      return read.kind === 'value' ? read.value : NaN;
    };
    expect(value([risen])).toBeCloseTo(30, 4);
    expect(value([risen, thinner])).toBeCloseTo(30 + 40, 4);
    expect(value([risen, thinner, fallen])).toBeCloseTo(30 + 40 - 30, 4);
  });

  it('rank the spread among its last changes, from ten', () => {
    const wide = (i: number) => bookAt(i, [[0.4, 1]], [[0.41 + (i % 3) / 100, 1]]);
    expect(
      after(
        'spreadRank',
        Array.from({ length: 9 }, (_, i) => wide(i)),
      ),
    ).toMatchObject({ have: 9, need: 10 });
    const widest = [...Array.from({ length: 30 }, (_, i) => wide(i)), bookAt(31, [[0.4, 1]], [[0.5, 1]])];
    expect(after('spreadRank', widest)).toMatchObject({ kind: 'value', value: 30.5 / 31, n: 31 });
  });

  it('tell a lasting change of the spread from a single one, and when it is over', () => {
    const at = (second: number, cents: number) => bookAt(second * 1_000, [[0.4, 1]], [[0.4 + cents / 100, 1]]);
    const calm = Array.from({ length: 400 }, (_, i) => at(i, 1 + ((i * 7) % 5 === 0 ? 1 : 0)));
    expect(after('spreadRegime', calm.slice(0, 250))).toMatchObject({ kind: 'not-enough', need: 60 });
    expect(after('spreadRegime', calm)).toMatchObject({ kind: 'value', value: 0 });
    const wide = Array.from({ length: 60 }, (_, i) => at(400 + i, 8));
    expect(after('spreadRegime', [...calm, ...wide])).toMatchObject({ value: 1 });
  });

  it('say how one-sided trades were by volume, and nothing before twenty buckets', () => {
    const alike = Array.from({ length: 300 }, (_, i) => trade(i, i % 2 === 0 ? 1 : -1, 1));
    expect(after('oneSided', alike.slice(0, 290))).toMatchObject({ kind: 'not-enough', have: 19, need: 20 });
    expect(after('oneSided', alike)).toMatchObject({ kind: 'value', value: 0 });
    const oneWay = Array.from({ length: 600 }, (_, i) => trade(300 + i, 1, 1));
    expect(after('oneSided', [...alike, ...oneWay])).toMatchObject({ value: 1, n: 50 });
    expect(
      after(
        'oneSided',
        Array.from({ length: 300 }, (_, i) => trade(i, 0, 1)),
      ),
    ).toMatchObject({ have: 0 });
  });

  it('say what makers hold against their own day: what takers sold, fading', () => {
    const usual = Array.from({ length: 240 }, (_, i) => trade(i * 60_000, i % 3 === 0 ? 1 : -1, 10 + (i % 7)));
    const sold = Array.from({ length: 20 }, (_, i) => trade(240 * 60_000 + i, -1, 200));
    const value = (events: readonly MarketEvent[], nowMs: number): number => {
      const read = after('makerPressure', events, nowMs);
      return read.kind === 'value' ? read.value : NaN;
    };
    expect(after('makerPressure', usual.slice(0, 49)).kind).toBe('not-enough');
    const now = 240 * 60_000 + 20;
    expect(value([...usual, ...sold], now)).toBeGreaterThan(10);
    expect(value([...usual, ...sold], now + 300_000)).toBeLessThan(value([...usual, ...sold], now));
  });

  it('hold quotes for each trade against their own range', () => {
    const events = Array.from({ length: 3_000 }, (_, i) =>
      i % 10 === 9 ? trade(i * 100, 1, 1) : bookAt(i * 100, [[0.4, 1 + (i % 2)]], [[0.42, 1]]),
    );
    expect(after('quoteToTrade', events.slice(0, 400)).kind).toBe('not-enough');
    const said = after('quoteToTrade', events);
    expect(said).toMatchObject({ kind: 'value' });
    if (said.kind === 'value')
      expect([said.value > 6, said.value < 10, (said.low ?? 0) <= (said.high ?? 0)]).toEqual([true, true, true]);
  });

  it('are never numbers outside their range, whatever the books', () => {
    const level = fc.tuple(
      fc.integer({ min: 1, max: 99 }).map((cents) => cents / 100),
      fc.double({ min: 0.000001, max: 1e6, noNaN: true }),
    );
    const side = fc.array(level, { maxLength: 6 });
    const event = fc.oneof(
      fc.tuple(fc.integer({ min: 0, max: 1e7 }), side, side).map(([at, bids, asks]) => bookAt(at, bids, asks)),
      fc
        .tuple(
          fc.integer({ min: 0, max: 1e7 }),
          fc.constantFrom(1, -1, 0),
          fc.double({ min: 0, max: 1e6, noNaN: true }),
        )
        .map(([at, way, shares]) => trade(at, way, shares)),
      fc.constant<MarketEvent>({ kind: 'gap' }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 120 }), (events) => {
        for (const { id } of signals) {
          const said = after(id, events, 1e7);
          if (said.kind === 'value') {
            expect(Number.isFinite(said.value)).toBe(true);
            if (/^(?:imbalance|oneSided|spreadRank)/.test(id)) expect(Math.abs(said.value)).toBeLessThanOrEqual(1);
          } else expect(said.have).toBeLessThan(said.need);
        }
      }),
      runs(100),
    );
  });
});
