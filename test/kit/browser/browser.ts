/**
 * Chromium with the shipped build of Facet at the production addresses: the host map carries polymarket.com and its
 * subdomains to the local exchange and seals off everything else, so the build holds no test hook. Measured facts
 * behind the switches: Playwright's own routing does not see the service worker; both extension switches are needed.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { SetupError, findChromium, root } from '../../../scripts/setup.mjs';

/** FACET_EXTENSION names another build. */
export const EXTENSION_PATH = process.env.FACET_EXTENSION ?? join(root, '.output', 'chrome-mv3');
export const POPUP_WIDTH = 360;

export interface LaunchOptions {
  readonly exchange: { readonly port: number; readonly spki: string };
  readonly headless?: boolean;
  readonly theme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Folder of the unpacked extension; null for a browser without one. */
  readonly extension?: string | null;
  /** File for Chromium's own record of its network use. */
  readonly netLog?: string;
  /** Pages go into the back/forward cache, as they do for people; Playwright switches it off otherwise. */
  readonly backForwardCache?: boolean;
  /** Keeps the profile between launches; a fresh one is made and removed otherwise. */
  readonly profile?: string;
}

export interface LaunchedBrowser {
  readonly context: BrowserContext;
  readonly extensionId: string;
  /** A page of the extension, which is also how a dead service worker is woken. */
  openPopup(): Promise<Page>;
  /** The side panel as a tab, on the tab of the panel that is named. */
  openPanel(tab: string): Promise<Page>;
  /** Ends the service worker as the browser does when it is idle or crashes. Needs an open page of the extension. */
  killServiceWorker(extensionPage: Page): Promise<void>;
  /** Can be called more than once. */
  close(): Promise<void>;
}

/** Of the venue, and of the spot venues. */
const HOSTS = ['polymarket.com', '*.polymarket.com', 'ws.kraken.com', 'advanced-trade-ws.coinbase.com'];

function browserSwitches(options: LaunchOptions, extension: string | null): readonly string[] {
  const { port, spki } = options.exchange;
  const map = HOSTS.map((host) => `MAP ${host} 127.0.0.1:${port}`);
  return [
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--host-resolver-rules=${[...map, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'].join(', ')}`,
    `--ignore-certificate-errors-spki-list=${spki}`,
    ...(options.netLog === undefined ? [] : [`--log-net-log=${options.netLog}`]),
    ...(extension === null ? [] : [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`]),
  ];
}

async function extensionIdOf(context: BrowserContext): Promise<string> {
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 30_000 }));
  return new URL(worker.url()).host;
}

/** The tab that opens after the install, which would stand before the site. */
async function endFirstSteps(context: BrowserContext): Promise<void> {
  const isIt = (page: Page): boolean => page.url().includes('/options.html');
  const page = context.pages().find(isIt) ?? (await context.waitForEvent('page', { predicate: isIt, timeout: 30_000 }));
  await page.close();
}

/** @throws Error when the build or the browser is missing, with the command that makes it. */
export async function launchWithExtension(options: LaunchOptions): Promise<LaunchedBrowser> {
  const extension = options.extension === undefined ? EXTENSION_PATH : options.extension;
  if (extension !== null && !existsSync(join(extension, 'manifest.json')))
    throw new Error(`${extension} holds no built extension; run "npm run build" first`);
  const executablePath = findChromium();
  if (executablePath === null) throw new SetupError('no Chromium; run "node scripts/setup.mjs" first');
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'facet-profile-'));
  const isInstalledNow = !existsSync(profile) || readdirSync(profile).length === 0;
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: options.headless ?? true,
    colorScheme: options.theme ?? 'light',
    viewport: options.viewport ?? { width: 1280, height: 900 },
    args: [...browserSwitches(options, extension)],
    ignoreDefaultArgs: options.backForwardCache === true ? ['--disable-back-forward-cache'] : [],
  });
  let closed: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await context.close();
    if (options.profile === undefined) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  const extensionId = extension === null ? '' : await extensionIdOf(context);
  if (extension !== null && isInstalledNow && existsSync(join(extension, 'options.html'))) await endFirstSteps(context);
  return {
    context,
    extensionId,
    openPopup: async () => {
      const page = await context.newPage();
      await page.setViewportSize({ width: POPUP_WIDTH, height: 600 });
      await page.goto(`chrome-extension://${extensionId}/popup.html`);
      return page;
    },
    openPanel: async (tab) => {
      const page = await context.newPage();
      await page.setViewportSize({ width: 480, height: 900 });
      await page.goto(`chrome-extension://${extensionId}/sidepanel.html#${tab}`);
      return page;
    },
    killServiceWorker: async (extensionPage) => {
      const session = await context.newCDPSession(extensionPage);
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.stopAllWorkers');
      await session.detach();
    },
    close: () => (closed ??= close()),
  };
}

/** Picture of a page as it is, or of its full height. */
export async function takePicture(
  page: Page,
  path: string,
  options: { readonly fullPage?: boolean } = {},
): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: options.fullPage ?? false, animations: 'disabled' });
}
