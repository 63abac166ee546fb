/**
 * What became of a cash-out that may have left. First what the relayer says of it by its id; where it says nothing, the
 * wallet's nonce: whatever carries the signature out moves the nonce, so that a nonce that stands means "not yet", and
 * after the deadline "never". A nonce that moved says that something was carried out, and what is held says whether it
 * was this. Time alone never decides.
 */
import type { CashOut, CashRequest, ShareChange } from '../../domain/cash-out';
import type { Failure, Result } from '../../domain/result';
import { failureOf, ok } from '../../domain/result';
import type { TimeMs } from '../../domain/units';
import type { CashDesk } from '../../ports/cash-desk';
import type { TradingSession } from '../../ports/order-entry';
import type { Finding } from './machine';

/** After a deadline the chain's own clock may still be a little behind ours. */
const DEADLINE_MARGIN_SECONDS = 60;
/** The venue's balances follow the chain after a moment; before that "unchanged" says nothing. */
const BALANCE_LAG_MS = 20_000;

export interface LookUpDependencies {
  readonly desk: Pick<CashDesk, 'fetchState' | 'fetchNonce' | 'fetchHeld'>;
  /** Mined transactions of the owner; a failure where no wallet can be asked. */
  readonly countTransactions: () => Promise<Result<number>>;
  readonly nowMs: TimeMs;
}

const UNANSWERED = failureOf('cash-unanswered', {}, 'unknown');

export async function lookUp(
  record: CashOut,
  session: TradingSession,
  dependencies: LookUpDependencies,
  signal: AbortSignal,
): Promise<Finding> {
  const { request } = record;
  if (request === null) return silent(UNANSWERED);
  const asked: Asked = { ...dependencies, session, signal };
  return request.way === 'relayer' ? relayed(record, request, asked) : own(record, request, asked);
}

interface Asked extends LookUpDependencies {
  readonly session: TradingSession;
  readonly signal: AbortSignal;
}

function silent(failure: Failure): Finding {
  return { kind: 'silent', failure };
}

function failed(code: 'cash-failed' | 'cash-undone' | 'cash-expired'): Finding {
  return { kind: 'failed', failure: failureOf(code, {}) };
}

async function relayed(
  record: CashOut,
  request: Extract<CashRequest, { readonly way: 'relayer' }>,
  { desk, nowMs, session, signal }: Asked,
): Promise<Finding> {
  let isKnown = false;
  if (request.id !== null) {
    const state = await desk.fetchState(request.id, signal);
    if (state.ok && state.value === 'confirmed') return { kind: 'done' };
    if (state.ok && state.value === 'failed') return failed('cash-failed');
    // An id that the relayer does not know is not the one of this request.
    isKnown = !state.ok || state.value !== null;
  }
  const nonce = await desk.fetchNonce(session.account, signal);
  if (!nonce.ok) return silent(nonce.error);
  if (BigInt(nonce.value) <= BigInt(request.nonce)) {
    const isOver = nowMs > (request.deadlineSeconds + DEADLINE_MARGIN_SECONDS) * 1_000;
    if (isOver) return failed('cash-expired');
    return isKnown ? { kind: 'pending' } : silent(UNANSWERED);
  }
  const moved = await hasMoved(record.changes, session, desk, signal);
  if (!moved.ok) return silent(moved.error);
  // Mined and seen in what is held, but not confirmed: the relayer's last word is waited for as long as it has one.
  if (moved.value) return isKnown ? { kind: 'pending' } : { kind: 'done' };
  return nowMs - record.updatedAtMs < BALANCE_LAG_MS ? { kind: 'pending' } : failed('cash-undone');
}

/** What a wallet sent itself has no id that a venue knows: what is held decides, then how many were mined. */
async function own(
  record: CashOut,
  request: Extract<CashRequest, { readonly way: 'own' }>,
  { desk, countTransactions, nowMs, session, signal }: Asked,
): Promise<Finding> {
  const moved = await hasMoved(record.changes, session, desk, signal);
  if (!moved.ok) return silent(moved.error);
  if (moved.value) return { kind: 'done' };
  const count = await countTransactions();
  if (!count.ok) return silent(UNANSWERED);
  const isMined = request.hashes.length === request.total && count.value >= request.count + request.total;
  if (isMined && nowMs - record.updatedAtMs >= BALANCE_LAG_MS) return failed('cash-failed');
  return request.hashes.length === request.total ? { kind: 'pending' } : silent(UNANSWERED);
}

/** Every kind of share that was to be given is less by at least so much than it was before. */
async function hasMoved(
  changes: readonly ShareChange[],
  session: TradingSession,
  desk: Pick<CashDesk, 'fetchHeld'>,
  signal: AbortSignal,
): Promise<Result<boolean>> {
  const given = changes.filter(({ changeMicros }) => changeMicros < 0);
  for (const { tokenId, contract, changeMicros, heldMicros } of given) {
    const held = await desk.fetchHeld(session, { tokenId, contract }, signal);
    if (!held.ok) return held;
    if (heldMicros === null || held.value > heldMicros + changeMicros) return ok(false);
  }
  return ok(given.length > 0);
}
