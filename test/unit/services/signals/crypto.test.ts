/**
 * Twelve simulated minutes of the real feeds against the local exchanges, with a market on BTC whose price follows spot
 * by 350 ms, and one that moves as far and as often but its own way: what they are worth, and who moves first, in the
 * words of the panel.
 */
import { describe, expect, it } from 'vitest';
import { createFaults } from '../../../../exchange/faults';
import { createSpotVenues } from '../../../../exchange/spot/spot-venue';
import type { Book, BookState } from '../../../../lib/domain/book';
import type { Condition } from '../../../../lib/domain/condition';
import { seeded } from '../../../../lib/domain/random';
import { ok } from '../../../../lib/domain/result';
import { priceMicros, sizeMicros, timeMs } from '../../../../lib/domain/units';
import type { BooksFrame } from '../../../../lib/services/books/books';
import { createSignals } from '../../../../lib/services/signals/signals';
import { createSpot } from '../../../../lib/services/spot/spot';
import { createCoinbaseFeed } from '../../../../lib/venues/coinbase/coinbase-feed';
import { createKrakenFeed } from '../../../../lib/venues/kraken/kraken-feed';
import type { SignalsApi } from '../../../../lib/signals/worker';
import { createSignalsWorker } from '../../../../lib/workers/create-signals';
import * as en from '../../../../lib/words/en';
import { makeNegRiskEvent } from '../../../kit/advisor-events';
import { createFakeClock, createMemoryLog, settled } from '../../../kit/venue';

const LEAD_MS = 350;
const STEP_MS = 50;
const START_MS = Date.parse('2026-03-12T15:30:00Z');
const RULE =
  'This market will resolve to "Yes" if the Binance 1 minute candle for BTC/USDT 12:00 in the ET timezone (noon) ' +
  'on the date specified in the title has a final "Close" price higher than the price specified in the title. The ' +
  'resolution source for this market is Binance, specifically the BTC/USDT "Close" prices.';

interface Said {
  readonly lead: string | null;
  readonly fair: string | null;
  readonly line: string | null;
}

const MINUTES = 12;

async function simulated({ isOn = true } = {}): Promise<{ readonly follower: Said; readonly shuffled: Said }> {
  const clock = createFakeClock(timeMs(START_MS));
  const [random, faults] = [seeded(11), createFaults()];
  const venues = createSpotVenues({ faults, random, nowMs: () => clock.nowMs() });
  const openSocket: Parameters<typeof createKrakenFeed>[0]['openSocket'] = (url, handlers) => {
    const venue = venues.byHost[new URL(url).hostname];
    const life = new AbortController();
    let socket: ReturnType<NonNullable<typeof venue>['open']> | null = null;
    clock.after(
      10,
      () => {
        socket = venue?.open({ dataText: (text) => (life.signal.aborted ? undefined : handlers.onText(text)) }) ?? null;
        handlers.onOpen();
      },
      life.signal,
    );
    return {
      send: (text) => void clock.after(10, () => socket?.receive(text), life.signal),
      close: () => life.abort(),
    };
  };
  const settings = { spotKraken: isOn, spotCoinbase: isOn, marketSignals: true };
  const current = { current: () => settings, subscribe: () => () => undefined };
  const outside = { openSocket, clock, log: createMemoryLog(), random };
  const spot = createSpot({
    sources: [
      { key: 'spotKraken', address: 'https://k', create: (handlers) => createKrakenFeed({ ...outside, handlers }) },
      { key: 'spotCoinbase', address: 'https://c', create: (handlers) => createCoinbaseFeed({ ...outside, handlers }) },
    ],
    settings: current,
    mayReach: async () => true,
    clock,
    log: outside.log,
  });
  const event = makeNegRiskEvent(['follower', 'shuffled'], {}, () => ({
    question: 'Will the price of Bitcoin be above $95,000 on March 12?',
    description: RULE,
    endDate: '2026-03-12T16:00:00Z',
  }));
  const shares = event.conditions.map((condition, index) => ({
    condition,
    isShuffled: index === 1,
    own: 0.5,
    book: bookOf(condition, 0.5, clock.nowMs()),
  }));
  let hear: (frame: BooksFrame) => void = () => undefined;
  const worker = createSignalsWorker({ store: { all: async () => ok([]), add: async () => ok(undefined) } });
  const silent: SignalsApi = { learn: worker.learn, entries: worker.entries, leads: async () => [] };
  const service = createSignals({
    relations: {
      stateOf: () => ({ kind: 'ready', event, readAtMs: timeMs(START_MS), problems: [] }),
      subscribe: () => () => undefined,
    },
    books: {
      stateOf(token): BookState {
        const share = shares.find(({ condition }) => condition.tokens[0] === token);
        return share
          ? { kind: 'live', book: share.book }
          : { kind: 'bad', fault: 'missing', sinceMs: timeMs(START_MS) };
      },
      subscribeDirty: () => () => undefined,
      subscribeFrames: (listener) => {
        hear = listener;
        return () => undefined;
      },
    },
    spot,
    // What it is asked before the last minute is not answered: ten seconds of work that would say the same.
    worker: {
      api: async () => (clock.nowMs() < START_MS + (MINUTES - 1) * 60_000 ? silent : worker),
      restart: async () => undefined,
    },
    settings: current,
    clock,
    log: outside.log,
  });
  for (const slice of [spot, service]) slice.wakes?.(() => undefined);
  for (const slice of [spot, service]) slice.start?.();
  service.setPages([`/event/${event.slug}`]);
  await settled();

  /** Moves of spot that the share has yet to follow. */
  const later: { readonly atMs: number; readonly middle: number }[] = [];
  const market = venues.markets.get('BTC/USD');
  let before = NaN;
  for (let passed = 0; passed < MINUTES * 60_000; passed += STEP_MS) {
    clock.advance(STEP_MS);
    if (passed % 10_000 === 0) await settled();
    if (passed % 100 === 0) venues.step();
    if (passed % 1_000 === 0) venues.second();
    const [bid, ask] = [market?.side('bid')[0]?.[0] ?? 0, market?.side('ask')[0]?.[0] ?? 0];
    later.push({ atMs: clock.nowMs() + LEAD_MS, middle: (bid + ask) / 2 });
    let move = 0;
    while ((later[0]?.atMs ?? Infinity) <= clock.nowMs()) {
      const { middle } = later.shift() ?? { middle: before };
      move += Number.isNaN(before) ? 0 : (middle - before) * 2e-3;
      before = middle;
    }
    if (move === 0) continue;
    for (const share of shares) {
      share.own = Math.min(0.9, Math.max(0.1, share.own + (share.isShuffled && random() < 0.5 ? -move : move)));
      share.book = bookOf(share.condition, share.own, clock.nowMs());
    }
    const events = shares.map(({ book }) => ({ kind: 'snapshot', book }) as const);
    hear({ events, receivedAtMs: clock.nowMs(), conditionOf: () => null });
  }
  for (let turn = 0; turn < 50; turn += 1) await settled();
  const { markets = [] } = service.topics?.markets(null) ?? {};
  const { fair = {} } = service.topics?.signals(`/event/${event.slug}`) ?? {};
  service.close?.();
  spot.close();
  const [follower, shuffled] = shares.map(({ condition: { marketId } }): Said => {
    const shown = markets.find((each) => each.marketId === marketId);
    const onPage = fair[marketId];
    return {
      lead: shown?.lead ? en.lead.line(shown.lead) : null,
      fair: !shown?.fair
        ? null
        : shown.fair.kind === 'value'
          ? en.fairInPanel.line(shown.fair, 1_000)
          : en.fairInPanel.none(shown.fair),
      line: onPage?.kind === 'value' ? en.fairValue.short(onPage, 1_000) : null,
    };
  });
  if (follower === undefined || shuffled === undefined) throw new Error('no conditions');
  return { follower, shuffled };
}

function bookOf(condition: Condition, price: number, atMs: number): Book {
  const level = (dollars: number) => [
    { priceMicros: priceMicros(Math.round(dollars * 1_000) * 1_000), sizeMicros: sizeMicros(100_000_000) },
  ];
  return {
    tokenId: condition.tokens[0],
    conditionId: condition.id,
    bids: level(price - 0.002),
    asks: level(price + 0.002),
    tickMicros: priceMicros(1_000),
    hash: '',
    venueTimeMs: timeMs(atMs),
    receivedAtMs: timeMs(atMs),
    verifiedAtMs: timeMs(atMs),
  };
}

describe('a market on BTC beside the spot exchanges', () => {
  it('is valued, and spot is said to move first by what was built in, but not where it goes its own way', async () => {
    const { follower, shuffled } = await simulated();
    const { lead, fair, line } = follower;
    const found = /BTC spot moved before this price by about (\d+) ms \((\d+)-(\d+)\)/.exec(lead ?? '');
    expect(lead).toMatch(/^In the last 1[01] min BTC spot moved before/);
    const [about, low, high] = [Number(found?.[1]), Number(found?.[2]), Number(found?.[3])];
    expect(Math.abs(about - LEAD_MS)).toBeLessThanOrEqual(100);
    expect([low <= LEAD_MS, high >= LEAD_MS]).toEqual([true, true]);
    expect(fair).toMatch(/^Fair [<>\d.¢]+ \(.+\) if BTC keeps moving at \d+ % a year; spot from Kraken and Coinbase, /);
    expect(fair).toContain('settled on Binance');
    expect(line).not.toBeNull();
    expect(shuffled.lead).toMatch(/nothing suggests that BTC spot or this price moves first\.$/);
  }, 120_000);

  it('is neither valued nor timed without spot prices', async () => {
    const { follower } = await simulated({ isOn: false });
    expect([follower.lead, follower.line]).toEqual([null, null]);
    expect(follower.fair).toBe(en.fairInPanel.none({ kind: 'off', reason: 'no-spot' }));
  }, 120_000);
});
