/**
 * Posting signed orders: one request, never repeated here. Every answer is sorted into what is certain and what is not
 * (docs/reliability.md 3.1); what is not certain is `unknown` and is looked up by hash before anything else happens.
 * Only a parsed refusal of this very order is a refusal.
 *
 *   2xx, element ok, its id is our hash               matched | live | delayed
 *   2xx, element with an error and no id              rejected, unless its text says that the order may be there
 *   2xx, anything else                                unknown
 *   400 401 403 503 that refuse the whole request     rejected, all of them
 *   403 with a page of the network edge               rejected, all of them: it never reached the venue
 *   400 about one order, when there is only one       rejected
 *   425, 429, any other status, no answer             unknown, all of them
 */
import type { Failure } from '../../../domain/result';
import { failureOf } from '../../../domain/result';
import type { OrderHash } from '../../../domain/ids';
import type { HttpResponse } from '../../../ports/net';
import type { PostedOrder, SignedOrder, SubmitRequest } from '../../../ports/order-entry';
import { ORDERS_PER_REQUEST, SUBMIT_TIMEOUT_MS } from '../common/constants';
import { isEdgeRefusal, venueErrorText } from '../common/http';
import { parseJson } from '../common/parse';
import type { PostAnswer } from './parse-orders';
import { parseOwnBody, parsePostAnswer } from './parse-orders';
import type { PrivateDeps } from '../common/private-call';
import { privateRequest } from '../common/private-call';

/** Refusals of everything that was asked, by account or by mode of the venue (docs/venue.md 4.2). */
const REFUSALS_OF_ALL: Readonly<Record<number, readonly RegExp[]>> = {
  400: [
    /invalid order payload/i,
    /order owner has to be the owner of the api key/i,
    /order signer address has to be the address of the api key/i,
    /maker address not allowed/i,
    /address banned/i,
    /closed only mode/i,
    /order_version_mismatch/i,
    /too many orders in payload/i,
  ],
  401: [/unauthorized|invalid api key|invalid l1 request headers/i],
  403: [/trading restricted in your region/i],
  503: [/trading is currently disabled/i, /trading is currently cancel-only/i, /post-only mode/i],
};

/** Refusals of one order. In an answer to several it is not said whose they are. */
const REFUSALS_OF_ONE: readonly RegExp[] = [
  /breaks minimum tick size rule/i,
  /lower than the minimum/i,
  /min size: /i,
  /invalid amounts?[, ]/i,
  /invalid signature/i,
  /not enough balance \/ allowance/i,
  /invalid expiration/i,
  /invalid post-only order/i,
  /crosses the book/i,
  /not yet ready to process new orders/i,
  /no orderbook exists/i,
  /market not found/i,
  /fully filled or killed/i,
  /no orders found to match/i,
];

/** Of these words an order may be there, whatever else is said: repeated, held back, or lost on the way. */
const MAY_BE_THERE =
  /duplicated|delayed|could not run|internal|tim(ed? ?out|eout)|unavailable|try again|retry|pending/i;

/** Apostrophes may be curly; "Duplicated" means that it is there, so it is never a refusal. */
function isRefusalOfRequest(status: number, text: string, orders: number): boolean {
  if (/duplicated/i.test(text)) return false;
  if (REFUSALS_OF_ALL[status]?.some((pattern) => pattern.test(text))) return true;
  return status === 400 && orders === 1 && REFUSALS_OF_ONE.some((pattern) => pattern.test(text));
}

/** An element that names an error and no order is the venue's word on this very order, known text or not. */
function isRefusalOfElement({ error, named, status }: PostAnswer): boolean {
  if (named !== '' || status !== '' || /duplicated/i.test(error)) return false;
  const known = [...REFUSALS_OF_ONE, ...Object.values(REFUSALS_OF_ALL).flat()].some((each) => each.test(error));
  return known || !MAY_BE_THERE.test(error);
}

function unknown(hash: OrderHash, failure: Failure): Extract<PostedOrder, { kind: 'unknown' }> {
  return { kind: 'unknown', hash, failure };
}

function rejected(hash: OrderHash, failure: Failure): PostedOrder {
  return { kind: 'rejected', hash, failure };
}

const UNREADABLE = failureOf('fate-unreadable', {}, 'unknown');
const NO_REASON = failureOf('fate-no-reason', {}, 'unknown');
const OTHER_ORDER = failureOf('fate-other-order', {}, 'unknown');
const TOO_LARGE = failureOf('fate-too-large', {}, 'unknown');
const UNKNOWN_STATUS = failureOf('fate-unknown-status', {}, 'unknown');
const SHORT_ANSWER = failureOf('fate-short-answer', {}, 'unknown');
const LATE = failureOf('fate-late', {}, 'unknown');

/** A buy cannot give more money or get more shares than signed, a sell cannot give more shares. */
function exceedsSigned(order: SignedOrder, answer: PostAnswer): boolean {
  const own = parseOwnBody(order.body);
  if (own === null) return true;
  return answer.makingMicros > own.makerMicros || (own.side === 'BUY' && answer.takingMicros > own.takerMicros);
}

function classifyElement(order: SignedOrder, raw: unknown): PostedOrder {
  const answer = parsePostAnswer(raw);
  if (answer === null) return unknown(order.hash, UNREADABLE);
  if (answer.error !== '') {
    if (isRefusalOfElement(answer)) return rejected(order.hash, failureOf('rejected', { said: answer.error }));
    const open = unknown(order.hash, failureOf('fate-said', { said: answer.error }, 'unknown'));
    return answer.hash === order.hash || /duplicated/i.test(answer.error) ? { ...open, seen: true } : open;
  }
  if (!answer.success) return unknown(order.hash, NO_REASON);
  if (answer.hash !== order.hash) return unknown(order.hash, OTHER_ORDER);
  switch (answer.status) {
    case 'matched':
      if (exceedsSigned(order, answer)) return { ...unknown(order.hash, TOO_LARGE), seen: true };
      return {
        kind: 'matched',
        hash: order.hash,
        tradeIds: answer.tradeIds,
        makingMicros: answer.makingMicros,
        takingMicros: answer.takingMicros,
      };
    case 'live':
      return { kind: 'live', hash: order.hash };
    case 'delayed':
      return { kind: 'delayed', hash: order.hash };
    default:
      return { ...unknown(order.hash, UNKNOWN_STATUS), seen: true };
  }
}

/** What an answer says about each order, in their order. Pure. */
export function classifyAnswer(orders: readonly SignedOrder[], response: HttpResponse): readonly PostedOrder[] {
  const { status } = response;
  if (status < 200 || status > 299) {
    if (isEdgeRefusal(response))
      return orders.map(({ hash }) => rejected(hash, failureOf('never-reached', {}, 'later')));
    const said = venueErrorText(response.text);
    const certain = isRefusalOfRequest(status, said, orders.length);
    const quoted = { said: said || `HTTP ${status}` };
    return orders.map(({ hash }) =>
      certain
        ? rejected(hash, failureOf('rejected', quoted))
        : unknown(hash, failureOf('fate-said', quoted, 'unknown')),
    );
  }
  const json = parseJson(response.text, 'orders-answer');
  const list: unknown = json.ok ? json.value : null;
  if (!Array.isArray(list) || list.length !== orders.length)
    return orders.map(({ hash }) => unknown(hash, SHORT_ANSWER));
  const elements: readonly unknown[] = list;
  return orders.map((order, i) => classifyElement(order, elements[i]));
}

export async function submitOrders(
  deps: PrivateDeps,
  options: SubmitRequest,
  signal: AbortSignal,
): Promise<readonly PostedOrder[]> {
  const { orders } = options;
  if (orders.length === 0) return [];
  if (orders.length > ORDERS_PER_REQUEST)
    return orders.map(({ hash }) => rejected(hash, failureOf('too-many-orders', { most: ORDERS_PER_REQUEST })));
  // Each body is the exact JSON text of one element, so joining them is the JSON text of the list.
  const body = `[${orders.map((order) => order.body).join(',')}]`;
  let call;
  try {
    call = await privateRequest(deps, options, { method: 'POST', path: '/orders', body, timeoutMs: SUBMIT_TIMEOUT_MS });
  } catch {
    return orders.map(({ hash }) => rejected(hash, failureOf('bad-credentials', {})));
  }
  try {
    return classifyAnswer(orders, await deps.http(call, signal));
  } catch {
    deps.log.warn('orders-no-answer', { orders: orders.length });
    return orders.map(({ hash }) => unknown(hash, LATE));
  }
}
