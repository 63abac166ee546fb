/** The user's stop as stored: a reason in words, or nothing. What cannot be read counts as a stop. */

const MAX_CHARS = 300;
export const UNREADABLE_HALT =
  'the record of whether you pressed stop could not be read. Press "Resume" in the ' +
  'popup or the side panel if you want Facet to take orders again.';

/** null: not stopped. */
export function parseHalt(stored: unknown): string | null {
  if (stored === undefined || stored === null) return null;
  return typeof stored === 'string' && stored.length > 0 && stored.length <= MAX_CHARS ? stored : UNREADABLE_HALT;
}
