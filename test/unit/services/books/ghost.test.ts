/** A cent bid and nearly a dollar asked: believed only where something else says the same. */
import { beforeEach, describe, expect, it } from 'vitest';
import { NO, T0, YES, A, type Levels, createBooksDesk } from '../../../kit/books-desk';

const desk = createBooksDesk();
const GHOST_BIDS: Levels = [['0.01', '500']];
const GHOST_ASKS: Levels = [['0.99', '500']];
const ghost = { n: 1, bids: GHOST_BIDS, asks: GHOST_ASKS, timestamp: T0 };

describe('a ghost book', () => {
  beforeEach(() => desk.books.watch([A]));

  it('is refused while the other token shows another market, however new it is', async () => {
    desk.truth.set(YES, ghost);
    await desk.clock.run(1_000);
    expect([desk.fault(YES), desk.books.stateOf(NO).kind]).toEqual(['mismatch', 'live']);
  });

  it('is believed once the other token mirrors it, and only then', async () => {
    desk.truth.set(YES, ghost);
    desk.truth.set(NO, { ...ghost, bids: [['0.02', '500']] });
    await desk.clock.run(1_000);
    expect([desk.fault(YES), desk.books.stateOf(NO).kind]).toEqual(['mismatch', 'live']);
    desk.truth.set(NO, { ...ghost, timestamp: T0 + 1_000 });
    await desk.clock.run(10_000);
    expect(desk.books.stateOf(YES).kind).toBe('live');
  });

  it('is one at a cent on both ends, and not a tick nearer', async () => {
    desk.truth.set(YES, { ...ghost, bids: [['0.02', '500']] });
    await desk.clock.run(1_000);
    expect(desk.books.stateOf(YES).kind).toBe('live');
  });
});
