/** Calendar dates as they stand in texts: partly given, without a time zone; days are counted since 1970-01-01. */
import { DAY_MS } from '../domain/units';

export type CalendarDate =
  | { readonly kind: 'day'; readonly year: number | null; readonly month: number; readonly day: number }
  | { readonly kind: 'month'; readonly year: number | null; readonly month: number }
  | { readonly kind: 'quarter'; readonly year: number | null; readonly quarter: number }
  | { readonly kind: 'year'; readonly year: number };

/** Whole days from first to before `end`. */
export interface DaySpan {
  readonly start: number;
  readonly end: number;
}

export const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;

/** Days since the epoch, or null for a day that does not exist (30 February). */
export function dayNumber(year: number, month: number, day: number): number | null {
  if (!Number.isInteger(year) || year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31)
    return null;
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time / DAY_MS : null;
}

/** The days that the date covers; null while the year is unknown or the day does not exist. */
export function spanOf(date: CalendarDate): DaySpan | null {
  const { year } = date;
  if (year === null) return null;
  switch (date.kind) {
    case 'day': {
      const start = dayNumber(year, date.month, date.day);
      return start === null ? null : { start, end: start + 1 };
    }
    case 'month':
      return monthsSpan(year, date.month, 1);
    case 'quarter':
      return monthsSpan(year, date.quarter * 3 - 2, 3);
    case 'year':
      return monthsSpan(year, 1, 12);
  }
}

function monthsSpan(year: number, month: number, count: number): DaySpan | null {
  const start = dayNumber(year, month, 1);
  const last = month + count;
  const end = last > 12 ? dayNumber(year + 1, last - 12, 1) : dayNumber(year, last, 1);
  return start === null || end === null ? null : { start, end };
}

export function withYear(date: CalendarDate, year: number): CalendarDate {
  return date.year === null ? { ...date, year } : date;
}

/** Same date as far as both say: a missing year agrees with any. */
export function datesAgree(a: CalendarDate, b: CalendarDate): boolean {
  if (a.kind !== b.kind || (a.year !== null && b.year !== null && a.year !== b.year)) return false;
  if (a.kind === 'day' && b.kind === 'day') return a.month === b.month && a.day === b.day;
  if (a.kind === 'month' && b.kind === 'month') return a.month === b.month;
  if (a.kind === 'quarter' && b.kind === 'quarter') return a.quarter === b.quarter;
  return true;
}

/** "30 June 2026"; unambiguous everywhere. */
export function printDay(dayIndex: number): string {
  const date = new Date(dayIndex * DAY_MS);
  const month = MONTHS[date.getUTCMonth()] ?? '';
  return `${date.getUTCDate()} ${month.charAt(0).toUpperCase()}${month.slice(1)} ${date.getUTCFullYear()}`;
}

/** Day of an ISO 8601 instant, in UTC; null when it is none. */
export function dayOfIso(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  return match ? dayNumber(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}
