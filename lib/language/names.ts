/** Which words the texts of a condition write as names. */
import type { Condition } from '../domain/condition';
import { cleanText } from '../domain/clean-text';
import { remembered } from '../domain/memo';
import { ASSETS } from './lexicon/assets';
import { NO_NAME_ADVERBS } from './lexicon/no-names-adverbs';
import { JOINING_WORDS } from './lexicon/joining-words';
import { BODIES, BRANDS, CITIES, COUNTRIES, PERSONS, TITLES } from './lexicon/names';
import { BREAK, MAX_REMEMBERED } from './tokens';

/** As the tokens are split (tokens.ts), with the case kept. */
const WORD = /[\p{L}\p{N}\p{M}_]+(?:['.&/@-][\p{L}\p{N}\p{M}_]+)*/gu;

const KNOWN_NAMES: ReadonlySet<string> = new Set([
  ...BRANDS,
  ...PERSONS,
  ...TITLES,
  ...COUNTRIES,
  ...CITIES,
  ...BODIES,
]);

const NOT_FIRST: ReadonlySet<string> = new Set(JOINING_WORDS);
const ADVERB_WORDS: ReadonlySet<string> = new Set(NO_NAME_ADVERBS);

function isAdverb(word: string): boolean {
  return ADVERB_WORDS.has(word);
}

/** "SOL/USDT" by "solana": the first name of the line that holds it (assets.ts). */
const ASSET_OF: ReadonlyMap<string, string> = new Map(
  ASSETS.flatMap((line) => {
    const words = line.split(' ');
    return words.map((word) => [word, words[0] ?? word] as const);
  }),
);

/** "ADAUSDT", "xrp-usd", "sol/usdt": a coin and what it is paid in. */
const PAIRED = /^([\p{L}\p{N}]{2,10}?)[-/]?(?:usdt|usdc|usd)$/u;

/** The coin of a trading pair, by the first of its names; none where a word is no pair. */
export function coinOf(word: string): readonly string[] {
  const coin = word.includes('usd') ? PAIRED.exec(word)?.[1] : undefined;
  return coin === undefined ? [] : [ASSET_OF.get(coin) ?? coin];
}

/** The things that a word names: "sol/usdt" names Solana and Tether; a word that names none is itself. */
export function assetsIn(word: string): readonly string[] {
  const coin = word.includes('/') || ASSET_OF.has(word) ? [] : coinOf(word);
  if (coin.length > 0) return coin;
  return word.split('/').map((part) => ASSET_OF.get(part) ?? part);
}

/**
 * A name alone, with a number behind it ("claude-5"), or two of them with a dash or a stroke between
 * ("us-iran", "BTC/USDT").
 *
 * @param names those of one text
 */
export function isNameIn(word: string, names: ReadonlySet<string>): boolean {
  const isOne = (part: string): boolean => names.has(part) || KNOWN_NAMES.has(part);
  const bare = word.replace(/'s?$/, '');
  if (names.has(bare)) return true;
  const numbered = /^(\p{L}+)-\d+(?:\.\d+)?$/u.exec(bare)?.[1];
  if (numbered !== undefined) return names.has(numbered);
  const parts = bare.split(/[-/]/);
  return parts.length === 2 && parts.every((part) => part.length > 1 && isOne(part));
}

/**
 * Words that the texts write as a name: with a capital letter inside a sentence, or with capitals or digits behind the
 * first letter, and never small. In the question, the rules must write the name too, if only as the coin of a trading
 * pair; a name of the rules alone must be a known one, be spelled as no ordinary word is (BTCUSDT, GPT-5), or stand
 * beside one that is ("Narendra Modi"): "Somehow" in a sentence is written large as well.
 */
export const namesIn = remembered(512, findNames);

export interface Names {
  readonly question: ReadonlySet<string>;
  readonly rules: ReadonlySet<string>;
  /**
   * Everything that the rules write as a name and never small. Where two texts are equal but for a slot, what a thing
   * is called bends nothing (docs/maths.md 3.6); what could be a word of order, degree or denial is no name for all
   * that (vocabulary.ts).
   */
  readonly open: ReadonlySet<string>;
}

function findNames(condition: Condition): Names {
  const asked = writtenIn(condition.question).flatMap(({ large, small }) => [...large, ...small.values()]);
  const ruled = writtenIn(condition.description);
  const capitals = ruled.flatMap(({ large }) => large);
  const askedSmall = new Set(asked.filter(({ lower }) => lower).map(({ word }) => word));
  const isSmall = (name: string): boolean => askedSmall.has(name) || ruled.some(({ small }) => small.has(name));
  const written = new Set(capitals.filter(({ name, word }) => name && !isSmall(word)).map(({ word }) => word));
  const coins = pairedIn(condition.description);
  const question = new Set(
    asked
      .filter(
        ({ name, first, word }) =>
          (name || first) &&
          (written.has(word) ||
            KNOWN_NAMES.has(word) ||
            (!askedSmall.has(word) && assetsIn(word).some((at) => coins.has(at)))),
      )
      .map(({ word }) => word),
  );
  const spelled = new Set(capitals.filter(({ special }) => special).map(({ word }) => word));
  const known = new Set(
    [...written].filter((word) => question.has(word) || KNOWN_NAMES.has(word) || spelled.has(word)),
  );
  return {
    question,
    open: new Set([...written, ...question].filter((word) => !isAdverb(word))),
    rules: new Set([...known, ...firstNamesOf(condition.description, question).filter((word) => written.has(word))]),
  };
}

/** The coins of the trading pairs that a text writes ("XRP/USDT", "BTCUSDT"). */
function pairedIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(PAIR)].flatMap(([, coin = '']) => assetsIn(coin.toLowerCase())));
}

const PAIR = /(?<![\p{L}\p{N}])(\p{Lu}[\p{Lu}\p{N}]{1,9}?)[/_-]?(?:USDT|USDC|USD|EUR|BTC)(?![\p{L}\p{N}])/gu;
/** A first name, before the name that the title has: "Narendra Modi". */
const FIRST_NAME = /(\p{Lu}\p{Ll}+) (?:(?:al|el|bin|de|da|dos|van|von|der) )?(?=(\p{Lu}[\p{L}'.-]+))/gu;

function firstNamesOf(text: string, asked: ReadonlySet<string>): readonly string[] {
  return [...text.matchAll(FIRST_NAME)].flatMap(([, first = '', last = '']) => {
    const word = bare(first);
    return asked.has(bare(last)) && !isAdverb(word) && !NOT_FIRST.has(word) && !/(?:ing|ed|ly)$/.test(word)
      ? [word]
      : [];
  });
}

interface Written {
  readonly word: string;
  readonly name: boolean;
  readonly lower: boolean;
  /** Digits, capitals after a small letter, or a few capitals and nothing else: no ordinary word, even when shouted. */
  readonly special: boolean;
  /** Opens the text, where a capital says nothing. */
  readonly first: boolean;
}

/** The words of one paragraph: of those in small letters, most of all, it only matters which there are. */
interface Paragraph {
  readonly large: readonly Written[];
  readonly small: ReadonlyMap<string, Written>;
}

function writtenIn(text: string): readonly Paragraph[] {
  const [opening = '', ...rest] = cleanText(text).split(BREAK);
  return [
    wordsIn(opening, true),
    ...rest.map((paragraph) => (paragraph.length > MAX_REMEMBERED ? wordsIn(paragraph, false) : laterWords(paragraph))),
  ];
}

/** Most markets share all paragraphs but the first with others. */
const laterWords = remembered(512, laterParagraph);

function laterParagraph(paragraph: string): Paragraph {
  return wordsIn(paragraph, false);
}

function wordsIn(clean: string, opensText: boolean): Paragraph {
  const large: Written[] = [];
  const small = new Map<string, Written>();
  let first = opensText;
  for (const match of clean.matchAll(WORD)) {
    const written = writtenAs(match, clean, first);
    if (!written.lower) large.push(written);
    else if (!small.has(written.word)) small.set(written.word, written);
    first = false;
  }
  return { large, small };
}

function writtenAs(match: RegExpExecArray, clean: string, first: boolean): Written {
  const [word] = match;
  // Most words are of small letters only.
  if (SMALL.test(word)) return { word, name: false, lower: true, special: false, first };
  const inner = /^.+[\p{Lu}\p{N}]/u.test(word) && /\p{L}/u.test(word);
  return {
    word: bare(word),
    name: inner || (/^\p{Lu}/u.test(word) && !OPENS.test(clean.slice(Math.max(0, match.index - 6), match.index))),
    lower: word === word.toLowerCase() && !inner,
    special: SPECIAL.test(word),
    first,
  };
}

const SMALL = /^[a-z]+$/;
/** The word before opens a text, a line, a sentence or a quotation behind a sentence. */
const OPENS = /(?:^|[.!?:\n]["')]*\s*["'(]*)$/;
const SPECIAL = /\p{L}.*\p{N}|\p{N}.*\p{L}|\p{Ll}\p{Lu}|^\p{Lu}{2,4}$|^\p{Lu}{2,6}[/-]?(?:USDT|USDC|USD|EUR|BTC)$/u;

function bare(word: string): string {
  return word.toLowerCase().replace(/'s?$/, '');
}

/** "Will Tesla Dodge A Lawsuit": where every word is written large, capitals show no names. */
export const isTitleCase = remembered(512, writesAllLarge);

function writesAllLarge(text: string): boolean {
  const words = cleanText(text)
    .split(/\s+/)
    .slice(1)
    .filter((word) => /^\p{L}{3,}/u.test(word) && !/^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/.test(word));
  const lower = words.filter((word) => /^\p{Ll}/u.test(word) && !/^(?:the|and|for|from|with|into|per)$/.test(word));
  return words.length >= 3 && lower.length === 0;
}
