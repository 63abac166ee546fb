/**
 * Quiet when there is nothing to say: over 20,000 book changes of a venue that never leaves an arbitrage, with the
 * service worker killed in the middle, nothing may look like a violation at any moment.
 */
import { FOCUS_URL, expect, test } from '../kit/browser/facet-test';
import { until } from '../kit/browser/until';
import { watchWords } from '../kit/browser/watch-words';

const CHANGES = 20_000;
/** 25 changes a second at speed 1; this is as fast as two cores carry together with a browser. */
const SPEED = 14;

test('20,000 changes without an arbitrage give no alert, and a killed worker comes back', async ({ open }) => {
  test.setTimeout(240_000);
  const { page, overlay, dashboard, control, browser, exchange, wallet, pageErrors } = await open({
    scenario: 'coherent',
    speed: SPEED,
  });
  expect(exchange.port).toBeGreaterThan(0);
  await page.goto(FOCUS_URL);
  await overlay.waitForText(/no contradiction found/i, 30_000);
  const words = await watchWords(page, /cannot all be right|at least/i);
  const start = await control.changes();
  const reached = (share: number): Promise<true> =>
    until(
      `${share * CHANGES} book changes`,
      async () => ((await control.changes()) - start >= share * CHANGES ? true : null),
      200_000,
    );

  await reached(0.5);
  const before = await dashboard.sightings();
  expect(before.bootIds).toHaveLength(1);
  await browser.killServiceWorker(dashboard.page);
  const killedAt = performance.now();
  await until('the background starts again', async () =>
    (await dashboard.sightings()).bootIds.length === 2 ? true : null,
  );
  await dashboard.waitFor('the feed is back', ({ health }) => health.feed.ok && health.watchedBooks > 0);
  await overlay.waitForText(/no contradiction found/i);
  const backAfterMs = performance.now() - killedAt;
  expect(backAfterMs).toBeLessThan(15_000);
  await until('one market socket, not two', async () => ((await control.stats()).sockets.market === 1 ? true : null));
  await reached(1);

  const after = await dashboard.sightings();
  expect(after.frames).toBeGreaterThan(30);
  expect(after.mostOpportunities).toBe(0);
  expect(after.mostAlerts).toBe(0);
  expect(after.notifications).toEqual([]);
  expect(after.badges.filter((text) => text !== '!')).toEqual([]);
  expect(after.statusKinds).not.toContain('violation');
  expect(after.statusKinds).toContain('coherent');
  expect(await words.seen()).toEqual([]);
  expect(wallet.calls).toEqual([]);
  expect(pageErrors).toEqual([]);
});
