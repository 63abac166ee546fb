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
