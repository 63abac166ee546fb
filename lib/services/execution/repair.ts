/**
 * Finishing a set of bets of which a part filled, or selling back what is held of it: planned anew from the venue's
 * answers of this moment, put to the gate, written, signed and sent as any other execution, which names the one that it
 * is for. Done before and after signing.
 */
import { isSameAccount, type TradingAccount } from '../../domain/account';
import type { Condition } from '../../domain/condition';
import { contractOf, tokenOf } from '../../domain/condition';
import { UNSENT_LEG, type Execution, type OrderTerms } from '../../domain/execution';
import type { ConditionId, TokenId } from '../../domain/ids';
import type { Failure, Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import { moneyMicros, sizeMicros, type MoneyMicros, type SizeMicros, type TimeMs } from '../../domain/units';
import type { MarketData } from '../../ports/market-data';
import type { Balance } from '../../ports/settlement';
import { repairRefusal } from '../risk/repair';
import { chainOf, isBusy, isMended } from './chain';
import { askLiveFacts, type CheckDependencies } from './check';
import type { Pays } from './held';
import type { Journal } from './journal';
import { atRest } from './journaled';
import { drive, type Ran, type Runner } from './runner';
import type { Run } from './machine';
import type { ProvenLeg } from './plan';
import type { TradingVenue } from './venue';
import { wayOut, type Way, type WayFacts, type WayOut } from './ways-out';

export interface RepairOrder {
  readonly executionId: string;
  readonly way: Way;
  /** The result that the user saw: one that is worse is refused. */
  readonly shownMicros: MoneyMicros;
  /** By the relations as they stand when it is asked; null where they bound nothing any more. */
  readonly paysOf: (held: Parameters<WayFacts['paysOf']>[0]) => Pays | null;
  /** Reads the relations that the result rests on once more. */
  readonly confirm: (signal: AbortSignal) => Promise<Result<unknown>>;
}

export interface RepairDependencies extends Omit<CheckDependencies, 'market'> {
  readonly journal: Journal;
  readonly market: CheckDependencies['market'] & Pick<MarketData, 'confirmCondition'>;
  readonly relations: CheckDependencies['relations'] & { conditionOf(id: ConditionId): Condition | null };
  readonly log: Runner['log'];
}

export interface RepairHolds {
  readonly venue: TradingVenue;
  readonly haltedBecause: () => Failure | null;
  readonly stop: AbortSignal;
  readonly nowMs: TimeMs;
}

/** A repair that the gate let pass; `begin` is its next act. */
export interface OpenedRepair {
  readonly run: Run;
  readonly proven: readonly ProvenLeg[];
  readonly conditions: ReadonlyMap<string, Condition>;
  readonly checkAgain: () => Promise<Result<CheckedRepair>>;
}

interface CheckedRepair {
  readonly plan: WayOut;
  readonly account: TradingAccount | null;
  readonly conditions: ReadonlyMap<ConditionId, Condition>;
  readonly heldBefore: ReadonlyMap<TokenId, SizeMicros> | null;
}

/** Writes the draft, asks the gate and writes what it said. */
export async function openRepair(
  dependencies: RepairDependencies,
  order: RepairOrder,
  holds: RepairHolds,
): Promise<Result<OpenedRepair>> {
  const { journal, log } = dependencies;
  const root = journal.get(order.executionId);
  const refusal = root === null ? fail('way-gone', {}, 'later') : rootRefusal(root, journal.all(), holds.venue);
  if (root === null || refusal !== null) return refusal ?? fail('way-gone', {}, 'later');
  const drafted = await check(dependencies, { root, order, id: null }, holds);
  if (!drafted.ok) return drafted;
  const record = draftRepair(root, drafted.value.plan, journal.all(), holds.nowMs);
  let checked = drafted.value;
  const runner: Runner = {
    journal,
    log,
    stop: holds.stop,
    lookUp: () => undefined,
    perform: () =>
      Promise.resolve({ kind: 'approved', account: checked.account, heldBefore: checked.heldBefore } as const),
  };
  const ran: Ran = await drive(
    runner,
    { run: atRest(record), event: { kind: 'opened' } },
    ({ kind }) => kind === 'begin',
  );
  if (ran.next === null) return fail('journal-unwritable', {}, 'later');
  return ok({
    run: ran.run,
    proven: record.legs.map((leg) => ({ ...leg, condition: leg.conditionId })),
    conditions: checked.conditions,
    async checkAgain() {
      const again = await check(dependencies, { root, order, id: record.id }, holds);
      if (!again.ok) return again;
      checked = again.value;
      return sameOrders(again.value.plan.legs, record.legs) ? again : fail('way-changed', {}, 'later');
    },
  });
}

/** What was signed must still be a way on: the same orders, at prices that need no better limit. */
function sameOrders(now: readonly OrderTerms[], signed: readonly OrderTerms[]): boolean {
  return (
    now.length === signed.length &&
    now.every(({ tokenId, side, sizeMicros: size, limitPriceMicros: limit }, index) => {
      const other = signed[index];
      if (other === undefined || other.tokenId !== tokenId || other.side !== side || other.sizeMicros !== size)
        return false;
      return side === 'buy' ? limit <= other.limitPriceMicros : limit >= other.limitPriceMicros;
    })
  );
}

function rootRefusal(root: Execution, executions: readonly Execution[], venue: TradingVenue): Result<never> | null {
  if (root.state !== 'partial' || root.purpose !== undefined || root.acknowledged) return fail('way-gone', {}, 'later');
  if (isBusy(root, executions)) return fail('busy', {}, 'later');
  if (isMended(chainOf(root, executions))) return fail('way-gone', {}, 'later');
  const session = venue.session();
  if (!venue.movesMoney) return null;
  return session !== null && root.account !== null && isSameAccount(session.account, root.account)
    ? null
    : fail('account-changed', {});
}

interface Asked {
  readonly root: Execution;
  readonly order: RepairOrder;
  /** Of the execution that asks, once there is one. */
  readonly id: string | null;
}

/** Markets, books, shares and account as the venue tells them now, the plan that follows, and the gate. */
async function check(
  dependencies: RepairDependencies,
  { root, order, id }: Asked,
  { venue, haltedBecause, stop, nowMs }: RepairHolds,
): Promise<Result<CheckedRepair>> {
  const { journal, market, relations, rules, clock, settings, books } = dependencies;
  const chain = chainOf(
    root,
    journal.all().filter((each) => each.id !== id),
  );
  const known = [...new Set(root.legs.map(({ conditionId }) => conditionId))].map((each) =>
    relations.conditionOf(each),
  );
  if (!known.every((condition) => condition !== null)) return fail('leg-unknown', {}, 'later');
  const tokens = [...new Set(root.legs.map(({ tokenId }) => tokenId))];
  const asking = { id: id ?? '', hash: root.certificateHash };
  const protocols = known.map(({ protocol }) => protocol);
  const [confirmed, read, live, sold, tied] = await Promise.all([
    Promise.all(known.map((condition) => market.confirmCondition(condition, stop))),
    books.refresh(tokens),
    venue.movesMoney ? askLiveFacts(dependencies, asking, protocols, stop) : null,
    venue.movesMoney ? askSold(dependencies, root, known, stop) : null,
    order.way === 'finish' ? order.confirm(stop) : ok(undefined),
  ]);
  if (!tied.ok) return fail('relations-unconfirmed', { cause: tied.error }, 'later');
  if (!read.ok) return read;
  const conditions = new Map<ConditionId, Condition>();
  for (const each of confirmed) {
    if (!each.ok) return each;
    conditions.set(each.value.id, each.value);
  }
  const byToken = new Map(read.value.map((book) => [book.tokenId, book] as const));
  const bookOf = (condition: Condition, token: 'yes' | 'no') => byToken.get(tokenOf(condition, token)) ?? null;
  const facts: WayFacts = {
    conditionOf: (conditionId) => conditions.get(conditionId) ?? null,
    bookOf,
    rules,
    paysOf: order.paysOf,
  };
  const plan = wayOut(order.way, chain, facts);
  if (plan === null) return fail('way-gone', {}, 'later');
  const refusal = repairRefusal(
    { ...plan, mode: root.mode, shownMicros: order.shownMicros },
    {
      settings: settings(),
      rules,
      halted: haltedBecause(),
      conditions,
      bookOf,
      nowMs: Math.max(nowMs, clock.nowMs()),
      // The proof of the root was acted upon, and that is why it is finished.
      live: live && { ...live, taken: false },
      sold,
    },
  );
  if (refusal !== null) return refusal;
  const heldBefore = sold && new Map([...sold].map(([token, { balanceMicros }]) => [token, sizeMicros(balanceMicros)]));
  return ok({ plan, account: live?.account ?? null, conditions, heldBefore });
}

/** What the account holds of every share of the set now, and what may be taken of it. */
async function askSold(
  { portfolio, settlement }: RepairDependencies,
  root: Execution,
  known: readonly Condition[],
  signal: AbortSignal,
): Promise<ReadonlyMap<TokenId, Balance>> {
  const found = new Map<TokenId, Balance>();
  const session = portfolio.session();
  if (session === null) return found;
  const { account, credentials } = session;
  await Promise.all(
    root.legs.map(async ({ tokenId, conditionId }) => {
      const condition = known.find(({ id }) => id === conditionId);
      if (condition === undefined) return;
      const asset = { tokenId, contract: contractOf(condition) };
      const balance = await settlement.fetchBalance({ account, credentials, asset, fresh: true }, signal);
      if (balance.ok) found.set(tokenId, balance.value);
    }),
  );
  return found;
}

function draftRepair(root: Execution, plan: WayOut, executions: readonly Execution[], nowMs: TimeMs): Execution {
  const before = executions.filter(({ of }) => of === root.id).length;
  return {
    id: `${root.id}-${plan.way}-${before + 1}`,
    purpose: plan.way,
    of: root.id,
    mode: root.mode,
    account: null,
    state: 'drafted',
    certificateHash: root.certificateHash,
    ...(root.relationIds && { relationIds: root.relationIds }),
    eventTitle: root.eventTitle,
    eventSlug: root.eventSlug,
    legs: plan.legs.map((terms) => ({ ...terms, ...UNSENT_LEG, heldBeforeMicros: null })),
    floorMicros: plan.floorMicros,
    maxCostMicros: moneyMicros(plan.costAtLimitsMicros),
    acknowledged: false,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    failure: null,
  };
}
