/**
 * Dates of made-up events. They lie in one whole year ahead of the exchange's start, so that nothing is over while
 * somebody looks, and depend on nothing but that start.
 */
export interface Calendar {
  readonly year: number;
  /** "June 30, 2027" */
  text(month: number, day: number): string;
  /** End of that day in New York as the venue writes it: the next day, 04:00 UTC in summer, 05:00 in winter. */
  endOfDay(month: number, day: number): string;
  /** Midnight UTC of that day, as the venue dates scheduled announcements. */
  startOfDay(month: number, day: number): string;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export function calendarFrom(nowMs: number): Calendar {
  const now = new Date(nowMs);
  // From mid January on the first deadline of the year (March 31) would come too close.
  const early = now.getUTCMonth() === 0 && now.getUTCDate() < 15;
  const year = now.getUTCFullYear() + (early ? 0 : 1);
  const iso = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');
  return {
    year,
    text: (month, day) => `${MONTHS[month - 1] ?? ''} ${day}, ${year}`,
    endOfDay: (month, day) => iso(Date.UTC(year, month - 1, day + 1, month >= 4 && month <= 10 ? 4 : 5)),
    startOfDay: (month, day) => iso(Date.UTC(year, month - 1, day)),
  };
}
