/** A MutationObserver on each of Facet's closed roots in a page, put there over the debugger. */
import type { Page } from '@playwright/test';
import { closedRoots } from '../test/kit/browser/overlay';

export interface WatchedRoots {
  /**
   * Times (page clock, milliseconds since 1970) at which the words of this market's row changed, ages aside; the last
   * few.
   */
  changes(marketId: string): Promise<readonly number[]>;
}

/** Runs in the page with `this` as the shadow root. Ages tick by themselves and do not count. */
const OBSERVE = `function () {
  const anchor = this.host.parentElement?.getAttribute('data-scroll-anchor') ?? '';
  const market = /^event-detail-accordion-item-(\\d+)-/.exec(anchor)?.[1] ?? 'banner';
  const words = () => (this.textContent ?? '').replace(/\\d+(?:\\.\\d+)? (?:s|min|h|d)\\b/g, '');
  const seen = { times: [], words: words() };
  (globalThis.__facetRows ??= {})[market] = seen.times;
  new MutationObserver(() => {
    const at = performance.timeOrigin + performance.now();
    const now = words();
    if (now === seen.words) return;
    seen.words = now;
    seen.times.push(at);
  }).observe(this, { subtree: true, childList: true, characterData: true });
}`;

export async function watchRoots(page: Page): Promise<WatchedRoots> {
  const session = await page.context().newCDPSession(page);
  for (const objectId of await closedRoots(session))
    await session.send('Runtime.callFunctionOn', { objectId, functionDeclaration: OBSERVE });
  return {
    changes: (marketId) => page.evaluate(`(globalThis.__facetRows?.[${JSON.stringify(marketId)}] ?? []).slice(-5)`),
  };
}
