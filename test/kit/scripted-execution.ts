/** One life of the worker with its execution service on scripted ports; the paper venue is the real one. */
import { maxCostOf, type Certificate, type Hashed, type Verified } from '../../lib/domain/basket';
import type { Book } from '../../lib/domain/book';
import type { Condition } from '../../lib/domain/condition';
import type { Execution, ExecutionMode } from '../../lib/domain/execution';
import type { Failure } from '../../lib/domain/failures';
import { parseAddress, type Address, type ConditionId, type OrderHash, type TokenId } from '../../lib/domain/ids';
import { fail, failureOf, ok, type Result } from '../../lib/domain/result';
import { moneyMicros } from '../../lib/domain/units';
import type { OrderEntry, PostedOrder, TradingSession, VenueMode, VenueOrder } from '../../lib/ports/order-entry';
import type { VenueTrade } from '../../lib/ports/settlement';
import { DEFAULT_SETTINGS, type Settings } from '../../lib/protocol/settings';
import { createAssess } from '../../lib/services/assess/assess';
import { createExecution, type KeptProof } from '../../lib/services/execution/execution';
import { createJournal } from '../../lib/services/execution/journal';
import type { Component } from '../../lib/services/relations/relations';
import { createPaperOrderEntry, PAPER_SESSION } from '../../lib/venues/paper/order-entry';
import { POLYMARKET_RULES } from '../../lib/venues/polymarket/rules';
import { createTestClock } from './clock';
import { ACCOUNT, hashOf } from './executions';
import { noSignatures } from './no-signatures';
import { NOW, type makeGap } from './priced-event';

const other = parseAddress(`0x${'b2'.repeat(20)}`);
if (other === null) throw new Error('fixture is malformed');
export const OTHER_ACCOUNT = { owner: other, funder: other, signatureType: 0 } as const;
const PLENTY = {
  balanceMicros: moneyMicros(1e12),
  allowances: { v1: moneyMicros(1e12), 'v1-neg-risk': moneyMicros(1e12), v2: moneyMicros(1e12) },
};
const credentials = { key: 'k', secret: 's', passphrase: 'p' };

export interface Script {
  readonly mode?: ExecutionMode;
  readonly stored?: readonly Execution[];
  readonly keep?: Result<void>;
  /** Why real baskets are locked. */
  readonly locked?: Failure;
  /** Writes of this state fail. */
  readonly failWrite?: Execution['state'];
  /** What the venue answers to the orders. */
  readonly post?: (hash: OrderHash) => PostedOrder;
}

export interface Priced {
  readonly priced: ReturnType<typeof makeGap>;
  readonly certified: Hashed<Verified<Certificate>>;
}

export function bootExecution({ priced, certified }: Priced, script: Script = {}) {
  const mode = script.mode ?? 'paper';
  const clock = createTestClock(NOW);
  const writes: Execution[] = [];
  /** The live books; a frame is `frame`. */
  const live = new Map<TokenId, Book | null>(priced.books);
  const dirty = new Set<(conditionIds: readonly ConditionId[]) => void>();
  let attended: readonly Condition[] = [];
  let settings: Settings = { ...DEFAULT_SETTINGS, mode };
  let confirms: Result<void> | Promise<Result<void>> = ok(undefined);
  /** What is in force, what the wallet says, what the account holds of each share, what the venue takes. */
  const world: {
    component: Component | null;
    wallet: Result<{ owner: Address | null; onChain: boolean | null }>;
    heldMicros: number;
    venueMode: VenueMode;
  } = {
    component: priced.component,
    wallet: ok({ owner: ACCOUNT.owner, onChain: true }),
    heldMicros: 0,
    venueMode: { kind: 'open', seconds: null },
  };
  const kept: KeptProof[] = [];
  const posted: OrderHash[] = [];
  const asked = { gate: 0, wallet: 0, cancels: 0, lookUps: 0 };
  const venueSays: { order: VenueOrder | null; trades: readonly VenueTrade[] } = { order: null, trades: [] };
  const signature: { wait: Promise<void> } = { wait: Promise.resolve() };
  let session: (TradingSession & { wallet: { name: string; claimedRdns: string }; undeployed: null }) | null = {
    account: ACCOUNT,
    credentials,
    wallet: { name: 'W', claimedRdns: 'w' },
    undeployed: null,
  };
  let built = 0;
  const orders: OrderEntry = {
    needsSignature: true,
    buildOrder: (_account, terms) =>
      ok({
        terms,
        hash: hashOf(built++),
        typedData: { domain: {}, primaryType: 'Order', types: {}, message: {} },
      }),
    attachSignature: ({ order }) => ok({ hash: order.hash, body: JSON.stringify(order.terms) }),
    submitOrders({ orders: ready }) {
      posted.push(...ready.map(({ hash }) => hash));
      return Promise.resolve(
        ready.map(
          ({ hash }) =>
            script.post?.(hash) ?? { kind: 'unknown', hash, failure: failureOf('fate-late', {}, 'unknown') },
        ),
      );
    },
    cancelOrders() {
      asked.cancels += 1;
      return Promise.resolve(ok([]));
    },
    fetchOpenOrders: () => Promise.resolve(ok([])),
    fetchMode: () => Promise.resolve(world.venueMode),
    fetchOrderVersion: () => Promise.resolve(ok(2)),
    fetchOrder({ hash }) {
      asked.lookUps += 1;
      return Promise.resolve(ok(venueSays.order === null ? null : { ...venueSays.order, hash }));
    },
  };
  const paper = createPaperOrderEntry({
    bookOf: (tokenId) => priced.books.get(tokenId) ?? null,
    conditionOf: (id) => priced.component.conditions.find((condition) => condition.id === id) ?? null,
  });
  const journal = createJournal(
    {
      all: () => Promise.resolve(ok(script.stored ?? [])),
      put(_key, value: Execution) {
        if (value.state === script.failWrite)
          return Promise.resolve(fail('storage-failed', { doing: 'write', error: 'QuotaExceededError' }, 'later'));
        writes.push(value);
        return Promise.resolve(ok(undefined));
      },
    },
    clock,
  );
  const execution = createExecution({
    opportunities: {
      byHash: (hash) =>
        hash === certified.hash
          ? {
              id: priced.component.key,
              component: priced.component,
              certified,
              asOfMs: NOW,
              firstSeenAtMs: NOW,
              passesThresholds: true,
              upperMicros: null,
            }
          : null,
    },
    relations: {
      events: () => [priced.event],
      componentOf: () => world.component,
      conditionOf: (id) => priced.component.conditions.find((condition) => condition.id === id) ?? null,
      async confirmNow() {
        asked.gate += 1;
        const answer = await confirms;
        return answer.ok ? ok(priced.component) : answer;
      },
    },
    portfolio: {
      session: () => session,
      refreshBalance: () => Promise.resolve(ok(PLENTY)),
      renew: () => Promise.resolve(fail('no-account', {})),
      findProvider: () => Promise.resolve(ok({ uuid: 'u', name: 'W', claimedRdns: 'w', icon: '' })),
    },
    journal,
    keepProof(proof) {
      kept.push(proof);
      return Promise.resolve(script.keep ?? ok(undefined));
    },
    reducingBecause: () => null,
    memoryProblem: () => null,
    haltStore: { load: () => Promise.resolve(null), save: () => Promise.resolve(ok(undefined)) },
    books: {
      refresh: (tokens) => Promise.resolve(ok(tokens.flatMap((tokenId) => priced.books.get(tokenId) ?? []))),
      stateOf(tokenId) {
        const book = live.get(tokenId) ?? null;
        return book === null ? { kind: 'bad', fault: 'stale', sinceMs: NOW } : { kind: 'live', book };
      },
      subscribeDirty(listener) {
        dirty.add(listener);
        return () => dirty.delete(listener);
      },
      attendArmed: (conditions) => void (attended = conditions),
    },
    assess: createAssess({ rules: POLYMARKET_RULES }),
    rules: POLYMARKET_RULES,
    movedByCash: () => 0,
    market: {
      fetchServerTime: () => Promise.resolve(ok(clock.nowMs())),
      fetchGeoblock: () => Promise.resolve(ok({ blocked: false, country: 'CH', region: '' })),
      confirmCondition: (condition) => Promise.resolve(ok(condition)),
    },
    login: { fetchClosedOnly: () => Promise.resolve(ok(false)) },
    orders,
    settlement: {
      fetchBalance: () => Promise.resolve(ok({ ...PLENTY, balanceMicros: moneyMicros(world.heldMicros) })),
    },
    newId: () => 'trial',
    clearance: { lockedBecause: () => script.locked ?? null },
    wallet: {
      look: () => Promise.resolve(world.wallet),
      async signTypedData() {
        asked.wallet += 1;
        await signature.wait;
        return ok('0xsignature');
      },
    },
    venues: {
      live: {
        orders,
        settlement: {
          fetchTrades: ({ hashes }) =>
            Promise.resolve(
              ok({ trades: venueSays.trades.filter(({ orderHash }) => hashes.includes(orderHash)), unread: [] }),
            ),
          fetchBalance: () => Promise.resolve(ok({ ...PLENTY, balanceMicros: moneyMicros(0) })),
        },
        movesMoney: true,
        session: () => session,
      },
      paper: { orders: paper, settlement: paper, movesMoney: false, session: () => PAPER_SESSION },
    },
    settings: () => settings,
    clock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    signatures: noSignatures,
    saltOf: (text) => Promise.resolve(Number(text.split(':').at(-1)) + 1),
  });
  const click = () =>
    execution.execute({ certificateHash: certified.hash, maxCostMicros: maxCostOf(certified.certificate), mode });
  const arm = () => execution.arm({ certificateHash: certified.hash, maxCostMicros: maxCostOf(certified.certificate) });
  return {
    execution,
    journal,
    world,
    clock,
    click,
    arm,
    /** What a frame makes of one book; null: not to be trusted any more. */
    frame(tokenId: TokenId, book: Book | null) {
      live.set(tokenId, book);
      const ids = priced.component.conditions.filter(({ tokens }) => tokens.includes(tokenId)).map(({ id }) => id);
      for (const listener of dirty) listener(ids);
    },
    set(patch: Partial<Settings>) {
      settings = { ...settings, ...patch };
      execution.lookAtArmed();
    },
    /** What reading the events again answers from now on. */
    confirm: (answer: Result<void> | Promise<Result<void>>) => void (confirms = answer),
    attended: () => attended,
    writes,
    kept,
    posted,
    asked,
    venueSays,
    signature,
    connect(account: typeof ACCOUNT | typeof OTHER_ACCOUNT | null) {
      session = account && { account, credentials, wallet: { name: 'W', claimedRdns: 'w' }, undeployed: null };
    },
  };
}
