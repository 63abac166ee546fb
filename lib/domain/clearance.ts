/**
 * What lets real baskets be sent for an account: the venue was found to be as Facet believes, and one order went
 * through.
 */
import type { TradingAccount } from './account';
import type { Protocol } from './condition';

/** One real order of the least size went the whole way: signed, sent, seen, cancelled, gone. */
export interface PassedTrial {
  /** The protocol decides the exchange contract and the signing domain, so each is tried by itself. */
  readonly protocol: Protocol;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

export interface Clearance {
  readonly account: TradingAccount;
  /** When the newest examination of this account ended green; null before one did, and after one that ended red. */
  readonly greenAtMs: number | null;
  readonly trials: readonly PassedTrial[];
}

/** What a trial goes through, in this order. */
export type TrialStep = 'checked' | 'signed' | 'sent' | 'seen' | 'cancelled' | 'gone';
