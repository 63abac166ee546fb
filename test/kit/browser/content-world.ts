/** Runs code where our content script runs: what a fault of ours there could do, a hostile page could try to reach. */
import type { Page } from '@playwright/test';

/** @throws Error where the page has no content script of an extension. */
export async function asContentScript(page: Page, code: string): Promise<unknown> {
  const session = await page.context().newCDPSession(page);
  const worlds: number[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin.startsWith('chrome-extension://')) worlds.push(context.id);
  });
  // Tells of those that are there already, before it answers.
  await session.send('Runtime.enable');
  const [contextId] = worlds;
  if (contextId === undefined) throw new Error('no content script in this page');
  const { result } = await session.send('Runtime.evaluate', {
    expression: code,
    contextId,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  return result.value;
}
