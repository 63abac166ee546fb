/**
 * Signatures that a wallet was asked for and whose orders Facet has not sent. Whoever saw one can post it, for ever, so
 * it is kept before the wallet is asked and watched from then on (docs/reliability.md 2.13).
 *
 *   asked --wallet signs--> signed     asked, signed --sent by Facet--> sent: its execution accounts for it
 *     |                       |                                     |  |
 *     `--refuses--> refused   |                      venue refuses  |  `--it ends--> gone from here
 *                             |                                     v
 *                             |                                  turned down
 *                             v
 *         any of them but sent --the venue knows it--> found: cancelled if it rests, told, counted
 *
 * As long as the user has not seen one that may be posted or was, nothing new is taken.
 */
import type { Execution, ExecutionLeg } from '../../domain/execution';
import { EXECUTION_STATES, isFinished } from '../../domain/execution';
import type { OrderHash } from '../../domain/ids';
import type { Failure, Result } from '../../domain/result';
import { fail, failureOf, ok } from '../../domain/result';
import type { KeptSignature, SignatureAnswer } from '../../domain/signature';
import { moneyMicros, type MoneyMicros, type TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { UnsentCounts } from '../../protocol/views';
import { createEmitter } from '../emitter';
import type { Journal } from '../execution/journal';
import { claimOfSignature } from './account';
import { createWatch, type WatchedVenue } from './watch';

/** What is kept of seen ones; those that nobody has seen are never dropped. */
const MOST = 200;
/** A refusal is believed when nobody posted the order for this long. */
const REFUSED_MS = 86_400_000;

export interface SignatureStore {
  load(): Promise<Result<readonly KeptSignature[]>>;
  save(kept: readonly KeptSignature[]): Promise<Result<void>>;
}

export interface Asking {
  readonly record: Execution;
  readonly leg: ExecutionLeg;
  readonly hash: OrderHash;
}

export interface SignaturesService {
  load(): Promise<void>;
  /** Kept on disk before the wallet is asked; on failure it must not be. */
  ask(asking: Asking): Promise<Result<void>>;
  /** What the wallet said. */
  answered(hash: OrderHash, answer: SignatureAnswer): Promise<void>;
  /** Everything that Facet has not sent, the newest first. */
  unsent(): readonly KeptSignature[];
  /** Those of one execution; null where there is none. */
  unsentOf(executionId: string): UnsentCounts | null;
  /** Why nothing new is taken; null when the user has seen everything. */
  problem(): Failure | null;
  /** Money that they may cost, without those of this execution. */
  claimedMicros(exceptId: string | null): MoneyMicros;
  /** The user has seen all of them. */
  acknowledge(): Promise<Result<void>>;
  /** Something of the account changed at the venue: look now. */
  nudge(): void;
  subscribe(listener: () => void): () => void;
  close(): void;
}

export interface SignatureSources {
  readonly store: SignatureStore;
  readonly journal: Pick<Journal, 'get'>;
  readonly venue: WatchedVenue;
  /** One that Facet did not send is at the venue, or more of it matched. */
  readonly alert: (found: KeptSignature) => void;
  readonly clock: Clock;
  readonly log: Log;
}

export function createSignatures(sources: SignatureSources): SignaturesService {
  const { store, journal, alert, clock, log } = sources;
  const lifetime = new AbortController();
  const changed = createEmitter<void>();
  let kept: readonly KeptSignature[] = [];
  let unread: Failure | null = failureOf('signatures-unread', {});
  let writing: Promise<unknown> = Promise.resolve();

  const unsent = (): readonly KeptSignature[] =>
    kept.flatMap((each) => (isSent(each, journal) ? [] : [asItStands(each, journal)]));
  const isMade = ({ executionId }: KeptSignature): boolean => {
    const record = journal.get(executionId);
    return record !== null && !isFinished(record);
  };

  /** One change after the other; what was not written did not happen. */
  function change(edit: (now: readonly KeptSignature[]) => readonly KeptSignature[]): Promise<Result<void>> {
    const work = writing.then(async () => {
      const next = pruned(
        edit(kept.map((each) => asItStands(each, journal))).filter((each) => !isSent(each, journal) || isMade(each)),
        clock.nowMs(),
      );
      const saved = await store.save(next);
      if (!saved.ok) return saved;
      kept = next;
      changed.emit();
      return saved;
    });
    writing = work.catch(() => undefined);
    return work;
  }

  const watch = createWatch(
    {
      ...sources,
      unsent,
      isOver: () => kept.length === 0,
      async learned(hash, found, isNew) {
        const edit = (each: KeptSignature): KeptSignature =>
          each.hash === hash ? { ...each, found, acknowledged: each.acknowledged && !isNew } : each;
        const before = unsent().find((each) => each.hash === hash);
        if (before === undefined) return;
        if (isNew) {
          log.warn('signature-posted', { filledMicros: found.filledSizeMicros, resting: found.resting });
          alert({ ...before, found });
        }
        const saved = await change((now) => now.map(edit));
        // It is said and it blocks, on disk or not.
        if (!saved.ok) kept = kept.map((each) => edit(asItStands(each, journal)));
        if (!saved.ok) changed.emit();
      },
    },
    lifetime.signal,
  );

  return {
    async load() {
      const loaded = await store.load();
      if (!loaded.ok) return;
      kept = loaded.value;
      unread = null;
      watch.start();
    },
    async ask({ record, leg, hash }) {
      if (unread !== null) return { ok: false, error: unread };
      const { account } = record;
      if (account === null) return fail('no-account', {});
      const { conditionId, tokenId, token, label, side, sizeMicros, limitPriceMicros, fee } = leg;
      const asked: KeptSignature = {
        ...{ hash, executionId: record.id, eventTitle: record.eventTitle, eventSlug: record.eventSlug, account },
        ...{ conditionId, tokenId, token, label, side, sizeMicros, limitPriceMicros, fee },
        ...{ askedAtMs: clock.nowMs(), answer: 'asked', found: null, acknowledged: false },
      };
      const saved = await change((now) => [asked, ...now.filter((each) => each.hash !== hash)]);
      if (!saved.ok) return fail('journal-unwritable', {}, 'later');
      watch.start();
      return ok(undefined);
    },
    async answered(hash, answer) {
      const saved = await change((now) => now.map((each) => (each.hash === hash ? { ...each, answer } : each)));
      // On disk it stays `asked`, which nobody takes for harmless.
      if (!saved.ok) log.error('signature-unsaved', { code: saved.error.code });
    },
    unsent,
    unsentOf(executionId) {
      const counts = countsOf(unsent().filter((each) => each.executionId === executionId));
      return counts.signed + counts.unclear + counts.posted === 0 ? null : counts;
    },
    problem() {
      if (unread !== null) return unread;
      const unseen = unsent().filter((each) => !each.acknowledged && (each.found !== null || !isMade(each)));
      const { posted, signed, unclear } = countsOf(unseen);
      if (posted > 0) return failureOf('signatures-posted', { bets: posted });
      return signed + unclear > 0 ? failureOf('signatures-unseen', { signed, unclear }) : null;
    },
    claimedMicros: (exceptId) =>
      moneyMicros(
        unsent().reduce((sum, each) => sum + (each.executionId === exceptId ? 0 : claimOfSignature(each)), 0),
      ),
    acknowledge: () => change((now) => now.map((each) => (isMade(each) ? each : { ...each, acknowledged: true }))),
    nudge: () => void watch.now(),
    subscribe: (listener) => changed.subscribe(listener),
    close: () => lifetime.abort(),
  };
}

function countsOf(kept: readonly KeptSignature[]): UnsentCounts {
  const count = (is: (each: KeptSignature) => boolean): number => kept.filter(is).length;
  return {
    // Nobody can post what was not signed.
    signed: count(({ answer, found }) => answer === 'signed' || found !== null),
    unclear: count(({ answer, found }) => answer === 'asked' && found === null),
    posted: count(({ found }) => found !== null),
  };
}

/**
 * Facet made its bytes ready to be sent: from then on its execution looks it up, cancels it and accounts for it. Of one
 * that ended the bytes are gone, and its state tells. What the venue refused it does not have, so that anybody can post
 * it again.
 */
function isSent(each: KeptSignature, journal: Pick<Journal, 'get'>): boolean {
  const found = orderOf(each, journal);
  if (found === null || isTurnedDown(each, journal)) return false;
  return EXECUTION_STATES[found.record.state].sent || found.order.body !== null;
}

function isTurnedDown(each: KeptSignature, journal: Pick<Journal, 'get'>): boolean {
  const found = orderOf(each, journal);
  return found !== null && found.leg.state === 'rejected' && !found.order.seen;
}

/** The user has seen that a leg was refused; its signature is news only once somebody posts it. */
function asItStands(each: KeptSignature, journal: Pick<Journal, 'get'>): KeptSignature {
  return each.answer !== 'turned-down' && each.found === null && isTurnedDown(each, journal)
    ? { ...each, answer: 'turned-down', acknowledged: true }
    : each;
}

function orderOf({ hash, executionId }: KeptSignature, journal: Pick<Journal, 'get'>) {
  const record = journal.get(executionId);
  for (const leg of record?.legs ?? [])
    for (const order of leg.orders) if (record !== null && order.hash === hash) return { record, leg, order };
  return null;
}

function pruned(all: readonly KeptSignature[], nowMs: TimeMs): readonly KeptSignature[] {
  const kept = all.filter(
    ({ answer, found, askedAtMs }) => answer !== 'refused' || found !== null || nowMs - askedAtMs < REFUSED_MS,
  );
  const mayGo = ({ acknowledged, found }: KeptSignature): boolean =>
    acknowledged && (found === null || (found.settled && !found.resting));
  // The newest stand first.
  return kept.filter((each, index) => index < MOST || !mayGo(each));
}
