/**
 * A question whose rules join those of two others word for word: "Yes if both of the following occur: (a) X, and (b)
 * Y", beside the question that is Yes if X and the one that is Yes if Y. No word has to be understood: whatever X says,
 * it says the same in both texts. Parts that are told in other words are left to the titles (composites.ts) and stay
 * proposals.
 */
import { coded, evidence } from '../../domain/reasons';
import type { Relation } from '../../domain/relation';
import { makeRelation } from '../../relations/identity';
import { matchProblem } from '../../language/shapes';
import { comparable } from '../../language/classify';
import { namesIn } from '../../language/names';
import { decidingSentence, sentencesOf } from '../../language/deciding-sentence';
import { readText, slotValue, type TextTemplate } from '../../language/templates';
import { cleanText, quoteText } from '../../domain/clean-text';
import { evidenceOf, type Claim } from './claim';
import { totalNegations } from '../../language/stems';
import { commonProblem } from './opposites';
import { pattern } from '../../language/pattern';

interface Clause {
  /** What must happen, with the values of all days and amounts. */
  readonly text: string;
  /** All other sentences. */
  readonly rest: readonly string[];
}

interface Joined extends Clause {
  readonly kind: 'and' | 'or';
  readonly parts: readonly [string, string];
}

/** Stand for "(a)" and "(b)", whose brackets no token keeps; the third only shows that there is one. */
const MARKS = ['listitemone', 'listitemtwo', 'listitemthree'] as const;
const LISTS: readonly (readonly [RegExp, string])[] = [
  [/\((?:a|1|i)\)\s/gi, MARKS[0]],
  [/\((?:b|2|ii)\)\s/gi, MARKS[1]],
  [/\((?:c|3|iii)\)\s/gi, MARKS[2]],
];
const LISTED = new RegExp(
  '^(both|all|either|any|at least one) of the following (?:events? )?(?:(?:occurs?|happens?' +
    `|takes? place|(?:is|are) (?:true|met)) )?${MARKS[0]} (.+?)(?: (and|or))? ${MARKS[1]} (.+)$`,
);
/** What these mean stands outside the part: in its own question, in the other part, or in an order of the two. */
const POINTS_AWAY = pattern([
  String.raw`\b(?:it|its|he|his|him|she|her|hers|they|them|their|theirs|we|our|this|these|those|such|said`,
  String.raw`|same|former|latter|both|either|neither|other|another|above|aforementioned|following|then`,
  String.raw`|thereafter|subsequent\w*|afterwards?|again|also|too|second|first|next|later|earlier`,
  String.raw`|previous\w*|prior|replacement|successor|listed|named|specified|stated|given|title|question`,
  String.raw`|market)\b`,
]);
/** A title that joins in another way than its rules. */
const OTHER_JOIN = {
  and: /\b(?:or|same|within|first|second|together|apart|order|before|after|then|exactly|only|either|neither|not)\b/i,
  or: /\b(?:exactly|only|one of|both|before|after|neither|not)\b/i,
} as const;
/** Sentences that say the same of one part as of two. */
const PLAIN_REST = pattern([
  String.raw`^(?:otherwise (?:this (?:market|question) |it )?(?:will )?(?:resolves? )?to no|the (?:primary`,
  String.raw` )?resolution source (?:for this (?:market|question) )?(?:will be|is) (?:a )?consensus of`,
  String.raw` credible (?:reporting|sources|media reports))$`,
]);

/** One clause with its own span. */
const PART = /^(?:[wN] )+(?:A (?:A )?(?:d )?P|(?:d )?[SV])(?: [wNxtdP])* [Wx](?: [wNt])*$/;
/** Null when no single sentence of the rules says plainly when it resolves to Yes. */
function clauseOf(rules: TextTemplate): Clause | null {
  const sentences = sentencesOf(rules.items);
  const deciding = decidingSentence(sentences);
  const text = deciding?.clauseOf(exactText(deciding.items)) ?? null;
  return deciding === null || text === null
    ? null
    : { text, rest: sentences.filter((_, index) => index !== deciding.index).map(exactText) };
}

function exactText(items: TextTemplate['items']): string {
  return items
    .map((item) => {
      if (item.kind === 'word') return item.text;
      const unit =
        item.kind === 'quantity'
          ? `${item.quantity.unit}${item.quantity.orMore ? '+' : ''}`
          : item.kind === 'range'
            ? item.range.low.unit
            : '';
      return `<${[item.kind, `${slotValue(item)}${unit}`].join(' ')}>`;
    })
    .join(' ');
}

export function joinedRelations(claims: readonly Claim[]): readonly Relation[] {
  const joined = claims.flatMap((claim) => {
    const read = readJoined(claim);
    return read === null ? [] : [{ claim, read }];
  });
  if (joined.length === 0) return [];
  const byClause = new Map<string, Claim[]>();
  for (const claim of claims) {
    const clause = clauseOf(claim.texts.rules);
    if (clause !== null) byClause.set(clause.text, [...(byClause.get(clause.text) ?? []), claim]);
  }
  return joined.flatMap(({ claim, read }) => {
    const [first, second] = read.parts.map((part) => (byClause.get(part) ?? []).filter((other) => other !== claim));
    // Two questions with one clause: which of them is meant cannot be told, and they may have been asked at different
    // times.
    const [a, b] = [first?.length === 1 ? first[0] : undefined, second?.length === 1 ? second[0] : undefined];
    return a === undefined || b === undefined || a === b || exclusive([claim, a, b])
      ? []
      : [relationOf(claim, read, [a, b])];
  });
}

function readJoined(claim: Claim): Joined | null {
  const { description } = claim.condition;
  if (!/of the following/i.test(description)) return null;
  // A list over several lines is one sentence.
  const marked = LISTS.reduce((text, [pattern, mark]) => text.replace(pattern, `${mark} `), cleanText(description))
    .replace(/[.;,]?\s+(?=listitem)/g, ' ')
    .replace(/[.;,]?\s+(and|or)\s+(?=listitem)/g, ' $1 ');
  const clause = clauseOf(readText(marked));
  if (
    clause === null ||
    MARKS.some((mark, index) => clause.text.split(mark).length !== (index < 2 ? 2 : 1)) ||
    clause.rest.some((sentence) => sentence.includes('listitem'))
  )
    return null;
  const [, quantifier = '', first = '', conjunction, second = ''] = LISTED.exec(clause.text) ?? [];
  if (first === '' || second === '') return null;
  const kind = quantifier === 'both' || quantifier === 'all' ? 'and' : 'or';
  return conjunction !== undefined && conjunction !== kind ? null : { ...clause, kind, parts: [first, second] };
}

/** One neg-risk group pays at most one of them, whatever their rules say. */
function exclusive(claims: readonly Claim[]): boolean {
  const groups = claims.flatMap(({ condition }) => (condition.negRisk ? [condition.negRiskMarketId] : []));
  return new Set(groups).size < groups.length;
}

function relationOf(whole: Claim, read: Joined, parts: readonly [Claim, Claim]): Relation {
  const disagreement =
    parts
      .map((part, index) => partProblem(whole, read, { claim: part, text: read.parts[index] ?? '' }))
      .find((problem) => problem !== null) ??
    (OTHER_JOIN[read.kind].test(whole.condition.question) ? coded('joins-otherwise') : null) ??
    settledProblem(whole, read, parts);
  const [a = '', b = ''] = parts.map((part) => quoteText(part.condition.question));
  const claim = { kind: read.kind, whole: quoteText(whole.condition.question), a, b };
  return makeRelation({
    body: { type: read.kind, result: whole.condition.id, of: parts.map((part) => part.condition.id) },
    source: 'rule',
    status: disagreement === null ? 'proven' : 'proposed',
    why: disagreement === null ? coded('joined', claim) : coded('joined-but', { ...claim, but: disagreement }),
    evidence: [
      evidence('rule', `semantic/joined/1 (${read.kind})`),
      ...evidenceOf(whole, `${read.kind}/2`),
      ...parts.flatMap((part, index) => evidenceOf(part, read.parts[index] ?? '')),
      ...(disagreement === null ? [] : [evidence('disagreement', disagreement)]),
    ],
  });
}

function partProblem(
  whole: Claim,
  read: Joined,
  { claim: part, text }: { readonly claim: Claim; readonly text: string },
): string | null {
  if (POINTS_AWAY.test(text) || pointsToUs(text, part) || commonThing(text, part)) return coded('points-away');
  // "Iran retaliates", "a second company", "unless Congress objects": what these mean beside the other part, no list
  // can say.
  const bare = comparable(
    text
      .replace(/<window \S+>(?= |$)/g, '<W>')
      .replace(/<date \S+>(?= |$)/g, '<x>')
      .replace(/<time \d+>/g, '<t>'),
    { amount: false, date: null },
  );
  const strange = matchProblem(bare, { names: namesIn(part.condition).rules, shape: PART, where: 'joined' });
  if (strange !== null) return strange;
  // "Kraken completes an IPO", without a day, means one thing in January and another in April.
  if (!/<(?:date|window) \S*(?:19|20|21)\d\d/.test(text)) return coded('part-no-day');
  const common = commonProblem(whole, part);
  if (common !== null) return common;
  if (whole.needsEvent || part.needsEvent) return coded('refers-to-event');
  const own = clauseOf(part.texts.rules);
  if (own === null || own.rest.join(' | ') !== read.rest.join(' | ')) return coded('others-differ');
  if (!read.rest.every((sentence) => PLAIN_REST.test(sentence))) return coded('means-one-part');
  return titleProblem(whole) ?? titleProblem(part);
}

/** "Iran strikes us" beside "Iran strikes US": small and large letters are one to the tokens. */
function pointsToUs(text: string, part: Claim): boolean {
  return /\bus\b/.test(text) && /\bus\b/.test(cleanText(part.condition.description));
}

/** "The deal is signed": which deal, its own question says. What stands behind "the" must be written as a name. */
function commonThing(text: string, part: Claim): boolean {
  const raw = cleanText(part.condition.description);
  const lower = raw.toLowerCase();
  return [...text.matchAll(/\bthe ([^\s<]+)/g)].some(([phrase]) => {
    const at = lower.indexOf(phrase);
    return at < 0 || !/\p{Lu}/u.test(raw.charAt(at + 'the '.length));
  });
}

/**
 * Every day and amount of the title must stand in the rules as well, and it must deny nothing that the rules assert.
 */
function titleProblem({ texts, question }: Claim): string | null {
  if (totalNegations(question) > 0) return coded('title-denies');
  const ruled = new Set(texts.rules.items.flatMap((item) => (item.kind === 'word' ? [] : [exactText([item])])));
  return [...texts.question.items, ...texts.label.items].every(
    (item) => item.kind === 'word' || ruled.has(exactText([item])),
  )
    ? null
    : coded('title-names-more');
}

function settledProblem(whole: Claim, { kind }: Joined, parts: readonly [Claim, Claim]): string | null {
  const answers = parts.map((part) => part.condition.settled);
  const decisive = kind === 'or';
  const expected = answers.includes(decisive) ? decisive : answers.includes(null) ? null : !decisive;
  return expected !== null && whole.condition.settled !== null && whole.condition.settled !== expected
    ? coded('resolved-against')
    : null;
}
