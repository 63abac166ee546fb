/**
 * The one physical book of a market, in prices of YES. A YES bid and a NO ask are the same thing seen from two sides:
 * buying NO at q is an ask at 1 - q, selling NO at q a bid at 1 - q. Levels keep their orders in the order of arrival
 * (price-time priority).
 */
import type { DepthView, LevelView } from '../model';
import type { LevelChange, Order } from './orders';
import { takesAsks } from './orders';

const MICROS = 1_000_000;
/** Books are shown in hundredths of a share, as in every recorded book; what is smaller stays invisible. */
export const LOT_MICROS = 10_000;

interface Level {
  readonly priceMicros: number;
  orders: Order[];
  totalMicros: number;
}

class Side {
  private readonly levels: Level[] = [];
  private readonly byPrice = new Map<number, Level>();

  /** `direction` 1: lowest price is best (asks); -1: highest (bids). */
  constructor(private readonly direction: 1 | -1) {}

  add(priceMicros: number, order: Order): void {
    let level = this.byPrice.get(priceMicros);
    if (!level) {
      level = { priceMicros, orders: [], totalMicros: 0 };
      const before = this.levels.findIndex((other) => (other.priceMicros - priceMicros) * this.direction > 0);
      this.levels.splice(before < 0 ? this.levels.length : before, 0, level);
      this.byPrice.set(priceMicros, level);
    }
    level.orders.push(order);
    level.totalMicros += order.restingMicros;
  }

  reduce(priceMicros: number, order: Order, byMicros: number, gone: boolean): void {
    const level = this.byPrice.get(priceMicros);
    if (!level) throw new Error(`book: no level at ${priceMicros}`);
    level.totalMicros -= byMicros;
    if (gone) level.orders = level.orders.filter((other) => other !== order);
    if (level.orders.length > 0) return;
    this.byPrice.delete(priceMicros);
    this.levels.splice(this.levels.indexOf(level), 1);
  }

  best(): number | null {
    return this.levels[0]?.priceMicros ?? null;
  }

  /** Orders in the sequence in which they would be taken. */
  *queue(): Generator<Order> {
    for (const level of this.levels) yield* level.orders;
  }

  shownMicros(priceMicros: number): number {
    const total = this.byPrice.get(priceMicros)?.totalMicros ?? 0;
    return total - (total % LOT_MICROS);
  }

  shown(): LevelView[] {
    return this.levels
      .map(({ priceMicros }) => ({ priceMicros, sizeMicros: this.shownMicros(priceMicros) }))
      .filter(({ sizeMicros }) => sizeMicros > 0);
  }
}

export class MarketBook {
  private readonly bids = new Side(-1);
  private readonly asks = new Side(1);
  /** Sizes last told to listeners, by side and price. */
  private readonly told = { bid: new Map<number, number>(), ask: new Map<number, number>() };
  private readonly touched = { bid: new Set<number>(), ask: new Set<number>() };

  private place(order: Order): { readonly name: 'bid' | 'ask'; readonly side: Side; readonly priceMicros: number } {
    const priceMicros = order.outcomeIndex === 0 ? order.priceMicros : MICROS - order.priceMicros;
    const name = takesAsks(order) ? 'bid' : 'ask';
    return { name, side: name === 'bid' ? this.bids : this.asks, priceMicros };
  }

  add(order: Order): void {
    const { name, side, priceMicros } = this.place(order);
    side.add(priceMicros, order);
    this.touched[name].add(priceMicros);
  }

  /** Takes shares off a resting order (all of them when it is cancelled). */
  reduce(order: Order, byMicros: number): void {
    const { name, side, priceMicros } = this.place(order);
    order.restingMicros -= byMicros;
    side.reduce(priceMicros, order, byMicros, order.restingMicros === 0);
    this.touched[name].add(priceMicros);
  }

  /** Resting orders that a taker of this kind meets, best first. */
  opposite(taker: Pick<Order, 'outcomeIndex' | 'side'>): Generator<Order> {
    return takesAsks(taker) ? this.asks.queue() : this.bids.queue();
  }

  bestYes(): { readonly bidMicros: number | null; readonly askMicros: number | null } {
    return { bidMicros: this.bids.best(), askMicros: this.asks.best() };
  }

  depth(outcomeIndex: 0 | 1): DepthView {
    const bids = this.bids.shown();
    const asks = this.asks.shown();
    if (outcomeIndex === 0) return { bids, asks };
    const mirror = ({ priceMicros, sizeMicros }: LevelView): LevelView => ({
      priceMicros: MICROS - priceMicros,
      sizeMicros,
    });
    return { bids: asks.map(mirror), asks: bids.map(mirror) };
  }

  /** Levels whose shown size differs from what was told before; telling them marks them as told. */
  takeChanges(): LevelChange[] {
    const changes: LevelChange[] = [];
    for (const name of ['bid', 'ask'] as const) {
      const side = name === 'bid' ? this.bids : this.asks;
      for (const priceMicros of this.touched[name]) {
        const sizeMicros = side.shownMicros(priceMicros);
        if (sizeMicros === (this.told[name].get(priceMicros) ?? 0)) continue;
        if (sizeMicros > 0) this.told[name].set(priceMicros, sizeMicros);
        else this.told[name].delete(priceMicros);
        changes.push({ side: name, priceMicros, sizeMicros });
      }
      this.touched[name].clear();
    }
    return changes;
  }
}
