/**
 * Composition root: builds ports and services and is the only place that names concrete venues, stores and signers. All
 * listeners are registered synchronously; each answer waits for one `ready`. Start, wake and crash are one path.
 */
import { browser } from 'wxt/browser';
import { createAttention } from '../../lib/platform/attention';
import { systemClock } from '../../lib/platform/clock';
import { serveCommands } from '../../lib/platform/commands-server';
import { createEngineClient } from '../../lib/platform/engine-client';
import { serveLive } from '../../lib/platform/live-hub';
import { createLog } from '../../lib/platform/log';
import { http, openSocket } from '../../lib/platform/net';
import { newId, randomFraction, saltOf } from '../../lib/platform/random';
import { serveWallet } from '../../lib/platform/wallet';
import { createAssess } from '../../lib/services/assess/assess';
import { createBooks } from '../../lib/services/books/books';
import { createExecution } from '../../lib/services/execution/execution';
import { createJournal } from '../../lib/services/execution/journal';
import { createNotify } from '../../lib/services/notify/notify';
import { createOpportunities } from '../../lib/services/opportunities/opportunities';
import { createPortfolio } from '../../lib/services/portfolio/portfolio';
import { createRegion } from '../../lib/services/region/region';
import { createScan } from '../../lib/services/scan/scan';
import { createSettings } from '../../lib/services/settings/settings';
import { createViews } from '../../lib/services/views/views';
import { createWatchlist } from '../../lib/services/catalogue/catalogue';
import { createDatabase } from '../../lib/storage/database';
import { haltStore } from '../../lib/storage/halt';
import { sessionStore } from '../../lib/storage/session';
import { lockStorage, settingsStore } from '../../lib/storage/settings';
import { createPaperOrderEntry, PAPER_SESSION } from '../../lib/venues/paper/order-entry';
import { hashOfBook } from '../../lib/venues/polymarket/clob/book-hash';
import { createPolymarketData } from '../../lib/venues/polymarket/market-data';
import { createPolymarketTrading } from '../../lib/venues/polymarket/trading';
import { createUserFeed } from '../../lib/venues/polymarket/ws/user-feed';
import { POLYMARKET_RULES } from '../../lib/venues/polymarket/rules';
import { createMarketFeed } from '../../lib/venues/polymarket/ws/market-feed';
import { createHandlers } from './handlers';
import { createRelationParts, createRelationSight } from './relation-parts';

/** Wakes the worker when everything else has let it sleep; 30 s is the least that packed extensions get. */
const WAKE_ALARM = 'wake';
const WAKE_MINUTES = 0.5;
const AGE_TICK_MS = 1_000;
const BALANCE_TIMEOUT_MS = 15_000;
/** The background ends with its worker, never by itself. */
const forever = new AbortController().signal;

function build() {
  const clock = systemClock;
  const log = createLog(() => clock.nowMs());
  const wallet = serveWallet(log);
  const attention = createAttention();
  const engine = createEngineClient(log);
  const database = createDatabase();
  const market = createPolymarketData({ http, clock, log });
  const trading = createPolymarketTrading({ http, clock, log });
  const settings = createSettings(settingsStore);
  const { relations, model, database: relationsDatabase } = createRelationParts({ market, clock, log });
  const books = createBooks({
    clock,
    log,
    fetchBooks: (tokens, signal) => market.fetchBooks(tokens, signal),
    feed: (handlers) => createMarketFeed({ openSocket, clock, log, random: randomFraction, handlers }),
    staleAfterMs: () => settings.current().staleAfterMs,
    hashOf: hashOfBook,
  });
  const { history: relationHistory, relationViews } = createRelationSight({
    relations,
    database: relationsDatabase,
    books,
    staleAfterMs: () => settings.current().staleAfterMs,
    clock,
    log,
  });
  const region = createRegion({ market, clock });
  const rules = POLYMARKET_RULES;
  const scan = createScan({ relations, books, engine, settings: settings.current, rules, clock, log });
  const assess = createAssess({ rules });
  const opportunities = createOpportunities({ scan, settings: settings.current, clock });
  const portfolio = createPortfolio({ wallet, login: trading, settlement: trading, store: sessionStore, clock, log });
  const paper = createPaperOrderEntry({
    bookOf(tokenId) {
      const state = books.stateOf(tokenId);
      return state.kind === 'live' ? state.book : null;
    },
    conditionOf: relations.conditionOf,
  });
  const execution = createExecution({
    opportunities,
    relations,
    portfolio,
    journal: createJournal(database.executions, clock),
    haltStore,
    books,
    assess,
    rules,
    market,
    venues: {
      live: { orders: trading, settlement: trading, movesMoney: true, session: portfolio.session },
      paper: { orders: paper, settlement: paper, movesMoney: false, session: () => PAPER_SESSION },
    },
    keepProof: (proof) => database.certificates.put(proof.hash, proof),
    login: trading,
    wallet,
    settings: settings.current,
    clock,
    log,
    newId,
    saltOf,
  });
  const watchlist = createWatchlist({
    market,
    relations,
    watchBooks: (conditions, { focus }) => {
      books.watch(conditions, { focus });
      scan.prefer([...focus].flatMap((id) => relations.componentOf(id)?.key ?? []));
    },
    settings: settings.current,
    clock,
    log,
  });
  const userFeed = createUserFeed({ openSocket, clock, log, random: randomFraction, onEvent: () => execution.nudge() });
  const views = createViews({
    settings,
    relations,
    books,
    scan,
    assess,
    opportunities,
    execution,
    portfolio,
    region,
    watchlist,
    clock,
  });
  const notify = createNotify({
    clock,
    settings: settings.current,
    textOf: views.notificationText,
    send: attention.notify,
  });
  return {
    clock,
    log,
    attention,
    engine,
    database,
    market,
    settings,
    relations,
    relationHistory,
    relationViews,
    model,
    books,
    region,
    scan,
    opportunities,
    portfolio,
    execution,
    watchlist,
    userFeed,
    views,
    notify,
  };
}

export type Services = ReturnType<typeof build>;

/**
 * What earlier lives left, in the order in which the parts need it; a part that fails says so and leaves the others
 * standing.
 */
async function boot(services: Services): Promise<void> {
  const { log, settings, relations, relationHistory, model, portfolio, execution, region, watchlist } = services;
  const step = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.error('boot-step-failed', { step: name, reason: error instanceof Error ? error.message : 'unknown' });
    }
  };
  await step('lock-storage', lockStorage);
  await step('settings', settings.load);
  await step('session', portfolio.load);
  await step('journal', execution.load);
  await step('relations', relations.load);
  await step('relation-history', relationHistory.load);
  await step('model', model.load);
  region.start();
  watchlist.start();
  relationHistory.start();
  log.info('ready', { mode: settings.current().mode, executions: execution.all().length });
}

/** Registers every listener before anything is awaited, so that no wake-up event is lost. */
export function startBackground(): void {
  const services = build();
  const {
    clock,
    log,
    attention,
    settings,
    relations,
    relationViews,
    books,
    region,
    scan,
    opportunities,
    portfolio,
    execution,
    userFeed,
    views,
    notify,
    watchlist,
  } = services;
  const ready = boot(services);
  serveCommands({ ready: ready.then(() => createHandlers(services)), log });
  const hub = serveLive({
    bootId: newId(),
    ready: ready.then(() => ({
      pageView: views.page,
      dashboardView: () => ({ ...views.dashboard(), relations: relationViews.summary() }),
      onPages: watchlist.setPages,
    })),
    log,
  });
  browser.alarms.onAlarm.addListener(() => log.info('woken'));
  void browser.alarms.create(WAKE_ALARM, { periodInMinutes: WAKE_MINUTES });

  const refresh = () => {
    hub.changed({ pages: () => true, dashboard: true });
    attention.badge(views.badge());
  };
  for (const source of [relations, portfolio, region]) source.subscribe(refresh);
  opportunities.subscribe(() => {
    hub.changed({ pages: () => false, dashboard: true });
    attention.badge(views.badge());
  });
  // Most scans are of events that no open page shows; only the page concerned gets a frame.
  scan.subscribe(({ component }) =>
    hub.changed({ pages: (path) => views.concerns(path, component), dashboard: false }),
  );
  settings.subscribe(() => {
    watchlist.settingsChanged();
    refresh();
  });
  execution.subscribe((changed) => {
    refresh();
    // Money moved or may have: the balance on screen must not be the one from before.
    if (changed.mode === 'live' && changed.legs.some((leg) => leg.filledSizeMicros > 0))
      void portfolio.refreshBalance(AbortSignal.timeout(BALANCE_TIMEOUT_MS));
  });
  relations.subscribeBook(() => hub.changed({ pages: () => false, dashboard: true }));
  books.subscribeStatus(refresh);
  books.subscribeResolved(({ conditionId }) => relations.refresh(conditionId));
  opportunities.subscribeNews(notify.tell);
  // Ages are part of what is shown, and quiet books are confirmed without any other event.
  const tick = () => {
    if (hub.clients() > 0) refresh();
    clock.after(AGE_TICK_MS, tick, forever);
  };
  tick();
  portfolio.subscribe(() => {
    const session = portfolio.session();
    if (session) userFeed.connect(session.credentials);
    else userFeed.close();
  });
}
