/**
 * One question in other words: same names, same amounts with their sides, same last day, and most of the other words
 * the same or known to mean the same. Rules that are written anew may differ where titles do not, so these are always
 * proposals.
 */
import type { Relation } from '../../domain/relation';
import { makeRelation } from '../../relations/identity';
import { directionAt } from '../../language/directions';
import { readText, slotValue } from '../../language/templates';
import { spanOf, type CalendarDate } from '../../language/calendar';
import { PARAPHRASE_STOP_WORDS } from '../../language/lexicon/stop-words';
import { SYNONYMS } from '../../language/lexicon/synonyms';
import { cleanText, quoteText } from '../../domain/clean-text';
import type { Item } from '../../language/windows';
import { evidenceOf, type Claim } from './claim';
import { readComposite } from './composites';
import { stem } from '../../language/stems';

/** Share of the smaller title's words that must be found in the other one, and of both together. */
const LEAST_OF_SMALLER = 0.75;
const LEAST_OF_BOTH = 0.5;
const LEAST_WORDS = 3;
/** More questions than this with one name and one day are a family of different questions. */
const MAX_GROUP = 60;

/** Ways to begin that say nothing. */
const OPENING =
  /^(?:is it (?:expected|possible|likely|the case|anticipated|projected|true) (?:that|for)|is there going to be|is there a (?:chance|possibility) (?:that|of)|will it be the case that|can|could|will|is|are|does|do|has|have)\s+/i;

const ALIKE: readonly (readonly string[])[] = SYNONYMS.map((line) => line.split(' '));
const MEANING: ReadonlyMap<string, string> = new Map(
  ALIKE.flatMap((group) => group.map((word) => [stem(word), stem(group[0] ?? word)] as const)),
);
const EMPTY: ReadonlySet<string> = new Set(PARAPHRASE_STOP_WORDS);
/** Words that turn a sentence around; two titles that hold different ones are no paraphrases. */
const TURNS =
  /\b(?:not|no|never|without|fail\w*|none|nobody|lose\w*|lost|loss|reject\w*|refus\w*|den(?:y|ies)|prevent\w*|avoid\w*|remain\w*|stay\w*|still|only|first|last|second|next|least|most|fewer|less|below|under|best|worst|all|every|both|either|neither|again|another|third|fourth|fifth|continu\w*|next|another)\b/gi;

interface Reduced {
  readonly claim: Claim;
  /** Amounts, days and one name: must be the same. */
  readonly key: string;
  readonly names: readonly string[];
  readonly words: ReadonlySet<string>;
  readonly turns: string;
  /** Whether the amounts themselves count, in order: "3 or fewer" is not "fewer than 3" in other words. */
  readonly ends: readonly ('in' | 'out' | null)[];
}

const COUNTED_IN =
  /(?:at least|at most|(?:no|not) (?:more|less|fewer|higher|lower) than|or equal to|minimum of|maximum of)$/;
const COUNTED_OUT = /(?:than|above|over|below|under|beyond|exceed(?:s|ing)?|surpass(?:es|ing)?)$/;

function endsOf(items: readonly Item[]): readonly ('in' | 'out' | null)[] {
  return items.flatMap((item, at) => {
    if (item.kind !== 'quantity') return [];
    const words = (from: number, to: number): string =>
      items
        .slice(Math.max(0, from), to)
        .map(({ text }) => text)
        .join(' ');
    const after = /^or (?:more|higher|above|greater|over|lower|less|below|fewer|under)$/.test(words(at + 1, at + 3));
    const before = words(at - 5, at);
    return [item.quantity.orMore || after || COUNTED_IN.test(before) ? 'in' : COUNTED_OUT.test(before) ? 'out' : null];
  });
}

export function paraphraseRelations(claims: readonly Claim[]): readonly Relation[] {
  const groups = new Map<string, Reduced[]>();
  for (const claim of claims) {
    const reduced = reduce(claim);
    if (reduced === null) continue;
    const group = groups.get(reduced.key) ?? [];
    groups.set(reduced.key, group);
    group.push(reduced);
  }
  return [...groups.values()].flatMap((group) =>
    group.length < 2 || group.length > MAX_GROUP
      ? []
      : group.flatMap((a, index) => group.slice(index + 1).flatMap((b) => (alike(a, b) ? [proposal(a, b)] : []))),
  );
}

export function reduce(claim: Claim): Reduced | null {
  if (readComposite(claim.condition.question) !== null) return null;
  const question = cleanText(claim.condition.question).replace(OPENING, '');
  const text = readText(question);
  const slots = text.items.flatMap((item, at): readonly string[] => {
    switch (item.kind) {
      case 'word':
        return [];
      case 'quantity':
        return [`${item.quantity.nanos}${item.quantity.unit}${directionAt(text.items, text.marks, at) ?? ''}`];
      case 'range':
        return [`${item.range.low.nanos}-${item.range.high.nanos}`];
      case 'time':
        return [];
      case 'date':
        return [`on ${spanOf(item.date)?.end ?? slotValue(item)}`];
      case 'window': {
        const span = spanOf(item.to);
        // "By the end of 2027" and "before January 1, 2028" are one day; without a year only equal writing is.
        return [
          `${span === null ? slotValue(item) : item.exclusive ? span.start : span.end}${item.from === null || item.from === 'creation' ? '' : ` from ${dateOf(item.from)}`}`,
        ];
      }
    }
  });
  const words = text.items.flatMap((item) =>
    item.kind === 'word' && !EMPTY.has(item.text) ? [meaning(item.text)] : [],
  );
  if (words.length < LEAST_WORDS) return null;
  // Month names and the like are slots, not words.
  const names = [...question.matchAll(/(?<=\S\s+["'(]?)\p{Lu}[\p{L}\p{N}.&-]*|^\p{Lu}[\p{L}\p{N}.&-]*/gu)]
    .map(([word]) => meaning(word.toLowerCase().replace(/'s$|[.]$/g, '')))
    .filter((word) => words.includes(word));
  if (names.length === 0) return null;
  // What somebody says is a slot as well.
  slots.push(...[...question.matchAll(/"[^"]{1,60}"/g)].map(([quoted]) => quoted.toLowerCase()));
  return {
    claim,
    key: [[...new Set(slots)].sort().join(' '), [...new Set(names)].sort()[0] ?? ''].join('|'),
    names,
    words: new Set(words),
    ends: endsOf(text.items),
    turns: [...question.matchAll(TURNS)]
      .map(([word]) => word.toLowerCase())
      .filter((word) => !/^(?:least|most)$/.test(word))
      .sort()
      .join(' '),
  };
}

function dateOf(date: CalendarDate): string {
  const span = spanOf(date);
  return span === null ? JSON.stringify(date) : String(span.start);
}

function meaning(word: string): string {
  const plain = stem(word);
  return MEANING.get(plain) ?? plain;
}

function alike(a: Reduced, b: Reduced): boolean {
  // Equal words are a copy, which has its own rule (opposites.ts).
  if (a.turns !== b.turns || a.claim.question.stems.join(' ') === b.claim.question.stems.join(' ')) return false;
  if (a.claim.condition.negRisk && a.claim.condition.negRiskMarketId === b.claim.condition.negRiskMarketId)
    return false;
  if (a.ends.some((end, at) => end !== null && (b.ends[at] ?? end) !== end)) return false;
  // "Israel strikes Syria" and "Syria strikes Israel" hold the same words.
  if ([...new Set(a.names)].join(' ') !== [...new Set(b.names)].join(' ')) return false;
  const [onlyA, onlyB] = [
    [...a.words].filter((word) => !b.words.has(word)),
    [...b.words].filter((word) => !a.words.has(word)),
  ];
  // One word in the place of another ("praise", "disparage") makes a series of questions, not one question in other
  // words.
  if (onlyA.length === 1 && onlyB.length === 1) return false;
  const shared = [...a.words].filter((word) => b.words.has(word)).length;
  return (
    shared / Math.min(a.words.size, b.words.size) >= LEAST_OF_SMALLER &&
    shared / (a.words.size + b.words.size - shared) >= LEAST_OF_BOTH
  );
}

function proposal(a: Reduced, b: Reduced): Relation {
  const open = 'they are two texts, and their rules may differ where their titles do not';
  return makeRelation({
    body: { type: 'equivalent', of: [a.claim.condition.id, b.claim.condition.id] },
    source: 'rule',
    status: 'proposed',
    why: `"${quoteText(a.claim.condition.question)}" and "${quoteText(b.claim.condition.question)}" ask the same in other words, by their titles, but ${open}.`,
    evidence: [
      'rule: semantic/paraphrase/1',
      ...[a, b].flatMap((reduced) => evidenceOf(reduced.claim, [...reduced.words].join(' '))),
      `disagreement: ${open}`,
    ],
  });
}
