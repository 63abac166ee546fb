/**
 * One browser with the shipped build, one exchange, one account that trades in the focus event: run after run takes the
 * basket of the gap, which is put back afterwards. What an execution says is held against the exchange's ledger.
 */
import type { OrderRow } from '../../exchange/control/ledger-view';
import type { EventSpec, MarketSpec } from '../../exchange/model';
import type { ExecutionView, OpportunityView } from '../../lib/protocol/views';
import { launchWithExtension, type LaunchedBrowser } from '../kit/browser/browser';
import { clearAccount } from '../kit/browser/clear-account';
import { controlOf, type Control } from '../kit/browser/control';
import { attachDashboard, type Dashboard } from '../kit/browser/dashboard';
import { startExchangeProcess } from '../kit/browser/exchange';
import { connectWallet, switchToLive } from '../kit/browser/popup';
import { until } from '../kit/browser/until';
import { installWallet, type TestWallet } from '../kit/browser/wallet';

const SLUG = 'fed-decision-in-june';
const DEPOSIT_MICROS = 1_000_000_000_000;
const MAKER = 'maker-again';
const WHOLE = 1_000_000;
const DUST_MICROS = 10_000;
/** Set for every run. */
export const LIMIT_MICROS = 100_000 * WHOLE;

export interface World {
  readonly browser: LaunchedBrowser;
  readonly control: Control;
  readonly dashboard: Dashboard;
  readonly wallet: TestWallet;
  readonly event: EventSpec;
  /** A basket that may be taken, other than the one that was sent last. */
  ready(sent: string | null): Promise<OpportunityView>;
  /** Ids of the account's orders. */
  orders(): Promise<readonly OrderRow[]>;
  /** Heals all faults, and offers again what the account has bought since the last time. */
  restore(): Promise<void>;
  /** Somebody else buys what leg `index` of the basket was meant to get. */
  buyAway(opportunity: OpportunityView, index: number): Promise<void>;
  close(): Promise<void>;
}

export async function openWorld(seed: number): Promise<World> {
  const exchange = await startExchangeProcess({ scenario: 'neg-risk-gap', seed });
  const control = controlOf(exchange);
  const browser = await launchWithExtension({ exchange });
  const wallet = await installWallet(browser.context);
  const site = browser.context.pages()[0] ?? (await browser.context.newPage());
  const dashboard = await attachDashboard(await browser.openPopup());
  await clearAccount({ browser, control, dashboard, address: wallet.address });
  await site.goto(`https://polymarket.com/event/${SLUG}`);
  for (const account of [wallet.address, MAKER, 'rival']) await control.deposit(account, DEPOSIT_MICROS);
  await dashboard.page.bringToFront();
  await connectWallet(dashboard.page, 'Test Wallet');
  await switchToLive(dashboard.page);
  // Orders that never came are at stake until their end; runs follow one another faster than that.
  // Hundreds of sets in one event on one day: what is tried here is not the limits.
  await dashboard.command('updateSettings', {
    maxPositionMicros: LIMIT_MICROS,
    maxOrderMicros: LIMIT_MICROS,
    maxEventMicros: LIMIT_MICROS,
    maxRelationMicros: LIMIT_MICROS,
    maxDayMicros: LIMIT_MICROS,
    maxLossMicros: LIMIT_MICROS,
    maxDrawdownMicros: LIMIT_MICROS,
    maxLossStreak: 100,
    maxOpenLegs: 1_000,
    collarTicks: 100,
    washSeconds: 0,
  });
  await site.bringToFront();
  const event = await control.event(SLUG);
  const offered = new Set<string>();
  const account = wallet.address.toLowerCase();

  const marketOf = (tokenId: string): MarketSpec => {
    const market = event.markets.find(({ tokens }) => tokens.includes(tokenId));
    if (!market) throw new Error('a trade outside the event');
    return market;
  };
  /** An ask of one token is a bid on the other: makers need money only. */
  const offer = async (tokenId: string, priceMicros: number, sizeMicros: number): Promise<void> => {
    const { tokens } = marketOf(tokenId);
    const other = tokens[0] === tokenId ? tokens[1] : tokens[0];
    await control.place({
      account: MAKER,
      tokenId: other,
      side: 'BUY',
      priceMicros: WHOLE - priceMicros,
      sizeMicros,
      type: 'GTC',
      postOnly: false,
      expiration: 0,
    });
  };

  return {
    browser,
    control,
    dashboard,
    wallet,
    event,
    orders: () => control.ordersOf(wallet.address),
    ready: (sent) =>
      until(
        'a basket that may be taken',
        async () => {
          const view = await dashboard.view();
          const [first] = view?.opportunities ?? [];
          return first && first.blockedBecause === null && first.certificateHash !== sent ? first : null;
        },
        60_000,
      ),
    async restore() {
      await control.healFaults();
      const { trades } = await control.ledger();
      for (const trade of trades) {
        if ((trade.taker !== account && trade.taker !== 'rival') || offered.has(trade.id)) continue;
        offered.add(trade.id);
        await offer(trade.tokenId, trade.priceMicros, trade.sizeMicros);
      }
      // The same proof is taken once: a change far from the best prices makes another of the same basket.
      for (const { tokens, tickMicros } of event.markets) await offer(tokens[1], WHOLE - tickMicros, 10 * WHOLE);
    },
    async buyAway({ legs }, index) {
      const leg = legs[index % legs.length];
      const market = event.markets.find(({ groupItemTitle }) => groupItemTitle === leg?.label);
      const tokenId = market?.tokens[leg?.token === 'yes' ? 0 : 1];
      if (leg === undefined || tokenId === undefined) throw new Error(`no market ${String(leg?.label)}`);
      for (const level of (await control.depth(tokenId)).asks) {
        if (level.priceMicros > leg.limitPriceMicros) break;
        await control.place({
          account: 'rival',
          tokenId,
          side: 'BUY',
          priceMicros: level.priceMicros,
          sizeMicros: level.sizeMicros,
          type: 'GTC',
          postOnly: false,
          expiration: 0,
        });
      }
    },
    async close() {
      await browser.close();
      await exchange.close();
    },
  };
}

/** What one run did to the account, by the ledger alone. */
export interface Outcome {
  readonly lost: number;
  readonly doubled: number;
  readonly untrue: number;
  /** Orders that the exchange took. */
  readonly orders: number;
  readonly problems: readonly string[];
}

/**
 * Holds what an execution says against the orders that the exchange took from this run. `lost`: an order of the run
 * that no execution accounts for. `doubled`: two orders for one token. `untrue`: a leg that says other than its order
 * did, by more than dust, once nothing about it is called unknown.
 */
export async function judge(
  world: World,
  before: ReadonlySet<string>,
  executions: readonly ExecutionView[],
): Promise<Outcome> {
  const problems: string[] = [];
  const own = (await world.orders()).filter(({ id }) => !before.has(id));
  const byToken = new Map<string, OrderRow[]>();
  for (const order of own) byToken.set(order.tokenId, [...(byToken.get(order.tokenId) ?? []), order]);
  const doubled = [...byToken.values()].filter((orders) => orders.length > 1).length;
  let lost = 0;
  let untrue = 0;
  for (const [tokenId, orders] of byToken) {
    const matched = orders.reduce((sum, order) => sum + order.matchedMicros, 0);
    const legs = executions.flatMap((execution) =>
      execution.legs.filter((leg) => tokenOf(world.event, leg) === tokenId && leg.state !== 'pending'),
    );
    if (legs.length === 0) {
      lost += 1;
      problems.push(`an order that nothing accounts for: ${tokenId}`);
      continue;
    }
    if (legs.some(({ state }) => state === 'unknown' || state === 'sent')) continue;
    const said = legs.reduce((sum, leg) => sum + leg.filledMicros, 0);
    if (Math.abs(said - matched) < DUST_MICROS) continue;
    untrue += 1;
    problems.push(`says ${said} of ${tokenId}, the ledger ${matched}`);
  }
  for (const execution of executions)
    for (const leg of execution.legs)
      if (leg.filledMicros > 0 && !byToken.has(tokenOf(world.event, leg))) {
        untrue += 1;
        problems.push(`says ${leg.filledMicros} of "${leg.label}", of which the ledger knows no order`);
      }
  return { lost, doubled, untrue, orders: own.length, problems };
}

function tokenOf(event: EventSpec, leg: { readonly label: string; readonly token: 'yes' | 'no' }): string {
  const market = event.markets.find(({ groupItemTitle }) => groupItemTitle === leg.label);
  return market?.tokens[leg.token === 'yes' ? 0 : 1] ?? '';
}
