/**
 * The background as its own pages see it: a watcher on an extension page that follows the live port, remembers what
 * ever was said, follows badge and notifications, and sends commands. It reconnects when the service worker dies, as
 * the popup does.
 */
import type { Page } from '@playwright/test';
import type { CommandInput, CommandName, CommandReply } from '../../lib/protocol/commands';
import type { DashboardView } from '../../lib/ui/shell/dashboard';
import type { Result } from '../../lib/domain/result';
import { pageCode } from './page-code';

/** Everything that a watcher saw since it was attached. */
export interface Sightings {
  readonly frames: number;
  /** Boot ids in the order of their appearance: one more after each death of the service worker. */
  readonly bootIds: readonly string[];
  /** Kinds of status seen, each once. */
  readonly statusKinds: readonly string[];
  /** Largest number of opportunities that passed the thresholds in one view. */
  readonly mostAlerts: number;
  /** Largest number of opportunities in one view, whatever the thresholds. */
  readonly mostOpportunities: number;
  /** Texts that the badge showed, each once, without "". */
  readonly badges: readonly string[];
  /** Ids of notifications, each once. */
  readonly notifications: readonly string[];
  /** Smallest amount ever said to be paid for a basket whose legs all filled; null when there was none. */
  readonly leastPaidMicros: number | null;
}

export interface Dashboard {
  readonly page: Page;
  /** Newest view, or null before the first. */
  view(): Promise<DashboardView | null>;
  sightings(): Promise<Sightings>;
  /** Waits for a view, checked in the page as each frame comes. The condition is a function of the view alone. */
  waitFor(what: string, condition: (view: DashboardView) => boolean, timeoutMs?: number): Promise<DashboardView>;
  command<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Result<CommandReply<N>>>;
}

/** Runs in the extension page. */
function watch(): void {
  const seen = {
    frames: 0,
    bootIds: new Set<string>(),
    statusKinds: new Set<string>(),
    badges: new Set<string>(),
    notifications: new Set<string>(),
    mostAlerts: 0,
    mostOpportunities: 0,
    leastPaidMicros: Infinity,
  };
  const state: { view: unknown; readonly listeners: Set<() => void> } = { view: null, listeners: new Set() };
  const look = async (): Promise<void> => {
    const badge = await chrome.action.getBadgeText({});
    if (badge !== '') seen.badges.add(badge);
    chrome.notifications.getAll((all) => {
      for (const id of Object.keys(all)) seen.notifications.add(id);
    });
  };
  const TOPICS = ['now', 'orders', 'account', 'settings', 'health', 'relations'];
  const views = new Map<string, object>();
  const sawNow = (view: {
    status: { kind: string };
    opportunities: readonly { passesThresholds: boolean }[];
  }): void => {
    seen.statusKinds.add(view.status.kind);
    seen.mostOpportunities = Math.max(seen.mostOpportunities, view.opportunities.length);
    seen.mostAlerts = Math.max(seen.mostAlerts, view.opportunities.filter((found) => found.passesThresholds).length);
  };
  const sawOrders = (view: { executions: readonly { state: string; paidMicros: number }[] }): void => {
    for (const execution of view.executions) {
      if (execution.state === 'matched' || execution.state === 'settled')
        seen.leastPaidMicros = Math.min(seen.leastPaidMicros, execution.paidMicros);
    }
  };
  const connect = (): void => {
    const port = chrome.runtime.connect({ name: 'live' });
    port.onMessage.addListener((frame) => {
      if (!TOPICS.includes(frame.topic)) return;
      seen.frames += 1;
      seen.bootIds.add(frame.bootId);
      if (frame.topic === 'now') sawNow(frame.view);
      if (frame.topic === 'orders') sawOrders(frame.view);
      views.set(frame.topic, frame.view);
      if (views.size < TOPICS.length) return;
      const [now, orders, account, settings] = TOPICS.map((topic) => views.get(topic));
      state.view = {
        ...now,
        ...orders,
        ...account,
        ...settings,
        health: views.get('health'),
        relations: views.get('relations'),
      };
      void look();
      for (const listener of state.listeners) listener();
    });
    // A dead service worker is woken by the next connection.
    port.onDisconnect.addListener(() => setTimeout(connect, 100));
    for (const topic of TOPICS) port.postMessage({ topic, key: null });
  };
  connect();
  Reflect.set(globalThis, '__dashboard', {
    view: () => state.view,
    sightings: () => ({
      ...seen,
      bootIds: [...seen.bootIds],
      statusKinds: [...seen.statusKinds],
      badges: [...seen.badges],
      notifications: [...seen.notifications],
      leastPaidMicros: seen.leastPaidMicros === Infinity ? null : seen.leastPaidMicros,
    }),
    waitFor: (condition: (view: unknown) => boolean, timeoutMs: number) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (state.view === null || !condition(state.view)) return;
          done(state.view);
        };
        const done = (view: unknown): void => {
          clearTimeout(timer);
          state.listeners.delete(check);
          resolve(view);
        };
        const timer = setTimeout(() => done(null), timeoutMs);
        state.listeners.add(check);
        check();
      }),
    command: (message: unknown) => chrome.runtime.sendMessage(message),
  });
}

/** Attaches to an open page of the extension. */
export async function attachDashboard(page: Page): Promise<Dashboard> {
  await page.evaluate(pageCode(watch, null));
  const view = (): Promise<DashboardView | null> => page.evaluate('__dashboard.view()');
  return {
    page,
    view,
    sightings: () => page.evaluate('__dashboard.sightings()'),
    waitFor: async (what, condition, timeoutMs = 20_000) => {
      const source = `(() => { const __name = (value) => value; return ${condition.toString()}; })()`;
      const found: DashboardView | null = await page.evaluate(`__dashboard.waitFor(${source}, ${timeoutMs})`);
      if (found === null)
        throw new Error(`not within ${timeoutMs} ms: ${what}. Last view: ${JSON.stringify(await view())}`);
      return found;
    },
    command: (name, input) =>
      page.evaluate(`__dashboard.command(${JSON.stringify({ target: 'background', command: name, input })})`),
  };
}
