/**
 * What may stand beside the sentence that decides where rungs of a ladder are compared: a list of what is let through.
 * "A treaty that is later annulled does not count", "only the highest amount reached pays" and "the token must be
 * tradable when the market closes" each break what one rung says of the next, and no list of such sentences can be
 * complete.
 */
import { REPORTING_WORDS, SOURCE_WORDS } from './lexicon/reporting-words';
import { isNameIn } from './names';
import { cannotBeName, classOf } from './vocabulary';
import { pattern } from './pattern';

/** What a product is called: "claude 5" as well as "gpt-5". */
const NAME = String.raw`(?:\S+ ){0,2}\S+`;
/** Say the same of every rung, and nothing of what comes after the event. */
const FORMS: readonly RegExp[] = [
  /^otherwise (?:this (?:market|question) |the market |it )?(?:will )?(?:resolves? )?(?:to )?no$/,
  pattern([
    String.raw`^(?:prices from other (?:exchanges|sources)(?: different)?(?: or)? trading pairs(?: or spot`,
    String.raw` markets)?|prices from other exchanges) (?:do not count|will not be considered(?: for the`,
    String.raw` resolution of this market)?)$`,
  ]),
  pattern([
    String.raw`^please note that (?:the outcome of this market depends solely on the price data from|this`,
    String.raw` market is about the price according to) the? ?[^<]+$`,
  ]),
  /^(?:however )?(?:a )?consensus of credible reporting (?:may|will|can) (?:also )?be used(?: as well)?$/,
  pattern([
    String.raw`^<quantity> day after launch is defined as (?:<time> et on the calendar day following launch`,
    String.raw`|<quantity> hours after launch)$`,
  ]),
  pattern([
    String.raw`^(?:this market|the market) (?:may|will|should) (?:immediately )?resolve(?: immediately)? to`,
    String.raw` yes as soon as (?:a|an|the) (?:\S+ ){1,4}is confirmed by a (?:preponderance|consensus) of`,
    String.raw` credible reporting$`,
  ]),
  // Sentences that the venue uses again and again, word for word.
  /^a closed beta or any form of private access will not suffice$/,
  pattern([
    String.raw`^for the purpose of this market's resolution (?:any detonation of a nuclear weapon anywhere on`,
    String.raw` the planet earth will be sufficient to trigger a yes resolution|determination as to whether a`,
    String.raw` detonation was nuclear will be made by a preponderance of credible reporting)$`,
  ]),
  pattern([
    String.raw`^use\/launch of a nuclear weapon that fails to detonate a fake weapon that never detonates or a`,
    String.raw` dirty bomb that distributes radioactive material by means of a conventional explosion are not`,
    String.raw` sufficient to trigger a yes resolution of this market$`,
  ]),
  /^this includes offensive usages nuclear tests and accidental detonations$/,
  /^only a successful nuclear detonation will result in a yes resolution$/,
  /^the ipo refers to the first sale of stock by the listed company to the public on any recognized stock exchange$/,
  /^the \S+ must carry at least one human crew member who survives the launch$/,
  pattern([
    String.raw`^(?:if the counter becomes unavailable|if such an earthquake has not appeared on the resolution`,
    String.raw` source by that date) another credible (?:resolution )?source will be used$`,
  ]),
  pattern([
    String.raw`^if an earthquake of substantial size has occurred within this market's timeframe but not yet`,
    String.raw` appeared on the resolution source this market may remain open <window> <time> et or until the`,
    String.raw` earthquake in question otherwise appears on the resolution source$`,
  ]),
  pattern([
    String.raw`^after a qualifying earthquake is registered this market will remain open for <quantity> hours`,
    String.raw` to account for any revisions to its recorded magnitude$`,
  ]),
  /^after <quantity> hours this market will resolve according to the latest provided data$/,
  pattern([
    String.raw`^note only cases reported by (?:the )?(?:\S+ ){1,2}will qualify regardless of reports from`,
    String.raw` (?:\S+ ){1,6}or other sources$`,
  ]),
  /^the token must be actively (?:and )?publicly transferable and tradable to be considered a launch$/,
  /^the \S+ must be officially recognized by the \S+ government and the plant must be operational$/,
  /^the offering is complete when shares of \S+ first trade on a public exchange$/,
  /^an announcement or a filing alone does not count$/,
  /^if \S+ departs from office before the expiry date the market should resolve immediately$/,
];
/** The same of a product, whose name stands open: each hole takes names and their numbers alone. */
const NAMED_FORMS: readonly RegExp[] = [
  pattern([
    String.raw`^for this market to resolve to yes (?<a>${NAME}) must be launched and publicly accessible including via`,
    String.raw` open beta or open rolling waitlist signups$`,
  ]),
  pattern([
    String.raw`^the release must be clearly defined and publicly announced by (?<a>${NAME})`,
    String.raw` as being accessible to the general public$`,
  ]),
  new RegExp(`^products labeled as (?<a>${NAME}) or similar will not count for this market's resolution$`),
  pattern([
    String.raw`^(?<a>${NAME}) refers to a product explicitly named \k<a>(?: e\.g (?<b>${NAME}) would count)? or`,
    String.raw` (?:one|a variant) that is recognized as a successor to (?<c>${NAME}) similar to the progression from`,
    String.raw` (?<d>${NAME}) to (?<e>${NAME})$`,
  ]),
];

function isOfNamedForm(sentence: string, names: ReadonlySet<string>): boolean {
  return NAMED_FORMS.some((form) => {
    const match = form.exec(sentence);
    return (
      match !== null &&
      Object.values(match.groups ?? {}).every((said) =>
        (said ?? '')
          .split(' ')
          .every((word) => word === '' || /^\d+(?:\.\d+)*$/.test(word) || isProductName(word, names)),
      )
    );
  });
}

function isProductName(word: string, names: ReadonlySet<string>): boolean {
  return (
    (isNameIn(word, names) || /^[a-z]+-?\d+(?:\.\d+)*[a-z]?$/.test(word)) && !cannotBeName(word.replace(/'s?$/, ''))
  );
}

/** In texts that are equal but for an amount: what cannot tell one rung from the other (docs/maths.md 3.6). */
const FORMS_FOR_AMOUNTS: readonly RegExp[] = [
  /^resolution of this market will take place upon release of the aforementioned data$/,
  pattern([
    String.raw`^if (?:there is )?no final data (?:is )?available <window>(?: <time>)?(?: et)? another credible`,
    String.raw` (?:resolution )?source will be (?:chosen|used)$`,
  ]),
];
/** "The FDV will be determined using ...": how what is measured is found, said of a word that the decision names. */
const MEASURED_BY = pattern([
  String.raw`^(?:the|its) ((?:\S+ ){1,4}?)(?:will be|is|are) (?:determined|calculated|computed|measured|derived)`,
  String.raw` (?:using|by|as|from|with|via|through) (.+)$`,
]);
const REFERRING = /\b(?:this|that|these|those|it|they|them|such|same|whichever|whatever|its|which|each)\b/;
const WAYS: ReadonlySet<string> = new Set([
  'multiplied',
  'divided',
  'total',
  'supply',
  'reported',
  'published',
  'released',
]);
/** A source that is named; what it is called stands open, how it is read does not. */
const SOURCE = pattern([
  String.raw`^(?:the|this market's) (?:(?:primary |secondary )?resolution|primary) source(?: for this`,
  String.raw` (?:market|question))? (?:is|will be) `,
]);
/** How something is made known, done by somebody who is named: a closed vocabulary behind "must be". */
const MUST = pattern([
  String.raw`^(?:note )?(?:the|an?) (?:\S+ ){1,5}?must (?:be (?:(?:officially|formally|publicly|clearly)`,
  String.raw` )*(?:confirmed|documented|recognized|reported|announced|published|verified|based|defined`,
  String.raw`|enacted|adopted|signed|recorded|acknowledged|made (?:by|through))|come from an official`,
  String.raw`|include specific) `,
]);
const AT_THE_EVENT = / at the time of the (?:contest )?(?:victory|launch|signing|announcement)$/;
const VERIFIED = /^verification will be based on /;
const REPORTING: ReadonlySet<string> = new Set(REPORTING_WORDS);
/** When, how long, which rung: what a sentence on reporting has no need of. */
const STRAYS = pattern([
  String.raw`\b(?:day|days|week|weeks|month|months|quarter|year|years|hour|hours|minute|time|times|date`,
  String.raw`|dates|season|end|ends|close|closes|closed|market's?|markets|question|title|window|group|first`,
  String.raw`|last|final|latest|earliest|next|previous|only|other than|one|two|same|this|these|those|when`,
  String.raw`|while|if|unless|until|after|before|later|no|not|never|neither|nor|without|leaves?|left|number`,
  String.raw`|amount|level|threshold|bracket|higher|highest|lower|lowest|above|below|price level|resolution`,
  String.raw`|market(?! cap)|available|operational|accessible|tradable|transferable|use|schedul\w*|being)\b`,
]);
/** How a page of prices or counts is read, the same for all rungs. */
const READ_AT = pattern([
  String.raw` with the chart settings on <quantity>(?: for)? one-minute candles selected on the top bar$| at`,
  String.raw` (?:the resolution time|<(?:quantity|q:\d+)> resolution)$`,
]);
const NAMED: ReadonlySet<string> = new Set(SOURCE_WORDS);
/** Equal for all rungs of one day: all are No. */
const ALL_NO = pattern([
  String.raw`^if (\S+ (?:does not|doesn't) (?:\S+ )+?)(?:<window> (?:<time> (?:et )?)?)?(?:this|the)`,
  String.raw` (?:market|question) (?:will )?resolves? to no$`,
]);
const RUNG = pattern([
  String.raw`\b(?:amounts?|levels?|thresholds?|brackets?|strikes?|range|listed|specified|stated|title`,
  String.raw`|question|higher|highest|lower|lowest|above|below|more|less|this|these|market|markets|number)\b`,
]);

export function isHarmlessBesideRungs(
  sentence: string,
  options: {
    readonly spanMoves: boolean;
    readonly names: ReadonlySet<string>;
    /** Words of the sentence that decides. */
    readonly decides?: ReadonlySet<string>;
  },
): boolean {
  if (FORMS.some((form) => form.test(sentence)) || isOfNamedForm(sentence, options.names)) return true;
  if (!options.spanMoves) {
    if (FORMS_FOR_AMOUNTS.some((form) => form.test(sentence))) return true;
    if (saysHowMeasured(sentence, options)) return true;
    const [, condition] = ALL_NO.exec(withoutLinks(sentence)) ?? [];
    if (
      condition !== undefined &&
      !RUNG.test(condition) &&
      isKnownWording(condition.trim(), options.names, new Set(['does', 'not', "doesn't"]))
    )
      return true;
  }
  if (/ at (?:the |market )?resolution$/.test(sentence) && options.spanMoves) return false;
  if (SOURCE.test(sentence))
    return namesOnlySource(sentence, { names: options.names, strays: options.spanMoves ? STRAYS : RUNG });
  const said = sentence.replace(AT_THE_EVENT, '');
  const lead = MUST.exec(said) ?? VERIFIED.exec(said);
  if (lead === null || /[<]/.test(said) || STRAYS.test(said)) return false;
  return isKnownWording(said.slice(lead[0].length), options.names, REPORTING);
}

function withoutLinks(sentence: string): string {
  return sentence.replace(/ \S*https?:\S+/g, '');
}

/** What is measured must be a thing of the decision: "milestones are judged by ..." may tell the rungs apart. */
function saysHowMeasured(
  sentence: string,
  { names, decides }: { readonly names: ReadonlySet<string>; readonly decides?: ReadonlySet<string> },
): boolean {
  const [, subject = '', way = ''] = MEASURED_BY.exec(withoutLinks(sentence)) ?? [];
  if (subject === '' || /</.test(way) || RUNG.test(way) || REFERRING.test(way)) return false;
  return (
    subject
      .trim()
      .split(' ')
      .every((word) => decides?.has(word) === true) && isKnownWording(way, names, WAYS)
  );
}

/** A sentence that names the source, in words that can say nothing of one amount or day and not of another. */
export function namesOnlySource(
  sentence: string,
  { names, strays = RUNG }: { readonly names: ReadonlySet<string>; readonly strays?: RegExp },
): boolean {
  if (!SOURCE.test(sentence)) return false;
  const named = sentence
    .replace(SOURCE, '')
    .replace(READ_AT, '')
    .replace(/\S*https?:\S+/g, '')
    .trim();
  return !strays.test(named) && isKnownWording(named.replace(/ +/g, ' '), names, NAMED);
}

/** Whether every word is one of the vocabulary, a name of these rules, or one of reporting. */
export function isKnownWording(
  text: string,
  names: ReadonlySet<string>,
  more: ReadonlySet<string> = new Set(),
): boolean {
  return text
    .split(' ')
    .every((word) => more.has(word) || REPORTING.has(word) || classOf(word) !== null || isNameIn(word, names));
}
