/** A set of bets that a page opened in the side panel. */
export const review = {
  title: 'Read and confirm',
  gone: 'This set of bets is not on offer any more: the prices moved. Nothing was sent.',
  stale: 'These books are too old to act on.',
  close: 'Close',
  arm: 'Sign now, send when it is there',
  arming:
    'To arm it, your wallet signs every bet now and Facet keeps the signatures for ten minutes, in memory alone. ' +
    'They are sent by themselves, once, as soon as all bets can be had within these limits. What is signed cannot ' +
    'be made unsigned: whoever copied a signature elsewhere could use it.',
} as const;
