/**
 * Sets of bets that are signed and wait for their price. Their signatures live in the memory of this worker alone; what
 * the venue must be asked is asked again and again, so that a frame of the books is enough to send them.
 *
 *   hold --facts asked--> waiting --a frame: the gate lets it pass--> fired (once; its way on is that of a click)
 *     |                     |  ^  |
 *     |                     |  +--+  the books do not give it within its limits
 *     +---------------------+---- any doubt, the timer, another word of the user --> disarmed
 *
 * What disarming cannot do is said with it: a signature has no end (docs/reliability.md 2.14).
 */
import { isSameAccount, type TradingAccount } from '../../domain/account';
import type { Condition } from '../../domain/condition';
import { tokenOf } from '../../domain/condition';
import type { Execution } from '../../domain/execution';
import type { ConditionId, TokenId } from '../../domain/ids';
import type { Failure, FailureCode, Result } from '../../domain/result';
import { fail, failureOf, ok } from '../../domain/result';
import type { TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { Book, BookState } from '../../domain/book';
import { passesThresholds, type Opportunity } from '../opportunities/opportunities';
import { relationsUnder } from '../opportunities/your-word';
import type { Component, RelationsService } from '../relations/relations';
import type { LiveFacts } from '../risk/risk';
import type { Wallet } from '../../ports/signer';
import type { PortfolioService } from '../portfolio/portfolio';
import { certificateMatchesComponent } from '../scan/matches';
import { proofNow } from './armed-proof';
import { askAnswers, judgeBasket, ownFacts } from './check';
import type { BasketAnswers, CheckDependencies, CheckRequest } from './check';
import type { CheckedAgain } from './send';
import type { ExecutionEvent } from './machine';

/** How long it may wait. */
export const ARMED_FOR_MS = 600_000;
/** The venue, the account and the rules are asked again this often. */
const ASK_MS = 4_000;
/** The record of what was sent tells the rest by then. */
const AFTERWARDS_MS = 100;
const FOREVER = new AbortController().signal;
/** Older than this they are not known any more: two questions in a row went wrong. */
const KNOWN_FOR_MS = 10_000;

/** The books do not give it now, or another set is on its way: neither is a doubt about anything that was signed. */
const WAITS: ReadonlySet<FailureCode> = new Set([
  'book-moved',
  'below-minimum-cost',
  'beyond-collar',
  'over-partial-limit',
  'unresolved-orders',
  'venue-slow-down',
  'busy',
]);

export interface ArmedDependencies extends CheckDependencies {
  readonly books: CheckDependencies['books'] & {
    stateOf(tokenId: TokenId): BookState;
    subscribeDirty(listener: (conditionIds: readonly ConditionId[]) => void): () => void;
    /** Keeps the books of these, and their events, as fresh as those of an offer. Replaces those of before. */
    attendArmed(conditions: readonly Condition[]): void;
  };
  readonly relations: CheckDependencies['relations'] & Pick<RelationsService, 'componentOf'>;
  readonly portfolio: CheckDependencies['portfolio'] & Pick<PortfolioService, 'findProvider'>;
  readonly wallet: Pick<Wallet, 'look'>;
  readonly log: Log;
  readonly clock: Clock;
}

export interface HoldRequest extends Omit<CheckRequest, 'movesMoney'> {
  readonly record: Execution;
  readonly stop: AbortSignal;
  /** Makes its orders ready ahead, for the next seconds. */
  readonly prepare: () => void;
}

export interface ArmedState {
  /** Why it is not sent now; null before the first look. */
  readonly waits: Failure | null;
}

interface Held extends HoldRequest {
  readonly component: Component;
  readonly conditionIds: ReadonlySet<string>;
  readonly account: TradingAccount | null;
  readonly untilMs: TimeMs;
  readonly life: AbortController;
  readonly end: (event: ExecutionEvent) => void;
  known: (BasketAnswers & { readonly live: LiveFacts; readonly atMs: TimeMs }) | null;
  /** Of the moment at which what was known was forgotten. */
  unknownSinceMs: TimeMs;
  /** Counts the questions: an answer to an earlier one is of before. */
  round: number;
  /** In force when its certificate was last held against it. */
  matched: Component | null;
  waits: Failure | null;
  over: boolean;
}

export interface Armed {
  /** Resolves when it is to be sent (`fired`), or is not held any more. */
  hold(request: HoldRequest): Promise<ExecutionEvent>;
  /** The same check once more, a moment before the orders leave. */
  checkAgain(id: string): Result<CheckedAgain>;
  /** Where it was fired from is free again, or something that all of them rest on may be another. */
  look(): void;
  /** Another set changed: what the venue said of balance and orders before that is not known any more. */
  forget(exceptId: string): void;
  /** Wipes it. @returns whether it was there. */
  disarm(id: string, because: Failure): boolean;
  stateOf(id: string): ArmedState | null;
  /** A set that is armed and rests on one of these relations or markets. */
  beside(opportunity: Opportunity): Execution | null;
  count(): number;
  subscribe(listener: () => void): () => void;
}

/** @param begin takes the one place from which orders are sent; false while somebody else has it. */
export function createArmed(dependencies: ArmedDependencies, begin: (id: string) => boolean): Armed {
  const { books, clock, log, settings, portfolio } = dependencies;
  const held = new Map<string, Held>();
  /** Fired, and not yet sent: for the check between. */
  const fired = new Map<string, Held>();
  const listeners = new Set<() => void>();

  const told = (): void => {
    for (const listener of listeners) listener();
  };
  const liveBook = (tokenId: TokenId): Book | null => {
    const state = books.stateOf(tokenId);
    return state.kind === 'live' ? state.book : null;
  };
  const bookOf = (condition: Condition, token: 'yes' | 'no') => liveBook(tokenOf(condition, token));

  /**
   * Why it may not be sent now. The gate names the first refusal alone: where that is the price, the rest is asked as
   * if the price were there, so that no doubt hides behind it.
   */
  function refusalOf(each: Held): Failure | null {
    const refusal = refusalIn(each, bookOf);
    if (refusal === null || !WAITS.has(refusal.code)) return refusal;
    const doubt = refusalIn(each, (condition, token) => givingAll(each, bookOf(condition, token)));
    return doubt === null || WAITS.has(doubt.code) ? refusal : doubt;
  }

  function refusalIn(each: Held, booksOf: typeof bookOf): Failure | null {
    const nowMs = clock.nowMs();
    const { known, opportunity, account } = each;
    if (nowMs >= each.untilMs) return failureOf('armed-over', { minutes: Math.round(ARMED_FOR_MS / 60_000) });
    const session = portfolio.session();
    if (account === null || session === null || !isSameAccount(session.account, account))
      return failureOf('account-changed', {});
    if (nowMs - (known?.atMs ?? each.unknownSinceMs) > KNOWN_FOR_MS) return failureOf('armed-unasked', {});
    if (known === null) return failureOf('busy', {}, 'later');
    const { certificate, hash } = opportunity.certified;
    const inForce = dependencies.relations.componentOf(each.record.legs[0]?.conditionId ?? '');
    if (inForce === null) return failureOf('component-gone', {});
    // One that did not change is the same object as before.
    if (inForce !== each.matched && !certificateMatchesComponent(certificate, inForce))
      return failureOf('relations-changed', {});
    each.matched = inForce;
    if (!passesThresholds(certificate, settings(), each.component.conditions)) return failureOf('armed-thresholds', {});
    const live = { ...known.live, ...ownFacts(dependencies, { id: each.id, hash }) };
    const approved = judgeBasket(dependencies, each, { confirmed: known.confirmed, live, bookOf: booksOf });
    return approved.ok ? null : approved.error;
  }

  /** The certificate of the live books: proven, within what was signed, and above the thresholds. */
  function unprovenNow(each: Held): Failure | null {
    const { certificate } = each.opportunity.certified;
    const proof = proofNow(certificate, each.component, liveBook);
    if (proof === null) return failureOf('orders-unproven', {});
    return passesThresholds(proof, settings(), each.component.conditions) ? null : failureOf('armed-thresholds', {});
  }

  function finish(each: Held, event: ExecutionEvent): void {
    each.over = true;
    each.life.abort();
    held.delete(each.id);
    each.end(event);
    attend();
    told();
  }

  function drop(each: Held, because: Failure): void {
    log.warn('disarmed', { code: because.code });
    finish(each, { kind: 'given-up', failure: failureOf('disarmed', { because }) });
  }

  /** A look costs no question: all that it needs is here. */
  function consider(each: Held): void {
    if (each.over) return;
    const refusal = refusalOf(each) ?? unprovenNow(each);
    if (refusal === null) {
      if (!begin(each.id)) return wait(each, failureOf('busy', {}, 'later'));
      log.info('fired', { legs: each.record.legs.length });
      fired.set(each.id, each);
      each.over = true;
      each.life.abort();
      held.delete(each.id);
      each.end({ kind: 'fired' });
      // Whoever shows it comes after the orders.
      return clock.after(AFTERWARDS_MS, () => (attend(), told()), FOREVER);
    }
    if (WAITS.has(refusal.code)) return wait(each, refusal);
    drop(each, refusal);
  }

  function wait(each: Held, because: Failure): void {
    if (each.waits?.code === because.code) {
      each.waits = because;
      return;
    }
    each.waits = because;
    told();
  }

  async function ask(each: Held): Promise<void> {
    const { signal } = each.life;
    const askedAtMs = clock.nowMs();
    const round = (each.round += 1);
    const [answers, wallet] = await Promise.all([
      askAnswers(quietly(dependencies), { opportunity: each.opportunity, id: each.id, movesMoney: true }, signal),
      askWallet(each),
    ]);
    if (each.over || round !== each.round) return;
    if (wallet !== null && DEFINITE.has(wallet.code)) return drop(each, wallet);
    const { live } = answers;
    // An answer that could not be had leaves the one before, for as long as that is believed.
    const isWhole = wallet === null && answers.confirmed.ok && live !== null && isAnswered(live);
    if (live !== null && (each.known === null || isWhole)) each.known = { ...answers, live, atMs: askedAtMs };
    consider(each);
    if (held.has(each.id)) each.prepare();
    clock.after(ASK_MS, () => void (round === each.round && ask(each)), signal);
  }

  /** Whose the wallet is and on which network, as it says without asking its user. */
  async function askWallet({ account }: Held): Promise<Failure | null> {
    const found = await portfolio.findProvider();
    if (!found.ok) return found.error;
    const seen = await dependencies.wallet.look(found.value.uuid);
    if (!seen.ok) return seen.error;
    if (seen.value.owner !== account?.owner) return failureOf('account-changed', {});
    if (seen.value.onChain === null) return failureOf('chain-unknown', {}, 'later');
    return seen.value.onChain ? null : failureOf('wrong-chain', {});
  }

  function attend(): void {
    const conditions = [...held.values()].flatMap(({ component, record }) => {
      const named = new Set<string>(record.legs.map(({ conditionId }) => conditionId));
      return component.conditions.filter(({ id }) => named.has(id));
    });
    books.attendArmed(conditions);
  }

  books.subscribeDirty((conditionIds) => {
    if (held.size === 0) return;
    for (const each of [...held.values()]) if (conditionIds.some((id) => each.conditionIds.has(id))) consider(each);
  });

  return {
    hold(request) {
      return new Promise((resolve) => {
        const { record, opportunity, stop } = request;
        const each: Held = {
          ...request,
          component: opportunity.component,
          conditionIds: new Set(record.legs.map(({ conditionId }) => conditionId)),
          account: record.account,
          untilMs: record.armedUntilMs ?? clock.nowMs(),
          life: new AbortController(),
          end: resolve,
          known: null,
          unknownSinceMs: clock.nowMs(),
          round: 0,
          matched: null,
          waits: null,
          over: false,
        };
        if (stop.aborted) return resolve({ kind: 'stopped' });
        held.set(each.id, each);
        stop.addEventListener('abort', () => each.over || finish(each, { kind: 'stopped' }), {
          once: true,
          signal: each.life.signal,
        });
        clock.after(Math.max(0, each.untilMs - clock.nowMs()), () => consider(each), each.life.signal);
        attend();
        told();
        void ask(each);
      });
    },
    checkAgain(id) {
      const each = fired.get(id);
      fired.delete(id);
      if (each === undefined) return fail('armed-unasked', {});
      const refusal = refusalOf(each) ?? unprovenNow(each);
      const { live, held: shares } = each.known ?? { live: null, held: null };
      return refusal === null ? ok({ account: live?.account ?? null, held: shares }) : { ok: false, error: refusal };
    },
    look() {
      for (const each of [...held.values()]) consider(each);
    },
    forget(exceptId) {
      for (const each of [...held.values()]) {
        if (each.id === exceptId) continue;
        if (each.known !== null) each.unknownSinceMs = clock.nowMs();
        each.known = null;
        void ask(each);
      }
    },
    disarm(id, because) {
      const each = held.get(id);
      if (each === undefined) return false;
      drop(each, because);
      return true;
    },
    stateOf(id) {
      const each = held.get(id);
      return each === undefined ? null : { waits: each.waits };
    },
    beside({ certified }) {
      const legs = new Set(certified.certificate.legs.map(({ condition }) => condition));
      const ties = relationsUnder(certified.certificate);
      for (const { record, conditionIds } of held.values())
        if ([...conditionIds].some((id) => legs.has(id)) || (record.relationIds ?? []).some((id) => ties.has(id)))
          return record;
      return null;
    },
    count: () => held.size,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Not to be cleared up by asking again. */
const DEFINITE: ReadonlySet<FailureCode> = new Set(['account-changed', 'wrong-chain']);

/** Every question was answered. */
function isAnswered(live: LiveFacts): boolean {
  const { geoblock, closedOnly, collateral, openOrders, orderVersion, clockSkewMs } = live;
  return [geoblock, closedOnly, collateral, openOrders, orderVersion].every(({ ok: is }) => is) && clockSkewMs !== null;
}

/** For questions that nobody waits for: no wallet is asked for a new key. */
function quietly(dependencies: CheckDependencies): CheckDependencies {
  const { portfolio } = dependencies;
  return {
    ...dependencies,
    portfolio: {
      session: portfolio.session,
      refreshBalance: portfolio.refreshBalance,
      renew: () => Promise.resolve(fail('no-account', {})),
    },
  };
}

/** The book as it would have to be for the leg that is signed in it. */
function givingAll({ record }: Held, book: Book | null): Book | null {
  const leg = book && record.legs.find(({ tokenId }) => tokenId === book.tokenId);
  if (!book || !leg) return book;
  const level = [{ priceMicros: leg.limitPriceMicros, sizeMicros: leg.sizeMicros }];
  return leg.side === 'buy' ? { ...book, asks: level } : { ...book, bids: level };
}
