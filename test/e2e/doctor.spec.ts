/**
 * Before real money: on the unkind exchange, with a deposit wallet, live is locked until the venue was examined and the
 * smallest real order went the whole way; a worker that dies with that order at the venue does not lose it.
 */
import { examineVenue, sendSmallestOrder } from '../kit/browser/panel';
import { connectWallet } from '../kit/browser/popup';
import { DEPOSIT_MICROS, FOCUS_URL, WALLET_NAME, expect, test } from '../kit/browser/facet-test';
import { until } from '../kit/browser/until';

test('live is unlocked by a green check and the smallest real order, and a dead worker loses no order', async ({
  open,
}) => {
  test.setTimeout(240_000);
  const facet = await open({ scenario: 'neg-risk-gap' });
  const { page, overlay, dashboard, control, wallet, browser } = facet;
  const account = await control.registerWallet(wallet.address, 'WALLET');
  await control.deposit(account, DEPOSIT_MICROS);
  await page.goto(FOCUS_URL);
  await overlay.waitForText(/at least \+?\$\d/i, 40_000);
  const popup = dashboard.page;
  await popup.bringToFront();
  await connectWallet(popup, WALLET_NAME);
  await expect(popup.getByText(/Live is not possible now:.*Check the venue/)).toBeVisible();
  await expect(popup.getByRole('radio', { name: 'Live' })).toBeDisabled();
  expect(await dashboard.command('setMode', { mode: 'live' })).toMatchObject({
    ok: false,
    error: { code: 'venue-unexamined' },
  });

  const panel = await browser.openPanel('check');
  const { findings, verdict } = await examineVenue(panel);
  expect(verdict, findings.join('\n')).toMatch(/as Facet expects it/);
  expect(findings).toHaveLength(13);

  // The order is taken, its answer never comes, and the worker is killed.
  await control.faults({ afterAccept: 'timeout' });
  await panel.getByRole('button', { name: 'Sign and send it' }).click();
  await until('the order rests at the venue', async () =>
    (await control.ordersOf(account)).some(({ restingMicros }) => restingMicros > 0) ? true : null,
  );
  await browser.killServiceWorker(panel);
  await control.healFaults();
  await until('the next life cancelled it', async () =>
    (await control.ordersOf(account)).every(({ restingMicros }) => restingMicros === 0) ? true : null,
  );
  await expect(panel.getByText(/Facet was ended while the smallest order was under way/)).toBeVisible({
    timeout: 30_000,
  });
  await expect(popup.getByText(/Live is not possible now:.*smallest one/)).toBeAttached();

  const steps = await sendSmallestOrder(panel);
  expect(steps.at(-1), steps.join('\n')).toMatch(/went the whole way/);
  expect(steps).toHaveLength(7);
  const orders = await control.ordersOf(account);
  expect(orders.map(({ matchedMicros, restingMicros }) => matchedMicros + restingMicros)).toEqual([0, 0]);
  await popup.bringToFront();
  await popup.getByRole('radio', { name: 'Live', disabled: false }).waitFor();
});
