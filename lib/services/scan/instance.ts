/** Builds the engine's instance of one component from the books that may be trusted right now. */
import type { Book, BookState } from '../../domain/book';
import type { Condition, TokenSide } from '../../domain/condition';
import { tokenOf } from '../../domain/condition';
import type { TokenId } from '../../domain/ids';
import type { Instance, InstanceBook, InstanceSide } from '../../domain/instance';
import { moneyMicros, sizeMicros } from '../../domain/units';
import type { MoneyMicros, TimeMs } from '../../domain/units';
import type { Component } from '../relations/index';

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
  readonly unusable: readonly { readonly condition: Condition; readonly reason: 'missing' | 'stale' | 'crossed' | 'mismatch' | 'malformed' | 'no-fee-schedule' | 'not-trading' }[];
  readonly usable: number;
}

/** The book if it may feed a scan now, else why not. */
export function usableBook(books: BookSource, tokenId: TokenId, limits: { readonly nowMs: number; readonly staleAfterMs: number }): Book | 'missing' | 'stale' | 'crossed' | 'mismatch' | 'malformed' {
  const state = books.stateOf(tokenId);
  if (state.kind === 'bad') return state.fault;
  return limits.nowMs - state.book.verifiedAtMs > limits.staleAfterMs ? 'stale' : state.book;
}

export function buildInstance(options: {
  readonly component: Component;
  readonly books: BookSource;
  readonly nowMs: number;
  readonly staleAfterMs: number;
  readonly budgetMicros: MoneyMicros;
}): { readonly instance: Instance; readonly freshness: Freshness } {
  const { component, books } = options;
  const quotes: Record<string, InstanceBook> = {};
  const unusable: Freshness['unusable'][number][] = [];
  let oldest: TimeMs | null = null;
  let usable = 0;
  for (const condition of component.conditions) {
    if (condition.settled !== null) continue;
    if (condition.closed || !condition.acceptingOrders || !condition.enableOrderBook) {
      unusable.push({ condition, reason: 'not-trading' });
      continue;
    }
    if (condition.fee === null) {
      unusable.push({ condition, reason: 'no-fee-schedule' });
      continue;
    }
    const yes = usableBook(books, tokenOf(condition, 'yes'), options);
    const no = usableBook(books, tokenOf(condition, 'no'), options);
    // One bad side condemns both: the two tokens are one physical book.
    if (typeof yes === 'string' || typeof no === 'string') {
      unusable.push({ condition, reason: typeof yes === 'string' ? yes : typeof no === 'string' ? no : 'missing' });
      continue;
    }
    usable += 1;
    for (const book of [yes, no]) if (oldest === null || book.verifiedAtMs < oldest) oldest = book.verifiedAtMs;
    quotes[condition.id] = { yes: side(yes), no: side(no), mirrored: true };
  }
  return {
    instance: {
      conditions: component.conditions.map((condition) => ({
        key: condition.id,
        fee: condition.fee ?? { ratePpm: 0, exponent: 1, takerOnly: true },
        minSizeMicros: condition.minSizeMicros,
        minBuyMicros: MIN_BUY_MICROS,
        tickMicros: condition.tickMicros,
      })),
      relations: component.relations,
      books: quotes,
      budgetMicros: options.budgetMicros,
      inventory: {},
      voids: 0,
      lotMicros: LOT_MICROS,
    },
    freshness: { oldestVerifiedAtMs: oldest, unusable, usable },
  };
}

function side(book: Book): InstanceSide {
  return { asks: book.asks.slice(0, MAX_LEVELS), bids: book.bids.slice(0, MAX_LEVELS), hash: book.hash, verifiedAtMs: book.verifiedAtMs };
}

/** Token of a leg by its condition key. */
export function legToken(component: Component, key: string, token: TokenSide): TokenId | null {
  const condition = component.conditions.find((candidate) => candidate.id === key);
  return condition ? tokenOf(condition, token) : null;
}
