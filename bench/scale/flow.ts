/**
 * The quotes of the made-up venue: a steady stream of coherent changes, and violations on demand. All quotes lie on
 * their side of the market's fair price, so nothing can be taken for certain unless a violation was put in.
 *
 *   change:  an extra order comes, or the one before goes
 *   violate: bids away -> one ask far below (that moment counts)
 *   mend:    ask away -> bids back
 */
import { performance } from 'node:perf_hooks';
import type { ExchangeCore, MarketSpec } from '../../exchange/model';
import type { Random } from '../../lib/domain/random';
import { between, type ScaleEvent } from './markets';

const ACCOUNT = 'scale-maker';
const CASH_MICROS = 4_000_000_000_000_000;
const WHOLE = 1_000_000;
const SHARE = 1_000_000;
/** Ticks from the fair price at which the lasting quotes stand; extra orders come between 1 and the last. */
const LEVELS = [2, 3, 4] as const;
const EXTRA_TICKS = 6;
/** What must be left of a violation after fees and while the event's other books tick. */
const MARGIN_MICROS = 30_000;
/** Changes are made in lots, so that a high rate is not one timer each. */
const LOT_MS = 5;

interface Quoted {
  readonly market: MarketSpec;
  readonly event: ScaleEvent;
  readonly fairMicros: number;
  bids: string[];
  extra: string | null;
  /** A violation stands in this book: no extra bids, which would meet it. */
  held: boolean;
}

export interface Violation {
  readonly slug: string;
  /** The moment just before the book became takeable, milliseconds since 1970. */
  readonly atMs: number;
  mend(): void;
}

export interface ScaleFlow {
  readonly changes: number;
  readonly refused: number;
  /** Puts a violation into the event. @throws Error for an event in which nothing can be violated, or that has one. */
  violate(slug: string): Violation;
  stop(): void;
}

export function startScaleFlow(
  core: ExchangeCore,
  setUp: { readonly events: readonly ScaleEvent[]; readonly random: Random; readonly changesPerSecond: number },
): ScaleFlow {
  const { events, random } = setUp;
  core.deposit(ACCOUNT, { cashMicros: CASH_MICROS });
  for (const { event } of events) core.addEvent(event);
  const quoted = events.flatMap((event) =>
    event.event.markets.map((market, index): Quoted => ({
      market,
      event,
      fairMicros: event.fairMicros[index] ?? 0,
      bids: [],
      extra: null,
      held: false,
    })),
  );
  const bySlug = new Map<string, Quoted[]>();
  for (const one of quoted) bySlug.set(one.event.event.slug, [...(bySlug.get(one.event.event.slug) ?? []), one]);
  const counters = { orders: 0, changes: 0, refused: 0 };

  /** Rests on the book of YES: a bid buys YES, an ask buys NO. Null where the price does not exist. */
  function rest(market: MarketSpec, side: 'bid' | 'ask', priceMicros: number, shares: number): string | null {
    if (priceMicros < market.tickMicros || priceMicros > WHOLE - market.tickMicros) return null;
    const id = `scale-${(counters.orders += 1)}`;
    const placed = core.place({
      account: ACCOUNT,
      tokenId: market.tokens[side === 'bid' ? 0 : 1],
      side: 'BUY',
      priceMicros: side === 'bid' ? priceMicros : WHOLE - priceMicros,
      sizeMicros: shares * SHARE,
      type: 'GTC',
      postOnly: true,
      expiration: 0,
      id,
    });
    if (!placed.ok) counters.refused += 1;
    return placed.ok ? id : null;
  }

  function quoteBids(one: Quoted): void {
    const { market, fairMicros } = one;
    one.bids = LEVELS.flatMap(
      (ticks) => rest(market, 'bid', fairMicros - ticks * market.tickMicros, between(random, 400, 1_200)) ?? [],
    );
  }

  function change(): void {
    const one = quoted[Math.floor(random() * quoted.length)];
    if (!one) return;
    counters.changes += 1;
    if (one.extra !== null) {
      core.cancel(ACCOUNT, one.extra);
      one.extra = null;
      return;
    }
    const side = one.held || random() < 0.5 ? 'ask' : 'bid';
    const away = between(random, 1, EXTRA_TICKS) * one.market.tickMicros;
    one.extra = rest(one.market, side, one.fairMicros + (side === 'ask' ? away : -away), between(random, 10, 900));
  }

  for (const one of quoted) {
    quoteBids(one);
    const { market, fairMicros } = one;
    for (const ticks of LEVELS)
      rest(market, 'ask', fairMicros + ticks * market.tickMicros, between(random, 400, 1_200));
  }

  const startedAt = performance.now();
  const timer = setInterval(() => {
    const due = ((performance.now() - startedAt) * setUp.changesPerSecond) / 1_000;
    while (counters.changes < due) change();
  }, LOT_MS);

  return {
    get changes() {
      return counters.changes;
    },
    get refused() {
      return counters.refused;
    },
    violate(slug) {
      const members = bySlug.get(slug) ?? [];
      const place = members.length < 2 || members.some(({ held }) => held) ? null : placeOf(core, members);
      if (place === null) throw new Error(`no violation can be put into ${slug}`);
      const { one, priceMicros } = place;
      one.held = true;
      for (const id of [...one.bids, ...(one.extra === null ? [] : [one.extra])]) core.cancel(ACCOUNT, id);
      one.bids = [];
      one.extra = null;
      const atMs = performance.timeOrigin + performance.now();
      const ask = rest(one.market, 'ask', priceMicros, 400);
      if (ask === null) throw new Error(`the exchange refused the violation of ${slug}`);
      return {
        slug,
        atMs,
        mend() {
          core.cancel(ACCOUNT, ask);
          if (one.extra !== null) core.cancel(ACCOUNT, one.extra);
          one.extra = null;
          quoteBids(one);
          one.held = false;
        },
      };
    },
    stop: () => clearInterval(timer),
  };
}

interface Place {
  readonly one: Quoted;
  readonly priceMicros: number;
}

/** Which ask, and how low, makes a certain gain that survives fees; null where the prices leave no room. */
function placeOf(core: ExchangeCore, members: readonly Quoted[]): Place | null {
  const [first, second] = members;
  if (!first || !second) return null;
  const feeOf = ({ market, fairMicros }: Quoted): number =>
    (Number(market.fee?.rate ?? 0) * fairMicros * (WHOLE - fairMicros)) / WHOLE;
  const { tickMicros } = first.market;
  const down = (price: number): number => Math.floor(price / tickMicros) * tickMicros;
  if (first.event.family === 'group') {
    // Every YES together pays one: the favourite becomes so cheap that all of them cost less.
    const asks = members.map(({ market }) => core.depth(market.tokens[0]).asks[0]?.priceMicros ?? WHOLE);
    const others = asks.slice(1).reduce((sum, ask) => sum + ask, 0);
    const fees = members.reduce((sum, one) => sum + feeOf(one), 0);
    const priceMicros = down(WHOLE - others - fees - MARGIN_MICROS - members.length * tickMicros);
    return priceMicros >= tickMicros ? { one: first, priceMicros } : null;
  }
  // Above the higher threshold is above the lower one: the lower rung becomes cheaper than the higher one's bid.
  const bid = core.depth(second.market.tokens[0]).bids[0]?.priceMicros ?? 0;
  const priceMicros = down(bid - feeOf(first) - feeOf(second) - MARGIN_MICROS - 2 * tickMicros);
  return priceMicros >= tickMicros ? { one: first, priceMicros } : null;
}
