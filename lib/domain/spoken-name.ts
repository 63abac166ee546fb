/** Names of the venue inside our sentences. */

/** Longer names are cut before they are read at all. */
const MAX_NAME = 300;
const MAX_SPOKEN = 120;

/**
 * A market's name between the quotation marks of one of our sentences, where no frame can set it apart: on one line,
 * short enough that our own words after it are still read, and without a quotation mark of its own that would seem to
 * end it.
 */
export function spokenName(name: string): string {
  const flat = name
    .slice(0, MAX_NAME)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/["\u00ab\u00bb\u2018-\u201f\u2032-\u2037\u300c-\u301f\uff02\uff07]/g, "'")
    .trim();
  const letters = Array.from(flat);
  return letters.length > MAX_SPOKEN ? `${letters.slice(0, MAX_SPOKEN - 1).join('')}\u2026` : flat;
}
