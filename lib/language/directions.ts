/**
 * Which side of an amount a text speaks of, and the words that take monotonicity away. A published bot had 20 of its 25
 * threshold pairs backwards: the side is therefore never taken from the order of numbers, only from words that stand at
 * the number. These lists only keep bad proposals away; what may be proven is decided by the closed vocabulary of
 * known-shapes.ts.
 */
import type { Item } from './windows';

export type Direction = 'up' | 'down';
/** 'block': negation, superlative, exactness; no nesting may be concluded in a sentence that holds one. */
export type Mark = 'up' | 'down' | 'up-after' | 'down-after' | 'exact' | 'block' | null;

const PHRASES: readonly (readonly [string, Mark])[] = [
  ...marks(
    'up',
    'greater than or equal to|more than or equal to|higher than or equal to|equal to or greater than|equal to or more than|equal to or above|equal to or higher than|equal or greater than|at or above|at or over|meets or exceeds|meet or exceed|equal or exceed|equals or exceeds|no less than|not less than|no fewer than|not fewer than|no lower than|not lower than|at least|a minimum of|minimum of|in excess of|upwards of|more than|greater than|higher than|larger than|or more than|rise to|rises to|rise above|rises above|climb to|climb above|break above|breaks above|cross above|up to at least|above|over|exceed|exceeds|exceeded|exceeding|surpass|surpasses|surpassed|surpassing|beyond|reach|reaches|reached|reaching|achieve|achieves|attain|attains|>|>=|\u2265|\u2191',
  ),
  ...marks(
    'down',
    'less than or equal to|lower than or equal to|fewer than or equal to|equal to or less than|equal to or below|equal to or lower than|equal to or fewer than|at or below|at or under|no more than|not more than|no greater than|not greater than|no higher than|not higher than|at most|a maximum of|maximum of|less than|fewer than|lower than|smaller than|dip to|dips to|dip below|dips below|dip under|fall to|falls to|fall below|falls below|drop to|drops to|drop below|drops below|decline to|sink to|crash to|down to|in the top|within the next|in the next|within|sub|below|under|beneath|<|<=|\u2264|\u2193',
  ),
  ...marks('up-after', 'or higher|or more|or above|or greater|or over|or larger|and above|and higher|and up|or longer'),
  ...marks(
    'down-after',
    'or lower|or less|or below|or fewer|or under|or smaller|and below|and lower|and under|or shorter',
  ),
  ...marks('exact', 'exactly|precisely|equal to|closest to|nearest to'),
  // Fixed names that hold a blocked word but say nothing superlative about the condition.
  ...marks(
    null,
    'all time high|all-time high|record high|this market will resolve to no|resolve to no|resolves to no|resolve no|resolves no|resolve as no|no otherwise|and no if|market cap|for best|oscar for best|best picture|best actor|best actress|best director',
  ),
  ...marks(
    'block',
    "not|no|never|none|nobody|nothing|neither|nor|without|unless|except|excluding|cannot|can't|won't|isn't|doesn't|didn't|aren't|wasn't|fail|fails|failed|remain|remains|remained|stay|stays|still|keep|keeps|survive|survives|continue|continues|maintain|maintains|avoid|avoids|hold above|holds above|hold below|hold until|holds until|hold onto|hold on to|retain|retains|only|most|fewest|least|largest|biggest|highest|lowest|smallest|longest|top|best|worst|first|last|closest|nearest|leading|leads|ahead|rank|ranks|ranked|average|throughout|entire|every|always|consecutive|up to|unchanged|before",
  ),
];

function marks(mark: Mark, words: string): readonly (readonly [string, Mark])[] {
  return words.split('|').map((phrase) => [phrase, mark]);
}

/** First word -> phrases, longest first. */
const BY_FIRST: ReadonlyMap<string, readonly { readonly words: readonly string[]; readonly mark: Mark }[]> = (() => {
  const map = new Map<string, { words: string[]; mark: Mark }[]>();
  for (const [phrase, mark] of PHRASES) {
    const words = phrase.split(' ');
    const [first = ''] = words;
    const list = map.get(first) ?? [];
    list.push({ words, mark });
    list.sort((a, b) => b.words.length - a.words.length);
    map.set(first, list);
  }
  return map;
})();

/** One mark per item; every item of a phrase carries the phrase's mark. */
export function markItems(items: readonly Item[]): readonly Mark[] {
  const result: Mark[] = new Array<Mark>(items.length).fill(null);
  for (let at = 0; at < items.length;) {
    const found = BY_FIRST.get(wordAt(items, at))?.find(({ words }) =>
      words.every((word, index) => wordAt(items, at + index) === word),
    );
    if (!found) {
      at += 1;
      continue;
    }
    for (let index = 0; index < found.words.length; index += 1) result[at + index] = found.mark;
    at += found.words.length;
  }
  return result;
}

function wordAt(items: readonly Item[], at: number): string {
  const item = items[at];
  return item?.kind === 'word' ? item.text : '';
}

/** Words that may stand between "above" and the amount. */
const FILLERS: ReadonlySet<string> = new Set([
  'a',
  'an',
  'the',
  'of',
  'price',
  'prices',
  'level',
  'mark',
  'value',
  'total',
  'to',
  'at',
  'be',
  'market',
  'cap',
  'capitalization',
  'valuation',
  'or',
  'equal',
  'usd',
  'eur',
  'gbp',
  'cad',
  'aud',
  'jpy',
  'inr',
]);
const MAX_FILLERS = 5;
/**
 * Words that may stand between the amount and "or more": "5 seats or more" stays unread, "$5 million or more" is one
 * amount.
 */
const AFTER_FILLERS: ReadonlySet<string> = new Set([
  'usd',
  'usdt',
  'points',
  'point',
  'degrees',
  'percent',
  'people',
  'seats',
]);

/** Side of the amount at this position; null when the words there do not say, or contradict each other. */
export function directionAt(items: readonly Item[], marked: readonly Mark[], at: number): Direction | null {
  const amount = items[at];
  const found = new Set<Direction | 'exact'>();
  if (amount?.kind === 'quantity' && amount.quantity.orMore) found.add('up');
  for (let back = at - 1, steps = 0; back >= 0 && steps <= MAX_FILLERS; back -= 1, steps += 1) {
    const mark = marked[back];
    if (mark === 'up' || mark === 'down' || mark === 'exact') {
      found.add(mark);
      break;
    }
    if (mark !== null || !FILLERS.has(wordAt(items, back))) break;
  }
  for (let ahead = at + 1; ahead <= at + 2; ahead += 1) {
    const mark = marked[ahead];
    if (mark === 'up-after' || mark === 'down-after') {
      found.add(mark === 'up-after' ? 'up' : 'down');
      break;
    }
    if (!AFTER_FILLERS.has(wordAt(items, ahead))) break;
  }
  const [only] = found;
  return found.size === 1 && (only === 'up' || only === 'down') ? only : null;
}

/**
 * Words that make a longer time no easier, but take nothing from "at least this much": an average above 5 is above 4. A
 * rank above 5 is 4.
 */
export const HARMLESS_FOR_AMOUNTS: ReadonlySet<string> = new Set([
  'average',
  'consecutive',
  'best',
  'worst',
  'highest',
  'lowest',
  'largest',
  'biggest',
  'smallest',
  'longest',
  'remain',
  'remains',
  'remained',
  'stay',
  'stays',
  'still',
  'survive',
  'survives',
  'continue',
  'continues',
  'maintain',
  'maintains',
  'hold',
  'holds',
  'retain',
  'retains',
  'throughout',
  'entire',
  'every',
  'always',
  'last',
]);
/**
 * Being the first to do something by a day is being the first to do it by a later day; "before" that is left names no
 * day.
 */
export const HARMLESS_FOR_TIME: ReadonlySet<string> = new Set(['first', 'before']);
/** The same, where the sentence says "at any point": then one such moment is enough. */
export const HARMLESS_AT_ANY_POINT: ReadonlySet<string> = new Set([
  ...HARMLESS_FOR_TIME,
  'best',
  'worst',
  'top',
  'rank',
  'ranks',
  'ranked',
  'highest',
  'lowest',
  'largest',
  'biggest',
  'smallest',
  'leading',
  'ahead',
  'most',
  'average',
]);

/** The first word in these sentences that forbids a conclusion about nesting, or null. */
export function blockingWord(
  items: readonly Item[],
  marked: readonly Mark[],
  options: { readonly sentences: ReadonlySet<number> | 'all'; readonly harmless: ReadonlySet<string> },
): string | null {
  const { sentences, harmless } = options;
  const blocks = (item: Item, index: number): boolean =>
    (marked[index] === 'block' || marked[index] === 'exact') && !harmless.has(item.text);
  return (
    items.find((item, index) => blocks(item, index) && (sentences === 'all' || sentences.has(item.sentence)))?.text ??
    null
  );
}
