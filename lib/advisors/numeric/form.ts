/**
 * The form of a template: its masked text without the names, links and times that are equal in both, so that one
 * reading covers the next month, the next coin and the next minister. What a name is, is judged as everywhere in the
 * rules; whatever could be a word of the language stays as it is.
 */
import type { Condition } from '../../domain/condition';
import { remembered } from '../../domain/memo';
import { ASSETS } from '../../language/lexicon/assets';
import { namesIn } from '../../language/names';
import type { Quantity } from '../../language/quantities';
import { slotValue, wholeValue, type ConditionTexts } from '../../language/templates';
import { cannotBeName, classOf, isPlainNoun } from '../../language/vocabulary';
import type { Item } from '../../language/windows';
import { sha256Hex } from '../../relations/sha256';

export type Slot = 'amount' | 'deadline';

/**
 * Sha-256 of the form of two texts that are one template, with what each slot is to the step.
 *
 * @param own the amount of each, where it moves
 */
export function formHash(
  narrow: { readonly texts: ConditionTexts; readonly own: Quantity | null },
  wide: { readonly texts: ConditionTexts },
): string {
  return hashOf(formText(narrow.texts, wide.texts, narrow.own));
}

const hashOf = remembered(256, sha256Hex);

export function formText(narrow: ConditionTexts, wide: ConditionTexts, own: Quantity | null): string {
  const names = nameWords(narrow.condition);
  return (['question', 'rules'] as const)
    .map((text) => {
      const other = wide[text].items;
      const parts: string[] = [];
      let sentence = -1;
      narrow[text].items.forEach((item, at) => {
        if (item.sentence !== sentence) parts.push('/');
        ({ sentence } = item);
        const part = partOf(item, other[at], { names, own });
        if (part !== NAME || parts.at(-1) !== NAME) parts.push(part);
      });
      return parts.join(' ');
    })
    .join('\n');
}

const NAME = '<name>';

function partOf(
  item: Item,
  other: Item | undefined,
  { names, own }: { readonly names: ReadonlySet<string>; readonly own: Quantity | null },
): string {
  const moves = other === undefined || slotValue(item) !== slotValue(other);
  switch (item.kind) {
    case 'word':
      return /^https?:/.test(item.text) ? '<link>' : names.has(bare(item.text)) ? NAME : item.text;
    case 'time':
      return '<time>';
    case 'date':
      return moves ? '<moving day>' : '<day>';
    case 'window':
      return (
        `<${moves ? 'moving ' : ''}window` +
        `${item.from === null ? '' : item.from === 'creation' ? ' from creation' : ' from day'}` +
        `${item.throughout ? ' throughout' : ''}>`
      );
    case 'quantity': {
      const unit = own === null || (item.quantity.unit !== own.unit && item.quantity.unit !== '') ? null : own;
      const more = unit === null ? null : item.quantity.nanos - unit.nanos;
      if (more === 0n) return `<amount${item.quantity.orMore ? '+' : ''}>`;
      return more === TENTH && own?.unit === '%' ? '<amount and a tenth>' : `<${wholeValue(item)}>`;
    }
    case 'range':
      return `<range ${wholeValue(item)}>`;
  }
}

const TENTH = 100_000_000n;
/** Coins, shares and metals stand for one another; only what is a word of rules too stays. */
const ASSET_WORDS: ReadonlySet<string> = new Set(
  ASSETS.flatMap((line) => line.split(' ')).filter((word) => word.length > 2 && word !== 'strategy'),
);

function bare(word: string): string {
  return word.replace(/'s?$/, '');
}

/** Names of the title, and coins and shares however the rules write them. */
const nameWords = remembered(256, (condition: Condition): ReadonlySet<string> => {
  const asked = namesIn(condition).question;
  return new Set([...ASSET_WORDS, ...[...asked, ...pairsIn(condition.description)].filter(isOnlyName)]);
});

/** "BTC/USDT" and "BTC-USD": two things of which one is quoted. */
function pairsIn(text: string): readonly string[] {
  return [...text.toLowerCase().matchAll(/[\p{L}\p{N}]+(?:[/-](?:usdt?|usdc|eur)|usdt)\b/gu)].map(([pair]) => pair);
}

function isOnlyName(word: string): boolean {
  return !cannotBeName(word) && classOf(word) === null && !isPlainNoun(word) && !NEVER.has(word);
}

/** Written large or not: answers, sides and halves of the day. */
const NEVER: ReadonlySet<string> = new Set(
  'yes no up down over under high low open close et est edt utc gmt am pm q1 q2 q3 q4 h1 h2 not or and'.split(' '),
);
