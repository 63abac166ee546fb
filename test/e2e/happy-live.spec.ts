/**
 * A basket for real money (of the local exchange), confirmed in the side panel as it is by default: one prompt per leg,
 * one batch, every leg matched, the floor holds in the ledger.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { root } from '../../scripts/setup.mjs';
import { auditNegRiskBasket } from '../kit/browser/basket-audit';
import { readNetLog } from '../kit/browser/net-log';
import { DEPOSIT_MICROS, FOCUS_SLUG, FOCUS_URL, expect, goLive, test } from '../kit/browser/facet-test';
import * as en from '../../lib/words/en';
import { asContentScript } from '../kit/browser/content-world';

/** host_permissions of the manifest that a whole basket needs. A new host here is a decision, not a detail. */
const LISTED_HOSTS = [
  'clob.polymarket.com',
  'data-api.polymarket.com',
  'gamma-api.polymarket.com',
  'polymarket.com',
  'relayer-v2.polymarket.com',
  'ws-subscriptions-clob.polymarket.com',
];

test('all legs are signed, sent, matched and confirmed, and the floor holds', async ({ open }, testInfo) => {
  const netLog = testInfo.outputPath('net-log.json');
  const facet = await open({ scenario: 'neg-risk-gap', cleared: true, launch: { netLog } });
  const { page, overlay, dashboard, control, wallet, pageErrors } = facet;
  await page.goto(FOCUS_URL);
  await overlay.waitForText(/at least \+?\$\d+\.\d\d/i, 40_000);
  await goLive(facet, 'panel');
  expect(wallet.prompts.map((prompt) => prompt.primaryType)).toEqual(['ClobAuth']);

  const shown = await dashboard.waitFor('the basket may be taken', ({ opportunities }) =>
    opportunities.some((opportunity) => opportunity.blockedBecause === null),
  );
  const [opportunity] = shown.opportunities;
  if (!opportunity) throw new Error('no opportunity');
  const exported = await dashboard.command('exportCertificate', { certificateHash: opportunity.certificateHash });
  if (!exported.ok) throw new Error(en.failure(exported.error));
  const file = testInfo.outputPath('certificate.json');
  writeFileSync(file, exported.value.json);
  const verified = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/verify.ts', file], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(verified.status, verified.stdout + verified.stderr).toBe(0);

  // Not even our own content script may take it: it runs on the page's ground.
  const { certificateHash, maxCostMicros } = opportunity;
  const input = { certificateHash, maxCostMicros, mode: 'live' };
  const ask = `chrome.runtime.sendMessage(${JSON.stringify({ target: 'background', command: 'execute', input })})`;
  expect(await asContentScript(page, ask)).toMatchObject({ ok: false, error: { code: 'confirm-in-panel' } });
  await overlay.press(/^Review 5 orders$/);
  await overlay.waitForText(/Opened in Facet's side panel/);
  const panel = await facet.browser.context.newPage();
  await panel.goto(`chrome-extension://${facet.browser.extensionId}/sidepanel.html`);
  expect(wallet.prompts).toHaveLength(1);
  await panel.getByRole('button', { name: 'Sign 5 orders', disabled: false }).click();
  await page.bringToFront();
  await wallet.promptsShown(6);
  await overlay.waitForText(/matched, not confirmed yet|confirmed on chain/i, 30_000);
  const done = await dashboard.waitFor(
    'every leg is confirmed',
    ({ executions }) => executions.some((execution) => execution.legs.every((leg) => leg.state === 'confirmed')),
    60_000,
  );

  const event = await control.event(FOCUS_SLUG);
  const ledger = await control.ledger();
  const audit = auditNegRiskBasket({ ledger, account: wallet.address, event, depositedMicros: DEPOSIT_MICROS });
  expect(audit).toMatchObject({ orders: 5, filled: 5, failedTrades: 0 });
  expect(audit.floorMicros).toBeGreaterThan(audit.spentMicros);
  expect(ledger.imbalances).toEqual({ cashMicros: 0, markets: [] });

  // What was signed is what stands in the exchange's books: one prompt per order, same token, size and limit.
  const orders = await control.ordersOf(wallet.address);
  const signed = wallet.prompts.slice(1).map(({ message }) => ({
    tokenId: String(message.tokenId),
    sizeMicros: Number(message.takerAmount),
    cashMicros: Number(message.makerAmount),
  }));
  expect(signed.map((leg) => leg.tokenId).sort()).toEqual(orders.map((order) => order.tokenId).sort());
  for (const leg of signed) {
    const order = orders.find((candidate) => candidate.tokenId === leg.tokenId);
    expect(order?.sizeMicros).toBe(leg.sizeMicros);
    expect(leg.cashMicros).toBe(((order?.priceMicros ?? 0) * leg.sizeMicros) / 1_000_000);
  }
  // What the screen said is what the ledger says.
  const [execution] = done.executions;
  expect(execution?.mode).toBe('live');
  expect(execution?.paidMicros).toBeGreaterThanOrEqual(audit.spentMicros);
  expect(execution?.paidMicros).toBeLessThanOrEqual(audit.spentMicros + 5 * 10);
  expect(execution?.floorMicros).toBeLessThanOrEqual(audit.floorMicros);
  // Never less than the truth, not even between the match and the trades.
  expect.soft((await dashboard.sightings()).leastPaidMicros).toBeGreaterThanOrEqual(audit.spentMicros);
  expect(audit.spentMicros).toBeLessThanOrEqual(opportunity.maxCostMicros);
  expect(audit.floorMicros - audit.spentMicros).toBeGreaterThanOrEqual(opportunity.edgeMicros);
  expect(pageErrors).toEqual([]);

  // One batch, and nobody but the venue was ever asked for anything.
  await facet.browser.close();
  const requests = readNetLog(netLog).filter(
    ({ initiator }) => initiator === `chrome-extension://${facet.browser.extensionId}`,
  );
  expect(
    requests.filter(({ method, url }) => method === 'POST' && /^https:\/\/clob\.polymarket\.com\/orders?$/.test(url)),
  ).toHaveLength(1);
  expect([...new Set(requests.map(({ url }) => new URL(url).host))].sort()).toEqual(LISTED_HOSTS);
});
