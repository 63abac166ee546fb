/**
 * Kraken's proof of a book: CRC-32 over the ten best levels of each side, asks first, each price then size as they
 * stood on the wire, without the point and leading zeros. Numbers must therefore be kept as text: printing them again
 * loses the zeros at their ends.
 */
import crc32 from 'crc-32';
import type { LevelText } from '../socket/text-side';

const LEVELS = 10;

export function checksumText(asks: readonly LevelText[], bids: readonly LevelText[]): string {
  return [...asks.slice(0, LEVELS), ...bids.slice(0, LEVELS)]
    .map(([price, size]) => digits(price) + digits(size))
    .join('');
}

/** Unsigned. @param asks low to high. @param bids high to low. */
export function checksumOf(asks: readonly LevelText[], bids: readonly LevelText[]): number {
  return crc32.str(checksumText(asks, bids)) >>> 0;
}

function digits(text: string): string {
  return text.replace('.', '').replace(/^0+/, '');
}
