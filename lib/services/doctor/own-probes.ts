/** Probes of what is Facet's own side of the venue: the browser's leave, the wallet, one login (in `PROBES`' order). */
import type { Finding, ProbeId } from '../../domain/finding';
import type { Failure } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Probe, Sites } from '../../ports/examination';
import type { Login } from '../../ports/login';
import type { TradingSession } from '../../ports/order-entry';
import type { Wallet } from '../../ports/signer';
import { authenticate } from '../portfolio/log-in';
import type { PortfolioService } from '../portfolio/portfolio';

export interface OwnParts {
  /** null where no browser stands between Facet and the venue. */
  readonly sites: Sites | null;
  readonly wallet: Pick<Wallet, 'look' | 'signTypedData'>;
  readonly login: Pick<Login, 'buildLogin' | 'deriveCredentials'>;
  readonly findProvider: PortfolioService['findProvider'];
  readonly clock: Clock;
}

const inVain = (probe: ProbeId, cause: Failure): Finding => ({
  probe,
  code: 'asked-in-vain',
  params: { probe, cause },
});

export function ownProbes(parts: OwnParts): readonly Probe[] {
  const { sites } = parts;
  return [
    ...(sites === null
      ? []
      : [{ id: 'sites' as const, needsSession: false, run: (): Promise<Finding> => sitesProbe(sites) }]),
    {
      id: 'wallet',
      needsSession: true,
      run: (session) => walletProbe(parts, session),
    },
    {
      id: 'key',
      needsSession: true,
      run: (session, signal) => keyProbe(parts, session, signal),
    },
  ];
}

async function sitesProbe(sites: Sites): Promise<Finding> {
  const { asked, withheld } = await sites.ask();
  return withheld.length > 0
    ? { probe: 'sites', code: 'sites-withheld', params: { hosts: withheld } }
    : { probe: 'sites', code: 'sites-granted', params: { hosts: asked } };
}

const MISSING: Finding = { probe: 'wallet', code: 'wallet-missing', params: {} };

async function walletProbe(parts: OwnParts, session: TradingSession | null): Promise<Finding> {
  if (session === null) return MISSING;
  const { owner } = session.account;
  const provider = await parts.findProvider();
  if (!provider.ok) return inVain('wallet', provider.error);
  const seen = await parts.wallet.look(provider.value.uuid);
  if (!seen.ok) return inVain('wallet', seen.error);
  if (seen.value.owner === null)
    return { probe: 'wallet', code: 'wallet-locked', params: { wallet: provider.value.name } };
  if (seen.value.owner.toLowerCase() !== owner.toLowerCase())
    return { probe: 'wallet', code: 'wallet-other', params: { connected: owner, found: seen.value.owner } };
  return seen.value.onChain === true
    ? { probe: 'wallet', code: 'wallet-ready', params: { owner } }
    : { probe: 'wallet', code: 'wallet-elsewhere', params: { owner, known: seen.value.onChain !== null } };
}

async function keyProbe(parts: OwnParts, session: TradingSession | null, signal: AbortSignal): Promise<Finding> {
  if (session === null) return MISSING;
  const provider = await parts.findProvider();
  if (!provider.ok) return inVain('key', provider.error);
  const credentials = await authenticate(parts, provider.value, session.account.owner, signal);
  if (!credentials.ok) return inVain('key', credentials.error);
  return { probe: 'key', code: 'key-derived', params: { same: credentials.value.key === session.credentials.key } };
}
