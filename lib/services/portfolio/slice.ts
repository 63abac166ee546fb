/** The trading account as the interface sees it, and what the user may do with it. */
import { bindsAccount, isUnresolved } from '../../domain/execution';
import { fail, ok } from '../../domain/result';
import type { UserFeed } from '../../ports/user-feed';
import type { AccountStateView, LoginView } from '../../protocol/views';
import type { ExecutionService } from '../execution/execution';
import type { Permission } from '../risk/permission';
import type { SettingsService } from '../settings/settings';
import type { SignaturesService } from '../signatures/signatures';
import type { Slice } from '../slice';
import type { PortfolioService } from './portfolio';

/** People read wallet prompts; five minutes are enough for the slowest. */
const CONNECT_TIMEOUT_MS = 300_000;
const BALANCE_TIMEOUT_MS = 15_000;

export interface PortfolioSliceSources {
  readonly portfolio: PortfolioService;
  readonly settings: SettingsService;
  readonly execution: ExecutionService;
  readonly signatures: Pick<SignaturesService, 'nudge'>;
  readonly permission: Permission;
  readonly userFeed: UserFeed;
}

type Commands = 'listWallets' | 'connectWallet' | 'chooseAccount' | 'disconnectWallet' | 'renewKey';

export function createPortfolioSlice(sources: PortfolioSliceSources): Slice<'account', Commands> {
  const { portfolio, permission, userFeed } = sources;
  return {
    name: 'portfolio',
    load: portfolio.load,
    topics: { account: () => accountState(portfolio, permission) },
    commands: createCommands(sources),
    wakes: (wake) =>
      portfolio.subscribe(() => {
        const session = portfolio.session();
        if (session) userFeed.connect(session.credentials);
        else userFeed.close();
        wake(['account', 'now', 'page', 'orders']);
      }),
    close: userFeed.close,
  };
}

function loginView(portfolio: PortfolioService): LoginView | null {
  const step = portfolio.step();
  if (step?.kind !== 'choose') return step;
  const { kind, because } = step;
  return { kind, because, wallets: step.wallets.map(({ account, isProfile }) => ({ ...account, isProfile })) };
}

function accountState(portfolio: PortfolioService, permission: Permission): AccountStateView {
  const session = portfolio.session();
  return {
    account: session
      ? {
          owner: session.account.owner,
          funder: session.account.funder,
          signatureType: session.account.signatureType,
          walletName: session.wallet.name,
          balanceMicros: portfolio.balance()?.balanceMicros ?? null,
          undeployed: session.undeployed,
          isKeyOver: portfolio.isKeyOver(),
        }
      : null,
    login: loginView(portfolio),
    liveBlockedBecause: permission.liveBlockedBecause(),
  };
}

function createCommands(sources: PortfolioSliceSources): NonNullable<Slice<never, Commands>['commands']> {
  const { portfolio, settings, execution, signatures } = sources;
  return {
    async listWallets() {
      const listed = await portfolio.listWallets();
      return listed.ok ? ok({ providers: listed.value }) : listed;
    },
    async connectWallet({ uuid }) {
      const connected = await portfolio.connect(
        { uuid, mustBe: () => execution.all().find(bindsAccount)?.account?.owner ?? null },
        AbortSignal.timeout(CONNECT_TIMEOUT_MS),
      );
      if (!connected.ok) return connected;
      if (connected.value === null) return ok({ connected: false });
      await portfolio.refreshBalance(AbortSignal.timeout(BALANCE_TIMEOUT_MS));
      return ok({ connected: true });
    },
    async chooseAccount({ funder }) {
      if (execution.all().some(bindsAccount)) return fail('orders-open', {}, 'later');
      const chosen = await portfolio.choose(funder);
      if (!chosen.ok) return chosen;
      await portfolio.refreshBalance(AbortSignal.timeout(BALANCE_TIMEOUT_MS));
      return ok({});
    },
    async renewKey() {
      const renewed = await portfolio.renew(AbortSignal.timeout(CONNECT_TIMEOUT_MS));
      if (!renewed.ok) return renewed;
      // Whatever waited for the key is asked at once.
      execution.nudge();
      signatures.nudge();
      await portfolio.refreshBalance(AbortSignal.timeout(BALANCE_TIMEOUT_MS));
      return ok({});
    },
    async disconnectWallet() {
      if (execution.all().some(isUnresolved)) return fail('orders-open', {}, 'later');
      const paper = await settings.setMode('paper');
      if (!paper.ok) return paper;
      const gone = await portfolio.disconnect();
      return gone.ok ? ok({}) : gone;
    },
  };
}
