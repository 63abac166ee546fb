/**
 * Owns what was already told: one notification per piece of news, never more than six a minute, over the deaths of the
 * worker too (docs/reliability.md 3.4). What needs the user is told whatever else was.
 */
import type { Execution } from '../../domain/execution';
import { needsUser } from '../../domain/urgency';
import type { Clock } from '../../ports/clock';
import type { Settings } from '../../protocol/settings';
import type { ExecutionView, OpportunityView } from '../../protocol/views';
import type { Opportunity } from '../opportunities/opportunities';

const WINDOW_MS = 60_000;
const PER_WINDOW = 6;
/** An edge that was there this short a while ago is the same news. */
const SAME_NEWS_MS = 60_000;
/** How often it is written down that an edge is still there: well within the time above. */
const SEEN_AGAIN_MS = 20_000;
/** Most orders are of unknown fate for a second; only one that stays so is told. */
const UNKNOWN_FOR_MS = 10_000;
const KEPT = 500;

/** By what was told, when it was last so. */
export interface Told {
  readonly sentAtMs: readonly number[];
  readonly seenAtMs: Readonly<Record<string, number>>;
}

export interface ToldStore {
  load(): Promise<Told>;
  save(told: Told): Promise<void>;
}

export interface NotifyService {
  load(): Promise<void>;
  tell(opportunity: Opportunity): Promise<void>;
  /** These still pass the thresholds. */
  stillThere(opportunities: readonly Opportunity[]): void;
  /** A set of bets changed, or was found by this life of the worker. */
  look(execution: Execution): void;
}

export function createNotify(options: {
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly store: ToldStore;
  readonly viewOf: (opportunity: Opportunity) => OpportunityView;
  readonly orderOf: (id: string) => { readonly execution: Execution; readonly view: ExecutionView } | null;
  readonly send: (opportunity: OpportunityView) => void;
  readonly sendOrder: (execution: ExecutionView) => void;
}): NotifyService {
  const { clock, settings, store } = options;
  const forever = new AbortController().signal;
  let told: Told = { sentAtMs: [], seenAtMs: {} };

  /** On disk before it is told: a worker that dies in between tells it never rather than twice. */
  async function keep(next: Told): Promise<void> {
    const newest = Object.entries(next.seenAtMs)
      .sort(([, a], [, b]) => b - a)
      .slice(0, KEPT);
    told = { ...next, seenAtMs: Object.fromEntries(newest) };
    await store.save(told);
  }

  async function tellOrder(id: string): Promise<void> {
    const found = options.orderOf(id);
    if (found === null || !needsUser(found.execution) || !settings().notifications) return;
    const news = `${id} ${found.execution.state}`;
    if (told.seenAtMs[news] !== undefined) return;
    await keep({ ...told, seenAtMs: { ...told.seenAtMs, [news]: clock.nowMs() } });
    options.sendOrder(found.view);
  }

  return {
    async load() {
      told = await store.load();
    },
    async tell(opportunity) {
      if (!settings().notifications) return;
      const now = clock.nowMs();
      const seen = told.seenAtMs[opportunity.id];
      const sentAtMs = told.sentAtMs.filter((time) => now - time < WINDOW_MS);
      const seenAtMs = { ...told.seenAtMs, [opportunity.id]: now };
      if ((seen !== undefined && now - seen < SAME_NEWS_MS) || sentAtMs.length >= PER_WINDOW)
        return keep({ sentAtMs, seenAtMs });
      await keep({ sentAtMs: [...sentAtMs, now], seenAtMs });
      options.send(options.viewOf(opportunity));
    },
    stillThere(opportunities) {
      const now = clock.nowMs();
      const due = opportunities.filter(({ id, passesThresholds }) => {
        const seen = told.seenAtMs[id];
        return passesThresholds && seen !== undefined && now - seen >= SEEN_AGAIN_MS;
      });
      if (due.length === 0) return;
      void keep({ ...told, seenAtMs: { ...told.seenAtMs, ...Object.fromEntries(due.map(({ id }) => [id, now])) } });
    },
    look(execution) {
      if (!needsUser(execution)) return;
      if (execution.state !== 'unknown') return void tellOrder(execution.id);
      clock.after(UNKNOWN_FOR_MS, () => void tellOrder(execution.id), forever);
    },
  };
}
