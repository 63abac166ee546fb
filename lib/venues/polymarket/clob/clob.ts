/** Public CLOB reads: market details, books, time, place (docs/venue.md 4). */
import type { Book } from '../../../domain/book';
import type { Condition } from '../../../domain/condition';
import type { TokenId } from '../../../domain/ids';
import type { Result } from '../../../domain/result';
import { ok } from '../../../domain/result';
import type { Clock } from '../../../ports/clock';
import type { Log } from '../../../ports/log';
import type { Http } from '../../../ports/net';
import type { Geoblock } from '../../../ports/market-data';
import { hashOfParsed } from './book-hash';
import { BOOKS_PER_REQUEST, CLOB, GEOBLOCK, READ_TIMEOUT_MS } from '../common/constants';
import { requestJson } from '../common/http';
import { badAnswer } from '../common/parse';
import { parseBook } from './parse-book';
import { confirmDetails, parseGeoblock } from './parse-clob';

export interface ClobDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
}

export async function confirmCondition(
  deps: ClobDeps,
  condition: Condition,
  signal: AbortSignal,
): Promise<Result<Condition>> {
  const answer = await requestJson(
    deps.http,
    { method: 'GET', url: `${CLOB}/clob-markets/${condition.id}`, timeoutMs: READ_TIMEOUT_MS },
    'market-details',
    signal,
  );
  return answer.ok ? confirmDetails(condition, answer.value) : answer;
}

async function fetchBooksOnce(
  deps: ClobDeps,
  tokens: readonly TokenId[],
  signal: AbortSignal,
): Promise<Result<readonly Book[]>> {
  const askedAtMs = deps.clock.nowMs();
  const body = JSON.stringify(tokens.map((token_id) => ({ token_id })));
  const answer = await requestJson(
    deps.http,
    {
      method: 'POST',
      url: `${CLOB}/books`,
      headers: { 'Content-Type': 'application/json' },
      body,
      timeoutMs: READ_TIMEOUT_MS,
    },
    'books',
    signal,
  );
  if (!answer.ok) return answer;
  if (!Array.isArray(answer.value)) return badAnswer('books', 'list');
  const receivedAtMs = deps.clock.nowMs();
  const wanted = new Set(tokens);
  const books = new Map<TokenId, Book>();
  const twice = new Set<TokenId>();
  const list: readonly unknown[] = answer.value;
  for (const raw of list) {
    const parsed = parseBook(raw, receivedAtMs);
    if (!parsed.ok) {
      deps.log.warn('book-refused', { code: parsed.error.code });
      continue;
    }
    const { book } = parsed.value;
    if (!wanted.has(book.tokenId)) continue;
    if (books.has(book.tokenId)) twice.add(book.tokenId);
    const hash = await hashOfParsed(parsed.value);
    const reproduced = hash !== null && hash === book.hash;
    if (hash !== null && !reproduced) deps.log.warn('book-hash-differs', { token: book.tokenId.slice(-6) });
    // Right when it left the venue, which is not before it was asked for: age counts from the question, not from the
    // answer.
    books.set(book.tokenId, { ...book, hash: reproduced ? book.hash : '', verifiedAtMs: askedAtMs });
  }
  for (const token of twice) books.delete(token);
  return ok([...books.values()]);
}

/**
 * Books of these tokens in batches of 100. A book that cannot be right is left out, as is one that the venue does not
 * have; `hash` is the venue's when it was reproduced from the answer, else "". `verifiedAtMs` is the time of the
 * question. Fails when a batch fails.
 */
export async function fetchBooks(
  deps: ClobDeps,
  tokens: readonly TokenId[],
  signal: AbortSignal,
): Promise<Result<readonly Book[]>> {
  const books: Book[] = [];
  for (let start = 0; start < tokens.length; start += BOOKS_PER_REQUEST) {
    const batch = await fetchBooksOnce(deps, tokens.slice(start, start + BOOKS_PER_REQUEST), signal);
    if (!batch.ok) return batch;
    books.push(...batch.value);
  }
  return ok(books);
}

export async function fetchGeoblock(deps: ClobDeps, signal: AbortSignal): Promise<Result<Geoblock>> {
  const answer = await requestJson(
    deps.http,
    { method: 'GET', url: GEOBLOCK, timeoutMs: READ_TIMEOUT_MS },
    'place',
    signal,
  );
  return answer.ok ? parseGeoblock(answer.value) : answer;
}

export { fetchServerTime } from '../common/server-clock';
