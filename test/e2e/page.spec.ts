/**
 * Facet is a guest in the page: it survives hydration and navigation, breaks nothing, and the page can neither read nor
 * press it.
 */
import type { Page } from '@playwright/test';
import { FOCUS_URL, expect, test } from '../kit/browser/facet-test';
import { launchWithExtension } from '../kit/browser/browser';
import { until } from '../kit/browser/until';

function bannerCount(page: Page): Promise<number> {
  return page.locator('[data-facet="banner"]').count();
}

test('the overlay follows client-side navigation and the page keeps working', async ({ open }) => {
  const { page, overlay, pageErrors } = await open({ scenario: 'coherent' });
  await page.goto('https://polymarket.com/');
  await page.getByRole('main').waitFor();
  expect(await bannerCount(page)).toBe(0);
  await page.evaluate('globalThis.__sameDocument = true');

  await page
    .getByRole('link', { name: /Fed decision in June/ })
    .first()
    .click();
  await page.waitForURL('**/event/fed-decision-in-june');
  await overlay.waitForText(/no contradiction found/i, 30_000);
  expect(await bannerCount(page)).toBe(1);
  expect(await page.locator('[data-facet="row"]').count()).toBe(5);

  await page.goBack();
  await page.waitForURL('https://polymarket.com/');
  await until('the banner is gone', async () => ((await bannerCount(page)) === 0 ? true : null));
  await page
    .getByRole('link', { name: /Largest company/ })
    .first()
    .click();
  await page.waitForURL('**/event/largest-company-end-of-june');
  await overlay.waitForText(/no contradiction found/i);
  expect(await bannerCount(page)).toBe(1);
  expect(await page.evaluate('globalThis.__sameDocument')).toBe(true);

  await page.goto(FOCUS_URL);
  await overlay.waitForText(/no contradiction found/i);
  const ticket = page.locator('#trade-widget');
  await expect(ticket.getByText('50+ bps decrease')).toBeVisible();
  await page
    .getByRole('button', { name: /^Buy No/ })
    .nth(1)
    .click();
  await expect(ticket.getByText('25 bps decrease', { exact: true })).toBeVisible();
  await expect(ticket.getByRole('radio', { name: /^No/ })).toBeChecked();
  await page.getByRole('button', { name: 'Use dark theme' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await bannerCount(page)).toBe(1);
  expect(pageErrors).toEqual([]);
});

test('a hydration mismatch wipes the document and the overlay is put back', async ({ open }) => {
  const { page, overlay, exchange, pageErrors } = await open({ scenario: 'coherent' });
  await page.goto(`${FOCUS_URL}?hydration=mismatch`);
  await overlay.waitForText(/no contradiction found/i, 30_000);
  expect(await bannerCount(page)).toBe(1);
  expect(await page.locator('[data-facet="row"]').count()).toBe(5);

  // The page complains about its own mismatch; with Facet it must complain of nothing else.
  const bare = await launchWithExtension({ exchange, extension: null });
  try {
    const alone = await bare.context.newPage();
    const ownErrors: string[] = [];
    alone.on('console', (message) => void (message.type() === 'error' && ownErrors.push(message.text())));
    alone.on('pageerror', (error) => void ownErrors.push(String(error)));
    await alone.goto(`${FOCUS_URL}?hydration=mismatch`);
    await alone.getByText('Log in to trade').waitFor();
    await until('the page recovered', async () => (pageErrors.length <= ownErrors.length ? true : null));
    expect(pageErrors.map(kindOf)).toEqual(ownErrors.map(kindOf));
  } finally {
    await bare.close();
  }
});

test('the home page says on its tile which event has a contradiction, and moves nothing', async ({ open }) => {
  const { page, overlay, pageErrors } = await open({ scenario: 'neg-risk-gap' });
  await page.goto('https://polymarket.com/');
  await page.getByRole('main').waitFor();
  const tile = page.locator('.tile', { has: page.getByRole('link', { name: /Fed decision in June/ }) });
  const before = await tile.boundingBox();
  expect(await overlay.waitForText(/contradiction found/i, 40_000)).not.toMatch(/at least|cannot lose|\$/i);
  expect(await bannerCount(page)).toBe(0);
  await expect(tile.locator('[data-facet="tile"]')).toHaveCount(1);
  expect(await tile.boundingBox()).toEqual(before);
  // What lies over the tile takes no press away from it.
  const line = await tile.locator('[data-facet="tile"]').boundingBox();
  if (!line) throw new Error('the line has no box');
  await page.mouse.click(line.x + line.width / 2, line.y + line.height / 2);
  await page.waitForURL('**/event/fed-decision-in-june');
  await overlay.waitForText(/at least \+?\$/i, 40_000);
  await expect(page.locator('[data-facet="tile"]')).toHaveCount(0);
  expect(pageErrors).toEqual([]);
});

/** React's errors name their number; the rest of the text holds addresses. */
function kindOf(error: string): string {
  return /#\d+/.exec(error)?.[0] ?? error;
}

test('the page can neither read the overlay nor press it', async ({ open }) => {
  const { page, overlay, control, wallet, dashboard, browser, pageErrors } = await open({ scenario: 'neg-risk-gap' });
  await browser.context.addInitScript(() => {
    const stolen: unknown[] = [];
    const original = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      const root = original.call(this, { ...init, mode: 'open' });
      stolen.push(root);
      return root;
    };
    Reflect.set(globalThis, '__stolen', stolen);
  });
  await page.goto(FOCUS_URL);
  await overlay.waitForText(/at least \+?\$/i, 40_000);
  const [action] = (await overlay.buttons()).filter((button) => /Try on paper · 5 bets/.test(button.name));
  if (!action) throw new Error('no action button');

  const reach = await page.evaluate(() => {
    const hosts = [...document.querySelectorAll('[data-facet]')];
    const texts = hosts.map((host) =>
      `${host.textContent ?? ''}${(host instanceof HTMLElement ? host.innerText : '') ?? ''}${host.innerHTML}`.trim(),
    );
    return {
      hosts: hosts.length,
      readable: hosts.filter((host) => host.shadowRoot !== null).length,
      texts: texts.filter((text) => text !== ''),
      stolen: Reflect.get(globalThis, '__stolen').length,
      found: document.body.innerText.includes('prices cannot all be right'),
    };
  });
  expect(reach).toEqual({ hosts: 6, readable: 0, texts: [], stolen: 0, found: false });

  // 1,000 synthetic presses, on the hosts and on whatever the page finds under the button.
  await page.evaluate(({ x, y }) => {
    const targets = [
      ...document.querySelectorAll('[data-facet]'),
      document.elementFromPoint(x, y),
      document.body,
    ].filter((target) => target !== null);
    const make = [
      () => new MouseEvent('click', { bubbles: true, composed: true, clientX: x, clientY: y, detail: 1 }),
      () => new PointerEvent('pointerdown', { bubbles: true, composed: true, clientX: x, clientY: y }),
      () => new PointerEvent('pointerup', { bubbles: true, composed: true, clientX: x, clientY: y }),
      () => new KeyboardEvent('keydown', { bubbles: true, composed: true, key: 'Enter' }),
      () => new Event('submit', { bubbles: true, composed: true }),
    ];
    for (let i = 0; i < 1_000; i += 1) {
      const target = targets[i % targets.length];
      target?.dispatchEvent(make[i % make.length]?.() ?? new Event('click'));
      if (i % 10 === 0 && target instanceof HTMLElement) target.click();
    }
  }, action);
  // The page cannot speak to the background either.
  const speaks = await page.evaluate(() => {
    const runtime: unknown = Reflect.get(Reflect.get(globalThis, 'chrome') ?? {}, 'runtime');
    return typeof runtime === 'object' && runtime !== null && 'sendMessage' in runtime;
  });
  expect(speaks).toBe(false);
  await page.evaluate(async () => {
    for (let i = 0; i < 200; i += 1)
      window.postMessage(
        {
          target: 'background',
          command: 'execute',
          input: { certificateHash: 'a'.repeat(64), maxCostMicros: 1e12, mode: 'live' },
          nonce: String(i),
          kind: 'call',
        },
        '*',
      );
    await new Promise((resolve) => setTimeout(resolve));
  });

  // A real press right after shows that the button was there all the time, and that only it counts.
  expect((await dashboard.view())?.executions).toEqual([]);
  expect(wallet.calls).toEqual([]);
  expect(await control.ordersOf(wallet.address)).toEqual([]);
  await overlay.press(/^Try on paper · 5 bets$/);
  const view = await dashboard.waitFor('the real press took it', ({ executions }) => executions.length > 0);
  expect(view.executions).toHaveLength(1);
  expect(pageErrors).toEqual([]);
});
