/**
 * Settlement of matched trades over time. The venue's balances move at the match; the chain follows.
 *
 *   MATCHED --> MINED --> CONFIRMED
 *      |  \---> RETRYING --> MINED --> CONFIRMED
 *      \-----> RETRYING --> FAILED
 *
 * A trade that is going to fail is decided at the match, so that nothing bought with it can be spent meanwhile: what
 * each side would pay is held, and freed when it fails.
 */
import type { FeeSpec } from '../model';
import type { ControlledClock } from './clock';
import { feeMicros } from './fees';
import type { Ledger, Movement } from './ledger';
import type { Fill, Order, Trade } from './orders';

export type Fate = 'confirm' | 'retry-then-confirm' | 'fail' | 'stay-matched';

export interface SettlementTimes {
  /** Exchange milliseconds from the match. */
  readonly minedMs: number;
  readonly confirmedMs: number;
}

export const SETTLEMENT_TIMES: SettlementTimes = { minedMs: 2_000, confirmedMs: 4_000 };

interface Match {
  readonly id: string;
  readonly taker: Order;
  readonly fee: FeeSpec | null;
  readonly bucketIndex: number;
  readonly priceMicros: number;
  readonly sizeMicros: number;
  /** Cash of the taker's side, without the fee. */
  readonly cashMicros: number;
  readonly fills: readonly Fill[];
}

interface Options {
  readonly clock: ControlledClock;
  readonly ledger: Ledger;
  readonly fate: () => Fate;
  readonly times: SettlementTimes;
  readonly makeHash: () => string;
  readonly changed: (trade: Trade) => void;
}

export class Settlement {
  constructor(private readonly options: Options) {}

  /** Books a match; `release` frees what a maker's resting order held for its fill before the ledger moves it. */
  book(match: Match, release: (fill: Fill) => void): Trade {
    const { ledger, clock } = this.options;
    const { taker, fills } = match;
    const buys = taker.side === 'BUY';
    const fee = Math.min(
      feeMicros(match.fee, match.sizeMicros, match.priceMicros),
      buys ? Number.MAX_SAFE_INTEGER : match.cashMicros,
    );
    const movements: Movement[] = [
      {
        account: taker.account,
        cashMicros: buys ? -match.cashMicros - fee : match.cashMicros - fee,
        tokenId: taker.tokenId,
        sharesMicros: buys ? match.sizeMicros : -match.sizeMicros,
      },
      ...fills.map(({ maker, makerCashMicros, sizeMicros }): Movement => ({
        account: maker.account,
        cashMicros: maker.side === 'BUY' ? -makerCashMicros : makerCashMicros,
        tokenId: maker.tokenId,
        sharesMicros: maker.side === 'BUY' ? sizeMicros : -sizeMicros,
      })),
    ];
    const nowMs = clock.nowMs();
    const trade: Trade = {
      id: match.id,
      conditionId: taker.conditionId,
      taker,
      tokenId: taker.tokenId,
      outcomeIndex: taker.outcomeIndex,
      side: taker.side,
      sizeMicros: match.sizeMicros,
      priceMicros: match.priceMicros,
      feeMicros: fee,
      fills,
      movements,
      matchedAtMs: nowMs,
      bucketIndex: match.bucketIndex,
      status: 'MATCHED',
      updatedAtMs: nowMs,
      transactionHash: '',
    };
    for (const fill of fills) release(fill);
    const fate = this.options.fate();
    if (fate === 'fail') for (const movement of movements) ledger.reserve(movement, 1);
    else this.move(trade);
    this.follow(trade, fate);
    return trade;
  }

  private move(trade: Trade): void {
    const { ledger } = this.options;
    const minted = trade.fills.reduce(
      (sum, fill) => sum + (fill.kind === 'MINT' ? fill.sizeMicros : fill.kind === 'MERGE' ? -fill.sizeMicros : 0),
      0,
    );
    for (const movement of trade.movements) ledger.apply(movement);
    ledger.moveCollateral(trade.conditionId, minted);
    ledger.feesMicros += trade.feeMicros;
    const difference = trade.movements.reduce((sum, { cashMicros }) => sum + cashMicros, 0) + trade.feeMicros + minted;
    if (Math.abs(difference) > 2 * trade.fills.length)
      throw new Error(`settlement: trade ${trade.id} is out of balance by ${difference}`);
    ledger.roundingMicros -= difference;
  }

  private follow(trade: Trade, fate: Fate): void {
    const { clock, times } = this.options;
    const step = (delayMs: number, status: Trade['status'], next: () => void): void => {
      clock.after(delayMs, () => {
        trade.status = status;
        trade.updatedAtMs = clock.nowMs();
        if (status === 'MINED') trade.transactionHash = this.options.makeHash();
        if (status === 'FAILED') for (const movement of trade.movements) this.options.ledger.reserve(movement, -1);
        this.options.changed(trade);
        next();
      });
    };
    const confirm = (): void =>
      step(times.minedMs, 'MINED', () => step(times.confirmedMs - times.minedMs, 'CONFIRMED', () => undefined));
    switch (fate) {
      case 'confirm':
        return confirm();
      case 'retry-then-confirm':
        return step(times.minedMs, 'RETRYING', confirm);
      case 'fail':
        return step(times.minedMs, 'RETRYING', () =>
          step(times.confirmedMs - times.minedMs, 'FAILED', () => undefined),
        );
      case 'stay-matched':
        // Looks again once in a while, so that lifting the fault lets the trade go on.
        clock.after(times.minedMs, () => {
          const now = this.options.fate();
          this.follow(trade, now === 'fail' ? 'stay-matched' : now);
        });
        return undefined;
      default:
        throw new Error(`unknown fate ${String(fate)}`);
    }
  }
}
