/**
 * Whether a sentence beside the one that decides is of a form that cannot tell two rungs apart (lexicon/beside-
 * forms.ts).
 * The holes of a form take closed classes of words: names, nouns and what belongs to them; never a verb, a degree, an
 * order or a time, nor a word for a rung, for an answer or for what comes later (docs/maths.md 3.6).
 */
import { AMOUNT_WORDS } from './lexicon/amount-words';
import { BESIDE_FORMS, type BesideForm } from './lexicon/beside-forms';
import { REPORTING_WORDS, SOURCE_WORDS } from './lexicon/reporting-words';
import { isNameIn } from './names';
import { cannotBeName, classBeside, classOf, isNounAnywhere, isNounInPlace } from './vocabulary';
import { pattern } from './pattern';

export interface BesideOptions {
  readonly spanMoves: boolean;
  readonly names: ReadonlySet<string>;
}

/** What the sentence can do to two rungs, or null: it has no form that is known, or says more than its form. */
export function besideForm(sentence: string, options: BesideOptions): BesideForm['does'] | null {
  const whole = formOf(sentence, options);
  if (whole !== null || !sentence.includes(' however ')) return whole;
  // "Warning shots will not qualify; however, strikes will."
  const parts = sentence.split(' however ').map((part) => formOf(part, options));
  const [first = null] = parts;
  return parts.includes(null) ? null : first;
}

function formOf(sentence: string, options: BesideOptions): BesideForm['does'] | null {
  const slot = options.spanMoves ? 'deadline' : 'amount';
  const text = sentence.replace(/\S*https?:\S+/g, '<link>');
  for (const { form, slot: of, does } of BESIDE_FORMS) {
    if (of !== 'both' && of !== slot) continue;
    const match = form.exec(text);
    if (match !== null && Object.entries(match.groups ?? {}).every(([hole, said]) => fits(hole, said ?? '', options)))
      return does;
  }
  return null;
}

function fits(hole: string, said: string, options: BesideOptions): boolean {
  if (said === '') return true;
  if (hole.startsWith('tail')) return isDisclaimed(said);
  if (hole.startsWith('src')) return isSource(said, options);
  if (hole.startsWith('cond')) return isSameForAll(said, options);
  if (hole.startsWith('count') && options.spanMoves && LATER_STATE.test(withoutPlaces(said))) return false;
  return isNamed(said, options, hole.startsWith('npq'));
}

/** Words for a rung, for its markets, for how far it lies from others. */
const RUNG = pattern([
  String.raw`(?:^| )(?:amounts?|levels?|thresholds?|brackets?|strikes|targets?|figures?|sums?|milestones?`,
  String.raw`|rungs?|ones|contracts`,
  String.raw`|ranges?|listed|specified|stated|title|titles|question|questions|higher|highest|lower|lowest|above`,
  String.raw`|below|more`,
  String.raw`|less|this|these|those|such|that|market|markets|market's|numbers?|values?|large|major|small|round`,
  String.raw`|odd|half|whole`,
  String.raw`|series|group|groups|other|others|each|both|either|one|two|only|first|last|next|previous|same`,
  String.raw`|different)(?= |$)`,
]);
/** When, how long, in which order, and what may come after. */
const TIME = pattern([
  String.raw`(?:^| )(?:days?|weeks?|months?|quarters?|years?|hours?|minutes?|seconds?|times?|dates?|seasons?`,
  String.raw`|end|ends|close`,
  String.raw`|closes|closed|market|markets|market's|question|title|window|period|group|groups|series|first|last`,
  String.raw`|final|latest`,
  String.raw`|earliest|next|previous|prior|only|other|others|one|two|same|this|these|those|when|while|if|unless`,
  String.raw`|until|after`,
  String.raw`|before|later|no|not|never|neither|nor|without|left|numbers?|amounts?|levels?|thresholds?`,
  String.raw`|brackets?|available`,
  String.raw`|operational|accessible|tradable|transferable|in use|being|force|effect|power|office|existence`,
  String.raw`|place|still|former`,
  String.raw`|sitting|incoming|outgoing|valid|void|deadlines?|expiry|term|terms|duration|anniversary`,
  String.raw`|successors?|withdrawals?`,
  String.raw`|returns?|closures?|completion|opponents?)(?= |$)`,
]);
/** "A treaty in court": what a thing is in, under or with may have come over it afterwards. */
const LATER_STATE = /(?:^| )(?:in|under|at|with|on|as) /;
const PLACES = pattern([
  String.raw` (?:in|on|at|under|with) (?:(?:the|any|its|their|international|territorial|the territory of)`,
  String.raw` )*(?:(?:\S+) )?`,
  String.raw`(?:territory|territories|soil|waters|airspace|territorial waters|forces|countries|country|ports`,
  String.raw`|bases|parties`,
  String.raw`|government|governments|military|administration)(?= |$)`,
]);

function withoutPlaces(text: string): string {
  return text
    .replace(PLACES, '')
    .replace(/ as parties(?= |$)/, '')
    .replace(/^under the administration /, '');
}

/** Said of what is there when the thing happens. */
const MADE: ReadonlySet<string> = new Set(
  (
    'launched conducted initiated carried fired produced made used operated owned issued published' +
    ' located based produces ' +
    'between physically entering impact impacts targeting uses involve involves include includes' +
    ' including contain contains such intended authorized ' +
    'affiliated and/or'
  ).split(' '),
);
/** Of a coin that is measured. */
const OF_COINS: ReadonlySet<string> = new Set(
  'locked non-swappable swappable vested unvested staked wrapped'.split(' '),
);

const MEASURED: ReadonlySet<string> = new Set(AMOUNT_WORDS);

/** Things and names, and nothing that is said of them but to what they belong. */
function isNamed(said: string, { spanMoves, names }: BesideOptions, counted = false): boolean {
  if ((spanMoves ? TIME : RUNG).test(said)) return false;
  const slot = spanMoves ? 'deadline' : 'amount';
  const words = said
    .split(' ')
    .flatMap((word) => (isNameIn(word, names) || word === 'and/or' ? [word] : word.split(/(?<=\p{L})\/(?=\p{L})/u)));
  return words.every((word, at) => {
    if (word === '<link>') return true;
    if (/^</.test(word))
      return !spanMoves && (/^<(?:date|window|time)>$/.test(word) || (counted && word === '<quantity>'));
    if (isNounAnywhere(word)) return true;
    if (MADE.has(word) || (!spanMoves && (OF_COINS.has(word) || MEASURED.has(word)))) return true;
    const known = classBeside(word, slot);
    if (known !== null) return !spanMoves || known === 'plain' || known === 'adverb';
    return isNounInPlace(words, at) || isNameIn(word, names) ? !isTurn(word) : false;
  });
}

function isTurn(word: string): boolean {
  return cannotBeName(word.replace(/'s?$/, ''));
}

const REPORTING: ReadonlySet<string> = new Set([...REPORTING_WORDS, ...SOURCE_WORDS]);
const OF_SOURCES: ReadonlySet<string> = new Set(
  (
    'both either weekend through downloadable chart selected top bar settings one-minute candles tab' +
    ' column row table page currently ' +
    'official found published displayed shown reported here under section figure figures reports report' +
    ' overwhelming broad ' +
    'definitive confirming confirmation any permanent'
  ).split(' '),
);
/** What a source may be called says nothing of one day or amount; where it is found is not when. */
const WHERE_FOUND = pattern(
  [
    String.raw` (?:currently )?(?:available|found|published|displayed|shown|located|accessible)(?: here)?(?: at`,
    String.raw`| on| under| in)?`,
    String.raw`(?: <link>)| <link>`,
  ],
  'g',
);
const SOURCE_STRAYS = pattern([
  String.raw`(?:^| )(?:days?|weeks?|months?|quarters?|years?|hours?|times?|dates?|seasons?|end|ends|close`,
  String.raw`|closes|closed|market|markets`,
  String.raw`|market's|question|title|window|group|first|last|final|latest|earliest|next|previous|only|one|two`,
  String.raw`|same|these|those`,
  String.raw`|when|while|if|unless|until|after|before|later|no|not|never|neither|nor|without|amounts?|levels?`,
  String.raw`|thresholds?`,
  String.raw`|brackets?|higher|highest|lower|lowest|above|below|available|in (?:force|effect|power|office`,
  String.raw`|existence|place|use)|at (?:(?:the|market)`,
  String.raw` )?resolution)(?= |$)`,
]);

/** Of a candle, as the page names it. */
const PRICES = /(?<=^| )(?:high|low|open|close|closing) prices?(?= |$)/g;
/** How a page of prices is set. */
const CHART = pattern([
  String.raw` with (?:the chart settings on <quantity>(?: for)? one-minute candles|<quantity> and (?:original`,
  String.raw`|candles)) selected on the`,
  String.raw` top bar$`,
]);

/** A second source, of the same thing. */
const CONSENSUS_TOO = pattern([
  String.raw` however an? (?:(?:overwhelming|broad|definitive|clear|wide) )*consensus of credible (?:media`,
  String.raw` )?(?:reporting|sources)(?:`,
  String.raw` confirming (?:that )?(?<what>.+?))? (?:may|will|can)(?: also)? (?:be (?:used|considered)|qualify`,
  String.raw`|suffice)(?: as well)?$`,
]);

/** "An agreement has been reached": the event itself, and not what became of it. */
function saysIsDone(said: string, { names, spanMoves }: BesideOptions): boolean {
  const words = said.split(' ');
  return (
    !(spanMoves ? TIME : RUNG).test(said) &&
    words.every(
      (word, at) => classOf(word) !== null || isNounInPlace(words, at) || (isNameIn(word, names) && !isTurn(word)),
    )
  );
}

/** A column or row of a page. */
const ROWS = / (?:<quantity> )?(?:\S+ )?(?:figures?|numbers?|values?)(?= |$)/g;
const SCHEDULED = pattern([
  String.raw` (?:currently )?scheduled (?:to be released|for release) (?:on|for) <(?:date|window)>(?:`,
  String.raw` at)?(?: <time>)?(?: et)?$`,
]);
/** Of an amount, every day and every report is one for all rungs. */
const EACH_REPORT = / (?:for|of|in) each (?:day|week|month|quarter|year)(?= |$)| <(?:date|window|time)>(?= |$)/g;

function isSource(said: string, { names, spanMoves }: BesideOptions): boolean {
  const confirming = CONSENSUS_TOO.exec(said)?.groups?.['what'] ?? '';
  if (confirming !== '' && !saysIsDone(confirming, { names, spanMoves })) return false;
  const text = ` ${said.replace(CONSENSUS_TOO, '').replace(PRICES, 'prices')}`
    .replace(CHART, '')
    .replace(WHERE_FOUND, '')
    .trim();
  const plain = spanMoves ? text : ` ${text}`.replace(SCHEDULED, '').replace(EACH_REPORT, '').replace(ROWS, '').trim();
  if (plain === '') return true;
  if (/</.test(plain) || (spanMoves ? SOURCE_STRAYS : RUNG).test(plain)) return false;
  const words = plain.split(' ');
  return words.every((word, at) => {
    if (REPORTING.has(word) || OF_SOURCES.has(word) || isNounAnywhere(word)) return true;
    if (!spanMoves && MEASURED.has(word)) return true;
    const known = classBeside(word, 'amount');
    return known !== null
      ? !spanMoves || known === 'plain' || known === 'adverb'
      : isNounInPlace(words, at) || (isNameIn(word, names) && !isTurn(word));
  });
}

/** What stands behind "regardless of" or "even if" is declared to be of no account; it must end there. */
const TAIL_ENDS = pattern([
  String.raw`(?:^| )(?:unless|except|excluding|but|however|provided|only|until|not|no|never|yes|market|markets`,
  String.raw`|resolves?|resolved`,
  String.raw`|qualif\w*|counts?|counted|considered|must|may|can|will|shall|should|do|does|while|otherwise|if`,
  String.raw`|before|after)(?= |$)`,
]);
const TAIL_WORDS = 16;

function isDisclaimed(said: string): boolean {
  const text = said.replace(
    /^(?:if\/when|when\/if|if or when|if|when|whether|how|where|who|what|why)(?: or not)? /,
    '',
  );
  return text.split(' ').length <= TAIL_WORDS && !/</.test(text) && !TAIL_ENDS.test(text);
}

const CONDITIONS: ReadonlySet<string> = new Set(
  (
    "not no does doesn't do is are was has have been be if or and canceled cancelled postponed delayed" +
    ' completed held released ' +
    'published announced issued launched entirely altogether permanently otherwise data official make-up' +
    ' before after beyond ' +
    'tie tied ends takes place occur'
  ).split(' '),
);
const PAID_BY_VALUE = pattern([
  String.raw`(?:^| )(?:reach\w*|hits?|exceed\w*|falls?|drops?|rises?|closes?|trades?|becomes?|equals?|between`,
  String.raw`|within|than|over|under`,
  String.raw`|at|up|down)(?= |$)`,
]);

/** A condition on nothing that a rung measures: it holds for all of them or for none. */
function isSameForAll(said: string, { names }: BesideOptions): boolean {
  if (RUNG.test(said) || PAID_BY_VALUE.test(said) || /<(?!(?:window|date|time)>)/.test(said)) return false;
  const words = said.split(' ');
  return words.every((word, at) => {
    if (/^(?:<|20\d{2}-\d{2}$)/.test(word) || word === 'et' || CONDITIONS.has(word) || classOf(word) !== null)
      return true;
    return (
      classBeside(word, 'amount') === 'plain' || isNounInPlace(words, at) || (isNameIn(word, names) && !isTurn(word))
    );
  });
}
