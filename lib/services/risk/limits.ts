/**
 * The user's limits on a set of bets, beside the one on its cost: each refusal says which, by how much and where it is
 * changed. A set at its limit passes, one micro-dollar, bet, step or second more does not (docs/limits.md 2).
 */
import type { Book } from '../../domain/book';
import type { Certificate, Leg } from '../../domain/basket';
import type { Condition } from '../../domain/condition';
import { conditionsByKey, tokenOf } from '../../domain/condition';
import { fail } from '../../domain/result';
import { moneyMicros, type MoneyMicros } from '../../domain/units';
import type { Settings } from '../../protocol/settings';
import { worstOfParts } from '../assess/parts';
import type { Beside } from './beside';
import { crosses } from './exposure';
import type { Refusal } from './refusal';

/** Cost of one order at its limit, fees included; what a sale brings is no cost. */
export function orderRefusal(
  { side, token, costAtLimitMicros, feeAtLimitMicros }: Omit<Leg, 'condition' | 'fills'>,
  condition: Condition,
  { maxOrderMicros: limitMicros }: Settings,
): Refusal {
  const costMicros = side === 'buy' ? costAtLimitMicros + feeAtLimitMicros : 0;
  return costMicros > limitMicros
    ? fail('over-order-limit', { token, market: condition.label, costMicros, limitMicros })
    : null;
}

/** Price steps that the limit lies beyond the best price of its book; 0 where it is no worse. */
export function ticksBeyond(
  { side, limitPriceMicros }: Pick<Leg, 'side' | 'limitPriceMicros'>,
  best: number | undefined,
  tickMicros: number,
): number {
  if (best === undefined) return Infinity;
  const beyond = side === 'buy' ? limitPriceMicros - best : best - limitPriceMicros;
  return Math.max(0, Math.ceil(beyond / tickMicros));
}

/** The certificate bounds what the whole set costs; this bounds how far one leg may walk from the price of now. */
export function collarRefusal(
  leg: Pick<Leg, 'side' | 'token' | 'limitPriceMicros'>,
  condition: Condition,
  { book, settings }: { readonly book: Book; readonly settings: Settings },
): Refusal {
  const best = (leg.side === 'buy' ? book.asks : book.bids)[0]?.priceMicros;
  const ticks = ticksBeyond(leg, best, condition.tickMicros);
  const most = settings.collarTicks;
  return ticks > most
    ? fail('beyond-collar', { token: leg.token, market: condition.label, ticks, most }, 'later')
    : null;
}

/**
 * What the worst part of the set loses if only that fills and is sold back, held against the loss limit. Where the
 * books do not show what selling back brings, it counts as nothing.
 */
export function partialRefusal(
  { certificate, costMicros }: { readonly certificate: Certificate; readonly costMicros: MoneyMicros },
  conditions: readonly Condition[],
  {
    bookOf,
    settings: { maxLossMicros: limitMicros },
  }: {
    readonly bookOf: (condition: Condition, token: 'yes' | 'no') => Book | null;
    readonly settings: Settings;
  },
): Refusal {
  const { legs } = certificate;
  const partialMicros = worstOfParts(legs, conditions, bookOf)?.resultMicros ?? null;
  return partRefusal({ costMicros, partialMicros, legs: legs.length }, limitMicros);
}

/** @param part `partialMicros`: result of the worst part; null where the books do not show it. */
export function partRefusal(
  part: { readonly costMicros: number; readonly partialMicros: number | null; readonly legs: number },
  limitMicros: MoneyMicros,
): Refusal {
  const { costMicros, partialMicros, legs } = part;
  const lossMicros = moneyMicros(partialMicros === null ? Math.max(0, costMicros) : -partialMicros);
  // There is no part of one bet.
  return legs > 1 && lossMicros > limitMicros
    ? fail('over-partial-limit', { lossMicros, limitMicros, shown: partialMicros !== null }, 'later')
    : null;
}

/** What stands beside it, with the set itself, over one of the limits for events, relations, days or open bets. */
export function besideRefusal(
  { costMicros, legs }: { readonly costMicros: number; readonly legs: number },
  beside: Beside,
  settings: Settings,
): Refusal {
  const cost = moneyMicros(Math.max(0, costMicros));
  const over = (micros: MoneyMicros, limit: MoneyMicros): boolean => micros + cost > limit;
  const { maxEventMicros, maxRelationMicros, maxDayMicros, maxOpenLegs } = settings;
  const event = beside.events.find(({ micros }) => over(micros, maxEventMicros));
  if (event !== undefined)
    return fail(
      'over-event-limit',
      { event: event.name, costMicros: cost, insideMicros: event.micros, limitMicros: maxEventMicros },
      'later',
    );
  const tie = beside.relations.find(({ micros }) => over(micros, maxRelationMicros));
  if (tie !== undefined)
    return fail(
      'over-relation-limit',
      { tie: tie.name, costMicros: cost, insideMicros: tie.micros, limitMicros: maxRelationMicros },
      'later',
    );
  if (over(beside.dayMicros, maxDayMicros))
    return fail(
      'over-day-limit',
      { costMicros: cost, todayMicros: beside.dayMicros, limitMicros: maxDayMicros },
      'later',
    );
  const { openLegs } = beside;
  return openLegs + legs > maxOpenLegs ? fail('over-open-legs', { legs, openLegs, most: maxOpenLegs }, 'later') : null;
}

interface WashFacts {
  readonly sides: Beside['sides'];
  readonly nowMs: number;
  readonly washSeconds: number;
}

/**
 * Both sides of a market: two legs that would meet each other, or one that takes the other side of what the account
 * traded a moment ago. To buy the other token is to sell this one (docs/venue.md 2.4).
 */
export function washRefusal(
  legs: readonly Pick<Leg, 'condition' | 'side' | 'token' | 'sizeMicros' | 'limitPriceMicros'>[],
  conditions: readonly Condition[],
  { sides, nowMs, washSeconds }: WashFacts,
): Refusal {
  const known = conditionsByKey(conditions);
  for (const [index, leg] of legs.entries()) {
    const condition = known.get(leg.condition);
    if (condition === undefined) return fail('leg-unknown', {}, 'later');
    const share = { token: leg.token, market: condition.label };
    const terms = (of: (typeof legs)[number]) => ({
      conditionId: condition.id,
      tokenId: tokenOf(condition, of.token),
      side: of.side,
    });
    const asked = {
      ...terms(leg),
      otherTokenId: tokenOf(condition, leg.token === 'yes' ? 'no' : 'yes'),
      limitPriceMicros: leg.limitPriceMicros,
    };
    const earlier = legs.slice(0, index).filter((other) => other.condition === leg.condition);
    if (
      earlier.some((other) =>
        crosses(asked, { ...terms(other), priceMicros: other.limitPriceMicros, restMicros: other.sizeMicros }),
      )
    )
      return fail('own-legs-crossed', share);
    const opposite = sides.filter(
      ({ tokenId, side }) =>
        (tokenId === asked.tokenId && side !== leg.side) || (tokenId === asked.otherTokenId && side === leg.side),
    );
    const seconds = Math.max(0, ...opposite.map(({ atMs }) => atMs + washSeconds * 1_000 - nowMs)) / 1_000;
    if (seconds > 0) return fail('other-side-traded', { ...share, seconds: Math.ceil(seconds) }, 'later');
  }
  return null;
}
