/** Why a limit of the user keeps a set of bets from being taken: each says that nothing was sent. */
import type { LIMIT_FAILURES } from '../../domain/limit-failures';
import { plural } from '../../domain/money-text';
import { moneyRoundedDown, moneyRoundedUp } from '../format';
import { share, type Sentences } from './sentence';

export const limitFailures: Sentences<typeof LIMIT_FAILURES> = {
  'over-loss-limit': ({ lossMicros, limitMicros }) =>
    `That could lose ${moneyRoundedUp(lossMicros)} in all, above your limit of ${moneyRoundedDown(limitMicros)} for ` +
    'one set of bets. Nothing was sent; the limit is in the settings.',
  'over-position-limit': ({ costMicros, limitMicros }) =>
    `The set of bets can cost ${moneyRoundedUp(costMicros)}, above your limit of ${moneyRoundedDown(limitMicros)}. ` +
    'Nothing was sent.',
  'over-open-limit': ({ costMicros, openMicros, limitMicros }) =>
    `The set of bets can cost ${moneyRoundedUp(costMicros)}, and ${moneyRoundedUp(openMicros)} is still at stake in ` +
    `sets of bets that are not settled and in your own open orders: together above your limit of ` +
    `${moneyRoundedDown(limitMicros)}. Nothing was sent.`,
  'over-order-limit': ({ costMicros, limitMicros, ...leg }) =>
    `${share(leg)}: this bet alone can cost ${moneyRoundedUp(costMicros)}, above your limit of ` +
    `${moneyRoundedDown(limitMicros)} for one bet. Nothing was sent; the limit is in the settings.`,
  'over-event-limit': ({ event, costMicros, insideMicros, limitMicros }) =>
    `The set of bets can cost ${moneyRoundedUp(costMicros)}, and ${moneyRoundedUp(insideMicros)} is already in ` +
    `"${event}": together above your limit of ${moneyRoundedDown(limitMicros)} for one event. Nothing was sent. Turn ` +
    'what you hold there into cash, or change the limit in the settings.',
  'over-relation-limit': ({ tie, costMicros, insideMicros, limitMicros }) =>
    `The set of bets can cost ${moneyRoundedUp(costMicros)}, and ${moneyRoundedUp(insideMicros)} already rests ` +
    `on the same tie between markets${tie === '' ? '' : ` ("${tie}")`}: together above your limit of ` +
    `${moneyRoundedDown(limitMicros)} for one tie. Nothing was sent. If the tie is wrong, all of that can be lost; ` +
    'the limit is in the settings.',
  'over-day-limit': ({ costMicros, todayMicros, limitMicros }) =>
    `The set of bets can cost ${moneyRoundedUp(costMicros)}, and ${moneyRoundedUp(todayMicros)} was newly put at ` +
    `risk since midnight UTC: together above your limit of ${moneyRoundedDown(limitMicros)} a day. Nothing was sent; ` +
    'it begins anew at midnight UTC, and the limit is in the settings.',
  'over-open-legs': ({ legs, openLegs, most }) =>
    `With ${plural(legs, 'more bet')} ${openLegs + legs} of yours would be sent and not settled, above your limit of ` +
    `${most}. Nothing was sent; wait until some are settled.`,
  'over-partial-limit': ({ lossMicros, limitMicros, shown }) =>
    `If only some of these bets fill you could lose ${moneyRoundedUp(lossMicros)}` +
    `${shown ? '' : ' (the books do not show what selling back would bring)'}, above your limit of ` +
    `${moneyRoundedDown(limitMicros)} for one set of bets. Nothing was sent; the limit is in the settings.`,
  'no-set-of-size': ({ mostMicros }) =>
    `No set of these bets costs ${moneyRoundedDown(mostMicros)} or less and still gains: the venue has least sizes, ` +
    'and the best prices may be gone. Nothing was sent; choose more.',
  'beyond-collar': ({ ticks, most, ...leg }) =>
    `${share(leg)}: its limit is ${plural(ticks, 'price step')} beyond the best price now, above your limit of ` +
    `${most}. Nothing was sent; look at the new price.`,
  'own-legs-crossed': (leg) =>
    `${share(leg)}: two bets of this set would be met by each other, which is trading with yourself. ` +
    'Nothing was sent.',
  'other-side-traded': ({ seconds, ...leg }) =>
    `${share(leg)}: you traded the other side of this market a moment ago, and both sides in a row look like trading ` +
    `with yourself. Nothing was sent; try again in ${plural(seconds, 'second')}.`,
  'breaker-drawdown': ({ lostMicros, limitMicros }) =>
    `Your results fell ${moneyRoundedUp(lostMicros)} below their best; your limit is ` +
    `${moneyRoundedDown(limitMicros)}. You can still finish, sell back and cash out. Look at what happened in the ` +
    'history; then press "Take new sets again".',
  'breaker-streak': ({ losses }) =>
    `${losses === 1 ? 'Your last set of bets lost' : `Your last ${losses} sets of bets lost`} money, which is your ` +
    'limit. You can still finish, sell back and cash out. Look at what happened in the history; then press "Take new ' +
    'sets again".',
  'breaker-performance': ({ sets, percent }) =>
    `Your last ${sets} sets of bets brought ${percent} % of what they promised at least. You can still finish, sell ` +
    'back and cash out. Look at what happened in the history; then press "Take new sets again".',
  'reduce-pressed':
    'You chose only to finish, sell back and cash out. Press "Take new sets again" in the popup or the side panel to ' +
    'go on.',
  'guard-unreadable':
    'The record of whether new sets of bets may be taken could not be read. You can still finish, sell back and cash ' +
    'out. Look at your history; then press "Take new sets again".',
  'guard-unsaved': 'The browser did not write this down, so nothing was changed. Free disk space and try again.',
};
