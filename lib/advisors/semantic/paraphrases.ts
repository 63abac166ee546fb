/**
 * One question in other words: same names, same amounts with their sides, same last day, and most of the other words
 * the same or known to mean the same. Rules that are written anew may differ where titles do not, so these are always
 * proposals.
 */
import { coded, evidence } from '../../domain/reasons';
import type { Relation } from '../../domain/relation';
import { makeRelation } from '../../relations/identity';
import { meaningOf } from '../../language/meaning';
import { readText } from '../../language/templates';
import { valuesOf } from '../../language/values';
import { PARAPHRASE_STOP_WORDS } from '../../language/lexicon/stop-words';
import { LIGHT_WORDS } from '../../language/lexicon/value-words';
import { cleanText, quoteText } from '../../domain/clean-text';
import type { Item } from '../../language/windows';
import { evidenceOf, type Claim } from './claim';
import { readComposite } from './composites';
import { pattern } from '../../language/pattern';

/** Share of the smaller title's words that must be found in the other one, and of both together. */
const LEAST_OF_SMALLER = 0.75;
const LEAST_OF_BOTH = 0.5;
const LEAST_WORDS = 3;
/** More questions than this with one name and one day are a family of different questions. */
const MAX_GROUP = 60;

/** Ways to begin that say nothing. */
const OPENING = pattern(
  [
    String.raw`^(?:is it (?:expected|possible|likely|the case|anticipated|projected|true) (?:that|for)|is`,
    String.raw` there going to be|is there a (?:chance|possibility) (?:that|of)|will it be the case that|can`,
    String.raw`|could|will|is|are|does|do|has|have)\s+`,
  ],
  'i',
);

const EMPTY: ReadonlySet<string> = new Set(PARAPHRASE_STOP_WORDS);
const LIGHT: ReadonlySet<string> = new Set(LIGHT_WORDS.map(meaningOf));
/** Words that turn a sentence around; two titles that hold different ones are no paraphrases. */
const TURNS = pattern(
  [
    String.raw`\b(?:not|no|never|without|fail\w*|none|nobody|lose\w*|lost|loss|reject\w*|refus\w*|den(?:y|ies)`,
    String.raw`|prevent\w*|avoid\w*|remain\w*|stay\w*|still|only|first|last|second|next|least|most|fewer|less`,
    String.raw`|below|under|best|worst|all|every|both|either|neither|again|another|third|fourth|fifth`,
    String.raw`|continu\w*|next|another)\b`,
  ],
  'gi',
);

interface Reduced {
  readonly claim: Claim;
  /** All values and one name: must be the same. */
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
  const { amounts, moments } = valuesOf(question, text);
  const words = text.items.flatMap((item) =>
    item.kind === 'word' && !EMPTY.has(item.text) ? [meaningOf(item.text)] : [],
  );
  if (words.length < LEAST_WORDS) return null;
  // Month names and the like are slots, not words.
  const names = namesOf(question).filter((word) => words.includes(word));
  if (names.length === 0) return null;
  // What somebody says is a value as well.
  const quoted = [...question.matchAll(/"[^"]{1,60}"/g)].map(([said]) => said.toLowerCase());
  return {
    claim,
    key: [...amounts, ...moments.map(({ text: moment }) => moment), ...quoted.sort(), [...names].sort()[0] ?? ''].join(
      '|',
    ),
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

const WORD = /[\p{L}\p{N}\p{M}_]+(?:['.&/@-][\p{L}\p{N}\p{M}_]+)*/gu;

/** Words with a capital letter, in order, by what they mean: "iPhone", "O'Neill", "$TRUMP", "U.S.". */
function namesOf(question: string): readonly string[] {
  return [...question.matchAll(WORD)].flatMap(([word]) =>
    /\p{Lu}/u.test(word) ? [meaningOf(word.toLowerCase().replace(/'s$/, ''))] : [],
  );
}

function alike(a: Reduced, b: Reduced): boolean {
  // Equal words are a copy, which has its own rule (opposites.ts).
  if (a.turns !== b.turns || a.claim.question.stems.join(' ') === b.claim.question.stems.join(' ')) return false;
  if (a.claim.condition.negRisk && a.claim.condition.negRiskMarketId === b.claim.condition.negRiskMarketId)
    return false;
  if (a.ends.some((end, at) => end !== null && (b.ends[at] ?? end) !== end)) return false;
  // "Israel strikes Syria" and "Syria strikes Israel" hold the same words.
  if (a.names.join(' ') !== b.names.join(' ')) return false;
  const [onlyA, onlyB] = [beside(a, b), beside(b, a)];
  // What one says more ("gold medals", "southern Gaza") makes it the narrower one.
  if ((onlyA.length === 0) !== (onlyB.length === 0)) return false;
  // One word in the place of another ("praise", "disparage") makes a series of questions, not one question in other
  // words.
  if (onlyA.length === 1 && onlyB.length === 1) return false;
  const shared = [...a.words].filter((word) => b.words.has(word)).length;
  return (
    shared / Math.min(a.words.size, b.words.size) >= LEAST_OF_SMALLER &&
    shared / (a.words.size + b.words.size - shared) >= LEAST_OF_BOTH
  );
}

/** Words of the one that the other lacks, without those that say nothing. */
function beside(a: Reduced, b: Reduced): readonly string[] {
  return [...a.words].filter((word) => !b.words.has(word) && !LIGHT.has(word));
}

function proposal(a: Reduced, b: Reduced): Relation {
  const open = coded('two-texts');
  return makeRelation({
    body: { type: 'equivalent', of: [a.claim.condition.id, b.claim.condition.id] },
    source: 'rule',
    status: 'proposed',
    why: coded('claim-but', {
      claim: coded('paraphrase', {
        a: quoteText(a.claim.condition.question),
        b: quoteText(b.claim.condition.question),
      }),
      but: open,
    }),
    evidence: [
      evidence('rule', 'semantic/paraphrase/1'),
      ...[a, b].flatMap((reduced) => evidenceOf(reduced.claim, [...reduced.words].join(' '))),
      evidence('disagreement', open),
    ],
  });
}
