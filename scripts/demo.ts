/**
 * The demo: Facet's shipped build in a real Chromium at https://polymarket.com, which is the local exchange. Prints
 * what happens, takes a picture of each surface, and ends with 0 only if the exchange's own ledger shows every leg
 * matched and the floor above the cost.
 */
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Page } from '@playwright/test';
import { launchWithExtension, takePicture } from '../test/kit/browser/browser';
import { auditNegRiskBasket, type BasketAudit } from '../test/kit/browser/basket-audit';
import { controlOf, type Control } from '../test/kit/browser/control';
import { attachDashboard, type Dashboard } from '../test/kit/browser/dashboard';
import { startExchangeProcess } from '../test/kit/browser/exchange';
import { attachOverlay, type Overlay } from '../test/kit/browser/overlay';
import { examineVenue, sendSmallestOrder } from '../test/kit/browser/panel';
import { connectWallet, switchToLive } from '../test/kit/browser/popup';
import { until } from '../test/kit/browser/until';
import { installWallet, type TestWallet } from '../test/kit/browser/wallet';
import { openDepositWallet, reportCash, turnIntoCash } from './demo-cash';
import { root } from './setup.mjs';

const FOCUS = 'fed-decision-in-june';
const DEPOSIT_MICROS = 1_000_000_000;
/** Of the two clocks; two seconds are refused. */
const NEAR_MS = 500;
const pictures = join(root, 'artifacts', 'demo');
const started = performance.now();

function say(line: string): void {
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);
}

function dollars(micros: number): string {
  return `$${(micros / 1_000_000).toFixed(4)}`;
}

async function picture(page: Page, name: string): Promise<void> {
  const path = join(pictures, `${name}.png`);
  await takePicture(page, path);
  say(`         picture ${relative(root, path)}`);
}

/** The README shows what the demo saw. Made when it is missing, so that a demo does not change a clone. */
function keepReadmePicture(): void {
  const kept = join(root, 'docs', 'pictures', 'event-page.png');
  if (existsSync(kept)) return;
  mkdirSync(dirname(kept), { recursive: true });
  copyFileSync(join(pictures, '2-violation.png'), kept);
}

/** The display decides: a person without one still gets the whole demo. */
function wantsWindow(headless: boolean): boolean {
  if (headless) return false;
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return true;
  say('no display was found, so the browser runs without a window');
  return false;
}

interface Stage {
  readonly control: Control;
  readonly wallet: TestWallet;
  /** The deposit wallet: it holds the money, the demo wallet signs for it. */
  readonly account: string;
  readonly page: Page;
  readonly overlay: Overlay;
  /** Watches the background from its own page, from the start. */
  readonly dashboard: Dashboard;
  /** The side panel in a tab, on its tab "Check". */
  readonly panel: Page;
}

/** To the computer's time and never beyond it, however slowly the exchange answers. */
async function catchUp(control: Control): Promise<void> {
  for (;;) {
    const askedAtMs = Date.now();
    const behindMs = askedAtMs - (await control.stats()).nowMs;
    if (behindMs < NEAR_MS) return;
    await control.advance(behindMs);
  }
}

async function showViolation({ page, overlay, control, dashboard }: Stage): Promise<void> {
  await page.goto(`https://polymarket.com/event/${FOCUS}`);
  say(`opened https://polymarket.com/event/${FOCUS}`);
  await until('the extension connects to the market channel', async () =>
    (await control.stats()).sockets.market > 0 ? true : null,
  );
  // The exchange's time stood still until now, so that the page is seen before the scenario's gap opens.
  await control.setSpeed(1);
  const first = await overlay.waitForText(/no contradiction found/i, 30_000);
  const { watchedBooks } = (await dashboard.waitFor('books', (view) => view.health.watchedBooks > 0)).health;
  say(
    `${watchedBooks} books stream in over one WebSocket; the page says: ` +
      sentenceAfter(first, /no contradiction found[^\n]*/i),
  );
  await picture(page, '1-coherent');
  // A clock that is wrong by more than two seconds is refused later on, so the exchange catches up.
  await catchUp(control);
  const text = await overlay.waitForText(/at least \+?\$/i, 60_000);
  say(`violation found: ${sentenceAfter(text, /at least[^\n]*/i)}`);
  say(`                 ${sentenceAfter(text, /Buy [^\n]*/)}`);
  await picture(page, '2-violation');
  await overlay.press(/guaranteed part/i);
  const proof = await overlay.waitForText(/what each outcome pays/i);
  say(
    `certificate verified twice, in the engine and in the background; the proof opens (${proof.split('\n').length} ` +
      'lines)',
  );
  await picture(page, '3-proof');
  await overlay.press(/guaranteed part/i);
}

function sentenceAfter(text: string, pattern: RegExp): string {
  return (pattern.exec(text)?.[0] ?? '').trim();
}

async function looks({ page, overlay }: Stage): Promise<void> {
  await page.getByRole('button', { name: 'Use dark theme' }).click();
  await overlay.waitForText(/at least/i);
  await picture(page, '4-dark');
  await page.getByRole('button', { name: 'Use light theme' }).click();
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await overlay.waitForText(/at least/i);
  await picture(page, '5-narrow');
  if (size) await page.setViewportSize(size);
}

/** The panel as a page of its own: the venue is examined, then the smallest real order goes the whole way; its id. */
async function clear({ panel, control, account }: Stage): Promise<string> {
  await panel.bringToFront();
  say('live is locked until the venue was examined and one real order went the whole way: the panel, "Check"');
  const { findings, verdict } = await examineVenue(panel);
  for (const line of findings) say(`  ${line}`);
  say(`the panel says: ${verdict}`);
  await picture(panel, '6a-venue-checked');
  for (const step of await sendSmallestOrder(panel)) say(`  ${step}`);
  await picture(panel, '6b-smallest-order');
  const [order] = await control.ordersOf(account);
  if (order === undefined || order.restingMicros > 0 || order.matchedMicros > 0)
    throw new Error('the ledger does not show one cancelled order that bought nothing');
  say(`the ledger shows that order: ${order.status.toLowerCase()}, nothing matched, nothing resting`);
  return order.id;
}

async function goLive(stage: Stage): Promise<string> {
  const { control, wallet, dashboard, account } = stage;
  const popup = dashboard.page;
  await popup.bringToFront();
  await picture(popup, '6-popup-paper');
  await control.deposit(account, DEPOSIT_MICROS);
  say(`deposited ${dollars(DEPOSIT_MICROS)} of play money in the deposit wallet ${account} of ${wallet.address}`);
  await connectWallet(popup, 'Demo Wallet');
  say(`wallet connected: ${wallet.calls.map((call) => call.method).join(', ')}`);
  const trial = await clear(stage);
  await popup.bringToFront();
  await switchToLive(popup);
  say('live mode is on, after the region and the balance were checked');
  await picture(popup, '7-popup-live');
  return trial;
}

async function take(
  { page, overlay, wallet, control, dashboard, account }: Stage,
  trial: string,
): Promise<BasketAudit> {
  const event = await control.event(FOCUS);
  await page.bringToFront();
  const before = wallet.prompts.length;
  await overlay.waitForText(/Sign \d+ orders/);
  await overlay.press(/^Sign \d+ orders$/);
  say('pressed the action in the page, with the mouse');
  await wallet.promptsShown(before + event.markets.length);
  say(`the wallet signed ${wallet.prompts.length - before} orders, one prompt each`);
  const filled = await overlay.waitForText(/matched, not confirmed yet|confirmed on chain/i, 30_000);
  say(`the page says: ${sentenceAfter(filled, /matched, not confirmed yet|confirmed on chain/i)}`);
  await picture(page, '8-filled');
  await dashboard.waitFor(
    'the execution is confirmed by the venue',
    (view) => view.executions.some((execution) => execution.legs.every((leg) => leg.state === 'confirmed')),
    60_000,
  );
  const sightings = await dashboard.sightings();
  await dashboard.page.bringToFront();
  await picture(dashboard.page, '9-popup-after');
  say(
    `every trade is confirmed; on the way the badge showed ${sightings.badges.join(', ') || 'nothing'} and ` +
      `${sightings.notifications.length} notification(s) came`,
  );
  return auditNegRiskBasket({
    ledger: await control.ledger(),
    account,
    event,
    depositedMicros: DEPOSIT_MICROS,
    apart: [trial],
  });
}

async function otherPages({ page, overlay, control }: Stage): Promise<void> {
  await page.bringToFront();
  const single = (await control.events()).find((event) => event.markets.length === 1);
  if (single) {
    await page.goto(`https://polymarket.com/event/${single.slug}`);
    await overlay.waitForText(/fair/i);
    await picture(page, '10-single-market');
  }
  await page.goto('https://polymarket.com/');
  await page.getByRole('main').waitFor();
  await picture(page, '11-home');
}

function report(audit: BasketAudit): boolean {
  const holds =
    audit.orders > 0 &&
    audit.filled === audit.orders &&
    audit.failedTrades === 0 &&
    audit.floorMicros >= audit.spentMicros;
  console.log('');
  console.log('The exchange’s ledger:');
  console.log(`  orders ${audit.orders}, filled in full ${audit.filled}, failed trades ${audit.failedTrades}`);
  console.log(`  spent ${dollars(audit.spentMicros)}, of which fees ${dollars(audit.feesMicros)}`);
  for (const outcome of audit.outcomes)
    console.log(`  if "${outcome.label}" wins, the shares pay ${dollars(outcome.payoffMicros)}`);
  console.log(
    `  at least ${dollars(audit.floorMicros)} comes back: ${dollars(audit.floorMicros - audit.spentMicros)} more ` +
      'than was spent',
  );
  console.log(
    holds
      ? 'Every leg matched and the floor holds.'
      : 'The ledger does NOT show a whole basket with its floor above the cost.',
  );
  return holds;
}

async function main(): Promise<number> {
  const headless = process.argv.includes('--headless');
  const window = wantsWindow(headless);
  rmSync(pictures, { recursive: true, force: true });
  const exchange = await startExchangeProcess({ scenario: 'neg-risk-gap', speed: 0 });
  say(`the local exchange runs on port ${exchange.port}; the browser is sealed off from everything else`);
  const browser = await launchWithExtension({ exchange, headless: !window });
  try {
    const wallet = await installWallet(browser.context, {
      providers: [{ name: 'Demo Wallet', rdns: 'example.demo.wallet' }],
    });
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    const dashboard = await attachDashboard(await browser.openPopup());
    await page.bringToFront();
    const control = controlOf(exchange);
    const account = await openDepositWallet(control, wallet);
    const panel = await browser.openPanel('check');
    await page.bringToFront();
    const overlay = await attachOverlay(page);
    const stage: Stage = { control, wallet, account, page, overlay, dashboard, panel };
    await showViolation(stage);
    await looks(stage);
    const trial = await goLive(stage);
    const audit = await take(stage, trial);
    const holds = report(audit);
    const { context, extensionId } = browser;
    const isCash = reportCash(
      await turnIntoCash({ ...stage, context, extensionId, depositedMicros: DEPOSIT_MICROS, say, picture }),
    );
    await otherPages(stage);
    keepReadmePicture();
    say(`pictures of every surface are in ${relative(root, pictures)}`);
    if (window && !headless) {
      say('look around; close the browser or press Ctrl-C to end');
      await page.goto(`https://polymarket.com/event/${FOCUS}`);
      await new Promise<void>((resolve) => {
        browser.context.once('close', () => resolve());
        process.once('SIGINT', () => resolve());
      });
    }
    return holds && isCash ? 0 : 1;
  } finally {
    await browser.close();
    await exchange.close();
  }
}

process.exitCode = await main();
