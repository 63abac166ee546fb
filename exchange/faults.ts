/**
 * Every way in which the local exchange can be told to misbehave, as one flat, strictly parsed object. The control
 * endpoint patches it; handlers read `faults.current` at the moment they answer. The list with explanations is
 * docs/how-to/exchange-control.md.
 */
import { z } from 'zod';
import { contracts } from './crypto/contracts';

const percent = z.number().min(0).max(100);

const restRule = z.strictObject({
  host: z.enum(['any', 'clob', 'gamma', 'data', 'relayer', 'site']).default('any'),
  method: z.string().default('ANY'),
  /** Prefix of the path, "/" for all. */
  path: z.string().default('/'),
  mode: z.enum(['status', 'slow', 'hang', 'reset', 'html', 'edge', 'truncated', 'empty', 'redirect', 'malformed-book']),
  status: z.number().int().min(200).max(599).default(500),
  /** JSON text of `error` in the body of mode "status". */
  error: z.string().default('Internal server error'),
  retryAfterSeconds: z.number().int().nonnegative().nullable().default(null),
  /** Real milliseconds for mode "slow". */
  delayMs: z.number().int().nonnegative().default(1000),
  /** Where mode "redirect" points. */
  location: z.string().default('https://example.invalid/'),
  /** How many matching requests it hits; null for all. */
  times: z.number().int().positive().nullable().default(null),
});

export type RestFault = z.output<typeof restRule>;

const channel = z.enum(['off', 'market', 'user', 'spot', 'all']);

const schema = z.strictObject({
  /** Sockets stay open and answer PING, but data frames are withheld (and lost). */
  wsFreeze: channel,
  /** Sockets stay open, but neither data nor PONG comes. */
  wsDead: channel,
  wsDropPercent: percent,
  wsDuplicatePercent: percent,
  wsReorderPercent: percent,
  /** One character of the frame's text is replaced. */
  wsCorruptPercent: percent,
  /** Data frames leave this many real milliseconds late, in order. */
  wsDelayMs: z.number().int().nonnegative(),
  /** Book and price_change frames carry a hash that is not the book's. */
  wsWrongHash: z.boolean(),
  /** Share of the spot books that carry a checksum which is not theirs. */
  spotWrongChecksumPercent: percent,
  /** The spot venue says that it does not trade now. */
  spotMaintenance: z.boolean(),
  /** Upgrades are answered with 503. */
  wsRefuse: z.boolean(),
  /** REST books carry a hash that is not the book's. */
  restWrongHash: z.boolean(),
  rest: z.array(restRule),
  /**
   * What the order endpoints do after the orders were taken: answer, answer never, cut the connection, or answer 500,
   * 429, 425, or a page of the network's edge with 502.
   */
  afterAccept: z.enum(['answer', 'timeout', 'reset', 'error', 'limited', 'unready', 'page']),
  /** A batch breaks with status 500 after this many of its orders were taken; null for never. */
  batchBreaksAfter: z.number().int().nonnegative().nullable(),
  /** Every new order is refused with this text; null for none. */
  rejectOrders: z.string().nullable(),
  /** Item positions of a batch that are refused as unmatched although they could be filled. */
  killPositions: z.array(z.number().int().nonnegative()),
  /** Marketable orders wait this long (exchange milliseconds) with status "delayed"; 0 for none. */
  delayMs: z.number().int().nonnegative(),
  /** What becomes of trades after MATCHED. */
  settlement: z.enum(['confirm', 'retry-then-confirm', 'fail', 'stay-matched']),
  /** `GET /version`; orders signed for protocol-v1 markets are refused with order_version_mismatch unless it is 2. */
  clobVersion: z.number().int(),
  /** Markets claim this protocol version in Gamma and CLOB answers; null for the true one. */
  marketVersion: z.string().nullable(),
  /** Markets with fees hide the schedule: no `fd`, and Gamma says feesEnabled without feeSchedule. */
  hideFeeSchedule: z.boolean(),
  /** Gamma gives null for the tick of every market. */
  hideTick: z.boolean(),
  /** `/clob-markets` names the answers of these conditions the other way round. */
  swapLabels: z.array(z.string()),
  /** Texts and statuses of docs/venue.md 4.2: restarting is 425, the other modes are 503. */
  trading: z.enum(['normal', 'disabled', 'cancel-only', 'post-only', 'restarting']),
  /** The site's geoblock answers blocked for this place and the CLOB refuses orders with 403. */
  geoblock: z.strictObject({ country: z.string(), region: z.string() }).nullable(),
  closedOnly: z.array(z.string()),
  banned: z.array(z.string()),
  /** Added to every time the exchange tells (`/time`, the Date header, timestamps of frames), in milliseconds. */
  clockOffsetMs: z.number().int(),
  /** Allowance that `/balance-allowance` reports and orders are checked against; null for unlimited. */
  allowanceMicros: z.number().int().nonnegative().nullable(),
  /** A new order cannot be looked up before this many exchange milliseconds have passed. */
  orderHiddenMs: z.number().int().nonnegative(),
  /** Calls with private headers answer CORS to the site's own origin alone. */
  corsForSiteOnly: z.boolean(),
  /** Owners whose plain accounts (type 0) may trade; null for all. New accounts may not since 2026-05-04. */
  plainMakers: z.array(z.string()).nullable(),
  /**
   * A balance is answered as it was at the last `/balance-allowance/update` of the same asset, 0 before the first, with
   * what the venue's own trades moved since then.
   */
  cachedBalances: z.boolean(),
  /** Allowance of single spenders, micros, at most `allowanceMicros`; by address, any case. */
  spenderAllowances: z.record(z.string(), z.number().int().nonnegative()),
  /** Signed times further away than this are refused, seconds; null for never. */
  callWindowSeconds: z.number().int().positive().nullable(),
  /** How an order that the venue does not know, or does not keep, is answered; "in-turn": one way after the other. */
  unknownOrder: z.enum(['null', 'empty', 'missing', 'in-turn']),
  /** Wallet that `/public-profile` shows for an owner instead of the true one; null: no profile. */
  profileWallets: z.record(z.string(), z.string().nullable()),
  /** Keys that `fd` of `/clob-markets` lacks. */
  partialFees: z.array(z.enum(['r', 'e', 'to'])),
  /**
   * A new API key answers 401 for this many exchange milliseconds, and again after its life until it is derived again;
   * null: it has no end.
   */
  keyReadyAfterMs: z.number().int().nonnegative(),
  keyLifeMs: z.number().int().positive().nullable(),
  /** Who is told that a market is resolved, and whether the winner is named: always, never, or every second time. */
  resolutionsTo: z.enum(['subscribers', 'everybody', 'everybody-without-winner', 'everybody-half-named']),
  /** News of markets that this exchange does not list, to every socket with the extras. */
  newMarketsPerMinute: z.number().int().nonnegative(),
  /** Subscribing to what is subscribed already is answered with "NO NEW ASSETS". */
  tellDuplicates: z.boolean(),
  /** Resolved markets pay by themselves; else shares wait to be redeemed. */
  autoRedeem: z.boolean(),
  /**
   * What the relayer does with a request: carries it out; takes it and answers never ("lost") or with the id of another
   * ("wrong-id"); takes it and leaves it NEW ("stuck"), finds it INVALID, or fails it after MINED; says that the wallet
   * is busy, or that the nonce has moved on.
   */
  relayer: z.enum(['carry', 'lost', 'wrong-id', 'stuck', 'invalid', 'fail-mined', 'busy', 'nonce-moved']),
});

export type FaultState = Readonly<z.output<typeof schema>>;

export const noFaults: FaultState = {
  wsFreeze: 'off',
  wsDead: 'off',
  wsDropPercent: 0,
  wsDuplicatePercent: 0,
  wsReorderPercent: 0,
  wsCorruptPercent: 0,
  wsDelayMs: 0,
  wsWrongHash: false,
  spotWrongChecksumPercent: 0,
  spotMaintenance: false,
  wsRefuse: false,
  restWrongHash: false,
  rest: [],
  afterAccept: 'answer',
  batchBreaksAfter: null,
  rejectOrders: null,
  killPositions: [],
  delayMs: 0,
  settlement: 'confirm',
  clobVersion: 2,
  marketVersion: null,
  hideFeeSchedule: false,
  hideTick: false,
  swapLabels: [],
  trading: 'normal',
  geoblock: null,
  closedOnly: [],
  banned: [],
  clockOffsetMs: 0,
  allowanceMicros: null,
  orderHiddenMs: 0,
  corsForSiteOnly: false,
  plainMakers: null,
  cachedBalances: false,
  spenderAllowances: {},
  callWindowSeconds: null,
  unknownOrder: 'null',
  profileWallets: {},
  partialFees: [],
  keyReadyAfterMs: 0,
  keyLifeMs: null,
  resolutionsTo: 'subscribers',
  newMarketsPerMinute: 0,
  tellDuplicates: false,
  autoRedeem: true,
  relayer: 'carry',
};

/** The venue as it is said to be on an ordinary day: nothing of this is a fault there (docs/venue.md 2 to 5). */
export const unkind: FaultState = {
  ...noFaults,
  corsForSiteOnly: true,
  plainMakers: [],
  cachedBalances: true,
  callWindowSeconds: 60,
  unknownOrder: 'in-turn',
  // A new one at 0, which no order here needs, and each of the others with its own amount (py-sdk issue 305).
  spenderAllowances: {
    [contracts.router]: 0,
    [contracts.negRiskAdapter]: 3_000_000_000_000,
    [contracts.standardExchange]: 5_000_000_000_000,
    [contracts.negRiskExchange]: 4_000_000_000_000,
  },
  partialFees: ['to'],
  keyReadyAfterMs: 1_500,
  keyLifeMs: 30 * 60_000,
  resolutionsTo: 'everybody-half-named',
  newMarketsPerMinute: 27,
  tellDuplicates: true,
  autoRedeem: false,
};

/** Names of all faults, for the control endpoint's answer and the documentation test. */
export const faultNames = Object.keys(noFaults);

export interface Faults {
  readonly current: FaultState;
  /**
   * Replaces the named faults and leaves the others; answers a sentence when the patch is not understood, else null.
   */
  patch(patch: unknown): string | null;
  reset(): void;
}

export function createFaults(initial: FaultState = unkind): Faults {
  let state = initial;
  const partial = schema.partial();
  return {
    get current() {
      return state;
    },
    patch(patch) {
      const parsed = partial.safeParse(patch);
      if (!parsed.success)
        return parsed.error.issues.map((issue) => `${issue.path.join('.') || 'faults'}: ${issue.message}`).join('; ');
      state = schema.parse({ ...state, ...parsed.data });
      return null;
    },
    reset() {
      state = initial;
    },
  };
}
