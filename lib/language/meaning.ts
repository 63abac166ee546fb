/** A word's stem, told by the first of the words that are known to mean the same. */
import { SYNONYMS } from './lexicon/synonyms';
import { stem } from './stems';

const ALIKE: readonly (readonly string[])[] = SYNONYMS.map((line) => line.split(' '));
const MEANING: ReadonlyMap<string, string> = new Map(
  ALIKE.flatMap((group) => group.map((word) => [stem(word), stem(group[0] ?? word)] as const)),
);

export function meaningOf(word: string): string {
  const plain = stem(word);
  return MEANING.get(plain) ?? plain;
}
