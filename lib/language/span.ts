/** Turns the windows that a condition's texts speak of into one span of days, or says why that cannot be done. */
import { coded } from '../domain/reasons';
import { dayOfIso, datesAgree, spanOf, withYear, type CalendarDate } from './calendar';
import type { Item, WindowToken } from './windows';
import type { ConditionTexts } from './templates';
import { DAY_MS } from '../domain/units';

/** Start of the span: a day, the market's creation, or nothing named. */
export type SpanStart = number | 'creation' | null;

export interface TimeSpan {
  /** Every start the texts can be read to mean lies between these two; equal when they name one. */
  readonly earliest: SpanStart;
  readonly latest: SpanStart;
  /** First day that no longer counts, as the text that ends soonest has it. */
  readonly end: number;
  /**
   * The same as the text that ends last has it: "before January 1" beside "between ... and January 1" differ by a day.
   */
  readonly lastEnd: number;
  /** Time of day of the first day, as the rules write it. */
  readonly startsAt: string;
}

/** Titles and rules may differ by whether the last day itself counts; both readings are kept. */
const SLACK_DAYS = 1;

export type SpanResult = { readonly span: TimeSpan } | { readonly problem: string };

/**
 * @param title the window in the question
 * @param rules the windows in the resolution text that move with it; empty when the rules leave the date to the title
 */
export function readSpan(texts: ConditionTexts, title: WindowToken, rules: readonly WindowToken[]): SpanResult {
  const all = [title, ...rules];
  if (all.some((window) => window.throughout))
    return {
      problem: coded('whole-time', { window: all.find((window) => window.throughout)?.text ?? '' }),
    };
  const exact = rules.filter((window) => !window.ambiguous);
  if (title.ambiguous && exact.length === 0) return { problem: coded('which-day', { window: title.text }) };
  const hints = yearHints(texts, all);
  const named = (title.ambiguous ? exact : [title, ...exact]).map((window) => ({ window, end: endOf(window, hints) }));
  const known = named.flatMap((each) => (each.end === null ? [] : [each.end]));
  if (known.length === 0) return { problem: coded('no-year', { window: title.text }) };
  const end = Math.min(...known);
  const lastEnd = Math.max(...known);
  if (lastEnd - end > SLACK_DAYS) return { problem: coded('last-days-differ') };
  // "before July" beside "by June 30, 2026": the year that is missing must be one that makes both the same day.
  if (named.some((each) => each.end === null && !endsOn(each.window, end)))
    return { problem: coded('last-days-differ') };
  const starts = exact.map((window) => startOf(window, end, hints));
  if (starts.includes('bad')) return { problem: coded('first-day-unread') };
  const given = starts.flatMap((start) => (start === 'bad' || start === null ? [] : [start]));
  if (given.length === 0 && texts.startsAtCreation) given.push('creation');
  if (new Set(given).size > 1) return { problem: coded('first-days-differ') };
  const [ruled = null] = given;
  const titled =
    title.from === null || title.from === 'creation'
      ? title.from
      : (spanOf(fillYear(title.from, hints))?.start ?? null);
  return {
    span: {
      earliest: ruled,
      latest: ruled ?? titled,
      end,
      lastEnd,
      startsAt: [...new Set(exact.map((window) => window.startsAt))].sort().join('|'),
    },
  };
}

/** Dates with a year in the texts that can lend it to the same day without one. */
function yearHints(texts: ConditionTexts, windows: readonly WindowToken[]): readonly CalendarDate[] {
  const hints: CalendarDate[] = windows.map((window) => window.to);
  for (const text of [texts.rules, texts.label, texts.question])
    for (const item of text.items) hints.push(...datesOf(item));
  const known = hints.filter((date) => date.year !== null);
  if (texts.guessYear) return [...known, ...guessedYears(texts, hints)];
  const endDay = dayOfIso(texts.condition.endDate);
  if (endDay === null) return known;
  // The venue's end date lends a year only to a day next to it: the field is often stale (GPT-5 ladder of 2025-06-11).
  const near = hints.flatMap((date) => {
    const year = new Date(endDay * DAY_MS).getUTCFullYear();
    const span = date.year === null ? spanOf(withYear(date, year)) : null;
    return span !== null && endDay >= span.end - 1 && endDay <= span.end + 1 ? [withYear(date, year)] : [];
  });
  return [...known, ...near];
}

/** The first such day after the market's creation, else the one in the year of its end date. For proposals only. */
function guessedYears(texts: ConditionTexts, hints: readonly CalendarDate[]): readonly CalendarDate[] {
  const created = dayOfIso(texts.condition.createdAt ?? '');
  const day = created ?? dayOfIso(texts.condition.endDate);
  if (day === null) return [];
  const year = new Date(day * DAY_MS).getUTCFullYear();
  return hints
    .filter((date) => date.year === null)
    .map((date) => {
      const first = withYear(date, year);
      const span = spanOf(first);
      return created !== null && span !== null && span.end <= created ? withYear(date, year + 1) : first;
    });
}

function datesOf(item: Item): readonly CalendarDate[] {
  if (item.kind === 'date') return [item.date];
  return item.kind === 'window' ? [item.to] : [];
}

function fillYear(date: CalendarDate, hints: readonly CalendarDate[]): CalendarDate {
  if (date.year !== null) return date;
  const years = new Set(hints.filter((hint) => datesAgree(hint, date)).map((hint) => hint.year));
  const [year] = years;
  return years.size === 1 && year !== undefined && year !== null ? withYear(date, year) : date;
}

function endOf(window: WindowToken, hints: readonly CalendarDate[]): number | null {
  const span = spanOf(fillYear(window.to, hints));
  return span === null ? null : window.exclusive ? span.start : span.end;
}

/** Whether some year makes the window end on this day. */
function endsOn(window: WindowToken, end: number): boolean {
  const year = new Date((end - 1) * DAY_MS).getUTCFullYear();
  return [year, year + 1].some((guess) => endOf({ ...window, to: withYear(window.to, guess) }, []) === end);
}

function startOf(window: WindowToken, end: number, hints: readonly CalendarDate[]): SpanStart | 'bad' {
  const { from } = window;
  if (from === null || from === 'creation') return from;
  if (from.year !== null) return spanOf(from)?.start ?? 'bad';
  // "between October 6 and October 31, 2025": the last such day before the end.
  const endYear = new Date((end - 1) * DAY_MS).getUTCFullYear();
  for (const year of [endYear, endYear - 1]) {
    const start = spanOf(withYear(from, year))?.start;
    if (start !== undefined && start < end) return start;
  }
  return spanOf(fillYear(from, hints))?.start ?? 'bad';
}

/**
 * Markets made in one go differ by seconds; the rules' "market creation" cannot mean these. Within an hour a strike may
 * fall between two.
 */
export const SAME_CREATION_MS = 120_000;

export interface Created {
  /** Creation of the market, or null when the venue did not say. */
  readonly createdMs: number | null;
  /** The time now when the market is still open for orders, else null. */
  readonly openAtMs: number | null;
}

/**
 * Whether all that lies in `inner`, however read, lies in `outer`, however read. `missing` says what must be known
 * first; null means that it does not. A span without a first day starts, in the venue's practice, when its market is
 * created: of 5,711 resolved questions over a hundred "by an earlier day" were Yes and "by a later day" No, because the
 * later market was made afterwards.
 */
export function containsSpan(
  outer: TimeSpan & Created,
  inner: TimeSpan & Created,
): { readonly contains: boolean; readonly missing: string | null } {
  if (inner.end > outer.end || inner.lastEnd > outer.lastEnd) return NO;
  if (inner.end !== outer.end && inner.lastEnd > outer.end) return unknown(coded('last-day-apart'));
  if (inner.end === outer.end && inner.lastEnd !== outer.lastEnd) return unknown(coded('last-day-counts'));
  const wide = inner.earliest ?? 'creation';
  const narrow = outer.latest ?? 'creation';
  if (wide === 'creation' && narrow === 'creation') return startsTogether(outer, inner);
  // A day begins somewhere on earth 14 hours before UTC and ends 12 hours after it; a whole day of slack covers every
  // zone.
  if (narrow === 'creation') {
    if (outer.createdMs === null) return unknown(MIXED_STARTS);
    return typeof wide === 'number' && outer.createdMs + DAY_MS <= wide * DAY_MS ? YES : NO;
  }
  if (wide === 'creation') {
    if (inner.createdMs === null) return unknown(MIXED_STARTS);
    return inner.createdMs >= (narrow + 1) * DAY_MS ? YES : NO;
  }
  if (wide < narrow) return inner.openAtMs !== null && seenOpenSince(inner.openAtMs, narrow) ? YES : NO;
  return outer.startsAt !== inner.startsAt && wide - narrow < 2 ? unknown(coded('first-times-differ')) : YES;
}

/** A market that pays as soon as it happens, open at this time: it had not happened before this day. */
export function seenOpenSince(openAtMs: number, day: number): boolean {
  return openAtMs - (day + 1) * DAY_MS >= RESOLUTION_MS;
}

/** For two spans that both start at the creation of their market. */
export function startsTogether(
  outer: Created,
  inner: Created,
): { readonly contains: boolean; readonly missing: string | null } {
  if (inner.createdMs === null || outer.createdMs === null) return unknown(coded('creation-unknown'));
  if (outer.createdMs - inner.createdMs <= SAME_CREATION_MS) return YES;
  // The earlier market pays as soon as it happens. Open so long after the later one was made, it has not happened
  // before.
  if (inner.openAtMs !== null && inner.openAtMs - outer.createdMs >= RESOLUTION_MS) return YES;
  return unknown(CREATED_LATER);
}

/**
 * Longest time that a resolution took with two disputes, with room; while it runs, what has happened is not yet
 * settled.
 */
const RESOLUTION_MS = 10 * DAY_MS;
export const CREATED_LATER = coded('created-later');

const YES = { contains: true, missing: null };
const NO = { contains: false, missing: null };
const MIXED_STARTS = coded('mixed-starts');

function unknown(missing: string): { readonly contains: false; readonly missing: string } {
  return { contains: false, missing };
}
