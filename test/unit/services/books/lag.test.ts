import { describe, expect, it } from 'vitest';
import { createLag } from '../../../../lib/services/books/lag';
import { A, NO, YES, createBooksDesk } from '../../../kit/books-desk';
import { priceMicros, timeMs } from '../../../../lib/domain/units';

const NOW = 1_795_000_000_000;

describe('the lag of a connection', () => {
  it('is what exceeds the fastest frame, and learns nothing from one that is too fast to be true', () => {
    const lag = createLag();
    expect(lag.of(NOW - 100, NOW)).toBe(0);
    expect(lag.of(NOW + 3_600_000, NOW)).toBe(0);
    expect(lag.of(NOW + 900, NOW + 1_000)).toBe(0);
    expect(lag.of(NOW - 18_000, NOW + 2_000)).toBeGreaterThan(19_000);
    // A clock that was set shows in every frame.
    expect(lag.of(NOW + 60_000, NOW + 2_000)).toBe(0);
    expect(lag.of(NOW + 60_500, NOW + 2_500)).toBe(0);
    expect(lag.of(NOW + 61_500, NOW + 3_500)).toBe(0);
    expect(lag.of(NOW + 61_500, NOW + 23_500)).toBeGreaterThan(19_000);
  });

  it('refuses a time that no venue can mean, whatever the clocks', () => {
    const lag = createLag();
    expect(lag.isPossible(NOW + 50_000_000, NOW)).toBe(true);
    expect(lag.isPossible(NOW + 90_000_000, NOW)).toBe(false);
    lag.of(NOW + 30_000_000, NOW);
    expect([lag.isPossible(NOW + 30_003_000, NOW), lag.isPossible(NOW + 40_000_000, NOW)]).toEqual([true, false]);
    expect([lag.isPossible(1, NOW), createLag().of(NOW * 5, NOW)]).toEqual([true, 0]);
  });

  it('tells when a frame left the venue, in our time and never in the future', () => {
    const lag = createLag();
    expect([lag.asOf(NOW - 500, NOW), lag.asOf(NOW + 500, NOW)]).toEqual([NOW - 500, NOW]);
    lag.of(NOW - 60_000, NOW);
    expect([lag.asOf(NOW - 60_000, NOW), lag.asOf(NOW - 61_000, NOW)]).toEqual([NOW, NOW - 1_000]);
  });
});

const desk = createBooksDesk();

it('a frame with an impossible time ages no book but its own', async () => {
  desk.books.watch([A]);
  await desk.clock.run(100);
  desk.restFails = true;
  desk.send(desk.snapshot(YES), desk.snapshot(NO));
  const good = { priceMicros: priceMicros(410_000), tokenId: NO } as const;
  desk.send(desk.delta(good));
  for (const venueTimeMs of [timeMs(1), timeMs(NOW * 5)]) desk.send(desk.delta({ tokenId: YES, venueTimeMs }));
  desk.clock.advance(50);
  desk.send(desk.delta({ ...good, venueTimeMs: desk.clock.nowMs() }), desk.snapshot(NO));
  const state = desk.books.stateOf(NO);
  expect(state.kind === 'live' && state.book.verifiedAtMs).toBe(desk.clock.nowMs());
});
