/**
 * Which side of an amount a text speaks of, and the words that take monotonicity away. A published bot had 20 of its 25
 * threshold pairs backwards: the side is therefore never taken from the order of numbers, only from words that stand at
 * the number. These lists only keep bad proposals away; what may be proven is decided by the closed vocabulary of
 * ladder-shapes.ts.
 */
import {
  AMOUNT_AFTER_FILLERS,
  AMOUNT_FILLERS,
  DOWN_AFTER_PHRASES,
  DOWN_PHRASES,
  EXACT_PHRASES,
  UP_AFTER_PHRASES,
  UP_PHRASES,
} from './lexicon/direction-words';
import {
  BLOCKING_PHRASES,
  HARMLESS_WORDS_AT_ANY_POINT,
  HARMLESS_WORDS_FOR_AMOUNTS,
  HARMLESS_WORDS_FOR_TIME,
  NEUTRAL_PHRASES,
} from './lexicon/nesting-words';
import type { Item } from './windows';

export type Direction = 'up' | 'down';
/** 'block': negation, superlative, exactness; no nesting may be concluded in a sentence that holds one. */
export type Mark = 'up' | 'down' | 'up-after' | 'down-after' | 'exact' | 'block' | null;

const PHRASES: readonly (readonly [string, Mark])[] = [
  ...marked('up', UP_PHRASES),
  ...marked('down', DOWN_PHRASES),
  ...marked('up-after', UP_AFTER_PHRASES),
  ...marked('down-after', DOWN_AFTER_PHRASES),
  ...marked('exact', EXACT_PHRASES),
  ...marked(null, NEUTRAL_PHRASES),
  ...marked('block', BLOCKING_PHRASES),
];

function marked(mark: Mark, phrases: readonly string[]): readonly (readonly [string, Mark])[] {
  return phrases.map((phrase) => [phrase, mark]);
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

const FILLERS: ReadonlySet<string> = new Set(AMOUNT_FILLERS);
const MAX_FILLERS = 5;
const AFTER_FILLERS: ReadonlySet<string> = new Set(AMOUNT_AFTER_FILLERS);

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

export const HARMLESS_FOR_AMOUNTS: ReadonlySet<string> = new Set(HARMLESS_WORDS_FOR_AMOUNTS);
export const HARMLESS_FOR_TIME: ReadonlySet<string> = new Set(HARMLESS_WORDS_FOR_TIME);
export const HARMLESS_AT_ANY_POINT: ReadonlySet<string> = new Set([
  ...HARMLESS_WORDS_FOR_TIME,
  ...HARMLESS_WORDS_AT_ANY_POINT,
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
