/** Wallets that refuse, hang, lie or are elsewhere; and a venue that answers badly once orders left. */
import type { OpportunityView } from '../../lib/protocol/views';
import type { DashboardView } from '../../lib/ui/shell/dashboard';
import * as en from '../../lib/words/en';
import { expectNothingSent } from '../kit/browser/expect-nothing-sent';
import {
  DEPOSIT_MICROS,
  FOCUS_SLUG,
  FOCUS_URL,
  WALLET_NAME,
  expect,
  goLive,
  test,
  type Facet,
  type OpenOptions,
} from '../kit/browser/facet-test';
import { auditNegRiskBasket } from '../kit/browser/basket-audit';
import { postFromPage } from '../kit/browser/page-thief';
import { until } from '../kit/browser/until';
import type { WalletBehaviour } from '../kit/browser/wallet';

/** Headline of a basket that ended before anything left. */
const STOPPED = /^(?:Stopped|Refused, nothing sent)$/m;
const sentenceOf = ({ executions: [first] }: DashboardView): string => (first ? en.execution.sentence(first) : '');
const READY = /^Sign 5 orders$/;

const termsOf = ({ certificateHash, maxCostMicros }: OpportunityView) => ({ certificateHash, maxCostMicros });

async function ready(open: (options?: OpenOptions) => Promise<Facet>, options: OpenOptions = {}): Promise<Facet> {
  const facet = await open({ scenario: 'neg-risk-gap', cleared: true, ...options });
  await facet.page.goto(FOCUS_URL);
  await facet.overlay.waitForText(/at least \+?\$\d/i, 40_000);
  await goLive(facet);
  await facet.overlay.waitForText(/Sign 5 orders/);
  return facet;
}

const refusals: readonly { readonly behaviour: WalletBehaviour; readonly says: RegExp }[] = [
  { behaviour: 'reject', says: /refused/i },
  { behaviour: 'pending', says: /already|open|wallet/i },
  { behaviour: 'wrong-signer', says: /signature/i },
  { behaviour: 'altered', says: /signature/i },
  { behaviour: 'garbage', says: /signature/i },
];

test('each way of not signing stops the basket, and it can be taken afterwards', async ({ open }) => {
  test.setTimeout(150_000);
  const facet = await ready(open);
  const { overlay, dashboard, wallet } = facet;
  for (const { behaviour, says } of refusals) {
    await test.step(behaviour, async () => {
      wallet.script('approve', 'approve', behaviour);
      const shown = wallet.prompts.length;
      await overlay.press(READY);
      await wallet.promptsShown(shown + 3);
      const text = await overlay.waitForText(STOPPED);
      expect(text).toMatch(/Facet sent nothing; your wallet signed 2 bets.* can still post them/s);
      expect(text).toMatch(says);
      await expectNothingSent(facet);
      const view = await dashboard.waitFor(
        'it is told as stopped',
        ({ executions }) =>
          executions.length > 0 &&
          executions.every((execution) => execution.state === 'abandoned' || execution.state === 'refused'),
      );
      expect(view.executions.every((execution) => execution.tone !== 'violation')).toBe(true);
      expect(wallet.prompts.length).toBe(shown + 3);
      await overlay.press(/^Close$/);
      // Two signatures are out there: nothing new before the user has seen that.
      await overlay.waitForText(/whoever saw them can still post them/);
      expect(await dashboard.command('acknowledgeSignatures', {})).toMatchObject({ ok: true });
      await until('the page has heard it', async () => {
        const now = await overlay.text();
        return /Sign 5 orders/.test(now) && !/can still post/.test(now) ? true : null;
      });
      // What grew back is kept at the height of the line that was there, so that the page does not move.
      if (/^Show$/m.test(await overlay.text())) await overlay.press(/^Show/);
    });
  }
  await overlay.press(READY);
  await overlay.waitForText(/matched, not confirmed yet|confirmed on chain|settled/i, 40_000);
  const audit = auditNegRiskBasket({
    ledger: await facet.control.ledger(),
    account: wallet.address,
    event: await facet.control.event(FOCUS_SLUG),
    depositedMicros: DEPOSIT_MICROS,
  });
  expect(audit).toMatchObject({ orders: 5, filled: 5 });
});

test('bets that were signed and given up are found when the page posts them: told, counted, nothing new', async ({
  open,
}) => {
  const facet = await ready(open);
  const { page, overlay, dashboard, control, wallet } = facet;
  wallet.script('approve', 'approve', 'reject');
  await overlay.press(READY);
  expect(await overlay.waitForText(STOPPED)).toContain(
    'Facet sent nothing; your wallet signed 2 bets, and whoever saw them can still post them.',
  );
  expect(await dashboard.command('acknowledgeSignatures', {})).toMatchObject({ ok: true });
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setBypassCSP', { enabled: true });
  expect(await postFromPage(page, wallet)).toHaveLength(2);
  const posted = performance.now();
  const notice = dashboard.page.getByRole('alert', { name: 'Somebody posted what you signed' });
  await notice.waitFor({ timeout: 10_000 });
  expect(performance.now() - posted).toBeLessThan(5_000);
  await expect(notice).toContainText(/posted by somebody else; [\d.]+ shares filled for \$\d/);
  const orders = await control.ordersOf(wallet.address);
  expect(orders).toHaveLength(2);
  expect(orders.filter((order) => order.restingMicros > 0)).toEqual([]);
  const [opportunity] = (await dashboard.waitFor('it is blocked', () => true)).opportunities;
  if (opportunity)
    expect(await dashboard.command('execute', { ...termsOf(opportunity), mode: 'live' })).toMatchObject({
      ok: false,
      error: { code: 'halted' },
    });
  expect(wallet.prompts.length).toBe(4);
});

test('a wallet on another chain is told to switch', async ({ open }) => {
  const facet = await open({ scenario: 'neg-risk-gap', wallet: { chainId: 1, switchesChain: false } });
  const { page, overlay, dashboard } = facet;
  await page.goto(FOCUS_URL);
  await overlay.waitForText(/fair/i, 40_000);
  const popup = dashboard.page;
  await popup.bringToFront();
  await popup.getByRole('button', { name: 'Connect wallet' }).click();
  await popup.getByRole('button', { name: WALLET_NAME }).click();
  await expect(popup.getByText(/another network.*Polygon/i)).toBeVisible();
  await expect(popup.getByText('No wallet connected')).toBeVisible();
  expect(facet.wallet.prompts).toEqual([]);
  await expectNothingSent(facet);
});

test('a wallet that changed its account or chain signs nothing that is sent', async ({ open }) => {
  const facet = await ready(open, { wallet: { switchesChain: false } });
  const { overlay, wallet } = facet;
  wallet.setChain(1);
  await overlay.press(READY);
  expect(await overlay.waitForText(STOPPED)).toMatch(/network|chain/i);
  await expectNothingSent(facet);
  await overlay.press(/^Close$/);
  wallet.setChain(137);
  wallet.switchAccount();
  await overlay.press(READY);
  expect(await overlay.waitForText(STOPPED)).toMatch(/account|wallet/i);
  await expectNothingSent(facet);
});

test('two wallets that claim the same name are both shown, and none is chosen', async ({ open }) => {
  const facet = await open({
    scenario: 'coherent',
    wallet: {
      providers: [
        { name: 'Honest', rdns: 'io.same' },
        { name: 'Impostor', rdns: 'io.same' },
      ],
    },
  });
  await facet.page.goto(FOCUS_URL);
  await facet.overlay.waitForText(/fair/i, 40_000);
  const popup = facet.dashboard.page;
  await popup.bringToFront();
  await popup.getByRole('button', { name: 'Connect wallet' }).click();
  await expect(popup.getByRole('button', { name: /Honest/ })).toBeVisible();
  await expect(popup.getByRole('button', { name: /Impostor/ })).toBeVisible();
  await expect(popup.getByText(/so does another one/)).toHaveCount(2);
  expect(facet.wallet.calls).toEqual([]);
});

test('orders that left without an answer are looked up, never sent again', async ({ open }) => {
  test.setTimeout(120_000);
  const facet = await ready(open);
  const { overlay, control, wallet, dashboard } = facet;
  await control.faults({ afterAccept: 'reset' });
  await overlay.press(READY);
  await until(
    'the exchange took the orders',
    async () => ((await control.ordersOf(wallet.address)).length === 5 ? true : null),
    30_000,
  );
  const view = await dashboard.waitFor(
    'every leg was found',
    ({ executions }) =>
      executions.some(
        (execution) => execution.legs.length === 5 && execution.legs.every((leg) => leg.state === 'confirmed'),
      ),
    60_000,
  );
  expect(view.executions[0]?.mode).toBe('live');
  expect(await control.ordersOf(wallet.address)).toHaveLength(5);
  // Chromium itself sends a request again when a kept connection is reset; the bytes are the same, so the venue knows
  // the copies.
  const orders = new Set((await control.ordersOf(wallet.address)).map((order) => order.id));
  for (const refused of (await control.ledger()).refused) {
    expect(refused.error).toMatch(/Duplicated/);
    expect(orders).toContain(refused.id);
  }
  expect(wallet.prompts.filter((prompt) => prompt.primaryType === 'Order')).toHaveLength(5);
});

/** Someone else buys what the leg of this outcome was meant to get. */
async function buyAway({ control }: Facet, outcome: string): Promise<void> {
  const market = (await control.event(FOCUS_SLUG)).markets.find((candidate) => candidate.groupItemTitle === outcome);
  const token = market?.tokens[1];
  const ask = token === undefined ? undefined : (await control.depth(token)).asks[0];
  if (token === undefined || ask === undefined) throw new Error(`nothing is offered on ${outcome}`);
  await control.deposit('rival', DEPOSIT_MICROS);
  const placed = await control.place({
    account: 'rival',
    tokenId: token,
    side: 'BUY',
    priceMicros: ask.priceMicros,
    sizeMicros: ask.sizeMicros,
    type: 'GTC',
    postOnly: false,
    expiration: 0,
  });
  expect(placed).toMatchObject({ ok: true, status: 'matched' });
}

test('when the book moves while the wallet is open, nothing is sent', async ({ open }) => {
  const facet = await ready(open);
  const { overlay, wallet } = facet;
  wallet.script('approve', 'approve', 'approve', 'approve', 'wait');
  await overlay.press(READY);
  await wallet.promptsShown(6);
  await buyAway(facet, '25 bps decrease');
  wallet.release();
  const text = await overlay.waitForText(STOPPED);
  expect(text).toMatch(/Facet sent nothing; your wallet signed 5 bets/);
  expect(text).toMatch(/moved|shares|price/i);
  await expectNothingSent(facet);
});

test('when one leg does not fill, what is held is said and the rest is cancelled', async ({ open }) => {
  test.setTimeout(120_000);
  const facet = await ready(open);
  const { overlay, control, wallet, dashboard } = facet;
  // The request is under way, past every check, when the book moves.
  await control.faults({ rest: [{ host: 'clob', method: 'POST', path: '/orders', mode: 'slow', delayMs: 3_000 }] });
  await overlay.press(READY);
  await dashboard.waitFor('the orders are on their way', ({ executions }) =>
    executions.some((execution) => execution.state === 'sending'),
  );
  await buyAway(facet, '25 bps decrease');
  const text = await overlay.waitForText(/only some bets filled/i, 40_000);
  expect(text).not.toMatch(/matched, not confirmed yet|confirmed on chain/i);
  const view = await dashboard.waitFor('it is told as partial', ({ executions }) =>
    executions.some((execution) => execution.state === 'partial'),
  );
  expect(sentenceOf(view).length).toBeGreaterThan(20);
  const orders = await control.ordersOf(wallet.address);
  expect(orders.map((order) => order.status).sort()).toEqual(['CANCELED', 'MATCHED', 'MATCHED', 'MATCHED', 'MATCHED']);
  expect(orders.filter((order) => order.restingMicros > 0)).toEqual([]);
});

test('an order whose fate the venue does not tell is never called filled or lost', async ({ open }) => {
  const facet = await ready(open);
  const { overlay, control, wallet, dashboard } = facet;
  await control.faults({ killPositions: [2] });
  await overlay.press(READY);
  await overlay.waitForText(/not known yet/i, 40_000);
  const view = await dashboard.waitFor(
    'four legs are accounted for',
    ({ executions }) =>
      executions.some(
        (execution) =>
          execution.state === 'unknown' && execution.legs.filter((leg) => leg.state === 'confirmed').length === 4,
      ),
    40_000,
  );
  expect(sentenceOf(view)).toMatch(/1 order of unknown fate/);
  expect(await control.ordersOf(wallet.address)).toHaveLength(4);
  expect((await overlay.buttons()).filter((button) => /sign|try on paper/i.test(button.name))).toEqual([]);
});

test('between the match and the trades, never less is said to be paid than was', async ({ open }) => {
  const facet = await ready(open);
  const { overlay, control, wallet, dashboard } = facet;
  await control.faults({ rest: [{ host: 'clob', path: '/data', mode: 'slow', delayMs: 2_500 }] });
  await overlay.press(READY);
  await overlay.waitForText(/matched, not confirmed yet|confirmed on chain/i, 30_000);
  await dashboard.waitFor(
    'every leg is confirmed',
    ({ executions }) => executions.some((execution) => execution.legs.every((leg) => leg.state === 'confirmed')),
    60_000,
  );
  const audit = auditNegRiskBasket({
    ledger: await control.ledger(),
    account: wallet.address,
    event: await control.event(FOCUS_SLUG),
    depositedMicros: DEPOSIT_MICROS,
  });
  expect((await dashboard.sightings()).leastPaidMicros).toBeGreaterThanOrEqual(audit.spentMicros);
});

test('the service worker dies while the wallet is asked: nothing is sent, and it is told', async ({ open }) => {
  const facet = await ready(open);
  const { overlay, wallet, browser, dashboard } = facet;
  wallet.script('approve', 'hang');
  const shown = wallet.prompts.length;
  await overlay.press(READY);
  await wallet.promptsShown(shown + 2);
  await browser.killServiceWorker(dashboard.page);
  const view = await dashboard.waitFor('the new life knows of it', ({ executions }) =>
    executions.some((execution) => execution.state === 'abandoned'),
  );
  expect(sentenceOf(view)).toMatch(/Facet sent nothing; your wallet signed 1 bet and may have signed 1 more/);
  await expectNothingSent(facet);
});
