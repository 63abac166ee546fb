/**
 * What the live venue is said to do on the first day, on the market channel and in the catalogue, each on a local
 * exchange that is as unkind.
 */
import { describe, expect, it } from 'vitest';
import type { BookEvent, FeedStatus } from '../../lib/ports/feed';
import { confirmDetails } from '../../lib/venues/polymarket/clob/parse-clob';
import { LIVE } from '../../lib/venues/polymarket/gamma/parse-market';
import { parseEvent } from '../../lib/venues/polymarket/gamma/parse-gamma';
import { createMarketFeed } from '../../lib/venues/polymarket/ws/market-feed';
import * as en from '../../lib/words/en';
import { createAdapterBench, only, signal } from '../kit/adapter-exchange';
import { localSocket } from '../kit/local-transport';
import { createFakeClock, createMemoryLog, until } from '../kit/venue';

const bench = createAdapterBench();
const { conditionsOf, data, unkindly } = bench;

/** A feed of these tokens on hand-moved time. */
function feedOf(tokens: ReadonlySet<string>) {
  const statuses: FeedStatus['kind'][] = [];
  const events: BookEvent[] = [];
  const time = createFakeClock(Date.now());
  const feed = createMarketFeed({
    openSocket: localSocket(() => bench.exchange),
    clock: time,
    log: createMemoryLog(),
    random: () => 0,
    handlers: {
      onEvents: (some) => void events.push(...some),
      onStray: () => undefined,
      onStatus: ({ kind }) => void statuses.push(kind),
    },
  });
  feed.watch(tokens as Parameters<typeof feed.watch>[0]);
  return { feed, events, statuses, time };
}

describe('the market channel', () => {
  it('7: a dump that was dropped is asked for again, and words of the server are no news', async () => {
    unkindly({ wsDropPercent: 100 });
    const condition = await only(conditionsOf('plain-one'));
    const lost = bench.exchange.server.frames.withheld;
    const { feed, events, time } = feedOf(new Set(condition.tokens));
    await until(() => bench.exchange.server.frames.withheld > lost, 'the dump was dropped');
    bench.exchange.faults.patch({ wsDropPercent: 0 });
    time.advance(10_000);
    await until(() => events.length === 2, 'the books');
    expect(events.map(({ kind }) => kind)).toEqual(['snapshot', 'snapshot']);
    expect(feed.status().kind).toBe('live');
    feed.close();
  });

  it('7: a resolution without a winner reaches the books', async () => {
    unkindly();
    const conditions = await conditionsOf('risky-one');
    const [watched, other] = conditions;
    if (!watched || !other) throw new Error('fixture');
    const { feed, events } = feedOf(new Set(watched.tokens));
    await until(() => events.length === 2, 'the books');
    bench.exchange.core.resolve(other.id, false);
    bench.exchange.core.resolve(watched.id, false);
    await until(() => events.some(({ kind }) => kind === 'resolved'), 'the resolution');
    expect(events.filter(({ kind }) => kind === 'resolved')).toMatchObject([{ conditionId: watched.id }]);
    feed.close();
  });

  it('8: news of the whole venue do not keep a dead feed alive', async () => {
    unkindly({ wsDropPercent: 100, newMarketsPerMinute: 600 });
    const condition = await only(conditionsOf('plain-one'));
    const { withheld } = bench.exchange.server.frames;
    const { feed, statuses, time } = feedOf(new Set(condition.tokens));
    await until(() => bench.exchange.server.frames.withheld > withheld, 'the dump was dropped');
    const before = bench.exchange.server.frames.sent;
    bench.exchange.faults.patch({ wsDropPercent: 0 });
    await until(() => bench.exchange.server.frames.sent > before + 3, 'some news of other markets');
    expect(statuses).not.toContain('live');
    time.advance(5_000);
    expect(feed.status().kind).toBe('connecting');
    feed.close();
  });
});

describe('the catalogue', () => {
  it('10: what the fee leaves out is zero, and only two numbers contradict', async () => {
    unkindly();
    const condition = await only(conditionsOf('risky-one'));
    const raw: unknown = await (await fetch(`${bench.exchange.plainUrl}/clob-markets/${condition.id}`)).json();
    const feeFor = (over: Partial<typeof condition>, fd: unknown) => {
      const confirmed = confirmDetails({ ...condition, ...over }, { ...(raw as object), fd });
      return confirmed.ok ? confirmed.value.fee : confirmed.error.code;
    };
    const free = { ratePpm: 0, exponent: 1, takerOnly: true };
    expect(feeFor({ fee: null }, { e: 1, to: true })).toMatchObject({ ratePpm: 0 });
    expect(feeFor({ fee: free }, { r: 0 })).toMatchObject({ ratePpm: 0 });
    expect(feeFor({ fee: { ...free, exponent: 4 } }, {})).toMatchObject({ ratePpm: 0 });
    expect(feeFor({ fee: null }, { r: 0.07, to: true })).toMatchObject({ ratePpm: 70_000, exponent: 0 });
    expect(feeFor({}, { r: 0.01, e: 1 })).toBe('contradiction');
    expect(feeFor({}, { r: 0.07, e: 1 })).toMatchObject({ ratePpm: 70_000 });
  });

  it('11: ids as a list or as text, and a market that is not open yet is called so', async () => {
    unkindly();
    const url = `${bench.exchange.plainUrl}/~gamma-api/events/slug/newer-one`;
    const raw = (await (await fetch(url)).json()) as { markets: Record<string, unknown>[] };
    const first = await only(conditionsOf('newer-one'));
    const markets = raw.markets.map((each) => ({ ...each, positionIds: JSON.stringify(each['positionIds']) }));
    const asText = parseEvent({ ...raw, markets }, LIVE);
    expect(asText.ok && asText.value.event.conditions[0]?.tokens).toEqual(first.tokens);
    const unopened = parseEvent({ ...raw, markets: [...markets, { ...markets[0], conditionId: '' }] }, LIVE);
    if (!unopened.ok) throw new Error('unreadable');
    expect(unopened.value.event.incomplete).toBe(true);
    expect(unopened.value.problems.map((each) => en.failure(each)).join()).toMatch(/announced and not open yet/);
    expect((await data().fetchEventBySlug('newer-one', signal)).ok).toBe(true);
  });
});
