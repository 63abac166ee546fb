/** Runs the machine of a cash-out: writes what is to be written, does what is to be done, and tells how it went. */
import type { CashOut, ShareChange } from '../../domain/cash-out';
import type { Failure, Result } from '../../domain/result';
import { failureOf, ok } from '../../domain/result';
import type { CashDesk } from '../../ports/cash-desk';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { TradingSession } from '../../ports/order-entry';
import type { ChainWallet, Wallet, WalletProvider } from '../../ports/signer';
import type { Journal } from '../execution/journal';
import { atRest } from '../execution/journaled';
import type { CashAct, CashEvent, CashRun } from './machine';
import { step } from './machine';

/** A request that is not carried out by then never is; people need some of it to read the prompt. */
const LIFE_SECONDS = 600;

export interface RunDependencies {
  readonly desk: CashDesk;
  readonly wallet: Pick<Wallet, 'signTypedData'> & ChainWallet;
  readonly findProvider: () => Promise<Result<WalletProvider>>;
  readonly journal: Pick<Journal<CashOut>, 'write'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Something of it may still happen. */
  readonly lookUp: () => void;
  /** Why nothing may be signed or sent now: the user's stop reaches what is already running. */
  readonly haltedBecause: () => Failure | null;
}

export interface RunContext {
  readonly session: TradingSession;
  /** "" where the account needs none. */
  readonly relayerKey: string;
  readonly signal: AbortSignal;
}

/** From this event to where nothing is left to do. */
export async function driveCash(
  dependencies: RunDependencies,
  context: RunContext | null,
  from: { readonly run: CashRun; readonly event: CashEvent },
): Promise<CashRun> {
  let { run } = from;
  let event: CashEvent | null = from.event;
  while (event !== null) {
    const { run: next, effects }: ReturnType<typeof step> = step(run, event);
    run = next;
    event = null;
    for (const effect of effects) {
      if (effect.kind === 'look-up') dependencies.lookUp();
      else if (effect.kind === 'write') event = await write(dependencies, effect.record);
      else event = await perform(dependencies, context, effect, run.record);
    }
  }
  return run;
}

/** A record at rest is told what happened to it; no act follows from that, only writing. */
export function tell(dependencies: RunDependencies, record: CashOut, event: CashEvent): Promise<CashRun> {
  return driveCash(dependencies, null, { run: atRest(record), event });
}

async function write({ journal, log }: RunDependencies, record: CashOut): Promise<CashEvent> {
  const written = await journal.write(record);
  if (written.ok) return { kind: 'written' };
  log.error('cash-write-failed', { code: written.error.code, state: record.state });
  return { kind: 'write-failed', failure: failureOf('cash-unwritable', {}, 'later') };
}

async function perform(
  dependencies: RunDependencies,
  context: RunContext | null,
  act: CashAct,
  record: CashOut,
): Promise<CashEvent> {
  if (context === null) throw new Error(`a record at rest asks for nothing, not to ${act.kind}`);
  try {
    switch (act.kind) {
      case 'check':
        return await check(dependencies, context, record);
      case 'sign':
        return await sign(dependencies, context, record);
      case 'post':
        return await post(dependencies, context, record);
      case 'ask':
        return await ask(dependencies, context, record, act.index);
    }
  } catch (error) {
    dependencies.log.error('cash-threw', { reason: error instanceof Error ? error.message : 'unknown' });
    return { kind: 'faulted' };
  }
}

/** Asked after the last await before something leaves. */
function stopped({ haltedBecause }: RunDependencies): CashEvent | null {
  const because = haltedBecause();
  return because === null ? null : { kind: 'refused', failure: failureOf('halted', { because }) };
}

function refused({ error }: { readonly error: Failure }): CashEvent {
  return { kind: 'refused', failure: error };
}

/** What is held now, exactly, and where the wallet stands. */
async function check(
  { desk, wallet, findProvider, clock }: RunDependencies,
  { session, signal }: RunContext,
  record: CashOut,
): Promise<CashEvent> {
  const { account } = session;
  const changes: ShareChange[] = [];
  for (const change of record.changes) {
    const { tokenId, contract, changeMicros, label } = change;
    if (changeMicros >= 0) {
      changes.push(change);
      continue;
    }
    const held = await desk.fetchHeld(session, { tokenId, contract }, signal);
    if (!held.ok) return refused(held);
    if (held.value < -changeMicros)
      return refused({
        error: failureOf('cash-shares-short', { market: label, heldMicros: held.value, neededMicros: -changeMicros }),
      });
    changes.push({ ...change, heldMicros: held.value });
  }
  if (desk.needsRelayer(account)) {
    const nonce = await desk.fetchNonce(account, signal);
    if (!nonce.ok) return refused(nonce);
    const deadlineSeconds = Math.floor(clock.nowMs() / 1_000) + LIFE_SECONDS;
    const request = { way: 'relayer', nonce: nonce.value, deadlineSeconds, body: null, id: null } as const;
    return { kind: 'checked', request, changes };
  }
  const provider = await findProvider();
  if (!provider.ok) return refused(provider);
  const { uuid } = provider.value;
  const transactions = desk.transactionsOf(account, record.calls);
  const count = await wallet.countTransactions({ uuid, owner: account.owner, of: 'queued' });
  if (!count.ok) return refused(count);
  // Of several only the first can be tried before the others were mined.
  const [first] = transactions;
  const tried = first ? await wallet.simulate({ uuid, transaction: first }) : ok('');
  if (!tried.ok) return refused(tried);
  const total = transactions.length;
  return { kind: 'checked', request: { way: 'own', count: count.value, hashes: [], asked: 0, total }, changes };
}

async function sign(
  dependencies: RunDependencies,
  { session }: RunContext,
  { request, calls }: CashOut,
): Promise<CashEvent> {
  if (request?.way !== 'relayer') throw new Error('only a request to the relayer is signed');
  const { desk, wallet, findProvider } = dependencies;
  const provider = await findProvider();
  if (!provider.ok) return refused(provider);
  const { account } = session;
  const { nonce, deadlineSeconds } = request;
  const built = desk.buildRequest({ account, calls, nonce, deadlineSeconds });
  const { uuid } = provider.value;
  const stop = stopped(dependencies);
  if (stop) return stop;
  const signature = await wallet.signTypedData({ uuid, owner: account.owner, typedData: built.typedData });
  if (!signature.ok) return refused(signature);
  const body = built.attach(signature.value);
  return body.ok ? { kind: 'signed', body: body.value } : refused(body);
}

async function post(
  dependencies: RunDependencies,
  { session, relayerKey, signal }: RunContext,
  { request }: CashOut,
): Promise<CashEvent> {
  if (request?.way !== 'relayer' || request.body === null) throw new Error('nothing was signed');
  const stop = stopped(dependencies);
  if (stop) return stop;
  const answer = await dependencies.desk.submit(
    { account: session.account, key: relayerKey, body: request.body },
    signal,
  );
  switch (answer.kind) {
    case 'taken':
      return { kind: 'taken', id: answer.id };
    case 'refused':
      return { kind: 'refused', failure: answer.failure };
    case 'unknown':
      return { kind: 'unanswered', failure: answer.failure };
  }
}

/** The user's own no, by its code, and what ends before the wallet is asked: then it certainly sent nothing. */
const UNSENT = new Set(['wallet-refused', 'wrong-chain', 'chain-unknown', 'no-page', 'account-not-own']);
const UNANSWERED = failureOf('cash-unanswered', {}, 'unknown');

async function ask(
  dependencies: RunDependencies,
  { session }: RunContext,
  { calls }: CashOut,
  index: number,
): Promise<CashEvent> {
  const { desk, wallet, findProvider } = dependencies;
  const { account } = session;
  const transaction = desk.transactionsOf(account, calls)[index];
  const provider = await findProvider();
  if (!provider.ok) return refused(provider);
  if (transaction === undefined) throw new Error('there is no such transaction');
  const stop = stopped(dependencies);
  if (stop) return stop;
  const sent = await wallet.sendTransaction({ uuid: provider.value.uuid, owner: account.owner, transaction });
  if (sent.ok) return { kind: 'sent', hash: sent.value };
  // The words for an error of a wallet say that nothing was signed; of a transaction that is not known.
  return UNSENT.has(sent.error.code) ? refused(sent) : { kind: 'unanswered', failure: UNANSWERED };
}
