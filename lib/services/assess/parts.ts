/**
 * The worst of a set of bets of which only some fill, each filled leg sold back at bids two levels lower than the books
 * show: bids move while half a basket is being sold back. Pure.
 */
import type { Book } from '../../domain/book';
import type { Leg } from '../../domain/basket';
import type { Condition, FeeSchedule } from '../../domain/condition';
import type { InstanceBook, InstanceSide } from '../../domain/instance';
import { fallenBooks } from '../../engine/sizing/fallen';
import { partialWorst, type PartialWorst } from '../../engine/sizing/partial';

/** null where a book is missing or too short to say. */
export function worstOfPartsIn(
  legs: readonly Leg[],
  books: Readonly<Record<string, InstanceBook>>,
  conditions: readonly Condition[],
): PartialWorst | null {
  const ticks = new Map<string, number>(conditions.map(({ id, tickMicros }) => [id, tickMicros]));
  const fallen = fallenBooks(books, (condition) => ticks.get(condition) ?? 0);
  return partialWorst({ legs, books: fallen, fees: feesOf(conditions) });
}

const NO_SIDE: InstanceSide = { asks: [], bids: [], hash: '', verifiedAtMs: 0 };

/** The same on books that were asked for one by one; of shares that no leg trades none is needed. */
export function worstOfParts(
  legs: readonly Leg[],
  conditions: readonly Condition[],
  bookOf: (condition: Condition, token: 'yes' | 'no') => Book | null,
): PartialWorst | null {
  const traded = new Set(legs.map(({ condition }) => condition));
  const books = conditions
    .filter(({ id }) => traded.has(id))
    .map((condition) => {
      const side = (token: 'yes' | 'no'): InstanceSide => bookOf(condition, token) ?? NO_SIDE;
      return [condition.id, { yes: side('yes'), no: side('no'), mirrored: false }] as const;
    });
  return worstOfPartsIn(legs, Object.fromEntries(books), conditions);
}

function feesOf(conditions: readonly Condition[]): ReadonlyMap<string, FeeSchedule> {
  return new Map(conditions.flatMap(({ id, fee }) => (fee ? [[String(id), fee] as const] : [])));
}
