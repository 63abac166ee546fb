/**
 * The matching engine with its ledger.
 *
 *   place --> checks --> marketable and delayed? --> DELAYED --(time)--+
 *                            |                                         v
 *                            +--> plan fills --> FOK/FAK refusal, balance --> commit --> rest (LIVE) or done (MATCHED)
 */
import { createHash } from 'node:crypto';
import type { DepthView, EventSpec, ExchangeCore, PlaceResult } from '../model';
import { LOT_MICROS } from './book';
import { checkMarketableBuy, checkTerms, GTD_MARGIN_SECONDS, refusals } from './checks';
import { Chain } from './chain';
import type { ControlledClock } from './clock';
import { feeMicros } from './fees';
import { accountKey, Ledger } from './ledger';
import { Markets, type MarketState, type TokenMarket } from './markets';
import { groupByPrice, isMarketable, planFills } from './match';
import type { Plan } from './match';
import { openOrder, restingHold, targetCash } from './open-order';
import type { CoreEvent, Order, SubmittedOrder, Trade } from './orders';
import { Settlement, SETTLEMENT_TIMES } from './settlement';
import type { Fate, SettlementTimes } from './settlement';
import { formatDecimalMicros } from '../../lib/domain/units';

/** Tick changes from a cent to a tenth of a cent once a price has left this band (market channel documentation). */
const FINE_TICK_BELOW_MICROS = 40_000;
const FINE_TICK_ABOVE_MICROS = 960_000;
/** Trades among scenario agents are forgotten beyond this many, so that a long demo does not fill memory. */
const AGENT_TRADES_KEPT = 5_000;

export interface CoreOptions {
  readonly clock: ControlledClock;
  readonly seed?: number;
  /** What becomes of trades matched now. */
  readonly fate?: () => Fate;
  readonly times?: SettlementTimes;
  /**
   * Whether a resolved market pays by itself, as the venue's operator does for those who allowed it; else by
   * redeeming.
   */
  readonly autoRedeem?: () => boolean;
}

export interface Refusal {
  readonly id: string;
  readonly account: string;
  readonly error: string;
  readonly timeMs: number;
}

export class Core implements ExchangeCore {
  readonly clock: ControlledClock;
  readonly ledger = new Ledger();
  readonly markets: ReadonlyMap<string, MarketState>;
  readonly orders = new Map<string, Order>();
  readonly trades = new Map<string, Trade>();
  readonly chain: Chain;
  readonly refused: Refusal[] = [];
  private readonly registry = new Markets();
  private readonly listeners = new Set<(event: CoreEvent) => void>();
  private readonly settlement: Settlement;
  private readonly agentTrades: string[] = [];
  private readonly seed: number;
  /** A resolved market whose shares are redeemed one holder after the other is not even in between. */
  readonly paysByItself: () => boolean;
  private sequence = 0;

  constructor(options: CoreOptions) {
    this.clock = options.clock;
    this.markets = this.registry.byCondition;
    this.seed = options.seed ?? 1;
    this.paysByItself = options.autoRedeem ?? (() => true);
    this.chain = new Chain(this.ledger, this.registry, () => this.clock.nowMs());
    this.settlement = new Settlement({
      clock: this.clock,
      ledger: this.ledger,
      fate: options.fate ?? (() => 'confirm'),
      times: options.times ?? SETTLEMENT_TIMES,
      makeHash: () => `0x${this.digest('transaction')}`,
      changed: (trade) =>
        this.emit({ kind: 'trade', market: this.registry.of(trade.conditionId).spec, trade, isNew: false }),
    });
  }

  subscribe(listener: (event: CoreEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private emit(event: CoreEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  private digest(label: string): string {
    return createHash('sha256').update(`${this.seed}:${label}:${this.sequence++}`).digest('hex');
  }

  private makeUuid(label: string): string {
    const hex = this.digest(label);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }

  events(): readonly EventSpec[] {
    return this.registry.events();
  }

  /** @throws Error when a market repeats an id or has a fee schedule that cannot be charged. */
  addEvent(event: EventSpec): void {
    this.registry.add(event);
    for (const spec of event.markets) this.emit({ kind: 'new-market', market: spec });
  }

  find(tokenId: string): TokenMarket | null {
    return this.registry.find(tokenId);
  }

  deposit(
    account: string,
    what: { readonly cashMicros?: number; readonly tokens?: Readonly<Record<string, number>> },
  ): void {
    if (what.cashMicros) this.ledger.depositCash(account, what.cashMicros, this.clock.nowMs());
    for (const [tokenId, amountMicros] of Object.entries(what.tokens ?? {})) {
      const found = this.find(tokenId);
      if (!found) throw new Error(`deposit: unknown token ${tokenId}`);
      const { spec } = found.market;
      this.ledger.depositShares({
        account,
        conditionId: spec.conditionId,
        tokenId,
        oppositeId: spec.tokens[found.outcomeIndex === 0 ? 1 : 0],
        amountMicros,
        timeMs: this.clock.nowMs(),
      });
    }
  }

  depth(tokenId: string): DepthView {
    const found = this.find(tokenId);
    return found ? found.market.book.depth(found.outcomeIndex) : { bids: [], asks: [] };
  }

  lastTradePrice(tokenId: string): string {
    const found = this.find(tokenId);
    return found ? found.market.last[found.outcomeIndex].price : '';
  }

  place(submitted: SubmittedOrder): PlaceResult {
    const id = submitted.id ?? `0x${this.digest('order')}`;
    const found = this.find(submitted.tokenId);
    if (!found) return this.refuse(id, submitted.account, refusals.unknownToken);
    const { market, outcomeIndex } = found;
    const nowMs = this.clock.nowMs();
    if (this.orders.has(id)) return this.refuse(id, submitted.account, refusals.duplicated(id));
    const problem = checkTerms({ ...submitted, id }, market.spec, nowMs);
    if (problem) return this.refuse(id, submitted.account, problem);
    const order = openOrder({
      submitted,
      id,
      conditionId: market.spec.conditionId,
      outcomeIndex,
      nowMs,
      sequence: this.sequence++,
    });
    const { account, budgetMicros } = order;
    const marketable = isMarketable(market.book, order);
    if (order.postOnly && marketable) return this.refuse(id, account, refusals.postOnlyCrosses);
    if (order.side === 'BUY' && (marketable || budgetMicros !== null)) {
      const small = checkMarketableBuy(budgetMicros ?? targetCash(order));
      if (small) return this.refuse(id, account, small);
    }
    if (submitted.delayMs && marketable) return this.delay(order, market, submitted.delayMs);
    return this.run(order, market, true);
  }

  /**
   * Keeps a refusal for the ledger. Scenario agents are refused all the time (crossing quotes, empty purses): no rows
   * for them.
   */
  noteRefusal(id: string, account: string, error: string): void {
    if (account.startsWith('0x'))
      this.refused.push({ id, account: accountKey(account), error, timeMs: this.clock.nowMs() });
  }

  private refuse(id: string, account: string, error: string): PlaceResult {
    this.noteRefusal(id, account, error);
    return { ok: false, id, error };
  }

  /** Takes the money now and matches after a while; meanwhile the order cannot be cancelled. */
  private delay(order: Order, market: MarketState, delayMs: number): PlaceResult {
    const needed = order.side === 'BUY' ? targetCash(order) : order.sizeMicros;
    const asset = order.side === 'BUY' ? 'cash' : { tokenId: order.tokenId };
    if (this.ledger.available(order.account, asset) < needed)
      return this.refuse(order.id, order.account, refusals.balance);
    this.hold(order, needed);
    order.status = 'DELAYED';
    this.orders.set(order.id, order);
    this.emit({ kind: 'order', type: 'PLACEMENT', order });
    this.clock.after(delayMs, () => {
      this.hold(order, 0);
      order.status = 'LIVE';
      const result = market.spec.closed
        ? this.refuse(order.id, order.account, refusals.notReady)
        : this.run(order, market, false);
      if (result.ok) return;
      order.status = 'UNMATCHED';
      order.reason = result.error;
      this.emit({ kind: 'order', type: 'CANCELLATION', order });
    });
    return { ok: true, id: order.id, status: 'delayed', makingMicros: 0, takingMicros: 0, tradeIds: [] };
  }

  private run(order: Order, market: MarketState, announce: boolean): PlaceResult {
    const plan = planFills(market.book, order);
    if (order.type === 'FOK' && !plan.complete) return this.kill(order, announce, refusals.fokNotFilled);
    if (order.type === 'FAK' && plan.fills.length === 0) return this.kill(order, announce, refusals.fakNotFilled);
    if (!this.affordable(order, market, plan)) return this.refuse(order.id, order.account, refusals.balance);
    this.orders.set(order.id, order);
    if (announce) this.emit({ kind: 'order', type: 'PLACEMENT', order });
    const trades = this.commit(order, market, plan);
    this.rest(order, market);
    if (trades.length > 0) this.emit({ kind: 'order', type: 'UPDATE', order });
    this.publish(market, trades.length > 0);
    if (trades.length > 0) this.refineTick(market);
    this.forgetAgents(order, trades);
    const buys = order.side === 'BUY';
    return {
      ok: true,
      id: order.id,
      status: trades.length > 0 ? 'matched' : 'live',
      makingMicros: buys ? plan.cashMicros : plan.sizeMicros,
      takingMicros: buys ? plan.sizeMicros : plan.cashMicros,
      tradeIds: trades.map(({ id }) => id),
    };
  }

  /** An instant order that finds too little is told on the user channel as well, with the reason. */
  private kill(order: Order, announce: boolean, error: string): PlaceResult {
    if (announce) {
      order.status = 'CANCELED';
      order.reason = error;
      this.emit({ kind: 'order', type: 'CANCELLATION', order });
    }
    return this.refuse(order.id, order.account, error);
  }

  private affordable(order: Order, market: MarketState, plan: Plan): boolean {
    if (order.side === 'SELL')
      return this.ledger.available(order.account, { tokenId: order.tokenId }) >= order.sizeMicros;
    const fees = groupByPrice(plan).reduce(
      (sum, group) => sum + feeMicros(market.spec.fee, group.sizeMicros, group.priceMicros),
      0,
    );
    return this.ledger.available(order.account, 'cash') >= Math.max(targetCash(order), plan.cashMicros) + fees;
  }

  private commit(order: Order, market: MarketState, plan: Plan): Trade[] {
    const trades: Trade[] = [];
    for (const group of groupByPrice(plan)) {
      const trade = this.settlement.book(
        { id: this.makeUuid('trade'), taker: order, fee: market.spec.fee, bucketIndex: trades.length, ...group },
        (fill) => {
          const { maker, sizeMicros } = fill;
          market.book.reduce(maker, sizeMicros);
          if (maker.restingMicros > 0 && maker.restingMicros < LOT_MICROS)
            market.book.reduce(maker, maker.restingMicros);
          maker.matchedMicros += sizeMicros;
          maker.cashMovedMicros += fill.makerCashMicros;
          this.hold(maker, restingHold(maker));
          if (maker.restingMicros === 0) maker.status = 'MATCHED';
        },
      );
      this.trades.set(trade.id, trade);
      for (const { maker } of group.fills) maker.tradeIds.push(trade.id);
      order.tradeIds.push(trade.id);
      order.matchedMicros += trade.sizeMicros;
      order.cashMovedMicros += group.cashMicros;
      market.last[order.outcomeIndex] = { price: formatDecimalMicros(trade.priceMicros), side: order.side };
      trades.push(trade);
    }
    for (const trade of trades) {
      this.emit({ kind: 'trade', market: market.spec, trade, isNew: true });
      for (const { maker } of trade.fills) this.emit({ kind: 'order', type: 'UPDATE', order: maker });
    }
    return trades;
  }

  private rest(order: Order, market: MarketState): void {
    const left = order.sizeMicros - order.matchedMicros;
    if (order.budgetMicros !== null || order.type === 'FOK' || order.type === 'FAK' || left < LOT_MICROS) {
      order.status = 'MATCHED';
      return;
    }
    order.restingMicros = left;
    this.hold(order, restingHold(order));
    market.book.add(order);
    if (order.type === 'GTD')
      this.clock.after((order.expiration - GTD_MARGIN_SECONDS) * 1000 - this.clock.nowMs(), () =>
        this.end(order, 'expired'),
      );
  }

  /** Brings what an order holds to a new amount. */
  private hold(order: Order, amountMicros: number): void {
    this.ledger.hold(
      order.account,
      order.side === 'BUY' ? 'cash' : { tokenId: order.tokenId },
      amountMicros - order.heldMicros,
    );
    order.heldMicros = amountMicros;
  }

  cancel(account: string, orderId: string): boolean {
    const order = this.orders.get(orderId);
    return order !== undefined && order.account === accountKey(account) && this.end(order, 'canceled');
  }

  private end(order: Order, reason: string): boolean {
    if (order.restingMicros === 0) return false;
    const market = this.registry.of(order.conditionId);
    market.book.reduce(order, order.restingMicros);
    this.hold(order, 0);
    order.status = 'CANCELED';
    order.reason = reason;
    this.emit({ kind: 'order', type: 'CANCELLATION', order });
    this.publish(market, false);
    this.forgetAgents(order, []);
    return true;
  }

  private publish(market: MarketState, traded: boolean): void {
    const changes = market.book.takeChanges();
    if (changes.length === 0 && !traded) return;
    market.changes += 1;
    this.emit({ kind: 'book', market: market.spec, changes, traded });
  }

  private refineTick(market: MarketState): void {
    const prices = [
      market.last[0].price === '' ? null : Number(market.last[0].price) * 1_000_000,
      market.last[1].price === '' ? null : Number(market.last[1].price) * 1_000_000,
    ];
    if (
      market.spec.tickMicros === 10_000 &&
      prices.some((price) => price !== null && (price > FINE_TICK_ABOVE_MICROS || price < FINE_TICK_BELOW_MICROS))
    )
      this.setTick(market.spec.conditionId, 1_000);
  }

  /** @throws Error for an unknown market. */
  setTick(conditionId: string, tickMicros: number): void {
    const market = this.registry.of(conditionId);
    const oldTickMicros = market.spec.tickMicros;
    if (oldTickMicros === tickMicros) return;
    market.spec = { ...market.spec, tickMicros };
    this.emit({ kind: 'tick', market: market.spec, oldTickMicros });
  }

  /** Opens or closes a market for orders without resolving it. @throws Error for an unknown market. */
  setAccepting(conditionId: string, acceptingOrders: boolean): void {
    const market = this.registry.of(conditionId);
    market.spec = { ...market.spec, acceptingOrders };
  }

  resolve(conditionId: string, yesWins: boolean): void {
    const market = this.registry.of(conditionId);
    if (market.spec.closed) return;
    for (const order of [...this.orders.values()])
      if (order.conditionId === conditionId) this.end(order, 'market resolved');
    market.spec = { ...market.spec, closed: true, acceptingOrders: false, resolvedYes: yesWins };
    this.chain.report(conditionId, yesWins ? [1, 0] : [0, 1]);
    const [yes, no] = market.spec.tokens;
    if (this.paysByItself())
      this.ledger.payOut({
        conditionId,
        winnerId: yesWins ? yes : no,
        loserId: yesWins ? no : yes,
        timeMs: this.clock.nowMs(),
      });
    this.emit({ kind: 'resolved', market: market.spec, yesWins });
  }

  private forgetAgents(order: Order, trades: readonly Trade[]): void {
    const agents = (candidate: Order): boolean => !candidate.account.startsWith('0x');
    const finished = [order, ...trades.flatMap((trade) => trade.fills.map(({ maker }) => maker))];
    for (const one of finished)
      if (agents(one) && one.restingMicros === 0 && one.status !== 'DELAYED') this.orders.delete(one.id);
    for (const trade of trades)
      if (agents(trade.taker) && trade.fills.every(({ maker }) => agents(maker))) this.agentTrades.push(trade.id);
    while (this.agentTrades.length > AGENT_TRADES_KEPT) this.trades.delete(this.agentTrades.shift() ?? '');
  }
}
