/**
 * Playwright's test with one more fixture: `open` starts an exchange and a browser with Facet, and cleans up whatever
 * happens.
 */
import { test as base, type Page, type TestInfo } from '@playwright/test';
import { launchWithExtension, type LaunchOptions, type LaunchedBrowser } from './browser';
import { clearAccount } from './clear-account';
import { controlOf, type Control } from './control';
import { attachDashboard, type Dashboard } from './dashboard';
import { startExchangeProcess, type ExchangeOptions, type RunningExchange } from './exchange';
import { attachOverlay, type Overlay } from './overlay';
import { connectWallet, switchToLive } from './popup';
import { installWallet, type TestWallet, type WalletOptions } from './wallet';

export const FOCUS_SLUG = 'fed-decision-in-june';
export const FOCUS_URL = `https://polymarket.com/event/${FOCUS_SLUG}`;
export const DEPOSIT_MICROS = 1_000_000_000;
export const WALLET_NAME = 'Test Wallet';

export interface Facet {
  readonly exchange: RunningExchange;
  readonly control: Control;
  readonly browser: LaunchedBrowser;
  readonly wallet: TestWallet;
  /** Tab of the site. */
  readonly page: Page;
  readonly overlay: Overlay;
  /** Popup with a watcher on it. */
  readonly dashboard: Dashboard;
  /** Errors of the site's tab: console errors and uncaught exceptions. */
  readonly pageErrors: readonly string[];
}

export interface OpenOptions extends ExchangeOptions {
  readonly wallet?: WalletOptions;
  readonly launch?: Omit<LaunchOptions, 'exchange'>;
  /**
   * Real baskets of the wallet's plain account are unlocked, as after an examination and the smallest real order;
   * `goLive` needs it.
   */
  readonly cleared?: true;
  /** Runs when the exchange is up and the browser is not. */
  readonly before?: (control: Control) => Promise<void>;
}

export const test = base.extend<{ open: (options?: OpenOptions) => Promise<Facet> }>({
  open: async ({}, provide, testInfo) => {
    const opened: Facet[] = [];
    const endings: (() => Promise<void>)[] = [];
    await provide(async ({ wallet: walletOptions, launch, before, cleared, ...exchangeOptions } = {}) => {
      const exchange = await startExchangeProcess(exchangeOptions);
      endings.push(() => exchange.close());
      const control = controlOf(exchange);
      await before?.(control);
      const browser = await launchWithExtension({ exchange, ...launch });
      endings.push(() => browser.close());
      const wallet = await installWallet(browser.context, walletOptions);
      const page = browser.context.pages()[0] ?? (await browser.context.newPage());
      const pageErrors: string[] = [];
      page.on('console', (message) => void (message.type() === 'error' && pageErrors.push(message.text())));
      page.on('pageerror', (error) => void pageErrors.push(String(error)));
      const dashboard = await attachDashboard(await browser.openPopup());
      if (cleared) await clearAccount({ browser, control, dashboard, address: wallet.address });
      await page.bringToFront();
      const facet: Facet = {
        exchange,
        control,
        browser,
        wallet,
        page,
        overlay: await attachOverlay(page),
        dashboard,
        pageErrors,
      };
      opened.push(facet);
      return facet;
    });
    if (testInfo.status !== testInfo.expectedStatus)
      for (const facet of opened) await tellWhatHappened(facet, testInfo);
    for (const end of endings.reverse()) await end();
  },
});

export { expect } from '@playwright/test';

/** After a failure: what the screen, the background and the ledger said. */
async function tellWhatHappened(facet: Facet, testInfo: TestInfo): Promise<void> {
  const attach = async (name: string, contentType: string, make: () => Promise<string | Buffer>): Promise<void> => {
    const body = await Promise.race([
      make(),
      new Promise<string>((resolve) => setTimeout(() => resolve('no answer'), 5_000)),
    ]).catch((error: unknown) => String(error));
    await testInfo.attach(name, {
      body,
      contentType: typeof body === 'string' && contentType === 'image/png' ? 'text/plain' : contentType,
    });
  };
  await attach('page.png', 'image/png', () => facet.page.screenshot());
  await attach('popup.png', 'image/png', () => facet.dashboard.page.screenshot());
  await attach('overlay.txt', 'text/plain', () => facet.overlay.text());
  await attach('dashboard.json', 'application/json', async () => JSON.stringify(await facet.dashboard.view(), null, 2));
  await attach('log.txt', 'text/plain', async () =>
    JSON.stringify(await facet.dashboard.command('copyLog', {})).replaceAll('\\n', '\n'),
  );
  await attach('ledger-of-wallet.json', 'application/json', async () =>
    JSON.stringify(await facet.control.ordersOf(facet.wallet.address), null, 2),
  );
}

/** A wallet with money, connected, in live mode. The site's tab must be open, and it was opened `cleared`. */
export async function goLive(facet: Facet, place: 'page' | 'panel' = 'page'): Promise<void> {
  await facet.control.deposit(facet.wallet.address, DEPOSIT_MICROS);
  await facet.dashboard.page.bringToFront();
  await connectWallet(facet.dashboard.page, WALLET_NAME);
  await switchToLive(facet.dashboard.page, place);
  await facet.page.bringToFront();
}
