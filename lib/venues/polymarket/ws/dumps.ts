/**
 * The first books that a subscription owes, on one connection. The venue drops some of a large dump at times and never
 * sends them by itself; changes without a first book are worth nothing, so those that did not come are asked for again.
 *
 *   owed --book--> come
 *    |  ^ not within 10 s, 20 s, 40 s ... 5 min
 *    +--+ asked for again
 */
import type { TokenId } from '../../../domain/ids';
import type { Clock } from '../../../ports/clock';

/** Deep dumps take some seconds; a token without a book never has one, so questions become rare. */
const FIRST_WAIT_MS = 10_000;
const MOST_WAIT_MS = 300_000;

export interface Dumps {
  /** Just subscribed: their books are to come. */
  owe(tokens: readonly TokenId[]): void;
  /** The book of this token is here. */
  came(tokenId: TokenId): void;
  /** Not subscribed any more. */
  drop(tokens: readonly TokenId[]): void;
}

export interface DumpsOptions {
  readonly clock: Clock;
  /** Ends with the connection. */
  readonly signal: AbortSignal;
  askAgain(tokens: readonly TokenId[]): void;
}

export function createDumps({ clock, signal, askAgain }: DumpsOptions): Dumps {
  const owed = new Set<TokenId>();
  let waitMs = FIRST_WAIT_MS;
  let timer = new AbortController();

  function look(): void {
    if (owed.size === 0) return;
    waitMs = Math.min(2 * waitMs, MOST_WAIT_MS);
    askAgain([...owed]);
    wait();
  }

  function wait(): void {
    timer.abort();
    timer = new AbortController();
    clock.after(waitMs, look, AbortSignal.any([timer.signal, signal]));
  }

  return {
    owe(tokens) {
      for (const token of tokens) owed.add(token);
      waitMs = FIRST_WAIT_MS;
      wait();
    },
    came: (tokenId) => void owed.delete(tokenId),
    drop(tokens) {
      for (const token of tokens) owed.delete(token);
    },
  };
}
