import { dollarsUp, plural } from '../domain/money-text';
import type { OpportunityView } from '../protocol/views';

/** A set of bets that a page opened in the side panel. */
export const review = {
  title: 'Read and confirm',
  gone: 'This set of bets is not on offer any more: the prices moved. Nothing was sent.',
  stale: 'These books are too old to act on.',
  close: 'Close',
  arm: 'Sign now, send when it is there',
  /** Before the press: what is signed, for how much in all, when it is sent, what ends it, and what nothing ends. */
  arming: ({ legs, maxCostMicros }: Pick<OpportunityView, 'legs' | 'maxCostMicros'>): string =>
    `To arm it, your wallet signs all ${plural(legs.length, 'bet')} now, for ${dollarsUp(maxCostMicros)} in all at ` +
    'most, fees included, and Facet keeps the signatures in memory alone, for ten minutes at most. It sends them by ' +
    'itself, once, without asking you again, as soon as all bets can be had within these limits; until then the ' +
    'money counts against yours. Old books, another account or network, a changed tie, a limit that it breaks, a ' +
    'restart or Stop disarm it. What is signed cannot be made unsigned: a copy taken elsewhere stays valid, disarmed ' +
    'or not, until you lower what the venue may take, move the money, or pause your account at the exchange contract.',
} as const;
