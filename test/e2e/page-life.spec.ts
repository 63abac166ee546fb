/**
 * The life of a tab of the site: into the back/forward cache and back, frozen, left behind by an update of
 * the extension; and of the wallet bridge, which must be there again at once whatever dies.
 */
import * as en from '../../lib/words/en';
import type { Page } from '@playwright/test';
import { FOCUS_URL, WALLET_NAME, expect, test, type Facet } from '../kit/browser/facet-test';
import { until } from '../kit/browser/until';

const HOME = 'https://polymarket.com/';

/** Boot ids of the worker that the popup has seen. */
async function boots(facet: Facet): Promise<number> {
  return (await facet.dashboard.sightings()).bootIds.length;
}

/** Ends the worker and waits until another one has spoken. */
async function killWorker(facet: Facet): Promise<void> {
  const before = await boots(facet);
  await facet.browser.killServiceWorker(facet.dashboard.page);
  await until('another worker spoke', async () => ((await boots(facet)) > before ? true : null));
}

async function walletNames(facet: Facet): Promise<readonly string[] | string> {
  const listed = await facet.dashboard.command('listWallets', {});
  return listed.ok
    ? listed.value.providers.map(({ name }) => name)
    : `${listed.error.code}: ${en.failure(listed.error)}`;
}

/** Opacity that the overlay's first line or card has, and whether it is shown as old. */
async function isFaded(page: Page): Promise<boolean> {
  const session = await page.context().newCDPSession(page);
  try {
    const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
    return JSON.stringify(root).includes('faded');
  } finally {
    await session.detach();
  }
}

test('the bridge is there again at once, however often the worker dies', async ({ open }) => {
  const facet = await open({ scenario: 'coherent' });
  await facet.page.goto(FOCUS_URL);
  await facet.overlay.waitForText(/fair/i, 40_000);
  expect(await walletNames(facet)).toEqual([WALLET_NAME]);
  for (let death = 1; death <= 6; death += 1) {
    await killWorker(facet);
    const asked = performance.now();
    expect(await walletNames(facet), `after death ${death}`).toEqual([WALLET_NAME]);
    expect(performance.now() - asked).toBeLessThan(2_500);
  }
});

test('a page from the back/forward cache is grey until the first frame, and its bridge lives', async ({ open }) => {
  const facet = await open({ scenario: 'neg-risk-gap', launch: { backForwardCache: true } });
  const { page, overlay } = facet;
  await page.addInitScript(() =>
    addEventListener('pageshow', (event) => Reflect.set(globalThis, '__persisted', Reflect.get(event, 'persisted'))),
  );
  await page.goto(FOCUS_URL);
  await overlay.waitForText(/at least \+?\$/i, 40_000);
  const session = await page.context().newCDPSession(page);
  const refused: unknown[] = [];
  await session.send('Page.enable');
  session.on('Page.backForwardCacheNotUsed', (event) => refused.push(event));
  await page.goto(`${HOME}predictions`);
  await page.evaluate('history.back()');
  // A restored page is not loaded again.
  await page.waitForURL(FOCUS_URL, { waitUntil: 'commit' });
  expect(refused).toEqual([]);
  expect(await page.evaluate('globalThis.__persisted')).toBe(true);
  await overlay.waitForText(/try on paper · 5 bets/i, 10_000);
  expect(await walletNames(facet)).toEqual([WALLET_NAME]);
});

test('a frozen page shows nothing old as new when it is thawed', async ({ open }) => {
  const facet = await open({ scenario: 'neg-risk-gap' });
  const { page, overlay } = facet;
  await page.goto(FOCUS_URL);
  await overlay.waitForText(/try on paper · 5 bets/i, 40_000);
  expect(await isFaded(page)).toBe(false);
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await killWorker(facet);
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await overlay.waitForText(/try on paper · 5 bets/i, 10_000);
  expect(await walletNames(facet)).toEqual([WALLET_NAME]);
});

test('after an update the open tab says so, and the popup says which to reload', async ({ open }) => {
  const facet = await open({ scenario: 'neg-risk-gap' });
  const { page, overlay, browser } = facet;
  await page.goto(FOCUS_URL);
  await overlay.waitForText(/try on paper · 5 bets/i, 40_000);
  // Without it the browser does not start an unpacked extension again.
  const settings = await browser.context.newPage();
  await settings.goto('chrome://extensions');
  await settings.evaluate('chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })');
  await page.bringToFront();
  const again = browser.context.waitForEvent('serviceworker', { timeout: 30_000 });
  await facet.dashboard.page.evaluate('chrome.runtime.reload()').catch(() => undefined);
  await overlay.waitForText(/Facet stopped: .*reload this page/i, 5_000);
  expect((await overlay.buttons()).filter(({ name }) => /try on paper/i.test(name))).toEqual([]);
  await again;
  const popup = await browser.openPopup();
  await expect(popup.getByText(/1 polymarket\.com tab was open before/)).toBeVisible({ timeout: 20_000 });
  await page.bringToFront();
  await page.reload();
  await overlay.waitForText(/try on paper · 5 bets/i, 40_000);
  await expect(popup.getByText(/was open before/)).toHaveCount(0);
});
