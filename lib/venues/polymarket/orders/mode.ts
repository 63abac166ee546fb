/**
 * What the venue takes now, asked and overheard, so that nobody is asked to sign what it will refuse (docs/venue.md
 * 4.2, 4.3). Asked by a request for an order with no order in it: a venue in one of its modes says so before it reads
 * what was sent; one that reads first refuses the request, and nothing is learned. Every answer to a private call is
 * listened to: where it said "not so fast", or until when it restarts, nothing is asked before that time is over.
 */
import type { Clock } from '../../../ports/clock';
import type { Http, HttpResponse } from '../../../ports/net';
import type { TradingSession, VenueMode } from '../../../ports/order-entry';
import { CLOB } from '../common/constants';
import { parseJson } from '../common/parse';
import { venueErrorText } from '../common/http';
import { signed, type PrivateDeps } from '../common/private-call';
import { isJsonObject } from '../../socket/json';

/** Longer than this nobody waits for an answer of which nothing depends but prompts. */
const TIMEOUT_MS = 3_000;
/** Where the venue does not say how long; and the longest that it is believed. */
const SECONDS = { restarting: 30, 'post-only': 120, 'cancel-only': 15, disabled: 15, 'slow-down': 3 } as const;
const MOST_SECONDS = 600;

type ClosedKind = keyof typeof SECONDS;

const TEXTS: readonly (readonly [RegExp, ClosedKind])[] = [
  [/post-only mode/i, 'post-only'],
  [/trading is currently cancel-only/i, 'cancel-only'],
  [/trading is currently disabled/i, 'disabled'],
];

/** null: the answer says nothing of a mode. */
export function closedBy(response: HttpResponse): VenueMode | null {
  const { status } = response;
  const said = status === 503 ? venueErrorText(response.text) : '';
  const kind =
    status === 425
      ? 'restarting'
      : status === 429
        ? 'slow-down'
        : (TEXTS.find(([pattern]) => pattern.test(said))?.[1] ?? null);
  return kind === null ? null : { kind, seconds: secondsOf(response) ?? SECONDS[kind] };
}

/** Whole seconds of the header or of the body; a date, or what makes no sense, is no answer. */
function secondsOf(response: HttpResponse): number | null {
  const json = parseJson(response.text.slice(0, 4_000), 'error');
  const inBody: unknown = json.ok && isJsonObject(json.value) ? json.value['retry_after_seconds'] : undefined;
  const header = response.header?.('retry-after') ?? '';
  const seconds = typeof inBody === 'number' ? inBody : /^\d{1,9}$/.test(header) ? Number(header) : NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(MOST_SECONDS, Math.ceil(seconds)) : null;
}

/** Orders that the signer's bucket still holds, and when it holds more; null where the venue does not say it. */
function bucketOf({ header }: HttpResponse, nowMs: number): { readonly left: number; readonly atMs: number } | null {
  const left = header?.('poly-ratelimit-remaining') ?? '';
  const reset = Number(header?.('poly-ratelimit-reset') ?? NaN);
  if (!/^\d{1,9}$/.test(left) || !Number.isFinite(reset) || reset < 0) return null;
  // Seconds from now, or a time since 1970.
  const atMs = reset > 1e9 ? reset * 1_000 : nowMs + reset * 1_000;
  return { left: Number(left), atMs: Math.min(atMs, nowMs + MOST_SECONDS * 1_000) };
}

export interface Standing {
  /** The same, listened to. */
  readonly http: Http;
  /** As far as it is known without asking; null: it is not. */
  overheard(orders: number): VenueMode | null;
  /** It named a time before which it wants no requests, or no orders; whether another mode is over may be asked. */
  wantsRest(orders: number): boolean;
}

export function createStanding({ http, clock }: { readonly http: Http; readonly clock: Clock }): Standing {
  let closed: { readonly kind: ClosedKind; readonly untilMs: number; readonly leaveAlone: boolean } | null = null;
  let bucket: ReturnType<typeof bucketOf> = null;

  function listen(path: string, response: HttpResponse): void {
    const nowMs = clock.nowMs();
    bucket = path.startsWith('/order') ? (bucketOf(response, nowMs) ?? bucket) : bucket;
    const mode = closedBy(response);
    if (mode !== null && mode.kind !== 'open')
      closed = {
        kind: mode.kind,
        untilMs: nowMs + (mode.seconds ?? SECONDS[mode.kind]) * 1_000,
        leaveAlone: mode.kind === 'slow-down' || (mode.kind === 'restarting' && secondsOf(response) !== null),
      };
    // An order that was read, whatever became of it, was read by a venue that takes orders.
    else if (/^\/orders?$/.test(path) && (response.status === 200 || response.status === 400)) closed = null;
  }

  const isShort = (orders: number, nowMs: number): boolean =>
    bucket !== null && bucket.left < orders && bucket.atMs > nowMs;

  return {
    wantsRest(orders) {
      const nowMs = clock.nowMs();
      return (closed !== null && closed.untilMs > nowMs && closed.leaveAlone) || isShort(orders, nowMs);
    },
    async http(request, signal) {
      const response = await http(request, signal);
      if (request.url.startsWith(`${CLOB}/`) && request.method !== 'DELETE')
        listen(new URL(request.url).pathname, response);
      return response;
    },
    overheard(orders) {
      const nowMs = clock.nowMs();
      const left = (untilMs: number): number => Math.ceil((untilMs - nowMs) / 1_000);
      if (closed !== null && closed.untilMs > nowMs) return { kind: closed.kind, seconds: left(closed.untilMs) };
      return bucket !== null && isShort(orders, nowMs) ? { kind: 'slow-down', seconds: left(bucket.atMs) } : null;
    },
  };
}

/** @param orders how many are to be sent at once. */
export async function fetchMode(
  deps: PrivateDeps,
  standing: Standing,
  { session, orders }: { readonly session: TradingSession; readonly orders: number },
  signal: AbortSignal,
): Promise<VenueMode> {
  const known = standing.overheard(orders);
  if (known !== null && standing.wantsRest(orders)) return known;
  // Named, so that nobody who reads what was sent takes it for an order.
  const query = { ask: 'mode' };
  const call = await signed(deps, session, {
    method: 'POST',
    path: '/order',
    query,
    body: '{}',
    timeoutMs: TIMEOUT_MS,
  });
  if (!call.ok) return { kind: 'open', seconds: null };
  try {
    await deps.http(call.value, signal);
  } catch {
    // Nothing is learned; what else is asked at the same time tells whether the venue can be reached.
  }
  return standing.overheard(orders) ?? { kind: 'open', seconds: null };
}
