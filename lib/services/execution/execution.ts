/**
 * Owns executions: takes a basket on a click, in paper or for real, and accounts for it until nothing is open. Start,
 * wake and crash are one path: whatever the journal holds is carried on from where it stood.
 */
import type { Book } from '../../domain/book';
import { isSameAccount } from '../../domain/account';
import type { Condition, FeeSchedule } from '../../domain/condition';
import { tokenOf } from '../../domain/condition';
import type { Execution, ExecutionLeg, ExecutionMode } from '../../domain/execution';
import type { CertificateHash, TokenId } from '../../domain/ids';
import type { Failure, Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { Settings } from '../../domain/settings';
import type { MoneyMicros } from '../../domain/units';
import { moneyMicros, sizeMicros } from '../../domain/units';
import type { RiskApproved } from '../../domain/basket';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { TradingAccount } from '../../domain/account';
import type { MarketData } from '../../ports/market-data';
import type { Login } from '../../ports/login';
import type { OrderEntry } from '../../ports/order-entry';
import type { VenueRules } from '../../ports/venue-rules';
import type { Settlement } from '../../ports/settlement';
import type { Wallet } from '../../ports/signer';
import type { AssessService } from '../assess/assess';
import type { Opportunity, OpportunitiesService } from '../opportunities/opportunities';
import { legNamesOf } from '../opportunities/leg-names';
import type { PortfolioService } from '../portfolio/portfolio';
import type { RelationsService } from '../relations/relations';
import type { BasketRequest, LiveFacts } from '../risk/gate';
import { approveBasket, liveRefusal } from '../risk/gate';
import type { Journal } from './journal';
import { abandon, sendLive } from './live';
import { reconcileOnce } from './reconcile';
import { isFinished, isUnresolved, stateAfterSending } from './state';

/** Open executions are looked at this often, and at once when the user channel speaks. */
const RECONCILE_MS = 1_500;
const JOURNAL_UNREAD =
  'the journal of earlier orders could not be read, so nobody knows what is open. Restart the browser; if this stays, look at your orders on polymarket.com.';

export interface ExecuteRequest {
  readonly certificateHash: CertificateHash;
  readonly maxCostMicros: MoneyMicros;
  readonly mode: ExecutionMode;
}

export interface ExecutionService {
  /** Carries on what the journal holds. */
  load(): Promise<Result<void>>;
  execute(request: ExecuteRequest): Promise<Result<{ readonly executionId: string }>>;
  all(): readonly Execution[];
  /** Why live mode cannot be used now; null when it can. Asks the venue. */
  liveRefusal(signal: AbortSignal): Promise<Failure | null>;
  /** Own orders or trades changed at the venue: look now. */
  nudge(): void;
  /**
   * Stops signing, refuses new baskets, cancels what rests. Lasts over restarts of worker and browser until `resume`.
   */
  halt(reason: string): Promise<{
    /** Legs that were open before and are not any more. */ readonly cancelled: number;
    /** A failure: the stop holds, but only until this worker ends. */ readonly kept: Result<void>;
  }>;
  /** Lifts the user's stop, on the user's word alone; a stop that cannot be taken off the disk stays. */
  resume(): Promise<Result<void>>;
  /** The user's stop, or a journal that cannot be read. */
  haltedBecause(): string | null;
  /** `resume` would lift something. */
  isStopped(): boolean;
  subscribe(listener: (execution: Execution) => void): () => void;
  close(): void;
}

export interface ExecutionDependencies {
  readonly opportunities: OpportunitiesService;
  readonly relations: RelationsService;
  readonly portfolio: PortfolioService;
  readonly journal: Journal;
  /** The user's stop on disk; `load` gives a reason for what cannot be read. */
  readonly haltStore: { load(): Promise<string | null>; save(reason: string | null): Promise<Result<void>> };
  /** Asks the venue for these books now; answers only if every one is known to be right. */
  readonly books: { refresh(tokens: readonly TokenId[]): Promise<Result<readonly Book[]>> };
  readonly assess: AssessService;
  readonly rules: VenueRules;
  readonly market: MarketData;
  readonly orders: OrderEntry;
  readonly settlement: Settlement;
  readonly login: Pick<Login, 'fetchClosedOnly'>;
  readonly wallet: Wallet;
  readonly settings: () => Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly saltOf: (text: string) => Promise<number>;
  /** Fills legs against the books as they stand, within their limits (paper venue). */
  readonly fillPaper: (
    leg: ExecutionLeg,
    options: { readonly book: Book; readonly condition: Condition },
  ) => ExecutionLeg;
}

export function createExecution(dependencies: ExecutionDependencies): ExecutionService {
  const { opportunities, relations, portfolio, journal, clock, log } = dependencies;
  const lifetime = new AbortController();
  let stop = new AbortController();
  let halted: string | null = null;
  /** How often stop was pressed: a "Go on" lifts only the stops before it. */
  let stops = 0;
  let writingHalt: Promise<void> = Promise.resolve();
  /** The execution whose legs are being signed or sent; null when none is. */
  let sendingId: string | null = null;
  let busy = false;
  let journalProblem: string | null = null;
  let reconciling = false;
  let scheduled = false;

  async function approve(
    request: ExecuteRequest,
    opportunity: Opportunity,
    signal: AbortSignal,
  ): Promise<
    Result<{
      readonly approved: RiskApproved<BasketRequest>;
      readonly books: ReadonlyMap<TokenId, Book>;
      readonly account: TradingAccount | null;
    }>
  > {
    const { certificate } = opportunity.certified;
    const conditionsOf = new Map(
      opportunity.component.conditions.map((condition) => [String(condition.id), condition] as const),
    );
    const tokens = certificate.legs.flatMap((leg) => {
      const condition = conditionsOf.get(leg.condition);
      return condition ? [tokenOf(condition, leg.token)] : [];
    });
    const [confirmed, books, live] = await Promise.all([
      relations.confirmNow(opportunity.component, signal),
      dependencies.books.refresh(tokens),
      request.mode === 'live' ? liveFacts(signal) : Promise.resolve(null),
    ]);
    if (!books.ok) return books;
    const byToken = new Map(books.value.map((book) => [book.tokenId, book] as const));
    const approved = approveBasket(
      {
        certified: opportunity.certified,
        component: opportunity.component,
        assessment: dependencies.assess.basket(opportunity),
        mode: request.mode,
        maxCostMicros: request.maxCostMicros,
      },
      {
        settings: dependencies.settings(),
        rules: dependencies.rules,
        halted: haltedBecause(),
        confirmed,
        bookOf: (condition, token) => byToken.get(tokenOf(condition, token)) ?? null,
        nowMs: clock.nowMs(),
        live,
      },
    );
    return approved.ok ? ok({ approved: approved.value, books: byToken, account: live?.account ?? null }) : approved;
  }

  /** Only a journal that was read lifts its own halt; the user's choice lifts the user's. */
  function haltedBecause(): string | null {
    return journalProblem ?? halted;
  }

  /** One write of the stop after the other; `wanted` is asked in its turn. */
  function writeHalt(reason: string | null, wanted: () => boolean): Promise<Result<void>> {
    const work = writingHalt.then(() => (wanted() ? dependencies.haltStore.save(reason) : ok(undefined)));
    writingHalt = work.then(() => undefined);
    return work;
  }

  async function liveFacts(signal: AbortSignal): Promise<LiveFacts> {
    const session = portfolio.session();
    const askedAt = clock.nowMs();
    const [geoblock, closedOnly, collateral, time] = await Promise.all([
      dependencies.market.fetchGeoblock(signal),
      session
        ? dependencies.login.fetchClosedOnly({ account: session.account, credentials: session.credentials }, signal)
        : Promise.resolve(fail('no-account', 'No wallet is connected.')),
      portfolio.refreshBalance(signal),
      dependencies.market.fetchServerTime(signal),
    ]);
    // The venue tells whole seconds: half a second and half the round trip are unknown either way.
    const middle = (askedAt + clock.nowMs()) / 2;
    return {
      account: session?.account ?? null,
      geoblock,
      closedOnly,
      collateral,
      clockSkewMs: time.ok ? Math.round(time.value + 500 - middle) : null,
      unresolved: journal.all().filter(isUnresolved).length,
    };
  }

  function draft(request: ExecuteRequest, opportunity: Opportunity): Execution {
    const now = clock.nowMs();
    const conditions = new Map(
      opportunity.component.conditions.map((condition) => [String(condition.id), condition] as const),
    );
    const names = legNamesOf(opportunity, relations.events());
    return {
      id: dependencies.newId(),
      mode: request.mode,
      account: null,
      state: 'drafted',
      certificateHash: request.certificateHash,
      eventTitle: opportunity.component.event.title,
      eventSlug: opportunity.component.event.slug,
      legs: opportunity.certified.certificate.legs.flatMap((leg) => {
        const condition = conditions.get(leg.condition);
        // A leg without its condition or fee is refused by the gate, which sees the certificate.
        return condition?.fee ? [draftLeg(condition, condition.fee, { leg, label: names.nameOf(condition) })] : [];
      }),
      floorMicros: opportunity.certified.certificate.floorMicros,
      maxCostMicros: request.maxCostMicros,
      createdAtMs: now,
      updatedAtMs: now,
      failure: null,
    };
  }

  async function run(
    request: ExecuteRequest,
    opportunity: Opportunity,
  ): Promise<Result<{ readonly executionId: string }>> {
    const { signal } = stop;
    const drafted = await journal.write(draft(request, opportunity));
    if (!drafted.ok)
      return fail(
        'journal-unwritable',
        'The journal could not be written, so nothing was sent. Free disk space and try again.',
        'later',
      );
    const refuse = async (failure: Failure): Promise<Result<never>> => {
      await journal.write({ ...drafted.value, state: 'refused', failure });
      log.info('basket-refused', { code: failure.code });
      return { ok: false, error: failure };
    };
    const approved = await approve(request, opportunity, signal);
    if (!approved.ok) return refuse(approved.error);
    const written = await journal.write({ ...drafted.value, state: 'approved', account: approved.value.account });
    if (!written.ok) return refuse(written.error);
    const conditions = new Map(
      approved.value.approved.component.conditions.map((condition) => [String(condition.id), condition] as const),
    );
    if (request.mode === 'paper') {
      const legs = written.value.legs.map((leg) => {
        const condition = conditions.get(leg.conditionId);
        const book = approved.value.books.get(leg.tokenId);
        return condition && book ? dependencies.fillPaper(leg, { condition, book }) : leg;
      });
      const filled = await journal.write({ ...written.value, legs, state: stateAfterSending(legs) });
      return filled.ok ? ok({ executionId: filled.value.id }) : refuse(filled.error);
    }
    // The wallet's prompts take as long as the user takes: the click is answered now, the record tells the rest.
    sendingId = written.value.id;
    const checkAgain = async (): Promise<Result<void>> => {
      const again = await approve(request, opportunity, signal);
      return again.ok ? ok(undefined) : again;
    };
    void sendLive(dependencies, { execution: written.value, conditions, signal, checkAgain })
      .catch(async (error: unknown) => {
        log.error('sending-threw', { reason: error instanceof Error ? error.message : 'unknown' });
        const latest = journal.get(written.value.id) ?? written.value;
        // Before `sending` was written nothing can have left; after it every order is looked up.
        if (latest.state !== 'sending')
          await abandon(dependencies, latest, {
            code: 'internal',
            message: 'Facet met a fault of its own while signing. Nothing was sent.',
            retry: 'later',
          });
      })
      .finally(() => {
        sendingId = null;
        busy = false;
        schedule();
      });
    return ok({ executionId: written.value.id });
  }

  async function reconcile(): Promise<void> {
    if (reconciling) return;
    reconciling = true;
    try {
      const session = portfolio.session();
      for (const execution of journal.all()) {
        if (
          session === null ||
          execution.account === null ||
          isFinished(execution) ||
          !isSent(execution) ||
          execution.id === sendingId
        )
          continue;
        // Another account cannot see these orders, and what it does not see is not lost.
        if (!isSameAccount(session.account, execution.account)) continue;
        const next = await reconcileOnce(dependencies, {
          execution,
          session,
          nowMs: clock.nowMs(),
          signal: lifetime.signal,
        });
        if (JSON.stringify(next) !== JSON.stringify(execution)) await journal.write(next);
      }
    } catch (error) {
      log.error('reconcile-threw', { reason: error instanceof Error ? error.message : 'unknown' });
    } finally {
      reconciling = false;
    }
  }

  function openLegs(): number {
    return journal
      .all()
      .reduce(
        (total, execution) =>
          total + execution.legs.filter((leg) => leg.state === 'unknown' || leg.state === 'sent').length,
        0,
      );
  }

  function schedule(): void {
    if (
      scheduled ||
      !journal.all().some((execution) => execution.mode === 'live' && isSent(execution) && !isFinished(execution))
    )
      return;
    scheduled = true;
    void reconcile().then(() =>
      clock.after(
        RECONCILE_MS,
        () => {
          scheduled = false;
          schedule();
        },
        lifetime.signal,
      ),
    );
  }

  return {
    async load() {
      halted = await dependencies.haltStore.load();
      // Until it was read, and should reading it end in a fault of our own.
      journalProblem = JOURNAL_UNREAD;
      const loaded = await journal.load();
      if (!loaded.ok) return loaded;
      journalProblem = null;
      for (const execution of loaded.value) {
        const resumed = resume(execution);
        if (resumed !== execution) await journal.write(resumed);
      }
      schedule();
      return ok(undefined);
    },
    async execute(request) {
      const problem = haltedBecause();
      if (problem !== null) return fail('halted', `Facet is halted: ${problem} Nothing was sent.`);
      if (busy) return fail('busy', 'Another basket is being signed. Finish or close it first.', 'later');
      const opportunity = opportunities.byHash(request.certificateHash);
      if (opportunity === null)
        return fail(
          'proof-expired',
          'The prices moved and this proof is no longer current. Nothing was sent; look at the new one.',
          'later',
        );
      busy = true;
      let handedOver = false;
      try {
        const started = await run(request, opportunity);
        handedOver = started.ok && request.mode === 'live';
        return started;
      } finally {
        if (!handedOver) busy = false;
      }
    },
    async liveRefusal(signal) {
      const { rules } = dependencies;
      const refusal = liveRefusal(await liveFacts(signal), rules.minBuyMicros, rules);
      return refusal === null || refusal.ok ? null : refusal.error;
    },
    all: journal.all,
    nudge: () => void reconcile(),
    async halt(reason) {
      halted = reason;
      stops += 1;
      stop.abort();
      stop = new AbortController();
      const before = openLegs();
      const [kept] = await Promise.all([writeHalt(reason, () => true), reconcile()]);
      if (!kept.ok) log.error('halt-unsaved', { code: kept.error.code });
      return { cancelled: before - openLegs(), kept };
    },
    async resume() {
      const lifts = stops;
      const lifted = await writeHalt(null, () => stops === lifts);
      if (!lifted.ok)
        return fail(
          'halt-kept',
          'The browser did not write down that you want to go on, so Facet stays stopped. Free disk space and press again.',
          'later',
        );
      if (stops !== lifts) return fail('halted', 'Stop was pressed again meanwhile. Facet stays stopped.', 'never');
      halted = null;
      return lifted;
    },
    haltedBecause,
    isStopped: () => halted !== null,
    subscribe: (listener) => journal.subscribe(listener),
    close: () => lifetime.abort(),
  };
}

function draftLeg(
  condition: Condition,
  fee: FeeSchedule,
  { leg, label }: { readonly leg: Opportunity['certified']['certificate']['legs'][number]; readonly label: string },
): ExecutionLeg {
  return {
    conditionId: condition.id,
    tokenId: tokenOf(condition, leg.token),
    token: leg.token,
    label,
    side: leg.side,
    sizeMicros: leg.sizeMicros,
    limitPriceMicros: leg.limitPriceMicros,
    fee,
    state: 'pending',
    orderHash: null,
    signedOrder: null,
    filledSizeMicros: sizeMicros(0),
    paidMicros: moneyMicros(0),
    feeMicros: moneyMicros(0),
    tradeIds: [],
    expiresAtMs: null,
    settled: false,
    failure: null,
  };
}

function isSent(execution: Execution): boolean {
  return execution.legs.some((leg) => leg.signedOrder !== null);
}

/**
 * What a record left by an earlier life of this worker means. Orders that may have left are `unknown`, never sent
 * again.
 */
export function resume(execution: Execution): Execution {
  switch (execution.state) {
    case 'drafted':
    case 'approved':
    case 'signing':
    case 'signed':
      return {
        ...execution,
        state: 'abandoned',
        failure: {
          code: 'interrupted',
          message: 'The browser stopped before anything was sent. Nothing was bought.',
          retry: 'never',
        },
      };
    case 'sending': {
      const legs = execution.legs.map((leg): ExecutionLeg =>
        leg.state === 'sent'
          ? {
              ...leg,
              state: 'unknown',
              failure: {
                code: 'unknown-fate',
                message:
                  'The browser stopped while this order was on its way. It is looked up by its number and not sent again.',
                retry: 'unknown',
              },
            }
          : leg,
      );
      return { ...execution, state: 'unknown', legs };
    }
    case 'matched':
    case 'partial':
    case 'unknown':
    case 'failed':
    case 'abandoned':
    case 'refused':
    case 'settled':
      return execution;
  }
}
