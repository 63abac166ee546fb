/**
 * Cash-outs: one attempt to turn held shares into money without selling them. How one state follows from another is
 * drawn in lib/services/cash/machine.ts; what each state means is the table below. A record is written before each
 * step, so that a start after a crash reads where it stood; what may have left is looked up and never sent again.
 */
import type { TradingAccount } from './account';
import type { Contract, TokenSide } from './condition';
import type { ConditionId, TokenId } from './ids';
import type { Failure } from './result';
import type { MoneyMicros, SizeMicros, TimeMs } from './units';

/**
 * `merge`: YES and NO of one market into a dollar; `convert`: NO of several outcomes of one event into dollars and YES
 * of the others; `complete`: YES of every outcome, Other included, into a dollar; `redeem`: shares of a decided market.
 */
export const CASH_KINDS = ['merge', 'convert', 'complete', 'redeem'] as const;
export type CashKind = (typeof CASH_KINDS)[number];

interface StateMeaning {
  /** Nothing more happens to it. */
  readonly finished: boolean;
  /** It may be carried out, or may have been. */
  readonly sent: boolean;
}

const UNSENT: StateMeaning = { finished: false, sent: false };
const OPEN: StateMeaning = { finished: false, sent: true };
const OVER: StateMeaning = { finished: true, sent: false };

export const CASH_STATES = {
  drafted: UNSENT,
  signing: UNSENT,
  sending: OPEN,
  pending: OPEN,
  unknown: OPEN,
  done: { finished: true, sent: true },
  failed: { finished: true, sent: true },
  abandoned: OVER,
} as const satisfies Readonly<Record<string, StateMeaning>>;

export type CashState = keyof typeof CASH_STATES;

/** One call of a contract. */
export interface ContractCall {
  readonly to: string;
  /** Always "0": no call here moves the chain's own coin. */
  readonly value: '0';
  readonly data: string;
}

export interface ShareChange {
  readonly conditionId: ConditionId;
  readonly tokenId: TokenId;
  readonly token: TokenSide;
  readonly label: string;
  readonly contract: Contract;
  /** Micros of shares; negative: given. */
  readonly changeMicros: number;
  /** Held before, as the venue said when this was checked; null before that. */
  readonly heldMicros: number | null;
}

/** What one signature allows, and where it was sent. */
export type CashRequest =
  | {
      readonly way: 'relayer';
      /** Of the wallet: whatever carries it out moves it, so one signature is carried out once at most. */
      readonly nonce: string;
      /** After this it can never be carried out. */
      readonly deadlineSeconds: number;
      /** Exact text as it is sent; null until it was signed. */
      readonly body: string | null;
      /** The relayer's name for it; null until it answered. */
      readonly id: string | null;
    }
  | {
      readonly way: 'own';
      /** Transactions of the owner before the first, with those that still waited to be mined. */
      readonly count: number;
      /** Hashes that the wallet gave, in order. */
      readonly hashes: readonly string[];
      /** How many the wallet was asked for so far, of how many. */
      readonly asked: number;
      readonly total: number;
    };

export interface CashOut {
  readonly id: string;
  readonly account: TradingAccount;
  readonly kind: CashKind;
  readonly state: CashState;
  readonly eventTitle: string;
  readonly eventSlug: string;
  readonly sizeMicros: SizeMicros;
  /** Dollars that come, exactly. */
  readonly cashMicros: MoneyMicros;
  readonly changes: readonly ShareChange[];
  readonly calls: readonly ContractCall[];
  readonly request: CashRequest | null;
  readonly createdAtMs: TimeMs;
  readonly updatedAtMs: TimeMs;
  readonly failure: Failure | null;
}

/** Something may still happen to it at the venue. */
export function isUnderWay({ state }: CashOut): boolean {
  return CASH_STATES[state].sent && !CASH_STATES[state].finished;
}
