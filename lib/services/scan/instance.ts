/** Builds the engine's instance of one component from the books that may be trusted right now. */
import type { Book, BookFault, BookState, Level } from '../../domain/book';
import type { Condition } from '../../domain/condition';
import { tokenOf } from '../../domain/condition';
import type { TokenId } from '../../domain/ids';
import type { Instance, InstanceBook, InstanceCondition, InstanceSide } from '../../domain/instance';
import type { MoneyMicros, TimeMs } from '../../domain/units';
import { MICROS, priceMicros, sizeMicros } from '../../domain/units';
import type { VenueRules } from '../../ports/venue-rules';
import type { Component } from '../relations/relations';

/** Deeper levels do not change what is worth taking and only slow the solve. */
const LEVELS_PER_SIDE = 40;

export interface BookSource {
  stateOf(tokenId: TokenId): BookState;
}

/** Each book is read once, so that all that is made for one frame says the same of it. */
export function readOnce(books: BookSource): BookSource {
  const read = new Map<TokenId, BookState>();
  return {
    stateOf(tokenId) {
      const known = read.get(tokenId);
      if (known !== undefined) return known;
      const state = books.stateOf(tokenId);
      read.set(tokenId, state);
      return state;
    },
  };
}

export interface Freshness {
  /** Of the books that feed the instance; null when there is none. */
  readonly oldestVerifiedAtMs: TimeMs | null;
  /** Conditions whose books cannot be used, with the reason. */
  readonly unusable: readonly {
    readonly condition: Condition;
    readonly reason: BookFault | 'no-fee-schedule' | 'not-trading' | 'stopped';
  }[];
  readonly usable: number;
}

/** The book if it may feed a scan now, else why not. */
export function usableBook(
  books: BookSource,
  tokenId: TokenId,
  limits: { readonly nowMs: number; readonly staleAfterMs: number },
): Book | BookFault {
  const state = books.stateOf(tokenId);
  if (state.kind === 'bad') return state.fault;
  return limits.nowMs - state.book.verifiedAtMs > limits.staleAfterMs ? 'stale' : state.book;
}

export interface InstanceRequest {
  readonly component: Component;
  readonly books: BookSource;
  readonly nowMs: TimeMs;
  readonly staleAfterMs: number;
  readonly budgetMicros: MoneyMicros;
  readonly rules: VenueRules;
}

/**
 * Books and conditions are immutable, so what was made of one serves until it is replaced: a tick changes one book of
 * many.
 */
const sides = new WeakMap<Book, { readonly tickMicros: number; readonly side: InstanceSide }>();
const terms = new WeakMap<Condition, InstanceCondition>();

interface Quoted {
  readonly condition: Condition;
  readonly yes: Book;
  readonly no: Book;
}

export interface BooksRequest {
  readonly conditions: readonly Condition[];
  readonly books: BookSource;
  readonly nowMs: TimeMs;
  readonly staleAfterMs: number;
}

/** Which conditions have books that may be used now, and why the others have none. */
function usableBooks(request: BooksRequest): { readonly quoted: readonly Quoted[]; readonly freshness: Freshness } {
  const quoted: Quoted[] = [];
  const unusable: Freshness['unusable'][number][] = [];
  let oldest: TimeMs | null = null;
  for (const condition of request.conditions) {
    if (condition.settled !== null) continue;
    // A tick of 0 is one that the catalogue did not say and no book has said yet.
    if (condition.closed || !condition.acceptingOrders || !condition.enableOrderBook || condition.tickMicros === 0) {
      unusable.push({ condition, reason: 'not-trading' });
      continue;
    }
    if (condition.stopped !== undefined) {
      unusable.push({ condition, reason: 'stopped' });
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
  return usableBooks({ ...request, conditions: request.component.conditions }).freshness;
}

/** The books that may be used now as the engine takes them, by condition. */
export function readBooks(request: BooksRequest): {
  readonly books: Readonly<Record<string, InstanceBook>>;
  readonly freshness: Freshness;
} {
  const { quoted, freshness } = usableBooks(request);
  return {
    books: Object.fromEntries(
      quoted.map(({ condition, yes, no }): readonly [string, InstanceBook] => [
        condition.id,
        { yes: sideOf(yes, condition.tickMicros), no: sideOf(no, condition.tickMicros), mirrored: true },
      ]),
    ),
    freshness,
  };
}

export function buildInstance(request: InstanceRequest): {
  readonly instance: Instance;
  readonly freshness: Freshness;
} {
  const { component, rules, budgetMicros } = request;
  const { books, freshness } = readBooks({ ...request, conditions: component.conditions });
  return {
    instance: {
      conditions: component.conditions.map((condition) => termsOf(condition, rules)),
      relations: component.relations,
      books,
      budgetMicros,
      inventory: {},
      voids: 0,
      lotMicros: rules.lotMicros,
    },
    freshness,
  };
}

function termsOf(condition: Condition, rules: VenueRules): InstanceCondition {
  const kept = terms.get(condition);
  if (kept?.minBuyMicros === rules.minBuyMicros) return kept;
  const made: InstanceCondition = {
    key: condition.id,
    fee: condition.fee ?? { ratePpm: 0, exponent: 1, takerOnly: true },
    minSizeMicros: condition.minSizeMicros,
    minBuyMicros: rules.minBuyMicros,
    tickMicros: condition.tickMicros,
  };
  terms.set(condition, made);
  return made;
}

function sideOf(book: Book, tickMicros: number): InstanceSide {
  const kept = sides.get(book);
  if (kept?.tickMicros === tickMicros) return kept.side;
  const side: InstanceSide = {
    asks: onGrid(book.asks, (price) => Math.ceil(price / tickMicros) * tickMicros).slice(0, LEVELS_PER_SIDE),
    bids: onGrid(book.bids, (price) => Math.floor(price / tickMicros) * tickMicros).slice(0, LEVELS_PER_SIDE),
    hash: book.hash,
    verifiedAtMs: book.verifiedAtMs,
  };
  sides.set(book, { tickMicros, side });
  return side;
}

/**
 * Where a grid became coarser, orders of the finer one may rest on: an order of ours reaches them only from the next
 * price of the new grid, and is reckoned at that.
 */
function onGrid(levels: readonly Level[], gridPrice: (price: number) => number): readonly Level[] {
  if (levels.every((level) => gridPrice(level.priceMicros) === level.priceMicros)) return levels;
  const sizes = new Map<number, number>();
  for (const level of levels) {
    const price = gridPrice(level.priceMicros);
    if (price > 0 && price < MICROS) sizes.set(price, (sizes.get(price) ?? 0) + level.sizeMicros);
  }
  return [...sizes].map(([price, size]) => ({ priceMicros: priceMicros(price), sizeMicros: sizeMicros(size) }));
}
