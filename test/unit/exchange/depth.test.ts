import { describe, expect, it } from 'vitest';
import { createClock } from '../../../exchange/core/clock';
import { Core } from '../../../exchange/core/core';
import { scenarios } from '../../../exchange/scenarios/index';
import { seeded } from '../../../lib/domain/random';

describe('the books of the scenarios', () => {
  it('rest as deep as recorded books: 77 to 136 levels, as far as the ticks of a side reach', () => {
    const clock = createClock({ startMs: Date.UTC(2026, 10, 21, 12), speed: 0 });
    const core = new Core({ clock });
    const stop = scenarios['coherent']?.start(core, seeded(7), {});
    for (const wait of [0, 60_000]) {
      clock.advance(wait);
      for (const market of core.events().flatMap(({ markets }) => markets.filter((each) => each.acceptingOrders))) {
        const { bids, asks } = core.depth(market.tokens[0]);
        const away = Math.max(bids[0]?.priceMicros ?? 0, 1_000_000 - (asks[0]?.priceMicros ?? 1_000_000));
        const levels = Math.max(bids.length, asks.length);
        expect(levels, market.slug).toBeGreaterThanOrEqual(
          Math.min(77, Math.floor((0.8 * away) / market.tickMicros) - 10),
        );
        expect(levels, market.slug).toBeLessThanOrEqual(136);
      }
    }
    stop?.();
    clock.close();
  });
});
