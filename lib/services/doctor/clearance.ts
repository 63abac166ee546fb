/**
 * Remembers for which accounts real baskets are unlocked: the newest examination was green, and the smallest real order
 * went the whole way once for the exchange that a basket needs. Locked is the state that anything else leads to.
 *
 *   locked --green examination--> examined --trial passed--> cleared
 *      ^                             |                          |
 *      +------- red examination -----+--------------------------+   (the trial stays passed)
 *
 * A red examination that found the venue itself changed locks every account.
 */
import { isSameAccount, type TradingAccount } from '../../domain/account';
import type { Clearance } from '../../domain/clearance';
import type { Protocol } from '../../domain/condition';
import { failureOf, ok, type Failure, type Result } from '../../domain/result';
import { createEmitter } from '../emitter';
import type { Verdict } from './doctor';

export interface ClearanceStore {
  load(): Promise<readonly Clearance[]>;
  save(clearances: readonly Clearance[]): Promise<Result<void>>;
}

export interface ClearanceService {
  load(): Promise<void>;
  of(account: TradingAccount): Clearance;
  /** Why real baskets over markets of these protocols are locked for this account; null when they are not. */
  lockedBecause(account: TradingAccount, protocols: readonly Protocol[]): Failure | null;
  /** What an examination ended in, and for whom. */
  told(verdict: Verdict): Promise<Result<void>>;
  tried(account: TradingAccount, protocol: Protocol, atMs: number): Promise<Result<void>>;
  subscribe(listener: () => void): () => void;
}

/** Accounts that are remembered; the oldest are forgotten first. */
const MOST_ACCOUNTS = 20;

export function createClearance(store: ClearanceStore): ClearanceService {
  let all: readonly Clearance[] = [];
  /** Something was locked and that is not on disk: a restart would forget it. */
  let unsaved = false;
  let writing: Promise<unknown> = Promise.resolve();
  const changed = createEmitter<void>();

  const of = (account: TradingAccount): Clearance =>
    all.find((each) => isSameAccount(each.account, account)) ?? { account, greenAtMs: null, trials: [] };

  /** What locks holds at once, what unlocks only once it is on disk. */
  function change(edit: () => readonly Clearance[], how: 'locks' | 'unlocks'): Promise<Result<void>> {
    const work = writing.then(async () => {
      const next = edit();
      if (how === 'locks') {
        all = next;
        changed.emit();
      }
      const saved = await store.save(next);
      if (saved.ok) all = next;
      unsaved = saved.ok ? false : unsaved || how === 'locks';
      changed.emit();
      return saved;
    });
    writing = work;
    return work;
  }

  function withOne(account: TradingAccount, edit: (before: Clearance) => Clearance): readonly Clearance[] {
    const others = all.filter((each) => !isSameAccount(each.account, account));
    return [edit(of(account)), ...others.slice(0, MOST_ACCOUNTS - 1)];
  }

  function lock(about: Verdict['about']): readonly Clearance[] {
    const isMeant = ({ account }: Clearance): boolean =>
      about === 'everyone' || about.some((each) => isSameAccount(each, account));
    return all.map((each) => (isMeant(each) ? { ...each, greenAtMs: null } : each));
  }

  return {
    async load() {
      all = await store.load();
      changed.emit();
    },
    of,
    lockedBecause(account, protocols) {
      const { greenAtMs, trials } = of(account);
      if (greenAtMs === null && unsaved) return failureOf('lock-unsaved', {}, 'later');
      if (greenAtMs === null) return failureOf('venue-unexamined', {}, 'later');
      if (trials.length === 0) return failureOf('venue-untried', {}, 'later');
      const untried = protocols.find((protocol) => trials.every((trial) => trial.protocol !== protocol));
      return untried === undefined ? null : failureOf('venue-untried-protocol', { protocol: untried }, 'later');
    },
    told({ is, about, atMs }) {
      if (is === 'red') return change(() => lock(about), 'locks');
      const [account] = about === 'everyone' ? [] : about;
      if (account === undefined) return Promise.resolve(ok(undefined));
      return change(() => withOne(account, (before) => ({ ...before, greenAtMs: atMs })), 'unlocks');
    },
    tried(account, protocol, atMs) {
      const passed = ({ account: own, greenAtMs, trials }: Clearance): Clearance => ({
        account: own,
        greenAtMs,
        trials: [...trials.filter((trial) => trial.protocol !== protocol), { protocol, atMs }],
      });
      return change(() => withOne(account, passed), 'unlocks');
    },
    subscribe: changed.subscribe,
  };
}
