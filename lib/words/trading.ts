/** What may be sent at all, beside the mode. */
import type { TradingView } from '../protocol/views';
import { failure } from './failures';

export const trading = {
  names: { active: 'Active', reducing: 'Only reducing', halted: 'Halted' },
  /** Title of the notification when a breaker trips. */
  reducing: 'Facet only reduces now',
  onlyReduce: 'Only reduce',
  rearm: 'Take new sets again',
  sentence(view: TradingView): string {
    switch (view.state) {
      case 'active':
        return 'New sets of bets may be taken.';
      case 'reducing':
        return `Nothing new is taken; you can finish, sell back and cash out. ${failure(view.because)}`;
      case 'halted':
        return 'Nothing is sent. What rests can be cancelled.';
    }
  },
} as const;
