/** A text reduced to what it claims: stems in order, slots, and how often it is negated. */
import { FAILING, NEGATIONS, UNSTEMMED } from './lexicon/negation';
import type { Item } from './windows';
import { wholeValue, type TextTemplate } from './templates';

export interface Stems {
  /** Stems and slot values in order, without negation and without words that only carry grammar. */
  readonly stems: readonly string[];
  /** Number of negations in each sentence that has some. */
  readonly negations: ReadonlyMap<number, number>;
}

const NEGATION_WORDS: ReadonlySet<string> = new Set(NEGATIONS);
const FAILS: ReadonlySet<string> = new Set(FAILING);
const GRAMMAR: ReadonlySet<string> = new Set(UNSTEMMED);

export function stemsOf(text: TextTemplate): Stems {
  const stems: string[] = [];
  const negations = new Map<number, number>();
  text.items.forEach((item, at) => {
    if (item.kind !== 'word') {
      stems.push(`<${item.kind} ${wholeValue(item)}>`);
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
  if (!NEGATION_WORDS.has(word)) return false;
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
  // "2020s" is not "2020".
  if (/\p{N}/u.test(plain)) return plain;
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
