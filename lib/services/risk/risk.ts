/**
 * The risk gate: the only maker of `RiskApproved`. Pure: all facts are arguments, every refusal is a code and a
 * sentence. Fails closed: a fact that is missing refuses.
 */
import type { Book } from '../../domain/book';
import type { Certificate, Hashed, RiskApproved, Verified } from '../../domain/basket';
import type { Condition } from '../../domain/condition';
import type { ExecutionMode } from '../../domain/execution';
import type { Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { Settings } from '../../protocol/settings';
import type { MoneyMicros } from '../../domain/units';
import { formatDecimalMicros, proceedsRoundedDown } from '../../domain/units';
import type { TradingAccount } from '../../domain/account';
import type { Geoblock } from '../../ports/market-data';
import type { Balance } from '../../ports/settlement';
import type { VenueRules } from '../../ports/venue-rules';
import type { Assessment } from '../assess/assess';
import type { Component } from '../relations/relations';
import { certificateMatchesComponent } from '../scan/matches';

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
  readonly geoblock: Result<Geoblock>;
  readonly closedOnly: Result<boolean>;
  readonly collateral: Result<Balance>;
  /** Venue time minus ours; null when it could not be read. */
  readonly clockSkewMs: number | null;
  /** Executions whose orders have an unknown fate. */
  readonly unresolved: number;
}

export interface RiskFacts {
  readonly settings: Settings;
  readonly rules: VenueRules;
  /** Why nothing may be sent; null when not halted. */
  readonly halted: string | null;
  /** The same component, read from the venue a moment ago. */
  readonly confirmed: Result<Component>;
  /** Books of the legs as a REST request made for this decision answered. */
  readonly bookOf: (condition: Condition, token: 'yes' | 'no') => Book | null;
  readonly nowMs: number;
  /** null in paper mode. */
  readonly live: LiveFacts | null;
}

export function approveBasket(request: BasketRequest, facts: RiskFacts): Result<RiskApproved<BasketRequest>> {
  const refusal =
    modeRefusal(request, facts) ??
    basketRefusal(request, facts) ??
    legsRefusal(request, facts) ??
    (facts.live ? liveRefusal(facts.live, request.assessment.maxCostMicros, facts.rules) : null);
  if (refusal !== null) return refusal;
  // What is signed is built from what the venue said a moment ago, not from what it said when the scan ran.
  return facts.confirmed.ok
    ? ok({ ...request, component: facts.confirmed.value } as RiskApproved<BasketRequest>)
    : facts.confirmed;
}

type Refusal = ReturnType<typeof fail> | null;

function modeRefusal(request: BasketRequest, facts: RiskFacts): Refusal {
  if (facts.halted !== null) return fail('halted', `Facet is halted: ${facts.halted} Nothing was sent.`);
  if (request.mode !== facts.settings.mode)
    return fail(
      'mode-changed',
      `The button said ${request.mode}, but Facet is now in ${facts.settings.mode} mode. ` +
        'Nothing was sent; look again and decide.',
    );
  if (request.mode === 'live' && facts.live === null)
    return fail('live-facts-missing', 'The checks for live trading were not made. Nothing was sent.');
  return null;
}

function basketRefusal(
  { certified, component, assessment, maxCostMicros }: BasketRequest,
  { settings, rules, confirmed }: RiskFacts,
): Refusal {
  const { certificate } = certified;
  const cost = assessment.maxCostMicros;
  if (assessment.hash !== certified.hash)
    return fail('not-assessed', 'The figures are those of another proof. Nothing was sent.');
  if (assessment.edgeMicros <= 0)
    return fail('no-edge', 'At its limit prices this basket has no edge after fees. Nothing was sent.');
  if (certificate.legs.length === 0 || certificate.legs.length > rules.ordersPerRequest)
    return fail(
      'too-many-legs',
      `This basket has ${certificate.legs.length} legs; the venue takes 1 to ` +
        `${rules.ordersPerRequest} at once. Nothing was sent.`,
    );
  if (cost > maxCostMicros)
    return fail(
      'cost-moved',
      'The basket now costs more than the amount you saw. Nothing was sent; look at the new price.',
      'later',
    );
  if (cost > settings.maxPositionMicros)
    return fail(
      'over-position-limit',
      `The basket can cost $${formatDecimalMicros(cost)}, above your limit of ` +
        `$${formatDecimalMicros(settings.maxPositionMicros)}. Nothing was sent.`,
    );
  if (!confirmed.ok)
    return fail(
      'relations-unconfirmed',
      'The venue could not confirm these outcomes just now, so the proof may not hold: ' +
        `${confirmed.error.message} Nothing was sent.`,
      'later',
    );
  if (!sameIdentity(component, confirmed.value))
    return fail(
      'market-changed',
      'The venue changed the shares, the protocol or the exchange of these outcomes since ' +
        'the proof was made. Nothing was sent.',
      'later',
    );
  if (!certificateMatchesComponent(certificate, confirmed.value))
    return fail(
      'relations-changed',
      'The venue changed these outcomes, their fees or their rules since the proof was made. Nothing was sent.',
      'later',
    );
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

function legsRefusal({ certified }: BasketRequest, { confirmed, bookOf, nowMs, settings, rules }: RiskFacts): Refusal {
  if (!confirmed.ok)
    return fail('relations-unconfirmed', 'The venue could not confirm these outcomes. Nothing was sent.', 'later');
  const conditions = new Map(confirmed.value.conditions.map((condition) => [String(condition.id), condition] as const));
  for (const leg of certified.certificate.legs) {
    const condition = conditions.get(leg.condition);
    if (!condition) return fail('leg-unknown', 'One leg is no longer listed by the venue. Nothing was sent.', 'later');
    const name = `${leg.token.toUpperCase()} on "${condition.label}"`;
    if (condition.fee === null)
      return fail(
        'fee-unknown',
        `The venue gives no fee schedule for "${condition.label}", so the cost is unknown. Nothing was sent.`,
      );
    if (condition.closed || !condition.acceptingOrders)
      return fail('not-trading', `"${condition.label}" is not taking orders. Nothing was sent.`, 'later');
    if (leg.sizeMicros < condition.minSizeMicros)
      return fail(
        'below-minimum',
        `${name}: ${formatDecimalMicros(leg.sizeMicros)} shares is below the venue's minimum ` +
          `of ${formatDecimalMicros(condition.minSizeMicros)}. Nothing was sent.`,
      );
    if (leg.limitPriceMicros % condition.tickMicros !== 0)
      return fail('off-tick', `${name}: the price grid changed. Nothing was sent; wait for the next proof.`, 'later');
    const book = bookOf(condition, leg.token);
    if (book === null)
      return fail('book-missing', `The book of ${name} could not be read just now. Nothing was sent.`, 'later');
    if (nowMs - book.verifiedAtMs > settings.staleAfterMs)
      return fail('book-stale', `The book of ${name} is too old to trade on. Nothing was sent.`, 'later');
    const best = book.asks[0]?.priceMicros;
    if (leg.side === 'buy' && best !== undefined && proceedsRoundedDown(best, leg.sizeMicros) < rules.minBuyMicros)
      return fail(
        'below-minimum-cost',
        `${name}: the venue refuses orders under $1, and this leg could come to less. Nothing was sent.`,
      );
    const levels =
      leg.side === 'buy'
        ? book.asks.filter((level) => level.priceMicros <= leg.limitPriceMicros)
        : book.bids.filter((level) => level.priceMicros >= leg.limitPriceMicros);
    const available = levels.reduce((total, level) => total + level.sizeMicros, 0);
    if (available < leg.sizeMicros)
      return fail(
        'book-moved',
        `The book moved: only ${formatDecimalMicros(available)} of ` +
          `${formatDecimalMicros(leg.sizeMicros)} shares of ${name} are left at your limit. ` +
          'Nothing was sent.',
        'later',
      );
  }
  return null;
}

/** Why this account may not send orders that cost this much now; null when it may. */
export function liveRefusal(live: LiveFacts, cost: MoneyMicros, rules: VenueRules): Refusal {
  if (live.account === null)
    return fail('no-account', 'No wallet is connected. Connect one in the popup. Nothing was sent.');
  if (live.unresolved > 0)
    return fail(
      'unresolved-orders',
      'An earlier basket has orders whose fate is not known yet. Nothing is sent until they are found or have expired.',
      'later',
    );
  if (!live.geoblock.ok)
    return fail(
      'region-unknown',
      'The venue did not say whether trading is allowed from here. Nothing was sent.',
      'later',
    );
  if (live.geoblock.value.blocked)
    return fail(
      'region-blocked',
      'Polymarket does not take orders from your region. Facet stays read-only; nothing was sent.',
    );
  if (!live.closedOnly.ok)
    return fail('account-unknown', 'The venue did not confirm that your account may trade. Nothing was sent.', 'later');
  if (live.closedOnly.value)
    return fail('closed-only', 'The venue allows your account only to close positions. Nothing was sent.');
  if (live.clockSkewMs === null)
    return fail(
      'clock-unknown',
      "The venue's clock could not be read, so ages and expiries cannot be trusted. Nothing was sent.",
      'later',
    );
  if (Math.abs(live.clockSkewMs) > rules.maxClockSkewMs)
    return fail(
      'clock-skew',
      `Your clock and the venue's differ by ` +
        `${(Math.abs(live.clockSkewMs) / 1000).toFixed(1)} s. Set your clock; nothing was ` +
        'sent.',
    );
  if (!live.collateral.ok)
    return fail('balance-unknown', 'Your balance at the venue could not be read. Nothing was sent.', 'later');
  if (live.collateral.value.balanceMicros < cost)
    return fail(
      'balance-short',
      `This can cost up to $${formatDecimalMicros(cost)}; your account at the venue holds ` +
        `$${formatDecimalMicros(live.collateral.value.balanceMicros)}. Nothing was sent.`,
    );
  if (live.collateral.value.allowanceMicros < cost)
    return fail(
      'allowance-short',
      'The exchange is not allowed to take this much from your account. Approve it on ' +
        'polymarket.com first. Nothing was sent.',
    );
  return null;
}
