/** Counts that are kept are those that a look at every book would give, and whoever must be told is told. */
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../lib/domain/random';
import { priceMicros, sizeMicros, timeMs } from '../../../../lib/domain/units';
import { A, createBooksDesk, NO, T0, YES } from '../../../kit/books-desk';
import { condition } from '../../../kit/venue';

const desk = createBooksDesk();
const B = condition(2);
const ALL = [A, B];
const TOKENS = ALL.flatMap(({ tokens }) => tokens);

function counted() {
  const bad = { missing: 0, stale: 0, crossed: 0, mismatch: 0, malformed: 0 };
  let live = 0;
  let oldest: number | null = null;
  for (const tokenId of TOKENS) {
    const state = desk.books.stateOf(tokenId);
    if (state.kind === 'bad') bad[state.fault] += 1;
    else {
      live += 1;
      oldest = Math.min(oldest ?? Infinity, state.book.verifiedAtMs);
    }
  }
  return { watched: TOKENS.length, live, bad, oldestVerifiedAtMs: oldest };
}

describe('the counts of books', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('are those of a look at every book, whatever happens (%i)', async (seed) => {
    const random = seeded(seed);
    const below = (limit: number): number => Math.floor(random() * limit);
    for (const tokenId of B.tokens) desk.truth.set(tokenId, { n: 2, bids: [], asks: [], timestamp: T0 - 1_000 });
    desk.books.watch(ALL);
    const told = new Map(ALL.map(({ id }) => [id, '']));
    const kinds = (of: (typeof ALL)[number]): string => of.tokens.map((tokenId) => desk.fault(tokenId)).join();
    desk.books.subscribeDirty((ids) => {
      for (const each of ALL) if (ids.includes(each.id)) told.set(each.id, kinds(each));
    });
    const seen = new Set<string>();
    for (let step = 0; step < 300; step += 1) {
      const tokenId = TOKENS[below(TOKENS.length)] ?? YES;
      const of = ALL.find(({ tokens }) => tokens.includes(tokenId)) ?? A;
      switch (below(8)) {
        case 0:
          if (desk.truth.has(tokenId)) desk.send(desk.snapshot(tokenId));
          break;
        case 1:
        case 2:
        case 3:
          desk.send(
            desk.delta({
              tokenId,
              conditionId: of.id,
              side: random() < 0.5 ? 'bid' : 'ask',
              priceMicros: priceMicros(10_000 * (1 + below(99))),
              sizeMicros: sizeMicros(1_000_000 * below(3)),
              venueTimeMs: timeMs(desk.clock.nowMs() - below(2)),
            }),
          );
          break;
        case 4:
          desk.send({ kind: 'gap', tokens: [tokenId] });
          break;
        case 5:
          desk.send({ kind: 'malformed', tokenId, reason: 'test' });
          break;
        case 6:
          desk.restFails = random() < 0.5;
          await desk.clock.run(below(7_000));
          break;
        case 7:
          // Nothing moves any more, and all is old.
          desk.restFails = true;
          await desk.clock.run(10_000);
          break;
      }
      const { watched, live, bad, oldestVerifiedAtMs } = desk.books.status();
      expect({ watched, live, bad, oldestVerifiedAtMs }).toEqual(counted());
      for (const each of TOKENS) seen.add(desk.fault(each));
    }
    await desk.clock.run(500);
    for (const each of ALL) expect(told.get(each.id)).toBe(kinds(each));
    expect(seen.size).toBeGreaterThan(3);
  });

  it('follow what is let go and taken on again', async () => {
    desk.books.watch(ALL);
    await desk.clock.run(600);
    desk.books.watch([B]);
    expect(desk.books.status()).toMatchObject({ watched: 2, live: 0 });
    desk.books.watch([A]);
    await desk.clock.run(600);
    expect([YES, NO].map(desk.fault)).toEqual(['live', 'live']);
    expect(desk.books.status()).toMatchObject({ watched: 2, live: 2, bad: { missing: 0 } });
  });

  it('make books usable again once a clock that was set back has caught up', async () => {
    desk.books.watch([A]);
    await desk.clock.run(600);
    desk.restFails = true;
    desk.clock.set(desk.clock.nowMs() - 3_000);
    expect(desk.books.status().bad.stale).toBe(2);
    await desk.clock.run(3_100);
    expect(desk.books.status().live).toBe(2);
  });
});
