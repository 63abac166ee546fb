/** The ledger as JSON: what tests assert on. Amounts are integers in micros. */
import type { Core } from '../core/core';
import type { Order, Trade } from '../core/orders';

export interface LedgerView {
  readonly accounts: Readonly<
    Record<string, { readonly cash: Amounts; readonly tokens: Readonly<Record<string, Amounts>> }>
  >;
  readonly orders: readonly OrderRow[];
  readonly trades: readonly TradeRow[];
  /** Every refused order with its text, repeated ones too. */
  readonly refused: Core['refused'];
  readonly deposits: Core['ledger']['deposits'];
  readonly payouts: Core['ledger']['payouts'];
  readonly feesMicros: number;
  readonly roundingMicros: number;
  readonly collateral: Readonly<Record<string, number>>;
  /** Zero and empty in a sound ledger. */
  readonly imbalances: ReturnType<Core['ledger']['imbalances']>;
}

interface Amounts {
  readonly balanceMicros: number;
  readonly heldMicros: number;
}

export interface OrderRow {
  readonly id: string;
  readonly account: string;
  readonly conditionId: string;
  readonly tokenId: string;
  readonly side: Order['side'];
  readonly type: Order['type'];
  readonly priceMicros: number;
  readonly sizeMicros: number;
  readonly matchedMicros: number;
  readonly restingMicros: number;
  readonly cashMovedMicros: number;
  readonly status: Order['status'];
  readonly expiration: number;
  readonly createdAtMs: number;
  readonly tradeIds: readonly string[];
  readonly reason: string;
}

export interface TradeRow {
  readonly id: string;
  readonly conditionId: string;
  readonly tokenId: string;
  readonly takerOrder: string;
  readonly taker: string;
  readonly side: Trade['side'];
  readonly sizeMicros: number;
  readonly priceMicros: number;
  readonly feeMicros: number;
  readonly status: Trade['status'];
  readonly transactionHash: string;
  readonly matchedAtMs: number;
  readonly makers: readonly {
    readonly order: string;
    readonly account: string;
    readonly kind: string;
    readonly sizeMicros: number;
    readonly cashMicros: number;
  }[];
}

function orderRow(order: Order): OrderRow {
  const {
    id,
    account,
    conditionId,
    tokenId,
    side,
    type,
    priceMicros,
    sizeMicros,
    matchedMicros,
    restingMicros,
    cashMovedMicros,
    status,
    expiration,
    createdAtMs,
    tradeIds,
    reason,
  } = order;
  return {
    id,
    account,
    conditionId,
    tokenId,
    side,
    type,
    priceMicros,
    sizeMicros,
    matchedMicros,
    restingMicros,
    cashMovedMicros,
    status,
    expiration,
    createdAtMs,
    tradeIds,
    reason,
  };
}

function tradeRow(trade: Trade): TradeRow {
  const { id, conditionId, tokenId, side, sizeMicros, priceMicros, feeMicros, status, transactionHash, matchedAtMs } =
    trade;
  const makers = trade.fills.map((fill) => ({
    order: fill.maker.id,
    account: fill.maker.account,
    kind: fill.kind,
    sizeMicros: fill.sizeMicros,
    cashMicros: fill.makerCashMicros,
  }));
  return {
    id,
    conditionId,
    tokenId,
    takerOrder: trade.taker.id,
    taker: trade.taker.account,
    side,
    sizeMicros,
    priceMicros,
    feeMicros,
    status,
    transactionHash,
    matchedAtMs,
    makers,
  };
}

export function ledgerView(core: Core): LedgerView {
  const { ledger } = core;
  const accounts = [...ledger.accounts.values()].map(
    (account) =>
      [
        account.name,
        {
          cash: { ...account.cash },
          tokens: Object.fromEntries([...account.tokens].map(([id, holding]) => [id, { ...holding }])),
        },
      ] as const,
  );
  return {
    accounts: Object.fromEntries(accounts),
    orders: [...core.orders.values()].map(orderRow),
    trades: [...core.trades.values()].map(tradeRow),
    refused: core.refused,
    deposits: ledger.deposits,
    payouts: ledger.payouts,
    feesMicros: ledger.feesMicros,
    roundingMicros: ledger.roundingMicros,
    collateral: Object.fromEntries(ledger.collateral),
    imbalances: ledger.imbalances(
      [...core.markets.values()].map(({ spec }) => spec).filter(({ closed }) => !closed || core.paysByItself()),
      core.chain.converted.values(),
    ),
  };
}
