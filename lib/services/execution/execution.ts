/**
 * Owns executions: takes a basket on a click, on paper or for real, and accounts for it until nothing is open. Start,
 * wake and crash are one path: whatever the journal holds is carried on from where it stood. What follows from what is
 * in machine.ts; here it is run.
 */
import type { Certificate, Hashed } from '../../domain/basket';
import { conditionsByKey } from '../../domain/condition';
import type { Execution, ExecutionMode } from '../../domain/execution';
import { EXECUTION_STATES } from '../../domain/execution';
import type { CertificateHash } from '../../domain/ids';
import type { Failure, Result } from '../../domain/result';
import { fail, failureOf, ok } from '../../domain/result';
import { timeMs, type MoneyMicros, type TimeMs } from '../../domain/units';
import { passesThresholds, type Opportunity, type OpportunitiesService } from '../opportunities/opportunities';
import { legNamesOf } from '../opportunities/leg-names';
import type { RelationsService } from '../relations/relations';
import { liveRefusal } from '../risk/risk';
import { ARMED_FOR_MS, createArmed, type ArmedDependencies, type ArmedState } from './armed';
import type { Checked, CheckDependencies } from './check';
import { askLiveFacts, checkBasket } from './check';
import { chainOf, isMended } from './chain';
import type { HaltStore } from './halt';
import { createHalt } from './halt';
import type { Journal } from './journal';
import { atRest } from './journaled';
import type { Run } from './machine';
import { step } from './machine';
import { draftExecution } from './plan';
import { createRounds, type RoundDependencies } from './rounds';
import { openRepair, type RepairOrder } from './repair';
import type { Ran, Runner } from './runner';
import { carryOn, drive } from './runner';
import type { SendDependencies, SendRequest } from './send';
import { sendBasket } from './send';
import { takeTrial, type TrialDependencies, type Tried, type TrialRequest } from './trial';
import type { TradingVenue } from './venue';

const JOURNAL_UNREAD = failureOf('journal-unread', {});

export interface ExecuteRequest {
  readonly certificateHash: CertificateHash;
  readonly maxCostMicros: MoneyMicros;
  readonly mode: ExecutionMode;
}

export interface Taken {
  readonly executionId: string;
}

export interface ExecutionService {
  /** Carries on what the journal holds. */
  load(): Promise<Result<void>>;
  execute(request: ExecuteRequest): Promise<Result<Taken>>;
  /** The same, signed now and sent by itself once the books give it within its limits, for ten minutes at most. */
  arm(request: Omit<ExecuteRequest, 'mode'>): Promise<Result<Taken>>;
  /** Wipes the signatures of one that waits. */
  disarm(id: string): Result<void>;
  /** null when it does not wait. */
  armedState(id: string): ArmedState | null;
  /** Told when one begins or ends to wait, or waits for something else. */
  subscribeArmed(listener: () => void): () => void;
  /** Something that armed sets rest on may be another now: settings, account, relations. */
  lookAtArmed(): void;
  /** Finishes a set of bets of which a part filled, or sells back what is held of it. */
  repair(order: RepairOrder): Promise<Result<Taken>>;
  /** Sends the smallest real order, sees it at the venue, cancels it and sees it gone. Whatever the mode is. */
  tryOut(request: TrialRequest): Promise<Result<Tried>>;
  all(): readonly Execution[];
  /** Why live mode cannot be used now; null when it can. Asks the venue. */
  liveRefusal(signal: AbortSignal): Promise<Failure | null>;
  /** Own orders or trades changed at the venue: look now. */
  nudge(): void;
  /**
   * Stops signing, refuses new baskets, cancels what rests. Lasts over restarts of worker and browser until `resume`.
   */
  halt(reason: Failure): Promise<{
    /** Orders that the venue says it cancelled, and those of which it gave no answer yet. */
    readonly cancelled: number;
    readonly left: number;
    /** A failure: the stop holds, but only until this worker ends. */ readonly kept: Result<void>;
  }>;
  /** Lifts the user's stop, on the user's word alone; a stop that cannot be taken off the disk stays. */
  resume(): Promise<Result<void>>;
  /** The user's stop, memory that came to harm, or a journal that cannot be read. */
  haltedBecause(): Failure | null;
  /** `resume` would lift something. */
  isStopped(): boolean;
  /** The user's word on one set of bets: what the venue never explains is closed, what is held is kept. */
  settleByHand(id: string, word: 'close' | 'keep'): Promise<Result<void>>;
  subscribe(listener: (execution: Execution) => void): () => void;
  close(): void;
}

export interface KeptProof extends Hashed<Certificate> {
  readonly eventTitle: string;
  readonly storedAtMs: number;
}

export interface ExecutionDependencies extends CheckDependencies, SendDependencies {
  readonly movedByCash: CheckDependencies['movedByCash'] & RoundDependencies['movedByCash'];
  readonly opportunities: Pick<OpportunitiesService, 'byHash'>;
  readonly relations: Pick<RelationsService, 'confirmNow' | 'events' | 'conditionOf' | 'componentOf'>;
  readonly market: TrialDependencies['market'];
  readonly newId: () => string;
  readonly portfolio: CheckDependencies['portfolio'] & SendDependencies['portfolio'];
  readonly signatures: CheckDependencies['signatures'] & SendDependencies['signatures'];
  readonly journal: Journal;
  /** The proof outlives the minute in which it was on screen: the record of the basket points at it. */
  readonly keepProof: (proof: KeptProof) => Promise<Result<void>>;
  readonly haltStore: HaltStore;
  /** What Facet remembers came to harm and the user has not looked yet; null when all is well. */
  readonly memoryProblem: () => Failure | null;
  readonly books: ArmedDependencies['books'];
  readonly wallet: ArmedDependencies['wallet'] & SendDependencies['wallet'];
  /** The one place where the mode decides. */
  readonly venues: Readonly<Record<ExecutionMode, TradingVenue>>;
}

/** A basket that the gate let pass; `begin` is its next act. */
interface Opened extends Omit<SendRequest, 'lookUp'> {
  readonly run: Run;
}

export function createExecution(dependencies: ExecutionDependencies): ExecutionService {
  const { opportunities, journal, log } = dependencies;
  const lifetime = new AbortController();
  const halt = createHalt(dependencies.haltStore, log);
  /** A basket is being taken; another one waits. */
  let busy = false;
  /** The execution whose legs are being signed or sent; null when none is. */
  let sendingId: string | null = null;
  let journalProblem: Failure | null = null;
  const armed = createArmed(dependencies, (id) => {
    if (busy || haltedBecause() !== null) return false;
    busy = true;
    sendingId = id;
    return true;
  });
  const rounds = createRounds(dependencies, ({ id }) => id === sendingId, lifetime.signal);

  /** Only a journal that was read lifts its own halt; the user's choice lifts the user's, and that of the memory. */
  function haltedBecause(): Failure | null {
    return dependencies.memoryProblem() ?? journalProblem ?? halt.reason();
  }

  /** What is open afterwards is looked up as soon as the basket is not being sent any more. */
  async function send({ run, ...request }: Opened): Promise<Result<Taken>> {
    sendingId = run.record.id;
    try {
      const ran = await sendBasket(dependencies, run, { ...request, lookUp: () => undefined });
      return refusalOf(ran) ?? ok({ executionId: ran.run.record.id });
    } finally {
      free(run.record.id);
    }
  }

  /** Of this one, which may have given the place up while it was armed. */
  function free(id: string): void {
    if (sendingId !== id) return;
    sendingId = null;
    busy = false;
    rounds.schedule();
    armed.look();
  }

  /** One at a time, from the gate to the last answer. */
  async function take(opening: () => Promise<Result<Opened>>): Promise<Result<Taken>> {
    busy = true;
    let handedOver = false;
    try {
      const opened = await opening();
      if (!opened.ok) return opened;
      handedOver = true;
      const sending = send(opened.value);
      // The wallet's prompts take as long as the user takes: the click is answered now, the record tells the rest.
      return opened.value.venue.orders.needsSignature ? ok({ executionId: opened.value.run.record.id }) : await sending;
    } finally {
      if (!handedOver) busy = false;
    }
  }

  /** What a repair did whole needs the user no more, nor do its parts once the user keeps what there is. */
  function tidy(changed: Execution): void {
    const root = changed.of === undefined ? changed : journal.get(changed.of);
    if (root === null) return;
    const chain = chainOf(root, journal.all());
    const over = isMended(chain) ? [root, ...chain.repairs] : root.acknowledged ? chain.repairs : [];
    for (const { id } of over) {
      const record = journal.get(id);
      if (record !== null && record.state === 'partial' && !record.acknowledged)
        void carryOn({ journal, log, lookUp: rounds.schedule }, atRest(record), { kind: 'acknowledged' });
    }
  }
  journal.subscribe(tidy);
  journal.subscribe(({ id, mode }) => void (mode === 'live' && armed.forget(id)));

  return {
    async load() {
      await halt.load();
      // Until it was read, and should reading it end in a fault of our own.
      journalProblem = JOURNAL_UNREAD;
      const loaded = await journal.load();
      if (!loaded.ok) return loaded;
      journalProblem = null;
      for (const execution of loaded.value)
        await carryOn({ journal, log, lookUp: () => undefined }, atRest(execution), { kind: 'restarted' });
      for (const execution of journal.all()) if (execution.of !== undefined) tidy(execution);
      rounds.schedule();
      return ok(undefined);
    },
    async execute(request) {
      const because = haltedBecause();
      if (because !== null) return fail('halted', { because });
      if (busy) return fail('busy', {}, 'later');
      const opportunity = opportunities.byHash(request.certificateHash);
      if (opportunity === null) return fail('proof-expired', {}, 'later');
      const beside = armed.beside(opportunity);
      if (beside !== null) return fail('armed-beside', { event: beside.eventTitle });
      return take(() => open(dependencies, { ...request, opportunity, haltedBecause, stop: halt.signal() }));
    },
    async arm(request) {
      const because = haltedBecause();
      if (because !== null) return fail('halted', { because });
      if (busy) return fail('busy', {}, 'later');
      if (dependencies.settings().mode !== 'live') return fail('arm-live-only', {});
      const opportunity = opportunities.byHash(request.certificateHash);
      if (opportunity === null) return fail('proof-expired', {}, 'later');
      const { certified, component } = opportunity;
      if (!passesThresholds(certified.certificate, dependencies.settings(), component.conditions))
        return fail('armed-thresholds', {});
      const beside = armed.beside(opportunity);
      if (beside !== null) return fail('armed-beside', { event: beside.eventTitle });
      const stop = halt.signal();
      const wish = { ...request, mode: 'live', opportunity, haltedBecause, stop } as const;
      return take(async () => {
        const armedUntilMs = timeMs(dependencies.clock.nowMs() + ARMED_FOR_MS);
        const opened = await open(dependencies, { ...wish, armedUntilMs });
        if (!opened.ok) return opened;
        const { id } = opened.value.run.record;
        return ok({
          ...opened.value,
          hold: (record: Execution, prepare: () => void) => {
            free(id);
            return armed.hold({ ...wish, id, record, prepare });
          },
          checkAgain: () => Promise.resolve(armed.checkAgain(id)),
        });
      });
    },
    disarm: (id) =>
      armed.disarm(id, failureOf('disarmed-by-you', {})) ? ok(undefined) : fail('nothing-to-settle', {}),
    armedState: armed.stateOf,
    subscribeArmed: armed.subscribe,
    lookAtArmed: armed.look,
    async repair(order) {
      const because = haltedBecause();
      if (because !== null) return fail('halted', { because });
      if (busy) return fail('busy', {}, 'later');
      const mode = journal.get(order.executionId)?.mode ?? 'paper';
      const venue = dependencies.venues[mode];
      const stop = halt.signal();
      return take(async () => {
        const nowMs = dependencies.clock.nowMs();
        const opened = await openRepair(dependencies, order, { venue, haltedBecause, stop, nowMs });
        return opened.ok ? ok({ ...opened.value, venue, stop }) : opened;
      });
    },
    async tryOut(request) {
      const because = haltedBecause();
      if (because !== null) return fail('halted', { because });
      if (busy) return fail('busy', {}, 'later');
      busy = true;
      const sending = (id: string): void => void (sendingId = id);
      try {
        return await takeTrial(dependencies, request, {
          haltedBecause,
          stop: halt.signal(),
          sending,
          lookUp: rounds.one,
        });
      } finally {
        sendingId = null;
        busy = false;
        rounds.schedule();
      }
    },
    async liveRefusal(signal) {
      const { rules } = dependencies;
      // What the least order of the venue costs is the least that an account must be good for.
      const facts = await askLiveFacts(dependencies, null, [], signal);
      const refusal = liveRefusal(facts, { costMicros: rules.minBuyMicros, byContract: null }, rules);
      return refusal === null || refusal.ok ? null : refusal.error;
    },
    all: journal.all,
    nudge: () => void rounds.now(),
    async halt(reason) {
      const [kept, cancelled] = await Promise.all([halt.stop(reason), rounds.cancelAll()]);
      return { ...cancelled, kept };
    },
    async settleByHand(id, word) {
      const record = journal.get(id);
      if (record === null || id === sendingId) return fail('nothing-to-settle', {});
      const event = { kind: word === 'close' ? 'closed-by-hand' : 'acknowledged' } as const;
      if (step(atRest(record), event).effects.length === 0) return fail('nothing-to-settle', {});
      const { writeFailure } = await carryOn({ journal, log, lookUp: rounds.schedule }, atRest(record), event);
      return writeFailure === null ? ok(undefined) : { ok: false, error: writeFailure };
    },
    resume: halt.lift,
    haltedBecause,
    isStopped: () => halt.reason() !== null,
    subscribe: (listener) => journal.subscribe(listener),
    close: () => lifetime.abort(),
  };
}

interface OpenRequest extends ExecuteRequest {
  readonly opportunity: Opportunity;
  readonly haltedBecause: () => Failure | null;
  readonly stop: AbortSignal;
  readonly armedUntilMs?: TimeMs;
}

/** Writes the draft, asks the gate and writes what it said. */
async function open(dependencies: ExecutionDependencies, request: OpenRequest): Promise<Result<Opened>> {
  const { journal, relations, clock, log, venues, keepProof } = dependencies;
  const { opportunity, mode, maxCostMicros, haltedBecause, stop, armedUntilMs = null } = request;
  const venue = venues[mode];
  const nowMs = clock.nowMs();
  const kept = await keepProof({
    ...opportunity.certified,
    eventTitle: opportunity.component.event.title,
    storedAtMs: nowMs,
  });
  if (!kept.ok) return unwritable();
  const { movesMoney } = venue;
  const id = intentOf(journal.all(), opportunity.certified.hash);
  const check = () =>
    checkBasket(dependencies, { id, opportunity, mode, maxCostMicros, movesMoney, haltedBecause }, stop);
  const answer: { checked: Checked | null } = { checked: null };
  const runner: Runner = {
    journal,
    log,
    stop,
    lookUp: () => undefined,
    async perform() {
      const checked = await check();
      if (!checked.ok) return { kind: 'refused', failure: checked.error };
      answer.checked = checked.value;
      return { kind: 'approved', account: checked.value.account, heldBefore: checked.value.held };
    },
  };
  const names = legNamesOf(opportunity, relations.events());
  const drafted = draftExecution({ id, mode, opportunity, names, maxCostMicros, nowMs, armedUntilMs });
  const ran = await drive(runner, { run: atRest(drafted), event: { kind: 'opened' } }, ({ kind }) => kind === 'begin');
  if (ran.next !== null && answer.checked !== null) {
    const { certified, component } = answer.checked.approved;
    const proven = certified.certificate.legs;
    return ok({
      run: ran.run,
      venue,
      proven,
      conditions: conditionsByKey(component.conditions),
      checkAgain: check,
      stop,
    });
  }
  const refusal = refusalOf(ran) ?? unwritable();
  if (!refusal.ok) log.info('basket-refused', { code: refusal.error.code });
  return refusal;
}

/** A click on a certificate: the next of it. The same click never counts as two, and orders of two have other salts. */
function intentOf(executions: readonly Execution[], hash: CertificateHash): string {
  const clicks = executions.filter(({ certificateHash }) => certificateHash === hash).length;
  return `${hash.slice(0, 32)}-${clicks + 1}`;
}

/** Why nothing was sent; null when it was. */
function refusalOf({ run: { record } }: Ran): Result<never> | null {
  return record.failure !== null && !EXECUTION_STATES[record.state].sent ? { ok: false, error: record.failure } : null;
}

function unwritable(): Result<never> {
  return fail('journal-unwritable', {}, 'later');
}
