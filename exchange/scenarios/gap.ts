/**
 * Opens a gap on purpose: one leg of a basket whose payoff is certain becomes so cheap that the whole basket leaves an
 * edge after fees. Arithmetic is in integer micros; fees are rounded up at the venue's five decimals, so the edge is
 * never less than asked for.
 */
import type { ExchangeCore, FeeSpec, MarketSpec } from '../model';
import type { Desk } from './desk';
import { WHOLE } from './world';

export interface GapLeg {
  readonly market: MarketSpec;
  /** 0 buys YES, 1 buys NO. */
  readonly outcome: 0 | 1;
}

export interface GapPlan {
  readonly legs: readonly GapLeg[];
  /** What one of each leg pays at least, in micros. */
  readonly floorMicros: number;
  /** The leg whose ask comes down. */
  readonly move: GapLeg;
  readonly sizeMicros: number;
  /** Of the whole basket at that size, after fees. */
  readonly edgeMicros: number;
}

export interface Gap {
  /** Takes the orders of the gap away again, those that are left. */
  close(): void;
}

const ACCOUNT = 'maker-late';
const FEE_STEP_MICROS = 10;

/** Taker fee for one share at this price in micros, rounded up at 1e-5 dollars (docs /trading/fees). */
export function feePerShareMicros(fee: FeeSpec | null, priceMicros: number): number {
  if (!fee) return 0;
  const price = priceMicros / WHOLE;
  return (
    Math.ceil((WHOLE * Number(fee.rate) * (price * (1 - price)) ** fee.exponent) / FEE_STEP_MICROS) * FEE_STEP_MICROS
  );
}

function unitCost(leg: GapLeg, priceMicros: number): number {
  return priceMicros + feePerShareMicros(leg.market.fee, priceMicros);
}

/** @throws RangeError when the books leave no price at which the gap fits, which the catalog's floors rule out. */
export function openGap(core: ExchangeCore, desk: Desk, plan: GapPlan): Gap {
  const mine: string[] = [];
  const post = (leg: GapLeg, askMicros: number, sizeMicros: number): void => {
    // An ask of this token is a bid on the other one; in YES terms it is an ask for YES legs and a bid for NO legs.
    const order = {
      account: ACCOUNT,
      sizeMicros,
      side: leg.outcome === 0 ? 'ask' : 'bid',
      yesMicros: leg.outcome === 0 ? askMicros : WHOLE - askMicros,
    } as const;
    const id = desk.post(leg.market, order);
    if (id !== null) mine.push(id);
  };

  let others = 0;
  for (const leg of plan.legs) {
    if (leg === plan.move) continue;
    const best = core.depth(leg.market.tokens[leg.outcome]).asks[0];
    if (!best) throw new RangeError(`gap: nothing offered on ${leg.market.slug}`);
    others += unitCost(leg, best.priceMicros);
    if (best.sizeMicros < plan.sizeMicros * 2) post(leg, best.priceMicros, plan.sizeMicros * 2 - best.sizeMicros);
  }
  const edgePerSet = Math.ceil((plan.edgeMicros * WHOLE) / plan.sizeMicros);
  const tick = plan.move.market.tickMicros;
  let ask = WHOLE - tick;
  while (ask > tick && unitCost(plan.move, ask) > plan.floorMicros - others - edgePerSet) ask -= tick;
  if (unitCost(plan.move, ask) > plan.floorMicros - others - edgePerSet)
    throw new RangeError(`gap: no price fits on ${plan.move.market.slug}`);

  const { market, outcome } = plan.move;
  // What would cross the new price makes room and settles beyond it, so the spread stays a spread.
  if (outcome === 0) {
    desk.withdraw(market, 'bid', (yes) => yes <= ask - 2 * tick);
    desk.refill(market, ask, { sides: ['bid'], widen: 1 });
  } else {
    desk.withdraw(market, 'ask', (yes) => yes >= WHOLE - ask + 2 * tick);
    desk.refill(market, WHOLE - ask, { sides: ['ask'], widen: 1 });
  }
  post(plan.move, ask, plan.sizeMicros);
  return {
    close() {
      for (const id of mine.splice(0)) desk.cancel(ACCOUNT, id);
    },
  };
}

export const GAP_ACCOUNT = ACCOUNT;
