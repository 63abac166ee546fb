/**
 * A signature of an order outlives the set of bets that it was given for: neither its expiry nor its kind is signed,
 * and it passes the page. So each one that a wallet was asked for is kept until the venue took its order from Facet
 * itself (docs/reliability.md 2.13).
 */
import type { TradingAccount } from './account';
import type { OrderTerms } from './execution';
import type { Failure, FailureCode } from './failures';
import type { OrderHash } from './ids';
import type { MoneyMicros, SizeMicros, TimeMs } from './units';

/**
 * `asked`: the wallet was asked, and whether it signed is not known; `signed`: it did; `refused`: it said that it did
 * not, by way of the page; `turned-down`: it did, Facet sent the order, and the venue refused it and does not have it.
 */
export type SignatureAnswer = 'asked' | 'signed' | 'refused' | 'turned-down';

/** With these the wallet was not asked after all, or said no. Any other failure leaves open whether it signed. */
const UNSIGNED: ReadonlySet<FailureCode> = new Set<FailureCode>([
  ...(['wallet-refused', 'wallet-unauthorised', 'wallet-offline', 'wallet-busy', 'wallet-unable'] as const),
  ...(['wallet-no-account', 'wallet-missing', 'chain-unknown', 'wrong-chain'] as const),
  ...(['no-page', 'page-gone-unasked', 'page-asleep', 'page-old'] as const),
]);

/** What a failure to sign says of the signature. */
export function answerOf({ code }: Failure): SignatureAnswer {
  return UNSIGNED.has(code) ? 'refused' : 'asked';
}

export interface KeptSignature extends OrderTerms {
  readonly hash: OrderHash;
  readonly executionId: string;
  readonly eventTitle: string;
  readonly eventSlug: string;
  /** Only this account can look it up. */
  readonly account: TradingAccount;
  readonly askedAtMs: TimeMs;
  readonly answer: SignatureAnswer;
  /** What the venue knows of it although Facet never sent it; null as long as it knows nothing. */
  readonly found: FoundOrder | null;
  /** The user has seen it as it stands here. */
  readonly acknowledged: boolean;
}

export interface FoundOrder {
  /** It may still match. */
  readonly resting: boolean;
  readonly filledSizeMicros: SizeMicros;
  /** Cost of a buy, proceeds of a sell, before fees. */
  readonly paidMicros: MoneyMicros;
  /** Rounded up. */
  readonly feeMicros: MoneyMicros;
  /** Each of its trades was confirmed or failed on chain. */
  readonly settled: boolean;
  readonly foundAtMs: TimeMs;
}
