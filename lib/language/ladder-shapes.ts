/**
 * The last gate before a step of a ladder is proven: question and rules must be of a known shape (shapes.ts), and say
 * the same of amount and day.
 */
import { coded } from '../domain/reasons';
import type { Item } from './windows';
import { datesAgree, spanOf, withYear, type CalendarDate } from './calendar';
import { quoteText } from '../domain/clean-text';
import { decidingSentence, otherSentencesProblem, sentencesOf } from './deciding-sentence';
import { LEAVING_VERBS, UNDOING_VERBS } from './lexicon/undoing-verbs';
import { comparable, slotText, withEventNoun } from './classify';
import { assetsIn, coinOf, isNameIn, isTitleCase, namesIn } from './names';
import { QUESTIONS, RULES, matchProblem } from './shapes';
import { classBeside, classOf, isPlainNoun } from './vocabulary';
import { slotValue, type ConditionTexts } from './templates';
import type { Parameters } from './parameters';
import { pattern } from './pattern';
import { DAY_MS } from '../domain/units';

interface Family {
  readonly hasAmount: boolean;
  readonly spanMoves: boolean;
}

/** Why this step must stay a proposal, or null. Both members have one question template and one rules template. */
export function shapeProblem(narrow: Parameters, wide: Parameters): string | null {
  return memberProblem(narrow, wide) ?? memberProblem(wide, narrow);
}

function memberProblem(member: Parameters, other: Parameters): string | null {
  const { texts } = member;
  const amounts = texts.question.items.filter((item) => item.kind === 'quantity');
  const [amount] = amounts;
  if (amounts.length > 1) return coded('two-amounts');
  if (
    texts.question.items.length !== other.texts.question.items.length ||
    texts.rules.items.length !== other.texts.rules.items.length
  )
    return coded('built-differently');
  // "Cars sold before 2006" names no time in which something may happen.
  const made = Date.parse(texts.condition.createdAt ?? '');
  if (member.span !== null && Number.isFinite(made) && member.span.lastEnd * DAY_MS <= made)
    return coded('ends-before-created');
  const family: Family = { hasAmount: amount !== undefined, spanMoves: spansDiffer(member, other) };
  if (!family.hasAmount && !family.spanMoves) return coded('nothing-differs');
  if (isTitleCase(texts.condition.question)) return coded('all-capitals');
  const nanos = amount?.kind === 'quantity' ? amount.quantity.nanos : null;
  const names = namesIn(texts.condition);
  const question = comparable(
    withEventNoun(slotText(texts.question.items, { nanos, other: other.texts.question.items })),
    { amount: false, date: null },
  );
  if (AGES.test(question)) return coded('maybe-age');
  if (!family.hasAmount && EVERYBODY.test(question)) return coded('moves-with-day');
  const kind = family.hasAmount ? 'amount' : 'deadline';
  const asked = matchProblem(question, {
    names: family.hasAmount ? new Set([...names.question, ...names.open]) : names.question,
    shape: QUESTIONS[kind],
    where: 'title',
    slot: kind,
  });
  if (family.hasAmount && !isGoverned(question) && !isNamedAlone(question, names.question)) return UNGOVERNED;
  if (asked !== null) return asked;
  const decided = ruleProblem(member, other, {
    family,
    nanos,
    names: family.hasAmount && !family.spanMoves ? names.open : names.rules,
    kind,
    question,
  });
  return decided ?? labelProblem(member);
}

/** "December 31, 2025" for "in 2025"; a year that is not given agrees with any. */
function sameLastDay(a: CalendarDate, b: CalendarDate): boolean {
  return datesAgree(a, b) || (spanOf(a) !== null && spanOf(a)?.end === spanOf(withYear(b, a.year ?? 0))?.end);
}

/** "Over 65 residents" are 65 years old, "more than 65 residents" are 66. */
const AGES = pattern([
  String.raw`(?:^| )<(?:up|down)> (?:users|residents|people|persons|citizens|students|children|drivers`,
  String.raw`|players|members|men|women|teachers|workers|voters|taxpayers|patients|adults|americans|seniors`,
  String.raw`|retirees|pensioners|tourists|visitors|passengers|customers|employees|veterans|farmers|doctors|nurses`,
  String.raw`|soldiers|recruits|migrants|immigrants|inmates|prisoners|recipients|beneficiaries|athletes)(?: |$)`,
]);

const UNGOVERNED = coded('amount-names-things');
const EVERYBODY = /(?:^| )(?:everyone|anyone|those|such|them|these|all)(?: |$)/;
/** What a law is about, by its amount, is another law for another amount. */
const LAWS = pattern([
  String.raw`(?:^| )(?:ban(?:s|ned)?|tax(?:es|ed)?|approve[sd]?|allow(?:s|ed)?|exclude[sd]?|enact(?:s|ed)?`,
  String.raw`|adopt(?:s|ed)?|impose[sd]?|mandate[sd]?|legalize[sd]?|grant(?:s|ed)?|authorize[sd]?|recall(?:s`,
  String.raw`|ed)?|law|laws|tariffs?)(?: |$)`,
]);
/** "Companies with a market cap below": the amount says which. */
const MODIFIES = pattern([
  String.raw`(?:^| )with (?:(?:a|an|the) )?(?:\S+ ){0,2}(?:price|cap|fdv|valuation|total|temperature)`,
  String.raw` <(?:up|down|hit|in)>(?= |$)`,
]);
/** "Senators who have over 5 million": the amount belongs to the clause of "who", which no second verb has closed. */
function inRelative(text: string): boolean {
  const words = text.split(' ');
  const at = words.findIndex((word) => /^<(?:up|down|hit|in)>$/.test(word));
  const from = words.slice(0, at).findLastIndex((word) => /^(?:who|which|that|whose)$/.test(word));
  const verbs = words
    .slice(from + 1, at)
    .filter(
      (word) => word === '<verb>' || !['plain', 'adverb', 'participle', null].includes(classBeside(word, 'amount')),
    );
  return from >= 0 && verbs.length < 2;
}
/** "A 60 day deal" that something is done under: the amount is part of a name. */
const ADJECTIVE = /<(?:up|down)> (?:minute|hour|day|week|month|year|game|point|player|team|model|act|plan|deal)(?= |$)/;
const RELATIVE = /(?:^| )(?:who|which|that|whose)(?: |$)/;
/** What is measured over the whole of a span: it can hold for a part and not for all of it. */
const NET = pattern([
  String.raw`(?:^| )(?:gains?|advances?|rises?|increases?|grows?|climbs?|totals?|averages?|losses|reductions?`,
  String.raw`|downturns?|income|earnings|guidance|stabilization)(?: |$)`,
]);
/** "Returns above 100": of a higher amount, it may have been below it before and not of a lower one. */
const RETURNS = pattern([
  String.raw`(?:^| )(?:returns?|returned|recovers?|recovered|rebounds?|rebounded|resumes?|resumed|regains?|crosses`,
  String.raw`|crossed)(?: (?:back|to|at|by|up|down|a|the|price|level|of))* <(?:verb|up|down|hit|in)>`,
]);
const COUNTED_BY_LAW = /^(?:countries|states|companies|cities|governments|provinces|laws|bills|drugs|vaccines|orders)$/;
/** "Increases by more than 5 %", "wins by 9 % or more": by how much. */
const MOVES = /^(?:increase[ds]?|decrease[ds]?|rises?|risen|grows?|grown|falls?|drops?|wins?|won|beats?)$/;
const MEASURED =
  /^(?:costs?|sells?|price|cap|fdv|valuation|number|total|temperature|magnitude|inches|count|counter|least)$/;

/**
 * "Is above 5", "delivers more than 5", "the price above 5": the amount belongs to a verb or a measure, and not to
 * "companies with" or "imports".
 */
function isGoverned(text: string): boolean {
  if (MODIFIES.test(text) || inRelative(text) || ADJECTIVE.test(text)) return false;
  const words = text.split(' ');
  const at = words.findIndex((word) => /^<(?:up|down|hit|in)>$/.test(word));
  const [before = '', after = ''] = [words[at - 1], words[at + 1]];
  if (LAWS.test(text) && !COUNTED_BY_LAW.test(after)) return false;
  const known = isPlainNoun(before) ? null : classBeside(before, 'amount');
  if (known === 'participle' && !['aux', 'adverb'].includes(classOf(words[at - 2] ?? '') ?? '')) return false;
  return (
    at <= 0 ||
    before === 'will' ||
    before === '<verb>' ||
    before === 'there' ||
    words[at - 2] === 'total' ||
    (before === 'by' && words.slice(0, at - 1).some((word) => MOVES.test(word))) ||
    MEASURED.test(before) ||
    (known !== null && known !== 'plain' && known !== 'adverb') ||
    (known === 'adverb' && at > 1)
  );
}

/** "Bitcoin above 5 on June 30": what stands before the amount is what is measured, and the rules say how. */
function isNamedAlone(question: string, names: ReadonlySet<string>): boolean {
  const words = question.split(' ');
  const at = words.findIndex((word) => /^<(?:up|down)>$/.test(word));
  return at > 0 && words.slice(0, at).every((word) => word === '$' || isNameIn(word, names)) && !LAWS.test(question);
}

function isPlace(member: Parameters, text: string): boolean {
  const amount = member.texts.question.items.find((item) => item.kind === 'quantity');
  return (
    amount?.kind === 'quantity' &&
    amount.quantity.unit === '' &&
    amount.quantity.nanos <= 1_000_000_000_000n &&
    /<(?:up|down|hit)>(?: (?:in|on|at|of|to|by|from|<x>|<t>|<any>|<W>)(?= |$)|$)/.test(text) &&
    !/(?:^| )(?:price|number|count|counter|total|temperature|magnitude|valuation|cap|fdv)(?: |$)/.test(text)
  );
}

interface RuleContext {
  readonly family: Family;
  readonly nanos: bigint | null;
  readonly names: ReadonlySet<string>;
  readonly kind: 'amount' | 'deadline';
  readonly question: string;
}

function ruleProblem(member: Parameters, other: Parameters, context: RuleContext): string | null {
  const { texts } = member;
  const { family } = context;
  const sentences = sentencesOf(texts.rules.items);
  const others = sentencesOf(other.texts.rules.items);
  const deciding = decidingSentence(sentences);
  if (deciding === null) return coded('no-deciding');
  if (others.length !== sentences.length) return coded('built-differently');
  const nanos = ruledIn(deciding.items, member, context.nanos);
  const raw = slotText(deciding.items, { nanos, other: others[deciding.index] ?? [] });
  const clause = deciding.clauseOf(raw);
  if (clause === null) return coded('no-deciding');
  const moving = family.spanMoves ? '<W>' : '<x>';
  const named = { amount: family.hasAmount && clause.includes('<Q>'), date: clause.includes('<W>') };
  const text = comparable(clause, { amount: family.hasAmount && !named.amount, date: named.date ? null : moving });
  const windows = text.split(' ').filter((word) => word === '<W>').length;
  if (windows !== (family.spanMoves ? 1 : 0)) return coded('day-not-once');
  const problem = matchProblem(
    text
      .split(' ')
      .filter((word) => word !== '<W>')
      .join(' '),
    {
      names: context.names,
      shape: RULES[context.kind],
      where: 'deciding',
      slot: context.kind,
    },
  );
  if (problem !== null) return problem;
  if (family.spanMoves && NET.test(text)) return coded('net-change');
  if (!family.hasAmount && RELATIVE.test(text)) return coded('day-names-things');
  if (family.hasAmount && isPlace(member, text)) return coded('maybe-place');
  if (!family.hasAmount && EVERYBODY.test(text)) return coded('moves-with-day');
  if (family.hasAmount) {
    if (RETURNS.test(`${text} ${context.question}`)) return coded('maybe-crossing');
    if (!isGoverned(text)) return UNGOVERNED;
    const side = sideProblem(member, context.question, text);
    if (side !== null) return side;
    if (family.spanMoves && !isTouch(context.question, text)) return coded('amount-at-end');
  }
  if (/ out(?: as .+| of .+)? <W>$/.test(titleOf(member, other)) && !LEAVES.test(text))
    return coded('out-no-departure');
  if (!sharesSubject(texts, deciding.items) || undoesAlone(texts)) return coded('no-common-word');
  return otherSentencesProblem(sentences, {
    deciding: deciding.index,
    others,
    spanMoves: family.spanMoves,
    names: context.names,
    slotted: {
      kind: family.spanMoves ? 'deadline' : 'amount',
      nanos: context.nanos,
      clause: text,
      names: context.names,
      lastDay: lastDayOf(texts),
    },
  });
}

/** The amount as this sentence writes it. */
function ruledIn(items: readonly Item[], { threshold }: Parameters, nanos: bigint | null): bigint | null {
  const writes = (value: bigint): boolean =>
    items.some((item) => item.kind === 'quantity' && item.quantity.nanos === value);
  return threshold === null || nanos === null || writes(nanos) || !writes(threshold.ruledNanos)
    ? nanos
    : threshold.ruledNanos;
}

function lastDayOf({ question }: ConditionTexts): CalendarDate | null {
  const windows = question.items.filter((item) => item.kind === 'window');
  const [only] = windows;
  return windows.length === 1 && only?.kind === 'window' ? only.to : null;
}

/** What "Macron out by June 30?" must mean in the rules. */
const LEAVES = /(?:^| )(?:ceases|resigns|departs|leaves)(?: |$)/;

function titleOf(member: Parameters, other: Parameters): string {
  return slotText(member.texts.question.items, { nanos: null, other: other.texts.question.items });
}

function spansDiffer(a: Parameters, b: Parameters): boolean {
  return a.texts.question.items.some((item, index) => {
    const counterpart = b.texts.question.items[index];
    return item.kind === 'window' && (counterpart === undefined || slotValue(item) !== slotValue(counterpart));
  });
}

function sideProblem(member: Parameters, question: string, rules: string): string | null {
  const sides = new Set([
    sideOf(rules),
    ...(question.includes('<hit>') ? [] : [sideOf(question)]),
    ...(member.threshold === null ? [] : [member.threshold.direction]),
  ]);
  const [side] = sides;
  return sides.size === 1 && side !== null ? null : coded('side-unnamed');
}

function sideOf(text: string): 'up' | 'down' | null {
  const found = text.split(' ').filter((word) => word === '<up>' || word === '<down>');
  return found.length !== 1 ? null : found[0] === '<up>' ? 'up' : 'down';
}

/** Touching an amount at some moment by a day is touching it by every later day; being there is not. */
function isTouch(question: string, rules: string): boolean {
  return (
    rules.includes('<any>') &&
    /^will (?:\S+ )+<(?:up|down|hit)>(?: |$)/.test(question) &&
    !/ (?:be|have|there) /.test(question)
  );
}

/**
 * A word of the title must stand in the rules, and one of its names, if it has any: "Will Israel sign the treaty" is
 * not what "Iran signs the treaty" decides. Where the rules decide by a trading pair, the title must name its coin.
 */
function sharesSubject(texts: ConditionTexts, deciding: readonly Item[]): boolean {
  const coins = wordsOf(deciding).flatMap(coinOf);
  const ruled = coins.length > 0 ? new Set(coins) : ruledThings(texts);
  const isRuled = (word: string): boolean => assetsIn(word).some((name) => ruled.has(name));
  const asked = wordsOf(texts.question.items).filter((word) => word.length > 0 && !NO_SUBJECT.test(word));
  const { question } = namesIn(texts.condition);
  const names = asked.filter((word) => isNameIn(word, question));
  return asked.some(isRuled) && (names.length === 0 || names.some(isRuled));
}

/** What stands in any title. */
const NO_SUBJECT = pattern([
  String.raw`^(?:will|the|an?|be|by|in|on|at|of|to|any|there|above|below|over|under|more|less|than|reach|hit|dip|price`,
  String.raw`|value|or|and|for|from|with|higher|lower|greater|fewer|least)$`,
]);

/** "Will the IPO be suspended" is not what "completes an IPO" decides. */
function undoesAlone({ question, rules }: ConditionTexts): boolean {
  const asked = wordsOf(question.items).flatMap(undoingOf);
  if (asked.length === 0) return false;
  const ruled = new Set(wordsOf(rules.items).flatMap(undoingOf));
  return asked.some((kind) => !ruled.has(kind));
}

/** "Resigns", "resignation" and "ceases to be" are one kind: to leave. */
function undoingOf(word: string): readonly string[] {
  const stem = UNDOING.find((verb) => word.startsWith(verb.slice(0, Math.max(3, verb.length - 1))));
  return stem === undefined || word.length > stem.length + ENDING ? [] : [LEAVING.has(stem) ? 'leave' : stem];
}

const UNDOING = [...UNDOING_VERBS, ...LEAVING_VERBS];
const LEAVING: ReadonlySet<string> = new Set(LEAVING_VERBS);
/** Letters that an ending may add: "resign-ation". */
const ENDING = 6;

/** A rung is compared with each of its neighbours. */
const RULED = new WeakMap<ConditionTexts, ReadonlySet<string>>();

function ruledThings(texts: ConditionTexts): ReadonlySet<string> {
  const known = RULED.get(texts) ?? new Set(wordsOf(texts.rules.items).flatMap(assetsIn));
  RULED.set(texts, known);
  return known;
}

function wordsOf(items: readonly Item[]): readonly string[] {
  return items.flatMap((item) => (item.kind === 'word' ? [item.text.replace(/'s?$/, '')] : []));
}

/** Arrows and words of the label must point to the same side; a label that says more than its slot is not read. */
function labelProblem(member: Parameters): string | null {
  const label = member.texts.label;
  const words = label.items.flatMap((item) => (item.kind === 'word' ? [item.text] : []));
  const arrows = words.filter((word) => word === '\u2191' || word === '\u2193');
  const direction = member.threshold?.direction ?? null;
  if (
    arrows.length > 0 &&
    (direction === null || arrows.some((arrow) => (arrow === '\u2191' ? 'up' : 'down') !== direction))
  )
    return coded('label-arrow');
  if (label.items.some((item) => item.kind === 'range')) return coded('label-range');
  const days = member.texts.question.items.flatMap((item) =>
    item.kind === 'window' ? [item.to] : item.kind === 'date' ? [item.date] : [],
  );
  if (
    label.items.some(
      (item) =>
        (item.kind === 'date' || item.kind === 'window') &&
        !days.some((day) => sameLastDay(day, item.kind === 'date' ? item.date : item.to)),
    )
  )
    return coded('label-day');
  const quiet =
    direction === 'down'
      ? /^(?:\u2193|<=?|\u2264|below|under|dip|drop|fall|to|or|lower|less|fewer)$/
      : /^(?:\u2191|>=?|\u2265|above|over|reach|hit|at|least|or|more|higher|by|before|in)$/;
  const stray =
    label.slots.length === 0
      ? undefined
      : words.find((word) => !quiet.test(word) && !/^(?:by|before|in|\$)$/.test(word));
  return stray === undefined ? null : coded('label-word', { word: quoteText(stray, 40) });
}
