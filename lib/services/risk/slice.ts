/** The user's word on whether new sets of bets may be taken. */
import { ok } from '../../domain/result';
import type { Slice } from '../slice';
import type { TradingService } from './trading';

/** Loaded after the memory and before anything that takes orders. */
export function createTradingSlice(trading: TradingService): Slice<never, 'onlyReduce' | 'rearm'> {
  return {
    name: 'trading',
    load: trading.load,
    start: trading.start,
    commands: {
      async onlyReduce() {
        const kept = await trading.onlyReduce();
        return kept.ok ? ok({}) : kept;
      },
      async rearm() {
        const kept = await trading.rearm();
        return kept.ok ? ok({}) : kept;
      },
    },
    wakes: (wake) => trading.subscribe(() => wake(['orders', 'now', 'page'])),
  };
}
