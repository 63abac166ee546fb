/** The made-up venue of the bench at scale: coherent at every moment, but for what is put in. */
import { afterEach, describe, expect, it } from 'vitest';
import { startScaleFlow, type ScaleFlow } from '../../../bench/scale/flow';
import { makeEvents, type ScaleEvent } from '../../../bench/scale/markets';
import { createClock } from '../../../exchange/core/clock';
import { Core } from '../../../exchange/core/core';
import { seeded } from '../../../lib/domain/random';

const WHOLE = 1_000_000;
let flow: ScaleFlow | null = null;
afterEach(() => flow?.stop());

interface Tops {
  readonly bids: readonly number[];
  readonly asks: readonly number[];
}

function begin(changesPerSecond: number) {
  const core = new Core({ clock: createClock({ speed: 0 }) });
  const events = makeEvents(400, seeded(3), core.clock.nowMs());
  const started = startScaleFlow(core, { events, random: seeded(4), changesPerSecond });
  flow = started;
  const topsOf = ({ event }: ScaleEvent): Tops => {
    const depths = event.markets.map(({ tokens }) => core.depth(tokens[0]));
    return {
      bids: depths.map(({ bids }) => bids[0]?.priceMicros ?? 0),
      asks: depths.map(({ asks }) => asks[0]?.priceMicros ?? WHOLE),
    };
  };
  return { core, events, flow: started, topsOf };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function isCoherent({ family }: ScaleEvent, { bids, asks }: Tops): boolean {
  if (bids.some((bid, index) => bid >= (asks[index] ?? 0))) return false;
  if (family === 'group') return sum(asks) >= WHOLE && sum(bids) <= WHOLE;
  // Lower rungs first: each holds at least as often as those after it.
  return family === 'single' || bids.every((bid, index) => asks.slice(0, index).every((ask) => bid < ask));
}

/** What the cheapest certain dollar costs, fees included. */
function certainDollar(event: ScaleEvent, { bids, asks }: Tops): number {
  const rate = Number(event.event.markets[0]?.fee?.rate ?? 0);
  const withFee = (price: number): number => price + (rate * price * (WHOLE - price)) / WHOLE;
  if (event.family === 'group') return sum(asks.map(withFee));
  return withFee(asks[0] ?? WHOLE) + withFee(WHOLE - (bids[1] ?? 0));
}

describe('the made-up venue', () => {
  it('has the markets that were asked for, in all families and both protocols', () => {
    const { events } = begin(1);
    expect(sum(events.map(({ event }) => event.markets.length))).toBe(400);
    expect(new Set(events.map(({ family }) => family))).toEqual(new Set(['single', 'group', 'ladder']));
    expect(new Set(events.flatMap(({ event }) => event.markets.map(({ version }) => version))).size).toBe(2);
    for (const { family, fairMicros } of events) if (family === 'group') expect(sum(fairMicros)).toBe(WHOLE);
  });

  it('stays coherent while it changes, and refuses none of its own quotes', async () => {
    const { events, flow: running, topsOf } = begin(20_000);
    while (running.changes < 6_000) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(running.refused).toBe(0);
    expect(events.filter((event) => !isCoherent(event, topsOf(event)))).toEqual([]);
  });

  it('can be violated in each event with several markets, for more than all fees, and mended', () => {
    const { events, flow: running, topsOf } = begin(1);
    for (const event of events) {
      if (event.family === 'single') {
        expect(() => running.violate(event.event.slug)).toThrow();
        continue;
      }
      const violation = running.violate(event.event.slug);
      expect(certainDollar(event, topsOf(event))).toBeLessThan(WHOLE - 20_000);
      violation.mend();
      expect(isCoherent(event, topsOf(event))).toBe(true);
    }
    expect(running.refused).toBe(0);
  });
});
