/** Amounts, days and times of the day as the rules of price markets write them. */
import { easternAt, easternMs, monthOf } from './eastern-time';

/** Lower case, straight quotes and dashes, single spaces. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u201C\u201D\u201E]/g, '"')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/** "64,000", "150" with "k": dollars; null for nothing, zero, and what is no amount. */
export function amountOf(digits: string | undefined, scale: string | undefined): number | null {
  if (digits === undefined || !/^\d{1,3}(?:,\d{3})*(?:\.\d+)?$|^\d+(?:\.\d+)?$/.test(digits)) return null;
  const value = Number(digits.replaceAll(',', '')) * (scale === 'k' ? 1_000 : scale === 'm' ? 1_000_000 : 1);
  return value > 0 && Number.isFinite(value) ? value : null;
}

/** "5:20am", "12pm": minutes after midnight. */
export function clockOf(text: string | undefined): number | null {
  const found = /^(\d{1,2})(?::(\d\d))?([ap])m$/.exec(text ?? '');
  if (found === null) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? '0')];
  if (hour < 1 || hour > 12 || minute > 59) return null;
  return ((hour % 12) + (found[3] === 'p' ? 12 : 0)) * 60 + minute;
}

/** "march 11". */
export function dayOf(text: string): { readonly month: number; readonly day: number } | null {
  const found = /^([a-z]+)\.? (\d{1,2})$/.exec(text.trim());
  const month = monthOf(found?.[1] ?? '');
  const day = Number(found?.[2]);
  return month === null || !(day >= 1 && day <= 31) ? null : { month, day };
}

/** "december 31, 2025, 23:59", in Eastern time; null for what is no such moment. */
export function longDayMs(text: string): number | null {
  const found = /^([a-z]+ \d{1,2}),? (\d{4}),? (\d{1,2}):(\d\d)$/.exec(text.trim());
  const day = dayOf(found?.[1] ?? '');
  if (found === null || day === null) return null;
  return easternMs({ year: Number(found[2]), ...day, hour: Number(found[3]), minute: Number(found[4]) });
}

/**
 * "october": that month in Eastern time, whole. The market ends when it is over, or on its last day: the year is that
 * of its end, so an end elsewhere is no such month.
 */
export function endOfMonthMs(
  name: string,
  marketEndMs: number,
): { readonly sinceMs: number; readonly endMs: number } | null {
  const found = /^([a-z]+)(?: (\d{4}))?$/.exec(name.trim());
  const month = monthOf(found?.[1] ?? '');
  if (month === null || Number.isNaN(marketEndMs)) return null;
  // A day earlier: the market may end at the midnight that belongs to the next month.
  const { year, month: endMonth } = easternAt(marketEndMs - 12 * 3_600_000);
  const start = { day: 1, hour: 0, minute: 0 };
  const sinceMs = easternMs({ year, month, ...start });
  const endMs = easternMs({ year: month === 12 ? year + 1 : year, month: month === 12 ? 1 : month + 1, ...start });
  const isThat = endMonth === month && (found?.[2] === undefined || Number(found[2]) === year);
  return sinceMs === null || endMs === null || !isThat ? null : { sinceMs, endMs };
}
