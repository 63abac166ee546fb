/**
 * Frames of the market channel as a broken, changed or hostile venue might send them: text that is no message, news of
 * markets that nobody watches, and good frames with fields, keys or characters spoiled. Seeded.
 */
import type { TokenId } from '../../lib/domain/ids';
import type { Random } from '../../lib/domain/random';

export interface FuzzedMarket {
  readonly market: string;
  readonly tokens: readonly [TokenId, TokenId];
}

type Frame = Record<string, unknown>;

const PRICES = ['0.44', '0.46', '0.40', '0.60', '0.5', '0.01', '0.99', '0.441', '0.4412345678'];
const SIZES = ['0', '1', '12.5', '1000000', '0.000001', '7.12345678'];
const HOSTILE: readonly unknown[] = [
  null,
  true,
  0,
  1,
  -1,
  0.1,
  1e21,
  -0,
  9_007_199_254_740_993,
  '',
  ' ',
  '0',
  '1',
  '-1',
  '+1',
  '1.',
  '.5',
  '1e-7',
  '1e308',
  'NaN',
  'Infinity',
  '0x10',
  '٠.٤',
  '0.4 ',
  '0.30000000000000004',
  '1.0000000',
  '99999999999999999999',
  '123456789012.999999',
  '__proto__',
  'x'.repeat(200),
  [],
  {},
  [[]],
  { price: '0.5' },
  ['0.5'],
  'BUY',
  'buy',
];
const TEXTS = [
  '',
  ' ',
  'PONG',
  'pong',
  '"PONG"',
  'PONG\n',
  '{"type":"pong"}',
  'INVALID OPERATION',
  '<html><body>502 Bad Gateway</body></html>',
  'null',
  'true',
  '0',
  '[]',
  '{}',
  '[null]',
  '[[[]]]',
  '{"error":"Too Many Requests"}',
  '\ufeff{}',
  '\u0000',
  '{"event_type":"book"',
  '{"event_type":["book"]}',
  '['.repeat(5_000),
  '{"a":'.repeat(2_000),
  '💥',
];

export function createFrameFuzzer(random: Random, watched: readonly FuzzedMarket[], foreign: readonly FuzzedMarket[]) {
  const whole = (below: number): number => Math.floor(random() * below);
  const pick = <T>(from: readonly T[]): T => {
    const item = from[whole(from.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };

  function timestamp(nowMs: number): unknown {
    return pick([String(nowMs), nowMs, String(nowMs - 1_000), String(nowMs + 1_000), '1', 'soon']);
  }

  function change(tokenId: string): Frame {
    const tops = random() < 0.5 ? { best_bid: '0.44', best_ask: '0.46' } : { best_bid: pick(PRICES), best_ask: '' };
    return {
      asset_id: tokenId,
      price: pick(PRICES),
      size: pick(SIZES),
      side: pick(['BUY', 'SELL']),
      hash: 'h',
      ...tops,
    };
  }

  /** A frame of one of the venue's kinds, well formed. */
  function good(nowMs: number): Frame {
    const own = random() < 0.4;
    const { market, tokens } = pick(own ? watched : foreign);
    const asset_id = pick(tokens);
    const base = { market, timestamp: timestamp(nowMs) };
    const levels = (first: string, second: string) => [
      { price: first, size: pick(SIZES) },
      { price: second, size: '3' },
    ];
    switch (whole(8)) {
      case 0:
        return {
          ...base,
          event_type: 'book',
          asset_id,
          hash: 'h',
          bids: levels('0.40', '0.44'),
          asks: levels('0.60', pick(['0.46', '0.44', '0.4'])),
          tick_size: pick(['0.01', '0.001', '', 0.01]),
          last_trade_price: pick(['1', '0', '', '0.123456789']),
        };
      case 1:
      case 2:
        return { ...base, event_type: 'price_change', price_changes: [change(asset_id), change(pick(tokens))] };
      case 3:
        return {
          ...base,
          event_type: 'last_trade_price',
          asset_id,
          price: pick([...PRICES, '1', '0']),
          size: pick(SIZES),
        };
      case 4:
        return {
          ...base,
          event_type: 'tick_size_change',
          asset_id,
          new_tick_size: pick(['0.001', '0.01', '0.1', '0.02']),
        };
      case 5: {
        const winner = pick(pick(foreign).tokens);
        return { ...base, event_type: 'market_resolved', winning_asset_id: winner, winning_outcome: 'Yes' };
      }
      case 6:
        return { ...base, event_type: 'new_market', id: '1', question: 'New?', assets_ids: pick(foreign).tokens };
      default:
        return { ...base, event_type: pick(['best_bid_ask', 'a_type_of_next_year', '']), asset_id };
    }
  }

  /** One field, somewhere in it, gone, renamed or with another value. */
  function spoil(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || random() < 0.1) return pick(HOSTILE);
    if (Array.isArray(value)) {
      const list: unknown[] = [...(value as readonly unknown[])];
      const index = whole(list.length + 1);
      list[index] = spoil(list[index]);
      return list;
    }
    const entries = Object.entries(value);
    const at = whole(entries.length);
    return Object.fromEntries(
      entries.flatMap(([key, field], index): [string, unknown][] => {
        if (index !== at) return [[key, field]];
        const what = random();
        return what < 0.2 ? [] : [[what < 0.3 ? key.toUpperCase() : key, spoil(field)]];
      }),
    );
  }

  function spoilText(text: string): string {
    const at = whole(text.length + 1);
    switch (whole(4)) {
      case 0:
        return text.slice(0, at);
      case 1:
        return text.slice(0, at) + pick(['"', '}', ',', '\\', '\u2028', '9', 'e']) + text.slice(at);
      case 2:
        return text.slice(0, at) + text.slice(at + 1);
      default:
        // The same key twice: the last one counts.
        return text.replace('{', `{"asset_id":${JSON.stringify(pick(HOSTILE))},"event_type":"book",`);
    }
  }

  function message(nowMs: number): unknown {
    const frame = good(nowMs);
    return random() < 0.6 ? spoil(frame) : frame;
  }

  return {
    next(nowMs: number): string {
      const what = random();
      if (what < 0.1) return pick(TEXTS);
      const frame = what < 0.4 ? [message(nowMs), message(nowMs), pick(HOSTILE)] : message(nowMs);
      const text = JSON.stringify(frame);
      return random() < 0.2 ? spoilText(text) : text;
    },
  };
}
