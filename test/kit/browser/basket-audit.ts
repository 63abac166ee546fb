/**
 * What an account's basket is worth, from the exchange's ledger alone: money that left the account against the least
 * that its shares pay. Nothing of the extension takes part in this sum.
 */
import type { LedgerView } from '../../../exchange/control/ledger-view';
import type { EventSpec } from '../../../exchange/model';

export interface BasketAudit {
  readonly orders: number;
  /** Orders whose whole size was matched. */
  readonly filled: number;
  /** Trades of the account that FAILED. */
  readonly failedTrades: number;
  /** Cash that left the account, fees included, micros. */
  readonly spentMicros: number;
  readonly feesMicros: number;
  /** Least payoff over the outcomes, micros. */
  readonly floorMicros: number;
  /** Payoff by outcome, labelled as the exchange names it. */
  readonly outcomes: readonly { readonly label: string; readonly payoffMicros: number }[];
}

/**
 * Audits an account that was given `depositedMicros` and traded in one complete neg-risk event (exactly one outcome
 * wins) only.
 * @throws Error when the account holds shares of another event or the event is not complete.
 */
export function auditNegRiskBasket(options: {
  readonly ledger: LedgerView;
  readonly account: string;
  readonly event: EventSpec;
  readonly depositedMicros: number;
  /** Ids of orders that are not of the basket. */
  readonly apart?: readonly string[];
}): BasketAudit {
  const { ledger, event, depositedMicros } = options;
  const account = options.account.toLowerCase();
  if (!event.negRisk || event.negRiskAugmented) throw new Error(`${event.slug} is not a complete neg-risk event`);
  const holdings = ledger.accounts[account];
  if (!holdings) throw new Error(`the ledger knows no account ${account}`);
  const known = new Set(event.markets.flatMap((market) => market.tokens));
  const stray = Object.entries(holdings.tokens).find(([token, held]) => held.balanceMicros > 0 && !known.has(token));
  if (stray) throw new Error(`the account holds shares of another event: ${stray[0]}`);

  const held = (token: string): number => holdings.tokens[token]?.balanceMicros ?? 0;
  const outcomes = event.markets.map((winner) => ({
    label: winner.groupItemTitle,
    payoffMicros: event.markets.reduce((sum, market) => sum + held(market.tokens[market === winner ? 0 : 1]), 0),
  }));
  const orders = ledger.orders.filter(
    (order) => order.account === account && !(options.apart ?? []).includes(order.id),
  );
  const trades = ledger.trades.filter((trade) => trade.taker === account);
  return {
    orders: orders.length,
    filled: orders.filter((order) => order.matchedMicros === order.sizeMicros).length,
    failedTrades: trades.filter((trade) => trade.status === 'FAILED').length,
    spentMicros: depositedMicros - holdings.cash.balanceMicros,
    feesMicros: trades.reduce((sum, trade) => sum + trade.feeMicros, 0),
    floorMicros: Math.min(...outcomes.map((outcome) => outcome.payoffMicros)),
    outcomes,
  };
}
