/**
 * Numbers as the site writes them. Nothing here depends on the machine's locale or time zone, so that server and
 * browser agree.
 */
import { WHOLE } from './data';

/** "12¢", "0.9¢", "--" when there is no quote. */
export function cents(micros: number | null): string {
  if (micros === null) return '--';
  return `${Math.round(micros / 1_000) / 10}¢`;
}

/** Whole percent between "<1%" and ">99%". */
export function percent(micros: number): string {
  const value = (micros / WHOLE) * 100;
  if (value < 1) return '<1%';
  return value > 99 ? '>99%' : `${Math.round(value)}%`;
}

export function grouped(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "$200M", "$353K" */
export function compactDollars(value: number): string {
  if (value >= 1e6) return `$${Math.round(value / 1e6)}M`;
  return value >= 1e3 ? `$${Math.round(value / 1e3)}K` : `$${Math.round(value)}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function day(isoDate: string): string {
  const date = new Date(isoDate);
  return `${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
}
