/** Listeners are registered synchronously; each answer waits for one `ready`: start, wake and crash are one path. */
import { browser } from 'wxt/browser';
import { serveCommands } from '../../lib/platform/commands-server';
import { serveKeyboard } from '../../lib/platform/keyboard';
import { serveLive } from '../../lib/platform/live-hub';
import { openPanelFor } from '../../lib/platform/permissions';
import { newId } from '../../lib/platform/random';
import type { Subscription, TopicName } from '../../lib/protocol/topics';
import { nextOffer } from '../../lib/services/opportunities/next-offer';
import * as en from '../../lib/words/en';
import { build } from './container';

/** Wakes the worker when everything else has let it sleep; 30 s is the least that packed extensions get. */
const WAKE_ALARM = 'wake';
const WAKE_MINUTES = 0.5;
const AGE_TICK_MS = 1_000;
/** The background ends with its worker, never by itself. */
const forever = new AbortController().signal;

/** Registers every listener before anything is awaited, so that no wake-up event is lost. */
export function startBackground(): void {
  const parts = build();
  const { clock, log, attention, settings, execution, opportunities, overview, signals, watchlist, tabs, slices } =
    parts;
  const ready = slices.load().then(() => {
    slices.start();
    log.info('ready', { mode: settings.current().mode, executions: execution.all().length });
  });
  attention.onMute((slug) => void ready.then(() => settings.mute(slug)));
  // The browser opens the panel only while it remembers the click.
  let lastOffer: string | null = null;
  serveKeyboard({
    async stop() {
      await ready;
      attention.alert('', {
        title: en.stop.button,
        message: en.stop.done(await slices.commands.panic({}, 'extension')),
      });
    },
    async nextOffer() {
      await ready;
      const next = nextOffer(opportunities.all(), lastOffer);
      lastOffer = next?.id ?? null;
      return next?.component.event.slug ?? null;
    },
  });
  const atOnce = { review: openPanelFor, openPanel: openPanelFor };
  serveCommands({ ready: ready.then(() => slices.commands), atOnce, log });
  const onWatched = (watched: readonly Subscription[]): void => {
    const pagesOf = (name: TopicName): readonly string[] =>
      watched.flatMap(({ topic, key }) => (topic === name && key !== null ? [key] : []));
    watchlist.setPages(pagesOf('page'));
    signals.setPages(pagesOf('signals'));
  };
  const hub = serveLive({ bootId: newId(), ready: ready.then(() => ({ view: slices.view, onWatched })), log });
  slices.wakes((topics, concerns, pace) => {
    hub.changed(({ topic, key }) => topics.includes(topic) && (concerns?.(key) ?? true), pace);
    if (topics.includes('now')) attention.badge(overview.badge());
  });
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void browser.tabs.create({ url: new URL('/options.html#first', location.href).href });
  });
  // Pages open their ports now, not when their own timers let them; those that cannot hear are found out.
  void tabs.greet();
  browser.alarms.onAlarm.addListener(() => {
    log.info('woken');
    if (tabs.deaf() > 0) void tabs.greet();
  });
  void browser.alarms.create(WAKE_ALARM, { periodInMinutes: WAKE_MINUTES });
  // Ages are part of what is shown, and quiet books are confirmed without any other event.
  const showAges = (): void => {
    if (hub.clients() > 0) {
      hub.changed(() => true, 'calm');
      attention.badge(overview.badge());
      if (tabs.deaf() > 0) void tabs.greet();
    }
    clock.after(AGE_TICK_MS, showAges, forever);
  };
  showAges();
}
