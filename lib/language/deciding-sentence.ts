/**
 * The sentences of the rules: the one that decides, and whether another one can make the deadline or the amount mean
 * something else.
 */
import { coded } from '../domain/reasons';
import type { Item } from './windows';
import { remembered } from '../domain/memo';
import { quoteText } from '../domain/clean-text';
import { isOfBesideForm } from './sentence-forms';
import { saysTheSameAgain, type Slotted } from './said-again';
import { isHarmlessBesideRungs } from './sentences-beside-rungs';
import { slotValue } from './templates';
import { pattern } from './pattern';

/**
 * A rung is compared with its neighbours on both sides, one family after the other; kept for good, sentences take more
 * than the texts.
 */
const RECENT = 512;

/** Items by sentence, in order; sentences without items are left out. */
export const sentencesOf = remembered(RECENT, splitSentences);

function splitSentences(items: readonly Item[]): readonly (readonly Item[])[] {
  const sentences: (readonly Item[])[] = [];
  let start = 0;
  for (let at = 1; at <= items.length; at += 1) {
    if (at < items.length && items[at]?.sentence === items[start]?.sentence) continue;
    sentences.push(items.slice(start, at));
    start = at;
  }
  return sentences;
}

const LEAD = pattern([
  String.raw`^(?:(?:this|the) (?:market|question) )?(?:will )?(?:immediately )?(?:(?:resolves?|be resolved)`,
  String.raw` )?(?:(?:to|as) )?yes if (.+)$`,
]);
const TRAIL = /^if (.+?)(?: then)? (?:this|the) (?:market|question) (?:will )?(?:immediately )?resolves? to yes$/;

export interface Deciding {
  readonly index: number;
  readonly items: readonly Item[];
  /** What must happen, out of the whole sentence; null when it is not said in a known form. */
  clauseOf(text: string): string | null;
}

/** The one sentence that ties Yes to a condition; null when there is none or more than one. */
export const decidingSentence = remembered(RECENT, findDeciding);

function findDeciding(sentences: readonly (readonly Item[])[]): Deciding | null {
  const found = sentences.flatMap((items, index) => {
    const text = wordsOf(items);
    return /\byes\b/.test(text) && /\b(?:if|when|unless|provided)\b/.test(text) && !isDetail(text)
      ? [{ items, index }]
      : [];
  });
  const [only] = found;
  if (only === undefined || found.length !== 1) return null;
  return {
    ...only,
    clauseOf(text) {
      const said = text.replace(NO_OTHERWISE, '');
      return LEAD.exec(said)?.[1] ?? TRAIL.exec(said)?.[1] ?? null;
    },
  };
}

/** "..., and "No" otherwise", in the sentence itself. */
const NO_OTHERWISE = pattern([
  String.raw` (?:(?:and|or)(?: (?:resolves? )?to)? no otherwise|(?:and )?otherwise(?: (?:resolves? )?(?:to`,
  String.raw` )?)?no)$`,
]);

/** "The Fully Diluted Valuation" is "the FDV" in the next sentence. */
function abbreviated(word: string): readonly string[] {
  return word === 'valuation' ? [word, 'fdv'] : [word];
}

/**
 * Says when to pay, what counts, or of what is paid already that it is; judged with the other sentences ("This market
 * may resolve to "Yes" as soon as ...").
 */
function isDetail(text: string): boolean {
  return DETAILS.test(text);
}

const DETAILS = pattern([
  String.raw`\bmay (?:immediately )?resolve to yes as soon as\b|^(?:an? |the )?(?:official |public`,
  String.raw` )*announcement of .* will`,
  String.raw` |^if such an? .+ this market will (?:immediately )?resolve to yes(?: regardless of .+)?$|^(?:note`,
  String.raw`|thus|for the`,
  String.raw` purposes? of) |\b(?:will|does|do|would) (?:also |still |alone |not )*(?:qualify|count|suffice|be`,
  String.raw` (?:sufficient`,
  String.raw`|considered|counted))\b`,
]);

const wordsOf = remembered(RECENT, joinWords);

function joinWords(items: readonly Item[]): string {
  return items.map((item) => (item.kind === 'word' ? item.text : `<${item.kind}>`)).join(' ');
}

/** Words by which a sentence refers to the amount or the day that moves without naming it. */
const REFERS = pattern([
  String.raw`\b(?:listed|specified|stated|named|given|above-mentioned|aforementioned) (?:date|deadline|price`,
  String.raw`|amount|number|level|threshold|value|time|day|strike)\b|\b(?:date|deadline|price|amount|number`,
  String.raw`|level|threshold|value) (?:listed|specified|stated|named|given|in the title|in the question)\b`,
]);
const TURNED = /\b(?:opposite|reverse[ds]?|inverse|inverted|swapped|contrary|vice)\b/;
/** What must last, or is looked at in the end, is not an event: a later day may then be harder. */
const LASTS = pattern([
  String.raw`\b(?:remain\w*|still|stays?|stayed|maintain\w*|in effect|in force|in place|until|throughout`,
  String.raw`|overturned|revoked|rescinded|withdrawn|retracted|cancell?ed|undone|expir\w*|deadlines?|end`,
  String.raw` date|by then|(?:that|this|such) (?:date|day|time)|time ?frame|period|at the end|by the end|as`,
  String.raw` of|at the time|resolution (?:date|time)|latest|permanent\w*|continuous\w*)\b`,
]);

/**
 * @param options.others the same sentences of the other condition: what differs outside the deciding sentence is a
 * second parameter
 */
export function otherSentencesProblem(
  sentences: readonly (readonly Item[])[],
  options: {
    readonly deciding: number;
    readonly others: readonly (readonly Item[])[];
    readonly spanMoves: boolean;
    readonly names: ReadonlySet<string>;
    /** What both texts say of the slot, to compare what is said of it again. */
    readonly slotted: Slotted;
  },
): string | null {
  // "If Kraken is acquired by a listed company, this market resolves to No": after an IPO by March that can only come
  // before the later market is paid, and it is paid at once only if its rules say so.
  const atOnce = /\bimmediately resolve/.test(wordsOf(sentences[options.deciding] ?? []));
  const decides = new Set(
    wordsOf(sentences[options.deciding] ?? [])
      .split(' ')
      .flatMap(abbreviated),
  );
  for (const [index, items] of sentences.entries()) {
    if (index === options.deciding) continue;
    const text = wordsOf(items);
    if (
      items.some((item, at) => {
        const other = options.others[index]?.[at];
        return other === undefined || slotValue(item) !== slotValue(other);
      })
    ) {
      if (saysTheSameAgain(items, options.others[index] ?? [], options.slotted)) continue;
      return coded('second-moves');
    }
    if (isOfBesideForm(text, options)) continue;
    if (REFERS.test(text)) return coded('second-refers');
    if (
      !isHarmlessBesideRungs(text, { ...options, decides }) &&
      !(atOnce && /^if .+ this market will immediately resolve to no$/.test(text) && !/</.test(text))
    )
      return coded('strange-beside-ladder', { sentence: quoteText(text, 80) });
    if (TURNED.test(text)) return coded('turns-answer');
    if (!options.spanMoves) continue;
    const settlesEarly =
      /\bresolve(?:s|d)? immediately\b|\bimmediately resolve to yes\b|\bas soon as\b/.test(text) &&
      !/\bno\b|\bnot\b/.test(text);
    const lasting = settlesEarly ? null : LASTS.exec(text);
    if (lasting !== null) return coded('later-harder', { word: lasting[0] });
    if (
      /\bno\b/.test(text) &&
      /\bresol/.test(text) &&
      !/^otherwise\b/.test(text) &&
      !(atOnce && /\bimmediately\b/.test(text) && !items.some((item) => item.kind === 'window' || item.kind === 'date'))
    )
      return coded('other-no');
  }
  return null;
}
