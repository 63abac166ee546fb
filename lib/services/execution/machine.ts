/**
 * Execution as a machine. Pure: what happens next follows from the record, from what is being done for it and from one
 * event; whoever runs the effects decides nothing.
 *
 *   drafted --check--> approved --begin--> signing --sign 0, 1, ...--> signing --seal--> sending --post--+
 *                                                     all signed, to be armed: armed --hold, fired--^
 *     |                  |  |                |                           ^  |              |             |
 *     | refused          |  +-- a venue that needs no signatures: seal --|->|              |             | answered
 *     |     unwritten    |                   |                           |  |              |             v
 *     +--> refused <-----+-- given up, stopped, faulted, unwritten ------+--+-- not posted +    matched | partial
 *                            `--> abandoned                                                     failed  | settled
 *                                                                                               unknown
 *   after posting:  unknown, matched, partial, failed --looked-up--> any of the five, until every leg is settled
 *   after a crash:  before sending -> abandoned;  sending -> unknown;  all others stay and are looked up
 *
 * Two guarantees hold for every sequence of events (test/property/services/execution). An act comes only after the
 * event `written`: the record that allows it is on disk. And `post` comes once: only `sealed` leads to it, nothing
 * leads back to before it, and what was posted is looked up by its hash until its fate is known.
 */
import type { TradingAccount } from '../../domain/account';
import { deepEqual } from '../../domain/deep-equal';
import type { Execution, ExecutionLeg, LegOrder } from '../../domain/execution';
import { EXECUTION_STATES, UNSENT_LEG, hasOrders, isFinished, isOpen, stateOfLegs } from '../../domain/execution';
import type { OrderHash, TokenId } from '../../domain/ids';
import type { Failure } from '../../domain/result';
import { failureOf } from '../../domain/result';
import type { SizeMicros } from '../../domain/units';
import type { PostedOrder } from '../../ports/order-entry';
import * as journaled from './journaled';
import { acting, atRest, isActing, unchanged } from './journaled';
import { applyPosted } from './settle';

/** What is done outside; each is answered by an event. */
export type Act =
  /** Ask venue, books and account, and put the basket to the gate: `approved` or `refused`. */
  | { readonly kind: 'check' }
  /** Find the account that was approved: `begun` or `given-up`. */
  | { readonly kind: 'begin' }
  /** Ask the wallet for the signature of one leg: `signed` or `given-up`. */
  | { readonly kind: 'sign'; readonly leg: number }
  /** Wait until the books give it within its limits: `fired`, `given-up` or `stopped`. */
  | { readonly kind: 'hold' }
  /** Check again and make the orders ready to be sent: `sealed`, `given-up` or `stopped`. */
  | { readonly kind: 'seal' }
  /** Send these orders, once: `answered`. */
  | { readonly kind: 'post'; readonly orders: readonly LegOrder[] };

/** Its orders may still change at the venue as long as it is looked up. */
export type Step = journaled.Step<Execution, Act>;
export type Run = journaled.Run<Execution, Act>;

export type ExecutionEvent =
  | { readonly kind: 'opened' }
  | { readonly kind: 'written' }
  | { readonly kind: 'write-failed'; readonly failure: Failure }
  | {
      readonly kind: 'approved';
      readonly account: TradingAccount | null;
      /** Shares that the account held before; null where that was not asked. */
      readonly heldBefore: ReadonlyMap<TokenId, SizeMicros> | null;
    }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'begun'; readonly needsSignature: boolean }
  | { readonly kind: 'signed'; readonly hash: OrderHash }
  | { readonly kind: 'fired' }
  | {
      readonly kind: 'sealed';
      readonly orders: readonly LegOrder[];
      /** Shares that the account holds now, where it was approved long ago. */
      readonly heldBefore?: ReadonlyMap<TokenId, SizeMicros>;
    }
  | { readonly kind: 'given-up'; readonly failure: Failure }
  | { readonly kind: 'answered'; readonly answers: readonly PostedOrder[] }
  | { readonly kind: 'looked-up'; readonly legs: readonly ExecutionLeg[] }
  /** The user's word that the venue will never explain what is unknown. */
  | { readonly kind: 'closed-by-hand' }
  /** The user's word that they saw how it ended and keep what there is. */
  | { readonly kind: 'acknowledged' }
  /** The user's stop, told in place of an act that was not begun. */
  | { readonly kind: 'stopped' }
  /** A fault of our own in place of an answer. */
  | { readonly kind: 'faulted' }
  /** This worker found the record of an earlier one. */
  | { readonly kind: 'restarted' };

const STOPPED = failureOf('stopped', {});
const FAULTED = failureOf('signing-fault', {}, 'later');
const INTERRUPTED = failureOf('interrupted', {});
const CLOSED_BY_HAND = failureOf('closed-by-hand', {}, 'unknown');
const ON_ITS_WAY = failureOf('fate-interrupted', {}, 'unknown');

/** An event that does not fit changes nothing: its answer came too late, or to a question that was not asked. */
export function step(run: Run, event: ExecutionEvent): Step {
  const { record } = run;
  switch (event.kind) {
    case 'opened':
      return run.stage.kind === 'resting' && record.state === 'drafted'
        ? write(record, { kind: 'check' })
        : unchanged(run);
    case 'written':
      if (run.stage.kind !== 'writing') return unchanged(run);
      return run.stage.then === null ? rest(record) : acting(record, run.stage.then);
    case 'write-failed':
      return run.stage.kind === 'writing' ? onWriteFailed(record, run.stage.then, event.failure) : unchanged(run);
    case 'approved':
      return isActing(run, 'check') ? onApproved(record, event) : unchanged(run);
    case 'refused':
      return isActing(run, 'check') ? refuse(record, event.failure) : unchanged(run);
    case 'begun':
      if (!isActing(run, 'begin')) return unchanged(run);
      return event.needsSignature
        ? write({ ...record, state: 'signing' }, signNext(record, 0))
        : acting(record, { kind: 'seal' });
    case 'signed':
      return onSigned(run, event.hash);
    case 'fired':
      return isActing(run, 'hold') ? acting(record, { kind: 'seal' }) : unchanged(run);
    case 'sealed':
      return isActing(run, 'seal') ? onSealed(record, event) : unchanged(run);
    case 'given-up':
      return isActing(run, 'begin') || isActing(run, 'sign') || isActing(run, 'hold') || isActing(run, 'seal')
        ? abandon(record, event.failure)
        : unchanged(run);
    case 'answered':
      return isActing(run, 'post') ? onAnswered(record, event.answers) : unchanged(run);
    case 'looked-up':
      return onLookedUp(run, event.legs);
    case 'closed-by-hand':
      return run.stage.kind === 'resting' && isLookedUp(record) ? onClosedByHand(run) : unchanged(run);
    case 'acknowledged':
      return run.stage.kind === 'resting' && EXECUTION_STATES[record.state].sent && !record.acknowledged
        ? write({ ...record, acknowledged: true }, null)
        : unchanged(run);
    case 'stopped':
      return isUnsent(run) ? abandon(record, STOPPED) : unchanged(run);
    case 'faulted':
      if (isUnsent(run)) return record.state === 'sending' ? abandon(record, FAULTED) : leave(record, FAULTED);
      return run.stage.kind === 'resting' ? unchanged(run) : rest(record);
    case 'restarted':
      return run.stage.kind === 'resting' ? onRestarted(record) : unchanged(run);
  }
}

/** Bytes that nobody will look up or send again do not stay: with them goes the id of the API key. */
function withoutBytes(record: Execution): Execution {
  if (!isFinished(record) || !hasOrders(record)) return record;
  const bare = (leg: ExecutionLeg): ExecutionLeg => ({
    ...leg,
    orders: leg.orders.map((order) => ({ ...order, body: null })),
  });
  return { ...record, legs: record.legs.map(bare) };
}

function write(next: Execution, then: Act | null): Step {
  return journaled.writing(withoutBytes(next), then);
}

function rest(record: Execution): Step {
  return journaled.resting(record, isLookedUp(record));
}

function refuse(record: Execution, failure: Failure): Step {
  return write({ ...record, state: 'refused', account: null, legs: record.legs.map(unsent), failure }, null);
}

function onApproved(record: Execution, event: Extract<ExecutionEvent, { kind: 'approved' }>): Step {
  const legs = withHeld(record, event.heldBefore);
  return write({ ...record, state: 'approved', account: event.account, legs }, { kind: 'begin' });
}

function withHeld({ legs }: Execution, held: ReadonlyMap<TokenId, SizeMicros> | null): readonly ExecutionLeg[] {
  return legs.map((leg) => ({ ...leg, heldBeforeMicros: held?.get(leg.tokenId) ?? null }));
}

/** Nothing left this browser. The record stays, so that the user can read why. */
function abandon(record: Execution, failure: Failure): Step {
  return write({ ...record, state: 'abandoned', legs: record.legs.map(unsent), failure }, null);
}

/** The same without having decided to: what the wallet signed so far stays in the record. */
function leave(record: Execution, failure: Failure): Step {
  return write({ ...record, state: 'abandoned', failure }, null);
}

function unsent(leg: ExecutionLeg): ExecutionLeg {
  return { ...leg, ...UNSENT_LEG };
}

/** Something is being done for it and none of its orders was posted. */
function isUnsent({ record, stage }: Run): boolean {
  if (stage.kind === 'resting' || isFinished(record)) return false;
  return (
    !EXECUTION_STATES[record.state].sent ||
    (record.state === 'sending' && stage.kind === 'writing' && stage.then?.kind === 'post')
  );
}

/** Its orders can be looked up at the venue, and something may still happen to them. */
export function isLookedUp(record: Execution): boolean {
  return record.mode === 'live' && hasOrders(record) && !isFinished(record);
}

function signNext(record: Execution, leg: number): Act {
  if (leg < record.legs.length) return { kind: 'sign', leg };
  return record.armedUntilMs === undefined ? { kind: 'seal' } : { kind: 'hold' };
}

function onWriteFailed(record: Execution, then: Act | null, failure: Failure): Step {
  // Of money that does not move, a result that cannot be written down did not happen.
  if (then === null)
    return record.mode === 'paper' && EXECUTION_STATES[record.state].sent ? refuse(record, failure) : rest(record);
  switch (then.kind) {
    // It was never on disk, so there is nothing to take back.
    case 'check':
      return { run: atRest(record), effects: [] };
    case 'begin':
      return refuse(record, failure);
    case 'sign':
    case 'hold':
    case 'seal':
    case 'post':
      return abandon(record, failure);
  }
}

function onSigned(run: Run, hash: OrderHash): Step {
  const { record, stage } = run;
  if (stage.kind !== 'acting' || stage.act.kind !== 'sign') return unchanged(run);
  const index = stage.act.leg;
  const legs = record.legs.map((leg, position): ExecutionLeg =>
    position === index
      ? {
          ...leg,
          state: 'signed',
          orders: [{ hash, sizeMicros: leg.sizeMicros, body: null, expiresAtMs: null, seen: false }],
        }
      : leg,
  );
  const next = { ...record, legs };
  const act = signNext(next, index + 1);
  return write(act.kind === 'hold' ? { ...next, state: 'armed' } : next, act);
}

/** The bytes are on disk before they are on the wire: after a crash every order can be looked up by its hash. */
function onSealed(before: Execution, { orders, heldBefore }: Extract<ExecutionEvent, { kind: 'sealed' }>): Step {
  const record = heldBefore === undefined ? before : { ...before, legs: withHeld(before, heldBefore) };
  const legs = record.legs.flatMap((leg, index): readonly ExecutionLeg[] => {
    const order = orders[index];
    return order ? [{ ...leg, state: 'sent', orders: [order] }] : [];
  });
  // Part of a basket is not what was approved.
  if (legs.length !== record.legs.length || orders.length !== legs.length) return abandon(record, FAULTED);
  return write({ ...record, state: 'sending', legs }, { kind: 'post', orders });
}

function onAnswered(record: Execution, answers: readonly PostedOrder[]): Step {
  const legs = record.legs.map((leg) =>
    applyPosted(
      leg,
      answers.find((answer) => leg.orders.some(({ hash }) => hash === answer.hash)),
    ),
  );
  return write({ ...record, legs, state: stateOfLegs(legs) }, null);
}

function onLookedUp(run: Run, legs: readonly ExecutionLeg[]): Step {
  const { record } = run;
  if (run.stage.kind !== 'resting' || !isLookedUp(record) || legs.length !== record.legs.length) return unchanged(run);
  const next = { ...record, legs, state: stateOfLegs(legs) };
  return deepEqual(next, record) ? unchanged(run) : write(next, null);
}

/** What is known stays, what is not is taken for nothing; it is looked for until its end all the same. */
function onClosedByHand(run: Run): Step {
  const { record } = run;
  if (!record.legs.some(isOpen)) return unchanged(run);
  const legs = record.legs.map((leg): ExecutionLeg =>
    isOpen(leg) ? { ...leg, state: leg.filledSizeMicros > 0 ? 'partial' : 'unfilled', failure: CLOSED_BY_HAND } : leg,
  );
  return write({ ...record, legs, state: stateOfLegs(legs) }, null);
}

/** What a record left by an earlier life of this worker means. Orders that may have left are never sent again. */
function onRestarted(record: Execution): Step {
  switch (EXECUTION_STATES[record.state].afterCrash) {
    case 'abandoned':
      return leave(record, INTERRUPTED);
    case 'unknown': {
      // No order on paper outlives the worker that took it.
      if (record.mode === 'paper') return abandon(record, INTERRUPTED);
      const legs = record.legs.map((leg): ExecutionLeg =>
        leg.state === 'sent' ? { ...leg, state: 'unknown', failure: ON_ITS_WAY } : leg,
      );
      return write({ ...record, state: 'unknown', legs }, null);
    }
    case 'same':
      return withoutBytes(record) === record ? rest(record) : write(record, null);
  }
}
