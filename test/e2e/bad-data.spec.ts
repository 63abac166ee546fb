/**
 * Bad data from the venue: each case ends in a sentence that a user understands, with no button, no order and nothing
 * lost.
 */
import { expectNothingSent } from '../kit/browser/expect-nothing-sent';
import { DEPOSIT_MICROS, FOCUS_URL, WALLET_NAME, expect, test, type Facet } from '../kit/browser/facet-test';
import { connectWallet } from '../kit/browser/popup';
import { until } from '../kit/browser/until';

async function expectNoButton({ overlay }: Facet): Promise<void> {
  expect((await overlay.buttons()).filter((button) => /try on paper|sign \d/i.test(button.name))).toEqual([]);
}

const VIOLATION = /at least \+?\$\d/i;

test('a malformed book is thrown away, said so, and asked for again', async ({ open }) => {
  const facet = await open({
    scenario: 'neg-risk-gap',
    before: (control) =>
      // A corrupted frame costs only the book it names, so the socket is silent here and REST alone answers.
      control.faults({ wsFreeze: 'market', rest: [{ host: 'clob', path: '/book', mode: 'malformed-book' }] }),
  });
  const { page, overlay, control } = facet;
  await page.goto(FOCUS_URL);
  // Each answer breaks one of its books, so the others may be told of; the broken one is named and left out.
  await overlay.waitForText(
    /left out: the book of|do not hold together|cannot be read|Waiting for the order books|checked one by one/i,
    40_000,
  );
  await control.healFaults();
  expect(await overlay.waitForText(/Buy No on all 5/, 60_000)).toMatch(VIOLATION);
  await expectNothingSent(facet);
  expect(facet.pageErrors).toEqual([]);
});

test('an unknown market version is not traded', async ({ open }) => {
  const facet = await open({ scenario: 'neg-risk-gap', before: (control) => control.faults({ marketVersion: 'v9' }) });
  await facet.page.goto(FOCUS_URL);
  const text = await facet.overlay.waitForText(/newer Polymarket protocol|which protocol/i, 40_000);
  expect(text).toMatch(/will not trade/i);
  await expectNoButton(facet);
  await expectNothingSent(facet);
});

test('a missing fee schedule means no price and no basket', async ({ open }) => {
  const facet = await open({
    scenario: 'neg-risk-gap',
    before: (control) => control.faults({ hideFeeSchedule: true }),
  });
  await facet.page.goto(FOCUS_URL);
  // The rows say it a moment before the line at the top does.
  const text = await facet.overlay.waitForText(/nothing is offered/i, 40_000);
  expect(text).toMatch(/fee schedule/i);
  expect(text).not.toMatch(VIOLATION);
  await expectNoButton(facet);
  await expectNothingSent(facet);
});

test('a dead socket turns the page grey and comes back', async ({ open }) => {
  const facet = await open({ scenario: 'neg-risk-gap' });
  const { page, overlay, control } = facet;
  await page.goto(FOCUS_URL);
  await overlay.waitForText(VIOLATION, 40_000);
  await control.faults({ wsRefuse: true, rest: [{ host: 'clob', path: '/book', mode: 'reset' }] });
  await control.closeSockets('market', 1012);
  // A row says it a moment before the line at the top does.
  await overlay.waitForText(/nothing can be taken|too old to act on/i, 30_000);
  await expectNoButton(facet);
  await control.healFaults();
  await overlay.waitForText(/Try on paper · 5 bets/, 60_000);
  expect((await control.stats()).sockets.market).toBe(1);
  await expectNothingSent(facet);
});

test('a frozen feed that still answers PONG does not sell old prices', async ({ open }) => {
  const facet = await open({ scenario: 'stale-feed', 'gap-delay': 20_000 });
  const { page, overlay, control, dashboard } = facet;
  await page.goto(FOCUS_URL);
  await overlay.waitForText(VIOLATION, 40_000);
  await until(
    'the market channel is frozen',
    async () => ((await control.stats()).frames.withheld > 0 ? true : null),
    30_000,
  );
  // The true books are coherent again a second later; nobody is told so over the socket. Five seconds are the limit for
  // old books.
  await until(
    'the offer is gone',
    async () => ((await overlay.buttons()).some((button) => /try on paper/i.test(button.name)) ? null : true),
    8_000,
  );
  await overlay.waitForText(/no contradiction found|too old|says nothing/i);
  expect((await dashboard.view())?.executions).toEqual([]);
  await expectNothingSent(facet);
});

test('a blocked region is told, and live mode stays shut', async ({ open }) => {
  const facet = await open({
    scenario: 'neg-risk-gap',
    before: (control) => control.faults({ geoblock: { country: 'US', region: 'NY' } }),
  });
  const { page, overlay, dashboard } = facet;
  await page.goto(FOCUS_URL);
  await overlay.waitForText(/fair/i, 40_000);
  const popup = dashboard.page;
  await facet.control.deposit(facet.wallet.address, DEPOSIT_MICROS);
  await popup.bringToFront();
  await connectWallet(popup, WALLET_NAME);
  await expect(popup.getByText(/Live is not possible now:.*region/)).toBeVisible();
  await expect(popup.getByRole('radio', { name: 'Live' })).toBeDisabled();
  // Not even a page of the extension gets past the check.
  const refused = await dashboard.command('setMode', { mode: 'live' });
  expect(refused).toMatchObject({ ok: false, error: { code: 'region-blocked' } });
  expect((await dashboard.view())?.mode).toBe('paper');
  await expectNothingSent(facet);
});

test('corrupted, doubled and shuffled frames never look like a violation', async ({ open }) => {
  test.setTimeout(120_000);
  const facet = await open({
    scenario: 'coherent',
    speed: 4,
    before: (control) =>
      control.faults({ wsDropPercent: 2, wsDuplicatePercent: 5, wsReorderPercent: 5, wsCorruptPercent: 2 }),
  });
  const { page, overlay, control, dashboard, pageErrors } = facet;
  await page.goto(FOCUS_URL);
  await overlay.waitForText(/fair/i, 40_000);
  for (const kind of ['binary', 'invalid-utf8', 'huge', 'old-book', 'text'] as const)
    await control.sendRaw(
      'market',
      kind,
      kind === 'text' ? '[{"event_type":"book","asset_id":"1","bids":[{"price":"NaN","size":"-1"}]}]' : '',
    );
  const start = await control.changes();
  await until('3,000 changes', async () => ((await control.changes()) - start > 3_000 ? true : null), 80_000);
  const seen = await dashboard.sightings();
  expect(seen.mostOpportunities).toBe(0);
  expect(seen.notifications).toEqual([]);
  expect(seen.bootIds).toHaveLength(1);
  await control.healFaults();
  await overlay.waitForText(/no contradiction found/i, 40_000);
  expect(pageErrors).toEqual([]);
});
