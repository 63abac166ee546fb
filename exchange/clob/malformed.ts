/** Books that no venue should send, one kind after the other, for the fault "malformed-book". */
import { isRecord } from '../http';

interface Breakable {
  readonly bids: readonly unknown[];
  readonly asks: readonly unknown[];
}

const kinds: readonly ((book: Breakable) => object)[] = [
  (book) => ({ ...book, asks: [...book.asks, { price: 'NaN', size: '10' }] }),
  (book) => ({ ...book, asks: [...book.asks, { price: '0.5', size: '-10' }] }),
  (book) => ({
    ...book,
    bids: [...book.bids, { price: '0.98', size: '10' }],
    asks: [...book.asks, { price: '0.02', size: '10' }],
  }),
  (book) => ({ ...book, asks: [...book.asks, ...book.asks] }),
  (book) => ({ ...book, asks: [...book.asks, { price: '1e-400', size: '1e400' }] }),
  (book) => ({ ...book, bids: [...book.bids, { price: '0.0123456789', size: '10' }] }),
  (book) => ({ ...book, asks: null }),
  (book) => ({ ...book, asset_id: '1' }),
  (book) => ({ ...book, bids: [...book.bids, { price: 0.5, size: 10 }] }),
];

let next = 0;

/** Breaks the first book in an answer; other answers are returned as they are. */
export function breakBook(body: unknown): unknown {
  const books: readonly unknown[] = Array.isArray(body) ? body : [body];
  const [first, ...rest] = books;
  if (!isRecord(first) || !Array.isArray(first['bids']) || !Array.isArray(first['asks'])) return body;
  const broken = kinds[next++ % kinds.length]?.({ ...first, bids: first['bids'], asks: first['asks'] }) ?? first;
  return Array.isArray(body) ? [broken, ...rest] : broken;
}
