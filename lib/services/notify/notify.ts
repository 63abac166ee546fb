/**
 * Owns what was already told: one notification per piece of news, never more than six a minute
 * (docs/reliability.md 3.4).
 */
import type { Clock } from '../../ports/clock';
import type { Settings } from '../../protocol/settings';
import type { OpportunityView } from '../../protocol/views';
import type { Opportunity } from '../opportunities/opportunities';

const WINDOW_MS = 60_000;
const PER_WINDOW = 6;

export interface NotifyService {
  tell(opportunity: Opportunity): void;
}

export function createNotify(options: {
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly viewOf: (opportunity: Opportunity) => OpportunityView;
  readonly send: (opportunity: OpportunityView) => void;
}): NotifyService {
  let sentAt: number[] = [];
  return {
    tell(opportunity) {
      if (!options.settings().notifications) return;
      const now = options.clock.nowMs();
      sentAt = sentAt.filter((time) => now - time < WINDOW_MS);
      if (sentAt.length >= PER_WINDOW) return;
      sentAt.push(now);
      options.send(options.viewOf(opportunity));
    },
  };
}
