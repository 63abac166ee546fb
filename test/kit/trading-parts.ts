/**
 * What an execution service needs beside its journal, its settings and what a test is about: one connected wallet at
 * the local exchange, nothing claimed elsewhere, no memory that came to harm.
 */
import { fail, ok } from '../../lib/domain/result';
import { moneyMicros } from '../../lib/domain/units';
import { systemClock } from '../../lib/platform/clock';
import { saltOf } from '../../lib/platform/random';
import type { Http } from '../../lib/ports/net';
import type { TradingSession } from '../../lib/ports/order-entry';
import { createAssess } from '../../lib/services/assess/assess';
import type { ExecutionDependencies } from '../../lib/services/execution/execution';
import { createPolymarketData } from '../../lib/venues/polymarket/market-data';
import { POLYMARKET_RULES } from '../../lib/venues/polymarket/rules';
import { createPolymarketTrading } from '../../lib/venues/polymarket/trading';
import { noArmedBooks } from './armed-books';
import type { SigningWallet } from './doctor-bench';
import { createMemoryLog } from './venue';

const { signal } = new AbortController();

/** @param connected the session of this moment. */
export function tradingParts({
  http,
  wallet,
  connected,
}: {
  readonly http: Http;
  readonly wallet: SigningWallet;
  readonly connected: () => TradingSession;
}) {
  const ports = { http, clock: systemClock, log: createMemoryLog() };
  const market = createPolymarketData(ports);
  const trading = createPolymarketTrading(ports);
  return {
    opportunities: { byHash: () => null },
    portfolio: {
      session: () => ({ ...connected(), wallet: { name: 'Bench', claimedRdns: 'example.bench' }, undeployed: null }),
      refreshBalance: () => trading.fetchBalance({ ...connected(), asset: 'collateral', fresh: true }, signal),
      renew: () => Promise.resolve(fail('no-account', {})),
      findProvider: wallet.findProvider,
    },
    keepProof: () => Promise.resolve(ok(undefined)),
    memoryProblem: () => null,
    reducingBecause: () => null,
    haltStore: { load: () => Promise.resolve(null), save: () => Promise.resolve(ok(undefined)) },
    books: { ...noArmedBooks, refresh: (tokens) => market.fetchBooks(tokens, signal) },
    assess: createAssess({ rules: POLYMARKET_RULES }),
    rules: POLYMARKET_RULES,
    movedByCash: () => 0,
    market,
    login: trading,
    signatures: {
      claimedMicros: () => moneyMicros(0),
      ask: () => Promise.resolve(ok(undefined)),
      answered: () => Promise.resolve(),
    },
    orders: trading,
    settlement: trading,
    wallet: wallet.port,
    venues: {
      live: { orders: trading, settlement: trading, movesMoney: true, session: connected },
      paper: { orders: trading, settlement: trading, movesMoney: false, session: () => null },
    },
    clock: systemClock,
    log: ports.log,
    saltOf,
  } satisfies Partial<ExecutionDependencies>;
}
