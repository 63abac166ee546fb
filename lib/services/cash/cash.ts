/**
 * Owns what is held and how it becomes cash: reads positions from the venue, plans the ways to money, carries one out
 * on a click, and looks up what may have left until its end is known. Start, wake and crash are one path: whatever the
 * journal holds is carried on from where it stood.
 */
import { isSameAccount, type TradingAccount } from '../../domain/account';
import type { Book } from '../../domain/book';
import { isUnderWay, type CashOut } from '../../domain/cash-out';
import type { VenueEvent } from '../../domain/condition';
import type { Execution } from '../../domain/execution';
import type { TokenId } from '../../domain/ids';
import { forEachPooled } from '../../domain/pool';
import type { Failure, Result } from '../../domain/result';
import { fail, failureOf, ok } from '../../domain/result';
import type { TimeMs } from '../../domain/units';
import type { MarketData } from '../../ports/market-data';
import type { TradingSession } from '../../ports/order-entry';
import type { Receipt } from '../../ports/signer';
import { createEmitter } from '../emitter';
import type { Journal } from '../execution/journal';
import { atRest } from '../execution/journaled';
import { isClosable } from './closable';
import { lookUp } from './look-up';
import { positionGroups, type PositionGroup } from './positions';
import { driveCash, tell, type RunDependencies } from './runner';

const READ_TIMEOUT_MS = 30_000;
/** What is under way is looked at this often. */
const LOOK_MS = 2_000;
/** Events whose pages are read for one list of positions. */
const MOST_EVENTS = 40;
const EVENTS_AT_ONCE = 4;
/** As the site makes it, and nothing that could be something else in a header. */
const KEY = /^[\x21-\x7e]{8,200}$/;

export interface RelayerKeyStore {
  load(): Promise<string>;
  save(key: string): Promise<Result<void>>;
}

export interface Positions {
  readonly groups: readonly PositionGroup[];
  /** When they were read; null: not yet. */
  readonly asOfMs: TimeMs | null;
  /** Why the last reading failed. */
  readonly failure: Failure | null;
  readonly reading: boolean;
}

export interface CashService {
  load(): Promise<Result<void>>;
  positions(): Positions;
  /** Reads everything again; one reading at a time. */
  refresh(): Promise<Result<void>>;
  /** Carries one way out, if it brings at least what the user saw. Answered when its fate is told to the journal. */
  start(request: { readonly route: string; readonly cashMicros: number }): Promise<Result<{ readonly id: string }>>;
  /** The user's word that a wallet does not hold it any more. */
  close(id: string): Promise<Result<void>>;
  hasKey(): boolean;
  setKey(key: string): Promise<Result<void>>;
  needsKey(): boolean;
  all(): readonly CashOut[];
  subscribe(listener: () => void): () => void;
  end(): void;
}

export interface CashDependencies extends Omit<RunDependencies, 'journal' | 'lookUp'> {
  readonly journal: Journal<CashOut>;
  readonly keys: RelayerKeyStore;
  readonly market: Pick<MarketData, 'fetchEventBySlug' | 'fetchBooks'>;
  readonly executions: () => readonly Execution[];
  readonly session: () => TradingSession | null;
  /** Cash changed. */
  readonly refreshBalance: (signal: AbortSignal) => Promise<unknown>;
  readonly newId: () => string;
}

const NOTHING: Positions = { groups: [], asOfMs: null, failure: null, reading: false };
const UNREAD = failureOf('cash-unread', {}, 'later');

/** One closure over what is held, the key and the work under way, which only it may change. */
export function createCash(dependencies: CashDependencies): CashService {
  const { desk, journal, keys, market, session, clock, log } = dependencies;
  const lifetime = new AbortController();
  const changed = createEmitter<void>();
  let positions: Positions = NOTHING;
  /** Whose they are. */
  let shownFor: TradingAccount | null = null;
  let key = '';
  let journalProblem: Failure | null = UNREAD;
  let starting = false;
  let reading: Promise<Result<void>> | null = null;
  let looking = false;
  const movedAt = new Map<string, TimeMs>();
  const running: RunDependencies = { ...dependencies, lookUp: () => schedule() };

  journal.subscribe(() => changed.emit());

  const set = (next: Partial<Positions>): void => {
    positions = { ...positions, ...next };
    changed.emit();
  };
  const ownUnderWay = (): CashOut | undefined => {
    const own = session();
    return journal.all().find((each) => isUnderWay(each) && own !== null && isSameAccount(each.account, own.account));
  };

  async function read(): Promise<Result<void>> {
    const own = session();
    if (own === null) {
      positions = NOTHING;
      changed.emit();
      return fail('no-account', {});
    }
    // What another account holds is not shown as this one's, not even until its own was read.
    if (shownFor === null || !isSameAccount(shownFor, own.account)) positions = NOTHING;
    shownFor = own.account;
    set({ reading: true });
    const signal = AbortSignal.any([lifetime.signal, AbortSignal.timeout(READ_TIMEOUT_MS)]);
    const rows = await desk.fetchShares(own.account, signal);
    if (!rows.ok) {
      set({ reading: false, failure: rows.error });
      return rows;
    }
    const slugs = [...new Set(rows.value.map(({ eventSlug }) => eventSlug))].slice(0, MOST_EVENTS);
    const events = new Map<string, VenueEvent | Failure>();
    await forEachPooled(slugs, EVENTS_AT_ONCE, async (slug) => {
      const event = await market.fetchEventBySlug(slug, signal);
      events.set(slug, event.ok ? event.value : event.error);
    });
    const tokens = rows.value.map(({ tokenId }) => tokenId);
    const books = tokens.length > 0 ? await market.fetchBooks(tokens, signal) : ok([]);
    const byToken = new Map<TokenId, Book>((books.ok ? books.value : []).map((book) => [book.tokenId, book]));
    // Another account came meanwhile: these are not its shares, and it waits for its own.
    const now = session();
    if (now === null || !isSameAccount(now.account, own.account)) return read();
    const groups = positionGroups({
      rows: rows.value,
      events,
      books: byToken,
      executions: dependencies.executions(),
      cashOuts: journal.all(),
      account: own.account,
      desk,
    });
    set({ groups, asOfMs: clock.nowMs(), failure: null, reading: false });
    return ok(undefined);
  }

  function refresh(): Promise<Result<void>> {
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  }

  async function lookAtOne(record: CashOut): Promise<void> {
    const own = session();
    // Another account cannot see it, and what it does not see is not lost.
    if (own === null || !isSameAccount(own.account, record.account)) return;
    const finding = await lookUp(
      record,
      own,
      { desk, relayerKey: key, countTransactions, fetchReceipt, now: () => clock.nowMs(), movedAt },
      lifetime.signal,
    );
    const ran = await tell(running, record, { kind: 'looked-up', finding });
    if (isUnderWay(ran.record)) return;
    movedAt.delete(record.id);
    log.info('cash-ended', { state: ran.record.state });
    await dependencies.refreshBalance(lifetime.signal);
    await refresh();
  }

  async function countTransactions(): Promise<Result<number>> {
    const own = session();
    const provider = await dependencies.findProvider();
    if (!provider.ok) return provider;
    if (own === null) return fail('no-account', {});
    return dependencies.wallet.countTransactions({ uuid: provider.value.uuid, owner: own.account.owner, of: 'mined' });
  }

  async function fetchReceipt(hash: string): Promise<Result<Receipt | null>> {
    const provider = await dependencies.findProvider();
    return provider.ok ? dependencies.wallet.fetchReceipt({ uuid: provider.value.uuid, hash }) : provider;
  }

  function schedule(): void {
    if (looking || lifetime.signal.aborted || !journal.all().some(isUnderWay)) return;
    looking = true;
    const look = async (): Promise<void> => {
      // What is being sent now answers for itself.
      if (!starting) for (const record of journal.all()) if (isUnderWay(record)) await lookAtOne(record);
    };
    look()
      .catch((error: unknown) =>
        log.error('cash-look-threw', { reason: error instanceof Error ? error.message : 'unknown' }),
      )
      .finally(() =>
        clock.after(
          LOOK_MS,
          () => {
            looking = false;
            schedule();
          },
          lifetime.signal,
        ),
      );
  }

  async function begin(route: string, cashMicros: number): Promise<Result<{ readonly id: string }>> {
    const own = session();
    if (own === null) return fail('no-account', {});
    if (desk.needsRelayer(own.account) && key === '') return fail('cash-no-key', {});
    const read = await refresh();
    if (!read.ok) return read;
    const group = positions.groups.find(({ routes }) => routes.routes.some(({ id }) => id === route));
    const found = group?.routes.routes.find(({ id }) => id === route);
    if (group === undefined || found === undefined) return fail('cash-gone', {}, 'later');
    const { plan } = found;
    if (plan.cashMicros < cashMicros)
      return fail('cash-less', { cashMicros: plan.cashMicros, askedMicros: cashMicros }, 'later');
    const nowMs = clock.nowMs();
    const record: CashOut = {
      id: dependencies.newId(),
      account: own.account,
      kind: plan.kind,
      state: 'drafted',
      eventTitle: group.eventTitle,
      eventSlug: group.eventSlug,
      sizeMicros: plan.sizeMicros,
      cashMicros: plan.cashMicros,
      changes: plan.changes,
      calls: plan.calls,
      request: null,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
      failure: null,
    };
    const context = { session: own, relayerKey: key, signal: lifetime.signal };
    const ran = await driveCash(running, context, { run: atRest(record), event: { kind: 'opened' } });
    log.info('cash-begun', { kind: plan.kind, state: ran.record.state });
    const { state, failure } = ran.record;
    return state === 'abandoned' && failure !== null ? { ok: false, error: failure } : ok({ id: record.id });
  }

  return {
    async load() {
      key = await keys.load();
      const loaded = await journal.load();
      if (!loaded.ok) return loaded;
      journalProblem = null;
      for (const record of loaded.value) await tell(running, record, { kind: 'restarted' });
      schedule();
      return ok(undefined);
    },
    positions: () => positions,
    refresh,
    async start({ route, cashMicros }) {
      const because = dependencies.haltedBecause();
      if (because !== null) return fail('halted', { because });
      if (journalProblem !== null) return { ok: false, error: journalProblem };
      if (starting || ownUnderWay()) return fail('cash-busy', {}, 'later');
      starting = true;
      try {
        return await begin(route, cashMicros);
      } finally {
        starting = false;
        schedule();
      }
    },
    async close(id) {
      const record = journal.get(id);
      if (record === null || !isClosable(record, clock.nowMs())) return fail('cash-gone', {});
      await tell(running, record, { kind: 'closed' });
      return ok(undefined);
    },
    hasKey: () => key !== '',
    async setKey(next) {
      const trimmed = next.trim();
      if (trimmed !== '' && !KEY.test(trimmed)) return fail('cash-bad-key', {});
      // Forgotten at once: the next request may be another account's.
      if (trimmed === '') key = '';
      const saved = await keys.save(trimmed);
      if (!saved.ok) return saved;
      key = trimmed;
      changed.emit();
      return ok(undefined);
    },
    needsKey() {
      const own = session();
      return own !== null && desk.needsRelayer(own.account);
    },
    all: journal.all,
    subscribe: (listener) => changed.subscribe(listener),
    end: () => lifetime.abort(),
  };
}
