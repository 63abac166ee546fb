/**
 * The trial: the smallest real order goes the whole way, once, before baskets may. It is an execution like any other:
 * each step is in the journal before it is taken, so that an order whose worker died is found by its hash and cancelled
 * by the rounds of the next life (rounds.ts). The steps that are shown are those of this life alone: what was not seen
 * to the end is not passed.
 *
 *   planned --gate--> signed --> sent --> seen at the venue --> cancelled --> gone
 *      |                |          |              |                 |
 *      +-- refused      +----------+--------------+-----------------+--> failed: what may be open is looked up
 */
import { isSameAccount, type TradingAccount } from '../../domain/account';
import type { TrialStep } from '../../domain/clearance';
import type { Condition } from '../../domain/condition';
import { tokenOf } from '../../domain/condition';
import type { Execution, LegOrder } from '../../domain/execution';
import type { Failure, Result } from '../../domain/result';
import { fail, failureOf, ok } from '../../domain/result';
import type { MoneyMicros } from '../../domain/units';
import type { MarketData } from '../../ports/market-data';
import type { TradingSession } from '../../ports/order-entry';
import type { Target } from '../risk/beside';
import { trialRefusal } from '../risk/risk';
import { askBeside, askLiveFacts, type CheckDependencies } from './check';
import type { Journal } from './journal';
import { atRest } from './journaled';
import type { Act, Run } from './machine';
import { drive } from './runner';
import { sendBasket, type SendDependencies } from './send';
import { draftTrial, planTrial, type TrialPlan } from './trial-plan';
import type { TradingVenue } from './venue';

/** The venue may show an order, a cancel or its end some seconds late; asked again this often, this long. */
const ASK_AGAIN_MS = 500;
const ASK_FOR_MS = 20_000;

export interface TrialRequest {
  readonly condition: Condition;
  /** The most that the user saw it could cost. */
  readonly maxCostMicros: MoneyMicros;
  readonly onStep: (step: TrialStep, about: { readonly hash: string | null; readonly status: string | null }) => void;
}

export interface TrialDependencies extends CheckDependencies, SendDependencies {
  readonly portfolio: CheckDependencies['portfolio'] & SendDependencies['portfolio'];
  readonly journal: Journal;
  readonly signatures: CheckDependencies['signatures'] & SendDependencies['signatures'];
  readonly market: CheckDependencies['market'] & Pick<MarketData, 'confirmCondition'>;
  readonly venues: { readonly live: TradingVenue };
  readonly newId: () => string;
}

export interface TrialHolds {
  readonly haltedBecause: () => Failure | null;
  readonly stop: AbortSignal;
  /** From here on the rounds leave this record alone, until the trial is over. */
  readonly sending: (id: string) => void;
  /** One look at the venue for this record, as the rounds look; what it tells is in the journal then. */
  readonly lookUp: (id: string) => Promise<void>;
}

/** What was tried, once all of it was seen. */
export interface Tried {
  readonly account: TradingSession['account'];
  readonly protocol: Condition['protocol'];
}

export async function takeTrial(
  dependencies: TrialDependencies,
  request: TrialRequest,
  holds: TrialHolds,
): Promise<Result<Tried>> {
  const { journal, log, clock, newId, venues } = dependencies;
  const session = venues.live.session();
  if (session === null) return fail('no-account', {});
  const planned = await confirmPlan(dependencies, request, holds);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const drafted = draftTrial(plan, newId(), clock.nowMs());
  holds.sending(drafted.id);
  const runner = {
    journal,
    log,
    stop: holds.stop,
    lookUp: () => undefined,
    async perform() {
      const passed = await passGate(dependencies, { plan, record: drafted }, holds);
      if (!passed.ok) return { kind: 'refused', failure: passed.error } as const;
      const { account } = passed.value;
      return isSameAccount(account, session.account)
        ? ({ kind: 'approved', account, heldBefore: null } as const)
        : ({ kind: 'refused', failure: failureOf('account-changed', {}) } as const);
    },
  };
  const opened = await drive(
    runner,
    { run: atRest(drafted), event: { kind: 'opened' } },
    ({ kind }: Act) => kind === 'begin',
  );
  if (opened.next === null) return failed(opened.run.record.failure);
  request.onStep('checked', NOTHING);
  const sent = await sendBasket(dependencies, opened.run, {
    venue: venues.live,
    proven: drafted.legs.map((leg) => ({ ...leg, condition: leg.conditionId })),
    conditions: new Map([[plan.condition.id, plan.condition]]),
    async checkAgain() {
      request.onStep('signed', NOTHING);
      const again = await confirmPlan(dependencies, request, holds);
      return again.ok ? passGate(dependencies, { plan: again.value, record: drafted }, holds) : again;
    },
    stop: holds.stop,
    lookUp: () => undefined,
  });
  const { record } = sent.run;
  const [leg] = record.legs;
  // The venue's refusal ends the record, which keeps no bytes.
  if (leg?.state === 'rejected') return failed(leg.failure ?? failureOf('trial-unseen', {}, 'unknown'));
  const [order] = leg?.orders ?? [];
  if (order === undefined || order.body === null) return failed(record.failure);
  const gone = await follow(dependencies, session, {
    run: sent.run,
    order,
    onStep: request.onStep,
    lookUp: holds.lookUp,
  });
  return gone === null
    ? ok({ account: session.account, protocol: plan.condition.protocol })
    : { ok: false, error: gone };
}

const NOTHING = { hash: null, status: null } as const;

function failed(failure: Failure | null): Result<never> {
  return failure === null ? fail('journal-unwritable', {}, 'later') : { ok: false, error: failure };
}

/** Market and book as the venue gives them now. */
async function confirmPlan(
  { market, books }: TrialDependencies,
  { condition, maxCostMicros }: TrialRequest,
  { stop }: TrialHolds,
): Promise<Result<TrialPlan>> {
  const [confirmed, read] = await Promise.all([
    market.confirmCondition(condition, stop),
    books.refresh([tokenOf(condition, 'yes')]),
  ]);
  if (!confirmed.ok) return confirmed;
  if (!read.ok) return read;
  const plan = planTrial(confirmed.value, read.value[0] ?? null);
  if (plan === null) return fail('trial-unfit', { market: condition.label }, 'later');
  return plan.costMicros > maxCostMicros ? fail('cost-moved', {}, 'later') : ok(plan);
}

/**
 * All that stands before a live basket but what the trial is there to unlock: only a green examination is asked for.
 */
async function passGate(
  dependencies: TrialDependencies,
  { plan, record }: { readonly plan: TrialPlan; readonly record: Execution },
  { haltedBecause, stop }: TrialHolds,
): Promise<Result<{ readonly account: TradingAccount }>> {
  // Its own signature does not stand in its way.
  const asking = { id: record.id, hash: record.certificateHash };
  const facts = await askLiveFacts(dependencies, asking, [], stop);
  const halted = haltedBecause();
  if (halted !== null) return fail('halted', { because: halted });
  const reducing = dependencies.reducingBecause();
  if (reducing !== null) return fail('reducing', { because: reducing });
  const locked = facts.locked?.code === 'venue-untried' ? null : facts.locked;
  const { settings, rules } = dependencies;
  const beside = askBeside(dependencies, record.id, targetOfTrial(plan.condition));
  const refusal = trialRefusal({ ...facts, locked }, plan, { settings: settings(), rules, beside });
  if (refusal !== null) return refusal;
  return facts.account === null ? fail('no-account', {}) : ok({ account: facts.account });
}

/** It rests on no proof. */
function targetOfTrial({ id, question }: Condition): Target {
  return { events: [{ title: question, slug: null, conditionIds: new Set([id]) }], relations: [] };
}

interface Following {
  readonly run: Run;
  readonly order: LegOrder;
  readonly onStep: TrialRequest['onStep'];
  readonly lookUp: TrialHolds['lookUp'];
}

/** The order left, or may have: seen, cancelled, gone. Why not, or null when all of it was seen. */
async function follow(
  dependencies: TrialDependencies,
  session: TradingSession,
  { run, order, onStep, lookUp }: Following,
): Promise<Failure | null> {
  const { venues, journal } = dependencies;
  const { hash } = order;
  const { orders } = venues.live;
  // Stopping cannot help here: what was sent has to be found and cancelled.
  const { signal } = new AbortController();
  onStep('sent', { hash, status: null });
  const seen = await askUntil(dependencies, async () => {
    const found = await orders.fetchOrder({ ...session, hash }, signal);
    return found.ok ? found.value : null;
  });
  if (seen !== null) onStep('seen', { hash, status: seen.status });
  const cancelled = await askUntil(dependencies, async () => {
    const answer = await orders.cancelOrders({ ...session, hashes: [hash] }, signal);
    return answer.ok && answer.value.includes(hash) ? answer.value : null;
  });
  if (cancelled !== null) onStep('cancelled', { hash, status: null });
  const ended = await askUntil(dependencies, async () => {
    await lookUp(run.record.id);
    const record = journal.get(run.record.id);
    return record?.legs.every(({ settled }) => settled) ? record : null;
  });
  const legs = journal.get(run.record.id)?.legs ?? [];
  const filled = legs.reduce((sum, { filledSizeMicros }) => sum + filledSizeMicros, 0);
  if (filled > 0) return failureOf('trial-filled', { sizeMicros: filled });
  if (seen === null) return failureOf('trial-unseen', {}, 'unknown');
  if (cancelled === null) return failureOf('trial-uncancelled', {}, 'unknown');
  if (ended === null) return failureOf('trial-not-gone', {}, 'unknown');
  onStep('gone', { hash, status: null });
  return null;
}

/** Asks until there is an answer, or null after a while. */
async function askUntil<T>(
  { clock }: Pick<TrialDependencies, 'clock'>,
  ask: () => Promise<T | null>,
): Promise<T | null> {
  const untilMs = clock.nowMs() + ASK_FOR_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== null || clock.nowMs() >= untilMs) return answer;
    await new Promise<void>((resolve) => clock.after(ASK_AGAIN_MS, resolve, new AbortController().signal));
  }
}
