/**
 * Sentences that may stand beside the one that decides (docs/maths.md 3.6). Beside a day only those without a word that
 * is left open but for the name of a source; in texts that are equal but for an amount, also what is measured, what
 * counts, and what makes all rungs No. What a form leaves open is a named hole, and a hole takes only what cannot tell
 * one rung from the other (sentence-forms.ts): "np" things that are named, "src" what a source is called, "cond" a
 * condition that is one for all rungs.
 * How a form came in: the venue's own texts have it in two or more families.
 */
import { pattern } from '../pattern';

export interface BesideForm {
  /** Where an amount moves and the days are one, or in either case. */
  readonly slot: 'amount' | 'both';
  readonly form: RegExp;
}

const MARKET = "(?:this|the) (?:market|question)(?:'s resolution)?";
const PURPOSE = `(?:for (?:the )?purposes? of ${MARKET} |(?:please )?note(?: that)? |however |additionally )*`;
const COUNTS =
  '(?:qualify|count|suffice|be (?:sufficient|considered|counted|included|enough|eligible)|constitute|trigger)';
const TOWARDS =
  '(?: (?:for|as|to|toward|towards)(?: resolve| trigger)? (?:an? (?:positive |yes )*(?:resolution|(?<np3>.+?))' +
  "|this market(?:'s)?(?: positive)?(?: resolution| to yes)?|the resolution of this market|the" +
  ' purposes? of this market' +
  '|(?:the )?resolution|yes|resolution of this market|(?:an? )?yes resolution(?: of this market)?))?';
const REGARDLESS = '(?: (?:regardless of|irrespective of|even if|whether or not|no matter) (?<np5>.+))?';
export const BESIDE_FORMS: readonly BesideForm[] = [
  {
    slot: 'both',
    form: pattern([
      '^in the event of ambiguity(?: in terms of the market outcome)? (?:this|the) market will be resolved ',
      '(?:in good faith )?at the sole discretion of the markets integrity committee(?: mic)?$',
    ]),
  },
  {
    slot: 'both',
    form: /^(?:this market (?:will )?resolves? to no otherwise|if not (?:this market (?:will )?resolves? to )?no)$/,
  },
  // "A strike is defined as the use of missiles ...", "the IPO refers to ...".
  {
    slot: 'amount',
    form: pattern([
      `^${PURPOSE}(?:an? |the |any )?(?:qualifying )?(?<np>.+?) (?:(?:is|are|will be) (?:defined|understood) as`,
      `|refers?`,
      ` to|means?) (?<np2>.+?)${REGARDLESS}$`,
    ]),
  },
  // "Warning shots will not qualify", "agreements that include other countries will count".
  {
    slot: 'amount',
    form: pattern([
      `^${PURPOSE}(?<np>.+?)(?: even if (?<np6>.+?))? (?:will|does|do|would|shall)(?: also| still|`,
      ` alone)*(?: not)?`,
      `(?: also| still| alone| by (?:itself|themselves))* ${COUNTS}(?: an? (?<np4>(?!yes`,
      ` ).+?))?${TOWARDS}${REGARDLESS}$`,
    ]),
  },
  // Beside a day, what counts as well could be a state ("peace will count"); what does not is only of another kind.
  {
    slot: 'both',
    form: pattern([
      `^${PURPOSE}(?<np>.+?)(?: alone| by (?:itself|themselves))? (?:will|does|do|would)(?: alone)? not(?: alone)? `,
      `${COUNTS}(?:(?: (?:for|to|toward|towards))? (?:an? (?:positive |yes )*resolution|this market's resolution|the`,
      ' resolution of this market|yes))?$',
    ]),
  },
  {
    slot: 'amount',
    form: /^(?:this|which) includes? (?:but is not limited to )?(?<np>.+)$/,
  },
  // When No may be paid is the same for all: not before their end.
  {
    slot: 'both',
    form: pattern([
      "^this market (?:will|may|can) ?not resolve to no (?:until|before) (?:its|the|this market's) (?:time",
      ' ?frame|deadline|end',
      ' date|window) (?:expires|(?:has )?(?:passed|expired|ended)|passes|ends)$',
    ]),
  },
  // The source.
  {
    slot: 'amount',
    form: pattern([
      String.raw`^(?:this|the) market will resolve (?:according to|based on|using) (?<src>.+?)(?: as (?:listed`,
      String.raw`|shown|published|reported) (?:on|by|in) (?<src2>.+))?$`,
    ]),
  },
  {
    slot: 'both',
    form: pattern([
      "^(?:the |this market's |an? )?(?:(?:primary|secondary|main|official|additional) )*(?:resolution",
      ' )?sources?(?: for',
      ' (?:this|the) (?:market|question))?(?: resolution)? (?:is|are|will be|may be) (?<src>.+)$',
    ]),
  },
  {
    slot: 'both',
    form: pattern([
      '^(?:however )?(?:an? )?(?:(?:overwhelming|broad|definitive|clear|wide) )*(?:consensus|preponderance) of',
      ' credible',
      ' (?:media )?(?:reporting|reports|sources)(?: sources)? (?:may|will|can|might)(?: also)? (?:be (?:used',
      '|considered)',
      '|suffice|qualify)(?: as well)?$',
    ]),
  },
  {
    slot: 'both',
    form: pattern([
      '^if (?<src>.+?) (?:is|are|becomes?|ceases? to be) (?:permanently |temporarily |rendered )*(?:unavailable',
      '|inaccessible',
      '|offline) (?:another|a different|an alternative) (?:credible |reliable |official )*(?:resolution',
      ' )?source (?:will|may)',
      ' be (?:used|chosen)$',
    ]),
  },
  {
    slot: 'amount',
    form: pattern([
      '^(?:please )?note that this market is about the (?<np>.+?) according to (?<src>.+?)(?: (?:and )?not',
      ' (?:the (?:price',
      ' )?)?according to (?:other|any other) (?:sources|exchanges)(?: or spot markets)?)?$',
    ]),
  },
  {
    slot: 'amount',
    form: pattern([
      '^the api (?:url )?<link>(?: with relevant startdate and enddate parameters)? may be used in the event',
      '(?: that)? the chart is unavailable$',
    ]),
  },
  // What the calendar says, the same for all rungs.
  {
    slot: 'amount',
    form: pattern([
      '^(?<np>.+?) (?:is|are) (?:currently )?(?:scheduled|expected|set) (?:(?:to (?:be (?:held|released|published',
      '|announced)|take place|occur|begin|start) )?(?:for|on|at|in|from) )?(?:<(?:date|window|time|range)> ?|et ?)+$',
    ]),
  },
  // Of amounts only: what is read once for all rungs.
  {
    slot: 'amount',
    form: pattern([
      String.raw`^only (?<np>prices) (?:achieved|recorded|traded|reported) during regular trading hours(?: et)?`,
      String.raw` will be considered$`,
    ]),
  },
  {
    slot: 'both',
    form: /^with the chart settings on <quantity>(?: for)? one-minute candles selected on the top bar$/,
  },
  {
    slot: 'amount',
    form: pattern([
      String.raw`^to see the (?:high|low|close) prices mouse over (?:the )?particular candles and look at the`,
      String.raw` value (?:for|after|next to) (?:high|low|close)(?: at the top of the chart)?$`,
    ]),
  },
  {
    slot: 'amount',
    form: pattern([
      '^the final relevant candle for this market will be the <quantity> minute (?<np>.+?) candle titled <date>',
      ' <time> in the et',
      ' timezone$',
    ]),
  },
  {
    slot: 'amount',
    form: /^(?:the |its )?(?<np>.+?) is measured (?:by|as) (?<np2>.+?)(?: reported by (?<src>.+))?$/,
  },
  {
    slot: 'amount',
    form: /^this is a (?:poly)?market on (?<np>.+)$/,
  },
  {
    slot: 'amount',
    form: pattern([
      '^(?:any |later |subsequent |further )*(?:revisions?|changes|corrections|updates)(?: made)?(?: to',
      ' (?<np>.+?))? will not',
      " be (?:considered|counted|used)(?: toward this market's resolution| for this market(?:'s resolution)?)?$",
    ]),
  },
  {
    slot: 'amount',
    form: pattern([
      '^(?:resolution of this market will take place|this market will resolve|this market may resolve) (?:upon',
      '|when|once|as soon',
      ' as|after) (?<np>.+?)(?: (?:is|are|has been|have been) (?:first |made )?(?:released|published|available',
      '|announced',
      '|issued))?$',
    ]),
  },
  {
    slot: 'amount',
    form: pattern([
      '^(?:note )?(?:that )?the resolution source for this market (?:will be|is) (?<np>.+?) which reports',
      ' (?<npq>.+?) to (?:only',
      ' )?(?:one|two|<quantity>) decimal (?:point|place)s?(?: e\\.g(?: <quantity>)+(?: etc)?)?$',
    ]),
  },
  {
    slot: 'amount',
    form: /^(?:thus )?this is the level of precision that will be used when resolving (?:the|this) market$/,
  },
  {
    slot: 'amount',
    form: /^this market may not resolve to no (?:until the <date>|<window>) report is issued$/,
  },
  {
    slot: 'amount',
    form: pattern([
      '^once the <date> report is issued any revisions to previously released (?<np>.+?) figures will not be',
      ' counted toward',
      " this market's resolution$",
    ]),
  },
  {
    slot: 'amount',
    form: pattern([
      '^if the (?<np>.+?) (?:report )?for <date> is not (?:issued|released|published) <window>(?: <time>)?(?:',
      ' et)? this market',
      ' will resolve based on (?<np2>.+?) figures which have already been made available by (?<np3>.+)$',
    ]),
  },
  {
    slot: 'amount',
    form: pattern([
      '^the consumer price index cpi is a measure of the average change over time in the prices paid by urban',
      ' consumers for a',
      ' market basket of consumer goods and services$',
    ]),
  },
  // The same for all rungs of one day: all are No, or all are void.
  {
    slot: 'amount',
    form: pattern([
      '^if (?<cond>.+?) (?:then )?(?:this|the) (?:market|question) (?:will |may )?(?:also |immediately',
      ' )?resolves? (?:to )?(?:no',
      '|50-50|50/50)$',
    ]),
  },
];
