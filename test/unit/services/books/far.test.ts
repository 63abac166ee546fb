/** Books far from open pages: older ones may be looked at, and none is offered from before it was asked for again. */
import { beforeEach, describe, expect, it } from 'vitest';
import { condition } from '../../../kit/venue';
import { A, ASKS, BIDS, MIRROR_ASKS, MIRROR_BIDS, NO, T0, YES, createBooksDesk } from '../../../kit/books-desk';

const desk = createBooksDesk();
const FAR_MS = 300_000;

const kinds = (): readonly string[] =>
  [desk.books.stateOf(YES), desk.books.screenedStateOf(YES)].map((state) =>
    state.kind === 'live' ? 'live' : state.fault,
  );

describe('a book far from open pages', () => {
  beforeEach(() => {
    desk.books.close();
    desk.books = desk.open(undefined, { farStaleAfterMs: FAR_MS });
    desk.books.watch([A]);
    desk.send(desk.snapshot(YES), desk.snapshot(NO));
    desk.restFails = true;
  });

  it('may be looked at for long while its connection lives, and is stale for orders after five seconds', async () => {
    await desk.clock.run(10_000);
    expect(kinds()).toEqual(['stale', 'live']);
    expect(desk.books.status().live).toBe(2);
    expect((await desk.books.refresh([YES, NO])).ok).toBe(false);
    desk.dirty.length = 0;
    await desk.clock.run(T0 + FAR_MS + 1_000 - desk.clock.nowMs());
    expect(kinds()).toEqual(['stale', 'stale']);
    expect(desk.dirty).toContain(A.id);
  });

  it('is stale at once when its page opens', async () => {
    await desk.clock.run(10_000);
    desk.dirty.length = 0;
    desk.books.watch([A], { focus: new Set([A.id]) });
    expect(kinds()).toEqual(['stale', 'stale']);
    await desk.clock.run(500);
    expect(desk.dirty).toContain(A.id);
  });

  it('is stale when its connection was lost, until the next snapshot', async () => {
    await desk.clock.run(10_000);
    desk.send({ kind: 'gap', tokens: [YES, NO] });
    expect(kinds()).toEqual(['stale', 'stale']);
  });

  it('is asked for within the strict limit once something is offered from it', async () => {
    desk.restFails = false;
    await desk.clock.run(60_000);
    desk.books.attend([A], 'offered');
    for (let count = 0; count < 100; count += 1) {
      await desk.clock.run(100);
      expect(kinds()).toEqual(['live', 'live']);
    }
  });

  it('never keeps those on an open page waiting, however many there are', async () => {
    desk.restFails = false;
    const others = Array.from({ length: 1_500 }, (_, index) => condition(index + 2));
    for (const { tokens } of others) {
      const timestamp = desk.clock.nowMs() - 1_000;
      const n = others.findIndex((other) => other.tokens === tokens) + 2;
      desk.truth.set(tokens[0], { n, bids: BIDS, asks: ASKS, timestamp });
      desk.truth.set(tokens[1], { n, bids: MIRROR_BIDS, asks: MIRROR_ASKS, timestamp });
    }
    desk.books.watch([A, ...others], { focus: new Set([A.id]) });
    await desk.clock.run(5_000);
    for (let count = 0; count < 100; count += 1) {
      await desk.clock.run(100);
      expect(kinds()).toEqual(['live', 'live']);
    }
  });
});
