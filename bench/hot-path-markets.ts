/** Markets of a whole venue with coherent books, half of them in groups of four, and how they move. */
import type { Condition } from '../lib/domain/condition';
import type { Random } from '../lib/domain/random';
import { parseEventId } from '../lib/domain/ids';
import type { Component } from '../lib/services/relations/relations';
import { makeNegRiskEvent } from '../test/kit/advisor-events';
import { relation } from '../test/kit/random-instances';
import { condition, rawBook } from '../test/kit/venue';

const GROUP = 4;
const LEVELS = 8;
/** Of recorded changes 7.5 % touch the best price, and a quarter of those move it. */
const AT_BEST = 0.075;
const MOVES_BEST = 0.25;

interface Market {
  readonly n: number;
  readonly condition: Condition;
  /** Cents; bids below, asks above. */
  readonly middle: number;
  /** By distance from the middle; 0 for none. */
  readonly sizes: { readonly bid: number[]; readonly ask: number[] };
}

export interface Markets {
  readonly conditions: readonly Condition[];
  readonly components: readonly Component[];
  /** All books as they were at first. */
  reset(): void;
  dump(tokens: readonly string[], nowMs: number): string;
  rawBook(token: string, nowMs: number): Record<string, unknown>;
  /** One frame a change, with both tokens in it, as the venue sends it. */
  frames(count: number, nowMs: number): readonly { readonly token: string; readonly text: string }[];
}

export function createMarkets(count: number, random: Random): Markets {
  const event = makeNegRiskEvent(['A', 'B']);
  const markets: Market[] = [];
  for (let n = 1; n <= count; n += 1) {
    const inGroup = n <= count / 2;
    const eventId = parseEventId(String(inGroup ? Math.ceil(n / GROUP) : n));
    if (eventId === null) throw new Error('fixture');
    markets.push({
      n,
      condition: condition(n, { eventId }),
      middle: inGroup ? 100 / GROUP : 20 + (n % 60),
      sizes: { bid: [], ask: [] },
    });
  }
  const byToken = new Map(
    markets.flatMap((market) => market.condition.tokens.map((token) => [String(token), market] as const)),
  );
  const components: Component[] = [];
  for (let n = 0; n < count; n += 1) {
    const members = markets.slice(n, n < count / 2 ? n + GROUP : n + 1).map((market) => market.condition);
    const of = members.map(({ id }) => String(id));
    const relations = of.length > 1 ? [relation({ type: 'exactly-one', of }, n)] : [];
    components.push({ key: of[0] ?? '', conditions: members, relations, event });
    n += members.length - 1;
  }

  function rawOf(token: string, nowMs: number): Record<string, unknown> {
    const market = byToken.get(token);
    if (!market) throw new Error('fixture');
    const isYes = market.condition.tokens[0] === token;
    const levelsOf = (side: 'bid' | 'ask') =>
      market.sizes[side]
        .flatMap((size, away) => (size === 0 ? [] : [[priceOf(market, side, away, isYes), String(size)] as const]))
        .reverse();
    const [bids, asks] = isYes ? [levelsOf('bid'), levelsOf('ask')] : [levelsOf('ask'), levelsOf('bid')];
    const tokenId = market.condition.tokens[isYes ? 0 : 1];
    return { event_type: 'book', ...rawBook(market.n, tokenId, { bids, asks, timestamp: nowMs - 5 }) };
  }

  function change(nowMs: number): { readonly token: string; readonly text: string } {
    const market = markets[Math.floor(random() * markets.length)];
    if (!market) throw new Error('fixture');
    const side = random() < 0.5 ? 'bid' : 'ask';
    const sizes = market.sizes[side];
    const isBest = random() < AT_BEST;
    const away = isBest ? 0 : 1 + Math.floor(random() * (LEVELS - 1));
    sizes[away] = isBest && sizes[0] !== 0 && random() < MOVES_BEST ? 0 : 1 + Math.floor(random() * 500);
    const best = (of: 'bid' | 'ask', isYes: boolean): string =>
      priceOf(
        market,
        of,
        market.sizes[of].findIndex((size) => size > 0),
        isYes,
      );
    const changes = market.condition.tokens.map((token, position) => {
      const isYes = position === 0;
      return {
        asset_id: token,
        price: priceOf(market, side, away, isYes),
        size: String(sizes[away]),
        side: (side === 'bid') === isYes ? 'BUY' : 'SELL',
        hash: '56621a121a47ed9333273e21c83b660cff37ae50',
        best_bid: best(isYes ? 'bid' : 'ask', isYes),
        best_ask: best(isYes ? 'ask' : 'bid', isYes),
      };
    });
    const frame = {
      market: market.condition.id,
      price_changes: changes,
      timestamp: String(nowMs),
      event_type: 'price_change',
    };
    return { token: market.condition.tokens[0], text: JSON.stringify(frame) };
  }

  return {
    conditions: markets.map((market) => market.condition),
    components,
    reset() {
      for (const { sizes, n } of markets)
        for (const side of ['bid', 'ask'] as const)
          for (let away = 0; away < LEVELS; away += 1) sizes[side][away] = 10 + ((n * 7 + away * 13) % 200);
    },
    dump: (tokens, nowMs) => JSON.stringify(tokens.map((token) => rawOf(token, nowMs))),
    rawBook: rawOf,
    frames: (wanted, nowMs) =>
      Array.from({ length: wanted }, (_, index) => change(nowMs + Math.floor((index / wanted) * 1_000))),
  };
}

function priceOf({ middle }: Market, side: 'bid' | 'ask', away: number, isYes: boolean): string {
  const cents = side === 'bid' ? middle - 1 - away : middle + 1 + away;
  return ((isYes ? cents : 100 - cents) / 100).toFixed(2);
}
