/** Builds the engine's instance of one component from the books that may be trusted right now. */
import type { Book, BookState } from '../../domain/book';
import type { Condition } from '../../domain/condition';
import { tokenOf } from '../../domain/condition';
import type { TokenId } from '../../domain/ids';
import type { Instance, InstanceBook, InstanceCondition, InstanceSide } from '../../domain/instance';
import { moneyMicros, sizeMicros } from '../../domain/units';
import type { MoneyMicros, TimeMs } from '../../domain/units';
import type { Component } from '../relations/relations';

/** Deeper levels do not change what is worth taking and only slow the solve. */
const MAX_LEVELS = 40;
/** Sizes are signed with two decimals on every tick (polymarket-protocol 2.4). */
export const LOT_MICROS = sizeMicros(10_000);

/** A marketable buy below one dollar is refused (polymarket-protocol 2.4); one refused leg makes a basket a bet. */
export const MIN_BUY_MICROS = moneyMicros(1_000_000);

export interface BookSource {
  stateOf(tokenId: TokenId): BookState;
}

export interface Freshness {
  /** Of the books that feed the instance; null when there is none. */
  readonly oldestVerifiedAtMs: TimeMs | null;
  /** Conditions whose books cannot be used, with the reason. */
  readonly unusable: readonly {
    readonly condition: Condition;
    readonly reason: 'missing' | 'stale' | 'crossed' | 'mismatch' | 'malformed' | 'no-fee-schedule' | 'not-trading';
  }[];
  readonly usable: number;
}

/** The book if it may feed a scan now, else why not. */
export function usableBook(
  books: BookSource,
  tokenId: TokenId,
  limits: { readonly nowMs: number; readonly staleAfterMs: number },
): Book | 'missing' | 'stale' | 'crossed' | 'mismatch' | 'malformed' {
  const state = books.stateOf(tokenId);
  if (state.kind === 'bad') return state.fault;
  return limits.nowMs - state.book.verifiedAtMs > limits.staleAfterMs ? 'stale' : state.book;
}

export interface InstanceRequest {
  readonly component: Component;
  readonly books: BookSource;
  readonly nowMs: number;
  readonly staleAfterMs: number;
  readonly budgetMicros: MoneyMicros;
}

/**
 * Books and conditions are immutable, so what was made of one serves until it is replaced: a tick changes one book of
 * many.
 */
const sides = new WeakMap<Book, InstanceSide>();
const terms = new WeakMap<Condition, InstanceCondition>();

interface Quoted {
  readonly condition: Condition;
  readonly yes: Book;
  readonly no: Book;
}

/** Which conditions have books that may be used now, and why the others have none. */
function readBooks(request: InstanceRequest): { readonly quoted: readonly Quoted[]; readonly freshness: Freshness } {
  const quoted: Quoted[] = [];
  const unusable: Freshness['unusable'][number][] = [];
  let oldest: TimeMs | null = null;
  for (const condition of request.component.conditions) {
    if (condition.settled !== null) continue;
    if (condition.closed || !condition.acceptingOrders || !condition.enableOrderBook) {
      unusable.push({ condition, reason: 'not-trading' });
      continue;
    }
    if (condition.fee === null) {
      unusable.push({ condition, reason: 'no-fee-schedule' });
      continue;
    }
    const yes = usableBook(request.books, tokenOf(condition, 'yes'), request);
    const no = usableBook(request.books, tokenOf(condition, 'no'), request);
    // One bad side condemns both: the two tokens are one physical book.
    if (typeof yes === 'string' || typeof no === 'string') {
      unusable.push({ condition, reason: typeof yes === 'string' ? yes : typeof no === 'string' ? no : 'missing' });
      continue;
    }
    for (const book of [yes, no]) if (oldest === null || book.verifiedAtMs < oldest) oldest = book.verifiedAtMs;
    quoted.push({ condition, yes, no });
  }
  return { quoted, freshness: { oldestVerifiedAtMs: oldest, unusable, usable: quoted.length } };
}

export function freshnessOf(request: InstanceRequest): Freshness {
  return readBooks(request).freshness;
}

export function buildInstance(request: InstanceRequest): {
  readonly instance: Instance;
  readonly freshness: Freshness;
} {
  const { component } = request;
  const { quoted, freshness } = readBooks(request);
  return {
    instance: {
      conditions: component.conditions.map(termsOf),
      relations: component.relations,
      books: Object.fromEntries(
        quoted.map(({ condition, yes, no }): readonly [string, InstanceBook] => [
          condition.id,
          { yes: sideOf(yes), no: sideOf(no), mirrored: true },
        ]),
      ),
      budgetMicros: request.budgetMicros,
      inventory: {},
      voids: 0,
      lotMicros: LOT_MICROS,
    },
    freshness,
  };
}

function termsOf(condition: Condition): InstanceCondition {
  const kept = terms.get(condition);
  if (kept) return kept;
  const made: InstanceCondition = {
    key: condition.id,
    fee: condition.fee ?? { ratePpm: 0, exponent: 1, takerOnly: true },
    minSizeMicros: condition.minSizeMicros,
    minBuyMicros: MIN_BUY_MICROS,
    tickMicros: condition.tickMicros,
  };
  terms.set(condition, made);
  return made;
}

function sideOf(book: Book): InstanceSide {
  const kept = sides.get(book);
  if (kept) return kept;
  const made: InstanceSide = {
    asks: book.asks.slice(0, MAX_LEVELS),
    bids: book.bids.slice(0, MAX_LEVELS),
    hash: book.hash,
    verifiedAtMs: book.verifiedAtMs,
  };
  sides.set(book, made);
  return made;
}
