/** "Stop all trading" holds over the death of the worker and of the browser, until the user says "Resume". */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOrders } from '../chaos/orders';
import { launchWithExtension } from '../kit/browser/browser';
import { attachDashboard } from '../kit/browser/dashboard';
import { FOCUS_URL, expect, test } from '../kit/browser/facet-test';
import { attachOverlay } from '../kit/browser/overlay';

const profile = mkdtempSync(join(tmpdir(), 'facet-stop-'));
test.afterAll(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));

// Two browsers, one after the other.
test.setTimeout(180_000);

test('a stop outlives worker and browser, and only the user lifts it', async ({ open }) => {
  const { page, overlay, dashboard, browser, exchange } = await open({ scenario: 'neg-risk-gap', launch: { profile } });
  await page.goto(FOCUS_URL);
  await overlay.waitForText(/Try on paper · 5 bets/i, 40_000);
  await dashboard.page.getByRole('button', { name: 'Stop all trading' }).click();
  await dashboard.waitFor(
    'Facet is stopped',
    ({ stopped, status }) =>
      stopped === true && status.fact.code === 'halted' && status.fact.because.code === 'stop-pressed',
  );
  await overlay.waitForText(/halted\. you pressed stop/i);
  expect(await overlay.text()).not.toMatch(/try on paper/i);

  const before = (await dashboard.sightings()).bootIds.length;
  await browser.killServiceWorker(dashboard.page);
  // A choice of mode is not the word that is asked for.
  await expect.poll(async () => (await dashboard.sightings()).bootIds.length).toBeGreaterThan(before);
  expect(await dashboard.command('setMode', { mode: 'paper' })).toMatchObject({ ok: true });
  expect(await dashboard.command('setMode', { mode: 'live' })).toMatchObject({
    ok: false,
    error: { code: 'halted-in-paper' },
  });
  await dashboard.waitFor(
    'it is stopped in its next life',
    ({ stopped, mode }) => stopped === true && mode === 'paper',
  );

  await browser.close();
  const again = await launchWithExtension({ exchange, profile });
  try {
    const popup = await again.openPopup();
    const after = await attachDashboard(popup);
    await after.waitFor('it is stopped after a restart of the browser', ({ stopped }) => stopped === true);
    const site = await again.context.newPage();
    const shown = await attachOverlay(site);
    await site.goto(FOCUS_URL);
    await shown.waitForText(/halted\. you pressed stop/i, 40_000);
    expect(await shown.text()).not.toMatch(/try on paper/i);
    await popup.getByRole('button', { name: 'Resume' }).click();
    await after.waitFor('it goes on', ({ stopped }) => !stopped);
    await site.bringToFront();
    await shown.waitForText(/Try on paper · 5 bets/i, 40_000);
    // The key itself belongs to the browser, outside of every page; this is how it tells the worker.
    const [worker] = again.context.serviceWorkers();
    await worker?.evaluate('chrome.commands.onCommand.dispatch("stop-trading")');
    await after.waitFor('the shortcut stops it', ({ stopped }) => stopped === true);
    await shown.waitForText(/halted\. you pressed stop/i);
  } finally {
    await again.close();
  }
});

test('a stop while orders are on their way leaves none of them resting', async () => {
  const { zeros, problems } = await runOrders('stop', { runs: 1, seed: 7 });
  expect(problems).toEqual([]);
  expect(zeros).toEqual({ lost: 0, doubled: 0, stuck: 0, overLimit: 0, untrue: 0, looser: 0, posted: 0 });
});
