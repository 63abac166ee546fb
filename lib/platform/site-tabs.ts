/**
 * The tabs of the site as the background can reach them. A tab that was open before Facet was installed, updated or
 * reloaded has no live script of ours and cannot be given one without more permissions: the user has to reload it.
 * `tabs.query` by address needs no permission but that for the site.
 */
import { browser } from 'wxt/browser';
import { SITE } from '../domain/page';
import type { Log } from '../ports/log';
import { HELLO } from '../protocol/hello';

export interface SiteTabs {
  /** Says hello to every tab of the site; how many there are. Answers come later, from tabs that sleep never. */
  greet(): Promise<number>;
  /** How many of them nobody in there can hear. */
  deaf(): number;
  /** A script of ours in this tab spoke. */
  heard(tabId: number | undefined): void;
  subscribe(listener: () => void): () => void;
}

export function createSiteTabs(log: Log): SiteTabs {
  let deaf: ReadonlySet<number> = new Set();
  const listeners = new Set<() => void>();

  const become = (next: ReadonlySet<number>): void => {
    if (next.size === deaf.size && [...next].every((id) => deaf.has(id))) return;
    if (next.size > deaf.size) log.info('tabs-deaf', { tabs: next.size });
    deaf = next;
    for (const listener of listeners) listener();
  };
  const forget = (id: number): void => become(new Set([...deaf].filter((each) => each !== id)));

  async function hello(id: number): Promise<void> {
    try {
      await browser.tabs.sendMessage(id, HELLO, { frameId: 0 });
      forget(id);
    } catch {
      // "Receiving end does not exist": nobody listens there. A page that is still loading may be about to.
      const tab = await browser.tabs.get(id).catch(() => null);
      if (tab?.status === 'complete' && tab.discarded !== true) become(new Set([...deaf, id]));
    }
  }

  return {
    async greet() {
      const tabs = await browser.tabs.query({ url: `${SITE}/*` });
      const ids = new Set(tabs.flatMap(({ id }) => id ?? []));
      become(new Set([...deaf].filter((id) => ids.has(id))));
      for (const id of ids) void hello(id);
      return ids.size;
    },
    deaf: () => deaf.size,
    heard: (id) => void (id !== undefined && deaf.has(id) && forget(id)),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
