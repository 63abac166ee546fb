/** News of markets that nobody here trades: the venue lists some every few seconds, all day. */
import type { ExchangeClock, MarketSpec } from '../model';
import type { Faults } from '../faults';
import type { MarketChannel } from './market';

const MINUTE_MS = 60_000;
/** How often the rate is looked at, exchange milliseconds. */
const LOOK_MS = 500;

/** Tells the market channel of made-up markets at the rate that the faults say, until the clock is closed. */
export function tellForeignMarkets(parts: {
  readonly clock: ExchangeClock;
  readonly faults: Faults;
  readonly market: MarketChannel;
}): void {
  const { clock, faults, market } = parts;
  let owed = 0;
  let told = 0;
  const look = (): void => {
    owed += (faults.current.newMarketsPerMinute * LOOK_MS) / MINUTE_MS;
    for (; owed >= 1; owed -= 1) {
      told += 1;
      market.tellForeignMarket(foreignMarket(told));
    }
    clock.after(LOOK_MS, look);
  };
  clock.after(LOOK_MS, look);
}

function foreignMarket(number: number): MarketSpec {
  const digits = String(number).padStart(6, '0');
  const id = (start: string): string => `0x${start}${digits}`.padEnd(66, '0');
  return {
    id: `9${digits}`,
    conditionId: id('f0'),
    questionId: id('f1'),
    slug: `foreign-market-${digits}`,
    question: `Foreign market ${digits}?`,
    groupItemTitle: '',
    groupItemThreshold: '0',
    description: '',
    tokens: [`77${digits}1`, `77${digits}2`],
    version: 'v1',
    negRisk: false,
    negRiskOther: false,
    tickMicros: 10_000,
    minSizeMicros: 5_000_000,
    fee: null,
    endDate: '2030-01-01T00:00:00Z',
    volume: 0,
    active: true,
    closed: false,
    acceptingOrders: true,
  };
}
