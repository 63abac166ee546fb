/**
 * Decides which books are asked for over REST next. A quiet book is known to be right only because the venue said so:
 * an open socket that answers pings proves nothing (it was seen frozen for hours). So every watched book is asked for
 * again before it goes stale, those on open pages first, then those of events in which something moved, the others by
 * age, within a rate that stays far below the venue's limit of 50 requests a second and 100 books each
 * (docs/venue.md 4.3).
 */
import type { Book } from '../../domain/book';
import type { TokenId } from '../../domain/ids';
import type { Failure, Result } from '../../domain/result';
import { fail } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { Due } from './due';
import type { Entry } from './entry';
import type { Asked } from './from-rest';

/**
 * A book of 5 kB each, gzipped to about a fifth: 150 a second is some 150 kB a second at most, when everything is
 * quiet.
 */
const BOOKS_PER_SECOND = 150;
/** The first load of a full watch list goes out at once. */
const BURST_BOOKS = 600;
const BOOKS_PER_REQUEST = 100;
const MAX_REQUESTS = 2;
const RETRY_AT_LEAST_MS = 1_000;
/** Books are back soon after the network is. */
const RETRY_AT_MOST_MS = 4_000;
export type FetchBooks = (tokens: readonly TokenId[], signal: AbortSignal) => Promise<Result<readonly Book[]>>;

export interface ProberAnswer {
  readonly entry: Entry;
  readonly asked: Asked;
  /** null: the venue has no book of this token. */
  readonly book: Book | null;
}

export interface ProberOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly fetchBooks: FetchBooks;
  readonly lifetime: AbortSignal;
  /** Who is to be asked for next. */
  readonly due: Due;
  /** The venue answers again after failures. */
  onRecovered(): void;
  /** Called once per batch with the answers and what was true when it was asked. */
  onAnswer(answers: readonly ProberAnswer[]): void;
}

export interface Prober {
  /** Asks for what is due. */
  pump(): void;
  /** One question now, for exactly these, outside the rate (the caller is about to trade). */
  ask(entries: readonly Entry[]): Promise<Result<void>>;
  lastFailure(): Failure | null;
}

/** A venue answers failures as values; anything thrown is a defect, and still must not stop the asking. */
function unexpected(): Result<never> {
  return fail('books-internal', {}, 'later');
}

export function createProber(options: ProberOptions): Prober {
  const { clock, log, due } = options;
  let budget = BURST_BOOKS;
  let budgetAtMs = clock.nowMs();
  let inFlight = 0;
  let failures = 0;
  let notBeforeMs = 0;
  let failure: Failure | null = null;

  async function run(batch: readonly Entry[]): Promise<Result<void>> {
    const nowMs = clock.nowMs();
    const asked = batch.map((entry) => {
      due.forget(entry);
      entry.rest.inFlight = true;
      entry.rest.askedAtMs = nowMs;
      return { entry, asked: { revision: entry.revision, faults: entry.faults } };
    });
    inFlight += 1;
    try {
      const answer = await options
        .fetchBooks(
          batch.map((entry) => entry.tokenId),
          options.lifetime,
        )
        .catch(unexpected);
      if (!answer.ok) {
        failures += 1;
        failure = answer.error;
        notBeforeMs = clock.nowMs() + Math.min(RETRY_AT_MOST_MS, RETRY_AT_LEAST_MS * 2 ** Math.min(failures - 1, 10));
        log.warn('books-rest-failed', { code: answer.error.code, books: batch.length, failures });
        return answer;
      }
      if (failures > 0) options.onRecovered();
      failures = 0;
      failure = null;
      const books = new Map(answer.value.map((book) => [book.tokenId, book]));
      for (const { entry } of asked) entry.rest.inFlight = false;
      options.onAnswer(
        asked.map(({ entry, asked: then }) => ({ entry, asked: then, book: books.get(entry.tokenId) ?? null })),
      );
      return { ok: true, value: undefined };
    } finally {
      inFlight -= 1;
      for (const { entry } of asked) {
        entry.rest.inFlight = false;
        due.note(entry);
      }
    }
  }

  return {
    pump() {
      const nowMs = clock.nowMs();
      const elapsedMs = Math.max(0, nowMs - budgetAtMs);
      budgetAtMs = nowMs;
      budget = Math.min(BURST_BOOKS, budget + (elapsedMs * BOOKS_PER_SECOND) / 1_000);
      if (options.lifetime.aborted || nowMs < notBeforeMs) return;
      while (inFlight < MAX_REQUESTS && budget >= 1) {
        const batch = due.take(Math.min(BOOKS_PER_REQUEST, Math.floor(budget)));
        if (batch.length === 0) return;
        budget -= batch.length;
        void run(batch);
      }
    },
    async ask(entries) {
      for (let start = 0; start < entries.length; start += BOOKS_PER_REQUEST) {
        const answer = await run(entries.slice(start, start + BOOKS_PER_REQUEST));
        if (!answer.ok) return answer;
      }
      return { ok: true, value: undefined };
    },
    lastFailure: () => failure,
  };
}
