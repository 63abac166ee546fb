/** Three still events for the adapter: a plain market, a neg-risk group of the first protocol and one of the second. */
import type { Scenario } from '../../exchange/model';
import { buildEvent, categories } from '../../exchange/scenarios/spec';

const markets = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    slug: `${name}-${i}`,
    question: `${name} ${i}?`,
    title: `${name} ${i}`,
    description: 'For tests.',
    volume: 1_000 - i,
  }));
const base = { description: 'For tests.', endDate: '2027-12-31T00:00:00Z' } as const;
export const EVENTS = [
  buildEvent({
    ...base,
    id: 501,
    slug: 'plain-one',
    title: 'Plain',
    category: categories.politics,
    version: 'v1',
    grouping: 'separate',
    tickMicros: 10_000,
    markets: markets('plain', 1),
  }),
  buildEvent({
    ...base,
    id: 502,
    slug: 'risky-one',
    title: 'Risky',
    category: categories.crypto,
    version: 'v1',
    grouping: 'neg-risk',
    tickMicros: 1_000,
    markets: markets('risky', 3),
  }),
  buildEvent({
    ...base,
    id: 503,
    slug: 'newer-one',
    title: 'Newer',
    category: categories.world,
    version: 'v2',
    grouping: 'neg-risk',
    tickMicros: 10_000,
    markets: markets('newer', 2),
  }),
];
export const MAKER = 'maker';
export const WHOLE = 1_000_000;

/** Every market quotes YES 0.40 / 0.44 with 1,000 shares a level. */
export const scenario: Scenario = {
  name: 'adapter',
  summary: 'Still books for the adapter.',
  focusSlug: 'plain-one',
  start(core) {
    core.deposit(MAKER, { cashMicros: 1_000_000 * WHOLE });
    for (const event of EVENTS) {
      core.addEvent(event);
      for (const market of event.markets) {
        core.deposit(MAKER, { tokens: { [market.tokens[0]]: 100_000 * WHOLE, [market.tokens[1]]: 100_000 * WHOLE } });
        for (const [side, cents] of [
          ['BUY', 40],
          ['BUY', 38],
          ['SELL', 44],
          ['SELL', 47],
        ] as const) {
          core.place({
            account: MAKER,
            tokenId: market.tokens[0],
            side,
            priceMicros: cents * 10_000,
            sizeMicros: 1_000 * WHOLE,
            type: 'GTC',
            postOnly: false,
            expiration: 0,
          });
        }
      }
    }
    return () => undefined;
  },
};
