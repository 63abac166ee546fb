/**
 * What an incoming order would take, without taking it: resting orders best price first, oldest first within a price,
 * at the resting order's price, so that any improvement goes to the taker. Buyer meets seller of the same token
 * (complementary); two buyers of opposite tokens mint a complete set; two sellers merge one (CTF Exchange V2,
 * `Trading.sol`). Cash of either side is floor(price x shares).
 */
import type { Fill, MatchKind, Order } from './orders';
import type { MarketBook } from './book';
import { LOT_MICROS } from './book';

const MICROS = 1_000_000n;

export interface Plan {
  readonly fills: readonly Fill[];
  readonly sizeMicros: number;
  /** Cash of the taker over all fills, without fees. */
  readonly cashMicros: number;
  /** The whole target was reached, up to what is too small to trade. */
  readonly complete: boolean;
}

function cashFor(priceMicros: number, sizeMicros: number): number {
  return Number((BigInt(priceMicros) * BigInt(sizeMicros)) / MICROS);
}

function sharesFor(cashMicros: number, priceMicros: number): number {
  return Number((BigInt(cashMicros) * MICROS) / BigInt(priceMicros));
}

/** Whether an order may trade at a price of its own token; the signed amounts decide where they are given. */
export function accepts(order: Pick<Order, 'side' | 'priceMicros' | 'ratio'>, priceMicros: number): boolean {
  if (!order.ratio) return order.side === 'BUY' ? priceMicros <= order.priceMicros : priceMicros >= order.priceMicros;
  const wanted = BigInt(priceMicros) * BigInt(order.ratio.sharesMicros);
  const limit = BigInt(order.ratio.cashMicros) * MICROS;
  return order.side === 'BUY' ? wanted <= limit : wanted >= limit;
}

function kindOf(taker: Pick<Order, 'outcomeIndex' | 'side'>, maker: Order): MatchKind {
  if (taker.outcomeIndex === maker.outcomeIndex) return 'COMPLEMENTARY';
  return taker.side === 'BUY' ? 'MINT' : 'MERGE';
}

export function planFills(
  book: MarketBook,
  taker: Pick<Order, 'outcomeIndex' | 'side' | 'priceMicros' | 'ratio' | 'sizeMicros' | 'budgetMicros'>,
): Plan {
  const fills: Fill[] = [];
  let sizeMicros = 0;
  let cashMicros = 0;
  let complete = false;
  for (const maker of book.opposite(taker)) {
    const priceMicros =
      taker.outcomeIndex === maker.outcomeIndex ? maker.priceMicros : Number(MICROS) - maker.priceMicros;
    if (!accepts(taker, priceMicros)) break;
    const wanted =
      taker.budgetMicros === null
        ? taker.sizeMicros - sizeMicros
        : sharesFor(taker.budgetMicros - cashMicros, priceMicros);
    const take = Math.min(wanted, maker.restingMicros);
    if (take > 0) {
      const takerCashMicros = cashFor(priceMicros, take);
      fills.push({
        maker,
        kind: kindOf(taker, maker),
        sizeMicros: take,
        priceMicros,
        takerCashMicros,
        makerCashMicros: taker.outcomeIndex === maker.outcomeIndex ? takerCashMicros : cashFor(maker.priceMicros, take),
      });
      sizeMicros += take;
      cashMicros += takerCashMicros;
    }
    const left =
      taker.budgetMicros === null
        ? taker.sizeMicros - sizeMicros
        : sharesFor(taker.budgetMicros - cashMicros, priceMicros);
    complete = left < (taker.budgetMicros === null ? 1 : LOT_MICROS);
    if (take === wanted) {
      complete = true;
      break;
    }
  }
  return { fills, sizeMicros, cashMicros, complete };
}

/** Whether anything rests that the order would meet. */
export function isMarketable(
  book: MarketBook,
  taker: Pick<Order, 'outcomeIndex' | 'side' | 'priceMicros' | 'ratio'>,
): boolean {
  for (const maker of book.opposite(taker)) {
    return accepts(
      taker,
      taker.outcomeIndex === maker.outcomeIndex ? maker.priceMicros : Number(MICROS) - maker.priceMicros,
    );
  }
  return false;
}

/** The fills of a plan at one price: what becomes one trade. */
export interface FillGroup {
  readonly priceMicros: number;
  readonly sizeMicros: number;
  readonly cashMicros: number;
  readonly fills: Plan['fills'];
}

export function groupByPrice(plan: Plan): FillGroup[] {
  const groups: FillGroup[] = [];
  for (const fill of plan.fills) {
    const last = groups.at(-1);
    if (last?.priceMicros === fill.priceMicros)
      groups[groups.length - 1] = {
        ...last,
        sizeMicros: last.sizeMicros + fill.sizeMicros,
        cashMicros: last.cashMicros + fill.takerCashMicros,
        fills: [...last.fills, fill],
      };
    else
      groups.push({
        priceMicros: fill.priceMicros,
        sizeMicros: fill.sizeMicros,
        cashMicros: fill.takerCashMicros,
        fills: [fill],
      });
  }
  return groups;
}
