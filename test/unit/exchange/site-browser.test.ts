import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '../../../exchange/core/clock';
import { Core } from '../../../exchange/core/core';
import { createFaults } from '../../../exchange/faults';
import type { FlowView } from '../../../exchange/model';
import { scenarios } from '../../../exchange/scenarios/index';
import { createSiteHandler } from '../../../exchange/site/handler';
import { findChromium } from '../../../scripts/setup.mjs';
import { serveHost, steadyRandom, type HostServer } from '../../kit/host-server';

const executablePath = findChromium();
const pictures = join(import.meta.dirname, '../../../artifacts/site');

const clock = createClock({ startMs: Date.UTC(2026, 10, 21, 12), speed: 0 });
const core = new Core({ clock });
let flow: FlowView | null = null;
let server: HostServer;
let browser: Browser;
let base = '';
let pages: Page[] = [];

describe.skipIf(executablePath === null)('the site in Chromium (needs an installed Chromium, or CHROME_PATH)', () => {
  beforeAll(async () => {
    const random = steadyRandom();
    scenarios['neg-risk-gap']?.start(core, random, { gapDelayMs: 30_000, observe: (view) => (flow = view) });
    server = await serveHost(createSiteHandler({ core, faults: createFaults() }), 'https://polymarket.com');
    base = server.url;
    browser = await chromium.launch({ ...(executablePath === null ? {} : { executablePath }), args: ['--no-sandbox'] });
    mkdirSync(pictures, { recursive: true });
  }, 60_000);
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
  });
  afterAll(async () => {
    await browser.close();
    clock.close();
    server.close();
  });

  /** A page of its own context and everything that it complained about. */
  async function open(
    path: string,
    ready = '#__pm_main h1',
  ): Promise<{ readonly page: Page; readonly complaints: string[] }> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 960 } });
    const page = await context.newPage();
    pages = [...pages, page];
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(base + path);
    await page.waitForSelector(ready);
    // React leaves its mark on the elements that it has taken over.
    await page.waitForFunction(() =>
      Object.keys(document.documentElement).some((key) => key.startsWith('__reactFiber')),
    );
    return { page, complaints };
  }
  const rows = '[data-scroll-anchor^="event-detail-accordion-item-"]';

  it('hydrates every kind of page without a complaint', { timeout: 60_000 }, async () => {
    for (const path of [
      '/',
      '/event/fed-decision-in-june',
      '/event/crewed-lunar-landing',
      '/es/event/bitcoin-above-on-june-30',
      '/event/no-such-event',
    ]) {
      const { page, complaints } = await open(path);
      await page.waitForResponse((response) => response.url().includes('/api/prices'));
      expect(
        complaints.filter((text) => !text.includes('404')),
        path,
      ).toEqual([]);
    }
  });

  it('keeps a foreign element of an overlay through hydration and price changes', { timeout: 60_000 }, async () => {
    const context = await browser.newContext();
    await context.addInitScript(() => {
      addEventListener('DOMContentLoaded', () => {
        const host = document.createElement('foreign-host');
        document.body.append(host);
      });
    });
    const page = await context.newPage();
    pages = [page];
    await page.goto(`${base}/event/fed-decision-in-june`);
    await page.waitForFunction(() =>
      Object.keys(document.documentElement).some((key) => key.startsWith('__reactFiber')),
    );
    clock.advance(5_000);
    await page.waitForResponse((response) => response.url().includes('/api/prices'));
    expect(await page.locator('foreign-host').count()).toBe(1);
  });

  it('wipes foreign elements when hydration fails on purpose, and then works', { timeout: 60_000 }, async () => {
    const context = await browser.newContext();
    await context.addInitScript(() => {
      addEventListener('DOMContentLoaded', () => document.body.append(document.createElement('foreign-host')));
    });
    const page = await context.newPage();
    pages = [page];
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${base}/event/fed-decision-in-june?hydration=mismatch`);
    await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Fed decision in June?');
    expect(errors.join()).toContain('#418');
    expect(await page.locator('foreign-host').count()).toBe(0);
    await page.locator(`${rows} >> nth=0`).locator('[type="button"][aria-expanded]').first().click();
    await page.waitForSelector(`${rows}[data-state="open"] .level`);
  });

  it('moves between home, event and single market without loading a document', { timeout: 60_000 }, async () => {
    const { page, complaints } = await open('/');
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    await page.click('a[aria-label="Fed decision in June?"]');
    await page.waitForSelector(rows);
    expect(new URL(page.url()).pathname).toBe('/event/fed-decision-in-june');
    expect(await page.locator(rows).count()).toBe(5);
    await page.goBack();
    await page.click('a[aria-label="Crewed lunar landing in 2027?"]');
    await page.waitForSelector('button[aria-label="Expand Order Book section"]');
    expect(await page.locator('span > span', { hasText: /^\d+% chance$/ }).count()).toBe(1);
    await page.goBack();
    await page.waitForSelector('.tile');
    await page.goForward();
    await page.waitForSelector('button[aria-label="Expand Order Book section"]');
    expect(await page.title()).toContain('Crewed lunar landing');
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('opens a row: the book mounts in its region, and the ticket follows', { timeout: 60_000 }, async () => {
    const { page } = await open('/event/fed-decision-in-june');
    const row = page.locator(rows).nth(1);
    expect(await row.locator('[role="region"]').innerHTML()).toBe('');
    await row.locator('[type="button"][aria-expanded]').first().click();
    await row.locator('.level').first().waitFor();
    expect(await row.getAttribute('data-state')).toBe('open');
    expect(await page.locator('#trade-widget').textContent()).toContain('25 bps decrease');
    await row.getByRole('button', { name: /Buy No/ }).click();
    expect(await row.getAttribute('data-state')).toBe('open');
    expect(await page.locator('#trade-widget button[role="radio"][value="1"]').getAttribute('aria-checked')).toBe(
      'true',
    );
    await page.fill('#market-order-amount-input', '$40');
    expect(await page.locator('.win').textContent()).toMatch(/To win\$\d+\.\d\d/);
  });

  it('rolls digits and shows new prices while somebody looks', { timeout: 60_000 }, async () => {
    const { page } = await open('/event/fed-decision-in-june');
    const row = page.locator(rows).nth(1);
    const read = async () => [
      await row.locator('.chance p').textContent(),
      await row.getByRole('button', { name: /Buy No/ }).textContent(),
    ];
    const before = await read();
    expect(await row.locator('.reel').count()).toBe((before[0]?.length ?? 1) - 1);
    expect(await row.locator('.reel').first().locator('span').count()).toBe(10);
    clock.advance(40_000);
    expect(flow?.gap).toBe('open');
    await expect.poll(async () => (await read())[1], { timeout: 10_000 }).not.toBe(before[1]);
    const [chance] = await read();
    const digits = [...(chance ?? '').replace('%', '')];
    const classes = await row.locator('.reel').evaluateAll((reels) => reels.map((reel) => reel.className));
    expect(classes).toEqual(digits.map((digit) => `reel at-${digit}`));
  });

  it('switches theme and remembers it', { timeout: 60_000 }, async () => {
    const { page, complaints } = await open('/event/fed-decision-in-june');
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await background()).toBe('rgb(255, 255, 255)');
    await page.screenshot({ path: join(pictures, 'event-light.png'), fullPage: true });
    await page.click('button[aria-label="Use dark theme"]');
    expect(await page.getAttribute('#__pm_html', 'data-theme')).toBe('dark');
    expect(await background()).not.toBe('rgb(255, 255, 255)');
    await page.reload();
    await page.waitForSelector(rows);
    expect(await page.getAttribute('#__pm_html', 'data-theme')).toBe('dark');
    await page.screenshot({ path: join(pictures, 'event-dark.png'), fullPage: true });
    await page.click('.brand');
    await page.waitForSelector('.tile');
    await page.screenshot({ path: join(pictures, 'home-dark.png') });
    expect(complaints).toEqual([]);
  });

  it('lets no script run that the policy does not name', { timeout: 60_000 }, async () => {
    const { page, complaints } = await open('/');
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.intruder = true';
      document.body.append(script);
    });
    expect(await page.evaluate(() => 'intruder' in window)).toBe(false);
    expect(complaints.join()).toContain('Content Security Policy');
  });
});
