/**
 * The last gate before a complement or a copy is proven: as for ladders (language/ladder-shapes.ts) only texts of a
 * known shape, made of known words, are let through. Two texts deny each other when one is the other, word for word,
 * with one "not" before its main verb or one "no" before its subject. "Takes part and is announced as not qualified"
 * denies nothing: who stays away makes both No.
 */
import { coded } from '../../domain/reasons';
import { quoteText } from '../../domain/clean-text';
import { decidingSentence, sentencesOf } from '../../language/deciding-sentence';
import { classesOf, comparable, slotText } from '../../language/classify';
import { isTitleCase, namesIn } from '../../language/names';
import { classOf } from '../../language/vocabulary';
import type { ConditionTexts, TextTemplate } from '../../language/templates';
import { stem } from '../../language/stems';
import { pattern } from '../../language/pattern';

/**
 * Beside a denial only these: "if the vote is postponed, this market resolves to No" and "must be confirmed by" make
 * both No.
 */
const PLAIN_REST = pattern([
  String.raw`^(?:otherwise (?:this (?:market|question) |it )?(?:will )?(?:resolves? )?(?:to )?no|the`,
  String.raw` (?:(?:primary )?resolution )?source (?:for this (?:market|question) )?(?:will be|is) (?:(?:a`,
  String.raw` )?consensus of credible (?:reporting|sources|media reports)|the ministry))$`,
]);
/** A subject, one verb, and nothing behind it that could be denied apart from it. */
const CLAUSE = /^(?:[wN] )+(?:(?:d )?S|A (?:d )?P)(?: [wNxtP])*$/;
const QUESTION = /^will (?:[wN] )+(?:(?:d )?V|A (?:d )?P)(?: [wNxtP])*$/;
/** Of two things joined, both, one or none may be denied. */
const JOINED = /(?:^| )(?:and|or)(?: |$)/;
/** Of one of many: one senator is arrested, and another is not. */
const SOMEBODY = /^(?:will )?(?:an?|any|some|any(?:one|body|thing)|some(?:one|body|thing)) /;

interface Texts {
  readonly question: string;
  readonly clause: string;
  /** All other sentences of the rules. */
  readonly rest: string;
}

/** Null when no single sentence decides. */
function textsOf(texts: ConditionTexts): Texts | null {
  const sentences = sentencesOf(texts.rules.items);
  const deciding = decidingSentence(sentences);
  const clause = deciding?.clauseOf(plain(deciding.items)) ?? null;
  if (deciding === null || clause === null) return null;
  return {
    question: plain(texts.question.items),
    clause: comparable(clause, NOTHING_DEFERRED),
    rest: sentences
      .filter((_, index) => index !== deciding.index)
      .map(plain)
      .join(' | '),
  };
}

const NOTHING_DEFERRED = { amount: false, date: null } as const;

function plain(items: TextTemplate['items']): string {
  return slotText(items, { nanos: null, other: items });
}

/** Why the second is not the plain denial of the first, or null. */
export function denialProblem(first: ConditionTexts, second: ConditionTexts): string | null {
  const [a, b] = [textsOf(first), textsOf(second)];
  if (a === null || b === null) return coded('no-deciding');
  const [claim, denial, claimed] = isDenied(b.question) ? [a, b, first] : [b, a, second];
  if (!denies(claim.question, denial.question)) return coded('titles-not-denied');
  if (!denies(claim.clause, denial.clause)) return coded('rules-not-denied');
  if (claim.rest !== denial.rest) return coded('other-words');
  const strange =
    claim.rest === '' ? undefined : claim.rest.split(' | ').find((sentence) => !PLAIN_REST.test(sentence));
  if (strange !== undefined) return coded('leaves-both', { sentence: quoteText(strange, 80) });
  if (JOINED.test(claim.clause) || JOINED.test(claim.question)) return coded('joined-denial');
  if (SOMEBODY.test(denial.clause) || SOMEBODY.test(denial.question)) return coded('one-of-many');
  const names = namesIn(claimed.condition);
  return (
    (isTitleCase(claimed.condition.question) ? coded('all-capitals') : null) ??
    shapeProblem(comparable(claim.question, NOTHING_DEFERRED), {
      names: names.question,
      shape: QUESTION,
      where: 'title',
    }) ??
    shapeProblem(claim.clause, { names: names.rules, shape: CLAUSE, where: 'deciding' })
  );
}

/** Why two equal texts may still ask two things, or null. */
export function copyShapeProblem(first: ConditionTexts, second: ConditionTexts): string | null {
  if (first.question.template !== second.question.template || plain(first.rules.items) !== plain(second.rules.items))
    return coded('not-word-for-word');
  const texts = textsOf(first);
  if (texts === null) return coded('no-deciding');
  const names = namesIn(first.condition);
  for (const [text, known, where] of [
    [comparable(texts.question, NOTHING_DEFERRED), names.question, 'title'],
    [texts.clause, names.rules, 'deciding'],
  ] as const) {
    const read = classesOf(text, known);
    if ('unknown' in read) return coded('unknown-word', { word: quoteText(read.unknown, 40), where });
    // "He resigns", "the bill is signed", "the Democratic candidate wins": of whom or what, only the event says.
    if (!read.classes.split(' ').includes('N')) return coded('names-nobody', { where });
  }
  return null;
}

function shapeProblem(
  text: string,
  options: { readonly names: ReadonlySet<string>; readonly shape: RegExp; readonly where: 'title' | 'deciding' },
): string | null {
  const read = classesOf(text, options.names);
  if ('unknown' in read) return coded('unknown-word', { word: quoteText(read.unknown, 40), where: options.where });
  return options.shape.test(read.classes) ? null : coded('unknown-form', { where: options.where });
}

function isDenied(text: string): boolean {
  return /(?:^| )(?:not|no|never|fails? to|doesn't|isn't|won't)(?: |$)/.test(text);
}

/** "does not sign" of "signs", "is not signed" of "is signed", "not sign" of "sign", "no country" of "any country". */
export function denies(claim: string, denial: string): boolean {
  const nobody = /^((?:will )?)no (.+)$/.exec(denial);
  if (nobody) return ['a', 'an', 'any'].some((article) => claim === `${nobody[1] ?? ''}${article} ${nobody[2] ?? ''}`);
  const failing = /^(will .+?) fail to (.+)$/.exec(denial);
  if (failing) return claim === `${failing[1] ?? ''} ${failing[2] ?? ''}`;
  const active = /^(.+?) (?:does not|doesn't) ((?:officially |publicly |formally |successfully )?)(\S+)(.*)$/.exec(
    denial,
  );
  if (active) {
    const [, subject = '', adverb = '', verb = '', rest = ''] = active;
    const words = claim.split(' ');
    const at = `${subject} ${adverb}`.trim().split(' ').length;
    const third = words[at] ?? '';
    return (
      isSubject(subject) &&
      classOf(verb) === 'verb' &&
      classOf(third) === 'thirdverb' &&
      stem(third) === stem(verb) &&
      claim === [subject, `${adverb}${third}${rest}`].join(' ')
    );
  }
  // "are not", "do not": some may and some may not. "Is announced as not qualified": who is not announced at all is
  // neither.
  const bare = /^(?:(will) (.+?)|(.+?) (is|has)) not (.+)$/.exec(denial);
  if (bare === null || !isSubject(bare[2] ?? bare[3] ?? '')) return false;
  return claim === denial.replace(' not ', ' ');
}

function isSubject(text: string): boolean {
  return text.split(' ').every((word) => {
    const known = classOf(word);
    return known === null || known === 'plain';
  });
}
