/**
 * Sending a basket for real: sign every leg, check again, journal, one POST, account for every leg.
 *
 *   approved -> signing -> signed -> (books checked again) -> sending -> legs: matched | cancelled rest | rejected | unknown
 *
 * Orders are GTD limit orders for a number of shares (docs/adr/0002): if every leg fills, the total cannot exceed limit
 * x size. What does not match at once is cancelled at once, and expires by itself if this browser is gone.
 */
import { isSameAccount } from '../../domain/account';
import type { Condition } from '../../domain/condition';
import { contractOf } from '../../domain/condition';
import { feeRoundedUp } from '../../domain/fees';
import type { Execution, ExecutionLeg } from '../../domain/execution';
import type { Failure, Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { MoneyMicros, SizeMicros } from '../../domain/units';
import { MICROS, moneyMicros, priceMicros, sizeMicros, timeMs } from '../../domain/units';
import type { OrderEntry, OrderTerms, PostedOrder, SignedOrder, UnsignedOrder } from '../../ports/order-entry';
import type { Wallet } from '../../ports/signer';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { PortfolioService, Session } from '../portfolio/portfolio';
import type { Journal } from './journal';
import { stateAfterSending } from './state';

/**
 * Least life that the venue accepts for GTD is 180 s (polymarket-protocol 2.4); a few more so that the order is not
 * refused in transit.
 */
const GTD_LIFE_SECONDS = 190;
const EVEN = MICROS / 2;

export interface LiveDependencies {
  readonly wallet: Wallet;
  readonly orders: OrderEntry;
  readonly portfolio: PortfolioService;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * First 53 bits of sha-256 of the text: the same leg always gets the same salt, so the venue refuses a second copy.
   */
  readonly saltOf: (text: string) => Promise<number>;
}

export interface LiveRequest {
  readonly execution: Execution;
  readonly conditions: ReadonlyMap<string, Condition>;
  /** Books read again after the user signed; a refusal here means that nothing is sent. */
  readonly checkAgain: () => Promise<Result<void>>;
  readonly signal: AbortSignal;
}

interface SignedLeg {
  readonly order: UnsignedOrder;
  readonly signature: string;
}

/** Runs to the point where every leg has an answer or is `unknown`; reconciling goes on elsewhere. */
export async function sendLive(dependencies: LiveDependencies, request: LiveRequest): Promise<Execution> {
  const { journal, portfolio, clock } = dependencies;
  const session = portfolio.session();
  const { account } = request.execution;
  if (session === null || account === null)
    return abandon(dependencies, request.execution, {
      code: 'no-account',
      message: 'No wallet is connected. Nothing was sent.',
      retry: 'never',
    });
  if (!isSameAccount(session.account, account))
    return abandon(dependencies, request.execution, {
      code: 'account-changed',
      message: 'Another account was connected since this basket was checked. Nothing was sent.',
      retry: 'never',
    });

  const signing = await journal.write({ ...request.execution, state: 'signing' });
  if (!signing.ok) return abandon(dependencies, request.execution, signing.error);
  const signed = await signLegs(dependencies, { ...request, execution: signing.value, session });
  if (!signed.ok) return abandon(dependencies, signing.value, signed.error);

  const checked = await request.checkAgain();
  if (!checked.ok)
    return abandon(dependencies, signing.value, {
      ...checked.error,
      message: `${checked.error.message} Your signatures were thrown away.`,
    });
  if (request.signal.aborted)
    return abandon(dependencies, signing.value, {
      code: 'stopped',
      message: 'You stopped it. Nothing was sent.',
      retry: 'never',
    });

  const expirationSeconds = Math.floor(clock.nowMs() / 1000) + GTD_LIFE_SECONDS;
  const ready: SignedOrder[] = [];
  for (const { order, signature } of signed.value) {
    const attached = dependencies.orders.attachSignature({
      account: session.account,
      credentials: session.credentials,
      signature,
      order: { ...order, terms: { ...order.terms, expirationSeconds } },
    });
    if (!attached.ok) return abandon(dependencies, signing.value, attached.error);
    ready.push(attached.value);
  }
  const legs = signing.value.legs.map((leg, index): ExecutionLeg => {
    const order = ready[index];
    return order
      ? {
          ...leg,
          state: 'sent',
          orderHash: order.hash,
          signedOrder: order.body,
          expiresAtMs: timeMs(expirationSeconds * 1000),
        }
      : leg;
  });
  // The bytes are on disk before they are on the wire: after a crash every order can be looked up by its hash.
  const sending = await journal.write({ ...signing.value, state: 'sending', legs });
  if (!sending.ok) return abandon(dependencies, signing.value, sending.error);

  // Stop was pressed while that was written: nothing has left yet.
  if (request.signal.aborted)
    return abandon(dependencies, signing.value, {
      code: 'stopped',
      message: 'You stopped it. Nothing was sent.',
      retry: 'never',
    });

  // From here on stopping cannot help: an aborted request may still have arrived, and its answer is worth having.
  const posted = await dependencies.orders.submitOrders(
    { account: session.account, credentials: session.credentials, orders: ready },
    new AbortController().signal,
  );
  const answered = sending.value.legs.map((leg) =>
    applyPosted(
      leg,
      posted.find((answer) => answer.hash === leg.orderHash),
    ),
  );
  return persist(dependencies, { ...sending.value, legs: answered, state: stateAfterSending(answered) });
}

async function signLegs(
  dependencies: LiveDependencies,
  request: LiveRequest & { readonly session: Session },
): Promise<Result<readonly SignedLeg[]>> {
  const { portfolio, wallet, orders, journal, clock, log } = dependencies;
  const { account, credentials } = request.session;
  const provider = await portfolio.findProvider();
  if (!provider.ok) return provider;
  const timestampMs = clock.nowMs();
  const signed: SignedLeg[] = [];
  for (const [index, leg] of request.execution.legs.entries()) {
    if (request.signal.aborted) return fail('stopped', 'You stopped it. Nothing was sent.');
    const condition = request.conditions.get(leg.conditionId);
    if (!condition) return fail('leg-unknown', `"${leg.label}" is not listed any more. Nothing was sent.`);
    const terms: OrderTerms = {
      conditionId: leg.conditionId,
      tokenId: leg.tokenId,
      contract: contractOf(condition),
      side: leg.side,
      sizeMicros: leg.sizeMicros,
      limitPriceMicros: leg.limitPriceMicros,
      tickMicros: condition.tickMicros,
      expirationSeconds: Math.floor(timestampMs / 1000) + GTD_LIFE_SECONDS,
      salt: await dependencies.saltOf(`${request.execution.id}:${index}`),
      timestampMs,
    };
    const order = orders.buildOrder(account, terms);
    if (!order.ok) return order;
    if (order.value.typedData === null) throw new Error('live orders are signed');
    const signature = await wallet.signTypedData({
      uuid: provider.value.uuid,
      owner: account.owner,
      typedData: order.value.typedData,
    });
    if (!signature.ok)
      return {
        ok: false,
        error: {
          ...signature.error,
          message: `Leg ${index + 1} (${leg.token.toUpperCase()} on "${leg.label}"): ${signature.error.message} Nothing was sent.`,
        },
      };
    const attached = orders.attachSignature({ account, credentials, order: order.value, signature: signature.value });
    if (!attached.ok) {
      log.error('signature-refused', { leg: index, code: attached.error.code });
      return {
        ok: false,
        error: { ...attached.error, message: `Leg ${index + 1}: ${attached.error.message} Nothing was sent.` },
      };
    }
    signed.push({ order: order.value, signature: signature.value });
    const legs = request.execution.legs.map((each, position): ExecutionLeg =>
      position <= index ? { ...each, state: 'signed', orderHash: order.value.hash } : each,
    );
    const noted = await journal.write({ ...request.execution, state: 'signing', legs });
    if (!noted.ok) return noted;
  }
  return ok(signed);
}

/**
 * What one leg's answer means; no answer for it is `unknown`, never "rejected". The venue does not say the fee here:
 * until its trades are read, the highest that the schedule allows between the average price and the limit is shown.
 */
export function applyPosted(leg: ExecutionLeg, posted: PostedOrder | undefined): ExecutionLeg {
  if (posted === undefined)
    return { ...leg, state: 'unknown', failure: unknownFate('The venue did not answer for this leg.') };
  switch (posted.kind) {
    case 'matched': {
      const [filled, paid] =
        leg.side === 'buy' ? [posted.takingMicros, posted.makingMicros] : [posted.makingMicros, posted.takingMicros];
      const filledSizeMicros = sizeMicros(Math.max(0, Math.min(filled, leg.sizeMicros)));
      const full = filledSizeMicros >= leg.sizeMicros;
      // A rest that did not match is on the book now: its fate is open until the cancel was answered.
      return {
        ...leg,
        state: full ? 'matched' : 'unknown',
        filledSizeMicros,
        paidMicros: moneyMicros(paid),
        feeMicros: highestFee(leg, paid, filledSizeMicros),
        tradeIds: posted.tradeIds,
        failure: full ? null : unknownFate('Only a part matched at once; the rest is being cancelled.'),
      };
    }
    case 'live':
      return { ...leg, state: 'unknown', failure: unknownFate('It did not match at once and is being cancelled.') };
    case 'delayed':
      return {
        ...leg,
        state: 'unknown',
        failure: unknownFate('The venue holds it back for a moment before matching.'),
      };
    case 'final': {
      const { filledSizeMicros, paidMicros, feeMicros, failure } = posted;
      const state = filledSizeMicros >= leg.sizeMicros ? 'confirmed' : filledSizeMicros > 0 ? 'partial' : 'unfilled';
      return { ...leg, filledSizeMicros, paidMicros, feeMicros, state, settled: true, failure };
    }
    case 'rejected':
      return {
        ...leg,
        state: 'rejected',
        settled: true,
        failure: { code: 'rejected', message: `The venue refused it: ${posted.reason}`, retry: 'never' },
      };
    case 'unknown':
      return { ...leg, state: 'unknown', failure: unknownFate(posted.reason) };
  }
}

/** The fee per share grows towards even odds, so the highest between two prices is at the nearer end or at one half. */
function highestFee(leg: ExecutionLeg, paid: number, filled: SizeMicros): MoneyMicros {
  const average =
    filled === 0 ? leg.limitPriceMicros : Math.min(MICROS, Math.max(0, Math.round((paid * MICROS) / filled)));
  const [low, high] = [Math.min(average, leg.limitPriceMicros), Math.max(average, leg.limitPriceMicros)];
  const worst = low <= EVEN && EVEN <= high ? EVEN : Math.abs(low - EVEN) < Math.abs(high - EVEN) ? low : high;
  return feeRoundedUp(leg.fee, priceMicros(worst), filled);
}

function unknownFate(reason: string): Failure {
  return {
    code: 'unknown-fate',
    message: `${reason} It is looked up by its number and not sent again.`,
    retry: 'unknown',
  };
}

/** Nothing left this browser. The record stays, so that the user can read why. */
export async function abandon(
  dependencies: LiveDependencies,
  execution: Execution,
  failure: Failure,
): Promise<Execution> {
  return persist(dependencies, { ...execution, state: 'abandoned', failure });
}

/** A write that fails after the orders left does not lose them: the record with their hashes is already on disk. */
async function persist(dependencies: LiveDependencies, execution: Execution): Promise<Execution> {
  const written = await dependencies.journal.write(execution);
  if (!written.ok) dependencies.log.error('journal-write-failed', { code: written.error.code, state: execution.state });
  return written.ok ? written.value : execution;
}
