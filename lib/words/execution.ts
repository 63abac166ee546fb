/** One execution in words: what happened, what it means for the money, what to do. */
import { isFull, type ExecutionState } from '../domain/execution';
import { dollarsDown, dollarsUp, plural, sharesDown } from '../domain/money-text';
import type { ExecutionView, HeldView, WayView } from '../protocol/views';
import { conditionsOnceFilled } from './conditions';
import { failure as failureSentence } from './failures';
import { betName, cents, shortHex, timeOfDay } from './format';
import { unsentSentence } from './signatures';

const HEADLINES: Readonly<Record<ExecutionState, string>> = {
  drafted: 'Checking',
  approved: 'Checked',
  signing: 'Waiting for your wallet',
  signed: 'Signed',
  armed: 'Armed, nothing sent yet',
  sending: 'Sending',
  matched: 'Matched, not confirmed yet',
  partial: 'Only some bets filled',
  unknown: 'Not known yet',
  failed: 'Nothing filled',
  abandoned: 'Stopped',
  refused: 'Refused, nothing sent',
  settled: 'Confirmed on chain',
};

export const execution = {
  headline: ({ mode, state }: Pick<ExecutionView, 'mode' | 'state'>): string =>
    mode === 'paper' && (state === 'matched' || state === 'settled') ? 'Filled on paper' : HEADLINES[state],

  sentence(view: ExecutionView): string {
    const count = view.legs.length;
    const paper = view.mode === 'paper' ? 'Paper: ' : '';
    switch (view.state) {
      case 'drafted':
      case 'approved':
        return 'Checking books, fees and rules once more. Nothing was sent yet.';
      case 'signing':
      case 'signed':
        return signing(legsIn(view, 'signed'), count);
      case 'armed':
        return armed(view);
      case 'sending':
        return `${plural(count, 'order')} on the way to the venue. Waiting for its answer.`;
      case 'matched':
      case 'settled':
        return filled(view);
      case 'partial':
        return `${paper}${partial(view)}`;
      case 'unknown':
        return unknown(view);
      case 'failed':
        return failed(view, paper);
      case 'abandoned':
      case 'refused':
        return ended(view);
    }
  },

  disarm: 'Disarm',

  /** What the user may say of a set of bets that needs them. */
  byHand: {
    close: {
      ask: 'Close by hand',
      sure: 'Close it',
      means:
        'Look at your history on polymarket.com first. Orders of unknown fate then count as not filled; Facet still ' +
        'looks for them until they would have ended, and sends nothing again.',
    },
    keep: {
      ask: 'Keep what I hold',
      sure: 'Keep it',
      means: 'The bets stay yours and are not shown here any more. Nothing is bought or sold.',
    },
  },

  /** What a button of a set of bets that filled in part does, and what it comes to. */
  way({ way, resultMicros, unitMicros, bets }: WayView, inPanel: boolean): string {
    const result = dollarsDown(resultMicros, { plus: '+' });
    const price = cents({ micros: unitMicros, tickMicros: 1_000, round: 'up' });
    const finish = bets === 1 ? `Complete at ${price}` : `Complete ${bets} bets at ${price} on average`;
    const label = way === 'finish' ? `${finish}: ${result}, locked` : `Sell back: ${result}`;
    return inPanel ? `${label} (opens Facet's panel)` : label;
  },

  /** Said while the background is silent. */
  lastKnown: (sentence: string): string => `Facet stopped answering; this is the last known state. ${sentence}`,
} as const;

/** That Facet sent nothing is no end where the wallet signed: signatures outlive it. */
function ended({ failure, unsent }: ExecutionView): string {
  const why = failure === null ? 'It was stopped. Nothing was sent.' : failureSentence(failure);
  if (unsent === null) return why;
  const posted =
    unsent.posted === 0
      ? ''
      : ` ${unsent.posted} of them ${unsent.posted === 1 ? 'was' : 'were'} posted by somebody else.`;
  return `${why.replace(/ ?Nothing was sent\.$/, '')} ${unsentSentence(unsent)}${posted}`;
}

function legsIn(view: ExecutionView, state: ExecutionView['legs'][number]['state']): number {
  return view.legs.filter((leg) => leg.state === state).length;
}

function signing(signed: number, of: number): string {
  return `Sign each bet in your wallet: ${signed} of ${of} signed. Nothing is sent before all are.`;
}

/** What it waits for, until when, and what disarming cannot do. */
function armed({ armed: state, legs }: ExecutionView): string {
  const waits = state?.waits ?? null;
  const now =
    waits === null ? 'Facet asks the venue once more.' : failureSentence(waits).replace(/ ?Nothing was sent\.$/, '');
  const until = state === null ? '' : ` until ${timeOfDay(state.untilMs)}`;
  return (
    `All ${plural(legs.length, 'bet')} signed. Facet sends them by itself${until}, once, as soon as all of them can ` +
    `be had within their limits${state === null ? '' : ` (${dollarsUp(state.maxCostMicros)} at most)`}. Now: ${now} ` +
    'It ends with any doubt. Whoever copied a signature elsewhere could still use it, disarmed or not.'
  );
}

function filled(view: ExecutionView): string {
  const { mode, state, legs, paidMicros, floorMicros, acceptedTies, purpose } = view;
  const certain = mode === 'paper' ? 'on paper' : state === 'settled' ? 'and confirmed on chain' : 'not confirmed yet';
  if (purpose === 'sell-back')
    return `Sold back what was held, ${certain}. In all, fees included: ${dollarsDown(-paidMicros, { plus: '+' })}.`;
  if (purpose === 'finish')
    return (
      `Completed, ${certain}. Paid ${dollarsUp(paidMicros)} in all with fees, at least ${dollarsDown(floorMicros)} ` +
      `back ${conditionsOnceFilled(acceptedTies)}: ${dollarsDown(floorMicros - paidMicros, { plus: '+' })}.`
    );
  const money = (more: readonly string[] = []): string =>
    `Paid ${dollarsUp(paidMicros)} with fees, at least ${dollarsDown(floorMicros)} back ` +
    `${conditionsOnceFilled(acceptedTies, more)}: ${dollarsDown(floorMicros - paidMicros, { plus: '+' })}.`;
  if (mode === 'paper') return `Paper: all ${legs.length} bets would have filled. ${money()} No money moved.`;
  return state === 'settled'
    ? `All ${legs.length} bets confirmed on chain. ${money()}`
    : `All ${legs.length} bets matched, not confirmed yet. ${money(['every match is confirmed'])}`;
}

/** Nothing was bought once nothing more can happen; what was closed by hand or came too late may still turn up. */
function failed(view: ExecutionView, paper: string): string {
  const open = view.legs.filter(({ settled }) => !settled).length;
  const fate =
    view.mode === 'paper' || open === 0
      ? `${paper}no bet filled. Nothing was bought.`
      : `No bet is known to have filled, and nothing to be bought. Facet looks for ${plural(open, 'order')} until ` +
        `${open === 1 ? 'it' : 'each'} would have ended.`;
  return `${fate} ${firstReason(view)}`.trim();
}

function firstReason({ legs }: ExecutionView): string {
  const failure = legs.find((leg) => leg.failure !== null)?.failure ?? null;
  return failure === null ? '' : failureSentence(failure);
}

/** The bad day: what is held, what it pays at least and at most, and what selling back now would bring. */
function partial({ legs, mode, paidMicros, held }: ExecutionView): string {
  const complete = legs.filter((leg) => isFull(leg)).length;
  const would = mode === 'paper' ? 'You would hold' : 'You hold';
  const isSure = mode === 'paper' || legs.every(({ filledMicros, settled }) => filledMicros === 0 || settled);
  const once = isSure ? [] : ['every match is confirmed'];
  const paid = mode === 'paper' ? 'you would have paid' : 'you paid';
  const result = (micros: number): string => dollarsDown(micros - paidMicros, { plus: '+' });
  const back = held?.sellBackMicros ?? null;
  // Where a button sells it, the sentence says the button's number.
  const offered = held?.ways.find(({ way }) => way === 'sell-back')?.resultMicros;
  const sold = offered === undefined ? (back === null ? null : result(back)) : dollarsDown(offered, { plus: '+' });
  const sell =
    sold === null
      ? 'The bids are too thin or too old to say what selling back would bring.'
      : `Sell back now: about ${sold} after fees.`;
  const holding =
    held?.pays == null
      ? `${would} ${list(held)}; ${paid} ${dollarsUp(paidMicros)}. What can happen is not known any more: at worst ` +
        `all of it is lost (${dollarsUp(paidMicros)}).`
      : `${would} bets worth ${dollarsDown(held.pays.leastMicros)} to ${dollarsDown(held.pays.mostMicros)} ` +
        `${conditionsOnceFilled(held.acceptedTies, once)}; ${paid} ${dollarsUp(paidMicros)}: ${list(held)}. ` +
        `Hold: ${result(held.pays.leastMicros)} to ${result(held.pays.mostMicros)}.`;
  return `${complete} of ${legs.length} bets filled. ${holding} ${sell}${mode === 'paper' ? ' No money moved.' : ''}`;
}

function list(held: HeldView | null): string {
  const names = (held?.legs ?? []).map(
    ({ label, token, sizeMicros }) => `${sharesDown(sizeMicros)} ${betName({ label, token })}`,
  );
  return names.length === 0 ? 'nothing' : names.join(', ');
}

/** While the rest is looked up: what is certain of the money. */
function heldSoFar({ held, paidMicros }: ExecutionView): string {
  const pays =
    held?.pays == null
      ? 'what they pay is not known yet'
      : `they pay ${dollarsDown(held.pays.leastMicros)} to ${dollarsDown(held.pays.mostMicros)} ` +
        'while no market is voided';
  const back = held?.sellBackMicros ?? null;
  return (
    `So far you hold ${list(held)} for ${dollarsUp(paidMicros)}; ${pays}` +
    (back === null ? '.' : `, and selling them back now would bring about ${dollarsDown(back)}.`)
  );
}

function unknown(view: ExecutionView): string {
  const open = view.legs.filter(({ state }) => state === 'unknown' || state === 'sent');
  const fate =
    `${plural(open.length, 'order')} of unknown fate, ${view.legs.length - open.length} accounted for.` +
    (view.held === null ? '' : ` ${heldSoFar(view)}`);
  if (view.connect !== null)
    return (
      `${fate} Connect ${shortHex(view.connect)} in the popup: only that account can look them up. ` +
      'Nothing is sent again.'
    );
  const failure = open[0]?.failure ?? null;
  return (
    `${fate} Facet looks each one up by its number and sends nothing again; you can close it by hand in the popup. ` +
    `${failure === null ? '' : failureSentence(failure)}`
  ).trim();
}
