/** Looks for orders at the venue that Facet signed and did not send: soon while they are news, then now and again. */
import { isSameAccount } from '../../domain/account';
import { deepEqual } from '../../domain/deep-equal';
import type { OrderHash } from '../../domain/ids';
import type { FoundOrder, KeptSignature } from '../../domain/signature';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { OrderEntry, TradingSession } from '../../ports/order-entry';
import type { Settlement } from '../../ports/settlement';
import type { TradingVenue } from '../execution/venue';
import { foundOf, isNews, isQuiet } from './account';

/** One that was posted is to be found within five seconds, and an answer may take two. */
const SOON_MS = 2_000;
/** The user channel tells at once; this is for when it is down. */
const SELDOM_MS = 120_000;
/** This long after the wallet was asked it is looked for soon, whether the user has seen it or not. */
const FRESH_MS = 600_000;

/** What is asked of the venue of real money. */
export interface WatchedVenue extends Pick<TradingVenue, 'session'> {
  readonly settlement: Pick<Settlement, 'fetchTrades'>;
  readonly orders: Pick<OrderEntry, 'fetchOrder' | 'cancelOrders'>;
}

interface WatchSources {
  readonly unsent: () => readonly KeptSignature[];
  /** Whether there may be something to look for later. */
  readonly isOver: () => boolean;
  readonly venue: WatchedVenue;
  readonly learned: (hash: OrderHash, found: FoundOrder, isNew: boolean) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Watch {
  /** From now on, for as long as there is something to look for. */
  start(): void;
  /** All of them, now, unless a round is under way. */
  now(): Promise<void>;
}

export function createWatch(
  { unsent, isOver, venue, learned, clock, log }: WatchSources,
  lifetime: AbortSignal,
): Watch {
  const lookedAtMs = new Map<OrderHash, number>();
  let underWay = false;
  let again = false;
  let ticking = false;

  function isDue({ hash, askedAtMs, acknowledged, answer, found }: KeptSignature): boolean {
    const nowMs = clock.nowMs();
    const isOpen = found !== null && (found.resting || !found.settled);
    const isNew = !acknowledged && !isQuiet({ answer, found });
    const isFresh = isOpen || isNew || nowMs - askedAtMs < FRESH_MS;
    return nowMs - (lookedAtMs.get(hash) ?? 0) >= (isFresh ? SOON_MS : SELDOM_MS);
  }

  /** Another account cannot see these orders, and what it does not see is not gone. */
  function mine(session: TradingSession, wanted: (kept: KeptSignature) => boolean): readonly KeptSignature[] {
    return unsent().filter((each) => isSameAccount(session.account, each.account) && wanted(each));
  }

  async function round(wanted: (kept: KeptSignature) => boolean): Promise<void> {
    const session = venue.session();
    if (session === null) return;
    const access = { account: session.account, credentials: session.credentials };
    const kept = mine(session, wanted);
    for (const conditionId of new Set(kept.map((each) => each.conditionId))) {
      const here = kept.filter((each) => each.conditionId === conditionId);
      const hashes = here.map(({ hash }) => hash);
      const [trades, ...orders] = await Promise.all([
        venue.settlement.fetchTrades({ ...access, conditionId, hashes }, lifetime),
        ...hashes.map((hash) => venue.orders.fetchOrder({ ...access, hash }, lifetime)),
      ]);
      for (const [index, each] of here.entries()) {
        const order = orders[index];
        // What could not be asked for is asked for again.
        if (!trades.ok || order === undefined || !order.ok || trades.value.unread.includes(each.hash)) continue;
        const own = trades.value.trades.filter(({ orderHash }) => orderHash === each.hash);
        const found = foundOf(each, { order: order.value, trades: own, nowMs: clock.nowMs() });
        lookedAtMs.set(each.hash, clock.nowMs());
        if (found === null) continue;
        if (found.resting) await cancel(access, each.hash);
        if (!deepEqual(found, each.found)) await learned(each.hash, found, isNews(each.found, found));
      }
    }
  }

  async function cancel(access: TradingSession, hash: OrderHash): Promise<void> {
    const cancelled = await venue.orders.cancelOrders({ ...access, hashes: [hash] }, lifetime);
    if (!cancelled.ok) log.warn('cancel-failed', { code: cancelled.error.code, orders: 1 });
  }

  async function run(wanted: (kept: KeptSignature) => boolean): Promise<void> {
    if (underWay) {
      again = true;
      return;
    }
    underWay = true;
    try {
      await round(wanted);
      while (again && !lifetime.aborted) {
        again = false;
        await round(() => true);
      }
    } catch (error) {
      log.error('watch-threw', { reason: error instanceof Error ? error.message : 'unknown' });
    } finally {
      underWay = false;
    }
  }

  function start(): void {
    if (ticking || lifetime.aborted || isOver()) return;
    ticking = true;
    clock.after(
      SOON_MS,
      () => {
        ticking = false;
        // A round that takes long is not waited for: the next tick finds it under way.
        if (!underWay) void run(isDue);
        start();
      },
      lifetime,
    );
  }

  return { start, now: () => run(() => true) };
}
