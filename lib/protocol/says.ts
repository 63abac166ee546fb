/** Facts that a view carries where a sentence will stand: a code and its parameters. lib/words says them. */
import type { Failure } from '../domain/result';

export type BookFault = 'missing' | 'stale' | 'crossed' | 'mismatch' | 'malformed';

/** Why a condition takes no part in what is said. */
export type Unusable = BookFault | 'no-fee-schedule' | 'not-trading' | 'stopped';

/** Why an order may not be taken, or live mode not be switched on. */
export type Blocked =
  | { readonly code: 'halted'; readonly because: Failure }
  /** Nothing new is taken. */
  | { readonly code: 'reducing'; readonly because: Failure }
  /** Over a limit of the user. */
  | { readonly code: 'limit'; readonly because: Failure }
  | { readonly code: 'no-wallet' }
  /** Real baskets of this account are not unlocked yet. */
  | { readonly code: 'locked'; readonly because: Failure }
  | { readonly code: 'orders-unknown' }
  /** The venue was not asked yet, did not say, or says no. */
  | { readonly code: 'region-asking' }
  | { readonly code: 'region-unknown' }
  | { readonly code: 'region-blocked' }
  | { readonly code: 'stale-bet'; readonly name: string }
  /** Found in what is only looked at; its event is being read. */
  | { readonly code: 'confirming' };

/** Outcomes that were left out of what was looked at. */
export interface LeftOut {
  readonly count: number;
  readonly first: { readonly name: string; readonly reason: Unusable };
}

export type StatusFact =
  | { readonly code: 'no-event-page' }
  | { readonly code: 'reading-event' }
  | { readonly code: 'waiting-for-books' }
  | { readonly code: 'books-broken' }
  | { readonly code: 'books-old' }
  | { readonly code: 'takes-no-orders' }
  | { readonly code: 'no-fee-schedule' }
  /** What the venue's answer lacked. */
  | { readonly code: 'event-problem'; readonly problem: Failure }
  | { readonly code: 'rules-clash' }
  | { readonly code: 'failed'; readonly failure: Failure }
  | { readonly code: 'feed-down'; readonly failure: Failure }
  | { readonly code: 'blocked'; readonly blocked: Blocked }
  | { readonly code: 'halted'; readonly because: Failure }
  | { readonly code: 'reducing'; readonly because: Failure }
  /**
   * `prices` of one set of bets; `acceptedTies` on which it rests. `byRest`: the price feed is refused or down, and
   * each book is asked for instead.
   */
  | {
      readonly code: 'contradiction';
      readonly prices: number;
      readonly acceptedTies: number;
      readonly byRest?: true;
    }
  | {
      readonly code: 'quiet';
      /** Ties that wait for the user's word. */
      readonly waiting: number;
      /** null: nothing is known of how far the next contradiction is. */
      readonly nearest: { readonly ticks: number; readonly name: string } | null;
      readonly leftOut: LeftOut | null;
      /** Outcomes of which it is not proven that nothing can be taken, and why; null where there is none. */
      readonly unproven: { readonly because: 'time' | 'too-large'; readonly outcomes: number } | null;
      readonly byRest?: true;
    }
  /** Tabs of the venue that must be reloaded. */
  | { readonly code: 'old-tabs'; readonly tabs: number }
  | { readonly code: 'settings-unread'; readonly count: number | 'all' }
  | { readonly code: 'feed'; readonly feed: FeedFact }
  | { readonly code: 'incomplete'; readonly baskets: number }
  | { readonly code: 'unknown-fate'; readonly baskets: number }
  | { readonly code: 'open-now'; readonly passing: number; readonly below: number }
  | { readonly code: 'all-quiet'; readonly events: number; readonly waiting: number };

export type FeedFact =
  | { readonly code: 'idle' }
  | { readonly code: 'connecting' }
  /** `of` so many that are watched. */
  | { readonly code: 'live'; readonly books: number; readonly of: number }
  | { readonly code: 'silent' }
  /** Refused or down, and this many books are fresh because they are asked for one by one. */
  | { readonly code: 'asked'; readonly books: number }
  | { readonly code: 'down'; readonly failure: Failure };

/** Why an outcome has no numbers. */
export type OutcomeProblem = Unusable | 'resolved-yes' | 'resolved-no';
