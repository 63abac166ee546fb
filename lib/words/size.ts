/** How much of a set of bets is taken. */
export const size = {
  title: 'Pay at most',
  least: 'Min',
  half: 'Half',
  all: 'Max',
  hint: 'An amount like 40.',
} as const;
