/**
 * Looks at every state of the interface: pictures into artifacts/ui, accessibility with axe, and what must hold in
 * each.
 */
import { expect, test, type Page } from '@playwright/test';
import { accessibilityProblems } from '../../kit/browser/accessibility';
import { servePreview, type PreviewSite } from '../../kit/browser/preview-site';

const config = `${import.meta.dirname}/vite.config.ts`;
const pictures = `${import.meta.dirname}/../../../artifacts/ui`;
let site: PreviewSite;
let origin: string;

test.beforeAll(async () => {
  site = await servePreview(config);
  origin = site.origin;
});
test.afterAll(async () => site.close());

/** The preview opens the closed roots, so that axe and locators can look inside; the extension never does. */
async function openPreview(page: Page, query: string, width: number, place = 'banner'): Promise<void> {
  await page.addInitScript(() => {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function open(options) {
      return attach.call(this, { ...options, mode: 'open' });
    };
  });
  await page.setViewportSize({ width, height: 900 });
  await page.goto(`${origin}?${query}`);
  const shown = place === 'banner' ? '.inner > *' : '.facet > *';
  await page.locator(`[data-facet="${place}"] ${shown}`).first().waitFor();
}

const problems = (page: Page): Promise<readonly string[]> =>
  accessibilityProblems(page, { within: '[data-facet]', seriousOnly: true });

const scenes = [
  'loading',
  'coherent',
  'violation',
  'live',
  'withoutButton',
  'oldBooks',
  'stale',
  'offline',
  'blocked',
  'engine',
  'refusedStatus',
  'signing',
  'sending',
  'quietLive',
  'waiting',
  'accepted',
  'matched',
  'partial',
  'unknown',
  'settled',
  'refused',
  'single',
  'long',
  'twenty',
  'hostile',
  'extremes',
  'floating',
];

// Each scene once here; `npm run gallery` looks at every one in both themes and at three widths.
for (const [index, scene] of scenes.entries()) {
  test(`overlay: ${scene}`, async ({ page }) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    const [theme, width] = index % 2 === 0 ? (['dark', 360] as const) : (['light', 1280] as const);
    await openPreview(page, `scene=${scene}&theme=${theme}`, width);
    await page.screenshot({
      path: `${pictures}/overlay-${scene}-${theme}-${width}.png`,
      clip: { x: 0, y: scene === 'floating' ? 280 : 0, width, height: 620 },
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out').toBe(
      true,
    );
    expect(await problems(page)).toEqual([]);
    expect(errors).toEqual([]);
  });
}

for (const [theme, width] of [
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
] as const) {
  test(`list: ${theme} ${width}`, async ({ page }) => {
    await openPreview(page, `scene=list&theme=${theme}`, width, 'tile');
    await page.screenshot({ path: `${pictures}/list-${theme}-${width}.png` });
    // The tile without a contradiction has no line, and none of the three changed its size.
    await expect(page.locator('[data-facet="tile"]')).toHaveCount(2);
    const sizes = await page.evaluate(() => [...document.querySelectorAll('.tile')].map((tile) => tile.clientHeight));
    expect(sizes).toHaveLength(3);
    expect(new Set(sizes).size).toBe(1);
    await page.evaluate(() =>
      document.addEventListener('click', (event) => {
        event.preventDefault();
        Reflect.set(window, 'pressed', event.target instanceof Element ? event.target.getAttribute('href') : null);
      }),
    );
    const box = await page.locator('[data-facet="tile"]').first().boundingBox();
    if (!box) throw new Error('the tile has no line');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    expect(await page.evaluate(() => Reflect.get(window, 'pressed'))).toBe('/event/rate-decision-in-june');
    expect(await problems(page)).toEqual([]);
  });
}

for (const scene of ['violation', 'long', 'twenty', 'hostile']) {
  test(`proof: ${scene}`, async ({ page }) => {
    for (const [theme, width] of [
      ['light', 1280],
      ['dark', 420],
    ] as const) {
      await openPreview(page, `scene=${scene}&theme=${theme}`, width);
      await page.getByRole('button', { name: /guaranteed part/i }).click();
      await page.locator('.proof').waitFor();
      await page.locator('.proof summary').first().click();
      await page.screenshot({ path: `${pictures}/proof-${scene}-${theme}-${width}.png`, fullPage: true });
      expect(await problems(page)).toEqual([]);
    }
    await page.keyboard.press('Escape');
    await expect(page.locator('.proof')).toHaveCount(0);
  });
}

for (const link of ['lost', 'gone']) {
  test(`link ${link}: no button`, async ({ page }) => {
    await openPreview(page, `scene=violation&link=${link}`, 1280);
    await page.screenshot({ path: `${pictures}/link-${link}.png`, clip: { x: 0, y: 0, width: 1280, height: 400 } });
    await expect(page.getByRole('button', { name: /try on paper/i })).toHaveCount(0);
  });
}

test('hostile text stays text and keeps its direction', async ({ page }) => {
  await openPreview(page, 'scene=hostile', 1280);
  const text = await page.locator('[data-facet="banner"]').evaluate((host) => host.shadowRoot?.textContent ?? '');
  expect(text).toContain('<img src=x');
  expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  await expect(page.locator('[data-facet="banner"] img')).toHaveCount(0);
});

test('forced colours and no motion', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await openPreview(page, 'scene=live', 1280);
  await page.screenshot({ path: `${pictures}/forced-colors.png`, clip: { x: 0, y: 0, width: 1280, height: 500 } });
  expect(
    await page
      .locator('[data-facet="banner"] .number')
      .first()
      .evaluate((node) => getComputedStyle(node).animationName),
  ).toBe('none');
});

const dashboards = [
  'loading',
  'normal',
  'empty',
  'below',
  'accepted',
  'ready',
  'offline',
  'live',
  'badDay',
  'stopped',
  'hostile',
];
for (const [index, scene] of dashboards.entries()) {
  test(`popup: ${scene}`, async ({ page }) => {
    const scheme = index % 2 === 0 ? 'dark' : 'light';
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 360, height: 600 });
    await page.goto(`${origin}popup.html?scene=${scene}`);
    await page.locator('.popup').waitFor();
    await page.screenshot({ path: `${pictures}/popup-${scene}-${scheme}.png` });
    await expect(page.getByRole('button', { name: 'Stop all trading' })).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await accessibilityProblems(page, { seriousOnly: true })).toEqual([]);
  });
}

test('overlay: a quiet line wraps, and nothing of it is cut', async ({ page }) => {
  for (const scene of ['offline', 'long', 'quietLive']) {
    await openPreview(page, `scene=${scene}`, 360);
    const cut = await page
      .locator('[data-facet="banner"] .headline')
      .evaluateAll(
        (nodes) =>
          nodes.filter(
            (node) => node.scrollWidth > node.clientWidth + 1 || getComputedStyle(node).textOverflow === 'ellipsis',
          ).length,
      );
    expect(cut).toBe(0);
  }
});

const modes = (page: Page) => page.getByRole('radiogroup', { name: 'Mode' });
const sentBy = (page: Page): Promise<unknown> => page.evaluate(() => Reflect.get(window, 'sent'));

test('popup: arrow keys move the focus between modes and switch nothing', async ({ page }) => {
  await page.goto(`${origin}popup.html?scene=ready`);
  await modes(page).getByRole('radio', { name: 'Paper' }).focus();
  for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'ArrowRight']) await page.keyboard.press(key);
  await expect(modes(page).getByRole('radio', { name: 'Live' })).toBeFocused();
  await expect(modes(page).getByRole('radio', { name: 'Paper' })).toBeChecked();
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  expect(await sentBy(page)).toEqual([]);
});

test('popup: going live asks with limits, balance and wallet, and only its button goes', async ({ page }) => {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 360, height: 900 });
    await page.goto(`${origin}popup.html?scene=ready`);
    const live = modes(page).getByRole('radio', { name: 'Live' });
    const ask = page.getByRole('alertdialog', { name: 'Trade with real money?' });
    await live.press('Enter');
    await expect(ask).toContainText('Example Wallet, 0x8617…070D');
    await expect(ask).toContainText('$0.00: nothing can be bought with it');
    await expect(ask).toContainText('Most money in one set of bets');
    await expect(ask).toContainText('sign each order');
    await page.screenshot({ path: `${pictures}/popup-ask-${scheme}.png`, fullPage: true });
    expect(await accessibilityProblems(page, { seriousOnly: true })).toEqual([]);
    // Enter and Escape where the question opens do not go live.
    await page.keyboard.press('Enter');
    expect(await sentBy(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(ask).toHaveCount(0);
    await expect(live).toBeFocused();
    await live.click();
    await ask.getByRole('button', { name: 'Stay on paper' }).click();
    expect(await sentBy(page)).toEqual([]);
    await live.click();
    await ask.getByRole('button', { name: 'Go live with real money' }).click();
    expect(await sentBy(page)).toEqual([{ name: 'setMode', input: { mode: 'live', confirmIn: 'panel' } }]);
  }
});

test('popup: live is not asked about where it cannot be', async ({ page }) => {
  await page.goto(`${origin}popup.html?scene=normal`);
  await modes(page).getByRole('radio', { name: 'Live' }).click({ force: true });
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await expect(page.getByText('Live is not possible now: Connect a wallet first.')).toBeVisible();
  expect(await sentBy(page)).toEqual([]);
});

test('popup: the header counts what the list says', async ({ page }) => {
  await page.goto(`${origin}popup.html?scene=below`);
  await expect(page.locator('header')).toContainText('No set of bets passes your thresholds. 3 below them.');
  await expect(page.getByRole('region', { name: 'Open now' }).getByText('Below your thresholds')).toHaveCount(3);
  await page.goto(`${origin}popup.html?scene=normal`);
  await expect(page.locator('header')).toContainText('2 sets of bets above your thresholds. 11 more are below them.');
  await expect(page.getByRole('region', { name: 'Open now' })).toContainText('2 above your thresholds, 11 below.');
});

test('popup: thresholds, wallets and stopping', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 600 });
  await page.goto(`${origin}popup.html?scene=normal`);
  await page.getByRole('button', { name: 'Connect wallet' }).click();
  await page.getByText('claims to be').first().waitFor();
  await page.getByText('Thresholds and limits').click();
  const field = page.getByLabel('Least edge', { exact: true });
  await field.fill('0.05');
  await field.press('Enter');
  await page.getByLabel('Fraction of full Kelly').fill('250');
  await page.getByLabel('Fraction of full Kelly').press('Enter');
  await expect(page.getByRole('alert')).toContainText('Not kept.');
  await page.getByRole('button', { name: 'Stop all trading' }).click();
  await expect(page.getByText('3 resting orders cancelled')).toBeVisible();
  await page.screenshot({ path: `${pictures}/popup-open-all.png`, fullPage: true });
  const sent: unknown = await page.evaluate(() => Reflect.get(window, 'sent'));
  expect(sent).toEqual([
    { name: 'listWallets', input: {} },
    { name: 'updateSettings', input: { minEdgeMicros: 50_000 } },
    { name: 'panic', input: {} },
  ]);
  expect(await accessibilityProblems(page, { seriousOnly: true })).toEqual([]);
});

test('options: every part, wide and narrow, in both themes', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  for (const [scheme, width] of [
    ['light', 1000],
    ['dark', 360],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${origin}options.html?scene=normal#first`);
    const links = page.getByRole('navigation', { name: 'Options' }).getByRole('link');
    for (const name of await links.allTextContents()) {
      await links.filter({ hasText: name }).click();
      await page.getByRole('heading', { level: 2, name }).waitFor();
      await page.screenshot({ path: `${pictures}/options-${name.replaceAll(' ', '-')}-${scheme}.png` });
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await expect(page.getByRole('button', { name: 'Stop all trading' })).toBeInViewport();
      // What the parts are made of is the same in both themes.
      if (scheme === 'light' || name === 'First steps')
        expect(await accessibilityProblems(page, { seriousOnly: true })).toEqual([]);
    }
  }
  expect(errors).toEqual([]);
});

test('options: settings of a file are read before they are taken, and can be taken back', async ({ page }) => {
  await page.goto(`${origin}options.html?scene=normal#data`);
  const bring = async (text: string): Promise<void> =>
    page.getByLabel('Import settings').setInputFiles({
      name: 'facet-settings.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
  await bring('{"format":"facet-settings/1","settings":{"mode":"live"}}');
  await expect(page.getByText('This is no file of settings of Facet. Nothing was changed.')).toBeVisible();
  await bring('{"format":"facet-settings/1","settings":{"maxPositionMicros":900000000,"showRows":false}}');
  await expect(page.getByText('Most money in one set of bets: $250, then $900')).toBeVisible();
  await expect(page.getByText('Write fair price, cost and stake on each outcome: on, then off')).toBeVisible();
  expect(await sentBy(page)).toEqual([]);
  await page.getByRole('button', { name: 'Change them' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('As before.')).toBeVisible();
  expect(await sentBy(page)).toEqual([
    { name: 'updateSettings', input: { maxPositionMicros: 900_000_000, showRows: false } },
    { name: 'updateSettings', input: { maxPositionMicros: 250_000_000, showRows: true } },
  ]);
});
