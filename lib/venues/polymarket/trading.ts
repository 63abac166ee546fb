/** Polymarket's private side behind the ports `OrderEntry`, `Settlement` and `Login`. */
import type { Login } from '../../ports/login';
import type { Settlement } from '../../ports/settlement';
import type { PrivateDeps } from './common/private-call';
import { createLogin } from './orders/login';
import type { SigningOrderEntry } from './orders/order-entry';
import { createOrderEntry } from './orders/order-entry';
import { createSettlement } from './settlement/settlement';

export function createPolymarketTrading(deps: PrivateDeps): SigningOrderEntry & Settlement & Login {
  return { ...createOrderEntry(deps), ...createSettlement(deps), ...createLogin(deps) };
}
