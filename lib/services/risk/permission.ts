/** Why orders may not be taken, or live mode not be switched on, as far as that is known without asking the venue. */
import type { ExecutionService } from '../execution/execution';
import type { PortfolioService } from '../portfolio/portfolio';
import type { RegionService } from '../region/region';
import type { SettingsService } from '../settings/settings';
import { failure as sentenceOf } from '../../words/failures';

export interface Permission {
  /** Why the button is not there; null when it may be pressed. */
  blockedBecause(): string | null;
  /** The venue takes no live orders from here, or did not say; null in paper mode. */
  regionProblem(): string | null;
  /** Why live mode cannot be switched on now; null when it can (or is on). */
  liveBlockedBecause(): string | null;
}

export function createPermission(sources: {
  readonly settings: SettingsService;
  readonly execution: ExecutionService;
  readonly portfolio: PortfolioService;
  readonly region: RegionService;
}): Permission {
  const { settings, execution, portfolio, region } = sources;

  function regionProblem(): string | null {
    if (settings.current().mode !== 'live') return null;
    const current = region.current();
    if (current === null) return null;
    if (!current.ok)
      return 'The venue did not say whether trading is allowed from here. Facet stays read-only until it does.';
    return current.value.blocked ? 'Polymarket does not take orders from your region. Facet stays read-only.' : null;
  }

  return {
    regionProblem,
    blockedBecause() {
      const halted = execution.haltedBecause();
      if (halted !== null) return `Halted. ${sentenceOf(halted)}`;
      if (settings.current().mode !== 'live') return null;
      if (portfolio.session() === null) return 'Connect your wallet in the popup to take it live.';
      if (execution.all().some((each) => each.mode === 'live' && each.state === 'unknown'))
        return 'An earlier basket has orders of unknown fate. Nothing is sent until they are found.';
      return regionProblem();
    },
    liveBlockedBecause() {
      if (settings.current().mode === 'live') return null;
      const halted = execution.haltedBecause();
      if (halted !== null) return `Halted. ${sentenceOf(halted)}`;
      if (portfolio.session() === null) return 'Connect a wallet first.';
      const answer = region.current();
      if (answer === null) return 'Asking the venue whether trading is allowed from here.';
      if (!answer.ok) return 'The venue did not say whether trading is allowed from here.';
      return answer.value.blocked ? 'Polymarket does not take orders from your region.' : null;
    },
  };
}
