/** Why a basket is not taken: each says that nothing was sent. */
import type { GATE_FAILURES } from '../../domain/failures';
import { age, moneyRoundedDown, moneyRoundedUp, resultRoundedDown, shares } from '../format';
import { share, type Sentences } from './sentence';

const FAULTS = {
  missing: 'it has not arrived',
  stale: 'it is too old',
  crossed: 'its best prices cross',
  mismatch: "it is not the venue's",
  malformed: 'it cannot be read',
} as const;

export const gateFailures: Sentences<typeof GATE_FAILURES> = {
  halted: ({ because }, say) => `Facet is halted. ${say(because)} Nothing was sent.`,
  'halted-in-paper': ({ because }, say) => `Facet is halted and stays in paper mode. ${say(because)}`,
  reducing: ({ because }, say) => `No new set of bets is taken now. ${say(because)} Nothing was sent.`,
  'mode-changed': ({ asked, now }) =>
    `The button said ${asked}, but Facet is now in ${now} mode. Nothing was sent; look again and decide.`,
  'live-facts-missing': 'The checks for live trading were not made. Nothing was sent.',
  'not-assessed': 'The figures are those of another proof. Nothing was sent.',
  'no-edge': 'At its limit prices this set of bets has no edge after fees. Nothing was sent.',
  'too-many-legs': ({ legs, most }) =>
    `This set of bets has ${legs} bets; the venue takes 1 to ${most} at once. Nothing was sent.`,
  'cost-moved': 'The set of bets now costs more than the amount you saw. Nothing was sent; look at the new price.',
  'way-moved': ({ resultMicros, shownMicros }) =>
    `The books moved: the result would be ${resultRoundedDown(resultMicros)} now, not the ` +
    `${resultRoundedDown(shownMicros)} that you saw. Nothing was sent; look at the new number.`,
  'way-changed':
    'The books moved while you signed, so that other orders are needed now. Nothing was sent; press again.',
  'way-gone': 'There is no such way on any more: the books or what you hold changed. Nothing was sent.',
  'sale-unknown': (leg) => `${share(leg)}: how many of them you hold could not be read. Nothing was sent.`,
  'sale-short': ({ heldMicros, neededMicros, ...leg }) =>
    `${share(leg)}: ${shares(heldMicros)} are in your account and ${shares(neededMicros)} would be sold. What ` +
    'matched a moment ago may not be confirmed yet. Nothing was sent.',
  'sale-allowance': (leg) =>
    `${share(leg)}: the exchange may not take these shares. Sell one share on polymarket.com once, which gives it ` +
    'permission. Nothing was sent.',
  'already-taken': 'You took this very set of bets already. Nothing was sent a second time; wait for the next proof.',
  'own-orders-unknown': 'Your open orders at the venue could not be read. Nothing was sent.',
  'own-order-crossed': (leg) =>
    `${share(leg)}: an order of your own rests on the other side and would be met by this one. Cancel it first. ` +
    'Nothing was sent.',
  'order-version': ({ version }) =>
    `The venue now takes orders of version ${version}, which Facet does not sign for these markets. ` +
    'Nothing was signed or sent; look for an update.',
  'order-version-unknown': 'The venue did not say which orders it takes now. Nothing was signed or sent.',
  'relations-unconfirmed': ({ cause }, say) =>
    `The venue could not confirm these outcomes just now, so the proof may not hold. ${say(cause)} Nothing was sent.`,
  'market-changed':
    'The venue changed the shares, the protocol or the exchange of these outcomes since the proof was made. ' +
    'Nothing was sent.',
  'relations-changed':
    'The venue changed these outcomes, their fees or their rules since the proof was made. Nothing was sent.',
  'component-gone': 'The venue no longer lists these outcomes as they were. Nothing was sent.',
  'leg-unknown': 'One bet is no longer listed by the venue. Nothing was sent.',
  'leg-unlisted': ({ market }) => `"${market}" is not listed any more. Nothing was sent.`,
  'fee-unknown': ({ market }) =>
    `The venue gives no fee schedule for "${market}", so the cost is unknown. Nothing was sent.`,
  'not-trading': ({ market }) => `"${market}" is not taking orders. Nothing was sent.`,
  'below-minimum': ({ token, market, sizeMicros, minimumMicros }) =>
    `${share({ token, market })}: ${shares(sizeMicros)} shares is below the venue's minimum of ` +
    `${shares(minimumMicros)}. Nothing was sent.`,
  'below-minimum-cost': ({ token, market, minimumMicros }) =>
    `${share({ token, market })}: the venue refuses orders under ${moneyRoundedUp(minimumMicros)}, and this bet ` +
    'could come to less. Nothing was sent.',
  'off-tick': (leg) => `${share(leg)}: the price grid changed. Nothing was sent; wait for the next proof.`,
  'book-missing': (leg) => `The book of ${share(leg)} could not be read just now. Nothing was sent.`,
  'book-stale': (leg) => `The book of ${share(leg)} is too old to trade on. Nothing was sent.`,
  'book-moved': ({ token, market, availableMicros, sizeMicros }) =>
    `The book moved: only ${shares(availableMicros)} of ${shares(sizeMicros)} shares of ${share({ token, market })} ` +
    'are left at your limit. Nothing was sent.',
  'book-unwatched': 'Facet does not follow one of these order books any more. Nothing was sent.',
  'book-unconfirmed': ({ market }) =>
    `Polymarket did not confirm the order book of "${market}" just now. Nothing was sent; try again.`,
  'book-untrusted': ({ market, fault }) =>
    `The order book of "${market}" cannot be trusted right now: ${FAULTS[fault]}. Nothing was sent; it is being ` +
    'fetched again.',
  'venue-unexamined':
    'Real sets of bets are locked: Facet has not yet found the venue to be as it expects for this account. Nothing ' +
    'was sent. Check the venue in the side panel first.',
  'lock-unsaved':
    'Real sets of bets are locked: the venue was not as Facet expects, and that could not be saved. Nothing was ' +
    'sent. Before you trade after a restart of the browser, check the venue in the side panel again.',
  'venue-untried':
    'Real sets of bets are locked: no real order of this account has gone the whole way yet. Nothing was sent. Send ' +
    'the smallest one in the side panel, under "Check", first.',
  'venue-untried-protocol': ({ protocol }) =>
    `This set of bets needs the exchange of protocol ${protocol}, on which no real order of this account has gone ` +
    'the whole way yet. Nothing was sent. Send the smallest one in the side panel, under "Check", first.',
  'trial-unfit': ({ market }) =>
    `"${market}" is not fit for the smallest order now: nobody bids ten times its price, or its book did not come. ` +
    'Nothing was sent; try again.',
  'trial-filled': ({ sizeMicros }) =>
    `The smallest order was filled although it was far below the market: you hold ${shares(sizeMicros)} shares. ` +
    'Real sets of bets stay locked; look at your positions on polymarket.com.',
  'trial-unseen':
    'The smallest order was sent, but the venue did not show it when asked by its number. Real sets of bets stay ' +
    'locked; Facet goes on looking for the order and cancels it.',
  'trial-uncancelled':
    'The venue did not confirm that the smallest order is cancelled. Real sets of bets stay locked; Facet goes on ' +
    'asking, and the order ends by itself within minutes.',
  'trial-not-gone':
    'The smallest order was cancelled, but the venue does not say yet that nothing of it was filled. Real sets of ' +
    'bets stay locked; Facet goes on looking.',
  'trial-interrupted':
    'Facet was ended while the smallest order was under way. The order was found and cancelled, and nothing was ' +
    'bought. Real sets of bets stay locked; send it again.',
  'unresolved-orders':
    'An earlier set of bets has orders whose fate is not known yet. Nothing is sent until they are found or have ' +
    'expired.',
  'region-unknown': 'The venue did not say whether trading is allowed from here. Nothing was sent.',
  'region-blocked': 'Polymarket does not take orders from your region. Facet stays read-only; nothing was sent.',
  'account-unknown': 'The venue did not confirm that your account may trade. Nothing was sent.',
  'closed-only': 'The venue allows your account only to close positions. Nothing was sent.',
  'clock-unknown': "The venue's clock could not be read, so ages and expiries cannot be trusted. Nothing was sent.",
  'clock-skew': ({ skewMs }) =>
    `Your clock and the venue's differ by ${age(Math.abs(skewMs))}. Set your clock; nothing was sent.`,
  'balance-unknown': 'Your balance at the venue could not be read. Nothing was sent.',
  'balance-short': ({ costMicros, balanceMicros, claimedMicros }) =>
    `This can cost up to ${moneyRoundedUp(costMicros)}; your account at the venue holds ` +
    `${moneyRoundedDown(balanceMicros)}` +
    (claimedMicros > 0
      ? `, of which ${moneyRoundedUp(claimedMicros)} is claimed by orders and by bets that are not settled. `
      : '. ') +
    'Nothing was sent.',
  'allowance-short':
    'The exchange is not allowed to take this much from your account. Approve it on polymarket.com first. ' +
    'Nothing was sent.',
  busy: 'Another set of bets is being signed. Finish or close it first.',
  'proof-expired': 'The prices moved and this proof is no longer current. Nothing was sent; look at the new one.',
  'proof-gone': 'This proof is no longer kept. Export the current one.',
  'bad-proof-hash': 'That is not the number of a proof.',
  'nothing-to-settle': 'There is nothing to close or to keep in this set of bets now. Nothing was changed.',
};
