/** What stands outside the page: notifications and the extension's own button. */
import type { ExecutionMode } from '../domain/execution';
import { dollarsDown, plural } from '../domain/money-text';
import type { StatusFact } from '../protocol/says';
import type { ExecutionView, OpportunityView } from '../protocol/views';
import { execution } from './execution';
import { plainText } from './format';
import { offer } from './offer';
import { status } from './status';

export function notification(opportunity: OpportunityView): { readonly title: string; readonly message: string } {
  const { eventTitle, edgeMicros, voidWorstMicros, partialWorstMicros } = opportunity;
  const word = offer.yourWord(opportunity);
  return {
    title: plainText(eventTitle, 120),
    message:
      `${word === null ? '' : `${word} `}${offer.headline(opportunity)}: at least ` +
      `${dollarsDown(edgeMicros, { plus: '+' })} after fees ${offer.conditions(opportunity)}. ` +
      `Void ${offer.void(voidWorstMicros)}, partial ${offer.partial(partialWorstMicros)} now.`,
  };
}

/** What the rate or quiet hours kept back, as one; the best first. */
export function severalNotification(opportunities: readonly OpportunityView[]): {
  readonly title: string;
  readonly message: string;
} {
  const best = opportunities[0];
  return {
    title: `${plural(opportunities.length, 'set')} of bets above your thresholds`,
    message:
      best === undefined
        ? ''
        : plainText(
            `The best: at least ${dollarsDown(best.edgeMicros, { plus: '+' })} after fees ` +
              `${offer.conditions(best)}, in ${best.eventTitle}.`,
            400,
          ),
  };
}

/** Buttons of a notification. */
export const notificationButtons = {
  review: 'Read it',
  mute: 'Mute this event',
  held: 'What I hold',
} as const;

/** Half a set of bets, or one of unknown fate: what there is, and where to look. */
export function orderNotification(
  view: ExecutionView,
  fired: boolean,
): { readonly title: string; readonly message: string } {
  return {
    title: plainText(`${execution.headline(view)}: ${view.eventTitle}`, 120),
    message: plainText(`${fired ? 'Your armed set was sent. ' : ''}${execution.sentence(view)}`, 400),
  };
}

export function badge(state: {
  readonly mode: ExecutionMode;
  readonly count: number;
  /** Sets that may be sent by themselves at any moment. */
  readonly armed: number;
  readonly fault: StatusFact | null;
}): { readonly text: string; readonly title: string } {
  const { mode, count, armed, fault } = state;
  const said =
    fault !== null ? status(fault) : count > 0 ? `${plural(count, 'set')} of bets above your thresholds` : '';
  const name = `${mode === 'live' ? 'Facet LIVE' : 'Facet'}${armed === 0 ? '' : ` (${plural(armed, 'set')} armed)`}`;
  return {
    text: armed > 0 ? 'ARM' : mode === 'live' ? 'LIVE' : fault !== null ? '!' : count > 0 ? String(count) : '',
    title: said === '' ? name : `${name}: ${said}`,
  };
}
