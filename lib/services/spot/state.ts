/** What is known of one exchange. */
import type { SpotQuote, SpotStatus } from '../../ports/spot-feed';

/** Its setting. */
export type SpotSwitch = 'spotKraken' | 'spotCoinbase';

export interface SpotState {
  readonly key: SpotSwitch;
  readonly venue: string;
  readonly address: string;
  status: SpotStatus;
  /** Switched on, but the browser does not let Facet reach the host. */
  isRefused: boolean;
  /** Books that were read anew, and connections that were lost, since the start. */
  gaps: number;
  readonly quotes: Map<string, SpotQuote>;
}
