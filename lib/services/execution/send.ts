/**
 * Sending a basket: find the account, have every leg signed, check again, make the orders ready, one POST. In which
 * order, and what is written before each, machine.ts decides.
 *
 * What does not match at once is cancelled at once (reconcile.ts), and ends by itself if this browser is gone.
 */
import { isSameAccount, type TradingAccount } from '../../domain/account';
import type { Condition } from '../../domain/condition';
import type { Execution, ExecutionLeg, LegOrder } from '../../domain/execution';
import type { Failure, Result } from '../../domain/result';
import { fail, failureOf, ok } from '../../domain/result';
import { answerOf } from '../../domain/signature';
import type { TokenId } from '../../domain/ids';
import type { SizeMicros, TimeMs } from '../../domain/units';
import { timeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { TradingSession, UnsignedOrder } from '../../ports/order-entry';
import type { Wallet, WalletProvider } from '../../ports/signer';
import type { VenueRules } from '../../ports/venue-rules';
import type { PortfolioService } from '../portfolio/portfolio';
import type { SignaturesService } from '../signatures/signatures';
import type { Journal } from './journal';
import type { Act, ExecutionEvent, Run } from './machine';
import type { ProvenLeg } from './plan';
import { expiryOf, legsAreThoseOf, termsOf } from './plan';
import type { Ran, Runner } from './runner';
import { goOnWith } from './runner';
import type { TradingVenue } from './venue';

export interface SendDependencies {
  readonly wallet: Pick<Wallet, 'signTypedData'>;
  readonly portfolio: Pick<PortfolioService, 'findProvider'>;
  /** Every leg is kept there before the wallet is asked for it. */
  readonly signatures: Pick<SignaturesService, 'ask' | 'answered'>;
  readonly journal: Pick<Journal, 'write'>;
  readonly rules: VenueRules;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * First 53 bits of sha-256 of the text: the same leg always gets the same salt, so the venue refuses a second copy.
   */
  readonly saltOf: (text: string) => Promise<number>;
}

export interface SendRequest {
  readonly venue: TradingVenue;
  /** Legs of the certificate that was approved, and the conditions as the venue gave them for that. */
  readonly proven: readonly ProvenLeg[];
  readonly conditions: ReadonlyMap<string, Condition>;
  /**
   * Books and account read again after the user signed; a refusal, or another account than the one that signed, means
   * that nothing is sent.
   */
  readonly checkAgain: () => Promise<Result<CheckedAgain>>;
  readonly stop: AbortSignal;
  readonly lookUp: () => void;
  /**
   * Waits with what was signed until it may be sent; only of a record that is to be armed. `prepare` makes the orders
   * ready ahead, for the next seconds.
   */
  readonly hold?: (record: Execution, prepare: () => void) => Promise<ExecutionEvent>;
}

export interface CheckedAgain {
  readonly account: TradingAccount | null;
  /** Shares of the legs' tokens in the account now, of those that could be read. */
  readonly held?: ReadonlyMap<TokenId, SizeMicros> | null;
}

interface Built {
  readonly leg: ExecutionLeg;
  readonly session: TradingSession;
  readonly order: UnsignedOrder;
}

interface SignedLeg {
  readonly order: UnsignedOrder;
  readonly signature: string | null;
}

/** From an approved basket (`begin` is its next act) to the point where every leg has an answer or is `unknown`. */
export function sendBasket(dependencies: SendDependencies, run: Run, request: SendRequest): Promise<Ran> {
  const sender = createSender(dependencies, request);
  const runner: Runner = {
    journal: dependencies.journal,
    log: dependencies.log,
    stop: request.stop,
    perform: sender,
    lookUp: request.lookUp,
  };
  return goOnWith(runner, run, { kind: 'begin' });
}

/** What is held for as long as one basket is being sent; written nowhere. */
interface Sending extends SendDependencies, SendRequest {
  session: TradingSession | null;
  provider: WalletProvider | null;
  /** When the first order was made; the same for all of them. */
  startedAtMs: TimeMs | null;
  readonly signed: SignedLeg[];
  /** Made while it waits, since making and checking them takes longer than a price lasts. */
  prepared: { readonly atMs: TimeMs; readonly ready: Result<readonly LegOrder[]> } | null;
}

/**
 * An order lives shorter by the age of its bytes, and the venue wants a least life: what remains of the seconds that
 * `orderLifeSeconds` adds to that must do for the clocks and the way.
 */
const PREPARED_FOR_MS = 6_000;

function createSender(dependencies: SendDependencies, request: SendRequest): Runner['perform'] {
  const sending: Sending = {
    ...dependencies,
    ...request,
    session: null,
    provider: null,
    startedAtMs: null,
    signed: [],
    prepared: null,
  };
  return (act: Act, record: Execution) => {
    switch (act.kind) {
      case 'begin':
        return Promise.resolve(begin(sending, record));
      case 'sign':
        return sign(sending, record, act.leg);
      case 'hold':
        if (request.hold === undefined) throw new Error('nobody asked for it to be held');
        return request.hold(record, () => {
          sending.prepared = { atMs: sending.clock.nowMs(), ready: makeReady(sending, record) };
        });
      case 'seal':
        return seal(sending, record);
      case 'post':
        return post(sending, act.orders);
      case 'check':
        throw new Error('a basket is checked before it is sent');
    }
  };
}

function begin(sending: Sending, record: Execution): ExecutionEvent {
  const { venue } = sending;
  const session = venue.session();
  if (session === null || (venue.movesMoney && record.account === null)) return givenUp(failureOf('no-account', {}));
  if (!isOfAccount(sending, record, session.account)) return givenUp(failureOf('account-changed', {}));
  // No more of it than the venue needs.
  sending.session = { account: session.account, credentials: session.credentials };
  return { kind: 'begun', needsSignature: venue.orders.needsSignature };
}

/** Only the account of the record signs, sends and can look up its orders; where no money moves there is none. */
function isOfAccount({ venue }: Sending, { account: own }: Execution, account: TradingAccount | null): boolean {
  return !venue.movesMoney || (own !== null && account !== null && isSameAccount(account, own));
}

/** What was asked about is the account of the record, and that one is connected now: others cannot see its orders. */
function isStillOfAccount(sending: Sending, record: Execution, checked: TradingAccount | null): boolean {
  const connected = sending.venue.session()?.account ?? null;
  return isOfAccount(sending, record, checked) && isOfAccount(sending, record, connected);
}

async function build(sending: Sending, record: Execution, index: number): Promise<Result<Built>> {
  const { venue, session, conditions, rules, clock } = sending;
  const leg = record.legs[index];
  if (!leg || session === null) throw new Error('orders are made of legs, for an account');
  const condition = conditions.get(leg.conditionId);
  if (!condition) return fail('leg-unlisted', { market: leg.label });
  const timestampMs = (sending.startedAtMs ??= clock.nowMs());
  const salt = await sending.saltOf(`${record.id}:${index}`);
  const expirationSeconds = expiryOf(timestampMs, rules.orderLifeSeconds);
  const terms = termsOf(leg, condition, { salt, timestampMs, expirationSeconds });
  const order = venue.orders.buildOrder(session.account, terms);
  return order.ok ? ok({ leg, session, order: order.value }) : order;
}

/** What the wallet gives is checked before the next leg is asked for: nobody signs on for a wallet that lies. */
async function sign(sending: Sending, record: Execution, index: number): Promise<ExecutionEvent> {
  const { venue, wallet, portfolio, signatures, clock, log, stop } = sending;
  if (sending.provider === null) {
    const found = await portfolio.findProvider();
    if (!found.ok) return givenUp(found.error);
    sending.provider = found.value;
    sending.startedAtMs = clock.nowMs();
  }
  const { uuid } = sending.provider;
  if (stop.aborted) return { kind: 'stopped' };
  const built = await build(sending, record, index);
  if (!built.ok) return givenUp(built.error);
  const { leg, session, order } = built.value;
  if (order.typedData === null) throw new Error('a venue that needs signatures says what is signed');
  const asked = await signatures.ask({ record, leg, hash: order.hash });
  if (!asked.ok) return givenUp(asked.error);
  const signature = await wallet.signTypedData({ uuid, owner: session.account.owner, typedData: order.typedData });
  const unsigned = (cause: Failure): ExecutionEvent =>
    givenUp(failureOf('leg-unsigned', { leg: index + 1, token: leg.token, market: leg.label, cause }, cause.retry));
  if (!signature.ok) {
    await signatures.answered(order.hash, answerOf(signature.error));
    return unsigned(signature.error);
  }
  const checked = venue.orders.attachSignature({ ...session, order, signature: signature.value });
  if (!checked.ok) {
    log.error('signature-refused', { leg: index, code: checked.error.code });
    return unsigned(checked.error);
  }
  await signatures.answered(order.hash, 'signed');
  sending.signed.push({ order, signature: signature.value });
  return { kind: 'signed', hash: order.hash };
}

async function seal(sending: Sending, record: Execution): Promise<ExecutionEvent> {
  let held: CheckedAgain['held'];
  if (sending.venue.orders.needsSignature) {
    const checked = await sending.checkAgain();
    if (checked.ok && !isStillOfAccount(sending, record, checked.value.account))
      return givenUp(failureOf('signatures-wasted', { cause: failureOf('account-changed', {}) }));
    if (!checked.ok) return givenUp(failureOf('signatures-wasted', { cause: checked.error }, checked.error.retry));
    if (sending.stop.aborted) return { kind: 'stopped' };
    // What was armed was approved long ago.
    if (record.armedUntilMs !== undefined) ({ held } = checked.value);
  } else
    for (const index of record.legs.keys()) {
      const built = await build(sending, record, index);
      if (!built.ok) return givenUp(built.error);
      sending.signed.push({ order: built.value.order, signature: null });
    }
  const ready = preparedOf(sending) ?? makeReady(sending, record);
  if (!ready.ok) return givenUp(ready.error);
  return { kind: 'sealed', orders: ready.value, ...(held ? { heldBefore: held } : {}) };
}

function preparedOf({ prepared, clock }: Sending): Result<readonly LegOrder[]> | null {
  const ageMs = prepared === null ? Infinity : clock.nowMs() - prepared.atMs;
  return prepared !== null && ageMs >= 0 && ageMs <= PREPARED_FOR_MS ? prepared.ready : null;
}

/**
 * The life of an order begins now, not when the first leg was signed, so each is made anew; and what is sent is held
 * against the certificate once more: the legs of the record are its legs, the terms are made of the legs again, and the
 * venue's adapter makes the bytes of the terms and checks that it is these that were signed.
 */
function makeReady(sending: Sending, record: Execution): Result<readonly LegOrder[]> {
  const { venue, session, conditions, proven, signed, rules, clock } = sending;
  if (session === null || !legsAreThoseOf(proven, record.legs, conditions)) return orderChanged();
  const expirationSeconds = expiryOf(clock.nowMs(), rules.orderLifeSeconds);
  const ready: LegOrder[] = [];
  for (const [index, leg] of record.legs.entries()) {
    const condition = conditions.get(leg.conditionId);
    const own = signed[index];
    if (!condition || !own) return orderChanged();
    const { salt, timestampMs } = own.order.terms;
    const order = { ...own.order, terms: termsOf(leg, condition, { salt, timestampMs, expirationSeconds }) };
    const attached = venue.orders.attachSignature({ ...session, order, signature: own.signature });
    if (!attached.ok) return attached;
    const { hash, body } = attached.value;
    ready.push({ hash, sizeMicros: leg.sizeMicros, body, expiresAtMs: timeMs(expirationSeconds * 1000), seen: false });
  }
  return ok(ready);
}

/** From here on stopping cannot help: an aborted request may still have arrived, and its answer is worth having. */
async function post({ venue, session }: Sending, ready: readonly LegOrder[]): Promise<ExecutionEvent> {
  if (session === null) throw new Error('an account sends');
  const orders = ready.flatMap(({ hash, body }) => (body === null ? [] : [{ hash, body }]));
  const answers = await venue.orders.submitOrders({ ...session, orders }, new AbortController().signal);
  return { kind: 'answered', answers };
}

function givenUp(failure: Failure): ExecutionEvent {
  return { kind: 'given-up', failure };
}

function orderChanged(): Result<never> {
  return fail('orders-unproven', {});
}
