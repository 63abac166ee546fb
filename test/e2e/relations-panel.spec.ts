/**
 * Looks at the side panel's relations: pictures into artifacts/panel, accessibility with axe, and what must hold in
 * each state.
 */
import { expect, test, type Page } from '@playwright/test';
import { accessibilityProblems } from '../kit/browser/accessibility';
import { servePreview, type PreviewSite } from '../kit/browser/preview-site';

const config = `${import.meta.dirname}/relations-panel/vite.config.ts`;
const pictures = `${import.meta.dirname}/../../artifacts/panel`;
let site: PreviewSite;
let origin: string;

test.beforeAll(async () => {
  site = await servePreview(config);
  origin = site.origin;
});
test.afterAll(async () => site.close());

async function openScene(
  page: Page,
  scene: string,
  look: { readonly scheme: 'light' | 'dark'; readonly width: number },
): Promise<void> {
  await page.emulateMedia({ colorScheme: look.scheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width: look.width, height: 900 });
  await page.goto(`${origin}?scene=${scene}`);
  await page.getByRole('group', { name: 'Show' }).waitFor();
}

async function mustBeSound(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out').toBe(
    true,
  );
  expect(
    (await page.locator('.panic > span').boundingBox())?.width,
    'what the buttons mean can be read',
  ).toBeGreaterThan(120);
  expect(await accessibilityProblems(page)).toEqual([]);
}

const LOOKS = [
  { scheme: 'light', width: 420 },
  { scheme: 'dark', width: 300 },
] as const;

for (const scene of ['normal', 'empty', 'hostile', 'unreadable', 'stopped']) {
  test(`panel: ${scene}`, async ({ page }) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    for (const look of LOOKS) {
      await openScene(page, scene, look);
      if (scene !== 'empty') await page.getByRole('button', { name: /^All/ }).click();
      await page.screenshot({ path: `${pictures}/${scene}-${look.scheme}-${look.width}.png`, fullPage: true });
      await mustBeSound(page);
    }
    expect(errors).toEqual([]);
  });
}

for (const [scene, name, at] of [
  ['normal', 'doubtful', 0],
  ['normal', 'clashing', 1],
  ['hostile', 'hostile', 0],
] as const) {
  test(`opened: ${name}`, async ({ page }) => {
    for (const look of LOOKS) {
      await openScene(page, scene, look);
      await page.getByRole('button', { name: 'Look closer and decide' }).nth(at).click();
      await page.getByRole('heading', { name: 'If you accept it' }).waitFor();
      await page.locator('.rules > summary').first().click();
      await page.screenshot({ path: `${pictures}/opened-${name}-${look.scheme}-${look.width}.png`, fullPage: true });
      await mustBeSound(page);
    }
  });
}

test('accepting waits until both rules were opened, and sends what was read', async ({ page }) => {
  await openScene(page, 'normal', LOOKS[0]);
  await page.getByRole('button', { name: 'Look closer and decide' }).first().click();
  const accept = page.getByRole('button', { name: 'I read the rules: accept' });
  await expect(accept).toHaveAttribute('aria-disabled', 'true');
  await accept.click({ force: true });
  await expect(page.getByText('Read the rules first: 0 of 2 opened.')).toBeVisible();
  await page.locator('.rules > summary').nth(0).click();
  await expect(page.getByText('Read the rules first: 1 of 2 opened.')).toBeVisible();
  await accept.click({ force: true });
  await page.locator('.rules > summary').nth(1).click();
  await expect(accept).toHaveAttribute('aria-disabled', 'false');
  await expect(page.getByText('Broken at 3 of 412 moments')).toBeVisible();
  await accept.click();
  await expect(page.getByRole('alert').filter({ hasText: 'changed while you were reading' })).toBeVisible();
  // Everything is fetched again, closed, and counts as unread: what was read does not hold any more.
  await expect(page.getByText('Read the rules first: 0 of 2 opened.')).toBeVisible();
  await expect(page.locator('.rules[open]')).toHaveCount(0);
  const sent: unknown = await page.evaluate(() => Reflect.get(window, 'sent'));
  expect(sent).toEqual([
    { name: 'relationDetail', input: { id: 'rule-implies-1' } },
    {
      name: 'decideRelation',
      input: { id: 'rule-implies-1', version: 1, decision: 'accept', readTexts: { a: 'hash-a', b: 'hash-b' } },
    },
    { name: 'relationDetail', input: { id: 'rule-implies-1' } },
  ]);
});

test('what contradicts cannot be accepted however much was read', async ({ page }) => {
  await openScene(page, 'normal', LOOKS[0]);
  await page.getByRole('button', { name: 'Look closer and decide' }).nth(1).click();
  for (const at of [0, 1]) await page.locator('.rules > summary').nth(at).click();
  await page.getByRole('button', { name: 'I read the rules: accept' }).click({ force: true });
  await expect(page.getByText('It contradicts ties that are in force.')).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify(Reflect.get(window, 'sent')))).not.toContain('decideRelation');
});

test('what was stopped is let go on from the panel, and only then', async ({ page }) => {
  await openScene(page, 'normal', LOOKS[0]);
  await expect(page.getByRole('button', { name: 'Stop all trading' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Resume' })).toHaveCount(0);
  await openScene(page, 'stopped', LOOKS[0]);
  await expect(page.getByText('Stopped. Nothing is taken until you say so.')).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  expect(await page.evaluate(() => Reflect.get(window, 'sent'))).toEqual([{ name: 'resume', input: {} }]);
});

test('what is in force by the word of the user says so in the list', async ({ page }) => {
  await openScene(page, 'normal', LOOKS[0]);
  await page.getByRole('button', { name: /^In force/ }).click();
  await expect(page.getByText('In force, accepted by you, found by a written rule')).toHaveCount(1);
  await expect(page.getByText('In force, found by a written rule')).toHaveCount(1);
});

test('hostile text stays text', async ({ page }) => {
  await openScene(page, 'hostile', LOOKS[0]);
  await page.getByRole('button', { name: 'Look closer and decide' }).click();
  await page.getByRole('heading', { name: 'If you accept it' }).waitFor();
  const text = await page.locator('main').innerText();
  expect(text).toContain('<img src=x');
  expect(text).toContain('from an imported file');
  expect(text).not.toContain('written by you');
  expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
  await expect(page.locator('img')).toHaveCount(0);
});

test('tabs and the whole judgement work from the keyboard', async ({ page }) => {
  await openScene(page, 'normal', LOOKS[0]);
  await page.getByRole('tab', { name: /Ties/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText(/no set of bets rests on them/).first()).toBeVisible();
  await mustBeSound(page);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'History' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Check' })).toBeFocused();
  await mustBeSound(page);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Health' })).toBeFocused();
  await expect(page.getByText(/Polymarket could not be reached/)).toBeVisible();
  await page.screenshot({ path: `${pictures}/health-light-420.png` });
  await mustBeSound(page);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('No set of bets right now.')).toBeVisible();
  await mustBeSound(page);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Trade' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Positions' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  const look = page.getByRole('button', { name: 'Look closer and decide' }).first();
  await look.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'If you accept it' }).waitFor();
  for (const at of [0, 1]) {
    await page.locator('.rules > summary').nth(at).focus();
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('button', { name: 'I read the rules: accept' })).toHaveAttribute(
    'aria-disabled',
    'false',
  );
});

test('the model is off until chosen, and a refused permission changes nothing', async ({ page }) => {
  await openScene(page, 'normal', LOOKS[0]);
  await page.getByText('Ask a language model (optional)').click();
  await expect(page.getByText('No language model is asked.')).toBeVisible();
  await page.getByLabel('Model', { exact: true }).selectOption({ label: 'OpenAI-compatible endpoint' });
  await page.getByLabel('Questions a day').fill('many');
  await page.getByRole('button', { name: 'Save and allow' }).click();
  await expect(page.getByText('Questions a day: a whole number from 1 to 100000.')).toBeVisible();
  await page.getByLabel('Questions a day').fill('50');
  await page.getByRole('button', { name: 'Save and allow' }).click();
  await expect(page.getByText('You did not allow it.')).toBeVisible();
  await page.screenshot({ path: `${pictures}/model-light-420.png`, fullPage: true });
  await mustBeSound(page);
  expect(await page.evaluate(() => Reflect.get(window, 'sent'))).toEqual([]);
});
