/**
 * How long a book counts as right: REST, a frozen feed, the clock, and the venue's rate.
 */
import { describe, expect, it } from 'vitest';
import { sizeMicros, timeMs } from '../../../../lib/domain/units';
import { condition } from '../../../kit/venue';
import { A, ASKS, BIDS, MIRROR_ASKS, MIRROR_BIDS, NO, T0, YES, createBooksDesk } from '../../../kit/books-desk';

const desk = createBooksDesk();
const { send, snapshot, delta, fault } = desk;

describe('freshness', () => {
  it('asks REST for new books at once and tells that the condition became usable', async () => {
    desk.books.watch([A]);
    expect([...desk.watched]).toEqual([YES, NO]);
    expect(fault(YES)).toBe('missing');
    await desk.clock.run(100);
    expect(fault(YES)).toBe('live');
    expect(desk.dirty).toContain(A.id);
    expect(desk.asked[0]?.tokens).toEqual([YES, NO]);
    expect(desk.books.snapshotFor([A]).books.size).toBe(2);
  });

  it('keeps quiet books live for a minute by REST alone, each verified within the limit at every moment', async () => {
    desk.books.watch([A]);
    await desk.clock.run(200);
    for (let i = 0; i < 600; i += 1) {
      await desk.clock.run(100);
      expect(fault(YES)).toBe('live');
    }
    // Every 2 s, not in a loop.
    expect(desk.asked.length).toBeGreaterThan(20);
    expect(desk.asked.length).toBeLessThan(45);
  });

  it('goes stale no later than the limit when the feed is frozen (pings or not) and REST is gone', async () => {
    desk.books.watch([A]);
    await desk.clock.run(200);
    const lastGood = desk.books.snapshotFor([A]).oldestVerifiedAtMs ?? 0;
    desk.restFails = true;
    desk.dirty.length = 0;
    await desk.clock.run(lastGood + 5_000 - desk.clock.nowMs());
    await desk.clock.run(100);
    expect(fault(YES)).toBe('stale');
    await desk.clock.run(500);
    expect(desk.dirty).toContain(A.id);
    expect(desk.books.status().bad.stale).toBe(2);
    expect(desk.books.status().rest?.code).toBe('network');
    desk.restFails = false;
    expect(desk.retries).toBe(0);
    await desk.clock.run(5_000);
    expect(fault(YES)).toBe('live');
    // The network is back: the feed need not wait out its own pause.
    expect(desk.retries).toBe(1);
  });

  it('follows REST when the feed is frozen while the market moves, and has the feed restarted', async () => {
    desk.books.watch([A]);
    await desk.clock.run(200);
    send(snapshot(YES), snapshot(NO));
    desk.truth.set(YES, { n: 1, bids: [['0.44', '20']], asks: [['0.50', '3']], timestamp: desk.clock.nowMs() + 1 });
    await desk.clock.run(3_000);
    const state = desk.books.stateOf(YES);
    expect(state.kind === 'live' && state.book.asks[0]?.priceMicros).toBe(500_000);
    await desk.clock.run(4_000);
    expect(desk.restarts).toEqual(['the venue has changes that the feed did not bring']);
  });

  it('does not restart the feed when the change comes after its REST answer', async () => {
    desk.books.watch([A]);
    await desk.clock.run(200);
    send(snapshot(YES), snapshot(NO));
    const at = desk.clock.nowMs() + 1;
    desk.truth.set(YES, {
      n: 1,
      bids: [
        ['0.40', '10'],
        ['0.43', '1'],
        ['0.44', '20'],
      ],
      asks: ASKS,
      timestamp: at,
    });
    await desk.clock.run(2_500);
    send(delta({ tokenId: YES, venueTimeMs: timeMs(at) }));
    await desk.clock.run(6_000);
    expect(desk.restarts).toEqual([]);
    expect(fault(YES)).toBe('live');
  });

  it('takes a change that was on its way for 20 s as old news', async () => {
    desk.books.watch([A]);
    await desk.clock.run(200);
    send(snapshot(YES), snapshot(NO), delta({ tokenId: YES }));
    desk.restFails = true;
    await desk.clock.run(20_000);
    send(delta({ tokenId: YES, venueTimeMs: timeMs(desk.clock.nowMs() - 19_000), sizeMicros: sizeMicros(2_000_000) }));
    expect(fault(YES)).toBe('stale');
    send(delta({ tokenId: YES, venueTimeMs: desk.clock.nowMs(), sizeMicros: sizeMicros(3_000_000) }));
    expect(fault(YES)).toBe('live');
  });

  it('trusts nothing after the clock went back, until asked again', async () => {
    desk.books.watch([A]);
    await desk.clock.run(200);
    desk.clock.set(desk.clock.nowMs() - 3_600_000);
    expect(fault(YES)).toBe('stale');
  });

  it('stays within its rate for 2,000 quiet books and keeps the open page within the limit', async () => {
    const many = Array.from({ length: 1_000 }, (_, i) => condition(i + 10));
    for (const { id, tokens } of many) {
      const n = Number(BigInt(id));
      desk.truth.set(tokens[0], { n, bids: BIDS, asks: ASKS, timestamp: T0 - 1_000 });
      desk.truth.set(tokens[1], { n, bids: MIRROR_BIDS, asks: MIRROR_ASKS, timestamp: T0 - 1_000 });
    }
    const open = many.slice(500, 520);
    desk.books.watch(many, { focus: new Set(open.map(({ id }) => id)) });
    await desk.clock.run(10_000, 100);
    desk.asked.length = 0;
    for (let i = 0; i < 60; i += 1) {
      await desk.clock.run(500, 100);
      for (const { tokens } of open) for (const tokenId of tokens) expect(fault(tokenId)).toBe('live');
    }
    expect(desk.asked.reduce((sum, { tokens }) => sum + tokens.length, 0)).toBeLessThanOrEqual(150 * 30 + 600);
    expect(Math.max(...desk.asked.map(({ tokens }) => tokens.length))).toBeLessThanOrEqual(100);
  });

  it('asks ever more rarely for a token that the venue has no book of', async () => {
    desk.truth.delete(NO);
    desk.books.watch([A]);
    await desk.clock.run(60_000, 100);
    const times = desk.asked.filter(({ tokens }) => tokens.includes(NO)).length;
    expect(times).toBeGreaterThan(2);
    expect(times).toBeLessThan(6);
    expect(fault(NO)).toBe('missing');
  });
});
