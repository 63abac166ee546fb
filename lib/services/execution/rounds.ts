/** When open orders are looked up: at once, then again after a while until nothing is open. One round at a time. */
import type { TradingAccount } from '../../domain/account';
import { isSameAccount } from '../../domain/account';
import { contractOf } from '../../domain/condition';
import type { Execution, ExecutionMode } from '../../domain/execution';
import { EXECUTION_STATES } from '../../domain/execution';
import type { OrderHash, TokenId } from '../../domain/ids';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { TradingSession } from '../../ports/order-entry';
import type { VenueRules } from '../../ports/venue-rules';
import type { RelationsService } from '../relations/relations';
import type { Journal } from './journal';
import { atRest } from './journaled';
import { isLookedUp } from './machine';
import type { LookUpRequest } from './reconcile';
import { cancellable, lookUpLegs } from './reconcile';
import { carryOn } from './runner';
import type { TradingVenue } from './venue';

/** Open executions are looked at this often, and at once when the user channel speaks. */
const RECONCILE_MS = 1_500;

/** While stop waits for an answer to orders that are on their way, what has arrived is cancelled this often. */
const CANCEL_AGAIN_MS = 400;

export interface RoundDependencies {
  readonly journal: Pick<Journal, 'all' | 'get' | 'write'>;
  readonly venues: Readonly<Record<ExecutionMode, TradingVenue>>;
  readonly relations: Pick<RelationsService, 'conditionOf'>;
  readonly rules: VenueRules;
  /** Shares that own cash-outs brought (negative: took) since; null where that cannot be told. */
  readonly movedByCash: (since: {
    readonly account: TradingAccount;
    readonly tokenId: TokenId;
    readonly sinceMs: number;
  }) => number | null;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Cancelled {
  readonly cancelled: number;
  readonly left: number;
}

export interface Rounds {
  /** One whole round that begins now; one that is under way is waited for. */
  now(): Promise<void>;
  /** One look for this record alone, whoever sends it: for whoever waits for what it tells. */
  one(id: string): Promise<void>;
  /** Rounds for as long as something is open. */
  schedule(): void;
  /**
   * Cancels every order that may rest, those among them whose answer is still awaited, by their hashes.
   * @returns how many the venue says it cancelled, and of how many it gave no answer; those are asked for again.
   */
  cancelAll(): Promise<Cancelled>;
}

export function createRounds(
  dependencies: RoundDependencies,
  /** This one is being sent: its orders may not have left. */
  isBeingSent: (execution: Execution) => boolean,
  lifetime: AbortSignal,
): Rounds {
  const { journal, venues, rules, clock, log } = dependencies;
  let underWay: Promise<void> | null = null;
  let scheduled = false;

  /** Another account cannot see these orders, and what it does not see is not lost. */
  function sessionOf({ mode, account }: Execution): TradingSession | null {
    const session = venues[mode].session();
    return session !== null && account !== null && isSameAccount(session.account, account) ? session : null;
  }

  async function lookUp(execution: Execution): Promise<void> {
    const session = sessionOf(execution);
    if (session === null) return;
    const venue = venues[execution.mode];
    const heldChange = createHeldChange(dependencies, { venue, session, execution });
    const nowMs = clock.nowMs();
    const legs = await lookUpLegs({ venue, session, execution, nowMs, rules, heldChange, log }, lifetime);
    if (legs === null) return;
    // The user may have closed or acknowledged it meanwhile: the answers are about the legs, the rest is the record's.
    const record = journal.get(execution.id);
    if (record === null || record.legs !== execution.legs) return;
    await carryOn({ journal, log, lookUp: schedule }, atRest(record), { kind: 'looked-up', legs });
  }

  async function one(id: string): Promise<void> {
    const execution = journal.get(id);
    if (execution !== null && isLookedUp(execution)) await lookUp(execution);
  }

  async function round(): Promise<void> {
    for (const execution of journal.all())
      try {
        if (isLookedUp(execution) && !isBeingSent(execution)) await lookUp(execution);
      } catch (error) {
        log.error('reconcile-threw', { reason: error instanceof Error ? error.message : 'unknown' });
      }
  }

  async function now(): Promise<void> {
    // What is told of while a round runs may be what it has already passed.
    while (underWay !== null) await underWay;
    underWay = round().finally(() => {
      underWay = null;
    });
    await underWay;
  }

  function schedule(): void {
    if (scheduled || !journal.all().some(isLookedUp)) return;
    scheduled = true;
    void now().then(() =>
      clock.after(
        RECONCILE_MS,
        () => {
          scheduled = false;
          schedule();
        },
        lifetime,
      ),
    );
  }

  async function cancelOnce(gone: Set<OrderHash>, left: Set<OrderHash>): Promise<void> {
    const open = journal.all().filter((each) => each.mode === 'live' && EXECUTION_STATES[each.state].sent);
    await Promise.all(
      open.map(async (execution) => {
        const session = sessionOf(execution);
        const hashes = cancellable(execution);
        if (session === null || hashes.length === 0) return;
        const { account, credentials } = session;
        const { orders } = venues[execution.mode];
        const cancelled = await orders.cancelOrders({ account, credentials, hashes }, lifetime);
        for (const hash of hashes)
          if (cancelled.ok) left.delete(hash);
          else left.add(hash);
        if (cancelled.ok) for (const hash of cancelled.value) gone.add(hash);
        else log.warn('cancel-failed', { code: cancelled.error.code, orders: hashes.length });
      }),
    );
  }

  /** Until the answer is there: an order that arrives after the first cancel must not rest until then. */
  async function cancelAsTheyArrive(gone: Set<OrderHash>, left: Set<OrderHash>): Promise<void> {
    while (!lifetime.aborted && journal.all().some((each) => each.state === 'sending' && isBeingSent(each))) {
      await new Promise<void>((resolve) => clock.after(CANCEL_AGAIN_MS, resolve, lifetime));
      await cancelOnce(gone, left);
    }
  }

  return {
    now,
    one,
    schedule,
    async cancelAll() {
      const gone = new Set<OrderHash>();
      const left = new Set<OrderHash>();
      await cancelOnce(gone, left);
      const rest = cancelAsTheyArrive(gone, left);
      // The user is not kept waiting for an answer that may never come; the rest goes on by itself.
      const soon = new Promise<void>((resolve) => clock.after(2 * CANCEL_AGAIN_MS, resolve, lifetime));
      await Promise.race([rest, soon]);
      void now();
      return { cancelled: gone.size, left: left.size };
    },
  };
}

/** Shares that came since the basket was approved, own cash-outs aside; null where others may have moved them. */
function createHeldChange(
  { journal, relations, movedByCash }: RoundDependencies,
  { venue, session, execution }: Omit<LookUpRequest, 'nowMs' | 'rules' | 'heldChange' | 'log'>,
): LookUpRequest['heldChange'] {
  return async (leg, signal) => {
    const condition = relations.conditionOf(leg.conditionId);
    if (condition === null || leg.heldBeforeMicros === null) return null;
    const others = journal
      .all()
      .some(
        (each) =>
          each.id !== execution.id &&
          each.mode === 'live' &&
          EXECUTION_STATES[each.state].sent &&
          each.updatedAtMs >= execution.createdAtMs &&
          each.legs.some(({ tokenId }) => tokenId === leg.tokenId),
      );
    if (others) return null;
    const { account, credentials } = session;
    const asset = { tokenId: leg.tokenId, contract: contractOf(condition) };
    const read = await venue.settlement.fetchBalance({ account, credentials, asset, fresh: true }, signal);
    // Asked after the balance: one that began meanwhile shows itself, and then nothing can be told.
    const cashed = movedByCash({ account, tokenId: leg.tokenId, sinceMs: execution.createdAtMs });
    return read.ok && cashed !== null ? read.value.balanceMicros - leg.heldBeforeMicros - cashed : null;
  };
}
