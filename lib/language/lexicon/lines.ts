/**
 * The word lists of this folder are data: one entry a line, so that a word is added by adding a line. What a list may
 * hold stands above it.
 */
export function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
