import type { ARMED_FAILURES } from '../../domain/armed-failures';
import type { Sentences } from './sentence';

export const armedFailures: Sentences<typeof ARMED_FAILURES> = {
  disarmed: ({ because }, say) => {
    const why = say(because);
    return `Disarmed. ${why}${/nothing was sent/i.test(why) ? '' : ' Nothing was sent.'}`;
  },
  'disarmed-by-you': 'You disarmed it. Nothing was sent.',
  'armed-over': ({ minutes }) => `It waited ${minutes} minutes and its price did not come. Nothing was sent.`,
  'armed-unasked':
    'The venue or your wallet did not answer in time, so it is not known any more whether it may be sent. ' +
    'Nothing was sent.',
  'armed-thresholds': 'Your thresholds or limits do not let it pass any more. Nothing was sent.',
  'armed-beside': ({ event }) =>
    `Another set of bets on the same markets or ties is armed (${event}). Disarm it first. Nothing was sent.`,
  'arm-live-only': 'On paper nothing is signed, so there is nothing to arm.',
};
