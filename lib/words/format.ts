/**
 * Integer micros, ages and days to the text of the interface. Money and shares are written by domain/money-text; the
 * rounding direction is in the function's name and never favours the user's hopes. Nothing here computes a price.
 */
import {
  ceilDiv,
  dollarsDown,
  dollarsUp,
  fixed,
  floorDiv,
  MINUS,
  nearestDiv,
  plural,
  sharesDown,
} from '../domain/money-text';

function assertSafe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`format needs a safe integer, was ${value}`);
  return value;
}

/** Money that we get or own, rounded down to the cent: 2419999 -> "$2.41", -823001 -> "−$0.83". */
export function moneyRoundedDown(micros: number): string {
  return dollarsDown(assertSafe(micros));
}

/** Money that we pay, rounded up to the cent: 161580001 -> "$161.59". */
export function moneyRoundedUp(micros: number): string {
  return dollarsUp(assertSafe(micros));
}

/** A result with its sign, rounded down: 2419999 -> "+$2.41", -823001 -> "−$0.83", 0 -> "$0.00". */
export function resultRoundedDown(micros: number): string {
  return dollarsDown(assertSafe(micros), { plus: '+' });
}

/** Decimals of a price in cents: one, or two where the tick is finer than a tenth of a cent. */
function centDecimals(tickMicros: number): 1 | 2 {
  return tickMicros > 0 && tickMicros % 1_000 !== 0 ? 2 : 1;
}

type Rounding = 'up' | 'down' | 'nearest';

/**
 * A price in cents: {micros: 974000, tickMicros: 1000} -> "97.4¢". `up` for what is paid, `down` for what is received.
 */
export function cents(options: {
  readonly micros: number;
  readonly tickMicros: number;
  readonly round: Rounding;
}): string {
  const decimals = centDecimals(options.tickMicros);
  const unit = decimals === 1 ? 1_000 : 100;
  const value = assertSafe(options.micros);
  const units = { up: ceilDiv, down: floorDiv, nearest: nearestDiv }[options.round](value, unit);
  const sign = units < 0 ? MINUS : '';
  return `${sign}${fixed(units, decimals)}¢`;
}

/** A probability-like price that must not look certain when it is not: 400 -> "<0.1¢", 999700 -> ">99.9¢". */
export function fairCents(micros: number, tickMicros: number): string {
  const unit = centDecimals(tickMicros) === 1 ? 1_000 : 100;
  const one = cents({ micros: unit, tickMicros, round: 'down' });
  if (micros > 0 && nearestDiv(micros, unit) === 0) return `<${one}`;
  if (micros < 1_000_000 && nearestDiv(micros, unit) * unit >= 1_000_000)
    return `>${cents({ micros: 1_000_000 - unit, tickMicros, round: 'down' })}`;
  return cents({ micros, tickMicros, round: 'nearest' });
}

/**
 * Shares without their unit, rounded down to a hundredth, trailing zeros dropped: 41000000 -> "41", 12345678 ->
 * "12.34".
 */
export function shares(micros: number): string {
  return sharesDown(assertSafe(micros));
}

/** Age in the coarsest honest unit, rounded up and never negative: 250 -> "0.3 s", 61000 -> "2 min". */
export function age(ageMs: number): string {
  const ms = Math.max(0, Math.ceil(ageMs));
  if (ms < 9_950) return `${fixed(ceilDiv(ms, 100), 1)} s`;
  if (ms < 60_000) return `${Math.ceil(ms / 1_000)} s`;
  if (ms < 3_600_000) return `${Math.ceil(ms / 60_000)} min`;
  if (ms < 86_400_000) return `${Math.ceil(ms / 3_600_000)} h`;
  return `${Math.ceil(ms / 86_400_000)} d`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/**
 * Calendar day of an ISO date, without the reader's time zone: "2026-12-16T20:00:00Z" -> "16 Dec 2026"; other text is
 * "unknown".
 */
export function day(iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  const month = MONTHS[Number(match?.[2] ?? 0) - 1];
  return match && month ? `${Number(match[3])} ${month} ${match[1] ?? ''}` : 'unknown';
}

// Controls, bidi embeddings, overrides, isolates and marks, zero-width space, word joiner, byte order mark, line
// separators, tags. Joiners U+200C and U+200D stay: Persian and emoji need them.
const HOSTILE = new RegExp(
  String.raw`[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff` +
    String.raw`\ufff9-\ufffb]|\udb40[\udc00-\udfff]`,
  'g',
);
// A pile of combining marks can paint over the lines above and below.
const STACKED_MARKS = /(\p{M}{2})\p{M}+/gu;

/**
 * Text of the venue or of the page made harmless to look at: no direction tricks, no invisible letters, at most `max`
 * characters.
 */
export function plainText(text: string, max = 300): string {
  const clean = text.replace(HOSTILE, ' ').replace(STACKED_MARKS, '$1').replace(/\s+/g, ' ').trim();
  const letters = Array.from(clean.slice(0, max * 2));
  return letters.length > max || clean.length > max * 2
    ? `${letters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
    : clean;
}

/** The answer that a share pays on. */
export function answerWord(token: 'yes' | 'no'): string {
  return token === 'yes' ? 'Yes' : 'No';
}

/** Which answer of which outcome: {token: 'no', label: 'No change'} -> `No on "No change"`. */
export function betName({ token, label }: { readonly token: 'yes' | 'no'; readonly label: string }): string {
  return `${answerWord(token)} on "${plainText(label)}"`;
}

/** An account or id short enough to compare by eye: "0x1234…cdef". */
export function shortHex(text: string): string {
  return text.length > 14 ? `${text.slice(0, 6)}…${text.slice(-4)}` : text;
}

/** 1 leg, 5 legs. */
export function count(value: number, noun: string): string {
  return plural(value, noun);
}

/** Hours and minutes where the reader is. */
export function timeOfDay(atMs: number): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(atMs);
}
