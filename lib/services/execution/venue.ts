/** Where orders go. The mode chooses one, in one place, and nobody asks for the mode after that. */
import type { OrderEntry, TradingSession } from '../../ports/order-entry';
import type { Settlement } from '../../ports/settlement';

export interface TradingVenue {
  readonly orders: OrderEntry;
  readonly settlement: Pick<Settlement, 'fetchTrades' | 'fetchBalance'>;
  /**
   * Real money moves: region, account, balance and clock are asked first, and only the account that was approved may
   * send or look up.
   */
  readonly movesMoney: boolean;
  /** Who trades there now; null when nobody is connected. */
  session(): TradingSession | null;
}
