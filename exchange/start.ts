/** Puts the exchange together and runs it on loopback, for tests, benches, the demo and the command line. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seeded } from '../lib/domain/random';
import { BookPublisher } from './clob/books';
import { createClobHandler } from './clob/handler';
import { Heartbeats } from './clob/heartbeats';
import { PriceHistory } from './clob/history';
import { breakBook } from './clob/malformed';
import { ToldBalances } from './clob/told-balances';
import { Relayer } from './chain/relayer';
import { Rpc } from './chain/rpc';
import { Transactions } from './chain/transactions';
import { createControlHandler } from './control/handler';
import { ledgerView } from './control/ledger-view';
import type { LedgerView } from './control/ledger-view';
import { createClock } from './core/clock';
import type { ControlledClock } from './core/clock';
import { Core } from './core/core';
import { SETTLEMENT_TIMES, type SettlementTimes } from './core/settlement';
import { KeyRing } from './crypto/auth';
import { WalletRegistry } from './crypto/wallets';
import { createDataHandler } from './data/handler';
import { createRelayerHandler } from './data/relayer';
import { createFaults, noFaults, unkind } from './faults';
import type { Faults } from './faults';
import { createGammaHandler } from './gamma/handler';
import { send, errorReply } from './http';
import type { Scenario, ScenarioOptions } from './model';
import { takeRule } from './rest-faults';
import { loadRecordedEvent, scenarios } from './scenarios/index';
import { startServer } from './server';
import { createSpotVenues } from './spot/spot-venue';
import type { RunningServer } from './server';
import { createSiteHandler } from './site/handler';
import { tellForeignMarkets } from './ws/foreign-markets';
import { MarketChannel } from './ws/market';
import { UserChannel } from './ws/user';

export interface StartOptions {
  /** TLS port; 0 or absent for a free one. */
  readonly port?: number;
  readonly plainPort?: number;
  readonly controlPort?: number;
  /** Name of a scenario or a scenario itself; none: an exchange without markets. */
  readonly scenario?: string | Scenario;
  /** Folder with a recorded event, instead of a scenario. */
  readonly data?: string;
  readonly seed?: number;
  /** Exchange milliseconds per real millisecond. */
  readonly speed?: number;
  readonly startMs?: number;
  /** How fast the books move, when and how wide a gap opens. */
  readonly scenarioOptions?: Omit<ScenarioOptions, 'faults'>;
  /** Exchange milliseconds from a match to MINED and CONFIRMED. */
  readonly settlementTimes?: SettlementTimes;
  /** As unkind as the venue is on an ordinary day; false where a test is about one fault alone. */
  readonly unkind?: boolean;
}

export interface RunningExchange {
  readonly port: number;
  /**
   * Base URL of the plain listener: the CLOB for Node programs, other hosts under "/~gamma-api", "/~data-api",
   * "/~relayer-v2", "/~site".
   */
  readonly plainUrl: string;
  readonly controlUrl: string;
  readonly spki: string;
  readonly core: Core;
  readonly clock: ControlledClock;
  readonly faults: Faults;
  readonly wallets: WalletRegistry;
  readonly relayer: Relayer;
  readonly rpc: Rpc;
  readonly server: RunningServer;
  ledger(): LedgerView;
  close(): Promise<void>;
}

/** @throws Error for an unknown scenario name. */
function pickScenario(options: StartOptions): Scenario | null {
  if (options.data !== undefined) return loadRecordedEvent(options.data);
  if (typeof options.scenario !== 'string') return options.scenario ?? null;
  const scenario = scenarios[options.scenario];
  if (!scenario) throw new Error(`unknown scenario "${options.scenario}"; known: ${Object.keys(scenarios).join(', ')}`);
  return scenario;
}

const CONTROL_IDLE_MS = 3_600_000;

async function startControl(
  handler: ReturnType<typeof createControlHandler>,
  port: number,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    handler(request, response, new URL(request.url ?? '/', 'http://127.0.0.1')).catch((error: unknown) =>
      send(response, errorReply(500, String(error))),
    );
  });
  // A test may think for longer than the five seconds after which Node closes an idle connection under its next call.
  server.keepAliveTimeout = CONTROL_IDLE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address: AddressInfo | string | null = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export async function startExchange(options: StartOptions = {}): Promise<RunningExchange> {
  const seed = options.seed ?? 1;
  const scenario = pickScenario(options);
  const clock = createClock({
    speed: options.speed ?? 1,
    ...(options.startMs === undefined ? {} : { startMs: options.startMs }),
  });
  const faults = createFaults(options.unkind === false ? noFaults : unkind);
  const core = new Core({
    clock,
    seed,
    fate: () => faults.current.settlement,
    autoRedeem: () => faults.current.autoRedeem,
    ...(options.settlementTimes ? { times: options.settlementTimes } : {}),
  });
  // The publisher listens first: whoever tells of a change afterwards finds the book stamped and hashed anew.
  const books = new BookPublisher(core, faults);
  const keys = new KeyRing(String(seed));
  const wallets = new WalletRegistry();
  const times = options.settlementTimes ?? SETTLEMENT_TIMES;
  const transactions = new Transactions(core);
  const relayer = new Relayer({ core, faults, wallets, transactions, times });
  const rpc = new Rpc({ transactions, wallets, relayer });
  const context = {
    core,
    faults,
    books,
    keys,
    wallets,
    heartbeats: new Heartbeats(core),
    history: new PriceHistory(core),
    balances: new ToldBalances(core),
    unknownAsked: { count: 0 },
  };
  const market = new MarketChannel({ core, books, faults });
  tellForeignMarkets({ clock, faults, market });
  const user = new UserChannel({ core, books, faults, keys });
  const spoil = (body: unknown, path: string): unknown =>
    takeRule(faults, { host: 'clob', method: 'ANY', path }, (rule) => rule.mode === 'malformed-book')
      ? breakBook(body)
      : body;
  // Before anybody can ask, so that the first answer already knows all events.
  const stopScenario = scenario?.start(core, seeded(seed), { ...options.scenarioOptions, faults });
  const stop = (): void => {
    stopScenario?.();
    clock.close();
  };
  const server = await startServer(
    {
      faults,
      random: seeded(seed + 1),
      toldMs: () => books.toldMs(),
      market,
      user,
      spot: createSpotVenues({ faults, random: seeded(seed + 2), nowMs: () => books.toldMs() }),
      handlers: {
        clob: createClobHandler(context, spoil),
        data: createDataHandler(core),
        relayer: createRelayerHandler({ wallets, relayer, faults }),
        gamma: createGammaHandler({ core, faults, profileOf: (owner) => wallets.shown(owner) }),
        site: createSiteHandler({ core, faults }),
      },
    },
    { port: options.port ?? 0, plainPort: options.plainPort ?? 0 },
  ).catch((error: unknown) => {
    stop();
    throw error;
  });
  const control = await startControl(
    createControlHandler({ core, clock, faults, wallets, relayer, rpc, server: () => server }),
    options.controlPort ?? 0,
  );
  return {
    port: server.port,
    plainUrl: `http://127.0.0.1:${server.plainPort}`,
    controlUrl: control.url,
    spki: server.spki,
    core,
    clock,
    faults,
    wallets,
    relayer,
    rpc,
    server,
    ledger: () => ledgerView(core),
    async close() {
      stop();
      await Promise.all([server.close(), control.close()]);
    },
  };
}
