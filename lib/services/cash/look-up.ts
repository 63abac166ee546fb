/**
 * What became of a cash-out that may have left. First its own receipts: what the relayer says of this request, or what
 * the chain says of each transaction by its hash. Where neither speaks, the nonce: whatever carries the signature out
 * moves it, so that a nonce that stands means "not yet", and after the deadline "never". What is held is only a hint,
 * and only once the nonce moved: the same shares may be bought, or sold elsewhere, meanwhile. What no hint explains
 * stays unknown. Time alone never decides, and the wait for balances that lag begins when the move is first seen.
 */
import type { CashOut, CashRequest, ShareChange } from '../../domain/cash-out';
import type { Failure, Result } from '../../domain/result';
import { failureOf, ok } from '../../domain/result';
import type { TimeMs } from '../../domain/units';
import type { CashDesk } from '../../ports/cash-desk';
import type { TradingSession } from '../../ports/order-entry';
import type { Receipt } from '../../ports/signer';
import type { Finding } from './machine';

/** After a deadline the chain's own clock may still be a little behind ours. */
const DEADLINE_MARGIN_SECONDS = 60;
/** The venue's balances follow the chain after a moment; before that "unchanged" says nothing. */
const BALANCE_LAG_MS = 20_000;

export interface LookUpDependencies {
  readonly desk: Pick<CashDesk, 'findRelayed' | 'fetchNonce' | 'fetchHeld'>;
  /** "" where there is none. */
  readonly relayerKey: string;
  /** Of a transaction by its hash, null while it is not mined; a failure where no wallet can be asked. */
  readonly fetchReceipt: (hash: string) => Promise<Result<Receipt | null>>;
  /** Mined transactions of the owner; a failure where no wallet can be asked. */
  readonly countTransactions: () => Promise<Result<number>>;
  readonly now: () => TimeMs;
  /** When the chain was first seen to have moved, by cash-out; kept between looks. A new worker waits anew. */
  readonly movedAt: Map<string, TimeMs>;
}

const UNANSWERED = failureOf('cash-unanswered', {}, 'unknown');
const REPLACED = failureOf('cash-replaced', {}, 'unknown');
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

function failed(failure: Failure): Finding {
  return { kind: 'failed', failure };
}

/** It can never be carried out any more: the deadline that was signed is over, by the chain's clock as well. */
export function isOver(request: CashRequest | null, nowMs: number): boolean {
  return request?.way === 'relayer' && nowMs > (request.deadlineSeconds + DEADLINE_MARGIN_SECONDS) * 1_000;
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
  const { desk, now, relayerKey, session, signal } = asked;
  const { id, nonce: signed, body } = request;
  const { account } = session;
  const found = await desk.findRelayed({ account, key: relayerKey, nonce: signed, body, id }, signal);
  if (found.ok && found.value === 'confirmed') return { kind: 'done', doubt: null };
  if (found.ok && found.value === 'failed') return failed(failureOf('cash-failed', {}));
  if (found.ok && found.value === 'another') return failed(failureOf('cash-undone', {}));
  const nonce = await desk.fetchNonce(account, signal);
  if (!nonce.ok) return silent(nonce.error);
  const isUsed = BigInt(nonce.value) > BigInt(signed);
  const settled = isSettled(record.id, isUsed, asked);
  const isKnown = found.ok && found.value === 'pending';
  if (!isUsed) {
    if (isOver(request, now())) return failed(failureOf('cash-expired', {}));
    return isKnown || id !== null ? { kind: 'pending' } : silent(UNANSWERED);
  }
  // The relayer's last word is waited for as long as it has one, whatever is held.
  if (isKnown) return { kind: 'pending' };
  const moved = await hasMoved(record.changes, session, desk, signal);
  if (!moved.ok) return silent(moved.error);
  if (moved.value) return GONE;
  // The relayer showed its list, and this is not in it; without the list nothing says whose the nonce was.
  if (found.ok) return settled ? failed(failureOf('cash-undone', {})) : { kind: 'pending' };
  return silent(UNANSWERED);
}

/** What a wallet sent itself: its receipts, by the hashes that it gave. */
async function own(
  record: CashOut,
  request: Extract<CashRequest, { readonly way: 'own' }>,
  asked: Asked,
): Promise<Finding> {
  const { hashes, total } = request;
  const receipts = await Promise.all(hashes.map((hash) => asked.fetchReceipt(hash)));
  const done = receipts.filter((each) => each.ok && each.value === 'done').length;
  const reverted = receipts.filter((each) => each.ok && each.value === 'reverted').length;
  if (done === total) return { kind: 'done', doubt: null };
  if (done + reverted < hashes.length) return byNonce(record, request, asked);
  if (hashes.length === total) return failed(failureOf('cash-reverted', { done, total }));
  // Those that were sent have ended, and the next one was refused before it left.
  return record.failure?.code === 'cash-partly' && hashes.length > 0
    ? failed(record.failure)
    : byNonce(record, request, asked);
}

/** A transaction of which the chain has nothing, or whose hash was never told. */
async function byNonce(
  record: CashOut,
  { hashes, count: before, total }: Extract<CashRequest, { readonly way: 'own' }>,
  asked: Asked,
): Promise<Finding> {
  const { desk, countTransactions, session, signal } = asked;
  const isSent = hashes.length === total;
  const waits = (): Finding => (isSent ? { kind: 'pending' } : silent(record.failure ?? UNANSWERED));
  const count = await countTransactions();
  if (!count.ok) return isSent ? silent(UNANSWERED) : waits();
  // Not even the first nonce that it could have is used: none of it happened, whatever is held.
  const mined = count.value - before;
  const settled = isSettled(record.id, mined >= total, asked);
  if (mined < (isSent ? total : hashes.length + 1)) return waits();
  const moved = await hasMoved(record.changes, session, desk, signal);
  if (!moved.ok) return silent(moved.error);
  if (moved.value) return GONE;
  return isSent && settled ? silent(REPLACED) : waits();
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
