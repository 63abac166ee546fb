/**
 * The background's parts from the venue's frames to its orders, joined to a local exchange: books, relations, scan,
 * gate, journal and execution as the container joins them, with a wallet that signs in this process. The gap in the
 * neg-risk event of the adapter's scenario can be closed and opened.
 */
import type { RunningExchange } from '../../exchange/start';
import { createRuleAdvisors } from '../../lib/advisors/rules';
import type { Condition } from '../../lib/domain/condition';
import type { Execution } from '../../lib/domain/execution';
import { ok, type Result } from '../../lib/domain/result';
import type { KeptSignature } from '../../lib/domain/signature';
import { moneyMicros } from '../../lib/domain/units';
import { systemClock as clock } from '../../lib/platform/clock';
import { createLexicalIndex } from '../../lib/language/look-alikes';
import type { Http, OpenSocket } from '../../lib/ports/net';
import type { Store } from '../../lib/ports/store';
import type { SettingsPatch } from '../../lib/protocol/settings';
import { createBooks } from '../../lib/services/books/books';
import { createFacts } from '../../lib/services/catalogue/facts';
import { createEmitter } from '../../lib/services/emitter';
import { createExecution } from '../../lib/services/execution/execution';
import { createJournal } from '../../lib/services/execution/journal';
import { createOpportunities } from '../../lib/services/opportunities/opportunities';
import { createRelations } from '../../lib/services/relations/relations';
import { createScan } from '../../lib/services/scan/scan';
import { createSettings } from '../../lib/services/settings/settings';
import { createSignatures } from '../../lib/services/signatures/signatures';
import { hashOfBook } from '../../lib/venues/polymarket/clob/book-hash';
import { POLYMARKET_RULES } from '../../lib/venues/polymarket/rules';
import { createMarketFeed } from '../../lib/venues/polymarket/ws/market-feed';
import { isProven } from '../../lib/verifier/verify';
import { createEngine } from '../../lib/workers/create-engine';
import { MAKER, WHOLE } from './adapter-scenario';
import { depositSession, signingWallet } from './doctor-bench';
import { localHttp, localSocket } from './local-transport';
import { memory } from './memory-store';
import { createMemoryRelationStore } from './relation-store';
import { tradingParts } from './trading-parts';
import { createMemoryLog, until } from './venue';

const SHARES = 100;
const SLUG = 'risky-one';
const RICH = moneyMicros(100_000 * WHOLE);
/** Of an exchange without a limit that a test would reach by itself. */
const WIDE: SettingsPatch = {
  ...{ maxPositionMicros: RICH, maxLossMicros: RICH, maxOrderMicros: RICH, maxEventMicros: RICH },
  ...{ maxRelationMicros: RICH, maxDayMicros: RICH, maxOpenLegs: 1_000, collarTicks: 100, washSeconds: 0 },
};

export interface Timed {
  readonly atMs: number;
  readonly what: string;
}

interface ArmedBenchOptions {
  readonly exchange: RunningExchange;
  readonly name: string;
  readonly journal?: Pick<Store<Execution>, 'all' | 'put'>;
  readonly patch?: SettingsPatch;
  /** What an earlier worker left of signatures. */
  readonly signatures?: readonly KeptSignature[];
  /** Told before each signature, counted from 0. */
  readonly onSign?: (leg: number) => void;
}

export async function createArmedBench(options: ArmedBenchOptions) {
  const { exchange, name, journal: store, patch, onSign } = options;
  const log = createMemoryLog();
  const wallet = signingWallet(name);
  const connected = await depositSession(exchange, wallet);
  exchange.core.deposit(connected.account.funder, { cashMicros: 1_000_000 * WHOLE });
  const posts: Timed[] = [];
  const frames: Timed[] = [];
  const wire: { onPost: () => void; answers: boolean } = { onPost: () => undefined, answers: true };
  const plain = localHttp(() => exchange);
  const http: Http = (request, signal) => {
    if (request.method !== 'POST' || !request.url.endsWith('/orders')) return plain(request, signal);
    posts.push({ atMs: performance.now(), what: request.body ?? '' });
    wire.onPost();
    return wire.answers
      ? plain(request, signal)
      : plain(request, signal).then(() => Promise.reject(new Error('the answer was lost')));
  };
  const openSocket = watched(
    localSocket(() => exchange),
    frames,
  );
  const parts = tradingParts({ http, wallet, connected: () => account.session });
  const account = { session: connected };
  const { market, trading } = { market: parts.market, trading: parts.orders };
  const settings = createSettings({
    load: () => Promise.resolve({ kind: 'none' }),
    save: () => Promise.resolve(ok(undefined)),
  });
  await settings.update({ ...WIDE, ...patch });
  await settings.setMode('live');
  const facts = createFacts({ clock, log });
  const relations = createRelations({
    ...{ market, clock, log, facts },
    advisors: createRuleAdvisors(),
    questions: createLexicalIndex([]),
    store: createMemoryRelationStore(),
  });
  const books = createBooks({
    ...{ clock, log, facts },
    staleAfterMs: () => settings.current().staleAfterMs,
    hashOf: hashOfBook,
    fetchBooks: (tokens, abort) => market.fetchBooks(tokens, abort),
    feed: (handlers) => createMarketFeed({ openSocket, clock, log, random: () => 0.1, handlers }),
  });
  const scan = createScan({
    ...{ relations, clock, log, rules: POLYMARKET_RULES, settings: settings.current },
    books: { stateOf: books.screenedStateOf, subscribeDirty: books.subscribeDirty, forMs: 5_000 },
    engine: createEngine({ nowMs: () => performance.now(), accepts: isProven }),
  });
  const opportunities = createOpportunities({ scan, settings: settings.current, clock });
  const journal = createJournal(store ?? memory<Execution>(), clock);
  const kept: { signatures: readonly KeptSignature[] } = { signatures: options.signatures ?? [] };
  const signatures = createSignatures({
    store: {
      load: () => Promise.resolve(ok(kept.signatures)),
      save: (next) => ((kept.signatures = next), Promise.resolve(ok(undefined))),
    },
    ...{ journal, clock, log, alert: () => undefined },
    venue: { orders: trading, settlement: trading, session: () => account.session },
  });
  await signatures.load();
  const accountChanged = createEmitter<void>();
  let signed = 0;
  const port = {
    ...wallet.port,
    signTypedData: (request: Parameters<typeof wallet.port.signTypedData>[0]) => {
      onSign?.(signed++);
      return wallet.port.signTypedData(request);
    },
  };
  const portfolio = { ...parts.portfolio, subscribe: accountChanged.subscribe };
  const execution = createExecution({
    ...{ ...parts, wallet: port, portfolio, opportunities, relations, journal, signatures, log },
    books: { ...books, attendArmed: (conditions) => books.attend(conditions, 'armed') },
    memoryProblem: signatures.problem,
    clearance: { lockedBecause: () => null },
    settings: settings.current,
    newId: () => crypto.randomUUID(),
  });
  await execution.load();
  for (const each of [settings, portfolio, relations]) each.subscribe(execution.lookAtArmed);
  await relations.load();
  relations.watch([{ kind: 'event', slug: SLUG, marketSlug: null }]);
  await until(() => relations.events().some(({ slug }) => slug === SLUG), 'the event was read');
  const event = relations.events().find(({ slug }) => slug === SLUG);
  if (event === undefined) throw new Error('no event');
  books.watch(event.conditions, { focus: new Set(event.conditions.map(({ id }) => id)) });
  const gap = createGap(exchange, event.conditions);
  const offer = () => opportunities.all()[0] ?? null;
  const recordOf = (id: string) => journal.get(id);
  const { funder } = account.session.account;

  return {
    ...{
      exchange,
      execution,
      opportunities,
      settings,
      relations,
      books,
      signatures,
      journal,
      kept,
      wallet,
      gap,
      log,
    },
    ...{ posts, frames, account, accountChanged, offer, recordOf },
    onPost: (listener: () => void) => void (wire.onPost = listener),
    /** The exchange gets what is sent, and its answer is lost. */
    dropAnswers: () => void (wire.answers = false),
    /** Orders of this account on the exchange's own ledger. */
    sent: () => exchange.ledger().orders.filter((each) => each.account === funder.toLowerCase()),
    async offered() {
      await until(() => offer() !== null, 'an offer');
      const found = offer();
      if (found === null) throw new Error('no offer');
      return found;
    },
    /** As the panel asks for it. */
    async arm(): Promise<Result<{ readonly executionId: string }>> {
      const { certified } = await this.offered();
      return execution.arm({ certificateHash: certified.hash, maxCostMicros: RICH });
    },
    /** Armed, with the gap closed while the wallet signed: only a frame fires it now. */
    async armed(): Promise<string> {
      await until(() => books.status().feed.kind === 'live', 'the feed');
      const taken = await this.arm();
      if (!taken.ok) throw new Error(taken.error.code);
      const id = taken.value.executionId;
      gap.close();
      await until(() => ['armed', 'abandoned'].includes(recordOf(id)?.state ?? ''), 'armed');
      const record = recordOf(id);
      if (record?.state !== 'armed') throw new Error(`not armed: ${JSON.stringify(record?.failure)}`);
      return id;
    },
    /** Every worker's timers end, and nothing of its memory is left. */
    close() {
      for (const each of [execution, signatures, opportunities, scan, books, relations]) each.close();
    },
  };
}

export type ArmedBench = Awaited<ReturnType<typeof createArmedBench>>;

function watched(open: OpenSocket, frames: Timed[]): OpenSocket {
  return (url, handlers) =>
    open(url, {
      ...handlers,
      onText(text) {
        frames.push({ atMs: performance.now(), what: text });
        handlers.onText(text);
      },
    });
}

/** YES bids at 40 cents on all three: NO at 60 cents each, of which two pay a dollar. */
function createGap({ core, ledger }: RunningExchange, conditions: readonly Condition[]) {
  const bid = ({ tokens }: Condition, cents: number, shares: number) =>
    void core.place({
      ...{ account: MAKER, tokenId: tokens[0], side: 'BUY', priceMicros: cents * 10_000 },
      ...{ sizeMicros: shares * WHOLE, type: 'GTC', postOnly: false, expiration: 0 },
    });
  const bidsOf = ({ tokens }: Condition) =>
    ledger().orders.filter(
      ({ account, tokenId, side, priceMicros, restingMicros }) =>
        account === MAKER && tokenId === tokens[0] && side === 'BUY' && priceMicros > 300_000 && restingMicros > 0,
    );
  const closeOne = (condition: Condition): void => {
    for (const { id } of bidsOf(condition)) core.cancel(MAKER, id);
  };
  /** So many shares and no more, so that each opening gives what the one before gave. */
  const openOne = (condition: Condition): void => {
    const bids = bidsOf(condition);
    if (bids.length === 1 && bids[0]?.restingMicros === SHARES * WHOLE) return;
    closeOne(condition);
    bid(condition, 40, SHARES);
  };
  return {
    conditions,
    openOne,
    open: () => conditions.forEach(openOne),
    close: () => conditions.forEach(closeOne),
    /** Frames that change nothing of it. */
    touch: () => conditions.forEach((condition) => bid(condition, 10, 1)),
  };
}
