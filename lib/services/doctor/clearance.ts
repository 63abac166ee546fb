/**
 * Remembers for which accounts real baskets are unlocked: the newest examination was green, and the smallest real order
 * went the whole way once for the exchange that a basket needs. Locked is the state that anything else leads to.
 *
 *   locked --green examination--> examined --trial passed--> cleared
 *      ^                             |                          |
 *      +------- red examination -----+--------------------------+   (the trial stays passed)
 */
import { isSameAccount, type TradingAccount } from '../../domain/account';
import type { Clearance } from '../../domain/clearance';
import type { Protocol } from '../../domain/condition';
import { failureOf, type Failure, type Result } from '../../domain/result';
import { createEmitter } from '../emitter';

export interface ClearanceStore {
  load(): Promise<readonly Clearance[]>;
  save(clearances: readonly Clearance[]): Promise<Result<void>>;
}

export interface ClearanceService {
  load(): Promise<void>;
  of(account: TradingAccount): Clearance;
  /** Why real baskets over markets of these protocols are locked for this account; null when they are not. */
  lockedBecause(account: TradingAccount, protocols: readonly Protocol[]): Failure | null;
  /** What an examination with this account connected ended in. */
  examined(account: TradingAccount, verdict: 'green' | 'red', atMs: number): Promise<Result<void>>;
  tried(account: TradingAccount, protocol: Protocol, atMs: number): Promise<Result<void>>;
  subscribe(listener: () => void): () => void;
}

/** Accounts that are remembered; the oldest are forgotten first. */
const MOST_ACCOUNTS = 20;

export function createClearance(store: ClearanceStore): ClearanceService {
  let all: readonly Clearance[] = [];
  let writing: Promise<unknown> = Promise.resolve();
  const changed = createEmitter<void>();

  const of = (account: TradingAccount): Clearance =>
    all.find((each) => isSameAccount(each.account, account)) ?? { account, greenAtMs: null, trials: [] };

  /** What locks holds at once, what unlocks only once it is on disk. */
  function change(account: TradingAccount, edit: (before: Clearance) => Clearance): Promise<Result<void>> {
    const work = writing.then(async () => {
      const next = [
        edit(of(account)),
        ...all.filter((each) => !isSameAccount(each.account, account)).slice(0, MOST_ACCOUNTS - 1),
      ];
      const saved = await store.save(next);
      const locks = (next[0]?.greenAtMs ?? null) === null;
      if (saved.ok || locks) {
        all = next;
        changed.emit();
      }
      return saved;
    });
    writing = work;
    return work;
  }

  return {
    async load() {
      all = await store.load();
      changed.emit();
    },
    of,
    lockedBecause(account, protocols) {
      const { greenAtMs, trials } = of(account);
      if (greenAtMs === null) return failureOf('venue-unexamined', {}, 'later');
      if (trials.length === 0) return failureOf('venue-untried', {}, 'later');
      const untried = protocols.find((protocol) => trials.every((trial) => trial.protocol !== protocol));
      return untried === undefined ? null : failureOf('venue-untried-protocol', { protocol: untried }, 'later');
    },
    examined: (account, verdict, atMs) =>
      change(account, (before) => ({ ...before, greenAtMs: verdict === 'green' ? atMs : null })),
    tried: (account, protocol, atMs) =>
      change(account, (before) => ({
        ...before,
        trials: [...before.trials.filter((trial) => trial.protocol !== protocol), { protocol, atMs }],
      })),
    subscribe: changed.subscribe,
  };
}
