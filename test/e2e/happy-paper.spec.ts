/** A newcomer in paper mode: sees a violation, opens the proof, takes it, sees the fills. */
import { FOCUS_SLUG, FOCUS_URL, expect, test } from '../kit/browser/facet-test';

test('a newcomer takes a basket on paper', async ({ open }) => {
  const { page, overlay, dashboard, control, wallet, pageErrors } = await open({ scenario: 'neg-risk-gap' });
  await page.goto(FOCUS_URL);

  const found = await overlay.waitForText(/at least \+?\$\d+\.\d\d/i, 40_000);
  expect(found).toMatch(/after fees/i);
  expect(found).toMatch(/Buy No on all 5/);
  const event = await control.event(FOCUS_SLUG);
  for (const market of event.markets)
    expect(
      await page
        .locator(`[data-scroll-anchor^="event-detail-accordion-item-${market.id}-"] [data-facet="row"]`)
        .count(),
    ).toBe(1);

  await overlay.press(/guaranteed part/i);
  const proof = await overlay.waitForText(/what each outcome pays/i);
  for (const market of event.markets) expect(proof).toContain(market.groupItemTitle);
  expect(proof).toMatch(/worst/);
  expect(proof).toMatch(/what can still go wrong/i);
  await overlay.press(/re-?check/i);
  await overlay.waitForText(/the floor holds/i);

  await overlay.press(/^Try on paper · 5 bets$/);
  await overlay.waitForText(/all 5 bets would have filled/i);
  expect(await overlay.text()).toMatch(/no money moved/i);
  const view = await dashboard.waitFor('the paper execution is listed', ({ executions }) =>
    executions.some((execution) => execution.mode === 'paper' && execution.state === 'settled'),
  );
  const [execution] = view.executions;
  expect(execution?.legs).toHaveLength(5);
  for (const leg of execution?.legs ?? []) expect(leg.filledMicros).toBe(leg.sizeMicros);
  expect(execution?.floorMicros).toBeGreaterThan(execution?.paidMicros ?? Infinity);

  const sightings = await dashboard.sightings();
  expect(sightings.badges).toContain('1');
  expect(sightings.notifications.length).toBeGreaterThanOrEqual(1);
  expect(wallet.calls).toEqual([]);
  expect((await control.ledger()).orders.filter((order) => order.account.startsWith('0x'))).toEqual([]);
  expect(pageErrors).toEqual([]);
});

test('thresholds decide what is told', async ({ open }) => {
  // Nothing can be found before the threshold is kept: what passes the usual one would be told at once.
  const { page, overlay, dashboard, control } = await open({
    scenario: 'neg-risk-gap',
    before: (exchange) => exchange.faults({ rest: [{ host: 'gamma', path: '/', mode: 'reset' }] }),
  });
  const saved = await dashboard.command('updateSettings', { minEdgeMicros: 500_000_000 });
  expect(saved.ok).toBe(true);
  await control.healFaults();
  await page.goto(FOCUS_URL);
  await dashboard.waitFor('the violation is known', ({ opportunities }) => opportunities.length > 0, 40_000);
  await overlay.waitForText(/at least/i);
  const sightings = await dashboard.sightings();
  expect(sightings.mostAlerts).toBe(0);
  expect(sightings.notifications).toEqual([]);
  expect(sightings.badges.filter((text) => text !== '!')).toEqual([]);
  await dashboard.command('updateSettings', { minEdgeMicros: 20_000 });
  await dashboard.waitFor('the violation passes', ({ opportunities }) =>
    opportunities.some((opportunity) => opportunity.passesThresholds),
  );
});
