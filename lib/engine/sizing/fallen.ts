/**
 * Books as they may be a moment later: the way back out of a basket that filled by half must not rest on bids that
 * stand still. Pure.
 */
import type { Level } from '../../domain/book';
import type { InstanceBook } from '../../domain/instance';
import { MICROS, priceMicros } from '../../domain/units';

/** How far bids fall and asks rise before a leg is taken back. */
const LEVELS = 2;

type Way = 'down' | 'up';

/** Each level moved by two ticks, or to where the second level behind it stands, whichever is worse. Best first. */
export function movedAway(levels: readonly Level[], tickMicros: number, way: Way): readonly Level[] {
  return levels.map((level, index) => {
    const { priceMicros: behind } = levels[index + LEVELS] ?? level;
    const ticks = LEVELS * tickMicros;
    const price =
      way === 'down'
        ? Math.max(0, Math.min(level.priceMicros - ticks, behind))
        : Math.min(MICROS, Math.max(level.priceMicros + ticks, behind));
    return { ...level, priceMicros: priceMicros(price) };
  });
}

/** Books by condition, both sides of both tokens moved away. A condition whose tick is not known is left out. */
export function fallenBooks(
  books: Readonly<Record<string, InstanceBook>>,
  tickOf: (condition: string) => number,
): Readonly<Record<string, InstanceBook>> {
  return Object.fromEntries(
    Object.entries(books).flatMap(([condition, book]) => {
      const tick = tickOf(condition);
      if (tick <= 0) return [];
      const side = (of: InstanceBook['yes']): InstanceBook['yes'] => ({
        ...of,
        bids: movedAway(of.bids, tick, 'down'),
        asks: movedAway(of.asks, tick, 'up'),
      });
      return [[condition, { ...book, yes: side(book.yes), no: side(book.no) }] as const];
    }),
  );
}
