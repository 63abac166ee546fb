/** The fill model in the product: fed by the feed's frames, asked by the card; off or broken it changes nothing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Book, BookState } from '../../../../lib/domain/book';
import type { Leg } from '../../../../lib/domain/basket';
import { priceMicros, sizeMicros, timeMs } from '../../../../lib/domain/units';
import type { BookEvent } from '../../../../lib/ports/feed';
import { DEFAULT_SETTINGS } from '../../../../lib/protocol/settings';
import { createAssess } from '../../../../lib/services/assess/assess';
import type { BooksFrame } from '../../../../lib/services/books/books';
import { createFills, type FillAdvice } from '../../../../lib/services/fills/fills';
import type { LegAnswer, Serving } from '../../../../lib/signals/fills/serving';
import { unpacked, type MomentBatch } from '../../../../lib/signals/fills/moments';
import { POLYMARKET_RULES } from '../../../../lib/venues/polymarket/rules';
import * as en from '../../../../lib/words/en';
import { certify, makeGap, NOW, STALE_AFTER_MS } from '../../../kit/priced-event';
import { condition, createFakeClock, createMemoryLog, settled } from '../../../kit/venue';

const HAZARD: Serving = {
  kind: 'hazard',
  hazard: {
    perMs: [1e-5, 2e-5, 4e-5].map((rate) => [rate, rate, rate, rate, rate]),
    samples: [900, 900, 900, 900, 900],
    losses: [90, 90, 90, 90, 90],
  },
  bounds: { below: new Array(60).fill(0.03), above: new Array(60).fill(0.02) },
  n: 900,
  why: 'young',
};

function start({ serving = HAZARD, learn }: { serving?: Serving; learn?: () => Promise<never> } = {}) {
  const clock = createFakeClock(NOW);
  const one = condition(1);
  const [yes] = one.tokens;
  const told: MomentBatch[] = [];
  const settings = { fillAdvice: true };
  const listeners = new Set<() => void>();
  let state: BookState = { kind: 'bad', fault: 'missing', sinceMs: NOW };
  let hear: (frame: BooksFrame) => void = () => undefined;
  let restarts = 0;
  const service = createFills({
    books: {
      stateOf: () => state,
      subscribeFrames(listener) {
        hear = listener;
        return () => undefined;
      },
    },
    worker: {
      api: async () => ({
        leads: async () => [],
        entries: async () => ({ kind: 'no-better', n: 0 }),
        async learn(batch: MomentBatch) {
          if (learn) return learn();
          told.push(batch);
          const news = { moments: 1, lost: 0, sinceMs: NOW, changedAtMs: null, live: { brier: 0, n: 0 }, trained: [] };
          return { news, version: 1, serving };
        },
      }),
      async restart() {
        restarts += 1;
      },
    },
    settings: {
      current: () => settings,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    clock,
    log: createMemoryLog(),
  });
  service.wakes?.(() => undefined);
  service.start?.();
  const bookOf = (shares: number, atMs: number): Book => ({
    tokenId: yes,
    conditionId: one.id,
    bids: [{ priceMicros: priceMicros(400_000), sizeMicros: sizeMicros(80e6) }],
    asks: [{ priceMicros: priceMicros(420_000), sizeMicros: sizeMicros(shares * 1e6) }],
    tickMicros: priceMicros(10_000),
    hash: '',
    venueTimeMs: timeMs(atMs),
    receivedAtMs: timeMs(atMs),
    verifiedAtMs: timeMs(atMs),
  });
  const frame = (events: readonly BookEvent[]): void =>
    hear({ events, receivedAtMs: clock.nowMs(), conditionOf: () => one });
  return {
    service,
    clock,
    told,
    settings,
    listeners,
    restarts: () => restarts,
    offer(shares: number) {
      const book = bookOf(shares, clock.nowMs());
      state = { kind: 'live', book };
      frame([{ kind: 'snapshot', book }]);
    },
    frame,
    yes,
    ask: (): LegAnswer | null =>
      service.chanceOf({
        condition: one,
        token: 'yes',
        side: 'buy',
        quantityMicros: 50e6,
        depthMicros: 100e6,
        ageMs: 100,
      }),
    view: () => service.topics?.fills(null),
  };
}

describe('the fill model in the background', () => {
  it('tells the Worker what became of moments, by the books at their delay, and answers by what serves', async () => {
    const { offer, clock, told, ask, view } = start();
    expect(ask()).toEqual({ kind: 'not-enough', have: 0, need: 200, of: 'moments' });
    for (let i = 0; i < 60; i += 1) {
      // From second 12 on only 30 of the 100 shares are left.
      offer(clock.nowMs() - NOW < 12_000 ? 100 : 30);
      await clock.run(250);
    }
    await clock.run(12_000, 500);
    const moments = told.flatMap((batch) => [...unpacked(batch)]);
    const before = moments.find(({ atMs }) => atMs - NOW === 11_500);
    expect(before?.size).toBe(100);
    // By size class, each after 200, 500, 1,000 and 2,000 ms: at 500 ms the frame of second 12 is in.
    expect([...Array.from(before?.outcomes ?? [])]).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0]);
    const said = ask();
    if (said?.kind !== 'value') throw new Error('no value');
    expect(said.p).toBeCloseTo(Math.exp(-2e-5 * 600), 6);
    expect(said.low).toBeCloseTo(said.p - 0.03, 6);
    expect(view()).toMatchObject({ isOn: true, serves: 'hazard', moments: 1 });
  });

  it('learns nothing across a gap, and nothing of a book that may not be used', async () => {
    const { offer, clock, told, frame, yes } = start();
    for (let i = 0; i < 80; i += 1) {
      offer(100);
      await clock.run(250);
    }
    frame([{ kind: 'gap', tokens: [yes] }]);
    const lostAtMs = clock.nowMs();
    offer(10);
    await clock.run(10_000, 500);
    const moments = told.flatMap((batch) => [...unpacked(batch)]);
    expect(moments.length).toBeGreaterThan(3);
    // Those whose last delay was still open are not known, and the smaller book after the gap took nothing away.
    expect(Math.max(...moments.map(({ atMs }) => atMs))).toBeLessThanOrEqual(lostAtMs - 2_000);
    expect(moments.every(({ outcomes }) => Array.from(outcomes).every((each) => each === 1))).toBe(true);
  });

  it('says nothing where it is off or broken, and starts a Worker anew that does not answer', async () => {
    const off = start();
    off.offer(100);
    await off.clock.run(6_000, 500);
    expect(off.ask()?.kind).toBe('value');
    off.settings.fillAdvice = false;
    off.listeners.forEach((listener) => listener());
    expect([off.ask(), off.view()?.isOn]).toEqual([null, false]);

    const broken = start();
    broken.offer(100);
    await broken.clock.run(6_000, 500);
    broken.frame([{ kind: 'snapshot', book: null } as unknown as BookEvent]);
    expect([broken.ask(), broken.view()?.isBroken]).toEqual([null, true]);

    const late = start({ learn: () => new Promise<never>(() => undefined) });
    await late.clock.run(130_000, 5_000);
    await settled();
    expect(late.restarts()).toBe(1);
    const failing = start({ learn: async () => Promise.reject(new Error('gone')) });
    await failing.clock.run(6_000, 500);
    expect(failing.ask()).toMatchObject({ kind: 'not-enough' });
  });
});

describe('a basket under the advice', () => {
  it('is the same without a word of it, and never larger with one', async () => {
    const priced = makeGap();
    const { certified } = await certify(priced);
    const basket = { certified, component: priced.component };
    const now = { books: priced.source, nowMs: NOW, staleAfterMs: STALE_AFTER_MS };
    const rich = { ...DEFAULT_SETTINGS, kellyFractionBps: 10_000 };
    const plain = createAssess({ rules: POLYMARKET_RULES });
    const without = plain.stake(basket, now, rich);
    const said = fc.oneof(
      fc.constant(null),
      fc.constant({ kind: 'not-enough', have: 1, need: 200, of: 'moments' } as const),
      fc
        .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
        .map(([p, below]) => ({ kind: 'value', p, low: p * below, high: 1, n: 900 }) as const),
    );
    fc.assert(
      fc.property(fc.array(said, { minLength: 3, maxLength: 3 }), (answers) => {
        let at = -1;
        const fills: FillAdvice = { chanceOf: () => answers[(at += 1) % answers.length] ?? null };
        const assess = createAssess({ rules: POLYMARKET_RULES, fills });
        const stake = assess.stake(basket, now, rich);
        expect(stake.fraction).toBeLessThanOrEqual(without.fraction);
        expect(stake.stakeMicros).toBeLessThanOrEqual(without.stakeMicros);
        expect(stake.allFill).toBeLessThanOrEqual(without.allFill);
        if (answers.every((each) => each?.kind !== 'value')) expect(stake).toEqual(without);
        expect(assess.basket(basket)).toEqual(plain.basket(basket));
        expect(assess.onBooks(basket, now)).toEqual(plain.onBooks(basket, now));
      }),
      { numRuns: 300 },
    );
  });

  it('shows its least sure bet and all of them together, or what is missing', async () => {
    const priced = makeGap();
    const { certified } = await certify(priced);
    const basket = { certified, component: priced.component };
    const now = { books: priced.source, nowMs: NOW, staleAfterMs: STALE_AFTER_MS };
    const { legs } = certified.certificate;
    const low = new Map(legs.map((leg: Leg, i) => [leg.condition, [0.95, 0.9, 0.93][i] ?? 0.95] as const));
    const value = createAssess({
      rules: POLYMARKET_RULES,
      fills: {
        chanceOf({ condition: { id } }) {
          const least = low.get(id) ?? 0;
          return { kind: 'value', p: least + 0.03, low: least, high: least + 0.05, n: 4_000 };
        },
      },
    }).fills(basket, now);
    if (value === null) throw new Error('no word');
    expect(en.fills.line(value)).toBe('each bet: 93 % (90-95) to be there after 0.5 s; all three at least 78 %');
    expect(en.fills.thinning(value)).toBe('Bets are thinning: all of them at least 78 % after 0.5 s.');
    const lacking = createAssess({
      rules: POLYMARKET_RULES,
      fills: { chanceOf: () => ({ kind: 'not-enough', have: 140, need: 500, of: 'moments' }) },
    }).fills(basket, now);
    expect(lacking === null ? null : en.fills.line(lacking)).toBe('not enough data: 140 of 500 moments');
    expect(createAssess({ rules: POLYMARKET_RULES }).fills(basket, now)).toBeNull();
  });
});
