/**
 * Venue text is hostile: before any rule reads it, everything that can make two different texts look alike, or one text
 * look like another, is removed or refused (docs/reliability.md 2.4: control, zero-width and bidirectional characters).
 */
import { coded } from './reasons';
import { remembered } from './memo';

/**
 * Longest text that any rule reads; the venue's longest rules are under 8,000 characters. What is longer is not parsed
 * at all.
 */
export const MAX_TEXT = 20_000;

/**
 * Control (but tab and line ends), soft hyphen, zero-width, bidirectional, variation selectors, tags, private use, byte
 * order mark, broken surrogates.
 */
const HIDDEN = new RegExp(
  [
    String.raw`[\u0000-\u0008\u000B-\u000C\u000E-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4` +
      String.raw`\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0` +
      String.raw`\uFFF0-\uFFFB\uE000-\uF8FF]`,
    String.raw`[\u{E0000}-\u{E0FFF}]`,
    String.raw`[\u{F0000}-\u{10FFFF}]`,
    String.raw`[\uD800-\uDFFF]`,
  ].join('|'),
  'gu',
);
/**
 * Digits of other scripts, superscripts, fractions, circled numbers: a reader may take them for a number, a parser must
 * not guess.
 */
const STRANGE_NUMBER = /(?![0-9])\p{N}/u;

/** Nothing but printable ASCII without the grave accent, and line feeds: such a text changes in its spaces only. */
const PLAIN = /^[\n\u0020-\u005F\u0061-\u007E]*$/;
/** The rules of a market are read by several advisors, shortly after each other. */
const cleanOf = remembered(128, cleaned);

/** Text without hidden characters, with plain quotes, dashes and spaces. Never longer than MAX_TEXT. */
export function cleanText(text: string): string {
  return cleanOf(text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text);
}

function cleaned(text: string): string {
  if (PLAIN.test(text)) return text.replace(/ {2,}/g, ' ').trim();
  return text
    .normalize('NFC')
    .replace(HIDDEN, '')
    .replace(/[\u2018\u2019\u201A\u201B\u2032\u02BC`\u00B4]/g, "'")
    .replace(/[\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB]/g, '"')
    .replace(/[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g, '-')
    .replace(/\u2026/g, '...')
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[\t\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Why this text must not be parsed by rule, or null. */
export function textProblem(text: string): string | null {
  if (text.length >= MAX_TEXT) return coded('text-too-long');
  if (STRANGE_NUMBER.test(text)) return coded('strange-digits');
  return null;
}

/** Cleaned, on one line, at most `limit` characters. */
export function flatText(text: string, limit: number): string {
  const flat = cleanText(text).replace(/\s+/g, ' ');
  return flat.length <= limit ? flat : `${flat.slice(0, limit - 3)}...`;
}

/** For sentences of ours that quote it: a title cannot end its quotation and go on in our words. */
export function quoteText(text: string, limit = 140): string {
  return flatText(text, limit).replaceAll('"', "'");
}
