/** Signals in words. A signal suggests; it is no forecast and no promise. */
export const signals = {
  microprice: {
    name: 'micro',
    means:
      'What the sizes at the best prices suggest: the middle of the Yes book, nearer to the side with fewer shares. ' +
      'Not a forecast.',
    notEnough: (have: number, need: number) => `Not enough data: ${have} of ${need} sides of the Yes book.`,
  },
} as const;

/** Spot prices from other exchanges, on the side panel. */
export const spot = {
  title: 'Spot prices',
  about:
    'Prices of BTC and ETH at other exchanges, input of signals alone: no set of bets rests on them. ' +
    'An exchange that is switched on learns your network address.',
  ask: (venue: string) => `Ask ${venue}`,
  notAllowed: (venue: string) => `You did not allow ${venue}. It is not asked.`,
  refused: 'Switched on, but the browser does not allow it: switch it off and on again.',
  status: {
    idle: 'Off.',
    connecting: 'Connecting.',
    live: 'Live.',
    silent: 'Connected, and nothing came. Trying again.',
    maintenance: 'The exchange says that it does not trade now.',
    down: 'Not reached. Trying again.',
  },
  gaps: (count: number) => (count === 0 ? '' : ` Read anew ${count === 1 ? 'once' : `${count} times`}.`),
  stale: 'no price newer than 3 s',
  from: (venues: readonly string[]) => `middle of the book, ${venues.join(' and ')}`,
} as const;
