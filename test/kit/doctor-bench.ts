/** An examination of the local exchange with a trader of its own; for the command and its tests. */
import { Wallet, keccak256, toUtf8Bytes } from 'ethers';
import { parseAddress } from '../../lib/domain/ids';
import type { TradingSession } from '../../lib/ports/order-entry';
import { createDoctor, type Doctor } from '../../lib/services/doctor/doctor';
import { createExamination } from '../../lib/venues/polymarket/doctor/examination';
import { ethersTypes } from '../../lib/venues/polymarket/orders/order-struct';
import { createPolymarketTrading } from '../../lib/venues/polymarket/trading';
import type { RunningExchange } from '../../exchange/start';
import { systemClock } from '../../lib/platform/clock';
import { localHttp, localSocket } from './local-transport';
import { createMemoryLog } from './venue';

const DEPOSIT_MICROS = 1_000_000_000;

/** A session of a new owner's deposit wallet, logged in as the product does. @throws Error where the venue refuses. */
export async function depositSession(exchange: RunningExchange, name: string): Promise<TradingSession> {
  const signal = new AbortController().signal;
  const wallet = new Wallet(keccak256(toUtf8Bytes(name)));
  const owner = parseAddress(wallet.address);
  if (owner === null) throw new Error('fixture');
  exchange.wallets.register(owner, 'WALLET');
  const trading = createPolymarketTrading({
    http: localHttp(() => exchange),
    clock: systemClock,
    log: createMemoryLog(),
  });
  const accounts = await trading.fetchAccounts(owner, signal);
  const account = accounts.ok ? accounts.value.find(({ signatureType }) => signatureType === 3) : undefined;
  if (account === undefined) throw new Error('the deposit wallet is not there');
  const timestampSeconds = Math.floor(Date.now() / 1_000);
  const auth = trading.buildLogin(owner, timestampSeconds);
  const signature = await wallet.signTypedData({ ...auth.domain }, ethersTypes(auth.types), { ...auth.message });
  const credentials = await trading.deriveCredentials({ owner, signature, timestampSeconds }, signal);
  if (!credentials.ok) throw new Error(credentials.error.code);
  exchange.core.deposit(account.funder, { cashMicros: DEPOSIT_MICROS });
  return { account, credentials: credentials.value };
}

export function doctorOf(exchange: RunningExchange, session: TradingSession | null, listenMs: number): Doctor {
  return createDoctor({
    open: () =>
      createExamination({
        http: localHttp(() => exchange),
        openSocket: localSocket(() => exchange),
        clock: systemClock,
        log: createMemoryLog(),
        listenMs,
      }),
    session: () => session,
    clock: systemClock,
  });
}
