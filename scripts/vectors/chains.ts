/** Recorded streams of spot books, through the readers that the feeds run. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { CoinbaseBook } from '../../lib/venues/coinbase/book';
import { parseCoinbase } from '../../lib/venues/coinbase/parse-coinbase';
import { follow, NEW_CONNECTION } from '../../lib/venues/coinbase/sequence';
import { KrakenBook } from '../../lib/venues/kraken/book';
import { parseKraken } from '../../lib/venues/kraken/parse-kraken';
import type { Difference, FileResult } from './compare';
import { count, records, type Input } from './read';

export function linesOf(file: string): readonly string[] {
  return gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
}

const SHOWN = 3;

export function coinbaseChain(input: Input, folder: string) {
  const lines = linesOf(join(folder, 'coinbase-chain.jsonl.gz'));
  const wanted = new Set(records(input, 'at').map((row) => count(row, 'seq')));
  const at: unknown[] = [];
  let sequence = NEW_CONNECTION;
  let book: CoinbaseBook | null = null;
  let trades = 0;
  for (const line of lines) {
    const message = parseCoinbase(line);
    if (message.kind !== 'numbered' || message.events === null) throw new Error('a frame that cannot be read');
    const step = follow(sequence, message.channel, message.sequence);
    sequence = step.sequence;
    if (step.verdict !== 'ok') throw new Error(`frame ${message.sequence}: ${step.verdict}`);
    for (const event of message.events)
      if (event.kind === 'trade') trades += 1;
      else if (event.isSnapshot) book = new CoinbaseBook(event.changes);
      else book?.apply(event.changes);
    if (wanted.has(message.sequence))
      at.push({ seq: message.sequence, bids: book?.bids.top(SHOWN), asks: book?.asks.top(SHOWN) });
  }
  return { frames: lines.length, trades, at };
}

/** As recorded: the chain keeps 1,000 levels a side. */
const KRAKEN_DEPTH = 1_000;

const WRONG_CHECKSUM: Difference = { path: 'checksum', got: 'another', want: 'the one stated' };

/** Each frame is a case: the venue's own checksum is what it must come to. */
export function krakenChain(file: string): FileResult {
  const lines = linesOf(file);
  const failed: { readonly id: string; readonly difference: Difference }[] = [];
  let book: KrakenBook | null = null;
  for (const [i, line] of lines.entries()) {
    const holds = parseKraken(line).every((message) => {
      if (message.kind !== 'book') return false;
      if (message.isSnapshot) book = new KrakenBook(KRAKEN_DEPTH);
      return book?.apply(message) === true;
    });
    if (!holds) failed.push({ id: `frame ${i}`, difference: WRONG_CHECKSUM });
  }
  return { name: 'kraken-chain', cases: lines.length, held: lines.length - failed.length, failed };
}
