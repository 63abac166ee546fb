/** Hand-moved time, local sockets and canned HTTP for the venue and books tests. */
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { Condition } from '../../lib/domain/condition';
import type { ConditionId, TokenId } from '../../lib/domain/ids';
import { parseConditionId, parseEventId, parseMarketId, parseTokenId } from '../../lib/domain/ids';
import type { TimeMs } from '../../lib/domain/units';
import { priceMicros, sizeMicros, timeMs } from '../../lib/domain/units';
import type { Clock } from '../../lib/ports/clock';
import type { Log } from '../../lib/ports/log';
import type { Http, HttpRequest, HttpResponse, OpenSocket, Socket, SocketHandlers } from '../../lib/ports/net';

export interface FakeClock extends Clock {
  /** Runs every timer that falls due on the way, in order. */
  advance(ms: number): void;
  /** Advances in steps, letting promises settle in between. */
  run(ms: number, stepMs?: number): Promise<void>;
  set(nowMs: number): void;
}

export function createFakeClock(startMs = 1_795_000_000_000): FakeClock {
  let nowMs = startMs;
  let nextId = 0;
  const timers = new Map<
    number,
    { readonly atMs: number; readonly callback: () => void; readonly signal: AbortSignal }
  >();
  const advance = (ms: number): void => {
    const end = nowMs + ms;
    for (;;) {
      const due = [...timers]
        .filter(([, timer]) => timer.atMs <= end)
        .sort((a, b) => a[1].atMs - b[1].atMs || a[0] - b[0])[0];
      if (!due) break;
      timers.delete(due[0]);
      if (due[1].atMs > nowMs) nowMs = due[1].atMs;
      if (!due[1].signal.aborted) due[1].callback();
    }
    nowMs = end;
  };
  return {
    nowMs: () => timeMs(nowMs),
    after(delayMs, callback, signal) {
      timers.set((nextId += 1), { atMs: nowMs + delayMs, callback, signal });
    },
    advance,
    async run(ms, stepMs = 50) {
      for (let left = ms; left > 0; left -= stepMs) {
        advance(Math.min(stepMs, left));
        await settled();
      }
    },
    set(value) {
      nowMs = value;
    },
  };
}

/** Lets everything that is already resolvable run. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 5; i += 1) await new Promise<void>((done) => setImmediate(done));
}

export interface MemoryLog extends Log {
  readonly lines: string[];
}

export function createMemoryLog(): MemoryLog {
  const lines: string[] = [];
  const write = (event: string, fields?: object): void => {
    lines.push(`${event} ${JSON.stringify(fields ?? {})}`);
  };
  return { lines, info: write, warn: write, error: write };
}

/** Resolves when the check passes; looks after every turn of the event loop, for at most twenty seconds. */
export async function until(check: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 20_000;
  while (!check()) {
    if (performance.now() > end) throw new Error(`never happened: ${what}`);
    await new Promise<void>((done) => setImmediate(done));
  }
}

export interface LocalServer {
  readonly url: string;
  readonly sockets: WebSocket[];
  /** All texts received, per connection in order of opening. */
  readonly received: string[][];
  close(): Promise<void>;
}

export async function startLocalServer(answerPings: () => boolean): Promise<LocalServer> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise<void>((done) => server.once('listening', done));
  const sockets: WebSocket[] = [];
  const received: string[][] = [];
  server.on('connection', (socket) => {
    const own: string[] = [];
    sockets.push(socket);
    received.push(own);
    socket.on('message', (data) => {
      const text = String(data);
      own.push(text);
      if (text === 'PING' && answerPings()) socket.send('PONG');
    });
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    sockets,
    received,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.terminate();
        server.close(() => done());
      }),
  };
}

/** A real socket to this address, whatever production URL was asked for. */
export function socketTo(address: string, handlers: SocketHandlers): Socket {
  const socket = new WebSocket(address);
  let over = false;
  const end = (reason: string): void => {
    if (over) return;
    over = true;
    handlers.onClose(reason);
  };
  socket.on('open', () => handlers.onOpen());
  socket.on('message', (data, isBinary) => {
    if (!isBinary) handlers.onText(String(data));
  });
  socket.on('error', (error) => end(error.message));
  socket.on('close', (code) => end(`closed ${code}`));
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
}

/** Opens real sockets to the local server; `urls` records what was asked for. */
export function localSockets(server: () => string, urls: string[]): OpenSocket {
  return (url, handlers) => {
    urls.push(url);
    return socketTo(server(), handlers);
  };
}

/** HTTP answered by a function; records every request. */
export function cannedHttp(answer: (request: HttpRequest) => HttpResponse | 'network-error'): {
  readonly http: Http;
  readonly requests: HttpRequest[];
} {
  const requests: HttpRequest[] = [];
  return {
    requests,
    http: async (request) => {
      requests.push(request);
      const response = answer(request);
      if (response === 'network-error') throw new Error('network');
      return response;
    },
  };
}

export const json = (value: unknown, status = 200): HttpResponse => ({ status, text: JSON.stringify(value) });

function must<T>(value: T | null): T {
  if (value === null) throw new Error('fixture');
  return value;
}

export const token = (n: number): TokenId => must(parseTokenId(String(n)));
export const conditionId = (n: number): ConditionId => must(parseConditionId(`0x${n.toString(16).padStart(64, '0')}`));

/** Condition n with tokens 2n and 2n + 1. */
export function condition(n: number, over: Partial<Condition> = {}): Condition {
  return {
    id: conditionId(n),
    marketId: must(parseMarketId(String(n))),
    eventId: must(parseEventId('7')),
    slug: `market-${n}`,
    question: `Question ${n}?`,
    label: `Outcome ${n}`,
    description: '',
    resolutionSource: '',
    endDate: '',
    protocol: 'v1',
    tokens: [token(2 * n), token(2 * n + 1)],
    negRisk: false,
    negRiskOther: false,
    negRiskMarketId: '',
    tickMicros: priceMicros(10_000),
    minSizeMicros: sizeMicros(5_000_000),
    fee: { ratePpm: 40_000, exponent: 1, takerOnly: true },
    active: true,
    closed: false,
    acceptingOrders: true,
    enableOrderBook: true,
    groupItemThreshold: '',
    settled: null,
    ...over,
  };
}

/** A raw book as the venue writes it. Levels as [price, size] decimal texts, best last. */
export function rawBook(
  n: number,
  tokenId: TokenId,
  options: {
    readonly bids: readonly (readonly [string, string])[];
    readonly asks: readonly (readonly [string, string])[];
    readonly timestamp: TimeMs | number;
    readonly hash?: string;
  },
): Record<string, unknown> {
  return {
    market: conditionId(n),
    asset_id: tokenId,
    timestamp: String(options.timestamp),
    hash: options.hash ?? '',
    bids: options.bids.map(([price, size]) => ({ price, size })),
    asks: options.asks.map(([price, size]) => ({ price, size })),
    min_order_size: '5',
    tick_size: '0.01',
    neg_risk: false,
    last_trade_price: '0.5',
  };
}
