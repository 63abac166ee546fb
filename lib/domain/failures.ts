/**
 * Every expected failure there is: its code and what its sentence needs to be told, as plain data. The sentences are in
 * lib/words/failures.ts, one for each code. A name of a parameter tells its unit; texts of the venue, of a wallet or of
 * another program are data (`text`) and are cleaned where they are shown.
 */
import { ARMED_FAILURES } from './armed-failures';
import { LIMIT_FAILURES, MODE_FAILURES, SHARE } from './limit-failures';

/**
 * Whether trying the same thing again can help: `unknown` means that the effect may have happened and must be looked up
 * first.
 */
export type Retry = 'never' | 'later' | 'unknown';

const MODES = ['paper', 'live'] as const;
const SIDES = ['buy', 'sell'] as const;
/** What a venue is asked for or sends. */
export const VENUE_THINGS = [
  'this-event',
  'this-market',
  'event',
  'events',
  'market',
  'market-details',
  'books',
  'clock',
  'place',
  'version',
  'account-key',
  'account-state',
  'wallets',
  'wallet-lookup',
  'order',
  'own-order',
  'own-orders',
  'cancel',
  'cancel-answer',
  'orders-answer',
  'trades',
  'trade',
  'balance',
  'positions',
  'cash-nonce',
  'cash-request',
  'cash-state',
  'list',
  'error',
] as const;
export type VenueThing = (typeof VENUE_THINGS)[number];

/** Facet itself: its parts and what crosses between them. */
export const OWN_FAILURES = {
  /** Of another version of Facet, or damaged: nothing is known of it but its code. */
  'unknown-failure': { code: 'text' },
  /** Written down before failures had parameters: what the user was told then. */
  recorded: { code: 'text', text: 'words' },
  internal: {},
  'bad-command': {},
  'not-allowed': {},
  'confirm-in-panel': {},
  'context-gone': {},
  'no-answer': {},
  'execute-unanswered': {},
  'storage-failed': { doing: ['read', 'write', 'delete', 'read-journal'], error: 'text' },
  'settings-unsaved': {},
  'session-unsaved': {},
} as const;

/** The wallet and the page that it is reached through. */
export const WALLET_FAILURES = {
  'no-page': {},
  'page-gone': {},
  'page-gone-unasked': {},
  'page-answer': {},
  'page-old': {},
  'page-asleep': {},
  'wallet-silent': { seconds: 'number' },
  'wallet-answer': {},
  'wallet-unsigned': {},
  'wallet-no-account': {},
  'wallet-refused': {},
  'wallet-unauthorised': {},
  'wallet-offline': {},
  'wallet-busy': {},
  'wallet-failed': {},
  'wallet-unable': {},
  'chain-unknown': {},
  'wrong-chain': {},
  'wallet-gone': {},
  'wallet-missing': { wallet: 'text' },
  'wallet-ambiguous': { wallet: 'text', rdns: 'text' },
  'no-account': {},
  'venue-no-account': {},
  'wallet-foreign': { wallet: 'text' },
  'no-choice': {},
  'orders-open': {},
  'orders-open-elsewhere': { account: 'text' },
} as const;

/** Why a basket may not be taken. */
export const GATE_FAILURES = {
  halted: { because: 'failure' },
  'halted-in-paper': { because: 'failure' },
  /** Nothing new is taken; what reduces is. */
  reducing: { because: 'failure' },
  'mode-changed': { asked: MODES, now: MODES },
  'live-facts-missing': {},
  'not-assessed': {},
  'no-edge': {},
  'too-many-legs': { legs: 'number', most: 'number' },
  'cost-moved': {},
  'way-moved': { resultMicros: 'number', shownMicros: 'number' },
  'way-changed': {},
  'way-gone': {},
  'sale-unknown': SHARE,
  'sale-short': { ...SHARE, heldMicros: 'number', neededMicros: 'number' },
  'sale-allowance': SHARE,
  'already-taken': {},
  'own-orders-unknown': {},
  'own-order-crossed': SHARE,
  'order-version': { version: 'number' },
  'order-version-unknown': {},
  'relations-unconfirmed': { cause: 'failure' },
  'market-changed': {},
  'relations-changed': {},
  'component-gone': {},
  'leg-unknown': {},
  'leg-unlisted': { market: 'text' },
  'fee-unknown': { market: 'text' },
  'not-trading': { market: 'text' },
  'below-minimum': { ...SHARE, sizeMicros: 'number', minimumMicros: 'number' },
  'below-minimum-cost': { ...SHARE, minimumMicros: 'number' },
  'off-tick': SHARE,
  'book-missing': SHARE,
  'book-stale': SHARE,
  'book-moved': { ...SHARE, availableMicros: 'number', sizeMicros: 'number' },
  'book-unwatched': {},
  'book-unconfirmed': { market: 'text' },
  'book-untrusted': { market: 'text', fault: ['missing', 'stale', 'crossed', 'mismatch', 'malformed'] },
  /** Real baskets are locked until the venue was examined, and the smallest real order went through. */
  'venue-unexamined': {},
  'lock-unsaved': {},
  'venue-untried': {},
  'venue-untried-protocol': { protocol: ['v1', 'v2'] },
  /** The smallest real order did not go the whole way. */
  'trial-unfit': { market: 'text' },
  'trial-filled': { sizeMicros: 'number' },
  'trial-unseen': {},
  'trial-uncancelled': {},
  'trial-not-gone': {},
  'trial-interrupted': {},
  'unresolved-orders': {},
  'region-unknown': {},
  'region-blocked': {},
  'account-unknown': {},
  'closed-only': {},
  'clock-unknown': {},
  'clock-skew': { skewMs: 'number' },
  'balance-unknown': {},
  'balance-short': { costMicros: 'number', balanceMicros: 'number', claimedMicros: 'number' },
  'allowance-short': {},
  busy: {},
  'proof-expired': {},
  'proof-gone': {},
  'bad-proof-hash': {},
  'nothing-to-settle': {},
} as const;

/** The user's stop, and what else stops everything. */
export const HALT_FAILURES = {
  'stop-pressed': {},
  'halt-unreadable': {},
  'journal-unread': {},
  'memory-unread': {},
  'memory-damaged': {},
  'memory-unsaved': {},
  'halt-unsaved': {},
  'stop-unsaved': { paper: 'flag' },
  'mode-unsaved': {},
  'halt-kept': {},
  'stopped-again': {},
  'signatures-unread': {},
  'signatures-unseen': { signed: 'number', unclear: 'number' },
  'signatures-posted': { bets: 'number' },
} as const;

/** What became of an execution or of one of its legs. */
export const ORDER_FAILURES = {
  'journal-unwritable': {},
  'account-changed': {},
  'orders-unproven': {},
  'leg-unsigned': { leg: 'number', ...SHARE, cause: 'failure' },
  'signatures-wasted': { cause: 'failure' },
  stopped: {},
  interrupted: {},
  'signing-fault': {},
  'too-many-orders': { most: 'number' },
  rejected: { said: 'text' },
  'never-reached': {},
  'fate-interrupted': {},
  'fate-unanswered': {},
  'fate-late': {},
  'fate-part-matched': {},
  'fate-unmatched': {},
  'fate-delayed': {},
  'fate-said': { said: 'text' },
  'fate-unreadable': {},
  'fate-no-reason': {},
  'fate-other-order': {},
  'fate-too-large': {},
  'fate-unknown-status': {},
  'fate-short-answer': {},
  resting: {},
  'trades-awaited': {},
  'trades-vanished': {},
  'trades-incomplete': {},
  'not-found-yet': {},
  'never-arrived': {},
  'not-taken': {},
  'closed-by-hand': {},
  'told-by-balance': {},
  'trade-unreadable': {},
  'settlement-failed': {},
  unfilled: { side: SIDES },
  'partly-filled': {},
  'paper-unseen': {},
  'paper-no-book': {},
  'paper-no-fee': {},
  'paper-unfilled': { side: SIDES },
  'paper-partly-filled': { side: SIDES },
} as const;

/** Turning shares into money without selling them. */
export const CASH_FAILURES = {
  'cash-busy': {},
  'cash-gone': {},
  'cash-less': { cashMicros: 'number', askedMicros: 'number' },
  'cash-id': { market: 'text' },
  'cash-hidden': {},
  'cash-fee-unknown': {},
  'cash-undecided': { market: 'text' },
  'cash-not-here': {},
  'cash-no-key': {},
  'cash-bad-key': {},
  'cash-key-unsaved': {},
  'cash-shares-short': { market: 'text', heldMicros: 'number', neededMicros: 'number' },
  'cash-unwritable': {},
  'cash-unread': {},
  'cash-interrupted': {},
  'cash-would-fail': {},
  'cash-refused': { said: 'text' },
  'cash-relayer-busy': { said: 'text' },
  'cash-unanswered': {},
  'cash-partly': {},
  'cash-failed': {},
  'cash-reverted': { done: 'number', total: 'number' },
  'cash-replaced': {},
  'cash-gone-only': {},
  'cash-undone': {},
  'cash-expired': {},
  'cash-closed': {},
  'cash-fault': {},
} as const;

/** Making, numbering and signing orders. */
export const SIGNING_FAILURES = {
  'bad-signature': {},
  'bad-login-signature': {},
  'login-stopped': {},
  'bad-credentials': {},
  'bad-wallet': {},
  'wallet-undeployed': {},
  'order-changed': {},
  'unknown-tick': {},
  'price-off-tick': {},
  'size-off-step': {},
  'account-not-own': {},
  'account-no-contract': {},
  'bad-salt': {},
  'bad-time': {},
  'bad-expiration': { seconds: 'number' },
  'bad-hash': {},
} as const;

const ASKED = { what: VENUE_THINGS } as const;
const ANSWERED = { ...ASKED, said: 'text' } as const;

/** What a venue said or did not say. */
export const VENUE_FAILURES = {
  network: ASKED,
  aborted: ASKED,
  'bad-json': ASKED,
  'bad-answer': { ...ASKED, where: 'text' },
  'answer-too-large': ASKED,
  'not-found': ANSWERED,
  unauthorized: ANSWERED,
  forbidden: ANSWERED,
  'edge-refused': ASKED,
  'clock-refused': { ...ASKED, skewMs: 'number' },
  'rate-limited': ANSWERED,
  'venue-unavailable': { ...ANSWERED, status: 'number' },
  refused: { ...ANSWERED, status: 'number' },
  'feed-down': {},
  'books-internal': {},
  'too-many-rows': ASKED,
  'bad-slug': { what: ['this-event', 'this-market'] },
  'wrong-event': {},
  'event-unnamed': {},
  contradiction: {
    market: 'text',
    about: ['condition-id', 'share-ids', 'labels', 'protocol', 'neg-risk', 'fees'],
  },
  'protocol-unsaid': { market: 'text' },
  'protocol-newer': { market: 'text', version: 'text' },
  'bad-market': {
    market: 'text',
    problem: ['ids', 'short-id', 'outcomes', 'shares', 'price-step', 'smallest-order', 'twice'],
  },
  'market-not-open': { market: 'text' },
  'market-unconfirmed': { market: 'text', cause: 'failure' },
  'markets-unlisted': {},
  'markets-cut': { read: 'number', listed: 'number' },
  'book-malformed': {
    problem: ['shape', 'ids', 'time', 'tick', 'hash', 'side', 'level', 'price', 'size'],
  },
  'book-crossed': {},
  'book-too-deep': { levels: 'number' },
  'book-off-tick': {},
  'book-duplicate-level': {},
} as const;

/** Scanning and proving. */
export const ENGINE_FAILURES = {
  'bad-instance': { problem: 'text' },
  'certificate-refused': { problem: 'text' },
  'certificate-foreign': {},
  'certificate-prices': {},
  'outcome-space-too-hard': {},
  'solver-failed': {},
  'engine-late': {},
  'engine-unreachable': {},
  'engine-stopped': {},
  'engine-fault': { reason: 'text' },
  cancelled: {},
} as const;

/** Judging and keeping relations. */
export const RELATION_FAILURES = {
  'unknown-relation': {},
  'relation-changed': {},
  'alike-rejected': {},
  'market-unwatched': {},
  'rules-unread': { market: 'text' },
  'rules-changed': { market: 'text' },
  'relation-refuted': {},
  'relation-clash': { others: 'number' },
  'relation-unchecked': {},
  'relation-fixes': { market: 'text', answer: ['yes', 'no'] },
  'wrong-status': {
    status: ['proposed', 'proven', 'accepted', 'rejected', 'retired'],
    decision: ['accept', 'reject', 'withdraw'],
  },
  'relations-reading': {},
  'relations-unreadable': { cause: 'failure' },
  'decision-unkept': { because: 'failure' },
  'decision-unreadable': {},
  'ties-unread': { ties: 'number' },
  'import-not-json': {},
  'import-no-list': { format: 'text' },
  'import-too-long': { most: 'number' },
  'import-bad-entry': { entry: 'number' },
  'import-refused': {},
} as const;

/** The language model that may be asked about relations. */
export const MODEL_FAILURES = {
  'model-off': {},
  'model-not-allowed': { host: 'text' },
  'no-built-in': {},
  'built-in-unready': { why: ['unavailable', 'downloadable', 'downloading', 'other'] },
  'built-in-silent': {},
  'no-model': {},
  'bad-endpoint': {},
  'host-not-asked': {},
  'endpoint-user': {},
  'endpoint-query': {},
  'endpoint-insecure': {},
  'endpoint-host': {},
  'model-unreachable': {},
  'model-refused': { status: 'number' },
  'model-unreadable': {},
  'model-settings': {},
  'model-unsaved': {},
  'model-key-unsaved': {},
  'budget-spent': { calls: 'number', tokens: 'number' },
  'budget-spent-today': { calls: 'number', tokens: 'number' },
  'budget-uncounted': {},
  'question-withdrawn': {},
} as const;

export const FAILURES = {
  ...OWN_FAILURES,
  ...WALLET_FAILURES,
  ...GATE_FAILURES,
  ...{ ...LIMIT_FAILURES, ...MODE_FAILURES },
  ...HALT_FAILURES,
  ...{ ...ORDER_FAILURES, ...ARMED_FAILURES },
  ...CASH_FAILURES,
  ...SIGNING_FAILURES,
  ...VENUE_FAILURES,
  ...ENGINE_FAILURES,
  ...RELATION_FAILURES,
  ...MODEL_FAILURES,
} as const satisfies Readonly<Record<string, Readonly<Record<string, ParamKind>>>>;

/**
 * `text`: data of others, shown in quotation or brackets; `words`: sentences of ours; a list: one of these words;
 * `failure`: another failure that this one came from.
 */
export type ParamKind = 'text' | 'words' | 'number' | 'flag' | 'failure' | readonly string[];

export type FailureCode = keyof typeof FAILURES;

type ParamOf<K extends ParamKind> = K extends 'text' | 'words'
  ? string
  : K extends 'number'
    ? number
    : K extends 'flag'
      ? boolean
      : K extends 'failure'
        ? Failure
        : K extends readonly (infer Word)[]
          ? Word
          : never;

export type ParamsOf<Kinds extends Readonly<Record<string, ParamKind>>> = {
  readonly [P in keyof Kinds]: ParamOf<Kinds[P]>;
};

export type FailureParams = { readonly [C in FailureCode]: ParamsOf<(typeof FAILURES)[C]> };

/** Made by `fail` and `failureOf` of domain/result, which hold the parameters against the code. */
export interface Failure<C extends FailureCode = FailureCode> {
  /** Stable machine code, kebab-case. */
  readonly code: C;
  readonly params: FailureParams[C];
  readonly retry: Retry;
}

export function isFailureCode(code: unknown): code is FailureCode {
  return typeof code === 'string' && Object.hasOwn(FAILURES, code);
}
