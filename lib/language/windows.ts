/**
 * Finds the spans of time that a text speaks of ("by June 30", "between market creation and December 31, 2025", "in Q3
 * 2026") among its tokens. A date that no such phrase governs ("on June 30", "as of June 30") stays a date: a point,
 * which nests in nothing.
 */
import type { CalendarDate } from './calendar';
import { DATE_FILLERS, DEADLINE_LEADS, WINDOW_TIME_ZONES } from './lexicon/time-words';
import type { Token } from './tokens';
import { pattern } from './pattern';

export interface WindowToken {
  readonly kind: 'window';
  readonly text: string;
  readonly sentence: number;
  /**
   * First day covered; 'creation' where the text says that time runs from the market's creation; null where it names no
   * start.
   */
  readonly from: CalendarDate | 'creation' | null;
  readonly to: CalendarDate;
  /** "before July 1" ends before that date, "by June 30" after it. */
  readonly exclusive: boolean;
  /** "by 2026", "by June": the first or the last day of it, nobody can tell. */
  readonly ambiguous: boolean;
  /** "until", "through" without a start: may speak of every moment in the span and not of some moment in it. */
  readonly throughout: boolean;
  /** "between January 5, 12:00 PM ET and ...": time and zone of the first day, as written; else "". */
  readonly startsAt: string;
}

export type Item = Token | WindowToken;

type Lead = 'by' | 'before' | 'through';
/** What governs a date, in words, and how. */
const LEADS: readonly { readonly words: readonly string[]; readonly kind: Lead }[] = DEADLINE_LEADS.flatMap((entry) => {
  const [phrase = '', kind] = entry.split('=');
  return kind === 'by' || kind === 'before' || kind === 'through' ? [{ words: phrase.split(' '), kind }] : [];
});
/** May stand between the lead and the date without changing it. */
const FILLERS: ReadonlySet<string> = new Set([...DATE_FILLERS, ...WINDOW_TIME_ZONES]);
const MAX_LOOK_BACK = 9;
const CREATION = pattern([
  String.raw`^(?:(?:the|this|its)\s)?(?:(?:date|time|moment)\sof\s)?(?:(?:the|this)\s)?(?:(?:market(?:'s)?`,
  String.raw`|question(?:'s)?)\s(?:creation|inception|launch|publication|opening)|(?:creation|inception`,
  String.raw`|launch|publication|opening)(?:\s(?:date|time))?\sof\s(?:the|this)\s(?:market`,
  String.raw`|question))(?:\s(?:date|time))?$`,
]);
/** Any other wording that makes time run from the market's creation; a reader must not overlook it. */
export const CREATION_WORDS = pattern([
  String.raw`\b(?:market|question)(?:'s)?\s(?:creation|inception|launch|opening|publication)\b|\b(?:creation`,
  String.raw`|inception|launch|opening|publication)\s(?:(?:date|time)\s)?of\s(?:the|this)\s(?:market`,
  String.raw`|question)\b|\bafter\s(?:the|this)\s(?:market|question)\s(?:is|was|has\sbeen)?\s?(?:created`,
  String.raw`|opened|launched|published|posted)\b|\b(?:from|as\sof)\s(?:now|today)\b`,
]);

export function findWindows(tokens: readonly Token[]): readonly Item[] {
  const items: Item[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    if (token === undefined) break;
    const paired =
      token.kind === 'word' && (token.text === 'between' || token.text === 'from') ? pairedWindow(tokens, at) : null;
    if (paired) {
      items.push(paired.window);
      at = paired.next;
      continue;
    }
    if (token.kind === 'date') items.push(ledWindow(items, token));
    else items.push(token);
    at += 1;
  }
  return items;
}

/** "between S and E", "from S to E": S a date or the market's creation. */
function pairedWindow(
  tokens: readonly Token[],
  at: number,
): { readonly window: WindowToken; readonly next: number } | null {
  const opener = tokens[at];
  if (opener === undefined) return null;
  const joins = opener.text === 'between' ? ['and', 'through'] : ['to', 'through', 'until', 'and', 'till', 'thru'];
  let middle = at + 1;
  while (
    middle < tokens.length &&
    middle - at <= 12 &&
    !(joins.includes(tokens[middle]?.text ?? '') && isDateAhead(tokens, middle + 1))
  )
    middle += 1;
  const end = tokens[middle + 1];
  if (!joins.includes(tokens[middle]?.text ?? '') || end?.kind !== 'date') return null;
  const startTokens = tokens.slice(at + 1, middle);
  const dates = startTokens.filter((token) => token.kind === 'date');
  const words = startTokens
    .filter((token) => token.kind === 'word')
    .map((token) => token.text)
    .join(' ');
  const [start] = dates;
  // "from the date of this market's inception, December 29, 2024 through ...": the date says it exactly.
  const from =
    dates.length === 1 && start?.kind === 'date' && (words === '' || isQuiet(words) || CREATION.test(words))
      ? start.date
      : dates.length === 0 && CREATION.test(words)
        ? 'creation'
        : null;
  if (from === null || startTokens.some((token) => token.kind === 'quantity' || token.kind === 'range')) return null;
  const startsAt = startTokens
    .flatMap((token) =>
      token.kind === 'time'
        ? [String(token.minute)]
        : token.kind === 'word' && ZONES.has(token.text)
          ? [token.text]
          : [],
    )
    .join(' ');
  const text = tokens
    .slice(at, middle + 2)
    .map((token) => token.text)
    .join(' ');
  return {
    window: {
      kind: 'window',
      text,
      sentence: opener.sentence,
      from,
      to: end.date,
      exclusive: false,
      ambiguous: false,
      throughout: false,
      startsAt,
    },
    next: middle + 2,
  };
}

function isDateAhead(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.kind === 'date';
}

function isQuiet(words: string): boolean {
  return words.split(' ').every((word) => FILLERS.has(word));
}

/** Turns the date into a window when a lead stands before it in what was already read, and takes the lead out. */
function ledWindow(items: Item[], token: Token & { readonly kind: 'date' }): Item {
  const { date } = token;
  let at = items.length - 1;
  let end = false;
  for (let steps = 0; at >= 0 && steps < MAX_LOOK_BACK; steps += 1, at -= 1) {
    const item = items[at];
    if (item === undefined || item.sentence !== token.sentence) return token;
    if (item.kind === 'time') continue;
    if (item.kind !== 'word') return token;
    const lead = leadEndingAt(items, at);
    if (lead) {
      const start = at - lead.words.length + 1;
      const between = items
        .splice(start)
        .slice(lead.words.length)
        .filter((kept) => kept.kind === 'time' || ZONES.has(kept.text));
      items.push(...between);
      const text = [...lead.words, ...(end ? ['end of'] : []), token.text].join(' ');
      const whole = date.kind !== 'day';
      return {
        kind: 'window',
        text,
        sentence: token.sentence,
        from: null,
        to: date,
        exclusive: lead.kind === 'before' && !end,
        ambiguous: lead.kind === 'by' && whole && !end,
        throughout: lead.kind === 'through',
        startsAt: '',
      };
    }
    if (
      (item.text === 'in' || item.text === 'during' || item.text === 'within' || item.text === 'sometime') &&
      date.kind !== 'day'
    ) {
      const gap = items.slice(at + 1);
      if (
        gap.length > 0 &&
        !gap.every((word) => word.kind === 'word' && ['the', 'year', 'month', 'of', 'calendar'].includes(word.text))
      )
        return token;
      items.splice(at);
      return {
        kind: 'window',
        text: `${item.text} ${token.text}`,
        sentence: token.sentence,
        from: date,
        to: date,
        exclusive: false,
        ambiguous: false,
        throughout: false,
        startsAt: '',
      };
    }
    if (item.text === 'end') end = true;
    else if (!FILLERS.has(item.text)) return token;
  }
  return token;
}

const ZONES: ReadonlySet<string> = new Set(WINDOW_TIME_ZONES);

function leadEndingAt(
  items: readonly Item[],
  at: number,
): { readonly kind: Lead; readonly words: readonly string[] } | null {
  for (const { words, kind } of LEADS) {
    const start = at - words.length + 1;
    if (
      start >= 0 &&
      words.every((word, index) => {
        const item = items[start + index];
        return item?.kind === 'word' && item.text === word;
      })
    )
      return { kind, words };
  }
  return null;
}
