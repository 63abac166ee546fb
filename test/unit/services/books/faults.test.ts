/**
 * What makes a book unusable and what heals it.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { priceMicros, sizeMicros, timeMs } from '../../../../lib/domain/units';
import { A, ASKS, BIDS, NO, T0, YES, type Levels, createBooksDesk } from '../../../kit/books-desk';

const desk = createBooksDesk();
const { send, snapshot, delta, fault } = desk;

describe('faults', () => {
  beforeEach(async () => {
    desk.books.watch([A]);
    await desk.clock.run(100);
    send(snapshot(YES), snapshot(NO));
    desk.asked.length = 0;
  });

  it('applies changes, removes levels at size 0 and reports the condition dirty', () => {
    desk.dirty.length = 0;
    send(
      delta({
        tokenId: YES,
        priceMicros: priceMicros(450_000),
        sizeMicros: sizeMicros(3_000_000),
        bestBidMicros: priceMicros(450_000),
        bestAskMicros: priceMicros(460_000),
      }),
    );
    send(
      delta({
        tokenId: YES,
        side: 'ask',
        priceMicros: priceMicros(460_000),
        sizeMicros: sizeMicros(0),
        bestBidMicros: priceMicros(450_000),
        bestAskMicros: priceMicros(600_000),
      }),
    );
    const state = desk.books.stateOf(YES);
    if (state.kind !== 'live') throw new Error(state.fault);
    expect(state.book.bids.map((level) => level.priceMicros)).toEqual([450_000, 440_000, 400_000]);
    expect(state.book.asks.map((level) => level.priceMicros)).toEqual([600_000]);
    expect(state.book.hash).toBe('');
    expect(desk.dirty).toContain(A.id);
  });

  it("quarantines a book whose top differs from the venue's, and heals it by REST within a round trip", async () => {
    send(delta({ tokenId: YES, bestBidMicros: priceMicros(450_000), bestAskMicros: priceMicros(460_000) }));
    expect(fault(YES)).toBe('mismatch');
    desk.truth.set(YES, {
      n: 1,
      bids: [
        ['0.43', '1'],
        ['0.44', '20'],
        ['0.45', '2'],
      ],
      asks: ASKS,
      timestamp: desk.clock.nowMs(),
    });
    await desk.clock.run(500);
    const state = desk.books.stateOf(YES);
    expect(state.kind === 'live' && state.book.bids[0]?.priceMicros).toBe(450_000);
  });

  it('puts the changes that came during a fault on top of the REST answer', async () => {
    const at = desk.clock.nowMs();
    send(delta({ tokenId: YES, bestBidMicros: priceMicros(450_000), bestAskMicros: priceMicros(460_000) }));
    desk.truth.set(YES, {
      n: 1,
      bids: [
        ['0.43', '1'],
        ['0.44', '20'],
        ['0.45', '2'],
      ],
      asks: ASKS,
      timestamp: at,
    });
    send(
      delta({
        tokenId: YES,
        venueTimeMs: timeMs(at + 5),
        priceMicros: priceMicros(420_000),
        sizeMicros: sizeMicros(9_000_000),
        bestBidMicros: priceMicros(450_000),
        bestAskMicros: priceMicros(460_000),
      }),
    );
    expect(fault(YES)).toBe('mismatch');
    await desk.clock.run(500);
    const state = desk.books.stateOf(YES);
    expect(state.kind === 'live' && state.book.bids.map((level) => level.priceMicros)).toEqual([
      450_000, 440_000, 430_000, 420_000,
    ]);
  });

  it('never takes a REST book that is older than the change which showed the fault', async () => {
    desk.truth.set(YES, { n: 1, bids: [['0.01', '1']], asks: [['0.99', '1']], timestamp: T0 - 60_000 });
    send(delta({ tokenId: YES, bestBidMicros: priceMicros(450_000), bestAskMicros: priceMicros(460_000) }));
    await desk.clock.run(4_000);
    expect(fault(YES)).toBe('mismatch');
    expect(desk.restarts).toHaveLength(1);
    // The new connection's first snapshot decides.
    desk.truth.set(YES, { n: 1, bids: [['0.45', '2']], asks: ASKS, timestamp: desk.clock.nowMs() });
    send({ kind: 'gap', tokens: [YES, NO] }, snapshot(YES));
    expect(fault(YES)).toBe('live');
  });

  it('sees a change that comes twice as the same, and one out of order as a fault', () => {
    const change = delta({ tokenId: YES, sizeMicros: sizeMicros(8_000_000) });
    send(change);
    const first = desk.books.stateOf(YES);
    send(change);
    const second = desk.books.stateOf(YES);
    expect(
      second.kind === 'live' &&
        first.kind === 'live' &&
        JSON.stringify(second.book.bids) === JSON.stringify(first.book.bids),
    ).toBe(true);
    send(delta({ tokenId: YES, venueTimeMs: timeMs(desk.clock.nowMs() - 1) }));
    expect(fault(YES)).toBe('mismatch');
  });

  it('quarantines a crossed or locked book', () => {
    send(delta({ tokenId: YES, priceMicros: priceMicros(460_000) }));
    expect(fault(YES)).toBe('crossed');
  });

  it('is healed by the next frame where a level crossed for one, and REST is asked all the same', async () => {
    desk.restFails = true;
    const top = { bestBidMicros: priceMicros(440_000), bestAskMicros: priceMicros(460_000) };
    const cross = delta({ tokenId: YES, priceMicros: priceMicros(460_000), ...top });
    send(cross);
    expect(fault(YES)).toBe('mismatch');
    send(delta({ tokenId: YES, priceMicros: priceMicros(460_000), sizeMicros: sizeMicros(0), ...top }));
    expect(fault(YES)).toBe('live');
    await desk.clock.run(500);
    expect(desk.asked.flatMap(({ tokens }) => tokens)).toContain(YES);
    // Too late: what crossed for so long has lost something.
    send({ ...cross, venueTimeMs: desk.clock.nowMs() });
    await desk.clock.run(1_500);
    send(delta({ tokenId: YES, priceMicros: priceMicros(460_000), sizeMicros: sizeMicros(0), ...top }));
    expect(fault(YES)).toBe('mismatch');
    desk.restFails = false;
    desk.truth.set(YES, { n: 1, bids: BIDS, asks: ASKS, timestamp: desk.clock.nowMs() });
    await desk.clock.run(6_000);
    expect(fault(YES)).toBe('live');
  });

  it('is healed by the next frame where a whole book was crossed', () => {
    desk.truth.set(YES, { n: 1, bids: [...BIDS, ['0.46', '1']], asks: ASKS, timestamp: desk.clock.nowMs() });
    send(snapshot(YES));
    expect(fault(YES)).toBe('crossed');
    send(delta({ tokenId: YES, priceMicros: priceMicros(460_000), sizeMicros: sizeMicros(0) }));
    const state = desk.books.stateOf(YES);
    expect(state.kind === 'live' && state.book.bids.map((level) => level.priceMicros)).toEqual([440_000, 400_000]);
  });

  it('judges a frame as a whole: a cross that its next change removes is none', () => {
    send(
      delta({ tokenId: YES, priceMicros: priceMicros(460_000) }),
      delta({
        tokenId: YES,
        side: 'ask',
        priceMicros: priceMicros(460_000),
        sizeMicros: sizeMicros(0),
        bestBidMicros: priceMicros(460_000),
        bestAskMicros: priceMicros(600_000),
      }),
    );
    expect(fault(YES)).toBe('live');
  });

  it('calls YES and NO asks below a dollar a stale feed until REST says the same of both', async () => {
    send(delta({ tokenId: NO, side: 'ask', priceMicros: priceMicros(550_000), sizeMicros: sizeMicros(4_000_000) }));
    expect(fault(YES)).toBe('live');
    send(delta({ tokenId: NO, side: 'ask', priceMicros: priceMicros(550_000), sizeMicros: sizeMicros(0) }));
    send(
      delta({ tokenId: YES, side: 'ask', priceMicros: priceMicros(450_000), sizeMicros: sizeMicros(4_000_000) }),
      delta({ tokenId: NO, side: 'ask', priceMicros: priceMicros(541_000), sizeMicros: sizeMicros(0) }),
    );
    // 0.45 + 0.56 is fine; 0.45 + 0.54 is not.
    expect(fault(YES)).toBe('live');
    desk.truth.set(YES, {
      n: 1,
      bids: BIDS,
      asks: [
        ['0.60', '7'],
        ['0.46', '5'],
        ['0.45', '4'],
      ],
      timestamp: desk.clock.nowMs(),
    });
    desk.truth.set(NO, {
      n: 1,
      bids: [
        ['0.40', '7'],
        ['0.53', '5'],
      ],
      asks: [
        ['0.60', '10'],
        ['0.54', '9'],
      ],
      timestamp: desk.clock.nowMs(),
    });
    send(snapshot(YES), snapshot(NO));
    expect(fault(YES)).toBe('crossed');
    expect(fault(NO)).toBe('crossed');
    await desk.clock.run(1_500);
    expect(fault(YES)).toBe('live');
  });

  it('drops a book after a malformed frame and takes the next good one', async () => {
    send({ kind: 'malformed', tokenId: YES, reason: 'x' });
    expect(fault(YES)).toBe('malformed');
    expect(fault(NO)).toBe('live');
    await desk.clock.run(500);
    expect(fault(YES)).toBe('live');
    send({ kind: 'malformed', tokenId: null, reason: 'x' });
    expect([fault(YES), fault(NO)]).toEqual(['live', 'live']);
  });

  it('ignores changes after a gap until a snapshot of the new connection, and asks REST meanwhile', async () => {
    send({ kind: 'gap', tokens: [YES, NO] });
    send(delta({ tokenId: YES, priceMicros: priceMicros(450_000) }));
    const state = desk.books.stateOf(YES);
    expect(state.kind === 'live' && state.book.bids[0]?.priceMicros).toBe(440_000);
    await desk.clock.run(500);
    expect(desk.asked.flatMap(({ tokens }) => tokens)).toContain(YES);
    send(snapshot(YES), delta({ tokenId: YES, priceMicros: priceMicros(450_000) }));
    const after = desk.books.stateOf(YES);
    expect(after.kind === 'live' && after.book.bids[0]?.priceMicros).toBe(450_000);
  });

  it('ignores a snapshot that is older than what is held', () => {
    desk.truth.set(YES, { n: 1, bids: [['0.30', '1']], asks: ASKS, timestamp: T0 - 5_000 });
    send(snapshot(YES));
    const state = desk.books.stateOf(YES);
    expect(state.kind === 'live' && state.book.bids[0]?.priceMicros).toBe(440_000);
  });

  it('follows a tick change and refuses prices off the tick', () => {
    send(delta({ tokenId: YES, priceMicros: priceMicros(441_000) }));
    expect(fault(YES)).toBe('malformed');
    send({ kind: 'tick', tokenId: NO, tickMicros: priceMicros(1_000), venueTimeMs: desk.clock.nowMs() });
    send(delta({ tokenId: NO, priceMicros: priceMicros(541_000) }));
    const state = desk.books.stateOf(NO);
    expect(state.kind === 'live' && [state.book.bids[0]?.priceMicros, state.book.tickMicros]).toEqual([541_000, 1_000]);
  });

  it('ignores a tick change that is older than what it knows, and books with a tick from before', async () => {
    const at = desk.clock.nowMs();
    send({ kind: 'tick', tokenId: YES, tickMicros: priceMicros(1_000), venueTimeMs: timeMs(at) });
    send({ kind: 'tick', tokenId: YES, tickMicros: priceMicros(100_000), venueTimeMs: timeMs(at - 500) });
    // REST still answers with the books, and the tick, of a second ago.
    await desk.clock.run(3_000);
    send(delta({ tokenId: YES, priceMicros: priceMicros(441_000) }));
    const state = desk.books.stateOf(YES);
    expect(state.kind === 'live' && state.book.bids[0]?.priceMicros).toBe(441_000);
    // The grid is the market's: the other token has it too.
    send(delta({ tokenId: NO, priceMicros: priceMicros(541_000) }));
    expect(fault(NO)).toBe('live');
  });

  it('finds a lost change deep in a busy book by comparing with REST at its own moment', async () => {
    // The venue lost nothing; our feed lost a level at 0.35.
    const levels = (size: number): Levels => [
      ['0.35', '50'],
      ['0.40', '10'],
      ['0.43', String(size)],
      ['0.44', '20'],
    ];
    for (let i = 1; i <= 400; i += 1) {
      await desk.clock.run(100, 100);
      const at = desk.clock.nowMs();
      desk.truth.set(YES, { n: 1, bids: levels(i), asks: ASKS, timestamp: at });
      send(
        delta({
          tokenId: YES,
          sizeMicros: sizeMicros(i * 1_000_000),
          bestBidMicros: priceMicros(440_000),
          bestAskMicros: priceMicros(460_000),
          venueTimeMs: at,
        }),
      );
    }
    const state = desk.books.stateOf(YES);
    expect(state.kind === 'live' && state.book.bids.map((level) => level.priceMicros)).toEqual([
      440_000, 430_000, 400_000, 350_000,
    ]);
  });
});
