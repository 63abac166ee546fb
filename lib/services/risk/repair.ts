/**
 * The gate before a set of bets is finished or sold back: what it is held to is what the user saw and the user's own
 * loss limit, and everything that an order of a basket is held to. Pure; a fact that is missing refuses.
 */
import type { Condition, ContractName } from '../../domain/condition';
import { contractNameOf } from '../../domain/condition';
import type { ExecutionMode, OrderTerms } from '../../domain/execution';
import type { ConditionId, TokenId } from '../../domain/ids';
import type { Failure } from '../../domain/result';
import { fail } from '../../domain/result';
import { moneyMicros, type MoneyMicros } from '../../domain/units';
import type { Balance } from '../../ports/settlement';
import type { Refusal } from './refusal';
import type { LiveFacts, RiskFacts } from './risk';
import { legRefusal, liveRefusal, ownOrdersRefusal, venueRefusal, versionRefusal } from './risk';

export interface RepairRequest {
  readonly mode: ExecutionMode;
  readonly legs: readonly OrderTerms[];
  readonly resultMicros: MoneyMicros;
  readonly atLimitsMicros: MoneyMicros;
  readonly costAtLimitsMicros: MoneyMicros;
  /** The result that the user saw and pressed on. */
  readonly shownMicros: MoneyMicros;
}

export interface RepairFacts extends Pick<RiskFacts, 'settings' | 'rules' | 'bookOf' | 'nowMs'> {
  readonly halted: Failure | null;
  /** As the venue gave them for this decision. */
  readonly conditions: ReadonlyMap<ConditionId, Condition>;
  /** null on paper. */
  readonly live: LiveFacts | null;
  /** Shares and allowances of what is sold, of those that could be read; null on paper. */
  readonly sold: ReadonlyMap<TokenId, Balance> | null;
}

export function repairRefusal(request: RepairRequest, facts: RepairFacts): Refusal {
  const { settings, rules, live } = facts;
  if (facts.halted !== null) return fail('halted', { because: facts.halted });
  if (request.mode !== settings.mode) return fail('mode-changed', { asked: request.mode, now: settings.mode });
  if (request.mode === 'live' && (live === null || facts.sold === null)) return fail('live-facts-missing', {});
  if (request.legs.length === 0 || request.legs.length > rules.ordersPerRequest)
    return fail('too-many-legs', { legs: request.legs.length, most: rules.ordersPerRequest });
  if (request.resultMicros < request.shownMicros)
    return fail('way-moved', { resultMicros: request.resultMicros, shownMicros: request.shownMicros }, 'later');
  const lossMicros = moneyMicros(Math.max(0, -request.atLimitsMicros));
  if (lossMicros > settings.maxLossMicros)
    return fail('over-loss-limit', { lossMicros, limitMicros: settings.maxLossMicros });
  const legs: (OrderTerms & { readonly condition: Condition })[] = [];
  for (const leg of request.legs) {
    const condition = facts.conditions.get(leg.conditionId);
    if (condition === undefined) return fail('leg-unknown', {}, 'later');
    const refusal = legRefusal(leg, condition, facts) ?? (facts.sold && saleRefusal(leg, condition, facts.sold));
    if (refusal !== null) return refusal;
    legs.push({ ...leg, condition });
  }
  if (live === null) return null;
  const byContract = new Map<ContractName, number>();
  for (const { condition, side } of legs)
    if (side === 'buy') byContract.set(contractNameOf(condition), request.costAtLimitsMicros);
  const costMicros = request.costAtLimitsMicros;
  const conditions = legs.map(({ condition }) => condition);
  return (
    liveRefusal(live, { costMicros, byContract }, rules) ??
    ownOrdersRefusal(live, costMicros, { legs, settings }) ??
    versionRefusal(conditions, live.orderVersion) ??
    venueRefusal(live.venueMode)
  );
}

/** What is matched and not on chain yet cannot be sold; nor what its exchange may not take. */
function saleRefusal(leg: OrderTerms, condition: Condition, sold: ReadonlyMap<TokenId, Balance>): Refusal {
  if (leg.side === 'buy') return null;
  const held = sold.get(leg.tokenId);
  const share = { token: leg.token, market: condition.label };
  if (held === undefined) return fail('sale-unknown', share, 'later');
  if (held.balanceMicros < leg.sizeMicros)
    return fail('sale-short', { ...share, heldMicros: held.balanceMicros, neededMicros: leg.sizeMicros }, 'later');
  return held.allowances[contractNameOf(condition)] < leg.sizeMicros ? fail('sale-allowance', share) : null;
}
