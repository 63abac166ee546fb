/** When something is told: an edge that passes is confirmed, a set of bets begins to need the user. */
import { isUnresolved } from '../../domain/execution';
import type { ExecutionService } from '../execution/execution';
import type { Confirming } from '../opportunities/confirming';
import type { OpportunitiesService } from '../opportunities/opportunities';
import type { PortfolioService } from '../portfolio/portfolio';
import type { Slice } from '../slice';
import type { NotifyService } from './notify';

export function createNotifySlice(sources: {
  readonly notify: NotifyService;
  readonly opportunities: Pick<OpportunitiesService, 'all' | 'subscribe'>;
  readonly confirming: Pick<Confirming, 'isConfirmed' | 'subscribeNews'>;
  readonly execution: Pick<ExecutionService, 'all' | 'subscribe'>;
  readonly portfolio: Pick<PortfolioService, 'isKeyOver' | 'subscribe'>;
}): Slice {
  const { notify, opportunities, confirming, execution, portfolio } = sources;
  return {
    name: 'notify',
    load: notify.load,
    start() {
      for (const each of execution.all()) notify.look(each);
    },
    wakes() {
      confirming.subscribeNews((opportunity) => void notify.tell(opportunity));
      opportunities.subscribe(() => notify.stillThere(opportunities.all().filter(confirming.isConfirmed)));
      execution.subscribe(notify.look);
      portfolio.subscribe(() => {
        const waiting = portfolio.isKeyOver() ? execution.all().find(isUnresolved) : undefined;
        if (waiting !== undefined) void notify.keyOver(waiting);
      });
    },
  };
}
