/**
 * Executions: one attempt to fill a basket. How one state follows from another is drawn in
 * lib/services/execution/machine.ts; what each state means is the table below, and nobody else says it.
 *
 * A record is written before each step, so that a start after a crash reads where it stood. `unknown` is a state: the
 * order may exist at the venue; it is looked up by its hash and never sent again.
 */
import type { TradingAccount } from './account';
import type { FeeSchedule, TokenSide } from './condition';
import type { CertificateHash, ConditionId, OrderHash, TokenId } from './ids';
import type { Failure } from './result';
import { moneyMicros, sizeMicros } from './units';
import type { MoneyMicros, PriceMicros, SizeMicros, TimeMs } from './units';

export type ExecutionMode = 'paper' | 'live';

interface StateMeaning {
  /** Nothing more will happen to it by itself: now, never as long as it stands there, or once every leg is settled. */
  readonly finished: 'yes' | 'no' | 'when-settled';
  /** Orders may be at the venue. */
  readonly sent: boolean;
  /** Their fate is not known: no other basket may be sent before it is. */
  readonly unresolved: boolean;
  /** What a start after a crash makes of it. */
  readonly afterCrash: 'abandoned' | 'unknown' | 'same';
}

const UNSENT: StateMeaning = { finished: 'no', sent: false, unresolved: false, afterCrash: 'abandoned' };
const ANSWERED: StateMeaning = { finished: 'when-settled', sent: true, unresolved: false, afterCrash: 'same' };

export const EXECUTION_STATES = {
  drafted: UNSENT,
  approved: UNSENT,
  signing: UNSENT,
  signed: UNSENT,
  /** Every bet is signed and none was sent: it waits for its price, in the memory of this worker alone. */
  armed: UNSENT,
  sending: { finished: 'no', sent: true, unresolved: true, afterCrash: 'unknown' },
  unknown: { finished: 'no', sent: true, unresolved: true, afterCrash: 'same' },
  matched: ANSWERED,
  partial: ANSWERED,
  failed: ANSWERED,
  settled: { finished: 'yes', sent: true, unresolved: false, afterCrash: 'same' },
  abandoned: { finished: 'yes', sent: false, unresolved: false, afterCrash: 'same' },
  refused: { finished: 'yes', sent: false, unresolved: false, afterCrash: 'same' },
} as const satisfies Readonly<Record<string, StateMeaning>>;

export type ExecutionState = keyof typeof EXECUTION_STATES;

/** `open`: its order may still match. `full`: every share that was asked for matched, but for dust below a lot. */
export const LEG_STATES = {
  pending: { open: false, full: false },
  signed: { open: false, full: false },
  sent: { open: true, full: false },
  unknown: { open: true, full: false },
  matched: { open: false, full: true },
  mined: { open: false, full: true },
  confirmed: { open: false, full: true },
  partial: { open: false, full: false },
  unfilled: { open: false, full: false },
  rejected: { open: false, full: false },
  failed: { open: false, full: false },
} as const satisfies Readonly<Record<string, { readonly open: boolean; readonly full: boolean }>>;

export type LegState = keyof typeof LEG_STATES;

/** An order of a leg as it went to the venue or is about to. */
export interface LegOrder {
  readonly hash: OrderHash;
  readonly sizeMicros: SizeMicros;
  /** Exact text of the order as it is posted; null until every leg is signed and it may be sent. */
  readonly body: string | null;
  /** When a rest of it ends by itself at the venue; null as long as there is no body. */
  readonly expiresAtMs: TimeMs | null;
  /** The venue once said that it has it, or showed a trade of it: never forgotten. */
  readonly seen: boolean;
}

/** What an order is signed for. */
export interface OrderTerms {
  readonly conditionId: ConditionId;
  readonly tokenId: TokenId;
  readonly token: TokenSide;
  readonly label: string;
  readonly side: 'buy' | 'sell';
  readonly sizeMicros: SizeMicros;
  readonly limitPriceMicros: PriceMicros;
  /** As it was when the basket was approved; its trades are charged by it however much later they are read. */
  readonly fee: FeeSchedule;
}

export interface ExecutionLeg extends OrderTerms {
  readonly state: LegState;
  /** None before signing. Today a leg has one; finishing or unwinding it adds others. */
  readonly orders: readonly LegOrder[];
  readonly filledSizeMicros: SizeMicros;
  readonly paidMicros: MoneyMicros;
  readonly feeMicros: MoneyMicros;
  readonly tradeIds: readonly string[];
  /** Shares of this token in the account when the basket was approved; null where that was not asked. */
  readonly heldBeforeMicros: SizeMicros | null;
  /** Nothing more can happen to it: its orders are dead and each of its trades was confirmed or failed on chain. */
  readonly settled: boolean;
  readonly failure: Failure | null;
}

/** Of a leg of which nothing was signed, sent or bought. */
export const UNSENT_LEG = {
  state: 'pending',
  orders: [],
  filledSizeMicros: sizeMicros(0),
  paidMicros: moneyMicros(0),
  feeMicros: moneyMicros(0),
  tradeIds: [],
  settled: false,
  failure: null,
} as const satisfies Partial<ExecutionLeg>;

export interface Execution {
  readonly id: string;
  /**
   * `trial`: the smallest real order, sent to see the venue's whole way and cancelled. `finish`, `sell-back`: what is
   * missing of another one, or what is held of it. Absent: a basket.
   */
  readonly purpose?: 'trial' | 'finish' | 'sell-back';
  /** Of which execution this one finishes or sells what is held. */
  readonly of?: string;
  readonly mode: ExecutionMode;
  /** Whose orders these are: only this account can look them up. null in paper mode. */
  readonly account: TradingAccount | null;
  readonly state: ExecutionState;
  readonly certificateHash: CertificateHash;
  /** On which its floor rests; absent in records from before they were kept. */
  readonly relationIds?: readonly string[];
  readonly eventTitle: string;
  readonly eventSlug: string;
  readonly legs: readonly ExecutionLeg[];
  readonly floorMicros: MoneyMicros;
  /** Until when its signed orders may wait to be sent; absent where they are sent at once. */
  readonly armedUntilMs?: TimeMs;
  /** Highest total cost with fees that the user agreed to. */
  readonly maxCostMicros: MoneyMicros;
  /** The user has seen how it ended and keeps what there is: it asks for nothing any more. */
  readonly acknowledged: boolean;
  readonly createdAtMs: TimeMs;
  readonly updatedAtMs: TimeMs;
  readonly failure: Failure | null;
}

/** Nothing more will happen to it by itself. */
export function isFinished({ state, mode, legs }: Execution): boolean {
  const { finished } = EXECUTION_STATES[state];
  return finished === 'yes' || (finished === 'when-settled' && (mode === 'paper' || legs.every((leg) => leg.settled)));
}

/** Orders may exist at the venue whose fate is not known. */
export function isUnresolved({ state, mode }: Execution): boolean {
  return mode === 'live' && EXECUTION_STATES[state].unresolved;
}

/** Another account may not take the place of its own now: its orders are open, or are being signed. */
export function bindsAccount(execution: Execution): boolean {
  const { finished, sent } = EXECUTION_STATES[execution.state];
  const isBeingSigned = execution.mode === 'live' && execution.account !== null && !sent && finished === 'no';
  return isBeingSigned || isUnresolved(execution);
}

/** Orders of it were made ready to be sent, so the venue may have to be asked about them. */
export function hasOrders({ legs }: Execution): boolean {
  return legs.some((leg) => leg.orders.some(({ body }) => body !== null));
}

/** Its order may still match. */
export function isOpen({ state }: ExecutionLeg): boolean {
  return LEG_STATES[state].open;
}

/** Nothing of it is missing but dust. */
export function isFull({ state }: Pick<ExecutionLeg, 'state'>): boolean {
  return LEG_STATES[state].full;
}

/** After the orders left: what the legs add up to. */
export function stateOfLegs(legs: readonly ExecutionLeg[]): ExecutionState {
  if (legs.some(isOpen)) return 'unknown';
  if (legs.every(isFull)) return legs.every((leg) => leg.settled) ? 'settled' : 'matched';
  return legs.some((leg) => leg.filledSizeMicros > 0) ? 'partial' : 'failed';
}
