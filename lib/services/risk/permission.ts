/** Why orders may not be taken, or live mode not be switched on, as far as that is known without asking the venue. */
import type { TradingAccount } from '../../domain/account';
import type { Blocked } from '../../protocol/says';
import type { ClearanceService } from '../doctor/clearance';
import type { ExecutionService } from '../execution/execution';
import type { PortfolioService } from '../portfolio/portfolio';
import type { RegionService } from '../region/region';
import type { SettingsService } from '../settings/settings';
import type { TradingService } from './trading';

export interface Permission {
  /** Why the button is not there; null when it may be pressed. */
  blockedBecause(): Blocked | null;
  /** The venue takes no live orders from here, or did not say; null in paper mode. */
  regionProblem(): Blocked | null;
  /** Why live mode cannot be switched on now; null when it can (or is on). */
  liveBlockedBecause(): Blocked | null;
}

export function createPermission(sources: {
  readonly settings: SettingsService;
  readonly execution: ExecutionService;
  readonly portfolio: PortfolioService;
  readonly region: RegionService;
  readonly clearance: Pick<ClearanceService, 'lockedBecause'>;
  readonly trading: Pick<TradingService, 'reducingBecause'>;
}): Permission {
  const { settings, execution, portfolio, region, clearance, trading } = sources;

  function locked(account: TradingAccount): Blocked | null {
    const because = clearance.lockedBecause(account, []);
    return because === null ? null : { code: 'locked', because };
  }

  function halted(): Blocked | null {
    const because = execution.haltedBecause();
    return because === null ? null : { code: 'halted', because };
  }

  function regionRefusal(): Blocked | null {
    const answer = region.current();
    if (answer === null) return null;
    if (!answer.ok) return { code: 'region-unknown' };
    return answer.value.blocked ? { code: 'region-blocked' } : null;
  }

  const regionProblem = (): Blocked | null => (settings.current().mode === 'live' ? regionRefusal() : null);

  return {
    regionProblem,
    blockedBecause() {
      const stop = halted();
      if (stop !== null) return stop;
      const reducing = trading.reducingBecause();
      if (reducing !== null) return { code: 'reducing', because: reducing };
      if (settings.current().mode !== 'live') return null;
      const session = portfolio.session();
      if (session === null) return { code: 'no-wallet' };
      const lock = locked(session.account);
      if (lock !== null) return lock;
      if (execution.all().some((each) => each.mode === 'live' && each.state === 'unknown'))
        return { code: 'orders-unknown' };
      return regionProblem();
    },
    liveBlockedBecause() {
      if (settings.current().mode === 'live') return null;
      const stop = halted();
      if (stop !== null) return stop;
      const session = portfolio.session();
      if (session === null) return { code: 'no-wallet' };
      return (region.current() === null ? { code: 'region-asking' } : regionRefusal()) ?? locked(session.account);
    },
  };
}
