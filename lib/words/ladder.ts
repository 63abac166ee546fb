/** A stretch of a ladder in words: "by 30 June", "July to December", "not at all"; "below 100,000", "3 or 4". */
import type { Amount, Stretch } from '../protocol/views';
import { DAY_MS } from '../domain/units';

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
] as const;
const NANOS = 1_000_000_000n;

export function stretch(part: Stretch): string {
  return part.of === 'days' ? daysText(part) : part.whole ? wholeText(part) : amountText(part);
}

function daysText({ after, by, years }: Extract<Stretch, { of: 'days' }>): string {
  if (by === null) return 'not at all';
  const last = new Date(by);
  if (after === null) return `by ${dayText(last, years)}`;
  const first = new Date(Date.parse(after) + DAY_MS);
  const isWhole = first.getUTCDate() === 1 && new Date(last.getTime() + DAY_MS).getUTCDate() === 1;
  const [from, to] = isWhole
    ? [monthText(first, years), monthText(last, years)]
    : [dayText(first, years), dayText(last, years)];
  return from === to ? from : `${from} to ${to}`;
}

function dayText(date: Date, years: boolean): string {
  return `${date.getUTCDate()} ${monthText(date, years)}`;
}

function monthText(date: Date, years: boolean): string {
  return `${MONTHS[date.getUTCMonth()] ?? ''}${years ? ` ${date.getUTCFullYear()}` : ''}`;
}

function amountText({ from, to }: Extract<Stretch, { of: 'amounts' }>): string {
  if (from !== null && to !== null)
    return from.nanos === to.nanos ? `exactly ${from.text}` : `${from.text} to ${to.text}`;
  if (from !== null) return from.included ? `${from.text} or more` : `above ${from.text}`;
  return to === null ? 'any' : to.included ? `${to.text} or less` : `below ${to.text}`;
}

function wholeText({ from, to }: Extract<Stretch, { of: 'amounts' }>): string {
  const countOf = ({ nanos }: Amount): bigint => BigInt(nanos) / NANOS;
  if (from !== null && to !== null) {
    const [low, high] = [countOf(from), countOf(to)];
    if (low === high) return `exactly ${low}`;
    return high === low + 1n ? `${low} or ${high}` : `${low} to ${high}`;
  }
  if (from !== null) return `${countOf(from)} or more`;
  if (to === null) return 'any';
  return countOf(to) === 0n ? 'none' : `${countOf(to)} or fewer`;
}
