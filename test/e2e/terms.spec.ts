/** Tick, names and openness of a market from several sources at once: the newest holds, and a contradiction is said. */
import { expectNothingSent } from '../kit/browser/expect-nothing-sent';
import { FOCUS_SLUG, FOCUS_URL, expect, test } from '../kit/browser/facet-test';
import { until } from '../kit/browser/until';

const VIOLATION = /at least \+?\$\d/i;

test('a finer tick on the socket hides no basket, and its prices are of the new grid', async ({ open }) => {
  const facet = await open({ scenario: 'neg-risk-gap' });
  const { page, overlay, control, dashboard } = facet;
  await page.goto(FOCUS_URL);
  await overlay.waitForText(VIOLATION, 40_000);
  // The gap stays as it is: only the grid moves, and then one more share comes in between.
  await control.setSpeed(0);
  const event = await control.event(FOCUS_SLUG);
  const coarse = event.markets[0]?.tickMicros ?? 10_000;
  for (const market of event.markets) await control.setTick(market.conditionId, 100);
  const [market] = event.markets;
  if (!market) throw new Error('no market');
  const best = (await control.depth(market.tokens[1])).asks[0];
  if (!best) throw new Error('nothing offered');
  const priceMicros = best.priceMicros - 100;
  await control.deposit('finer', 1_000_000_000);
  await control.place({
    account: 'finer',
    tokenId: market.tokens[0],
    side: 'BUY',
    priceMicros: 1_000_000 - priceMicros,
    sizeMicros: 500_000_000,
    type: 'GTC',
    postOnly: false,
    expiration: 0,
  });
  expect(priceMicros % coarse).not.toBe(0);
  // Well before the catalogue is read again.
  await until(
    'the basket has a leg at the finer price',
    async () => {
      const [offer] = (await dashboard.view())?.opportunities ?? [];
      return offer?.legs.some((leg) => leg.limitPriceMicros === priceMicros) ? true : null;
    },
    10_000,
  );
  expect(await overlay.text()).not.toMatch(/prices that the books do not have/);
  await expectNothingSent(facet);
});

test('a catalogue without ticks drops no market: the CLOB is asked', async ({ open }) => {
  const facet = await open({ scenario: 'neg-risk-gap', before: (control) => control.faults({ hideTick: true }) });
  await facet.page.goto(FOCUS_URL);
  expect(await facet.overlay.waitForText(VIOLATION, 40_000)).toMatch(/Buy No on all 5/);
  await expectNothingSent(facet);
});

test('a market whose answers are named the other way round is stopped alone, and says why', async ({ open }) => {
  const facet = await open({
    scenario: 'neg-risk-gap',
    async before(control) {
      const { markets } = await control.event(FOCUS_SLUG);
      await control.faults({ swapLabels: markets.slice(0, 1).map(({ conditionId }) => conditionId) });
    },
  });
  await facet.page.goto(FOCUS_URL);
  const text = await facet.overlay.waitForText(/The venue contradicts itself here: not traded/, 40_000);
  expect(text).not.toMatch(/Buy No on all 5/);
  // The other outcomes still have their rows.
  await facet.overlay.waitForText(/fair/i);
  await expectNothingSent(facet);
});
