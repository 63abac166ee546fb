/**
 * The last gate before "proven": question and rules must be of a known shape, made of known words only. A list of words
 * that reverse meaning cannot be complete (review findings: "fall short of", "unable to exceed", "rank higher than",
 * "less than 10 inches of snow fall"), so nothing is excluded here; only what is listed is let through, and everything
 * else stays a proposal that says why.
 */
import { coded } from '../domain/reasons';
import { quoteText } from '../domain/clean-text';
import { classesOf } from './classify';

const NP = '(?:[wN] )+';
const REST = '(?: [wNxtd])*';
/**
 * "Will Bitcoin be above C on x", "Will there be C w w x", "MegaETH w w C x", "Will C w V w": the amount stands once,
 * behind the subject.
 */
const AMOUNT_QUESTIONS = [
  `will ${NP}(?:x )?(?:A )?(?:d )?(?:[VP] )?C${REST}(?: W)?`,
  String.raw`will there A C${REST}(?: W)?`,
  `${NP}(?:[SAP] )?C${REST}(?: W)?`,
  `(?:will )?C${REST}(?: [VP]| A P)?${REST}(?: W)?`,
];
/** "Will GPT-5 be released W", "MicroStrategy sells any Bitcoin W", "Kraken IPO W". */
const DEADLINE_QUESTIONS = [
  `will ${NP}(?:d )?V(?: [wNd])* W`,
  String.raw`will ${NP}A (?:d )?P(?: [wNd])* W`,
  `${NP}[SP](?: [wN])* W`,
  `(?:will )?${NP}E W`,
  `${NP}E(?: [wN])+ W`,
];
/**
 * What decides: an event, with the window anywhere and nothing in it but nouns, names and further verbs of the
 * vocabulary. No participle without its auxiliary: "recalls vehicles built before June 1" is not about when they are
 * recalled.
 */
const DEADLINE_RULES = [`${NP}(?:A (?:A )?(?:d )?P|(?:d )?[SV])(?: (?:[wNtdSV]|A (?:d )?P))*`];
const AMOUNT_RULES = [`(?:there A (?:A )?)?(?:[wNxtdAPSV] )*C(?: [wNxtdAPSV])*`];

export const QUESTIONS = { amount: anchored(AMOUNT_QUESTIONS), deadline: anchored(DEADLINE_QUESTIONS) } as const;
export const RULES = { amount: anchored(AMOUNT_RULES), deadline: anchored(DEADLINE_RULES) } as const;

function anchored(shapes: readonly string[]): RegExp {
  return new RegExp(`^(?:${shapes.join('|')})$`);
}

/** Why this text is none that a rule may judge, or null: every word known, and in a known order. */
export function matchProblem(
  text: string,
  options: {
    readonly names: ReadonlySet<string>;
    readonly shape: RegExp;
    readonly where: 'title' | 'deciding' | 'joined';
    /** What moves between two texts that are otherwise equal. */
    readonly slot?: 'amount' | 'deadline';
  },
): string | null {
  const read = classesOf(text, options.names, options.slot);
  if ('unknown' in read) return coded('unknown-word', { word: quoteText(read.unknown, 40), where: options.where });
  // A date in two pieces ("June 30, within 2026") is none that a rule may put together.
  return options.shape.test(read.classes) && !/x x/.test(read.classes)
    ? null
    : coded('unknown-form', { where: options.where });
}
