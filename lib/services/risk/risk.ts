/**
 * The risk gate: the only maker of `RiskApproved`. Pure: all facts are arguments, every refusal is a code and a
 * sentence. Fails closed: a fact that is missing refuses.
 */
import type { Book } from '../../domain/book';
import type { Certificate, Hashed, Leg, RiskApproved, Verified } from '../../domain/basket';
import type { Condition, ContractName, TokenSide } from '../../domain/condition';
import { conditionsByKey, contractNameOf, tokenOf } from '../../domain/condition';
import type { ExecutionMode } from '../../domain/execution';
import type { Failure, Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { Settings } from '../../protocol/settings';
import type { MoneyMicros, PriceMicros } from '../../domain/units';
import { moneyMicros, proceedsRoundedDown } from '../../domain/units';
import type { TradingAccount } from '../../domain/account';
import type { Geoblock } from '../../ports/market-data';
import type { OpenOrder, VenueMode } from '../../ports/order-entry';
import type { Balance } from '../../ports/settlement';
import type { VenueRules } from '../../ports/venue-rules';
import type { Assessment } from '../assess/assess';
import type { Component } from '../relations/relations';
import { certificateMatchesComponent } from '../scan/matches';
import type { Beside } from './beside';
import { crosses } from './exposure';
import { besideRefusal, collarRefusal, orderRefusal, partialRefusal, washRefusal } from './limits';
import type { Refusal } from './refusal';

/** Of the orders that are signed for markets of the first protocol (docs/venue.md 1.1). */
const SIGNED_VERSION = 2;

export interface BasketRequest {
  readonly certified: Hashed<Verified<Certificate>>;
  readonly component: Component;
  /** Of this very certificate. */
  readonly assessment: Assessment;
  readonly mode: ExecutionMode;
  readonly maxCostMicros: MoneyMicros;
}

export interface LiveFacts {
  readonly account: TradingAccount | null;
  /** The account is a wallet that does not exist yet. */
  readonly isUndeployed: boolean;
  readonly geoblock: Result<Geoblock>;
  readonly closedOnly: Result<boolean>;
  readonly collateral: Result<Balance>;
  /** Venue time minus ours; null when it could not be read. */
  readonly clockSkewMs: number | null;
  /** Why real baskets over these markets are locked for this account; null when they are not. */
  readonly locked: Failure | null;
  /** Executions whose orders have an unknown fate. */
  readonly unresolved: number;
  /** At stake in other sets of bets. */
  readonly claimedMicros: MoneyMicros;
  /** This very proof was acted upon before. */
  readonly taken: boolean;
  /** Everything of the account that rests, and what its buys claim beside the sets of bets. */
  readonly openOrders: Result<OwnOrders>;
  /** Which orders the venue takes for markets of its first protocol. */
  readonly orderVersion: Result<number>;
  /** Whether it takes orders that match at once. */
  readonly venueMode: VenueMode;
}

export interface OwnOrders {
  readonly orders: readonly OpenOrder[];
  readonly claimedMicros: MoneyMicros;
}

export interface RiskFacts {
  readonly settings: Settings;
  readonly rules: VenueRules;
  /** Why nothing may be sent; null when not halted. */
  readonly halted: Failure | null;
  /** Why nothing new may be taken; null when it may. */
  readonly reducing: Failure | null;
  /** The same component, read from the venue a moment ago. */
  readonly confirmed: Result<Component>;
  /** Books of the legs as a REST request made for this decision answered. */
  readonly bookOf: (condition: Condition, token: 'yes' | 'no') => Book | null;
  readonly nowMs: number;
  /** null in paper mode. */
  readonly live: LiveFacts | null;
  /** What of the account stands beside the set of bets; null in paper mode. */
  readonly beside: Beside | null;
}

export function approveBasket(request: BasketRequest, facts: RiskFacts): Result<RiskApproved<BasketRequest>> {
  const refusal =
    modeRefusal(request, facts) ??
    basketRefusal(request, facts) ??
    legsRefusal(request, facts) ??
    (facts.live && facts.beside
      ? liveBasketRefusal(request, { ...facts, live: facts.live, beside: facts.beside })
      : null);
  if (refusal !== null) return refusal;
  // What is signed is built from what the venue said a moment ago, not from what it said when the scan ran.
  return facts.confirmed.ok
    ? ok({ ...request, component: facts.confirmed.value } as RiskApproved<BasketRequest>)
    : facts.confirmed;
}

function modeRefusal(request: BasketRequest, facts: RiskFacts): Refusal {
  if (facts.halted !== null) return fail('halted', { because: facts.halted });
  if (facts.reducing !== null) return fail('reducing', { because: facts.reducing });
  if (request.mode !== facts.settings.mode)
    return fail('mode-changed', { asked: request.mode, now: facts.settings.mode });
  if (request.mode === 'live' && (facts.live === null || facts.beside === null)) return fail('live-facts-missing', {});
  return null;
}

function basketRefusal(
  { certified, component, assessment, maxCostMicros }: BasketRequest,
  { settings, rules, confirmed }: RiskFacts,
): Refusal {
  const { certificate } = certified;
  const cost = assessment.maxCostMicros;
  if (assessment.hash !== certified.hash) return fail('not-assessed', {});
  if (assessment.edgeMicros <= 0) return fail('no-edge', {});
  if (certificate.legs.length === 0 || certificate.legs.length > rules.ordersPerRequest)
    return fail('too-many-legs', { legs: certificate.legs.length, most: rules.ordersPerRequest });
  if (cost > maxCostMicros) return fail('cost-moved', {}, 'later');
  if (cost > settings.maxPositionMicros)
    return fail('over-position-limit', { costMicros: cost, limitMicros: settings.maxPositionMicros });
  if (!confirmed.ok) return fail('relations-unconfirmed', { cause: confirmed.error }, 'later');
  if (!sameIdentity(component, confirmed.value)) return fail('market-changed', {}, 'later');
  if (!certificateMatchesComponent(certificate, confirmed.value)) return fail('relations-changed', {}, 'later');
  return null;
}

/** What decides which bytes are signed must not have changed under the proof. */
function sameIdentity(seen: Component, confirmed: Component): boolean {
  const now = new Map(confirmed.conditions.map((condition) => [condition.id, condition] as const));
  return seen.conditions.every((condition) => {
    const other = now.get(condition.id);
    return (
      other !== undefined &&
      other.protocol === condition.protocol &&
      other.negRisk === condition.negRisk &&
      other.tokens[0] === condition.tokens[0] &&
      other.tokens[1] === condition.tokens[1]
    );
  });
}

function legsRefusal({ certified, assessment }: BasketRequest, { confirmed, ...facts }: RiskFacts): Refusal {
  if (!confirmed.ok) return fail('relations-unconfirmed', { cause: confirmed.error }, 'later');
  const { certificate } = certified;
  const conditions = conditionsByKey(confirmed.value.conditions);
  for (const leg of certificate.legs) {
    const condition = conditions.get(leg.condition);
    if (!condition) return fail('leg-unknown', {}, 'later');
    const refusal = legRefusal(leg, condition, facts) ?? provenLegRefusal(leg, condition, facts);
    if (refusal !== null) return refusal;
  }
  return partialRefusal({ certificate, costMicros: assessment.maxCostMicros }, confirmed.value.conditions, facts);
}

/** What only a leg of a proof is held to: finishing or selling back must not be kept from anybody by these. */
function provenLegRefusal(leg: Leg, condition: Condition, facts: Pick<RiskFacts, 'bookOf' | 'settings'>): Refusal {
  const book = facts.bookOf(condition, leg.token);
  if (book === null) return fail('book-missing', { token: leg.token, market: condition.label }, 'later');
  return (
    orderRefusal(leg, condition, facts.settings) ?? collarRefusal(leg, condition, { book, settings: facts.settings })
  );
}

/** Why this order may not be sent into its book as it stands; null when it may. */
export function legRefusal(
  leg: Pick<Leg, 'token' | 'side' | 'sizeMicros' | 'limitPriceMicros'>,
  condition: Condition,
  { bookOf, nowMs, settings, rules }: Pick<RiskFacts, 'bookOf' | 'nowMs' | 'settings' | 'rules'>,
): Refusal {
  const share = { token: leg.token, market: condition.label };
  if (condition.fee === null) return fail('fee-unknown', { market: condition.label });
  if (condition.closed || !condition.acceptingOrders) return fail('not-trading', { market: condition.label }, 'later');
  if (leg.sizeMicros < condition.minSizeMicros)
    return fail('below-minimum', { ...share, sizeMicros: leg.sizeMicros, minimumMicros: condition.minSizeMicros });
  if (leg.limitPriceMicros % condition.tickMicros !== 0) return fail('off-tick', share, 'later');
  const book = bookOf(condition, leg.token);
  if (book === null) return fail('book-missing', share, 'later');
  if (nowMs - book.verifiedAtMs > settings.staleAfterMs) return fail('book-stale', share, 'later');
  const best = book.asks[0]?.priceMicros;
  if (leg.side === 'buy' && best !== undefined && proceedsRoundedDown(best, leg.sizeMicros) < rules.minBuyMicros)
    return fail('below-minimum-cost', { ...share, minimumMicros: rules.minBuyMicros });
  const levels =
    leg.side === 'buy'
      ? book.asks.filter((level) => level.priceMicros <= leg.limitPriceMicros)
      : book.bids.filter((level) => level.priceMicros >= leg.limitPriceMicros);
  const available = levels.reduce((total, level) => total + level.sizeMicros, 0);
  if (available < leg.sizeMicros)
    return fail('book-moved', { ...share, availableMicros: available, sizeMicros: leg.sizeMicros }, 'later');
  return null;
}

/** What only a basket of real money can be refused for. */
function liveBasketRefusal(
  request: BasketRequest,
  { live, beside, settings, rules, nowMs }: RiskFacts & { readonly live: LiveFacts; readonly beside: Beside },
): Refusal {
  const { certified, component, assessment } = request;
  const { legs: proven } = certified.certificate;
  if (live.taken) return fail('already-taken', {});
  const cost = { costMicros: assessment.maxCostMicros, byContract: costByContract(request) };
  const conditions = conditionsByKey(component.conditions);
  const legs: BoughtLeg[] = [];
  for (const leg of proven) {
    const condition = conditions.get(leg.condition);
    if (!condition) return fail('leg-unknown', {}, 'later');
    legs.push({ ...leg, condition });
  }
  return (
    liveRefusal(live, cost, rules) ??
    ownOrdersRefusal(live, cost.costMicros, { legs, settings }) ??
    besideRefusal({ costMicros: cost.costMicros, legs: legs.length }, beside, settings) ??
    washRefusal(proven, component.conditions, { sides: beside.sides, nowMs, washSeconds: settings.washSeconds }) ??
    versionRefusal(component.conditions, live.orderVersion) ??
    venueRefusal(live.venueMode)
  );
}

/** What a basket is refused for, as far as one far bid for YES can be. */
export function trialRefusal(
  live: LiveFacts,
  plan: { readonly condition: Condition; readonly limitPriceMicros: PriceMicros; readonly costMicros: MoneyMicros },
  { settings, rules, beside }: Pick<RiskFacts, 'settings' | 'rules'> & { readonly beside: Beside },
): Refusal {
  const { condition, limitPriceMicros, costMicros } = plan;
  const limitMicros = moneyMicros(Math.min(settings.maxPositionMicros, settings.maxOrderMicros));
  if (costMicros > limitMicros) return fail('over-position-limit', { costMicros, limitMicros });
  const byContract = new Map([[contractNameOf(condition), costMicros]]);
  const legs = [{ condition, token: 'yes', side: 'buy', limitPriceMicros }] as const;
  return (
    liveRefusal(live, { costMicros, byContract }, rules) ??
    ownOrdersRefusal(live, costMicros, { legs, settings }) ??
    besideRefusal({ costMicros, legs: 1 }, beside, settings) ??
    versionRefusal([condition], live.orderVersion) ??
    venueRefusal(live.venueMode)
  );
}

export interface BoughtLeg {
  readonly condition: Condition;
  readonly token: TokenSide;
  readonly side: 'buy' | 'sell';
  readonly limitPriceMicros: PriceMicros;
}

/** Over the open limit with what rests and is at stake, or against an own order. */
export function ownOrdersRefusal(
  live: LiveFacts,
  costMicros: MoneyMicros,
  { legs, settings }: { readonly legs: readonly BoughtLeg[]; readonly settings: Settings },
): Refusal {
  if (!live.openOrders.ok) return fail('own-orders-unknown', {}, 'later');
  const { orders, claimedMicros } = live.openOrders.value;
  const openMicros = moneyMicros(live.claimedMicros + claimedMicros);
  if (openMicros + costMicros > settings.maxPositionMicros)
    return fail('over-open-limit', { costMicros, openMicros, limitMicros: settings.maxPositionMicros }, 'later');
  for (const { condition, token, side, limitPriceMicros } of legs) {
    const tokenId = tokenOf(condition, token);
    const otherTokenId = tokenOf(condition, token === 'yes' ? 'no' : 'yes');
    const asked = { conditionId: condition.id, tokenId, otherTokenId, side, limitPriceMicros };
    if (orders.some((order) => crosses(asked, order)))
      return fail('own-order-crossed', { token, market: condition.label });
  }
  return null;
}

/** What the venue would refuse, or ask to be spared: before the first prompt. */
export function venueRefusal({ kind, seconds }: VenueMode): Refusal {
  return kind === 'open' ? null : fail(`venue-${kind}`, { seconds: seconds ?? 0 }, 'later');
}

/** Asked before the first prompt: a signature for another version is a prompt wasted. */
export function versionRefusal(conditions: readonly Condition[], version: LiveFacts['orderVersion']): Refusal {
  if (conditions.every(({ protocol }) => protocol === 'v2')) return null;
  if (!version.ok) return fail('order-version-unknown', {}, 'later');
  return version.value === SIGNED_VERSION ? null : fail('order-version', { version: version.value });
}

/** Highest cost of the buys by the contract that takes it. */
function costByContract({ certified, component }: BasketRequest): LiveCost['byContract'] {
  const conditions = conditionsByKey(component.conditions);
  const costs = new Map<ContractName, number>();
  for (const leg of certified.certificate.legs) {
    const condition = conditions.get(leg.condition);
    if (!condition || leg.side === 'sell') continue;
    const name = contractNameOf(condition);
    costs.set(name, (costs.get(name) ?? 0) + leg.costAtLimitMicros + leg.feeAtLimitMicros);
  }
  return costs;
}

interface LiveCost {
  readonly costMicros: MoneyMicros;
  /** What each contract must be allowed to take; null: at least one of them the whole cost. */
  readonly byContract: ReadonlyMap<ContractName, number> | null;
}

/** Why this account may not send orders that cost this much now; null when it may. */
export function liveRefusal(live: LiveFacts, { costMicros: cost, byContract }: LiveCost, rules: VenueRules): Refusal {
  if (live.account === null) return fail('no-account', {});
  if (live.isUndeployed) return fail('wallet-undeployed', {}, 'later');
  if (live.unresolved > 0) return fail('unresolved-orders', {}, 'later');
  if (!live.geoblock.ok) return fail('region-unknown', {}, 'later');
  if (live.geoblock.value.blocked) return fail('region-blocked', {});
  if (!live.closedOnly.ok) return fail('account-unknown', {}, 'later');
  if (live.closedOnly.value) return fail('closed-only', {});
  if (live.clockSkewMs === null) return fail('clock-unknown', {}, 'later');
  if (Math.abs(live.clockSkewMs) > rules.maxClockSkewMs) return fail('clock-skew', { skewMs: live.clockSkewMs });
  if (!live.collateral.ok) return fail('balance-unknown', {}, 'later');
  const { balanceMicros, allowances } = live.collateral.value;
  // What is matched may still be in the balance until it is settled, and a resting order claims its money already.
  const ordersClaim = live.openOrders.ok ? live.openOrders.value.claimedMicros : 0;
  const claimedMicros = moneyMicros(live.claimedMicros + ordersClaim);
  if (balanceMicros - claimedMicros < cost)
    return fail('balance-short', { costMicros: cost, balanceMicros, claimedMicros });
  const allowed =
    byContract === null
      ? Math.max(...Object.values(allowances)) >= cost
      : [...byContract].every(([name, needed]) => allowances[name] >= needed);
  if (!allowed) return fail('allowance-short', {});
  return live.locked === null ? null : { ok: false, error: live.locked };
}
