/**
 * Sending a basket: find the account, have every leg signed, check again, make the orders ready, one POST. In which
 * order, and what is written before each, machine.ts decides.
 *
 * What does not match at once is cancelled at once (reconcile.ts), and ends by itself if this browser is gone.
 */
import { isSameAccount } from '../../domain/account';
import type { Condition } from '../../domain/condition';
import type { Execution, ExecutionLeg, LegOrder } from '../../domain/execution';
import type { Failure, Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { TimeMs } from '../../domain/units';
import { timeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { TradingSession, UnsignedOrder } from '../../ports/order-entry';
import type { Wallet, WalletProvider } from '../../ports/signer';
import type { VenueRules } from '../../ports/venue-rules';
import type { PortfolioService } from '../portfolio/portfolio';
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
  /** Books read again after the user signed; a refusal here means that nothing is sent. */
  readonly checkAgain: () => Promise<Result<unknown>>;
  readonly stop: AbortSignal;
  readonly lookUp: () => void;
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

/** Holds session, wallet and signatures of one basket for as long as it is being sent; they are written nowhere. */
function createSender(dependencies: SendDependencies, request: SendRequest): Runner['perform'] {
  const { wallet, portfolio, rules, clock, log, saltOf } = dependencies;
  const { venue, proven, conditions, stop } = request;
  const { orders } = venue;
  const signed: SignedLeg[] = [];
  let session: TradingSession | null = null;
  let provider: WalletProvider | null = null;
  let startedAtMs: TimeMs | null = null;

  function begin(record: Execution): ExecutionEvent {
    const current = venue.session();
    if (current === null || (venue.movesMoney && record.account === null))
      return givenUp({ code: 'no-account', message: 'No wallet is connected. Nothing was sent.', retry: 'never' });
    if (venue.movesMoney && record.account !== null && !isSameAccount(current.account, record.account))
      return givenUp({
        code: 'account-changed',
        message: 'Another account was connected since this basket was checked. Nothing was sent.',
        retry: 'never',
      });
    session = current;
    return { kind: 'begun', needsSignature: orders.needsSignature };
  }

  async function build(
    record: Execution,
    index: number,
    leg: ExecutionLeg,
  ): Promise<Result<{ readonly order: UnsignedOrder; readonly trader: TradingSession }>> {
    const condition = conditions.get(leg.conditionId);
    if (!condition) return fail('leg-unknown', `"${leg.label}" is not listed any more. Nothing was sent.`);
    if (session === null) return fail('no-account', 'No wallet is connected. Nothing was sent.');
    const trader = session;
    const timestampMs = (startedAtMs ??= clock.nowMs());
    const salt = await saltOf(`${record.id}:${index}`);
    const expirationSeconds = expiryOf(timestampMs, rules.orderLifeSeconds);
    const order = orders.buildOrder(trader.account, termsOf(leg, condition, { salt, timestampMs, expirationSeconds }));
    return order.ok ? ok({ order: order.value, trader }) : order;
  }

  /** What the wallet gives is checked before the next leg is asked for: nobody signs on for a wallet that lies. */
  async function sign(record: Execution, index: number): Promise<ExecutionEvent> {
    if (provider === null) {
      const found = await portfolio.findProvider();
      if (!found.ok) return givenUp(found.error);
      provider = found.value;
      startedAtMs = clock.nowMs();
    }
    if (stop.aborted) return { kind: 'stopped' };
    const leg = record.legs[index];
    if (!leg) throw new Error('only legs of the record are signed');
    const built = await build(record, index, leg);
    if (!built.ok) return givenUp(built.error);
    const { order, trader } = built.value;
    if (order.typedData === null) throw new Error('a venue that needs signatures says what is signed');
    const { owner } = trader.account;
    const signature = await wallet.signTypedData({ uuid: provider.uuid, owner, typedData: order.typedData });
    if (!signature.ok)
      return givenUp({
        ...signature.error,
        message: `Leg ${index + 1} (${leg.token.toUpperCase()} on "${leg.label}"): ${signature.error.message} Nothing was sent.`,
      });
    const checked = orders.attachSignature({ ...sessionOf(trader), order, signature: signature.value });
    if (!checked.ok) {
      log.error('signature-refused', { leg: index, code: checked.error.code });
      return givenUp({
        ...checked.error,
        message: `Leg ${index + 1}: ${checked.error.message} Nothing was sent.`,
      });
    }
    signed.push({ order, signature: signature.value });
    return { kind: 'signed', hash: order.hash };
  }

  async function seal(record: Execution): Promise<ExecutionEvent> {
    if (orders.needsSignature) {
      const checked = await request.checkAgain();
      if (!checked.ok)
        return givenUp({
          ...checked.error,
          message: `${checked.error.message} Your signatures were thrown away.`,
        });
      if (stop.aborted) return { kind: 'stopped' };
    } else {
      for (const [index, leg] of record.legs.entries()) {
        const built = await build(record, index, leg);
        if (!built.ok) return givenUp(built.error);
        signed.push({ order: built.value.order, signature: null });
      }
    }
    const ready = makeReady(record);
    return ready.ok ? { kind: 'sealed', orders: ready.value } : givenUp(ready.error);
  }

  /**
   * The life of an order begins now, not when the first leg was signed, so each is made anew; and what is sent is held
   * against the certificate once more: the legs of the record are its legs, the terms are made of the legs again, and
   * the venue's adapter makes the bytes of the terms and checks that it is these that were signed.
   */
  function makeReady(record: Execution): Result<readonly LegOrder[]> {
    if (session === null || !legsAreThoseOf(proven, record.legs, conditions)) return orderChanged();
    const trader = sessionOf(session);
    const expirationSeconds = expiryOf(clock.nowMs(), rules.orderLifeSeconds);
    const ready: LegOrder[] = [];
    for (const [index, leg] of record.legs.entries()) {
      const condition = conditions.get(leg.conditionId);
      const own = signed[index];
      if (!condition || !own) return orderChanged();
      const { salt, timestampMs } = own.order.terms;
      const order = { ...own.order, terms: termsOf(leg, condition, { salt, timestampMs, expirationSeconds }) };
      const attached = orders.attachSignature({ ...trader, order, signature: own.signature });
      if (!attached.ok) return attached;
      ready.push({
        hash: attached.value.hash,
        sizeMicros: leg.sizeMicros,
        body: attached.value.body,
        expiresAtMs: timeMs(expirationSeconds * 1000),
      });
    }
    return ok(ready);
  }

  /** From here on stopping cannot help: an aborted request may still have arrived, and its answer is worth having. */
  async function post(ready: readonly LegOrder[]): Promise<ExecutionEvent> {
    if (session === null) throw new Error('an account sends');
    const bodies = ready.flatMap(({ hash, body }) => (body === null ? [] : [{ hash, body }]));
    const answers = await orders.submitOrders({ ...sessionOf(session), orders: bodies }, new AbortController().signal);
    return { kind: 'answered', answers };
  }

  return (act: Act, record: Execution) => {
    switch (act.kind) {
      case 'begin':
        return Promise.resolve(begin(record));
      case 'sign':
        return sign(record, act.leg);
      case 'seal':
        return seal(record);
      case 'post':
        return post(act.orders);
      case 'check':
        throw new Error('a basket is checked before it is sent');
    }
  };
}

/** No more of a session than the venue needs. */
function sessionOf({ account, credentials }: TradingSession): TradingSession {
  return { account, credentials };
}

function givenUp(failure: Failure): ExecutionEvent {
  return { kind: 'given-up', failure };
}

function orderChanged(): Result<never> {
  return fail('order-changed', 'The orders are not those of the proof any more. Nothing was sent.');
}
