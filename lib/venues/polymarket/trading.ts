/** Polymarket's private side behind the ports `OrderEntry`, `Settlement` and `Login`. */
import type { Login } from '../../ports/login';
import type { Settlement } from '../../ports/settlement';
import type { PrivateDeps } from './common/private-call';
import { createLogin } from './orders/login';
import type { SigningOrderEntry } from './orders/order-entry';
import { createOrderEntry } from './orders/order-entry';
import { createStanding } from './orders/mode';
import { createSettlement } from './settlement/settlement';

export function createPolymarketTrading(given: PrivateDeps): SigningOrderEntry & Settlement & Login {
  const standing = createStanding(given);
  const deps = { ...given, http: standing.http };
  return { ...createOrderEntry(deps, standing), ...createSettlement(deps), ...createLogin(deps) };
}
