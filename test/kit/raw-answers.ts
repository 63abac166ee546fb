/**
 * What the venue answers before anybody has read it: a good book, a market and an event to be spoiled field by field.
 */
import { timeMs } from '../../lib/domain/units';
import { conditionId, rawBook, token } from './venue';

export const FUZZ_SEED = Number(process.env['FACET_SEED'] ?? Date.now() % 1_000_000_007);
export const NOW = timeMs(1_795_000_000_000);
export const GOOD_BOOK = rawBook(1, token(2), {
  bids: [
    ['0.40', '10'],
    ['0.44', '2.5'],
  ],
  asks: [
    ['0.60', '7'],
    ['0.46', '5'],
  ],
  timestamp: NOW,
});

export const rawMarket = {
  id: '5',
  question: 'Will it?',
  conditionId: conditionId(1),
  slug: 'will-it',
  outcomes: '["Yes","No"]',
  clobTokenIds: '["11","12"]',
  positionIds: ['21', '22'],
  version: 'v1',
  active: true,
  closed: false,
  acceptingOrders: true,
  enableOrderBook: true,
  orderPriceMinTickSize: 0.01,
  orderMinSize: 5,
  negRisk: false,
  feesEnabled: true,
  feeSchedule: { rate: 0.04, exponent: 1, takerOnly: true, rebateRate: 0.25 },
};

export const rawEvent = (markets: readonly unknown[]) => ({
  id: '7',
  slug: 'it',
  title: 'It',
  active: true,
  closed: false,
  negRisk: true,
  enableNegRisk: true,
  negRiskAugmented: false,
  markets,
});
