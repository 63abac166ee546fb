/** Markets on prices read from their own words: the venue's texts as they were recorded, and what must not be read. */
import { describe, expect, it } from 'vitest';
import { readCryptoMarket } from '../../../../lib/signals/fairvalue/crypto-market';

const CHAINLINK =
  'This market will resolve to "Up" if the Bitcoin price at the end of the time range specified in the title is ' +
  'greater than or equal to the price at the beginning of that range. Otherwise, it will resolve to "Down".\nThe ' +
  'resolution source for this market is information from Chainlink, specifically the BTC/USD data stream available ' +
  'at https://data.chain.link/streams/btc-usd.';
const NOON =
  'This market will resolve to "Yes" if the Binance 1 minute candle for BTC/USDT 12:00 in the ET timezone (noon) on ' +
  'the date specified in the title has a final "Close" price higher than the price specified in the title. ' +
  'Otherwise, this market will resolve to "No".\n\nThe resolution source for this market is Binance, specifically ' +
  'the BTC/USDT "Close" prices currently available at https://www.binance.com/en/trade/BTC_USDT with "1m" and ' +
  '"Candles" selected on the top bar.';
const TOUCH =
  'This market will immediately resolve to "Yes" if any Binance 1 minute candle for Bitcoin (BTCUSDT) between ' +
  'December 30, 2024, 20:00 and December 31, 2025, 23:59 in the ET timezone has a final "High" price of $150,000 or ' +
  'higher. Otherwise, this market will resolve to "No."\n\nThe resolution source for this market is Binance, ' +
  'specifically the BTCUSDT "High" prices available at https://www.binance.com/en/trade/BTC_USDT.';
const MONTH =
  'This market will immediately resolve to \u201CYes\u201D if any Binance 1 minute candle for Bitcoin (BTC/USDT) ' +
  'during the month specified in the title (from 00:00 AM ET on the first day to 11:59 PM ET on the last), has a ' +
  'final \u201CLow\u201D price equal to or lower than the price specified in the title. The resolution source for ' +
  'this market is Binance, specifically the BTC/USDT \u201CLow\u201D prices.';
const DAY =
  'This market will resolve to "Up" if the "Close" price for the Binance 1 minute candle for BTC/USDT Mar 12 \'26 ' +
  '12:00 in the ET timezone is higher than the "Close" price of the Mar 11 \'26 12:00 candle. If they are equal it ' +
  'resolves 50-50. The resolution source for this market is Binance.';
const HOUR =
  'This market will resolve to "Up" if the close price is greater than or equal to the open price for the BTC/USDT ' +
  '1 hour candle that begins on the time and date specified in the title. The resolution source is Binance.';

const UP_DOWN = ['Up', 'Down'] as const;
const read = (question: string, description: string, endDate: string, more: object = {}) =>
  readCryptoMarket({ question, description, endDate, ...more });
const ms = (iso: string): number => Date.parse(iso);

describe('markets on prices', () => {
  it('of minutes begin and end by their title, at Chainlink, on either side of midnight', () => {
    const five = read('Bitcoin Up or Down - March 12, 5:20AM-5:25AM ET', CHAINLINK, '2026-03-12T09:25:00Z', {
      outcomes: UP_DOWN,
    });
    expect(five).toEqual({
      kind: 'market',
      market: {
        asset: 'BTC',
        pair: 'BTC/USD',
        source: 'Chainlink',
        payoff: { kind: 'up', startMs: ms('2026-03-12T09:20:00Z') },
        endMs: ms('2026-03-12T09:25:00Z'),
      },
    });
    expect(read('Bitcoin Up or Down - July 23, 11:45PM-12:00AM ET', CHAINLINK, '2026-07-24T04:00:00Z')).toMatchObject({
      market: { payoff: { startMs: ms('2026-07-24T03:45:00Z') } },
    });
  });

  it.each([
    ['- March 12, 5AM ET', HOUR, '2026-03-12T09:00:00Z', '2026-03-12T10:00:00Z'],
    ['on March 12?', DAY, '2026-03-11T16:01:00Z', '2026-03-12T16:01:00Z'],
  ])('of hours and days begin and end at Binance: %s', (when, rule, start, end) => {
    expect(read(`Bitcoin Up or Down ${when}`, rule, end)).toMatchObject({
      market: { source: 'Binance', payoff: { kind: 'up', startMs: ms(start) }, endMs: ms(end) },
    });
  });

  it.each([
    ['above $64,000', NOON, { kind: 'above', level: 64_000 }],
    ['less than $64k', NOON.replace('higher than', 'lower than'), { kind: 'below', level: 64_000 }],
    [
      'between $62,000 and $64,000',
      NOON.replace('price higher than the price', 'price between the prices'),
      { kind: 'between', low: 62_000, high: 64_000 },
    ],
  ])('at noon pay by the close of that minute: %s', (words, rule, payoff) => {
    expect(read(`Will the price of Bitcoin be ${words} on March 11?`, rule, '2026-03-11T16:00:00Z')).toEqual({
      kind: 'market',
      market: { asset: 'BTC', pair: 'BTC/USD', source: 'Binance', payoff, endMs: ms('2026-03-11T16:01:00Z') },
    });
  });

  it('that need a touch end by the rule and not by the date of the catalogue', () => {
    expect(read('Will Bitcoin reach $150,000 by December 31, 2025?', TOUCH, '2025-12-31T12:00:00Z')).toMatchObject({
      market: {
        payoff: {
          kind: 'touch',
          level: 150_000,
          way: 'up',
          sinceMs: ms('2024-12-31T01:00:00Z'),
          closesEveryMs: null,
        },
        endMs: ms('2026-01-01T05:00:00Z'),
      },
    });
    expect(read('Will Bitcoin dip to $90k in October?', MONTH, '2025-11-01T04:00:00Z')).toMatchObject({
      market: {
        payoff: { kind: 'touch', level: 90_000, way: 'down', sinceMs: ms('2025-10-01T04:00:00Z') },
        endMs: ms('2025-11-01T04:00:00Z'),
      },
    });
  });

  it.each([
    [
      'another source',
      'Will the price of Bitcoin be above $64,000 on March 11?',
      NOON.replaceAll('Binance', 'Coinbase'),
    ],
    ['another pair', 'Will the price of Bitcoin be above $64,000 on March 11?', NOON.replaceAll('BTC', 'ETH')],
    ['another side', 'Will the price of Bitcoin be below $64,000 on March 11?', NOON],
    ['another extreme', 'Will Bitcoin dip to $90k in October?', MONTH.replaceAll('Low', 'High')],
    ['a rule that is not the usual one', 'Bitcoin Up or Down - March 12, 5:20AM-5:25AM ET', 'It depends.'],
    ['answers the other way round', 'Bitcoin Up or Down - March 12, 5:20AM-5:25AM ET', CHAINLINK, ['Down', 'Up']],
  ])('are off with %s', (_, question, rule, outcomes?: readonly string[]) => {
    const more = outcomes === undefined ? {} : { outcomes };
    expect(read(question, rule, '2026-03-12T09:25:00Z', more)).toEqual({ kind: 'off', reason: 'unknown-source' });
  });

  it.each([
    ['ends on another day', 'Will the price of Bitcoin be above $64,000 on March 12?', NOON, '2026-03-11T16:00:00Z'],
    ['ends at another hour', 'Will the price of Bitcoin be above $64,000 on March 11?', NOON, '2026-03-11T17:00:00Z'],
    ['ends at no time', 'Bitcoin Up or Down - March 12, 5:20AM-5:25AM ET', CHAINLINK, ''],
    ['names two windows', 'Bitcoin Up or Down - March 12, 5:20AM-5:25AM ET', CHAINLINK, '2026-03-12T09:30:00Z'],
    ['names a month that is not its own', 'Will Bitcoin dip to $90k in May?', MONTH, '2025-11-01T04:00:00Z'],
  ])('are off where one %s', (_, question, rule, endDate) => {
    expect(read(question, rule, endDate)).toEqual({ kind: 'off', reason: 'unknown-window' });
  });

  it.each([
    'Will MicroStrategy hold 680k+ BTC by December 31?',
    'Ethereum all time high by June 30?',
    'Will Bitcoin Dominance hit 70% before 2026?',
    'Will a new country buy Bitcoin in 2025?',
    'Will Bitcoin not reach $150,000 by December 31, 2025?',
    'Will Bitcoin or Ethereum reach $150,000 by December 31, 2025?',
    'Bitcoin above $64,000 and Ethereum above $2,000 on March 11?',
    'Will Bitcoin be between $64,000 and $62,000 on March 11?',
    'Will Solana reach $350 in October?',
  ])('are not seen in "%s"', (question) => {
    expect(read(question, TOUCH, '2025-12-31T12:00:00Z')).toBeNull();
  });
});
