/** Eastern time, in which the venue's rules speak: from its calendar to UTC and back, daylight saving included. */
import { HOUR_MS } from '../../domain/units';

export interface EasternTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const clock = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  hourCycle: 'h23',
  ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
});

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** 1 to 12; null for what is no month. Full names and their first three letters. */
export function monthOf(name: string): number | null {
  const at = MONTHS.indexOf(name.slice(0, 3).toLowerCase());
  return at < 0 ? null : at + 1;
}

export function easternAt(ms: number): EasternTime {
  const parts = new Map(clock.formatToParts(ms).map(({ type, value }) => [type, Number(value)] as const));
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? NaN;
  return { year: of('year'), month: of('month'), day: of('day'), hour: of('hour'), minute: of('minute') };
}

/** UTC milliseconds; null for a day that there is not, and for the hour that daylight saving skips. */
export function easternMs({ year, month, day, hour, minute }: EasternTime): number | null {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  for (const behind of [4, 5]) {
    const ms = asUtc + behind * HOUR_MS;
    const back = easternAt(ms);
    if (back.day === day && back.month === month && back.year === year && back.hour === hour && back.minute === minute)
      return ms;
  }
  return null;
}
