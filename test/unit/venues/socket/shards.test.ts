/** Many connections: opened in turn, the most needed first, never more than a browser gives. */
import { describe, expect, it } from 'vitest';
import type { TokenId } from '../../../../lib/domain/ids';
import type { SocketHandlers } from '../../../../lib/ports/net';
import { createMarketFeed } from '../../../../lib/venues/polymarket/ws/market-feed';
import { createFakeClock, createMemoryLog, token } from '../../../kit/venue';

interface Opened {
  readonly atMs: number;
  readonly handlers: SocketHandlers;
  readonly asked: string[];
}

function start(options: { readonly assetsPerSocket?: number; readonly mostSockets?: number } = {}) {
  const clock = createFakeClock(1_000_000);
  const opened: Opened[] = [];
  const feed = createMarketFeed({
    clock,
    log: createMemoryLog(),
    random: () => 0.5,
    handlers: { onEvents: () => undefined, onStray: () => undefined, onStatus: () => undefined },
    openSocket(_url, handlers) {
      const asked: string[] = [];
      const socket = { atMs: clock.nowMs() - 1_000_000, handlers, asked };
      opened.push(socket);
      queueMicrotask(() => handlers.onOpen());
      return {
        send(text) {
          if (text !== 'PING') asked.push(...(JSON.parse(text) as { assets_ids: string[] }).assets_ids);
        },
        close: () => undefined,
      };
    },
    ...options,
  });
  return { clock, opened, feed };
}

const tokens = (count: number): ReadonlySet<TokenId> =>
  new Set(Array.from({ length: count }, (_, index) => token(index + 2)));

describe('many connections of the market channel', () => {
  it('are opened five a second, those of the first tokens first, and carry both tokens of a market', async () => {
    const { clock, opened, feed } = start({ assetsPerSocket: 4 });
    feed.watch(tokens(120));
    expect(opened).toHaveLength(5);
    await clock.run(1_000);
    expect(opened).toHaveLength(10);
    await clock.run(4_000);
    expect(opened).toHaveLength(30);
    expect(opened.flatMap(({ asked }) => asked)).toEqual([...tokens(120)]);
    feed.close();
  });

  it('come back in turn after all of them were lost', async () => {
    const { clock, opened, feed } = start({ assetsPerSocket: 4 });
    feed.watch(tokens(120));
    await clock.run(6_000);
    const before = opened.length;
    for (const { handlers } of opened.slice()) handlers.onClose('gone');
    const lostAtMs = clock.nowMs() - 1_000_000;
    await clock.run(20_000);
    const again = opened.slice(before).map(({ atMs }) => atMs - lostAtMs);
    expect(again).toHaveLength(30);
    for (const ms of again) expect(again.filter((each) => each >= ms && each < ms + 1_000).length).toBeLessThan(12);
    feed.close();
  });

  it('are never opened for what was let go before its turn', async () => {
    const { clock, opened, feed } = start({ assetsPerSocket: 4 });
    feed.watch(tokens(120));
    feed.watch(tokens(16));
    await clock.run(10_000);
    expect(opened).toHaveLength(5);
    feed.close();
  });

  it('are at most as many as may be; what is beyond is not carried', async () => {
    const { clock, opened, feed } = start({ assetsPerSocket: 4, mostSockets: 3 });
    feed.watch(tokens(20));
    await clock.run(3_000);
    expect(opened.flatMap(({ asked }) => asked)).toEqual([...tokens(12)]);
    feed.close();
  });

  it('hold twenty thousand tokens with 200 on the first and 500 on the later ones', async () => {
    const { clock, opened, feed } = start();
    feed.watch(tokens(20_000));
    await clock.run(10_000);
    expect(opened).toHaveLength(46);
    expect(opened.map(({ asked }) => asked.length)).toEqual([
      ...Array<number>(10).fill(200),
      ...Array<number>(36).fill(500),
    ]);
    feed.close();
  });
});
