/**
 * Owns what was already told: one notification per piece of news, never more than six a minute, over the deaths of the
 * worker too (docs/reliability.md 3.4). What is over the rate, or falls into quiet hours, is told as one when it may
 * be. What needs the user is told whatever else was.
 */
import type { Execution } from '../../domain/execution';
import type { Clock } from '../../ports/clock';
import type { Settings } from '../../protocol/settings';
import type { ExecutionView, OpportunityView } from '../../protocol/views';
import type { Opportunity } from '../opportunities/opportunities';
import { isQuiet, newsOf, type News } from './kinds';

const WINDOW_MS = 60_000;
const PER_WINDOW = 6;
/** An edge that was there this short a while ago is the same news. */
const SAME_NEWS_MS = 60_000;
/** How often it is written down that an edge is still there: well within the time above. */
const SEEN_AGAIN_MS = 20_000;
const KEPT = 500;

export interface Told {
  readonly sentAtMs: readonly number[];
  /** By what was told, when it was last so. */
  readonly seenAtMs: Readonly<Record<string, number>>;
  /** Opportunities that were news and were not told yet. */
  readonly waiting: readonly string[];
}

export const NOTHING_TOLD: Told = { sentAtMs: [], seenAtMs: {}, waiting: [] };

export interface ToldStore {
  load(): Promise<Told>;
  save(told: Told): Promise<void>;
}

export interface NotifyService {
  load(): Promise<void>;
  tell(opportunity: Opportunity): Promise<void>;
  /** All that there are now: those seen stay the same news, and those that waited are told once they may be. */
  stillThere(opportunities: readonly Opportunity[]): void;
  /** A set of bets changed, or was found by this life of the worker. */
  look(execution: Execution): void;
  /** The venue ended the API key while orders of this one are looked for. */
  keyOver(execution: Pick<Execution, 'id' | 'eventSlug'>): Promise<void>;
}

export function createNotify(options: {
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly store: ToldStore;
  readonly viewOf: (opportunity: Opportunity) => OpportunityView;
  readonly orderOf: (id: string) => { readonly execution: Execution; readonly view: ExecutionView } | null;
  readonly send: (opportunity: OpportunityView) => void;
  /** Several at once, the best first. */
  readonly sendSeveral: (opportunities: readonly OpportunityView[]) => void;
  /** `fired`: it was armed and went by itself. */
  readonly sendOrder: (execution: ExecutionView, fired: boolean) => void;
  readonly sendKeyOver: (eventSlug: string) => void;
}): NotifyService {
  const { clock, settings, store } = options;
  const forever = new AbortController().signal;
  let told = NOTHING_TOLD;

  /** On disk before it is told: a worker that dies in between tells it never rather than twice. */
  async function keep(next: Told): Promise<void> {
    const newest = Object.entries(next.seenAtMs)
      .sort(([, a], [, b]) => b - a)
      .slice(0, KEPT);
    told = { ...next, seenAtMs: Object.fromEntries(newest), waiting: next.waiting.slice(-KEPT) };
    await store.save(told);
  }

  const wanted = ({ component }: Opportunity): boolean => {
    const { notifications, notifyOffers, mutedEvents } = settings();
    return notifications && notifyOffers && !mutedEvents.includes(component.event.slug);
  };
  const sentLately = (now: number): readonly number[] => told.sentAtMs.filter((time) => now - time < WINDOW_MS);

  async function tellOrder(id: string, name: News['name']): Promise<void> {
    const found = options.orderOf(id);
    const now = clock.nowMs();
    const news = found && newsOf(found.execution, now).find((each) => each.name === name);
    if (!found || !news || !settings().notifications || !settings()[news.setting]) return;
    if (!news.urgent && isQuiet(settings(), now)) return;
    const key = `${id} ${name}`;
    if (told.seenAtMs[key] !== undefined) return;
    await keep({ ...told, seenAtMs: { ...told.seenAtMs, [key]: now } });
    options.sendOrder(found.view, name === 'fired');
  }

  /** Those that waited and still pass, as one notification. */
  function tellWaiting(opportunities: readonly Opportunity[]): void {
    const now = clock.nowMs();
    const sentAtMs = sentLately(now);
    if (told.waiting.length === 0 || sentAtMs.length >= PER_WINDOW || isQuiet(settings(), now)) return;
    const waited = new Set(told.waiting);
    const due = opportunities.filter((each) => waited.has(each.id) && each.passesThresholds && wanted(each));
    const send = (): void => {
      const views = due.map(options.viewOf);
      const [first] = views;
      if (first !== undefined) return views.length === 1 ? options.send(first) : options.sendSeveral(views);
    };
    void keep({ ...told, sentAtMs: due.length > 0 ? [...sentAtMs, now] : sentAtMs, waiting: [] }).then(send);
  }

  return {
    async load() {
      told = await store.load();
    },
    async tell(opportunity) {
      if (!wanted(opportunity)) return;
      const now = clock.nowMs();
      const seen = told.seenAtMs[opportunity.id];
      const sentAtMs = sentLately(now);
      const seenAtMs = { ...told.seenAtMs, [opportunity.id]: now };
      if (seen !== undefined && now - seen < SAME_NEWS_MS) return keep({ ...told, sentAtMs, seenAtMs });
      if (sentAtMs.length >= PER_WINDOW || isQuiet(settings(), now))
        return keep({ sentAtMs, seenAtMs, waiting: [...told.waiting, opportunity.id] });
      await keep({ ...told, sentAtMs: [...sentAtMs, now], seenAtMs });
      options.send(options.viewOf(opportunity));
    },
    stillThere(opportunities) {
      tellWaiting(opportunities);
      const now = clock.nowMs();
      const due = opportunities.filter(({ id, passesThresholds }) => {
        const seen = told.seenAtMs[id];
        return passesThresholds && seen !== undefined && now - seen >= SEEN_AGAIN_MS;
      });
      if (due.length === 0) return;
      void keep({ ...told, seenAtMs: { ...told.seenAtMs, ...Object.fromEntries(due.map(({ id }) => [id, now])) } });
    },
    async keyOver({ id, eventSlug }) {
      const news = `${id}:key`;
      if (told.seenAtMs[news] !== undefined || !settings().notifications) return;
      await keep({ ...told, seenAtMs: { ...told.seenAtMs, [news]: clock.nowMs() } });
      options.sendKeyOver(eventSlug);
    },
    look(execution) {
      for (const { name, afterMs } of newsOf(execution, clock.nowMs()))
        if (afterMs === 0) void tellOrder(execution.id, name);
        else clock.after(afterMs, () => void tellOrder(execution.id, name), forever);
    },
  };
}
