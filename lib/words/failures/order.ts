import type { ORDER_FAILURES } from '../../domain/failures';
import { share, type Sentences } from './sentence';

/** What is done about an order whose fate is open. */
const LOOKED_UP = 'It is looked up by its number and not sent again.';
/** What the other side of the market does, and what we would have. */
const theyDid = (side: 'buy' | 'sell'): string => (side === 'buy' ? 'sold' : 'bought');
const offers = (side: 'buy' | 'sell'): string => (side === 'buy' ? 'offered' : 'wanted');
const weDid = (side: 'buy' | 'sell'): string => (side === 'buy' ? 'bought' : 'sold');

export const orderFailures: Sentences<typeof ORDER_FAILURES> = {
  'journal-unwritable': 'The journal could not be written, so nothing was sent. Free disk space and try again.',
  'account-changed': 'Another account was connected since this set of bets was checked. Nothing was sent.',
  'orders-unproven': 'The orders are not those of the proof any more. Nothing was sent.',
  'leg-unsigned': ({ leg, token, market, cause }, say) => {
    const why = say(cause);
    const nothing = /nothing was sent/i.test(why) ? '' : ' Nothing was sent.';
    return `Bet ${leg} (${share({ token, market })}): ${why}${nothing}`;
  },
  'signatures-wasted': ({ cause }, say) => `${say(cause)} Facet threw its copies of your signatures away.`,
  stopped: 'You stopped it. Nothing was sent.',
  interrupted: 'The browser stopped before anything was sent. Nothing was bought.',
  'signing-fault': 'Facet met a fault of its own while signing. Nothing was sent.',
  'too-many-orders': ({ most }) => `Facet sends at most ${most} orders at once. Nothing was sent.`,
  rejected: ({ said }) => `The venue refused it: "${said}". Nothing was traded with it.`,
  'never-reached':
    'The network in front of Polymarket stopped this order before it arrived, so nothing was traded with it. Open ' +
    'polymarket.com in a tab, pass its check if it shows one, and try again.',
  'fate-interrupted': `The browser stopped while this order was on its way. ${LOOKED_UP}`,
  'fate-unanswered': `The venue did not answer for this bet. ${LOOKED_UP}`,
  'fate-late': `Polymarket did not answer in time. ${LOOKED_UP}`,
  'fate-part-matched': `Only a part matched at once; the rest is being cancelled. ${LOOKED_UP}`,
  'fate-unmatched': `It did not match at once and is being cancelled. ${LOOKED_UP}`,
  'fate-delayed': `The venue holds it back for a moment before matching. ${LOOKED_UP}`,
  'fate-said': ({ said }) => `Polymarket answered: "${said}" ${LOOKED_UP}`,
  'fate-unreadable': `Polymarket answered in a form that Facet does not know. ${LOOKED_UP}`,
  'fate-no-reason': `Polymarket answered that it did not succeed, without a reason. ${LOOKED_UP}`,
  'fate-other-order': `Polymarket answered with the number of another order. ${LOOKED_UP}`,
  'fate-too-large': `Polymarket reports a larger trade than was signed. ${LOOKED_UP}`,
  'fate-unknown-status': `Polymarket answered with a status that Facet does not know. ${LOOKED_UP}`,
  'fate-short-answer': `Polymarket did not answer for every order. ${LOOKED_UP}`,
  resting: 'A rest of this order is still at the venue and is being cancelled.',
  'trades-awaited': 'The venue matched it; its trades are not listed yet.',
  'trades-vanished':
    'The venue said that it matched; it does not list the trades now. They are looked up until it does.',
  'trades-incomplete': 'Only some trades of this order are listed yet.',
  'not-found-yet':
    'The venue does not list this order. It may still arrive until it expires; it is looked up until then and not ' +
    'sent again.',
  'never-arrived': 'The venue never had this order, and it has expired. Nothing was bought with it.',
  'not-taken':
    'The venue does not have this order and takes it no more: it came too late for that. Nothing was bought with it; ' +
    'Facet looks until it would have ended.',
  'closed-by-hand':
    'You closed it: the venue never said what became of it. It is not sent again; Facet looks until it would have ' +
    'ended, and says so if it turns up.',
  'told-by-balance': 'The venue does not list this order any more; what it did is read from your balance.',
  'trade-unreadable':
    'A trade of this order is listed in a form that Facet does not know. It is read again; ' + 'nothing is sent.',
  'settlement-failed': 'It matched, but the trade failed on chain. You do not hold these shares.',
  unfilled: ({ side }) => `Nobody ${theyDid(side)} at your limit; the order was cancelled.`,
  'partly-filled': 'Only a part filled at your limit; the rest was cancelled.',
  'paper-unseen': 'This order was never made on paper, so nothing was bought.',
  'paper-no-book': 'The order book could not be trusted just then, so nothing was bought.',
  'paper-no-fee': 'The venue gives no fee schedule for this market, so nothing was bought.',
  'paper-unfilled': ({ side }) =>
    `Nobody ${offers(side)} shares within your limit any more. Nothing was ${weDid(side)}.`,
  'paper-partly-filled': ({ side }) => `Only some shares were still ${offers(side)} within your limit.`,
};
