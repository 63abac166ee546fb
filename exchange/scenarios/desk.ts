/**
 * The market makers' desk: which of their orders rest where, and the rule that makes the books coherent. Asks are bids
 * on the other token (the books are mirrored), so makers need money only.
 *
 *   rule: every resting bid lies at least one tick below the fair price, every resting ask at least one tick above it.
 *
 * The fair price therefore always lies strictly inside all bands, and since fair prices come from one probability
 * distribution over joint outcomes, no set of orders can be bought for less than its certain payoff (docs/maths.md 2.2:
 * "V = 0 iff some coherent mu lies in all bands").
 */
import type { ExchangeCore, MarketSpec, NewOrder } from '../model';
import type { Random } from '../../lib/domain/random';
import { WHOLE } from './world';

export type Side = 'bid' | 'ask';

interface Quote {
  readonly id: string;
  readonly account: string;
  /** Of YES, also for asks. */
  readonly yesMicros: number;
  readonly sizeMicros: number;
}

interface Quotes {
  readonly market: MarketSpec;
  readonly bid: Map<number, Quote>;
  readonly ask: Map<number, Quote>;
  /** What rests far from the middle, by price: nobody moves it until the middle comes near. */
  readonly far: { readonly bid: Map<number, Quote>; readonly ask: Map<number, Quote> };
}

export interface Counters {
  changes: number;
  rejections: number;
}

export interface DeskOrder {
  readonly account: string;
  readonly side: Side;
  readonly yesMicros: number;
  readonly sizeMicros: number;
}

export interface Desk {
  readonly counters: Readonly<Counters>;
  /** Takes away every quote that would break the rule at this fair price. */
  guard(market: MarketSpec, fairMicros: number): void;
  /** Fills the ladders around the fair price again. `widen` moves the best level away by that many ticks. */
  refill(
    market: MarketSpec,
    fairMicros: number,
    options?: { readonly widen?: number; readonly sides?: readonly Side[] },
  ): void;
  /** Puts in place what rests far from the middle, out to the last price of the venue. */
  deepen(market: MarketSpec, fairMicros: number): void;
  /** Cancels and places one random quote again with another size. */
  resize(market: MarketSpec): void;
  /** Cancels up to `count` quotes from the best one outwards. */
  thin(market: MarketSpec, side: Side, count: number): void;
  /** Cancels the quotes of one side whose YES price fails the test. */
  withdraw(market: MarketSpec, side: Side, keep: (yesMicros: number) => boolean): void;
  /** An order outside the ladders; its id, or null when the core refused it. */
  post(market: MarketSpec, order: DeskOrder): string | null;
  cancel(account: string, id: string): void;
  /** Buys what rests best on the token up to `sizeMicros` shares. */
  take(account: string, tokenId: string, sizeMicros: number): void;
}

const LAST_OFFSET = 28;
/** Distance of each level from the best one in ticks: dense at the top, thinning out, like the recorded books. */
const LEVELS = [0, 1, 2, 3, 4, 6, 8, 11, 15, 20, LAST_OFFSET] as const;
const MAX_QUOTES_A_SIDE = 18;
/** Recorded books have 77 to 136 levels on their deeper side, out to the last price of the venue. */
const FAR_LEVELS = 100;
/** Shares at the last prices of recorded books, outermost first: orders that wait for a mistake of somebody else. */
const OUTERMOST_SHARES = [20_000_000, 500_000, 10_000] as const;
const MAKERS = ['maker-north', 'maker-south', 'maker-east'] as const;
const CENT_OF_A_SHARE = 10_000;

/** One closure over the quotes: every verb changes the same two maps, which nobody outside may see. */
export function createDesk(core: ExchangeCore, random: Random): Desk {
  const books = new Map<string, Quotes>();
  const counters: Counters = { changes: 0, rejections: 0 };

  const quotesOf = (market: MarketSpec): Quotes => {
    const known = books.get(market.conditionId);
    if (known) return known;
    const fresh: Quotes = { market, bid: new Map(), ask: new Map(), far: { bid: new Map(), ask: new Map() } };
    books.set(market.conditionId, fresh);
    return fresh;
  };

  const send = (order: Omit<NewOrder, 'postOnly' | 'expiration'>): string | null => {
    const result = core.place({ ...order, postOnly: false, expiration: 0 });
    if (result.ok) counters.changes += 1;
    else counters.rejections += 1;
    return result.ok ? result.id : null;
  };

  const post = (market: MarketSpec, order: DeskOrder): string | null =>
    send({
      account: order.account,
      tokenId: market.tokens[order.side === 'bid' ? 0 : 1],
      side: 'BUY',
      priceMicros: order.side === 'bid' ? order.yesMicros : WHOLE - order.yesMicros,
      sizeMicros: order.sizeMicros,
      type: 'GTC',
    });

  const cancel = (account: string, id: string): void => {
    // False means that it was filled or cancelled before: nothing changed on the book.
    if (core.cancel(account, id)) counters.changes += 1;
  };

  const drop = (quotes: Quotes, side: Side, quote: Quote): void => {
    quotes[side].delete(quote.yesMicros);
    cancel(quote.account, quote.id);
  };

  const place = (quotes: Quotes, side: Side, yesMicros: number, level: number): void => {
    const account = MAKERS[Math.floor(random() * MAKERS.length)] ?? MAKERS[0];
    const sizeMicros = drawSize(quotes.market, level, random);
    const id = post(quotes.market, { account, side, yesMicros, sizeMicros });
    if (id !== null) quotes[side].set(yesMicros, { id, account, yesMicros, sizeMicros });
  };

  const dropFar = (quotes: Quotes, side: Side, yesMicros: number): void => {
    const quote = quotes.far[side].get(yesMicros);
    if (!quote) return;
    quotes.far[side].delete(yesMicros);
    cancel(quote.account, quote.id);
  };

  const withdraw: Desk['withdraw'] = (market, side, keep) => {
    const quotes = quotesOf(market);
    for (const quote of [...quotes[side].values()]) if (!keep(quote.yesMicros)) drop(quotes, side, quote);
    for (const price of [...quotes.far[side].keys()]) if (!keep(price)) dropFar(quotes, side, price);
  };

  return {
    counters,
    post,
    cancel,
    withdraw,
    guard(market, fairMicros) {
      withdraw(market, 'bid', (price) => price <= fairMicros - market.tickMicros);
      withdraw(market, 'ask', (price) => price >= fairMicros + market.tickMicros);
    },
    refill(market, fairMicros, options = {}) {
      const quotes = quotesOf(market);
      const tick = market.tickMicros;
      const resting = restingByPrice(core, market);
      for (const side of options.sides ?? (['bid', 'ask'] as const)) {
        const away = side === 'bid' ? -1 : 1;
        const best = bestAllowed(side, fairMicros, tick) + away * tick * (options.widen ?? 0);
        LEVELS.forEach((offset, level) => {
          const price = best + away * offset * tick;
          if (price < tick || price > WHOLE - tick) return;
          const quote = quotes[side].get(price);
          const left = resting[side].get(price) ?? 0;
          if (quote && left * 2 >= quote.sizeMicros) return;
          if (quote) drop(quotes, side, quote);
          dropFar(quotes, side, price);
          place(quotes, side, price, level);
        });
        const outer = [...quotes[side].values()].sort((a, b) => away * (b.yesMicros - a.yesMicros));
        for (const quote of outer.slice(0, Math.max(0, outer.length - MAX_QUOTES_A_SIDE))) drop(quotes, side, quote);
      }
    },
    deepen(market, fairMicros) {
      const quotes = quotesOf(market);
      const tick = market.tickMicros;
      for (const side of ['bid', 'ask'] as const) {
        const inner = bestAllowed(side, fairMicros, tick) / tick;
        const away = side === 'bid' ? -1 : 1;
        const outermost = side === 'bid' ? 1 : WHOLE / tick - 1;
        const first = inner + away * (LAST_OFFSET + 1);
        const step = Math.max(1, Math.ceil((Math.abs(outermost - first) + 1) / FAR_LEVELS));
        for (let fromEdge = 0; (outermost - away * fromEdge - first) * away >= 0; fromEdge += step) {
          const yesMicros = (outermost - away * fromEdge) * tick;
          if (quotes.far[side].has(yesMicros) || quotes[side].has(yesMicros)) continue;
          const rank = fromEdge / step;
          const account = MAKERS[rank % MAKERS.length] ?? MAKERS[0];
          const sizeMicros = WHOLE * (OUTERMOST_SHARES[rank] ?? farShares(rank));
          const id = post(market, { account, side, yesMicros, sizeMicros });
          if (id !== null) quotes.far[side].set(yesMicros, { id, account, yesMicros, sizeMicros });
        }
      }
    },
    resize(market) {
      const quotes = quotesOf(market);
      const side: Side = random() < 0.5 ? 'bid' : 'ask';
      const all = [...quotes[side].values()];
      const level = Math.floor(random() * all.length);
      const quote = all[level];
      if (!quote) return;
      drop(quotes, side, quote);
      place(quotes, side, quote.yesMicros, Math.min(level, LEVELS.length - 1));
    },
    thin(market, side, count) {
      const quotes = quotesOf(market);
      const away = side === 'bid' ? -1 : 1;
      const inner = [...quotes[side].values()].sort((a, b) => away * (a.yesMicros - b.yesMicros));
      for (const quote of inner.slice(0, count)) drop(quotes, side, quote);
    },
    take(account, tokenId, sizeMicros) {
      const best = core.depth(tokenId).asks[0];
      if (!best) return;
      const shares = Math.min(sizeMicros, best.sizeMicros);
      // The venue wants at least a dollar for a marketable buy; one dollar buys a little more than a very cheap
      // remainder holds.
      const cashMicros = Math.max(
        1_000_000,
        Math.ceil((shares * best.priceMicros) / WHOLE / CENT_OF_A_SHARE) * CENT_OF_A_SHARE,
      );
      send({
        account,
        tokenId,
        side: 'BUY',
        priceMicros: best.priceMicros,
        sizeMicros: shares,
        cashMicros,
        type: 'FAK',
      });
    },
  };
}

/** Whole shares of a level, counted from the outside. Nothing is drawn: the agents' sequence stays what it was. */
function farShares(rank: number): number {
  return 400 + ((rank * 7_919) % 1_600);
}

function bestAllowed(side: Side, fairMicros: number, tick: number): number {
  return side === 'bid' ? Math.floor((fairMicros - tick) / tick) * tick : Math.ceil((fairMicros + tick) / tick) * tick;
}

function restingByPrice(core: ExchangeCore, market: MarketSpec): Record<Side, ReadonlyMap<number, number>> {
  const depth = core.depth(market.tokens[0]);
  return {
    bid: new Map(depth.bids.map((level) => [level.priceMicros, level.sizeMicros])),
    ask: new Map(depth.asks.map((level) => [level.priceMicros, level.sizeMicros])),
  };
}

/**
 * Log-normal around a median that grows with the market's volume and away from the best price; in hundredths of a
 * share.
 */
function drawSize(market: MarketSpec, level: number, random: Random): number {
  const median = 90 + Math.min(2_400, market.volume / 2_500);
  // Sum of uniforms instead of Box-Muller: bounded tails, so that no single level swamps a book.
  const normal = (random() + random() + random() + random() - 2) * 1.7;
  const shares = median * Math.exp(0.9 * normal) * (1 + 0.35 * level);
  return Math.max(market.minSizeMicros * 12, Math.round(shares * 100) * CENT_OF_A_SHARE);
}
