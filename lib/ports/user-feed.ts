/** Own orders and trades as they happen. */
import type { OrderHash } from '../domain/ids';
import type { SizeMicros } from '../domain/units';
import type { ApiCredentials } from './order-entry';
import type { VenueTrade } from './settlement';

export type UserEvent =
  | {
      readonly kind: 'order';
      readonly hash: OrderHash;
      readonly type: 'PLACEMENT' | 'UPDATE' | 'CANCELLATION';
      readonly matchedMicros: SizeMicros;
    }
  | { readonly kind: 'trade'; readonly trade: VenueTrade };

export interface UserFeed {
  connect(credentials: ApiCredentials): void;
  close(): void;
}
