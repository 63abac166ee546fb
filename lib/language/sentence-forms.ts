/**
 * Whether a sentence beside the one that decides is of a form that cannot tell two rungs apart
 * (lexicon/beside-forms.ts). The holes of a form take closed classes of words: names, nouns and what belongs to them;
 * never a word for a rung, for a side of it, for an answer, or for what was said before (docs/maths.md 3.6).
 */
import { AMOUNT_WORDS } from './lexicon/amount-words';
import { BESIDE_FORMS } from './lexicon/beside-forms';
import { MADE_WORDS, PAGE_WORDS } from './lexicon/beside-words';
import { REPORTING_WORDS, SOURCE_WORDS } from './lexicon/reporting-words';
import { isNameIn } from './names';
import { cannotBeName, classBeside, classOf, isNounAnywhere, isNounInPlace } from './vocabulary';
import { pattern } from './pattern';

export interface BesideOptions {
  readonly spanMoves: boolean;
  readonly names: ReadonlySet<string>;
}

export function isOfBesideForm(sentence: string, options: BesideOptions): boolean {
  // "Warning shots will not qualify; however, strikes will."
  return isOfForm(sentence, options) || sentence.split(' however ').every((part) => isOfForm(part, options));
}

function isOfForm(sentence: string, options: BesideOptions): boolean {
  const text = sentence.replace(/\S*https?:\S+/g, '<link>');
  return BESIDE_FORMS.some(({ form, slot }) => {
    if (slot === 'amount' && options.spanMoves) return false;
    const match = form.exec(text);
    return (
      match !== null && Object.entries(match.groups ?? {}).every(([hole, said]) => fits(hole, said ?? '', options))
    );
  });
}

function fits(hole: string, said: string, options: BesideOptions): boolean {
  if (said === '') return true;
  if (hole.startsWith('src')) return isSource(said, options);
  return hole.startsWith('cond') ? isSameForAll(said, options) : isNamed(said, options, hole.startsWith('npq'));
}

/** Words for a rung, for its side and its markets, for how far it lies from others, for what was said before. */
const RUNG = pattern([
  String.raw`(?:^| )(?:amounts?|levels?|thresholds?|brackets?|strikes?|targets?|figures?|sums?|milestones?|rungs?|ones`,
  String.raw`|contracts?|ranges?|goals?|marks?|points?|barriers?|triggers?|caps?|limits?|bars?|hurdles?|peaks?|excess`,
  String.raw`|overshoots?|margins?|differences?|surplus|remainders?|multiples?|fractions?|decimals?|digits?`,
  String.raw`|listed|specified|stated|named|title|titles|question|questions|answers?|outcomes?|results?|events?|cases?`,
  String.raw`|conditions?|objectives?|challenges?|quotas?|totals?|rises?|moves?|climbs?|criteri\w+`,
  String.raw`|requirements?|occurrences?|achievements?|feats?|records?|claims?|bets?|options?`,
  String.raw`|high|higher|highest|low|lower|lowest|above|below|over|under|up|down|than|more|less|least|most|greater`,
  String.raw`|fewer|exceed\w*|surpass\w*|reach\w*|hits?|dips?|drops?|falls?|cross\w*|touch\w*|breach\w*|attain\w*`,
  String.raw`|this|these|those|such|that|it|they|them|so|which|market|markets|market's|numbers?|values?|large|major`,
  String.raw`|small|minor|round|odd|even|half|whole|big|tiny|huge|series|group|groups|other|others|each|both|either`,
  String.raw`|one|two|only|first|last|next|previous|same|different|near\w*|clos(?:e|er|est))(?= |$)`,
]);
/** Said of what is there when the thing happens. */
const MADE: ReadonlySet<string> = new Set(MADE_WORDS);
const MEASURED: ReadonlySet<string> = new Set(AMOUNT_WORDS);

/** Things and names, and nothing that is said of them but to what they belong. */
function isNamed(text: string, { names, spanMoves }: BesideOptions, counted = false): boolean {
  const said = text
    .replace(/(?<=index) for all urban consumers/, '')
    .replace(/ over <quantity> (?:day|week|month|year) periods?/, '');
  if (RUNG.test(said)) return false;
  if (spanMoves) return isKind(said, names);
  const words = said
    .split(' ')
    .flatMap((word) => (isNameIn(word, names) || word === 'and/or' ? [word] : word.split(/(?<=\p{L})\/(?=\p{L})/u)));
  return words.every(
    (word, at) =>
      /^(?:<(?:link|date|window|time)>|20\d{2}-\d{2})$/.test(word) ||
      (counted && word === '<quantity>') ||
      MADE.has(word) ||
      MEASURED.has(word) ||
      isThing(words, at, names),
  );
}

/** When, how long, in which order, how it stands, and what may come after. */
const LATER = pattern([
  String.raw`(?:^| )(?:days?|weeks?|months?|quarters?|years?|hours?|minutes?|seconds?|times?|dates?|seasons?`,
  String.raw`|ends?|window`,
  String.raw`|periods?|deadlines?|terms?|duration|anniversary|expiry|expirations?|final|latest|earliest|prior|former`,
  String.raw`|sitting|incoming|outgoing|confirmed|available|open|free|legal|active|operational|accessible|sovereign`,
  String.raw`|registered|licensed|populated|inhabited|independent|current|valid|void|successors?|survivors?`,
  String.raw`|withdrawals?`,
  String.raw`|returns?|closures?|completion|opponents?|challengers?|rivals?|incumbents?|holders?|in|on|at|to`,
  String.raw`|with|for|as`,
  String.raw`|who|into|per|no|not|without|before|after|until|if|unless|when|while)(?= |$)`,
]);

/** Of what kind something is when it happens: nouns and what belongs to them alone, which no later day can change. */
function isKind(said: string, names: ReadonlySet<string>): boolean {
  const words = said.split(' ');
  return (
    !LATER.test(said) &&
    words.every((word, at) => {
      if (isNameIn(word, names)) return !cannotBeName(word.replace(/'s?$/, ''));
      return (
        isNounInPlace(words, at) || (at === 0 && isNounAnywhere(word)) || classBeside(word, 'deadline') === 'plain'
      );
    })
  );
}

function isThing(words: readonly string[], at: number, names: ReadonlySet<string>): boolean {
  const word = words[at] ?? '';
  return (
    isNounAnywhere(word) ||
    classBeside(word, 'amount') !== null ||
    isNounInPlace(words, at) ||
    (isNameIn(word, names) && !cannotBeName(word.replace(/'s?$/, '')))
  );
}

const REPORTING: ReadonlySet<string> = new Set([...REPORTING_WORDS, ...SOURCE_WORDS]);
const OF_SOURCES: ReadonlySet<string> = new Set(PAGE_WORDS);
/** What a source may be called says nothing of one day or amount; where it is found is not when. */
const WHERE_FOUND = pattern(
  [
    String.raw` (?:currently )?(?:available|found|published|displayed|shown|located|accessible)(?: here)?(?: at`,
    String.raw`| on| under| in)?(?: <link>)| <link>`,
  ],
  'g',
);
/** Of a source beside a day: when it speaks, and what stands or has passed by then. */
const SOURCE_STRAYS = pattern([
  String.raw`(?:^| )(?:days?|weeks?|months?|quarters?|years?|hours?|times?|dates?|seasons?|end|ends|close`,
  String.raw`|closes|closed`,
  String.raw`|market|markets|market's|question|title|window|group|first|last|final|latest|earliest|next|previous|only`,
  String.raw`|one|two|same|this|these|those|that|which|it|when|while|if|unless|until|after|before|later|no|not|never`,
  String.raw`|neither|nor|without|amounts?|levels?|thresholds?|brackets?|higher|highest|lower|lowest|above|below`,
  String.raw`|available|operational|accessible|tradable|transferable|actively|force|effect|power|existence|place`,
  String.raw`|former|sitting|open|current|currently|members?|membership|holders?|owners?|at (?:(?:the`,
  String.raw`|market) )?resolution`,
  String.raw`)(?= |$)`,
]);
/** Of a candle, as the page names it. */
const PRICES = /(?<=^| )(?:high|low|open|close|closing) prices?(?= |$)/g;
/** How a page of prices is set. */
const CHART = pattern([
  String.raw` with (?:the chart settings on <quantity>(?: for)? one-minute candles|<quantity> and (?:original`,
  String.raw`|candles)) selected on the top bar$`,
]);
/** A second source, of the same thing. */
const CONSENSUS_TOO = pattern([
  String.raw` however an? (?:(?:overwhelming|broad|definitive|clear|wide) )*consensus of credible (?:media`,
  String.raw` )?(?:reporting|sources) (?:may|will|can)(?: also)? (?:be (?:used|considered)|qualify|suffice)`,
  String.raw`(?: as well)?$`,
]);
/** A column or row of a page. */
const ROWS = / (?:<quantity> )?(?:figures?|numbers?|values?)(?= |$)/g;
const SCHEDULED = pattern([
  String.raw` (?:currently )?scheduled (?:to be released|for release) (?:on|for) <(?:date|window)>(?:`,
  String.raw` at)?(?: <time>)?(?: et)?$`,
]);
/** Of an amount, every day and every report is one for all rungs. */
const EACH_REPORT = / (?:for|of|in) each (?:day|week|month|quarter|year)(?= |$)| <(?:date|window|time)>(?= |$)/g;

function isSource(said: string, { names, spanMoves }: BesideOptions): boolean {
  const text = ` ${said.replace(CONSENSUS_TOO, '').replace(PRICES, 'prices')}`
    .replace(CHART, '')
    .replace(WHERE_FOUND, '')
    .trim();
  const plain = spanMoves ? text : ` ${text}`.replace(SCHEDULED, '').replace(EACH_REPORT, '').replace(ROWS, '').trim();
  if (plain === '') return true;
  if (/</.test(plain) || (spanMoves ? SOURCE_STRAYS : RUNG).test(plain)) return false;
  const words = plain.split(' ');
  return words.every((word, at) => {
    if (REPORTING.has(word) || OF_SOURCES.has(word)) return true;
    if (!spanMoves) return MEASURED.has(word) || isThing(words, at, names);
    const known = classOf(word);
    return known !== null
      ? known === 'plain' || known === 'adverb'
      : isNameIn(word, names) && !cannotBeName(word.replace(/'s?$/, ''));
  });
}

/** A thing, and what may become of it as a whole before any amount is read. */
const ENDS =
  'canceled|cancelled|postponed|delayed|completed|held|released|published|announced|issued|launched|played|abandoned';
const HAPPENS = pattern([
  String.raw`^(?<np>.+?) (?:(?:is|are|was|were|has|have|does|do)(?: not|n't)?|isn't|aren't|doesn't|don't|hasn't)`,
  String.raw` (?:(?:been|be|officially|publicly|permanently|entirely|indefinitely) )*`,
  String.raw`(?:(?:${ENDS})(?: or (?:not )?(?:${ENDS}))*|launch|take place|occur)`,
  String.raw`(?: (?:entirely|altogether|permanently|indefinitely|without a make-up))*`,
  String.raw`(?: (?:by|before|after|beyond|until|to|in|on|within)?(?: ?<(?:window|date|time)>| et)+)?$`,
]);

/** A condition on nothing that a rung measures: it holds for all of them or for none. */
function isSameForAll(said: string, options: BesideOptions): boolean {
  const thing = HAPPENS.exec(said)?.groups?.['np'];
  return thing !== undefined && isNamed(thing, options) && thing.split(' ').every((word) => !MEASURED.has(word));
}
