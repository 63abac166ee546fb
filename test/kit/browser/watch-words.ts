/** Remembers every text of Facet's overlay that matches a pattern, as it appears, however briefly. */
import type { Page } from '@playwright/test';
import { closedRoots } from './overlay';

export interface WatchedWords {
  /** Matching texts since the watch began, each once. */
  seen(): Promise<readonly string[]>;
}

const OBSERVE = `function (source) {
  const seen = (globalThis.__facetWords ??= new Set());
  const pattern = new RegExp(source, 'i');
  const look = () => {
    const text = this.textContent ?? '';
    if (pattern.test(text)) seen.add(text.slice(0, 300));
  };
  look();
  new MutationObserver(look).observe(this, { subtree: true, childList: true, characterData: true });
}`;

/** Watches the closed roots that are there now; they live as long as the page's tree does not lose them for good. */
export async function watchWords(page: Page, pattern: RegExp): Promise<WatchedWords> {
  const session = await page.context().newCDPSession(page);
  const roots = await closedRoots(session);
  if (roots.length === 0) throw new Error('there is no overlay to watch');
  for (const objectId of roots)
    await session.send('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration: OBSERVE,
      arguments: [{ value: pattern.source }],
    });
  return { seen: () => page.evaluate('[...(globalThis.__facetWords ?? [])]') };
}
