/** A text reduced to what it claims: stems in order, slots, and how often it is negated. */
import type { Item } from './windows';
import { slotValue, type TextTemplate } from './templates';

export interface Stems {
  /** Stems and slot values in order, without negation and without words that only carry grammar. */
  readonly stems: readonly string[];
  /** Number of negations in each sentence that has some. */
  readonly negations: ReadonlyMap<number, number>;
}

const NEGATIONS: ReadonlySet<string> = new Set([
  'not',
  'no',
  'never',
  "won't",
  "doesn't",
  "don't",
  "didn't",
  "isn't",
  "aren't",
  "wasn't",
  'cannot',
  "can't",
  'nobody',
  'none',
  'neither',
  'nor',
  'without',
]);
/** "fails to hold" denies, "the failure" does not. */
const FAILS: ReadonlySet<string> = new Set(['fail', 'fails', 'failed']);
const GRAMMAR: ReadonlySet<string> = new Set([
  'will',
  'a',
  'an',
  'the',
  'any',
  'do',
  'does',
  'did',
  'be',
  'is',
  'are',
  'was',
  'been',
  'being',
  'to',
  'of',
  'that',
  'has',
  'have',
  'had',
]);

export function stemsOf(text: TextTemplate): Stems {
  const stems: string[] = [];
  const negations = new Map<number, number>();
  text.items.forEach((item, at) => {
    if (item.kind !== 'word') {
      stems.push(`<${item.kind} ${slotValue(item)}>`);
    } else if (isNegation(text.items, at)) {
      negations.set(item.sentence, (negations.get(item.sentence) ?? 0) + 1);
    } else if (!GRAMMAR.has(item.text)) {
      stems.push(stem(item.text));
    }
  });
  return { stems, negations };
}

/** "resolve to No" names an answer and denies nothing. */
function isNegation(items: readonly Item[], at: number): boolean {
  const word = wordAt(items, at);
  if (FAILS.has(word)) return wordAt(items, at + 1) === 'to';
  if (!NEGATIONS.has(word)) return false;
  if (word !== 'no') return true;
  const before = wordAt(items, at - 1);
  const after = wordAt(items, at + 1);
  return !(
    ['to', 'as', 'resolve', 'resolves', 'resolved', 'or'].includes(before) ||
    after === 'otherwise' ||
    (before === 'and' && after === 'if')
  );
}

function wordAt(items: readonly Item[], at: number): string {
  const item = items[at];
  return item?.kind === 'word' ? item.text : '';
}

/** Crude on purpose: equal stems are only ever one of several things that must agree. */
export function stem(word: string): string {
  const plain = word.replace(/'s?$/, '');
  if (plain.length > 4 && plain.endsWith('ies')) return `${plain.slice(0, -3)}y`;
  for (const [ending, least] of [
    ['ing', 6],
    ['ed', 5],
    ['es', 5],
    ['s', 4],
  ] as const) {
    if (plain.length >= least && plain.endsWith(ending) && !plain.endsWith('ss'))
      return plain.slice(0, -ending.length).replace(/e$/, '');
  }
  return plain.length > 3 ? plain.replace(/e$/, '') : plain;
}

export function sameStems(a: Stems, b: Stems): boolean {
  return a.stems.length === b.stems.length && a.stems.every((part, index) => part === b.stems[index]);
}

export function totalNegations(core: Stems): number {
  return [...core.negations.values()].reduce((sum, count) => sum + count, 0);
}

/** Sentences in which the two are negated differently often. */
export function negationDifferences(a: Stems, b: Stems): readonly number[] {
  const sentences = new Set([...a.negations.keys(), ...b.negations.keys()]);
  return [...sentences].filter((sentence) => (a.negations.get(sentence) ?? 0) !== (b.negations.get(sentence) ?? 0));
}
