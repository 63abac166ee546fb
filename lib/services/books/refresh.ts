/** Books as the venue confirms them at this moment, for whoever is about to trade on them. */
import type { Book } from '../../domain/book';
import type { TokenId } from '../../domain/ids';
import type { Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Entry } from './entry';
import type { Prober } from './prober';
import type { Trust } from './trust';

export interface RefreshParts {
  readonly entries: ReadonlyMap<TokenId, Entry>;
  readonly clock: Clock;
  readonly prober: Pick<Prober, 'ask'>;
  readonly trust: Pick<Trust, 'stateOf'>;
}

/** Answers only if the venue's answer agrees with every one of these books. */
export async function refreshBooks(
  { entries, clock, prober, trust }: RefreshParts,
  tokens: readonly TokenId[],
): Promise<Result<readonly Book[]>> {
  const watched = tokens.flatMap((tokenId) => entries.get(tokenId) ?? []);
  if (watched.length !== tokens.length) return fail('book-unwatched', {}, 'later');
  const askedAtMs = clock.nowMs();
  const answer = await prober.ask(watched);
  if (!answer.ok) return answer;
  const books: Book[] = [];
  for (const entry of watched) {
    const state = trust.stateOf(entry.tokenId);
    const market = entry.condition.label.slice(0, 80);
    if (state.kind === 'bad') return fail('book-untrusted', { market, fault: state.fault }, 'later');
    // Either nothing changed since the question, or the answer agreed with the book at its own moment and the feed
    // brought the rest.
    if (state.book.verifiedAtMs < askedAtMs && entry.provenAtMs < askedAtMs)
      return fail('book-unconfirmed', { market }, 'later');
    books.push(state.book);
  }
  return ok(books);
}
