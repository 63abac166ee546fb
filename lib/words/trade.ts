/** One set of bets read in the side panel. */
import type { BookFault } from '../domain/book';
import { sharesDown } from '../domain/money-text';

const FAULTS: Readonly<Record<BookFault, string>> = {
  missing: 'There is no book of it yet.',
  stale: 'Its book is too old to show.',
  crossed: 'Its book contradicts itself; Facet reads it again.',
  mismatch: 'Its book differs from what the venue says; Facet reads it again.',
  malformed: 'Its book could not be read.',
};

export const trade = {
  title: 'Trade',
  unknown: 'Not known while prices do not come in.',
  none: 'No set of bets right now. What is found stands here with its proof and the depth of each bet.',
  gone: 'This set of bets is not on offer any more: the prices moved.',
  choose: 'Set of bets',
  depth: 'Depth',
  depthAbout: 'Price across, shares up. Filled: what the bet takes. Dashed: its limit; nothing worse is taken.',
  fault: (fault: BookFault): string => FAULTS[fault],
  more: (count: number): string => `${count} more behind these.`,
  picture: (bet: string, sizeMicros: number, levels: number): string =>
    `${bet}: ${sharesDown(sizeMicros)} over ${levels} ${levels === 1 ? 'price' : 'prices'}`,
  head: ['Price', 'Shares', 'In all'],
  levels: 'The levels as numbers',
} as const;
