/**
 * A cash-out as a machine. Pure: what happens next follows from the record, from what is being done for it and from one
 * event; whoever runs the effects decides nothing.
 *
 *   drafted --check--> signing --sign--> sending --post--> pending --looked-up--> done | failed
 *      |                  |                |  |                ^  |
 *      | refused          | refused        |  | no answer      |  | no answer any more
 *      v                  v        refused |  v                |  v
 *   abandoned <-----------+----------------+  unknown ---------+--+--looked-up--> done | failed
 *
 *   of a wallet's own account: drafted --check--> sending --ask--> sending --ask--> pending
 *   refused, or not writable, after one of its transactions went out -> unknown
 *   after a crash: before sending -> abandoned;  sending -> unknown;  all others stay and are looked up
 *
 * Two guarantees hold for every sequence of events (test/property/services/cash). An act comes only after the event
 * `written`: the record that allows it is on disk. And what may have left is never sent again: nothing leads back to
 * before `sending`, and a wallet is asked for each of its transactions once.
 */
import type { CashOut, CashRequest, ShareChange } from '../../domain/cash-out';
import { CASH_STATES, isUnderWay } from '../../domain/cash-out';
import type { Failure } from '../../domain/result';
import { failureOf } from '../../domain/result';
import { acting, atRest, isActing, resting, unchanged, writing, type Run, type Step } from '../execution/journaled';

/** What is done outside; each is answered by an event. */
export type CashAct =
  /** Read what is held and where the wallet stands: `checked` or `refused`. */
  | { readonly kind: 'check' }
  /** Ask the wallet for its signature: `signed` or `refused`. */
  | { readonly kind: 'sign' }
  /** Send the request, once: `taken`, `refused` or `unanswered`. */
  | { readonly kind: 'post' }
  /** Ask the wallet to send this one of its own transactions, once: `sent`, `refused` or `unanswered`. */
  | { readonly kind: 'ask'; readonly index: number };

export type CashStep = Step<CashOut, CashAct>;
export type CashRun = Run<CashOut, CashAct>;

/** What the venue and the chain say of it. */
export type Finding =
  /** `doubt`: what was not seen of it. */
  | { readonly kind: 'done'; readonly doubt: Failure | null }
  | { readonly kind: 'pending' }
  | { readonly kind: 'silent'; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type CashEvent =
  | { readonly kind: 'opened' }
  | { readonly kind: 'written' }
  | { readonly kind: 'write-failed'; readonly failure: Failure }
  | { readonly kind: 'checked'; readonly request: CashRequest; readonly changes: readonly ShareChange[] }
  | { readonly kind: 'signed'; readonly body: string }
  | { readonly kind: 'taken'; readonly id: string }
  | { readonly kind: 'sent'; readonly hash: string }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'unanswered'; readonly failure: Failure }
  | { readonly kind: 'looked-up'; readonly finding: Finding }
  /** The user gave it up; whether that is allowed stands in closable.ts. */
  | { readonly kind: 'closed' }
  /** A fault of our own in place of an answer. */
  | { readonly kind: 'faulted' }
  /** This worker found the record of an earlier one. */
  | { readonly kind: 'restarted' };

const INTERRUPTED = failureOf('cash-interrupted', {});
const UNANSWERED = failureOf('cash-unanswered', {}, 'unknown');
const PARTLY = failureOf('cash-partly', {}, 'unknown');
const FAULT = failureOf('cash-fault', {}, 'later');
const CLOSED = failureOf('cash-closed', {});

/** An event that does not fit changes nothing: its answer came too late, or to a question that was not asked. */
export function step(run: CashRun, event: CashEvent): CashStep {
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
    case 'checked':
      return isActing(run, 'check')
        ? onChecked({ ...record, request: event.request, changes: event.changes })
        : unchanged(run);
    case 'signed':
      return isActing(run, 'sign') ? onSigned(run, event.body) : unchanged(run);
    case 'taken':
      return isActing(run, 'post') ? onTaken(run, event.id) : unchanged(run);
    case 'sent':
      return isActing(run, 'ask') ? onSent(run, event.hash) : unchanged(run);
    case 'refused':
      return run.stage.kind === 'acting' ? stop(record, event.failure) : unchanged(run);
    case 'unanswered':
      return isActing(run, 'post') || isActing(run, 'ask')
        ? write({ ...record, state: 'unknown', failure: event.failure }, null)
        : unchanged(run);
    case 'looked-up':
      return onLookedUp(run, event.finding);
    case 'closed':
      return run.stage.kind === 'resting' && record.state === 'unknown'
        ? write({ ...record, state: 'failed', failure: CLOSED }, null)
        : unchanged(run);
    case 'faulted':
      if (run.stage.kind !== 'acting') return unchanged(run);
      return CASH_STATES[record.state].sent
        ? write({ ...record, state: 'unknown', failure: UNANSWERED }, null)
        : abandon(record, FAULT);
    case 'restarted':
      return run.stage.kind === 'resting' ? onRestarted(record) : unchanged(run);
  }
}

function write(record: CashOut, then: CashAct | null): CashStep {
  return writing(record, then);
}

function rest(record: CashOut): CashStep {
  return resting(record, isUnderWay(record));
}

function abandon(record: CashOut, failure: Failure): CashStep {
  return write({ ...record, state: 'abandoned', failure, request: withoutBody(record.request) }, null);
}

/** Nothing more of it is sent. What went out before stays out: then it is looked up, never called unsent. */
function stop(record: CashOut, failure: Failure): CashStep {
  return record.request?.way === 'own' && record.request.hashes.length > 0
    ? write({ ...record, state: 'unknown', failure: PARTLY }, null)
    : abandon(record, failure);
}

function onChecked(record: CashOut): CashStep {
  const { request } = record;
  if (request === null) return abandon(record, FAULT);
  return request.way === 'relayer' ? write({ ...record, state: 'signing' }, { kind: 'sign' }) : askNext(record);
}

/** That the wallet is asked stands on disk before it is. */
function askNext(record: CashOut): CashStep {
  const { request } = record;
  if (request?.way !== 'own') return abandon(record, FAULT);
  const next = { ...request, asked: request.asked + 1 };
  return write({ ...record, state: 'sending', request: next }, { kind: 'ask', index: request.asked });
}

/** The bytes are on disk before they are on the wire: after a crash their nonce can be looked up. */
function onSigned({ record }: CashRun, body: string): CashStep {
  const { request } = record;
  if (request?.way !== 'relayer') return abandon(record, FAULT);
  return write({ ...record, state: 'sending', request: { ...request, body } }, { kind: 'post' });
}

function onTaken({ record }: CashRun, id: string): CashStep {
  const { request } = record;
  if (request?.way !== 'relayer') return abandon(record, FAULT);
  // What was signed is not needed any more: it is looked up by its id and its nonce.
  return write({ ...record, state: 'pending', request: { ...request, body: null, id } }, null);
}

function onSent({ record }: CashRun, hash: string): CashStep {
  const { request } = record;
  if (request?.way !== 'own') return abandon(record, FAULT);
  const sent = { ...request, hashes: [...request.hashes, hash] };
  const next = { ...record, request: sent };
  return sent.asked < sent.total ? askNext(next) : write({ ...next, state: 'pending' }, null);
}

function onWriteFailed(record: CashOut, then: CashAct | null, failure: Failure): CashStep {
  if (then === null) return rest(record);
  switch (then.kind) {
    // It was never on disk, so there is nothing to take back.
    case 'check':
      return { run: atRest({ ...record, state: 'abandoned', failure }), effects: [] };
    case 'sign':
    case 'post':
    case 'ask':
      return stop(record, failure);
  }
}

function onLookedUp(run: CashRun, finding: Finding): CashStep {
  const { record } = run;
  if (run.stage.kind !== 'resting' || !isUnderWay(record)) return unchanged(run);
  switch (finding.kind) {
    case 'done':
      return write({ ...record, state: 'done', failure: finding.doubt, request: withoutBody(record.request) }, null);
    case 'failed':
      return write(
        { ...record, state: 'failed', failure: finding.failure, request: withoutBody(record.request) },
        null,
      );
    case 'pending':
      return record.state === 'pending' ? unchanged(run) : write({ ...record, state: 'pending', failure: null }, null);
    case 'silent':
      return record.state === 'unknown' && record.failure?.code === finding.failure.code
        ? unchanged(run)
        : write({ ...record, state: 'unknown', failure: finding.failure }, null);
  }
}

function withoutBody(request: CashRequest | null): CashRequest | null {
  return request?.way === 'relayer' ? { ...request, body: null } : request;
}

function onRestarted(record: CashOut): CashStep {
  switch (record.state) {
    case 'drafted':
    case 'signing':
      return abandon(record, INTERRUPTED);
    case 'sending':
      return write({ ...record, state: 'unknown', failure: UNANSWERED }, null);
    case 'pending':
    case 'unknown':
    case 'done':
    case 'failed':
    case 'abandoned':
      return rest(record);
  }
}
