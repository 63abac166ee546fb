/** When something is told: an edge begins to pass, a set of bets begins to need the user. */
import { isUnresolved } from '../../domain/execution';
import type { ExecutionService } from '../execution/execution';
import type { OpportunitiesService } from '../opportunities/opportunities';
import type { PortfolioService } from '../portfolio/portfolio';
import type { Slice } from '../slice';
import type { NotifyService } from './notify';

export function createNotifySlice(sources: {
  readonly notify: NotifyService;
  readonly opportunities: Pick<OpportunitiesService, 'all' | 'subscribe' | 'subscribeNews'>;
  readonly execution: Pick<ExecutionService, 'all' | 'subscribe'>;
  readonly portfolio: Pick<PortfolioService, 'isKeyOver' | 'subscribe'>;
}): Slice {
  const { notify, opportunities, execution, portfolio } = sources;
  return {
    name: 'notify',
    load: notify.load,
    start() {
      for (const each of execution.all()) notify.look(each);
    },
    wakes() {
      opportunities.subscribeNews((opportunity) => void notify.tell(opportunity));
      opportunities.subscribe(() => notify.stillThere(opportunities.all()));
      execution.subscribe(notify.look);
      portfolio.subscribe(() => {
        const waiting = portfolio.isKeyOver() ? execution.all().find(isUnresolved) : undefined;
        if (waiting !== undefined) void notify.keyOver(waiting);
      });
    },
  };
}
