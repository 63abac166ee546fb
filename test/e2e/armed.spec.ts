/** A set that is signed before its price is there: sent by itself with the frame that brings the price, once. */
import type { LevelView } from '../../exchange/model';
import { FOCUS_URL, expect, goLive, test, type Facet } from '../kit/browser/facet-test';
import { until } from '../kit/browser/until';

const MAKER = '0x00000000000000000000000000000000000000aa';

/** The share that only the gap makes cheap: what lies behind its best level is dearer than any limit. */
async function gapToken(
  { control }: Facet,
  orders: readonly { readonly tokenId: string; readonly limitMicros: number }[],
): Promise<{ readonly tokenId: string; readonly best: LevelView }> {
  for (const { tokenId, limitMicros } of orders) {
    const { asks } = await control.depth(tokenId);
    const [best, next] = asks;
    if (best !== undefined && next !== undefined && next.priceMicros > limitMicros + 10_000) return { tokenId, best };
  }
  throw new Error('no leg has a gap');
}

test('an armed set waits, is shown everywhere, and is sent once with the frame that gives it', async ({ open }) => {
  const facet = await open({ scenario: 'neg-risk-gap', cleared: true });
  const { page, overlay, dashboard, control, wallet } = facet;
  await page.goto(FOCUS_URL);
  await overlay.waitForText(/at least \+?\$\d+\.\d\d/i, 40_000);
  await goLive(facet, 'panel');
  await dashboard.waitFor('the basket may be taken', ({ opportunities }) =>
    opportunities.some((opportunity) => opportunity.blockedBecause === null),
  );
  await overlay.press(/^Review 5 orders$/);
  const panel = await facet.browser.context.newPage();
  await panel.goto(`chrome-extension://${facet.browser.extensionId}/sidepanel.html`);
  wallet.script('approve', 'approve', 'approve', 'approve', 'wait');
  await panel.getByRole('button', { name: 'Sign now, send when it is there', disabled: false }).click();
  await page.bringToFront();
  await wallet.promptsShown(6);

  // The price goes while the last bet is being signed.
  const legs = wallet.prompts.slice(1).map(({ message }) => ({
    tokenId: String(message.tokenId),
    limitMicros: (Number(message.makerAmount) * 1_000_000) / Number(message.takerAmount),
  }));
  const { tokenId, best } = await gapToken(facet, legs);
  await control.deposit(MAKER, 10_000_000_000);
  await control.place({
    account: MAKER,
    tokenId,
    side: 'BUY',
    priceMicros: best.priceMicros,
    sizeMicros: best.sizeMicros,
    cashMicros: Math.ceil((best.priceMicros * best.sizeMicros) / 1_000_000),
    type: 'FAK',
    postOnly: false,
    expiration: 0,
  });
  wallet.release();
  await overlay.waitForText(/Armed, nothing sent yet|Facet sends them by itself until/i, 20_000);
  const armed = await dashboard.waitFor('it waits for the price', ({ executions }) =>
    executions.some(({ state, armed: waits }) => state === 'armed' && waits?.waits?.code === 'book-moved'),
  );
  expect(armed.executions[0]?.armed?.maxCostMicros).toBeGreaterThan(0);
  expect(await control.ordersOf(wallet.address)).toEqual([]);

  // The price is there again: what Facet bought is in the ledger, once, and nobody was asked for anything.
  await control.place({
    account: MAKER,
    tokenId: await otherToken(facet, tokenId),
    side: 'BUY',
    priceMicros: 1_000_000 - best.priceMicros,
    sizeMicros: 2 * best.sizeMicros,
    type: 'GTC',
    postOnly: false,
    expiration: 0,
  });
  await until('the orders are at the exchange', async () =>
    (await control.ordersOf(wallet.address)).length === 5 ? true : null,
  );
  await dashboard.waitFor(
    'every leg is confirmed',
    ({ executions }) => executions.some((execution) => execution.legs.every((leg) => leg.state === 'confirmed')),
    60_000,
  );
  expect(wallet.prompts).toHaveLength(6);
  expect(await control.ordersOf(wallet.address)).toHaveLength(5);
});

async function otherToken({ control }: Facet, tokenId: string): Promise<string> {
  for (const { markets } of await control.events())
    for (const { tokens } of markets) {
      if (tokens[0] === tokenId) return tokens[1];
      if (tokens[1] === tokenId) return tokens[0];
    }
  throw new Error('no such market');
}
