import { eventUrlOf } from '../../domain/page';
import type { OpportunityView } from '../../protocol/views';
import * as en from '../../words/en';
import {
  betName,
  cents,
  day,
  moneyRoundedDown,
  moneyRoundedUp,
  plainText,
  resultRoundedDown,
  shares,
} from '../../words/format';

/** The proof card as plain text, for a message or a note. */
export function proofText(opportunity: OpportunityView): string {
  const { legs, atoms, reasons, partialWorstMicros } = opportunity;
  const partial =
    partialWorstMicros === null
      ? 'loss not known'
      : `${resultRoundedDown(partialWorstMicros)} at worst, sold back at bids two levels lower`;
  const word = en.offer.yourWord(opportunity);
  return [
    plainText(opportunity.eventTitle),
    eventUrlOf(opportunity.eventSlug),
    plainText(en.offer.basket(opportunity), 1_200),
    `At least ${resultRoundedDown(opportunity.edgeMicros)} after fees ${en.offer.conditions(opportunity)}.`,
    ...(word === null ? [] : [word]),
    '',
    'What you buy',
    ...legs.map((leg) => {
      const limit = cents({
        micros: leg.limitPriceMicros,
        tickMicros: leg.limitPriceMicros,
        round: leg.side === 'buy' ? 'up' : 'down',
      });
      const what = `${leg.side} ${shares(leg.sizeMicros)} ${betName(leg)}`;
      return `- ${what}, limit ${limit}, cost ${moneyRoundedUp(leg.costMicros)}, fee ${moneyRoundedUp(leg.feeMicros)}`;
    }),
    '',
    ...[en.proof.bound(opportunity)].flatMap((line) => (line === null ? [] : [line, ''])),
    'What each outcome pays',
    ...atoms.map(
      (atom) =>
        `- ${plainText(en.proof.outcome(atom))}: ${moneyRoundedDown(atom.payoffMicros)}${atom.worst ? ' (worst)' : ''}`,
    ),
    '',
    'Why nothing else can happen',
    ...reasons.map((reason) => `- ${plainText(en.proof.reason(reason), 400)}`),
    '',
    'What can still go wrong',
    `- Only some bets fill: ${partial}`,
    `- A market is voided: ${resultRoundedDown(opportunity.voidWorstMicros)} at worst`,
    `- Stake for these odds: ${en.proof.stake(opportunity)}`,
    `- Time to cash: ${opportunity.cashAt === 'now' ? 'at once' : day(opportunity.cashAt)}`,
    '',
    `Certificate ${opportunity.certificateHash}`,
  ].join('\n');
}
