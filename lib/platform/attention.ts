/**
 * Badge and notifications: where Facet asks to be looked at outside the page. A notification opens the event; it never
 * trades.
 */
import { browser } from 'wxt/browser';
import { eventUrlOf } from '../domain/page';
import { needsUser } from '../domain/urgency';
import type { ExecutionView, OpportunityView } from '../protocol/views';
import * as en from '../words/en';

export interface Attention {
  /** Count of opportunities and LIVE where that is on; a fault shows "!" and says why in the title. */
  badge(state: Parameters<typeof en.badge>[0]): void;
  notify(opportunity: OpportunityView): void;
  /** Several at once, the best first. */
  notifySeveral(opportunities: readonly OpportunityView[]): void;
  /** A set of bets needs the user; the notification stays until it is put away. */
  /** `fired`: it was armed and went by itself. */
  notifyOrder(execution: ExecutionView, fired: boolean): void;
  /** What cannot wait, whatever the user wants to be told of opportunities. */
  alert(slug: string, said: { readonly title: string; readonly message: string }): void;
  /** The user wants to hear nothing new of this event. */
  onMute(listener: (slug: string) => void): void;
}

/** A number on paper is not green: nothing is promised beside it. Live stands out. */
const PAPER = '#1f5f8b';
const LIVE = '#b3261e';
const GREY = '#6b7280';

/** What the buttons do is read from the id, because a worker that was woken by the press remembers nothing. */
const OFFER = 'offer';
const SEVERAL = 'several';
const ORDER = 'order';

/** Firefox has no buttons in notifications and none that stay, and refuses a field that it does not know. */
const isChrome = 'sidePanel' in browser;

interface Notice {
  readonly id: string;
  readonly said: { readonly title: string; readonly message: string };
  readonly buttons?: readonly string[];
  readonly stays?: boolean;
  readonly priority?: number;
}

function show({ id, said, buttons = [], stays = false, priority = 0 }: Notice): void {
  void browser.notifications.create(id, {
    type: 'basic',
    iconUrl: '/icon/128.png',
    priority,
    ...said,
    ...(isChrome ? { requireInteraction: stays, buttons: buttons.map((title) => ({ title })) } : {}),
  });
}

export function createAttention(): Attention {
  let shown = '';
  let alerts = 0;
  let mute: (slug: string) => void = () => undefined;
  const openPanelTab = (): void => {
    const url = new URL('/sidepanel.html#now', location.href).href;
    void browser.tabs.create({ url });
  };
  const open = (id: string): void => {
    const { kind, slug } = readId(id);
    void browser.notifications.clear(id);
    if (kind === SEVERAL) return openPanelTab();
    if (slug !== '') void browser.tabs.create({ url: eventUrlOf(slug) });
  };
  browser.notifications.onClicked.addListener(open);
  if (isChrome)
    browser.notifications.onButtonClicked.addListener((id, index) => {
      const { kind, slug } = readId(id);
      if (index === 0 && kind !== ORDER) return open(id);
      void browser.notifications.clear(id);
      if (kind === ORDER) return openPanelTab();
      if (kind === OFFER) mute(slug);
    });
  const { review, mute: muteIt, held } = en.notificationButtons;
  return {
    badge(state) {
      const { text, title } = en.badge(state);
      if (shown === `${state.mode}${text}${title}`) return;
      shown = `${state.mode}${text}${title}`;
      const color = state.mode === 'live' ? LIVE : state.fault === null ? PAPER : GREY;
      void browser.action.setBadgeText({ text });
      void browser.action.setBadgeBackgroundColor({ color });
      void browser.action.setTitle({ title });
    },
    alert(slug, said) {
      show({ id: `alert ${++alerts}|${slug}`, said, stays: true, priority: 2 });
    },
    notify(opportunity) {
      const { id, eventSlug } = opportunity;
      show({ id: `${OFFER} ${id}|${eventSlug}`, said: en.notification(opportunity), buttons: [review, muteIt] });
    },
    notifySeveral(opportunities) {
      show({ id: `${SEVERAL}|`, said: en.severalNotification(opportunities), buttons: [review] });
    },
    notifyOrder(execution, fired) {
      const { id, eventSlug } = execution;
      show({
        id: `${ORDER} ${id}|${eventSlug}`,
        said: en.orderNotification(execution, fired),
        buttons: [held],
        stays: needsUser(execution),
      });
    },
    onMute(listener) {
      mute = listener;
    },
  };
}

/** The id of a notification: its kind, what it is about, and the slug of its event. */
function readId(id: string): { readonly kind: string; readonly slug: string } {
  const [, kind = '', slug = ''] = /^(\w+)[^|]*\|([^|]*)$/.exec(id) ?? [];
  return { kind, slug };
}
