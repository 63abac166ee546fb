/**
 * What became of a cash-out that may have left. First what the relayer says of it by its id; where it says nothing, the
 * wallet's nonce: whatever carries the signature out moves the nonce, so that a nonce that stands means "not yet", and
 * after the deadline "never". A nonce that moved says that something was carried out, and what is held says whether it
 * was this. Time alone never decides, and the wait for balances that lag begins when the move is first seen: a request
 * can lie at the relayer, or in the chain's queue, for as long as it likes.
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
  readonly now: () => TimeMs;
  /** When the chain was first seen to have moved, by cash-out; kept between looks. A new worker waits anew. */
  readonly movedAt: Map<string, TimeMs>;
}

const UNANSWERED = failureOf('cash-unanswered', {}, 'unknown');
/** The shares are gone, which is all that was seen: sold elsewhere they would be as well. */
const GONE: Finding = { kind: 'done', doubt: failureOf('cash-gone-only', {}) };

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

function failed(code: 'cash-failed' | 'cash-no-effect' | 'cash-undone' | 'cash-expired'): Finding {
  return { kind: 'failed', failure: failureOf(code, {}) };
}

/** Whether the chain was seen to have moved so long ago that a balance read from now on shows it. */
function isSettled(id: string, hasMoved: boolean, { movedAt, now }: Asked): boolean {
  if (!hasMoved) movedAt.delete(id);
  const nowMs = now();
  const sinceMs = hasMoved ? (movedAt.get(id) ?? nowMs) : nowMs;
  if (hasMoved) movedAt.set(id, sinceMs);
  return nowMs - sinceMs >= BALANCE_LAG_MS;
}

async function relayed(
  record: CashOut,
  request: Extract<CashRequest, { readonly way: 'relayer' }>,
  asked: Asked,
): Promise<Finding> {
  const { desk, now, session, signal } = asked;
  let isKnown = false;
  if (request.id !== null) {
    const state = await desk.fetchState(request.id, signal);
    if (state.ok && state.value === 'confirmed') return { kind: 'done', doubt: null };
    if (state.ok && state.value === 'failed') return failed('cash-failed');
    // An id that the relayer does not know is not the one of this request.
    isKnown = !state.ok || state.value !== null;
  }
  const nonce = await desk.fetchNonce(session.account, signal);
  if (!nonce.ok) return silent(nonce.error);
  const isUsed = BigInt(nonce.value) > BigInt(request.nonce);
  const settled = isSettled(record.id, isUsed, asked);
  if (!isUsed) {
    const isOver = now() > (request.deadlineSeconds + DEADLINE_MARGIN_SECONDS) * 1_000;
    if (isOver) return failed('cash-expired');
    return isKnown ? { kind: 'pending' } : silent(UNANSWERED);
  }
  // The relayer's last word is waited for as long as it has one, whatever is held.
  if (isKnown) return { kind: 'pending' };
  const moved = await hasMoved(record.changes, session, desk, signal);
  if (!moved.ok) return silent(moved.error);
  if (moved.value) return GONE;
  return settled ? failed('cash-undone') : { kind: 'pending' };
}

/** What a wallet sent itself has no id that a venue knows: what is held decides, then how many were mined. */
async function own(
  record: CashOut,
  request: Extract<CashRequest, { readonly way: 'own' }>,
  asked: Asked,
): Promise<Finding> {
  const { desk, countTransactions, session, signal } = asked;
  const count = await countTransactions();
  const isSent = request.hashes.length === request.total;
  const isMined = count.ok && isSent && count.value >= request.count + request.total;
  const settled = isSettled(record.id, isMined, asked);
  const moved = await hasMoved(record.changes, session, desk, signal);
  if (!moved.ok) return silent(moved.error);
  if (moved.value) return GONE;
  if (settled) return failed('cash-no-effect');
  return count.ok && isSent ? { kind: 'pending' } : silent(isSent ? UNANSWERED : (record.failure ?? UNANSWERED));
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
