/**
 * Badge and notifications: where Facet asks to be looked at outside the page. A notification opens the event; it never
 * trades.
 */
import { browser } from 'wxt/browser';
import { eventUrlOf } from '../domain/page';

export interface Attention {
  /** Count of opportunities; a fault shows "!" and says why in the title. */
  badge(state: { readonly count: number; readonly fault: string | null }): void;
  notify(notification: {
    readonly id: string;
    readonly title: string;
    readonly message: string;
    readonly eventSlug: string;
  }): void;
}

/** Green is said only of verified floors; the badge counts nothing else. */
const GREEN = '#0f7b4f';
const GREY = '#6b7280';

export function createAttention(): Attention {
  let shown = '';
  browser.notifications.onClicked.addListener((id) => {
    const [, slug] = /\|([^|]*)$/.exec(id) ?? [];
    if (slug !== undefined) void browser.tabs.create({ url: eventUrlOf(slug) });
    void browser.notifications.clear(id);
  });
  return {
    badge({ count, fault }) {
      const text = fault !== null ? '!' : count > 0 ? String(count) : '';
      const title =
        fault ?? (count > 0 ? `Facet: ${count} ${count === 1 ? 'basket' : 'baskets'} above your thresholds` : 'Facet');
      if (shown === `${text}${title}`) return;
      shown = `${text}${title}`;
      void browser.action.setBadgeText({ text });
      void browser.action.setBadgeBackgroundColor({ color: fault === null ? GREEN : GREY });
      void browser.action.setTitle({ title });
    },
    notify({ id, title, message, eventSlug }) {
      void browser.notifications.create(`${id}|${eventSlug}`, {
        type: 'basic',
        iconUrl: '/icon/128.png',
        title,
        message,
      });
    },
  };
}
