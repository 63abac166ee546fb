/**
 * The closed vocabulary of texts that a rule may prove something from. What reverses, limits or orders a statement
 * ("short of", "unable", "intact", "rank", "until") can never be listed in full, so the list is of words that cannot:
 * every other lower-case word makes a text one that only a reader may judge.
 */

import { remembered } from '../domain/memo';
import { MANNERS, MORE_EVENTS, THINGS } from './lexicon/things';

/** Things that happen at a moment: once one of them has happened by a day, it has happened by every later day. */
const EVENTS: ReadonlyMap<string, 'base' | 'third' | 'participle'> = verbForms(
  'release launch announce unveil detonate complete acquire purchase resign depart arrest indict charge convict impeach elect nominate appoint publish visit invade capture deploy introduce pardon schedule call discover establish implement adopt commission enact approve ratify file sign confirm declare recognize join rejoin open merge occur happen issue offer list trade recommend authorize deliver name award score receive record post gain sell=sold buy=bought win=won make=made meet=met land close begin=begun start leave=left cease deport ' +
    MORE_EVENTS,
);

/** Forms of verbs by their base; "win=won" gives a participle that no rule forms. */
export function verbForms(text: string): ReadonlyMap<string, 'base' | 'third' | 'participle'> {
  const forms = new Map<string, 'base' | 'third' | 'participle'>();
  for (const entry of text.split(' ')) {
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

/** "be" and "have" in the forms that stand before a participle. */
const AUXILIARY: ReadonlySet<string> = new Set(['is', 'are', 'be', 'been', 'has', 'have']);
/** Say nothing about whether or when. */
const ADVERBS: ReadonlySet<string> = new Set(['officially', 'publicly', 'formally', 'collectively', ...MANNERS]);

const PLAIN: ReadonlySet<string> = new Set(
  [
    'a an the any its their his her this that which whose',
    'of in to for at with on as from and anywhere who',
    'new initial public general official nuclear national federal presidential international global confirmed available diluted fully military legal consensus credible specific major large',
    'president minister prime chancellor pope chair secretary senator governor ceo government congress senate house parliament party court law bill act deal agreement treaty contract strategy',
    'offering ipo fdv valuation market cap capitalization price token coin share shares stock stocks exchange company companies fund etf index bitcoin ether ethereum gold silver oil solana usd eth btc',
    'weapon device bomb test missile rocket spacecraft satellite mission moon earth mars earthquake earthquakes magnitude hurricane hurricanes storm storms tornado tornadoes snow rain inches degrees temperature',
    'model version product game film movie album song season episode book app update beta',
    'person people humans country countries state states city territory world union office members member employees',
    'case cases measles rubeola medal medals goals points tweets posts followers subscribers users views votes seats wins deaths visitors passengers launches flights units tons',
    'number count counter amount total length time candle minute hour day timezone pair data kind year month announcements news reporting sources inclusive',
    'et est edt utc gmt pt',
    ...THINGS,
  ].flatMap((line) => line.split(' ')),
);

export function thirdOf(base: string): string {
  return /(?:s|sh|ch|x)$/.test(base) ? `${base}es` : base.endsWith('fy') ? `${base.slice(0, -1)}ies` : `${base}s`;
}

/**
 * Words that are no name, however they are written ("Will Tesla Avoid Bankruptcy"): a second wall behind the
 * vocabulary, because names are open. Forms with un-, non-, dis-, de-, anti-, ex- before a known word are refused as
 * well.
 */
const NO_NAMES: ReadonlySet<string> = new Set(
  [
    "not no never none nobody nothing nowhere neither nor non without unless except excluding cannot can't won't isn't aren't wasn't weren't doesn't don't didn't hasn't haven't hadn't wouldn't shouldn't couldn't mustn't ain't",
    'fail fails failed failing failure lack lacks lacking miss misses missed missing short shy unable unlikely incapable impossible refuse refuses refused deny denies denied reject rejects rejected decline declines declined avoid avoids avoided avert averts escape escapes escaped dodge dodges dodged evade evades skip skips skipped forgo forgoes abstain prevent prevents prevented stop stops stopped block blocks blocked halt halts halted ban bans banned bar bars barred keep keeps kept stay stays stayed remain remains remained still hold holds held retain retains survive survives survived continue continues maintain maintains persist persists last lasts lasted endure endures resist resists withstand intact unchanged unbroken broken active inactive alive steady stable',
    'cancel cancels canceled cancelled postpone postpones postponed delay delays delayed suspend suspends suspended revoke revoked repeal repeals repealed reverse reverses reversed overturn overturned withdraw withdraws withdrawn rescind rescinded undo',
    'below under beneath underneath less least fewer fewest lower lowest lesser smaller smallest little few minimum min maximum max most more many much higher highest greater greatest larger largest bigger biggest longer longest shorter shortest above over beyond up down off out within inside outside between among beside up-to at-most',
    'exactly precisely only just merely solely exclusively approximately about around roughly nearly almost barely hardly scarcely rarely seldom half twice double every each all both either half-way always constantly continuously continuous consecutive consecutively throughout entire entirely whole during until till through since while whilst when whenever before after prior following later earlier sooner soon already yet again anymore ever once',
    'first second third last latest earliest next previous final initially finally penultimate best worst top bottom rank ranks ranked ranking rankings position place seed richest poorest fastest slowest strongest weakest oldest youngest leading lead leads leader ahead behind trailing trail trails zero nil empty average median mean net change difference ratio odds spread margin drop drops dropped fall falls fell fallen dip dips crash crashes sink sinks lose loses lost losing defeat defeats end ends ended expire expires reach reaches hit hits if then else otherwise but however although though despite instead rather than versus vs against opposite contrary inverse limit limits limited capped cap floor ceiling',
    'somehow somewhat perhaps maybe mere sole void null late past sans otherwise-than hypothetical fake false alleged supposed attempted planned so-called partial partly potential possible theoretical mock',
  ].flatMap((line) => line.split(' ')),
);

/** Adverbs end so, and most names do not. */
const LY_NAMES: ReadonlySet<string> = new Set([
  'italy',
  'july',
  'emily',
  'kelly',
  'molly',
  'sally',
  'billy',
  'reilly',
  'assembly',
  'family',
  'supply',
  'weekly',
  'daily',
  'grammarly',
  'calendly',
  'ally',
]);
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
  if (AUXILIARY.has(word)) return 'aux';
  if (ADVERBS.has(word)) return 'adverb';
  const event = EVENTS.get(word);
  if (event !== undefined) return event === 'base' ? 'verb' : event === 'third' ? 'thirdverb' : 'participle';
  return PLAIN.has(word) || PLAIN.has(word.replace(/'s$/, '')) ? 'plain' : 'none';
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
