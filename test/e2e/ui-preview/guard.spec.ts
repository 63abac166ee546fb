/**
 * The overlay on hostile ground: who can press the button, what happens to its places, and that nothing on the page
 * moves.
 */
import { expect, test, type Page } from '@playwright/test';
import { REST_MS } from '../../../lib/ui/overlay/click-guard';
import { LOOK_MS } from '../../../lib/ui/overlay/watch-offer';
import { servePreview, type PreviewSite } from '../../kit/browser/preview-site';

const config = `${import.meta.dirname}/vite.config.ts`;
let site: PreviewSite;
let origin: string;

test.beforeAll(async () => {
  site = await servePreview(config);
  origin = site.origin;
});
test.afterAll(async () => site.close());

async function openPreview(page: Page, query = 'scene=violation'): Promise<void> {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Reflect.set(window, 'shifts', shifts);
    new PerformanceObserver((list) =>
      shifts.push(...list.getEntries().map((entry) => Number(Reflect.get(entry, 'value')))),
    ).observe({ type: 'layout-shift', buffered: true });
    // Each look of the guard at the button's place is told as an event.
    const repeat = window.setInterval.bind(window);
    Reflect.set(window, 'setInterval', (look: () => void, everyMs: number) =>
      repeat(() => {
        look();
        window.dispatchEvent(new Event(`looked-${everyMs}`));
      }, everyMs),
    );
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function open(options) {
      return attach.call(this, { ...options, mode: 'open' });
    };
  });
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${origin}?${query}`);
  await page.locator('[data-facet="banner"] .inner > *').first().waitFor();
}

const action = (page: Page) => page.getByRole('button', { name: /Try on paper · 5 bets/ });
const sent = (page: Page): Promise<unknown[]> => page.evaluate(() => Reflect.get(window, 'sent'));

/** The guard has seen the button as it is now, and then its time of rest has passed: time is the test's. */
async function rest(page: Page): Promise<void> {
  await page.evaluate(
    async ({ lookMs, restMs }) => {
      const button = document.querySelector('[data-facet="banner"]')?.shadowRoot?.querySelector('.action');
      if (button) {
        // Called after the guard's own observer, which was there first.
        await new Promise<void>((resolve) => {
          const settings: IntersectionObserverInit & { trackVisibility: boolean; delay: number } = {
            threshold: [0, 0.99],
            trackVisibility: true,
            delay: lookMs,
          };
          const observer = new IntersectionObserver(() => {
            observer.disconnect();
            resolve();
          }, settings);
          observer.observe(button);
        });
        // Each beat sets off a look within the next one.
        for (let beat = 0; beat < 3; beat += 1)
          await new Promise((resolve) => window.addEventListener(`looked-${lookMs}`, resolve, { once: true }));
      } else {
        for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
      }
      Reflect.get(window, 'advance')(restMs + 1);
    },
    { lookMs: LOOK_MS, restMs: REST_MS },
  );
}

async function pressAction(page: Page): Promise<void> {
  const box = await action(page).boundingBox();
  if (!box) throw new Error('the button is not there');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

test('a rested press sends the hash and the highest cost that were shown, once', async ({ page }) => {
  await openPreview(page);
  await rest(page);
  await action(page).dblclick();
  await expect(page.getByText('The set of bets now costs more than the amount you saw.')).toBeVisible();
  expect(await sent(page)).toEqual([
    { name: 'execute', input: { certificateHash: '3f9a'.repeat(16), maxCostMicros: 161_581_000, mode: 'paper' } },
  ]);
});

test('the keyboard works like the mouse', async ({ page }) => {
  await openPreview(page);
  await rest(page);
  await action(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('only just been reached')).toBeVisible();
  expect(await sent(page)).toEqual([]);
  await rest(page);
  await page.keyboard.press('Enter');
  expect(await sent(page)).toHaveLength(1);
});

const showScene = (page: Page, scene: string): Promise<void> =>
  page.evaluate((name) => Reflect.get(window, 'showScene')(name), scene);

test('a press just after it appeared is refused in words', async ({ page }) => {
  await openPreview(page, 'scene=coherent');
  await rest(page);
  await showScene(page, 'violation');
  await pressAction(page);
  await expect(page.getByText('only just appeared or moved')).toBeVisible();
  expect(await sent(page)).toEqual([]);
  await rest(page);
  await pressAction(page);
  expect(await sent(page)).toHaveLength(1);
});

const attacks: Readonly<Record<string, () => void>> = {
  'synthetic clicks': () => {
    const button = document.querySelector('[data-facet="banner"]')?.shadowRoot?.querySelector<HTMLElement>('.action');
    for (let index = 0; index < 1_000; index += 1) button?.click();
    button?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, detail: 1 }));
  },
  'faded body': () => void (document.body.style.opacity = '0.01'),
  'slightly faded page': () => void (document.documentElement.style.opacity = '0.97'),
  'transparent cover that lets presses through': () => {
    const cover = document.createElement('div');
    cover.style.cssText = 'position:fixed;inset:0;z-index:99999;background:rgb(255 255 255 / 1%);pointer-events:none';
    document.body.append(cover);
  },
  'cover with a hole for the pointer': () => {
    const cover = document.createElement('div');
    cover.style.cssText = 'position:fixed;inset:0;z-index:99999;background:white;pointer-events:none';
    cover.textContent = 'Claim your reward';
    document.body.append(cover);
  },
  mask: () => {
    const column = document.querySelector<HTMLElement>('#event-detail-container');
    if (column) column.style.maskImage = 'linear-gradient(transparent, transparent)';
  },
  filter: () => {
    const column = document.querySelector<HTMLElement>('#event-detail-container');
    if (column) column.style.filter = 'opacity(1%)';
  },
  blend: () => {
    const column = document.querySelector<HTMLElement>('#event-detail-container');
    if (column) column.style.mixBlendMode = 'difference';
  },
  scale: () => {
    const column = document.querySelector<HTMLElement>('#event-detail-container');
    if (column) column.style.transform = 'scale(0.6)';
  },
};

for (const [name, attack] of Object.entries(attacks)) {
  test(`attack refused: ${name}`, async ({ page }) => {
    await openPreview(page);
    await rest(page);
    await page.evaluate(attack);
    await rest(page);
    if (name !== 'synthetic clicks') await pressAction(page);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    expect(await sent(page)).toEqual([]);
  });
}

test('attack refused: moved under the pointer just before the press', async ({ page }) => {
  await openPreview(page);
  await rest(page);
  const box = await action(page).boundingBox();
  if (!box) throw new Error('the button is not there');
  await page.mouse.move(box.x + 60, box.y + 16 + 200);
  await page.evaluate(() => {
    const column = document.querySelector<HTMLElement>('#event-detail-container');
    if (column) column.style.marginTop = '200px';
  });
  await page.mouse.down();
  await page.mouse.up();
  await expect(page.getByText('only just appeared or moved')).toBeVisible();
  expect(await sent(page)).toEqual([]);
});

test('presses in the overlay do not reach the page', async ({ page }) => {
  await openPreview(page);
  await page.evaluate(() => {
    Reflect.set(window, 'heard', 0);
    document
      .querySelector('#event-detail-container')
      ?.addEventListener('click', () => Reflect.set(window, 'heard', Number(Reflect.get(window, 'heard')) + 1));
  });
  await page.getByRole('button', { name: /guaranteed part/i }).click();
  await page.locator('.proof').waitFor();
  expect(await page.evaluate(() => Reflect.get(window, 'heard'))).toBe(0);
});

test('a wiped page gets its places back, with their state', async ({ page }) => {
  await openPreview(page);
  await page.getByRole('button', { name: /guaranteed part/i }).click();
  await page.locator('.proof').waitFor();
  await page.evaluate(() => {
    const column = document.querySelector('#event-detail-container');
    if (column) column.outerHTML = column.outerHTML.replace(/<div data-facet.*?<\/div>/g, '');
  });
  await expect(page.locator('[data-facet="banner"]')).toHaveCount(1);
  await expect(page.locator('[data-facet="row"]')).toHaveCount(5);
  await expect(page.locator('.proof')).toBeVisible();
  expect(
    await page.evaluate(() =>
      document.querySelector('#event-detail-container')?.firstElementChild?.getAttribute('data-facet'),
    ),
  ).toBe('banner');
});

test('attributes are put back, and a page that keeps fighting loses the overlay', async ({ page }) => {
  await openPreview(page);
  await page.evaluate(() => document.querySelector('[data-facet="banner"]')?.setAttribute('style', 'opacity:0.01'));
  await expect(page.locator('[data-facet="banner"]')).not.toHaveAttribute('style');
  await page.evaluate(() => document.querySelector('[data-facet="banner"]')?.setAttribute('hidden', ''));
  await expect(page.locator('[data-facet="banner"]')).not.toHaveAttribute('hidden');
  await page.evaluate(() => document.querySelector('[data-facet="banner"]')?.setAttribute('class', 'x'));
  await expect(page.locator('[data-facet]')).toHaveCount(0);
});

test('nothing on the page moves while the overlay comes in', async ({ page }) => {
  await openPreview(page, 'scene=coherent');
  await page.locator('[data-facet="row"]').last().waitFor();
  await rest(page);
  expect(await page.evaluate(() => Reflect.get(window, 'shifts'))).toEqual([]);
});

test('the banner does not grow under a pointer that rests below it', async ({ page }) => {
  await openPreview(page, 'scene=coherent');
  await page.locator('[data-facet="row"]').last().waitFor();
  const buy = page.getByRole('button', { name: /Buy Yes/ }).first();
  await buy.hover();
  const before = await buy.boundingBox();
  await showScene(page, 'violation');
  await page.getByRole('button', { name: 'Show' }).waitFor();
  await expect(page.getByText('at least').first()).toBeVisible();
  expect(await buy.boundingBox()).toEqual(before);
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(action(page)).toBeInViewport();
  await expect(page.getByRole('button', { name: 'Show' })).toHaveCount(0);
});

test('the banner grows once the pointer is gone', async ({ page }) => {
  await openPreview(page, 'scene=coherent');
  const buy = page.getByRole('button', { name: /Buy Yes/ }).first();
  await buy.hover();
  await showScene(page, 'violation');
  await page.getByRole('button', { name: 'Show' }).waitFor();
  await page.mouse.move(640, 20);
  await expect(page.getByRole('button', { name: 'Show' })).toHaveCount(0);
  await expect(action(page)).toBeInViewport();
});
