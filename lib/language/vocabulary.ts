/**
 * The closed vocabulary of texts that a rule may prove something from. What reverses, limits or orders a statement
 * ("short of", "unable", "intact", "rank", "until") can never be listed in full, so the list is of words that cannot:
 * every other lower-case word makes a text one that only a reader may judge.
 */
import { remembered } from '../domain/memo';
import { ACTIVITIES, STATES_OF_AFFAIRS } from './lexicon/activities';
import { BEFORE_NOUNS, BEFORE_STATES, LASTING_STATES } from './lexicon/beside-words';
import { COUNTED, COUNTS } from './lexicon/counts';
import { EVENT_VERBS } from './lexicon/events';
import { FINANCE } from './lexicon/finance';
import { ADVERBS, AUXILIARIES, DETERMINERS, PREPOSITIONS } from './lexicon/grammar-words';
import { MADE_THINGS, WORKS } from './lexicon/made-things';
import { NAMES_IN_LY } from './lexicon/names';
import { COMPARISONS, DEGREES_AND_TIMES, ORDERS } from './lexicon/no-names-degree';
import { DENIALS, DOUBTS, FAILURES, REVERSALS } from './lexicon/no-names-denial';
import { MEASURE_VERBS } from './lexicon/measure-verbs';
import { LATER_NOUNS, NOUNS_IN_PLACE } from './lexicon/nouns-in-place';
import { OFFICES, PEOPLE, PERSONS_AND_PLACES } from './lexicon/people';
import { PLAIN_NOUNS } from './lexicon/plain-nouns';
import { QUALITIES } from './lexicon/qualities';
import { RELATIONAL_ADJECTIVES } from './lexicon/relational-adjectives';
import { SCIENCE } from './lexicon/science';
import { CRAFT_AND_WEATHER, TECHNOLOGY } from './lexicon/technology';
import { TIME_ZONES } from './lexicon/time-words';

type VerbForm = 'base' | 'third' | 'participle';

/** Things that happen at a moment. */
const EVENTS: ReadonlyMap<string, VerbForm> = verbForms(EVENT_VERBS);

/** Forms of verbs by their base; "win=won" gives a participle that no rule forms. */
export function verbForms(verbs: readonly string[]): ReadonlyMap<string, VerbForm> {
  const forms = new Map<string, VerbForm>();
  for (const entry of verbs) {
    const [base = '', irregular] = entry.split('=');
    forms.set(base, 'base');
    forms.set(thirdOf(base), 'third');
    if (irregular !== undefined) forms.set(irregular, 'participle');
    else
      forms.set(
        base.endsWith('e') ? `${base}d` : base.endsWith('fy') ? `${base.slice(0, -1)}ied` : `${base}ed`,
        'participle',
      );
  }
  // Irregular or doubled forms; "occur" is spelled by hand. "begin" and "win" have their participles above.
  forms.delete('occured');
  forms.set('occurred', 'participle');
  return forms;
}

const AUXILIARY_WORDS: ReadonlySet<string> = new Set(AUXILIARIES);
/** Say nothing about whether or when. */
const ADVERB_WORDS: ReadonlySet<string> = new Set(ADVERBS);

/** Neither verbs nor adverbs. */
const PLAIN: ReadonlySet<string> = new Set([
  ...DETERMINERS,
  ...PREPOSITIONS,
  ...QUALITIES,
  ...PEOPLE,
  ...OFFICES,
  ...PERSONS_AND_PLACES,
  ...FINANCE,
  ...TECHNOLOGY,
  ...CRAFT_AND_WEATHER,
  ...SCIENCE,
  ...MADE_THINGS,
  ...WORKS,
  ...ACTIVITIES,
  ...STATES_OF_AFFAIRS,
  ...COUNTED,
  ...COUNTS,
  ...TIME_ZONES,
]);

export function thirdOf(base: string): string {
  return /(?:s|sh|ch|x)$/.test(base) ? `${base}es` : base.endsWith('fy') ? `${base.slice(0, -1)}ies` : `${base}s`;
}

/**
 * Words that are no name, however they are written ("Will Tesla Avoid Bankruptcy"): a second wall behind the
 * vocabulary, because names are open. Forms with un-, non-, dis-, de-, anti-, ex- before a known word are refused as
 * well.
 */
const NO_NAMES: ReadonlySet<string> = new Set([
  ...DENIALS,
  ...FAILURES,
  ...REVERSALS,
  ...COMPARISONS,
  ...DEGREES_AND_TIMES,
  ...ORDERS,
  ...DOUBTS,
]);

const LY_NAMES: ReadonlySet<string> = new Set(NAMES_IN_LY);
const PREFIX = /^(?:un|non|dis|de|anti|ex|pre|post|mis|in|im|il|ir|sub|under|over)-?(.+)$/;

/** Class of an ordinary lower-case word; null when it is not in the vocabulary. */
export function classOf(word: string): WordClass | null {
  const known = word.length > LONGEST ? classed(word) : remembers(word);
  return known === 'none' ? null : known;
}

export type WordClass = 'verb' | 'thirdverb' | 'participle' | 'aux' | 'adverb' | 'plain';
/** No word of the vocabulary is longer. */
const LONGEST = 30;
const remembers = remembered(2048, classed);

function classed(word: string): WordClass | 'none' {
  if (AUXILIARY_WORDS.has(word)) return 'aux';
  if (ADVERB_WORDS.has(word)) return 'adverb';
  const event = EVENTS.get(word);
  if (event !== undefined) return event === 'base' ? 'verb' : event === 'third' ? 'thirdverb' : 'participle';
  return PLAIN.has(word) || PLAIN.has(word.replace(/'s$/, '')) ? 'plain' : 'none';
}

const NOUNS: ReadonlySet<string> = new Set(PLAIN_NOUNS);
/** "Grosses more than 20 million": with an amount behind them these say how much, and of less the same is true. */
const MEASURES: ReadonlyMap<string, VerbForm> = verbForms(MEASURE_VERBS);

/**
 * Class of a word beside a slot that moves, in texts that are equal but for it: the closed vocabulary, and what cannot
 * bend the slot in any place (docs/maths.md 3.6). Never for what must be exclusive or complete.
 */
export function classBeside(word: string, slot: 'amount' | 'deadline'): WordClass | null {
  const known = classOf(word);
  if (known !== null) return known;
  const measure = slot === 'amount' ? MEASURES.get(word) : undefined;
  if (measure !== undefined) return measure === 'base' ? 'verb' : measure === 'third' ? 'thirdverb' : 'participle';
  return isPlainNoun(word) || isOpenWord(word) ? 'plain' : null;
}

const OPEN: ReadonlySet<string> = new Set([...RELATIONAL_ADJECTIVES, ...LATER_NOUNS]);
const GRAMMAR: ReadonlySet<string> = new Set([...DETERMINERS, ...PREPOSITIONS]);
const IN_PLACE: ReadonlySet<string> = new Set(NOUNS_IN_PLACE);
const ADJECTIVES: ReadonlySet<string> = new Set([...QUALITIES, ...RELATIONAL_ADJECTIVES]);
const BEFORE_NOUN: ReadonlySet<string> = new Set(BEFORE_NOUNS);

function isOpenWord(word: string): boolean {
  const bare = word.replace(/'s?$/, '');
  const one = bare.endsWith('ies') ? `${bare.slice(0, -3)}y` : bare.replace(/(?<=ss|sh|ch|x)es$|s$/, '');
  return (OPEN.has(bare) || OPEN.has(one) || NOUNS.has(one)) && !cannotBeName(bare);
}

/** In a phrase of things and names alone, which has no place for a verb. */
export function isNounAnywhere(word: string): boolean {
  const bare = word.replace(/'s?$/, '');
  return IN_PLACE.has(bare) && !cannotBeName(bare);
}

/** "A strike", "of trade", "aerial attacks": a noun by its place, which as a verb could say something else. */
export function isNounInPlace(words: readonly string[], at: number): boolean {
  const word = (words[at] ?? '').replace(/'s?$/, '');
  if (!IN_PLACE.has(word) || cannotBeName(word)) return false;
  const before = words[at - 1] ?? '';
  // "In force", "on trial": not what something is, but how it stands.
  if (STANDS.has(word) && /^(?:in|at|on|under|into)$/.test(before)) return false;
  return BEFORE_NOUN.has(before) || ADJECTIVES.has(before) || before.endsWith("'s");
}

const OF_STATES: ReadonlySet<string> = new Set(BEFORE_STATES);
const STANDS: ReadonlySet<string> = new Set(LASTING_STATES);
const STATES = new RegExp(`(?:^| )(?:in|at|on|under) (?:${LASTING_STATES.join('|')})(?= |$)`);
const HAPPENING: ReadonlySet<string | null> = new Set(['verb', 'thirdverb', 'participle', 'aux']);

/**
 * Whether the "and" or "or" here joins a state to an event, which a later day may have undone: "is signed and legal",
 * "signs the treaty and in office", "is elected and president", "and the treaty in force". What happens, and things in
 * a row, may be joined.
 */
export function joinsState(words: readonly string[], at: number): boolean {
  const rest = words.slice(at + 1);
  const from = rest.findIndex((word) => classOf(word) !== 'adverb');
  const after = rest[from] ?? '';
  const happens = HAPPENING.has(classOf(after));
  if (OF_STATES.has(after) || (!happens && (from !== 0 || HAPPENING.has(classOf(words[at - 1] ?? ''))))) return true;
  return STATES.test(rest.join(' ')) || rest.some((word, index) => ADJECTIVES.has(word) && isPredicate(rest, index));
}

/** "Legal" is said of what stands before it where no noun follows. */
function isPredicate(words: readonly string[], at: number): boolean {
  const noun = words.slice(at + 1).find((word) => !ADJECTIVES.has(word) && word !== 'and' && word !== 'or') ?? '';
  const isNoun = words[at] === 'public' && /^(?:the|general)$/.test(words[at - 1] ?? '');
  return !isNoun && (/^(?:<|$)/.test(noun) || GRAMMAR.has(noun) || classOf(noun) === 'aux');
}

/** A noun of the vocabulary or of the open lists, and nothing that only carries grammar. */
export function isThing(word: string): boolean {
  const bare = word.replace(/'s?$/, '');
  return !GRAMMAR.has(bare) && (isPlainNoun(word) || isOpenWord(word) || isNounAnywhere(word) || PLAIN.has(bare));
}

export function isPlainNoun(word: string): boolean {
  const bare = word.replace(/'s?$/, '');
  return NOUNS.has(bare) && !cannotBeName(bare);
}

export function cannotBeName(word: string): boolean {
  if (
    [
      word,
      word.replace(/e?s$/, ''),
      word.replace(/s$/, ''),
      word.replace(/e?d$/, ''),
      word.replace(/d$/, ''),
      word.replace(/ing$/, ''),
      word.replace(/(.)\1(?:ed|ing)$/, '$1'),
      word.replace(/ly$/, ''),
    ].some((stem) => NO_NAMES.has(stem))
  )
    return true;
  if (word.split(/[-/]/).some((part) => part !== word && NO_NAMES.has(part))) return true;
  if (/ly$/.test(word) && !LY_NAMES.has(word)) return true;
  const rest = PREFIX.exec(word)?.[1];
  // "Iran" is no denial of "an".
  return rest !== undefined && rest.length > 3 && (EVENTS.has(rest) || PLAIN.has(rest) || NO_NAMES.has(rest));
}
