/** Shows what Facet knows about the event or the list of this page, and carries the wallet bridge. Wiring only. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { deepEqual } from '../../lib/domain/deep-equal';
import { shownPageOf, type ShownPage } from '../../lib/domain/page';
import { systemClock } from '../../lib/platform/clock';
import { startBridge } from '../../lib/platform/content-bridge';
import { isExtensionAlive, pipeOpener, sendToBackground } from '../../lib/platform/content-port';
import { shadowRootOf } from '../../lib/platform/shadow-roots';
import { createCommandClient } from '../../lib/protocol/client';
import { watchPageLife, whenShown } from '../../lib/platform/page-life';
import { LIVE_PORT } from '../../lib/protocol/topics';
import { connectToBackground, type PageConnection } from '../../lib/protocol/replica';
import { mountOverlay } from '../../lib/ui/overlay/mount';

export default defineContentScript({
  matches: ['https://polymarket.com/*'],
  runAt: 'document_start',
  main(ctx) {
    const command = createCommandClient(sendToBackground);
    const life = new AbortController();
    const bridge = startBridge({ clock: systemClock, signal: life.signal });

    /** What is shown now. */
    let shown: ShownPage | null = null;
    let end = new AbortController();
    let connection: PageConnection | null = null;
    const show = (): void => {
      const page = shownPageOf(location.pathname);
      if (deepEqual(page, shown)) return;
      shown = page;
      end.abort();
      end = new AbortController();
      connection = null;
      if (page === null) return;
      const { signal } = end;
      connection = connectToBackground({ open: pipeOpener(LIVE_PORT), clock: systemClock, signal });
      mountOverlay({ page, connection, command, nowMs: systemClock.nowMs, shadowRootOf, signal });
    };
    // The navigation is announced before it happens, and may still fail: the address counts, once it has changed.
    const soon = (): void => void setTimeout(show);
    whenShown(() => {
      show();
      bridge.open();
      const away = (): void => (bridge.rest(), connection?.rest());
      const back = (): void => (bridge.open(), connection?.reopen());
      watchPageLife({ away, back }, life.signal);
      ctx.addEventListener(window, 'wxt:locationchange', soon);
      for (const type of ['navigatesuccess', 'navigateerror'])
        Reflect.get(window, 'navigation')?.addEventListener(type, soon, { signal: ctx.signal });
    }, ctx.signal);
    ctx.onInvalidated(() => {
      life.abort();
      // A newer copy of this script takes over; when there is none, the overlay stays to say that the page must be
      // reloaded.
      if (isExtensionAlive()) end.abort();
    });
  },
});
