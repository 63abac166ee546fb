/**
 * Prices that are one number: the close of one thing on one day, or of the one candle that a minute names. "Tesla or
 * Nvidia closes", "a candle on June 30" and "closes on a day of June" are many numbers, of which several markets may
 * each find one.
 */
import { cannotBeName } from './vocabulary';

/** A day with its month; a month, a quarter or a year holds many closes. */
const DAY = '<x:\\d*-\\d+-\\d+>';
const ZONE = '(?:et|est|edt|utc|gmt|pt|N)';
/** "BTC/USDT" is one thing, "Samsung/LG" are two. */
const PAIR = /^[a-z]{2,6}\/(?:usdt|usdc|usd|eur|btc)$/;
const SHAPES: readonly RegExp[] = [
  // "Tesla (TSLA) closes C on Nasdaq on June 30, 2026"
  new RegExp(`^(?:the )?(?:N )+closes <C>(?: on N)? on ${DAY}$`),
  // "the Binance 1 minute candle for BTC/USDT 12:00 in the ET timezone (noon) on June 30, 2026 has a final Close price
  // C"
  new RegExp(
    '^the (?:N )+<1> (?:minute|hour) candle for N(?: N)*(?: that begins at)? <t:\\d+> (?:in the ' +
      `)?${ZONE}(?: timezone)?(?: <t:\\d+>)? on ${DAY} has a final close price <C>$`,
  ),
  new RegExp(`^the (?:N )+<1> day candle for N(?: N)* on ${DAY} has a final close price <C>$`),
];

/** @param clause what decides, with its comparison as "<C>" */
export function isOnePrice(clause: string, names: ReadonlySet<string>): boolean {
  const isName = (word: string): boolean => {
    const bare = word.replace(/'s?$/, '');
    return names.has(bare) && !cannotBeName(bare) && (!bare.includes('/') || PAIR.test(bare));
  };
  const text = clause
    .split(' ')
    .map((word) => (isName(word) ? 'N' : word))
    .join(' ');
  return SHAPES.some((shape) => shape.test(text));
}
