/** A set of bets that a page opened in the side panel. */
export const review = {
  title: 'Read and confirm',
  gone: 'This set of bets is not on offer any more: the prices moved. Nothing was sent.',
  stale: 'These books are too old to act on.',
  close: 'Close',
} as const;
