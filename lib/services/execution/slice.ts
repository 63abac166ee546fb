/** Executions as the interface sees them, and what the user may ask of them. */
import { isSameAccount } from '../../domain/account';
import { tokenOf, type VenueEvent } from '../../domain/condition';
import type { Certificate } from '../../domain/basket';
import type { Execution } from '../../domain/execution';
import { isFinished } from '../../domain/execution';
import { firstByNeed, needsUser } from '../../domain/urgency';
import { parseCertificateHash, type CertificateHash } from '../../domain/ids';
import { fail, ok, type Result } from '../../domain/result';
import type { VenueRules } from '../../ports/venue-rules';
import { moneyMicros } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { CommandInput } from '../../protocol/commands';
import type { ExecutionView } from '../../protocol/views';
import { canonicalJson } from '../../verifier/canonical';
import { verifyInFull } from '../../verifier/verify';
import type { OpportunitiesService } from '../opportunities/opportunities';
import type { PortfolioService } from '../portfolio/portfolio';
import type { RelationsService } from '../relations/relations';
import type { BooksNow } from '../assess/assess';
import { tradingView, type TradingService } from '../risk/trading';
import { usableBook } from '../scan/instance';
import type { SettingsService } from '../settings/settings';
import type { SignaturesService } from '../signatures/signatures';
import type { Slice } from '../slice';
import { consentRefusal } from './consent';
import { acceptedTiesOf } from '../opportunities/your-word';
import { paysOf, standingOf } from './held';
import { createProofs } from './proofs';
import { buildHistory } from './history';
import { buildExecutionView } from './views';
import type { ExecutionService, KeptProof } from './execution';
import { goOn, stopEverything, switchMode } from './mode';

/** A finished execution stays on the page this long, so that its result can be read. */
const SHOW_FINISHED_MS = 600_000;
const SHOWN = 5;
const MODE_TIMEOUT_MS = 20_000;
const BALANCE_TIMEOUT_MS = 15_000;

export interface OrderViews {
  viewOf(execution: Execution, now: BooksNow): ExecutionView;
  /** What is open, what finished a moment ago, and until the user has seen it what a bad day left behind. */
  isShown(execution: Execution): boolean;
  /** Of an event's executions that are shown the one that needs the user most, else the newest. */
  firstOf(event: VenueEvent, now: BooksNow): ExecutionView | null;
}

type StoredProof = Pick<KeptProof, 'certificate' | 'eventTitle'>;

export interface ExecutionSliceSources {
  readonly execution: ExecutionService;
  readonly opportunities: OpportunitiesService;
  readonly relations: RelationsService;
  readonly portfolio: PortfolioService;
  readonly settings: SettingsService;
  readonly signatures: Pick<SignaturesService, 'unsentOf'>;
  readonly trading: Pick<TradingService, 'reducingBecause'>;
  readonly rules: VenueRules;
  /** One reading of the books. */
  readonly now: () => BooksNow;
  /** Proofs that were acted upon or exported. */
  readonly certificates: { get(hash: CertificateHash): Promise<Result<StoredProof | null>> };
  readonly clock: Clock;
  readonly log: Log;
}

type Commands =
  | 'execute'
  | 'arm'
  | 'disarm'
  | 'repair'
  | 'exportCertificate'
  | 'recheck'
  | 'setMode'
  | 'panic'
  | 'resume'
  | 'settleByHand';

export function createExecutionSlice(
  sources: ExecutionSliceSources,
): Slice<'orders' | 'history', Commands> & OrderViews {
  const { execution, portfolio, clock } = sources;
  const proofs = createProofs(sources.certificates);
  const views = createOrderViews(sources);
  /** A row of the history needs no more of its view than this, and there are hundreds. */
  const tiesUnder = (each: Execution): number => {
    const certificate = proofs.of(each.certificateHash);
    if (certificate === null) return 0;
    return acceptedTiesOf(certificate, standingOf(certificate, sources.relations).relations);
  };
  return {
    name: 'execution',
    load: execution.load,
    ...views,
    topics: {
      orders() {
        const now = sources.now();
        return {
          executions: firstByNeed(execution.all().filter(views.isShown), SHOWN).map((each) => views.viewOf(each, now)),
          stopped: execution.isStopped(),
          trading: tradingView(execution.haltedBecause(), sources.trading.reducingBecause()),
        };
      },
      history() {
        const midnightMs = new Date(clock.nowMs()).setHours(0, 0, 0, 0);
        return buildHistory(execution.all(), { acceptedTiesOf: tiesUnder, midnightMs });
      },
    },
    commands: { ...createCommands(sources), repair: createRepair(sources) },
    wakes(wake) {
      // An armed set rests on them: what was just made stricter, or another account, ends it at once.
      sources.settings.subscribe(execution.lookAtArmed);
      portfolio.subscribe(execution.lookAtArmed);
      sources.relations.subscribe(execution.lookAtArmed);
      execution.subscribeArmed(() => wake(['orders', 'now', 'page']));
      proofs.subscribe(() => wake(['orders', 'page', 'history']));
      execution.subscribe((changed) => {
        wake(['orders', 'now', 'page', 'account', 'health', 'history']);
        // Money moved or may have: the balance on screen must not be the one from before.
        if (changed.mode === 'live' && changed.legs.some((leg) => leg.filledSizeMicros > 0))
          void portfolio.refreshBalance(AbortSignal.timeout(BALANCE_TIMEOUT_MS));
      });
    },
    close: execution.close,
  };

  function createOrderViews({ relations }: ExecutionSliceSources) {
    const viewOf = (each: Execution, now: BooksNow): ExecutionView => {
      const session = portfolio.session();
      const certificate = proofs.of(each.certificateHash);
      return buildExecutionView(each, {
        certificate,
        ...standingOf(certificate, relations),
        conditionOf: (id) => relations.conditionOf(id),
        bookOf: (condition, token) => {
          const book = usableBook(now.books, tokenOf(condition, token), now);
          return typeof book === 'string' ? null : book;
        },
        executions: execution.all(),
        rules: sources.rules,
        unsent: sources.signatures.unsentOf(each.id),
        armed: execution.armedState(each.id),
        canLookUp: each.account !== null && session !== null && isSameAccount(session.account, each.account),
      });
    };
    const ageOf = (each: Execution): number => clock.nowMs() - each.updatedAtMs;
    const isShown = (each: Execution): boolean =>
      // What a repair bought in part stands with the set of bets that it is for.
      each.of !== undefined && each.state === 'partial' && isFinished(each)
        ? false
        : needsUser(each) ||
          // How a trial went stands where it was asked for; only what it bought is left to be told.
          (!each.acknowledged && (!isFinished(each) || (each.purpose !== 'trial' && ageOf(each) < SHOW_FINISHED_MS)));
    return {
      viewOf,
      isShown,
      firstOf({ slug, conditions }: VenueEvent, now: BooksNow): ExecutionView | null {
        const ids = new Set<string>(conditions.map(({ id }) => id));
        const isHere = ({ eventSlug, legs }: Execution): boolean =>
          eventSlug === slug || legs.some(({ conditionId }) => ids.has(conditionId));
        const here = execution.all().filter((each) => isHere(each) && isShown(each));
        const [first] = firstByNeed(here, 1);
        return first ? viewOf(first, now) : null;
      },
    };
  }
}

function createRepair({ execution, relations, certificates }: ExecutionSliceSources) {
  return async ({
    executionId,
    way,
    shownMicros,
  }: CommandInput<'repair'>): Promise<Result<{ readonly executionId: string }>> => {
    const root = execution.all().find(({ id }) => id === executionId);
    if (root === undefined) return fail('way-gone', {}, 'later');
    const stored = await certificates.get(root.certificateHash);
    if (!stored.ok) return stored;
    if (stored.value === null) return fail('proof-gone', {}, 'later');
    const { certificate } = stored.value;
    return execution.repair({
      executionId,
      way,
      shownMicros: moneyMicros(shownMicros),
      paysOf: (held) => paysOf(certificate, held, standingOf(certificate, relations).isOver),
      async confirm(signal) {
        const components = new Set(certificate.conditions.flatMap(({ key }) => relations.componentOf(key) ?? []));
        for (const component of components) {
          const confirmed = await relations.confirmNow(component, signal);
          if (!confirmed.ok) return confirmed;
        }
        return ok(undefined);
      },
    });
  };
}

interface FoundCertificate {
  readonly hash: CertificateHash;
  readonly certificate: Certificate;
  readonly eventTitle: string;
}

/** The certificate on screen, or one that was acted upon or exported before. */
async function certificateOf(
  text: string,
  { opportunities, certificates }: Pick<ExecutionSliceSources, 'opportunities' | 'certificates'>,
): Promise<Result<FoundCertificate>> {
  const hash = parseCertificateHash(text);
  if (hash === null) return badHash();
  const shown = opportunities.byHash(hash);
  if (shown) return ok({ hash, certificate: shown.certified.certificate, eventTitle: shown.component.event.title });
  const stored = await certificates.get(hash);
  if (!stored.ok) return stored;
  return stored.value
    ? ok({ hash, certificate: stored.value.certificate, eventTitle: stored.value.eventTitle })
    : fail('proof-gone', {}, 'later');
}

function badHash(): Result<never> {
  return fail('bad-proof-hash', {});
}

function createCommands(
  sources: ExecutionSliceSources,
): NonNullable<Slice<never, Exclude<Commands, 'repair'>>['commands']> {
  const { execution, settings, log } = sources;
  return {
    async execute({ certificateHash, maxCostMicros, mode }, tier) {
      const refusal = consentRefusal({ mode, tier, confirmIn: settings.current().confirmIn });
      if (refusal !== null) return refusal;
      const hash = parseCertificateHash(certificateHash);
      return hash === null
        ? badHash()
        : execution.execute({ certificateHash: hash, maxCostMicros: moneyMicros(maxCostMicros), mode });
    },
    async arm({ certificateHash, maxCostMicros }) {
      const hash = parseCertificateHash(certificateHash);
      return hash === null
        ? badHash()
        : execution.arm({ certificateHash: hash, maxCostMicros: moneyMicros(maxCostMicros) });
    },
    async disarm({ executionId }) {
      const disarmed = execution.disarm(executionId);
      return disarmed.ok ? ok({}) : disarmed;
    },
    async exportCertificate({ certificateHash }) {
      const found = await certificateOf(certificateHash, sources);
      return found.ok ? ok({ json: canonicalJson(found.value.certificate) }) : found;
    },
    async recheck({ certificateHash }) {
      const found = await certificateOf(certificateHash, sources);
      if (!found.ok) return found;
      const checked = verifyInFull(found.value.certificate);
      if (!checked.ok) return checked;
      const { byMultipliers, byPatterns, patterns } = checked.value;
      return ok({ byMultipliers, patterns: byPatterns === 'confirmed' ? patterns : null });
    },
    async setMode({ mode, confirmIn = 'panel' }) {
      const switched = await switchMode(
        { mode, confirmIn },
        { settings, execution },
        AbortSignal.timeout(MODE_TIMEOUT_MS),
      );
      if (!switched.ok) return switched;
      log.info('mode', { mode, confirmIn });
      return ok({});
    },
    async panic() {
      const stopped = await stopEverything({ settings, execution });
      log.warn('panic', { ok: stopped.ok });
      return stopped;
    },
    async settleByHand({ executionId, word }) {
      const settled = await execution.settleByHand(executionId, word);
      if (settled.ok) log.warn('settled-by-hand', { word });
      return settled.ok ? ok({}) : settled;
    },
    async resume() {
      const lifted = await goOn({ settings, execution });
      return lifted.ok ? ok({}) : lifted;
    },
  };
}
