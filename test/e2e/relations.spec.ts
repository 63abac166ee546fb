/**
 * The logic between markets in the shipped build: found across events, judged in the side panel, used only after that.
 */
import { createServer } from 'node:http';
import type { Page } from '@playwright/test';
import { COUNT_GROUP_SLUG } from '../../exchange/scenarios/catalog-counts';
import { NOMINEE_SLUG, WINNER_SLUG } from '../../exchange/scenarios/catalog-election';
import { accessibilityProblems } from '../kit/browser/accessibility';
import { EXTENSION_PATH, takePicture, type LaunchedBrowser } from '../kit/browser/browser';
import type { Dashboard } from '../kit/browser/dashboard';
import { expect, test } from '../kit/browser/facet-test';
import { allowedCopy, startModelStub } from '../kit/browser/model-stub';
import { until } from '../kit/browser/until';
import * as en from '../../lib/words/en';

const NAME = 'Elena Marsh';

async function openPanel(browser: LaunchedBrowser): Promise<Page> {
  const page = await browser.context.newPage();
  await page.setViewportSize({ width: 420, height: 900 });
  await page.goto(`chrome-extension://${browser.extensionId}/sidepanel.html`);
  return page;
}

async function rows(dashboard: Dashboard, shown: 'waiting' | 'in-force' | 'all') {
  const reply = await dashboard.command('listRelations', { shown });
  if (!reply.ok) throw new Error(en.failure(reply.error));
  return reply.value.rows;
}

test('a tie across events is judged by the user and only then carries a basket', async ({ open }) => {
  test.setTimeout(240_000);
  const { page, overlay, dashboard, browser, pageErrors } = await open({ scenario: 'cross-event' });
  await page.goto(`https://polymarket.com/event/${WINNER_SLUG}`);
  const panel = await openPanel(browser);
  const problems: string[] = [];
  panel.on('pageerror', (error) => problems.push(error.message));

  const card = panel
    .getByRole('listitem')
    .filter({ hasText: `Will ${NAME} win` })
    .filter({ hasText: 'nomination' })
    .filter({ hasText: 'Look closer and decide' })
    .first();
  await card.waitFor({ timeout: 60_000 });
  // The gap is open by now or soon; without the user's word it is no basket.
  expect(
    (await dashboard.view())?.opportunities.filter(
      ({ eventSlug }) => eventSlug === WINNER_SLUG || eventSlug === NOMINEE_SLUG,
    ),
  ).toEqual([]);
  await card.getByRole('button', { name: 'Look closer and decide' }).click();
  await panel.getByRole('heading', { name: 'If you accept it' }).waitFor();
  const summaries = panel.locator('.rules > summary');
  for (let at = 0; at < (await summaries.count()); at += 1) await summaries.nth(at).click();
  await takePicture(panel, 'artifacts/panel/real-relation.png', { fullPage: true });
  expect(await accessibilityProblems(panel)).toEqual([]);
  await panel.getByRole('button', { name: 'I read the rules: accept' }).click();

  await until('it is in force', async () =>
    (await rows(dashboard, 'in-force')).some((row) => row.status === 'accepted') ? true : null,
  );
  await dashboard.waitFor(
    'the tie carries a basket',
    ({ opportunities }) => opportunities.some(({ reasons }) => reasons.some(({ source }) => source === 'user')),
    60_000,
  );
  await page.bringToFront();
  await overlay.waitForText(/at least \+?\$/i, 40_000);
  await overlay.press(/guaranteed part/i);
  expect(await overlay.waitForText(/why nothing else can happen/i)).toMatch(/accepted by you/);

  // The word outlives the service worker, and ends when it is taken back.
  await browser.killServiceWorker(dashboard.page);
  await until('it is in force again', async () =>
    (await rows(dashboard, 'in-force')).some((row) => row.status === 'accepted') ? true : null,
  );
  const [accepted] = (await rows(dashboard, 'in-force')).filter((row) => row.status === 'accepted');
  if (!accepted) throw new Error('nothing accepted');
  expect(
    (
      await dashboard.command('decideRelation', {
        id: accepted.id,
        version: accepted.version,
        decision: 'withdraw',
        readTexts: {},
      })
    ).ok,
  ).toBe(true);
  await dashboard.waitFor('the basket is gone', ({ opportunities }) =>
    opportunities.every(({ reasons }) => reasons.every(({ source }) => source !== 'user')),
  );
  expect(problems).toEqual([]);
  expect(pageErrors).toEqual([]);
});

test('a count asked in two events is one ladder: proven by rule, found, shown and taken on paper', async ({ open }) => {
  test.setTimeout(180_000);
  const { page, overlay, dashboard, pageErrors } = await open({ scenario: 'count-ladder' });
  await page.goto(`https://polymarket.com/event/${COUNT_GROUP_SLUG}`);
  const proven = await until(
    'the difference is in force',
    async () =>
      (await rows(dashboard, 'in-force')).find(
        (row) => row.status === 'proven' && row.source === 'rule' && row.type === 'difference',
      ) ?? null,
    60_000,
  );
  expect(JSON.stringify(proven.says)).toContain('exactly 3');

  const view = await dashboard.waitFor(
    'the basket across both events',
    ({ opportunities }) => opportunities.some(({ legs }) => legs.length === 3),
    60_000,
  );
  const [found] = view.opportunities.filter(({ legs }) => legs.length === 3);
  expect(found?.reasons.map(({ source }) => source)).toContain('rule');
  expect(found?.floorMicros).toBeGreaterThan(found?.maxCostMicros ?? Infinity);
  await overlay.waitForText(/at least \+?\$/i, 40_000);
  await overlay.press(/guaranteed part/i);
  expect(await overlay.waitForText(/why nothing else can happen/i)).toMatch(
    /Exactly 3 \(.*\) means 3 or more \(.*\) without 4 or more/,
  );
  // A label alone would leave open where "3 or more" is asked.
  expect(await overlay.text()).toMatch(
    /The bets stand in 2 events[^]*Buy No on “3 or more \(Starship launches in \d{4}: this many or more\?\)”/,
  );
  await takePicture(page, 'artifacts/panel/count-ladder.png', { fullPage: true });
  await overlay.press(/^Try on paper · 3 bets$/);
  await dashboard.waitFor(
    'all three legs filled on paper',
    ({ executions }) =>
      executions.some(
        ({ mode, legs }) =>
          mode === 'paper' && legs.length === 3 && legs.every((leg) => leg.filledMicros === leg.sizeMicros),
      ),
    60_000,
  );
  expect(pageErrors).toEqual([]);
});

test('a language model on this computer proposes and never more', async ({ open }) => {
  test.setTimeout(180_000);
  const stub = await startModelStub();
  const extension = allowedCopy(EXTENSION_PATH);
  try {
    const { dashboard } = await open({ scenario: 'coherent', launch: { extension: extension.path } });
    await dashboard.waitFor('events are watched', ({ health }) => health.watchedEvents > 5, 60_000);
    expect(stub.asked()).toBe(0);
    const saved = await dashboard.command('updateModel', {
      provider: 'ollama',
      endpoint: stub.endpoint,
      model: 'stub',
      dailyCalls: 40,
    });
    expect(saved.ok).toBe(true);
    await until(
      'the model proposed',
      async () => ((await rows(dashboard, 'all')).some((row) => row.source === 'llm') ? true : null),
      60_000,
    );
    await until(
      'the budget is spent or all is judged',
      async () => {
        const state = await dashboard.command('modelState', {});
        return state.ok && !state.value.busy ? state.value : null;
      },
      60_000,
    );
    expect(await dashboard.command('modelState', {})).toMatchObject({ ok: true, value: { busy: false } });
    expect(stub.asked()).toBeGreaterThan(0);
    expect(stub.asked()).toBeLessThanOrEqual(40);
    const all = await rows(dashboard, 'all');
    expect(all.filter((row) => row.source === 'llm' && row.status !== 'proposed')).toEqual([]);
    expect((await rows(dashboard, 'in-force')).filter((row) => row.source === 'llm')).toEqual([]);
  } finally {
    stub.close();
    extension.remove();
  }
});

test('without leave the model is not reached, and the panel says so', async ({ open }) => {
  let reached = 0;
  const server = createServer((_request, response) => {
    reached += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { dashboard } = await open({ scenario: 'coherent' });
  expect(
    (
      await dashboard.command('updateModel', {
        provider: 'ollama',
        endpoint: `http://127.0.0.1:${port}`,
        model: 'stub',
      })
    ).ok,
  ).toBe(true);
  const sentence = await until('it says why', async () => {
    const state = await dashboard.command('modelState', {});
    return state.ok && state.value.fact.code === 'failed' ? en.model(state.value.fact) : null;
  });
  expect(sentence).toContain('may not reach 127.0.0.1');
  expect(
    await dashboard.command('updateModel', { provider: 'ollama', endpoint: 'http://example.org', model: 'stub' }),
  ).toMatchObject({ ok: false, error: { code: 'endpoint-insecure' } });
  expect(reached).toBe(0);
  server.close();
});
