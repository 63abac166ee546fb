/** An examination of the local exchange with a trader of its own; for the command and its tests. */
import { Wallet, keccak256, toUtf8Bytes } from 'ethers';
import { parseAddress } from '../../lib/domain/ids';
import { fail, ok } from '../../lib/domain/result';
import type { TradingSession } from '../../lib/ports/order-entry';
import type { Sites } from '../../lib/ports/examination';
import type { Wallet as WalletPort } from '../../lib/ports/signer';
import { createDoctor, type ExaminationState } from '../../lib/services/doctor/doctor';
import { ownProbes } from '../../lib/services/doctor/own-probes';
import { authenticate } from '../../lib/services/portfolio/log-in';
import { createExamination } from '../../lib/venues/polymarket/doctor/examination';
import { ethersTypes } from '../../lib/venues/polymarket/orders/order-struct';
import { createPolymarketTrading } from '../../lib/venues/polymarket/trading';
import type { RunningExchange } from '../../exchange/start';
import { systemClock } from '../../lib/platform/clock';
import { localHttp, localSocket } from './local-transport';
import { createMemoryLog } from './venue';

const DEPOSIT_MICROS = 1_000_000_000;

/** A key that signs as a wallet in the page does. @throws Error never; what goes wrong is told by `mood`. */
export function signingWallet(name: string) {
  const wallet = new Wallet(keccak256(toUtf8Bytes(name)));
  const owner = parseAddress(wallet.address);
  if (owner === null) throw new Error('fixture');
  const mood: {
    /** What it answers in place of what is true. */
    owner: typeof owner | null;
    onChain: boolean | null;
    refuses: boolean;
    gone: boolean;
  } = { owner, onChain: true, refuses: false, gone: false };
  const port: Pick<WalletPort, 'look' | 'signTypedData'> = {
    look: () => Promise.resolve(ok({ owner: mood.owner, onChain: mood.onChain })),
    async signTypedData({ typedData }) {
      if (mood.refuses) return fail('wallet-refused', {});
      return ok(
        await wallet.signTypedData({ ...typedData.domain }, ethersTypes(typedData.types), { ...typedData.message }),
      );
    },
  };
  const findProvider = () =>
    Promise.resolve(
      mood.gone
        ? fail('wallet-missing', { wallet: 'Bench' }, 'later')
        : ok({ uuid: 'bench', name: 'Bench', claimedRdns: 'example.bench', icon: '' }),
    );
  return { owner, mood, port, findProvider };
}
export type SigningWallet = ReturnType<typeof signingWallet>;

/** A session of a new owner's deposit wallet, logged in as the product does. @throws Error where the venue refuses. */
export async function depositSession(
  exchange: RunningExchange,
  { owner, port }: SigningWallet,
): Promise<TradingSession> {
  const signal = new AbortController().signal;
  exchange.wallets.register(owner, 'WALLET');
  const trading = createPolymarketTrading({
    http: localHttp(() => exchange),
    clock: systemClock,
    log: createMemoryLog(),
  });
  const accounts = await trading.fetchAccounts(owner, signal);
  const account = accounts.ok ? accounts.value.find(({ signatureType }) => signatureType === 3) : undefined;
  if (account === undefined) throw new Error('the deposit wallet is not there');
  const provider = { uuid: 'bench', name: 'Bench', claimedRdns: '', icon: '' };
  const credentials = await authenticate({ wallet: port, login: trading, clock: systemClock }, provider, owner, signal);
  if (!credentials.ok) throw new Error(credentials.error.code);
  exchange.core.deposit(account.funder, { cashMicros: DEPOSIT_MICROS });
  const session = { account, credentials: credentials.value };
  // A key that was just made is refused for a while.
  for (let tries = 0; !(await trading.fetchClosedOnly(session, signal)).ok; tries += 1) {
    if (tries > 100) throw new Error('the key stays refused');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return session;
}

export interface BenchDoctor {
  state(): ExaminationState;
  examine(signal: AbortSignal): Promise<ExaminationState>;
  subscribe(listener: () => void): () => void;
}

/** The product's examination over loopback; the wallet signs in this process, and no browser withholds a site. */
export function doctorOf(
  exchange: RunningExchange,
  {
    session,
    wallet,
    sites = null,
  }: {
    readonly session: TradingSession | null;
    readonly wallet: SigningWallet;
    readonly sites?: Sites | null;
  },
  listenMs: number,
): BenchDoctor {
  const ports = { http: localHttp(() => exchange), clock: systemClock, log: createMemoryLog() };
  const doctor = createDoctor({
    open: (ms) => createExamination({ ...ports, openSocket: localSocket(() => exchange), listenMs: ms }),
    own: ownProbes({
      sites,
      wallet: wallet.port,
      login: createPolymarketTrading(ports),
      findProvider: wallet.findProvider,
      clock: systemClock,
    }),
    session: () => session,
    onVerdict: () => Promise.resolve(),
    clock: systemClock,
  });
  return { ...doctor, examine: (signal) => doctor.examine(listenMs, signal) };
}
