/** A coin by its name, its ticker or a ticker with "$" in the title, and by a trading pair in the rules. */
import { describe, expect, it } from 'vitest';
import { ASSETS } from '../../../lib/language/lexicon/assets';
import { eventOf, OTHERWISE, provenBeyondStructure, say } from '../../kit/rule-texts';

const PAIRS = ['/USDT', 'USDT', '-USD'];
const large = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Of each line: its name and its first ticker that is no trading pair itself. */
const KNOWN = ASSETS.map((line) => {
  const [name = '', ...others] = line.split(' ');
  return [
    large(name),
    (others.find((word) => word.length < 6 && !word.endsWith('usdt')) ?? name).toUpperCase(),
  ] as const;
});
/** Such as no table has: their name is their ticker. */
const UNKNOWN = ['Hemi', 'Grass', 'Bonk', 'Virtual', 'Zorbo'].map((name) => [name, name.toUpperCase()] as const);

function proven(asked: string, pair: string, side = 'higher than'): readonly string[] {
  return provenBeyondStructure([
    eventOf(
      ['$3', '$2'].map((price) =>
        say(
          asked.replace('#', price),
          `the Binance 1 minute candle for ${pair} 12:00 in the ET timezone (noon) on June 30, 2026 has a final ` +
            `"Close" price ${side} ${price}`,
          {},
          `${OTHERWISE}\n\nThe resolution source for this market is Binance, specifically the ${pair} "Close" prices ` +
            `available at https://www.binance.com/en/trade/${pair}.`,
        ),
      ),
    ),
  ]);
}

describe('a ladder of a coin', () => {
  it.each([...KNOWN, ...UNKNOWN])('is proven for %s (%s), however title and rules write it', (name, ticker) => {
    for (const pair of PAIRS.map((paid) => `${ticker}${paid}`))
      for (const coin of [name, ticker, `$${ticker}`]) {
        expect([coin, pair, proven(`Will the price of ${coin} be above # on June 30?`, pair).length]).toEqual([
          coin,
          pair,
          1,
        ]);
        expect([coin, pair, proven(`${coin} above # on June 30?`, pair).length]).toEqual([coin, pair, 1]);
      }
  });

  it.each([
    ['Will the price of Dogecoin be above # on June 30?', 'BTC/USDT'],
    ['Will the price of Zorbo be above # on June 30?', 'HEMI/USDT'],
    ['Will the price of hemi be above # on June 30?', 'HEMI/BTC'],
    ['Will the price of Bitcoin be above # on June 30?', 'WBTC/USDT'],
    ['Will the price of NOT be above # on June 30?', 'NOT/USDT'],
    ['Will the price of XRP NEVER be above # on June 30?', 'NEVER/USDT'],
    ['Will the price of XRP be FIRST above # on June 30?', 'FIRST/USDT'],
    ['XRP LAST above # on June 30?', 'LAST/USDT'],
    ['XRP STILL above # on June 30?', 'STILL/USDT'],
    ['Companies above # on June 30?', 'XRP/USDT'],
  ])('makes no name of another word, and no other coin of it: %s with %s', (asked, pair) => {
    expect(proven(asked, pair)).toEqual([]);
  });

  it.each([
    ['Will Dogecoin be above # on June 30?', 'the price of Bitcoin is above # on June 30, 2026'],
    ['Will Israel have above # drones on June 30?', 'Iran has above # drones on June 30, 2026'],
  ])('is not proven where the rules name another: %s', (asked, ruled) => {
    const step = ['$3', '$2'].map((price) => say(asked.replace('#', price), ruled.replace('#', price)));
    expect(provenBeyondStructure([eventOf(step)])).toEqual([]);
  });

  it('is not proven on the other side', () => {
    expect(proven('XRP above # on June 30?', 'XRP/USDT', 'lower than')).toEqual([]);
  });
});
