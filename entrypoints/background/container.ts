/**
 * The table of contents: ports first, then the slices, folded into one. The only place that names concrete venues,
 * stores and signers.
 */
import { createAttention } from '../../lib/platform/attention';
import { serveBridge } from '../../lib/platform/bridge-ports';
import { systemClock } from '../../lib/platform/clock';
import { createEngineClient } from '../../lib/platform/engine-client';
import { createWorkerClient } from '../../lib/platform/worker-client';
import { createLog } from '../../lib/platform/log';
import { http, openSocket } from '../../lib/platform/net';
import { newId, randomFraction, saltOf } from '../../lib/platform/random';
import { sites } from '../../lib/platform/permissions';
import { createSiteTabs } from '../../lib/platform/site-tabs';
import { createWallet } from '../../lib/platform/wallet';
import { booksNow, createAssess } from '../../lib/services/assess/assess';
import { createCash } from '../../lib/services/cash/cash';
import { movedByCash, type MovedSince } from '../../lib/services/cash/moved';
import { createCashSlice } from '../../lib/services/cash/slice';
import { createBooks, type Attended } from '../../lib/services/books/books';
import { createBooksSlice } from '../../lib/services/books/slice';
import { createFacts } from '../../lib/services/catalogue/facts';
import { createWatchlist } from '../../lib/services/catalogue/catalogue';
import { createCatalogueSlice } from '../../lib/services/catalogue/slice';
import { createClearance } from '../../lib/services/doctor/clearance';
import { createDoctor } from '../../lib/services/doctor/doctor';
import { ownProbes } from '../../lib/services/doctor/own-probes';
import { createDoctorSlice } from '../../lib/services/doctor/slice';
import { createTrials } from '../../lib/services/doctor/trial';
import { besideOffer } from '../../lib/services/execution/check';
import { createExecution } from '../../lib/services/execution/execution';
import type { TradingVenue } from '../../lib/services/execution/venue';
import { createJournal } from '../../lib/services/execution/journal';
import { createExecutionSlice } from '../../lib/services/execution/slice';
import { createModelSlice } from '../../lib/services/model/slice';
import { createMemoryService } from '../../lib/services/memory/memory';
import { createMemorySlice } from '../../lib/services/memory/slice';
import { createFills } from '../../lib/services/fills/fills';
import { createNotify } from '../../lib/services/notify/notify';
import { createNotifySlice } from '../../lib/services/notify/slice';
import { createConfirming } from '../../lib/services/opportunities/confirming';
import { createOpportunities } from '../../lib/services/opportunities/opportunities';
import { createSizes } from '../../lib/services/opportunities/sizes';
import { evidenceText } from '../../lib/words/reasons';
import { createOpportunityViews } from '../../lib/services/opportunities/slice';
import { createOverview } from '../../lib/services/overview/overview';
import { createHome } from '../../lib/services/page/home';
import { createPage } from '../../lib/services/page/page';
import { createPortfolio } from '../../lib/services/portfolio/portfolio';
import { createPortfolioSlice } from '../../lib/services/portfolio/slice';
import { createRegion } from '../../lib/services/region/region';
import { createRelationViews } from '../../lib/services/relations/views';
import { createWaitingTies } from '../../lib/services/relations/waiting';
import { createRelationsSlice } from '../../lib/services/relations/slice';
import { createReview } from '../../lib/services/review/review';
import { createOfferLimits } from '../../lib/services/risk/offered';
import { createPermission } from '../../lib/services/risk/permission';
import { createTradingSlice } from '../../lib/services/risk/slice';
import { createTrading } from '../../lib/services/risk/trading';
import { createScan } from '../../lib/services/scan/scan';
import { createSettings } from '../../lib/services/settings/settings';
import { createSignals } from '../../lib/services/signals/signals';
import { createSignatures } from '../../lib/services/signatures/signatures';
import { createSignatureSlice } from '../../lib/services/signatures/slice';
import { foldSlices } from '../../lib/services/slices';
import { createTrade } from '../../lib/services/trade/trade';
import { createTimings } from '../../lib/services/timings/timings';
import { createCashDatabase } from '../../lib/storage/cash-database';
import { createClearanceStore } from '../../lib/storage/clearance';
import { createDatabase } from '../../lib/storage/database';
import { createGuardStore } from '../../lib/storage/guard';
import { createHaltStore } from '../../lib/storage/halt';
import { createMemory } from '../../lib/storage/memory/memory';
import { cachePlace, createLocalPlace } from '../../lib/storage/memory/places';
import type { SignalsApi } from '../../lib/signals/worker';
import { createListDatabase } from '../../lib/storage/list-database';
import { createRelationsDatabase } from '../../lib/storage/relations-database';
import { relayerKeyStore } from '../../lib/storage/secret';
import { sessionStore } from '../../lib/storage/session';
import { toldStore } from '../../lib/storage/told';
import { createSignatureStore } from '../../lib/storage/signatures';
import { createRecordStore, lockStorage } from '../../lib/storage/settings';
import { createPaperOrderEntry, PAPER_SESSION } from '../../lib/venues/paper/order-entry';
import { hashOfBook } from '../../lib/venues/polymarket/clob/book-hash';
import { createExamination } from '../../lib/venues/polymarket/doctor/examination';
import { createPolymarketData } from '../../lib/venues/polymarket/market-data';
import { createCashDesk } from '../../lib/venues/polymarket/settlement/cash-desk';
import { createPolymarketTrading } from '../../lib/venues/polymarket/trading';
import { POLYMARKET_RULES } from '../../lib/venues/polymarket/rules';
import { createMarketFeed } from '../../lib/venues/polymarket/ws/market-feed';
import { createUserFeed } from '../../lib/venues/polymarket/ws/user-feed';
import * as en from '../../lib/words/en';
import { workerHost } from '../workers/worker-host';
import { createRelationHistoryOf, createRelationParts } from './relation-parts';
import { createSpotParts } from './spot-parts';

/** All books are asked for in turn well within it, however many are watched (docs/reliability.md 3.2). */
const FAR_STALE_MS = 300_000;
/** The background ends with its worker, never by itself. */
const forever = new AbortController().signal;

/** One list: each part is made from the parts above it, so it is read in one go and not in pieces. */
export function build() {
  const clock = systemClock;
  const log = createLog(() => clock.nowMs());
  const tabs = createSiteTabs(log);
  const wallet = createWallet(serveBridge({ log, tabs }));
  const attention = createAttention();
  const engine = createEngineClient({ host: workerHost, log });
  const database = createDatabase();
  const relationsDatabase = createRelationsDatabase();
  const stored = createMemory({
    local: createLocalPlace(),
    copy: cachePlace,
    journal: database.journal,
    ties: relationsDatabase.ties,
    newId,
    nowMs: () => clock.nowMs(),
  });
  const memory = createMemoryService({ memory: stored, log });
  const timings = createTimings({ clock, nowMs: () => performance.now(), lifetime: forever });
  const market = createPolymarketData({ http, clock, log });
  const trading = createPolymarketTrading({
    http,
    clock,
    log,
    onKey: (key, isTaken) => portfolio.keyAnswered(key, isTaken),
  });

  const settings = createSettings(createRecordStore(stored, 'settings'));
  const staleAfterMs = (): number => settings.current().staleAfterMs;
  const facts = createFacts({ clock, log });
  const { relations, model } = createRelationParts({
    market,
    facts,
    database: relationsDatabase,
    modelSettings: createRecordStore(stored, 'model'),
    clock,
    log,
  });
  const books = createBooks({
    clock,
    log,
    fetchBooks: (tokens, signal) => market.fetchBooks(tokens, signal),
    feed: (handlers) => createMarketFeed({ openSocket, clock, log, random: randomFraction, handlers, timings }),
    staleAfterMs,
    farStaleAfterMs: FAR_STALE_MS,
    facts,
    hashOf: hashOfBook,
    timings,
  });
  const history = createRelationHistoryOf({ relations, database: relationsDatabase, books, staleAfterMs, clock, log });
  const region = createRegion({ market, clock });
  const rules = POLYMARKET_RULES;
  const screened = { stateOf: books.screenedStateOf, subscribeDirty: books.subscribeDirty, forMs: FAR_STALE_MS };
  const scan = createScan({
    relations,
    books: screened,
    engine,
    settings: settings.current,
    rules,
    clock,
    log,
    timings,
  });
  const signalsWorker = createWorkerClient<SignalsApi>(workerHost, 'signals');
  const fills = createFills({
    books,
    worker: signalsWorker,
    settings,
    clock,
    log,
  });
  const assess = createAssess({ rules, fills, capital: () => breakers.capital() });
  const opportunities = createOpportunities({ scan, settings: settings.current, clock });
  /** Events that are read by themselves although no page shows them. */
  const beside = new Map<Attended, readonly string[]>();
  const readBeside = (as: Attended, slugs: readonly string[]): void => {
    beside.set(as, slugs);
    watchlist.setOffered([...new Set([...beside.values()].flat())].sort());
  };
  const sizes = createSizes({ opportunities, scan, rules });
  const confirming = createConfirming({
    opportunities,
    relations,
    books,
    readEvents: (slugs) => readBeside('offered', slugs),
    clock,
  });
  const portfolio = createPortfolio({ wallet, login: trading, settlement: trading, store: sessionStore, clock, log });
  const clearance = createClearance(createClearanceStore(stored));
  const paper = createPaperOrderEntry({
    bookOf(tokenId) {
      const state = books.stateOf(tokenId);
      return state.kind === 'live' ? state.book : null;
    },
    conditionOf: relations.conditionOf,
  });
  const live: TradingVenue = { orders: trading, settlement: trading, movesMoney: true, session: portfolio.session };
  const journal = createJournal(stored.executions, clock);
  const cashJournal = createJournal(createCashDatabase(), clock);
  const signatures = createSignatures({
    store: createSignatureStore(stored),
    journal,
    venue: live,
    alert: (found) => attention.alert(found.eventSlug, en.signatures.notification(found)),
    clock,
    log,
  });
  const breakers = createTrading({
    store: createGuardStore(stored),
    ...{ journal, settings, clock, log },
    alert: (because) => attention.alert('', { title: en.trading.reducing, message: en.failure(because) }),
  });
  const moved = (since: MovedSince) => movedByCash(cashJournal.all(), since);
  const execution = createExecution({
    reducingBecause: breakers.reducingBecause,
    opportunities,
    relations,
    portfolio,
    journal,
    signatures,
    haltStore: createHaltStore(stored),
    memoryProblem: () => memory.problem() ?? signatures.problem(),
    books: {
      ...books,
      attendArmed(conditions) {
        books.attend(conditions, 'armed');
        const slugs = conditions.flatMap(({ id }) => relations.eventOf(id)?.slug ?? []);
        readBeside('armed', slugs);
      },
    },
    assess,
    rules,
    movedByCash: moved,
    market,
    venues: {
      live,
      paper: { orders: paper, settlement: paper, movesMoney: false, session: () => PAPER_SESSION },
    },
    keepProof: (proof) => database.certificates.put(proof.hash, proof),
    login: trading,
    orders: trading,
    settlement: trading,
    wallet,
    clearance,
    settings: settings.current,
    clock,
    log,
    newId,
    saltOf,
  });
  const cash = createCash({
    desk: createCashDesk({ http, clock, log }),
    wallet,
    findProvider: portfolio.findProvider,
    journal: cashJournal,
    keys: relayerKeyStore,
    market,
    executions: execution.all,
    session: portfolio.session,
    refreshBalance: portfolio.refreshBalance,
    haltedBecause: execution.haltedBecause,
    clock,
    log,
    newId,
  });
  const watchlist = createWatchlist({
    market,
    relations,
    watchBooks: (conditions, { focus }) => {
      books.watch(conditions, { focus });
      scan.prefer([...focus].flatMap((id) => relations.componentOf(id)?.key ?? []));
    },
    settings: settings.current,
    copies: createListDatabase(),
    clock,
    log,
  });
  const userFeed = createUserFeed({
    openSocket,
    clock,
    log,
    random: randomFraction,
    onEvent: () => (execution.nudge(), signatures.nudge()),
    onConnected: signatures.nudge,
  });
  const permission = createPermission({ settings, execution, portfolio, region, clearance, trading: breakers });
  const doctor = createDoctor({
    open: (listenMs) => createExamination({ http, openSocket, clock, log, listenMs }),
    own: ownProbes({ sites, wallet, login: trading, findProvider: portfolio.findProvider, clock }),
    session: portfolio.session,
    async onVerdict(verdict) {
      log.info('examined', { verdict: verdict.is, everyone: verdict.about === 'everyone' });
      const kept = await clearance.told(verdict);
      if (!kept.ok) log.error('verdict-unsaved', { verdict: verdict.is });
    },
    clock,
  });
  const trials = createTrials({ execution, relations, books, portfolio, clearance, clock });
  const now = () => booksNow({ books, settings, clock });
  const offers = { journal, relations, movedByCash: moved, rules, clock };
  const opportunityViews = createOpportunityViews({
    limits: createOfferLimits({ settings, journal, clock, besideOf: (offer) => besideOffer(offers, offer) }),
    settings,
    relations,
    assess,
    permission,
    confirming,
    sayEvidence: evidenceText,
  });
  const orderSlice = createExecutionSlice({
    trading: breakers,
    rules,
    execution,
    opportunities,
    relations,
    portfolio,
    settings,
    signatures,
    now,
    certificates: database.certificates,
    clock,
    log,
  });
  const waiting = createWaitingTies(relations);
  const shared = {
    settings,
    relations,
    waiting,
    books,
    scan,
    opportunities,
    opportunityViews,
    confirming,
    execution,
    permission,
    now,
  };
  const spot = createSpotParts({ settings, clock, log });
  const signals = createSignals({ relations, books, spot, worker: signalsWorker, settings, clock, log });
  const overview = createOverview({
    ...shared,
    trading: breakers,
    timings,
    orderViews: orderSlice,
    region,
    watchlist,
    tabs,
  });
  const notify = createNotify({
    clock,
    settings: settings.current,
    viewOf: (opportunity) => opportunityViews.viewOf(opportunity, now()),
    orderOf(id) {
      const found = execution.all().find((each) => each.id === id);
      return found ? { execution: found, view: orderSlice.viewOf(found, now()) } : null;
    },
    store: toldStore,
    send: attention.notify,
    sendSeveral: attention.notifySeveral,
    sendOrder: attention.notifyOrder,
    sendKeyOver: (slug) => attention.alert(slug, en.wallet.keyOverNotification),
  });

  /** In the order in which they need what earlier lives left. */
  const slices = foldSlices(
    [
      { name: 'storage', load: lockStorage },
      createMemorySlice({ memory, settings, execution }),
      settings,
      createTradingSlice(breakers),
      createPortfolioSlice({ portfolio, settings, execution, signatures, permission, userFeed }),
      createDoctorSlice({ doctor, trials, clearance, portfolio, execution }),
      orderSlice,
      createCashSlice({ cash, portfolio, execution, clock }),
      createSignatureSlice({ signatures, portfolio }),
      createRelationsSlice({
        relations,
        history,
        views: createRelationViews({ relations, history }),
      }),
      createModelSlice({ model }),
      createBooksSlice({ books, relations }),
      region,
      createCatalogueSlice({ watchlist, settings, books }),
      confirming,
      createPage({ ...shared, clock, assess, orderViews: orderSlice }),
      createReview({ opportunities, opportunityViews, sizes, now, clock }),
      createTrade({ opportunities, opportunityViews, sizes, now }),
      createHome({ opportunities, relations, books, settings }),
      signals,
      fills,
      spot,
      overview,
      createNotifySlice({ notify, opportunities, confirming, execution, portfolio }),
      { name: 'log', commands: { copyLog: async () => ({ ok: true, value: { text: await log.text() } }) } },
    ],
    log,
  );
  return { clock, log, attention, settings, execution, opportunities, overview, signals, watchlist, tabs, slices };
}
