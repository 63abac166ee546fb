/** Dates and times of day where they stand in a text. */
import { MONTHS, type CalendarDate } from './calendar';
import { matchAt } from './match-at';
import { pattern } from './pattern';

/** 'word': written like a date or a time, but none that a rule may reason about. */
export type DateOrTime =
  | { readonly kind: 'word' }
  | { readonly kind: 'date'; readonly date: CalendarDate }
  | { readonly kind: 'time'; readonly minute: number };

export interface DateMatch {
  readonly token: DateOrTime;
  readonly length: number;
}

const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?' +
  '|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const EDGE = '(?![\\p{L}\\p{N}])';
const YEAR = '((?:19|20|21)\\d{2})';
const ISO = new RegExp(`${YEAR}-(\\d{2})-(\\d{2})(?:t[\\d:.]+z?)?${EDGE}`, 'uy');
/** "2022/12/28": the year first leaves no doubt about the others. */
const YEAR_FIRST = new RegExp(`${YEAR}/(\\d{1,2})/(\\d{1,2})(?!/)${EDGE}`, 'uy');
const MONTH_DAY = new RegExp(
  `${MONTH}\\.?\\s(\\d{1,2})(?:st|nd|rd|th)?${EDGE}(?:\\s?,?\\s?(?:of\\s)?${YEAR}${EDGE})?`,
  'uy',
);
const DAY_MONTH = new RegExp(
  `(?:the\\s)?(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?${MONTH}\\.?${EDGE}(?:\\s?,?\\s?${YEAR}${EDGE})?`,
  'uy',
);
const MONTH_YEAR = new RegExp(`${MONTH}\\.?,?\\s(?:of\\s)?${YEAR}${EDGE}`, 'uy');
const BARE_MONTH = new RegExp(`${MONTH}${EDGE}`, 'uy');
const QUARTER = new RegExp(`(?:q([1-4])|(first|second|third|fourth)\\squarter)(?:\\s(?:of\\s)?${YEAR})?${EDGE}`, 'uy');
const SLASH = new RegExp(`(\\d{1,2})/(\\d{1,2})(?:/${YEAR})?(?!/)${EDGE}`, 'uy');
const BARE_YEAR = new RegExp(`${YEAR}(?![\\p{L}\\p{N}]|[-/.,]\\d|-\\p{L}|\\s?%)`, 'uy');
const CLOCK = new RegExp(
  `(\\d{1,2})(?::(\\d{2}))?(?::(\\d{2}))?\\s?([ap])\\.?m\\.?${EDGE}` +
    `|(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(\\.\\d+)?${EDGE}|(noon|midnight)${EDGE}`,
  'uy',
);
/** Words that can begin a date or a time; all others are spared eight patterns. */
const MAY_BE_DATE =
  /jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|q[1-4]|first|second|third|fourth|the\s\d|noon|midnight/y;
/** A month's name alone ("May", "March") is a date only behind one of these. */
const BEFORE_MONTH = pattern([
  String.raw`(?:^|\s)(?:in|by|before|after|of|until|till|through|thru|during|since|from|to|between|and|end`,
  String.raw`|early|mid|late|this|next|or)\s$`,
]);

/** Letters that begin a word of MAY_BE_DATE. */
const DATE_LETTERS: ReadonlySet<number> = new Set([...'jfmasondqt'].map((letter) => letter.charCodeAt(0)));

/** Spares all other words eight patterns. */
export function mayBeDate(lower: string, at: number): boolean {
  return DATE_LETTERS.has(lower.charCodeAt(at)) && matchAt(MAY_BE_DATE, lower, at) !== null;
}

export function readTime(lower: string, at: number): DateMatch | null {
  const match = matchAt(CLOCK, lower, at);
  if (!match) return null;
  const [text, hour12, minute12, second12, half, hour24, minute24, second24, fraction, name] = match;
  if (name !== undefined) return { token: { kind: 'time', minute: name === 'noon' ? 720 : 1440 }, length: text.length };
  const hour = Number(hour12 ?? hour24);
  const minute = Number(minute12 ?? minute24 ?? 0);
  // A result of "2:05:30" is no time of day, and its seconds count.
  const whole = Number(second12 ?? second24 ?? 0) === 0 && fraction === undefined;
  const valid = whole && minute < 60 && (half === undefined ? hour < 25 : hour >= 1 && hour <= 12);
  if (!valid) return { token: { kind: 'word' }, length: text.length };
  const base = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  return { token: { kind: 'time', minute: base * 60 + minute }, length: text.length };
}

function dateRead(match: RegExpExecArray, date: CalendarDate | null): DateMatch {
  return { token: date ? { kind: 'date', date } : { kind: 'word' }, length: match[0].length };
}

function yearOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

function dayOf(year: number | null, month: number, day: number): CalendarDate | null {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? { kind: 'day', year, month, day } : null;
}

export function readDate(lower: string, original: string, at: number): DateMatch | null {
  let match = matchAt(ISO, lower, at);
  // An instant ("2026-06-30T12:00Z") is no whole day.
  if (match)
    return dateRead(match, match[0].includes('t') ? null : dayOf(yearOf(match[1]), Number(match[2]), Number(match[3])));
  match = matchAt(YEAR_FIRST, lower, at);
  if (match) return dateRead(match, dayOf(yearOf(match[1]), Number(match[2]), Number(match[3])));
  match = matchAt(MONTH_DAY, lower, at);
  if (match) return dateRead(match, dayOf(yearOf(match[3]), monthOf(match[1] ?? ''), Number(match[2])));
  match = matchAt(DAY_MONTH, lower, at);
  // "5 may be" is not a date unless the month is written as a name.
  if (
    match &&
    (match[3] !== undefined ||
      (match[2] !== 'may' && match[2] !== 'mar') ||
      /[A-Z]/.test(original.slice(at, at + match[0].length)))
  ) {
    return dateRead(match, dayOf(yearOf(match[3]), monthOf(match[2] ?? ''), Number(match[1])));
  }
  match = matchAt(MONTH_YEAR, lower, at);
  if (match) return dateRead(match, { kind: 'month', year: yearOf(match[2]), month: monthOf(match[1] ?? '') });
  match = matchAt(QUARTER, lower, at);
  if (match)
    return dateRead(match, {
      kind: 'quarter',
      year: yearOf(match[3]),
      quarter:
        match[1] === undefined ? ['first', 'second', 'third', 'fourth'].indexOf(match[2] ?? '') + 1 : Number(match[1]),
    });
  match = matchAt(SLASH, lower, at);
  // 06/07/2026 is read in June here and in July there: no rule may rest on it.
  if (match)
    return dateRead(
      match,
      Number(match[2]) > 12 && Number(match[1]) > 0
        ? dayOf(yearOf(match[3]), Number(match[1]), Number(match[2]))
        : null,
    );
  match = matchAt(BARE_MONTH, lower, at);
  if (match && /[A-Z]/.test(original.charAt(at)) && BEFORE_MONTH.test(lower.slice(Math.max(0, at - 10), at)))
    return dateRead(match, { kind: 'month', year: null, month: monthOf(match[1] ?? '') });
  match = matchAt(BARE_YEAR, lower, at);
  if (match) return dateRead(match, { kind: 'year', year: Number(match[1]) });
  return null;
}

function monthOf(name: string): number {
  return MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3))) + 1;
}
