/**
 * Badge and notifications: where Facet asks to be looked at outside the page. A notification opens the event; it never
 * trades.
 */
import { browser } from 'wxt/browser';
import { eventUrlOf } from '../domain/page';
import type { ExecutionMode } from '../domain/execution';
import type { StatusFact } from '../protocol/says';
import type { ExecutionView, OpportunityView } from '../protocol/views';
import * as en from '../words/en';

export interface Attention {
  /** Count of opportunities and LIVE where that is on; a fault shows "!" and says why in the title. */
  badge(state: { readonly mode: ExecutionMode; readonly count: number; readonly fault: StatusFact | null }): void;
  notify(opportunity: OpportunityView): void;
  /** A set of bets needs the user; the notification stays until it is put away. */
  notifyOrder(execution: ExecutionView): void;
  /** What cannot wait, whatever the user wants to be told of opportunities. */
  alert(slug: string, said: { readonly title: string; readonly message: string }): void;
}

/** A number on paper is not green: nothing is promised beside it. Live stands out. */
const PAPER = '#1f5f8b';
const LIVE = '#b3261e';
const GREY = '#6b7280';

export function createAttention(): Attention {
  let shown = '';
  let alerts = 0;
  browser.notifications.onClicked.addListener((id) => {
    const [, slug] = /\|([^|]*)$/.exec(id) ?? [];
    if (slug !== undefined) void browser.tabs.create({ url: eventUrlOf(slug) });
    void browser.notifications.clear(id);
  });
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
      void browser.notifications.create(`alert-${++alerts}|${slug}`, {
        type: 'basic',
        iconUrl: '/icon/128.png',
        priority: 2,
        requireInteraction: true,
        ...said,
      });
    },
    notify(opportunity) {
      void browser.notifications.create(`${opportunity.id}|${opportunity.eventSlug}`, {
        type: 'basic',
        iconUrl: '/icon/128.png',
        ...en.notification(opportunity),
      });
    },
    notifyOrder(execution) {
      void browser.notifications.create(`order ${execution.id}|${execution.eventSlug}`, {
        type: 'basic',
        iconUrl: '/icon/128.png',
        requireInteraction: true,
        ...en.orderNotification(execution),
      });
    },
  };
}
