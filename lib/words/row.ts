/** The line of one outcome. */
import { dollarsDown, sharesDown } from '../domain/money-text';
import type { OutcomeProblem } from '../protocol/says';
import type { OutcomeView } from '../protocol/views';
import { answerWord } from './format';
import { bookFaults } from './status';

export const row = {
  fairMeans: 'Given the other prices. Not a forecast.',
  tooThin: 'too thin',

  /** How the costs beside it are to be read. */
  per: ({ sizeMicros }: Pick<OutcomeView, 'sizeMicros'>): string =>
    `a share after fee, ${sharesDown(sizeMicros)} shares`,

  stake({ stakeMicros, stakeToken }: Pick<OutcomeView, 'stakeMicros' | 'stakeToken'>): string {
    if (stakeToken === null || stakeMicros <= 0) return '$0';
    return `${dollarsDown(stakeMicros)} on ${answerWord(stakeToken)}`;
  },
  stakeMeans:
    'Stake for these odds: what Kelly puts on it together with the other outcomes, after fees, at your share of your ' +
    "bankroll. Nothing where the fair price is its own book's.",

  problem(problem: OutcomeProblem): string {
    switch (problem) {
      case 'resolved-yes':
        return 'Resolved: Yes.';
      case 'resolved-no':
        return 'Resolved: No.';
      case 'not-trading':
        return 'Not taking orders.';
      case 'no-fee-schedule':
        return 'No confirmed fee schedule: no cost shown.';
      case 'stopped':
        return 'The venue contradicts itself here: not traded.';
      case 'missing':
      case 'stale':
      case 'crossed':
      case 'mismatch':
      case 'malformed':
        return bookFaults[problem];
    }
  },
} as const;
