/**
 * From what shall become cash to the exact calls and what they change (docs/venue.md 8). Every id that a call names is
 * recomputed first; a call about shares whose ids are not their own is never made. Approvals of the venue's own
 * adapters go along in the same batch: they are cheap where they stand already.
 */
import type { CashKind, ContractCall, ShareChange } from '../../../domain/cash-out';
import { contractOf, tokenOf, type Condition, type TokenSide } from '../../../domain/condition';
import type { Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import { moneyMicros } from '../../../domain/units';
import type { CashOrder, CashPlan } from '../../../ports/cash-desk';
import {
  adapterOf,
  approveShares,
  convertV1,
  convertV2,
  horizontalMergeV2,
  mergeV1,
  mergeV2,
  redeemV1,
  redeemV2,
} from './calls';
import { ROUTER } from './contracts';
import { convertPayout } from './convert';
import { hasOwnTokens, placesOf, positionV2 } from './places';

/** Thousands of gas, from measured transactions, on the high side. */
const GAS = { approve: 50, mergeBinary: 90, mergeNegRisk: 170, redeem: 170, mergeV2: 120, convertV2: 60 } as const;
/** A conversion of v1: a base, each NO given and each YES made. */
const CONVERT = { base: 90, given: 35, made: 180 } as const;

export function planCash(order: CashOrder): Result<CashPlan> {
  const stray = order.conditions.find((condition) => !hasOwnTokens(condition));
  if (stray) return fail('cash-id', { market: stray.label });
  switch (order.kind) {
    case 'merge':
      return merge(order);
    case 'redeem':
      return redeem(order);
    case 'convert':
      return convert(order);
    case 'complete':
      return complete(order);
  }
}

function change(condition: Condition, token: TokenSide, changeMicros: number): ShareChange {
  return {
    conditionId: condition.id,
    tokenId: tokenOf(condition, token),
    token,
    label: condition.label,
    contract: contractOf(condition),
    changeMicros,
    heldMicros: null,
  };
}

interface Made {
  readonly kind: CashKind;
  readonly order: CashOrder;
  readonly cash: number;
  readonly changes: readonly ShareChange[];
  readonly calls: readonly ContractCall[];
  readonly gasThousands: number;
}

function plan({ kind, order, cash, changes, calls, gasThousands }: Made): Result<CashPlan> {
  return ok({
    kind,
    sizeMicros: order.sizeMicros,
    cashMicros: moneyMicros(cash),
    changes: changes.filter(({ changeMicros }) => changeMicros !== 0),
    calls,
    gasThousands: gasThousands + GAS.approve,
  });
}

function approval(condition: Condition): ContractCall {
  return condition.protocol === 'v1'
    ? approveShares('v1', adapterOf(condition), true)
    : approveShares('v2', ROUTER, true);
}

function merge(order: CashOrder): Result<CashPlan> {
  const [condition] = order.conditions;
  if (condition === undefined || order.conditions.length !== 1) return fail('cash-not-here', {});
  const { sizeMicros } = order;
  const call = mergeOf(condition, sizeMicros);
  if (call === null) return fail('cash-id', { market: condition.label });
  return plan({
    kind: 'merge',
    order,
    cash: sizeMicros,
    changes: [change(condition, 'yes', -sizeMicros), change(condition, 'no', -sizeMicros)],
    calls: [approval(condition), call],
    gasThousands: condition.protocol === 'v2' ? GAS.mergeV2 : condition.negRisk ? GAS.mergeNegRisk : GAS.mergeBinary,
  });
}

function mergeOf(condition: Condition, sizeMicros: number): ContractCall | null {
  if (condition.protocol === 'v1')
    return mergeV1({ conditionId: condition.id, negRisk: condition.negRisk }, BigInt(sizeMicros));
  const position = positionV2(condition);
  return position && mergeV2(position.conditionId31, BigInt(sizeMicros));
}

/** v1 takes the whole balance of both sides, whatever is asked; v2 the winning side: the other pays nothing. */
function redeem(order: CashOrder): Result<CashPlan> {
  const [condition] = order.conditions;
  const { held } = order;
  if (condition === undefined || held === undefined || order.conditions.length !== 1) return fail('cash-not-here', {});
  if (condition.settled === null) return fail('cash-undecided', { market: condition.label });
  const winner: TokenSide = condition.settled ? 'yes' : 'no';
  const cash = condition.settled ? held.yesMicros : held.noMicros;
  const common = { kind: 'redeem', order, cash, gasThousands: GAS.redeem } as const;
  if (condition.protocol === 'v1')
    return plan({
      ...common,
      changes: [change(condition, 'yes', -held.yesMicros), change(condition, 'no', -held.noMicros)],
      calls: [approval(condition), redeemV1({ conditionId: condition.id, negRisk: condition.negRisk })],
    });
  const position = positionV2(condition);
  if (position === null) return fail('cash-id', { market: condition.label });
  return plan({
    ...common,
    changes: [change(condition, winner, -cash)],
    calls: [approval(condition), redeemV2(position.conditionId31, winner === 'yes' ? 0 : 1, BigInt(cash))],
  });
}

function convert(order: CashOrder): Result<CashPlan> {
  const { event, conditions, sizeMicros } = order;
  if (conditions.length < 2 || !event.negRisk) return fail('cash-not-here', {});
  const found = placesOf(event);
  if (!found.ok) return found;
  const { places } = found.value;
  const given = new Set(conditions.map(({ id }) => String(id)));
  const [first] = conditions;
  if (first === undefined || given.size !== conditions.length) return fail('cash-not-here', {});
  if (conditions.some(({ id, protocol }) => !places.has(id) || protocol !== first.protocol))
    return fail('cash-id', { market: first.label });
  const others = event.conditions.filter(({ id }) => !given.has(id));
  if (others.some((condition) => !hasOwnTokens(condition))) return fail('cash-id', { market: event.title });
  if (first.protocol === 'v2') return convertNewer(order, first, others);
  if (event.negRiskFeeBips === null) return fail('cash-fee-unknown', {});
  const indexSet = conditions.reduce((set, { id }) => set | (1n << BigInt(places.get(id) ?? 0)), 0n);
  const questions = Math.max(...places.values()) + 1;
  const amount = BigInt(sizeMicros);
  const paid = convertPayout({ questions, indexSet, amount, feeBips: event.negRiskFeeBips });
  if (paid.refused !== null) return fail('cash-not-here', {});
  return plan({
    kind: 'convert',
    order,
    cash: Number(paid.cash),
    changes: [
      ...conditions.map((condition) => change(condition, 'no', -sizeMicros)),
      ...others.map((condition) => change(condition, 'yes', Number(paid.yes[places.get(condition.id) ?? 0] ?? 0n))),
    ],
    calls: [approval(first), convertV1(event.negRiskMarketId, indexSet, amount)],
    gasThousands: CONVERT.base + CONVERT.given * conditions.length + CONVERT.made * (questions - conditions.length),
  });
}

/** v2 converts one NO into YES of all the others, which are then merged with the other NO. */
function convertNewer(order: CashOrder, first: Condition, others: readonly Condition[]): Result<CashPlan> {
  const { conditions, event, sizeMicros } = order;
  const position = positionV2(first);
  const merges = conditions.slice(1).map((condition) => mergeOf(condition, sizeMicros));
  if (position === null || merges.includes(null)) return fail('cash-id', { market: first.label });
  const amount = BigInt(sizeMicros);
  return plan({
    kind: 'convert',
    order,
    cash: sizeMicros * (conditions.length - 1),
    changes: [
      ...conditions.map((condition) => change(condition, 'no', -sizeMicros)),
      ...others.map((condition) => change(condition, 'yes', sizeMicros)),
    ],
    calls: [
      approval(first),
      convertV2(position.eventId29, position.conditionIndex, amount),
      ...merges.filter((call) => call !== null),
    ],
    gasThousands: GAS.convertV2 + 25 * event.conditions.length + GAS.mergeV2 * merges.length,
  });
}

/** YES of every outcome, Other among them, of an event of v2. */
function complete(order: CashOrder): Result<CashPlan> {
  const { event, sizeMicros } = order;
  const [first] = event.conditions;
  const position = first?.protocol === 'v2' ? positionV2(first) : null;
  const found = placesOf(event);
  if (!found.ok) return found;
  if (first === undefined || position === null || !event.conditions.some((each) => positionV2(each)?.isOther === true))
    return fail('cash-not-here', {});
  if (found.value.hasHole || event.conditions.some((condition) => !hasOwnTokens(condition)))
    return fail('cash-hidden', {});
  return plan({
    kind: 'complete',
    order,
    cash: sizeMicros,
    changes: event.conditions.map((condition) => change(condition, 'yes', -sizeMicros)),
    calls: [approval(first), horizontalMergeV2(position.eventId29, BigInt(sizeMicros))],
    gasThousands: GAS.convertV2 + 25 * event.conditions.length,
  });
}
