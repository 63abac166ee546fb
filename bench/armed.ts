/**
 * From the frame that brings the price of an armed set to its batch on the wire, in Chromium with the built extension
 * and the exchange in this process: frame, parse, book, gate on the live books, journal on disk, POST. The start is
 * taken just before the order that causes the frame, the end when the exchange reads the request. The baseline is a
 * bare page that answers the same frame with a fetch of its own.
 */
import { startExchange, type RunningExchange } from '../exchange/start';
import { launchWithExtension, type LaunchedBrowser } from '../test/kit/browser/browser';
import { clearAccount } from '../test/kit/browser/clear-account';
import { controlOf } from '../test/kit/browser/control';
import { attachDashboard, type Dashboard } from '../test/kit/browser/dashboard';
import { attachOverlay } from '../test/kit/browser/overlay';
import { connectWallet, switchToLive } from '../test/kit/browser/popup';
import { pageCode } from '../test/kit/browser/page-code';
import { until } from '../test/kit/browser/until';
import { installWallet, type TestWallet } from '../test/kit/browser/wallet';
import { armedInNode } from './armed-in-node';
import { summarise, type Bench } from './kit';

const FOCUS = 'fed-decision-in-june';
const SAMPLES = 30;
const WARM_UP = 3;
const LEGS = 5;
const WHOLE = 1_000_000;
const MAKER = '0x00000000000000000000000000000000000000aa';
const PLENTY = 1_000_000_000_000;
/** So that limits of a single user do not end the bench after one set. */
const FREE = {
  maxPositionMicros: PLENTY,
  maxOrderMicros: PLENTY,
  maxEventMicros: PLENTY,
  maxRelationMicros: PLENTY,
  maxDayMicros: PLENTY,
  maxLossMicros: PLENTY,
  maxOpenLegs: 1_000,
  washSeconds: 0,
};

interface Leg {
  readonly tokenId: string;
  readonly otherTokenId: string;
  readonly limitMicros: number;
}

interface Desk {
  readonly exchange: RunningExchange;
  readonly browser: LaunchedBrowser;
  readonly dashboard: Dashboard;
  readonly wallet: TestWallet;
}

/** Runs in the bare page. */
function bareAnswer({ token }: { readonly token: string }): void {
  const socket = new WebSocket('wss://ws-subscriptions-clob.polymarket.com/ws/market');
  socket.onopen = () => socket.send(JSON.stringify({ type: 'market', assets_ids: [token], initial_dump: false }));
  socket.onmessage = ({ data }) => {
    const frame: unknown = JSON.parse(String(data));
    if (JSON.stringify(frame).includes('price_change')) void fetch('https://clob.polymarket.com/ok');
  };
}

/** An ask of this share, as a bid for the other one. */
function offer({ core }: RunningExchange, { otherTokenId }: Leg, priceMicros: number, sizeMicros: number): void {
  const placed = core.place({
    account: MAKER,
    tokenId: otherTokenId,
    side: 'BUY',
    priceMicros: WHOLE - priceMicros,
    sizeMicros,
    type: 'GTC',
    postOnly: false,
    expiration: 0,
  });
  if (!placed.ok) throw new Error(placed.error);
}

/** Buys everything that is offered up to this price. */
function sweep({ core }: RunningExchange, { tokenId }: Leg, limitMicros: number): void {
  const level = core.depth(tokenId).asks.filter(({ priceMicros }) => priceMicros <= limitMicros);
  for (const { priceMicros, sizeMicros } of level)
    core.place({
      account: MAKER,
      tokenId,
      side: 'BUY',
      priceMicros,
      sizeMicros,
      cashMicros: Math.ceil((priceMicros * sizeMicros) / WHOLE) + 10_000,
      type: 'FAK',
      postOnly: false,
      expiration: 0,
    });
}

function legsOf({ exchange, wallet }: Desk): readonly Leg[] {
  const markets = exchange.core.events().flatMap((event) => event.markets);
  return wallet.prompts.slice(-LEGS).map(({ message }) => {
    const tokenId = String(message.tokenId);
    const market = markets.find(({ tokens }) => tokens.includes(tokenId));
    const otherTokenId = market?.tokens.find((token) => token !== tokenId);
    if (otherTokenId === undefined) throw new Error('a prompt for a share that nobody lists');
    return { tokenId, otherTokenId, limitMicros: (Number(message.makerAmount) * WHOLE) / Number(message.takerAmount) };
  });
}

/** The one that only the gap makes cheap. */
function gapLeg({ core }: RunningExchange, legs: readonly Leg[]): Leg {
  const found = legs.find(({ tokenId, limitMicros }) => {
    const [, next] = core.depth(tokenId).asks;
    return next !== undefined && next.priceMicros > limitMicros + 10_000;
  });
  if (found === undefined) throw new Error('no leg has a gap');
  return found;
}

interface Sample {
  readonly ours: number;
  readonly bare: number | null;
}

/** Arms what is on offer, lets its price go and come back. */
async function once(desk: Desk, arrived: Map<string, number>, isFirst: boolean): Promise<Sample> {
  const { exchange, browser, dashboard, wallet } = desk;
  const prompts = wallet.prompts.length;
  const { opportunities } = await dashboard.waitFor('a set may be taken', (view) =>
    view.opportunities.some(({ blockedBecause, passesThresholds }) => blockedBecause === null && passesThresholds),
  );
  const [offered] = opportunities;
  if (offered === undefined) throw new Error('nothing is offered');
  wallet.script(...Array.from({ length: LEGS - 1 }, () => 'approve' as const), 'wait');
  const { certificateHash, maxCostMicros } = offered;
  const armed = await dashboard.command('arm', { certificateHash, maxCostMicros });
  if (!armed.ok) throw new Error(`not armed: ${armed.error.code}`);
  await wallet.promptsShown(prompts + LEGS);
  const legs = legsOf(desk);
  const gap = gapLeg(exchange, legs);
  const [best] = exchange.core.depth(gap.tokenId).asks;
  if (best === undefined) throw new Error('the gap is gone');
  // The other books do not move, so what each set takes from them is put back for all.
  if (isFirst) for (const leg of legs) if (leg !== gap) offer(exchange, leg, leg.limitMicros, PLENTY / 100);
  if (isFirst) {
    const bare = await browser.context.newPage();
    await bare.goto('https://polymarket.com/bench');
    await bare.evaluate(pageCode(bareAnswer, { token: gap.tokenId }));
  }
  sweep(exchange, gap, gap.limitMicros);
  wallet.release();
  await dashboard.waitFor('it waits for its price', ({ executions }) =>
    executions.some(({ state, armed: waits }) => state === 'armed' && waits?.waits?.code === 'book-moved'),
  );
  arrived.clear();
  const startedAt = performance.now();
  offer(exchange, gap, best.priceMicros, best.sizeMicros);
  const sentAt = await until('the batch is at the exchange', () =>
    Promise.resolve(arrived.get('clob /orders') ?? null),
  );
  const bareAt = arrived.get('clob /ok');
  await dashboard.waitFor('it is confirmed', ({ executions }) =>
    executions.every(({ state }) => state === 'settled' || state === 'abandoned'),
  );
  // What was taken is on offer again, for the next set.
  offer(exchange, gap, best.priceMicros, best.sizeMicros);
  return { ours: sentAt - startedAt, bare: bareAt === undefined ? null : bareAt - startedAt };
}

async function measure(exchange: RunningExchange, browser: LaunchedBrowser): Promise<readonly Sample[]> {
  const wallet = await installWallet(browser.context);
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  const dashboard = await attachDashboard(await browser.openPopup());
  const control = controlOf({ control: exchange.controlUrl });
  await clearAccount({ browser, control, dashboard, address: wallet.address });
  await page.bringToFront();
  await page.goto(`https://polymarket.com/event/${FOCUS}`);
  const overlay = await attachOverlay(page);
  await overlay.waitForText(/at least \+?\$\d+\.\d\d/i, 40_000);
  exchange.core.deposit(wallet.address.toLowerCase(), { cashMicros: PLENTY });
  exchange.core.deposit(MAKER, { cashMicros: 100 * PLENTY });
  await dashboard.page.bringToFront();
  await connectWallet(dashboard.page, 'Test Wallet');
  await switchToLive(dashboard.page, 'panel');
  const set = await dashboard.command('updateSettings', FREE);
  if (!set.ok) throw new Error(`settings: ${set.error.code}`);
  const arrived = new Map<string, number>();
  exchange.server.onRequest((kind) => {
    if (!arrived.has(kind)) arrived.set(kind, performance.now());
  });
  const samples: Sample[] = [];
  for (let index = -WARM_UP; index < SAMPLES; index += 1) {
    const sample = await once({ exchange, browser, dashboard, wallet }, arrived, index === -WARM_UP);
    if (index >= 0) samples.push(sample);
  }
  return samples;
}

export const armedBench: Bench = {
  name: 'armed',
  async run() {
    const exchange = await startExchange({ seed: 7, scenario: 'neg-risk-gap', scenarioOptions: { gapDelayMs: 2_000 } });
    try {
      const browser = await launchWithExtension({ exchange });
      try {
        const samples = await measure(exchange, browser);
        const bare = summarise(samples.flatMap((sample) => sample.bare ?? []));
        return [
          await armedInNode(),
          {
            name: 'armed: frame with the price to batch on the wire',
            unit: 'ms',
            ...summarise(samples.map(({ ours }) => ours)),
            baseline: { name: 'bare page: frame to fetch', median: bare.median, p99: bare.p99 },
            note: 'aim: median 8 ms, p99 30 ms; the gate on the live books and the journal on disk are inside',
          },
        ];
      } finally {
        await browser.close();
      }
    } finally {
      await exchange.close();
    }
  },
};
