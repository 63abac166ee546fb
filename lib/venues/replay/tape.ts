/**
 * Event chunks of the recording format `facet-tape/1`, before deflation: varint t0 (ms), varint count, then five
 * columns, each with its length in bytes in front.
 *
 *   dt     varint: ms since the event before
 *   head   varint: market * 16 + flags (1 NO token, 2 ask, 4 trade, 8 seen on both tokens)
 *   price  zigzag: change against the last price of the same market, token and side, in 1/10,000 (starts at 5,000)
 *   size   varint: hundredths * 2 where exact, else micros * 2 + 1
 *   rx     zigzag: change of (receive - exchange) ms
 *
 * Numbers above 2^31 occur, so nothing here shifts bits of a number.
 */
export interface TapeEvent {
  /** Of the venue, ms since 1970. */
  readonly atMs: number;
  /** Index in the header of the tape. */
  readonly market: number;
  readonly token: 'yes' | 'no';
  readonly side: 'bid' | 'ask';
  /** 1/10,000 of a dollar. */
  readonly price: number;
  /** Micros of a share; 0: the level is gone. */
  readonly sizeMicros: number;
  /** Received, ms after `atMs`. */
  readonly receivedAfterMs: number;
  /** The same change was seen on both tokens; it is stored once, on YES. */
  readonly mirrored: boolean;
  readonly kind: 'level' | 'trade';
}

const START_PRICE = 5000;
const HUNDREDTH = 10_000;
const FLAGS = { no: 1, ask: 2, trade: 4, mirrored: 8, markets: 16 } as const;

/** @throws RangeError where an event is older than the one before, or a number is negative or not whole. */
export function encodeEvents(t0Ms: number, events: readonly TapeEvent[]): Uint8Array {
  const columns: Columns = { dt: [], head: [], price: [], size: [], rx: [] };
  const prices = new Map<number, number>();
  let [atMs, rx] = [t0Ms, 0];
  for (const event of events) {
    const flags = flagsOf(event);
    putVarint(columns.dt, event.atMs - atMs);
    putVarint(columns.head, event.market * FLAGS.markets + flags);
    const lane = laneOf(event.market, flags);
    putVarint(columns.price, zigzag(event.price - (prices.get(lane) ?? START_PRICE)));
    prices.set(lane, event.price);
    const isExact = event.sizeMicros % HUNDREDTH === 0;
    putVarint(columns.size, isExact ? (event.sizeMicros / HUNDREDTH) * 2 : event.sizeMicros * 2 + 1);
    putVarint(columns.rx, zigzag(event.receivedAfterMs - rx));
    [atMs, rx] = [event.atMs, event.receivedAfterMs];
  }
  const bytes: number[] = [];
  putVarint(bytes, t0Ms);
  putVarint(bytes, events.length);
  for (const column of [columns.dt, columns.head, columns.price, columns.size, columns.rx]) {
    putVarint(bytes, column.length);
    for (const byte of column) bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

/** null where the bytes are no event chunk: cut, too long, or with numbers that no event has. */
export function decodeEvents(bytes: Uint8Array): readonly TapeEvent[] | null {
  const whole = new Reader(bytes);
  const [t0Ms, count] = [whole.varint(), whole.varint()];
  if (t0Ms === null || count === null || count > bytes.length) return null;
  const columns = [0, 1, 2, 3, 4].map(() => whole.column());
  const [dt, head, price, size, rx] = columns;
  if (!dt || !head || !price || !size || !rx || !whole.isAtEnd) return null;
  const prices = new Map<number, number>();
  const events: TapeEvent[] = [];
  let [atMs, receivedAfterMs] = [t0Ms, 0];
  for (let i = 0; i < count; i += 1) {
    const [since, heading, priceChange] = [dt.varint(), head.varint(), price.varint()];
    const [sized, rxChange] = [size.varint(), rx.varint()];
    if (since === null || heading === null || priceChange === null || sized === null || rxChange === null) return null;
    const flags = heading % FLAGS.markets;
    const market = (heading - flags) / FLAGS.markets;
    const lane = laneOf(market, flags);
    const now = (prices.get(lane) ?? START_PRICE) + unzigzag(priceChange);
    prices.set(lane, now);
    atMs += since;
    receivedAfterMs += unzigzag(rxChange);
    const sizeMicros = sized % 2 === 0 ? (sized / 2) * HUNDREDTH : (sized - 1) / 2;
    if (now < 0 || !Number.isSafeInteger(atMs) || !Number.isSafeInteger(sizeMicros)) return null;
    events.push({
      atMs,
      market,
      token: has(flags, FLAGS.no) ? 'no' : 'yes',
      side: has(flags, FLAGS.ask) ? 'ask' : 'bid',
      price: now,
      sizeMicros,
      receivedAfterMs,
      mirrored: has(flags, FLAGS.mirrored),
      kind: has(flags, FLAGS.trade) ? 'trade' : 'level',
    });
  }
  return [dt, head, price, size, rx].every((column) => column.isAtEnd) ? events : null;
}

interface Columns {
  readonly dt: number[];
  readonly head: number[];
  readonly price: number[];
  readonly size: number[];
  readonly rx: number[];
}

function flagsOf({ token, side, kind, mirrored }: TapeEvent): number {
  return (
    (token === 'no' ? FLAGS.no : 0) +
    (side === 'ask' ? FLAGS.ask : 0) +
    (kind === 'trade' ? FLAGS.trade : 0) +
    (mirrored ? FLAGS.mirrored : 0)
  );
}

/** Prices run by market, token and side. */
function laneOf(market: number, flags: number): number {
  return market * FLAGS.trade + (flags % FLAGS.trade);
}

function has(flags: number, flag: number): boolean {
  return Math.floor(flags / flag) % 2 === 1;
}

const zigzag = (value: number): number => (value < 0 ? -value * 2 - 1 : value * 2);
const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);

function putVarint(bytes: number[], value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} cannot be written on a tape`);
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  varint(): number | null {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) return null;
      this.#at += 1;
      value += (byte % 128) * scale;
      if (!Number.isSafeInteger(value)) return null;
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  column(): Reader | null {
    const length = this.varint();
    if (length === null || length > this.#bytes.length - this.#at) return null;
    const from = this.#at;
    this.#at += length;
    return new Reader(this.#bytes.subarray(from, this.#at));
  }
}
