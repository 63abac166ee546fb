/**
 * The small exchange with sockets to it, as a browser opens them; a fresh one before each test of the file.
 */
import { afterEach, beforeEach } from 'vitest';
import { WebSocket } from 'ws';
import type { RunningExchange } from '../../exchange/start';
import { plain, startSmallExchange } from './small-exchange';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- frames of many shapes, asserted by the tests
export type Frame = any;

export interface Client {
  readonly socket: WebSocket;
  send(message: unknown): void;
  /** Next frame that fits, in order of arrival; skipped frames are dropped. */
  next(fits?: (frame: Frame) => boolean): Promise<Frame>;
  /** All frames so far, after a PING came back. */
  drain(): Promise<Frame[]>;
  closed: Promise<number>;
}

export interface SocketBench {
  readonly exchange: RunningExchange;
  connect(path: '/ws/market' | '/ws/user'): Promise<Client>;
  subscribe(options?: { readonly custom?: boolean; readonly tokens?: readonly string[] }): Promise<Client>;
  restBook(token: string): Promise<Frame>;
}

export const kinds = (frames: Frame[]): string[] =>
  frames.map((frame) => (Array.isArray(frame) ? `[${frame.map((one) => one.event_type).join()}]` : frame.event_type));

function clientOf(socket: WebSocket): Client {
  const frames: Frame[] = [];
  const waiting: (() => void)[] = [];
  socket.on('message', (data, isBinary) => {
    const text = data.toString();
    let parsed: Frame = text;
    if (!isBinary && text.startsWith('{')) parsed = JSON.parse(text);
    if (!isBinary && text.startsWith('[')) parsed = JSON.parse(text);
    frames.push(parsed);
    for (const wake of waiting.splice(0)) wake();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('error', () => undefined);
  const next = async (fits: (frame: Frame) => boolean = () => true): Promise<Frame> => {
    for (;;) {
      while (frames.length > 0) {
        const frame = frames.shift();
        if (fits(frame)) return frame;
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const drain = async (): Promise<Frame[]> => {
    socket.send('PING');
    const all: Frame[] = [];
    for (;;) {
      const frame = await next();
      if (frame === 'PONG') return all;
      all.push(frame);
    }
  };
  return {
    socket,
    closed,
    next,
    drain,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
  };
}

/** Hooks for the file, and the bench that its tests use. */
export function createSocketBench(): SocketBench {
  const open: WebSocket[] = [];
  let running: RunningExchange | null = null;
  const exchange = (): RunningExchange => {
    if (running === null) throw new Error('the exchange runs inside a test only');
    return running;
  };
  beforeEach(async () => {
    running = await startSmallExchange();
  });
  afterEach(async () => {
    for (const socket of open.splice(0)) socket.terminate();
    await exchange().close();
  });

  async function connect(path: '/ws/market' | '/ws/user'): Promise<Client> {
    // Through the TLS listener under the production host name, as a browser with a host mapping does it.
    const socket = new WebSocket(`wss://127.0.0.1:${exchange().port}${path}`, {
      rejectUnauthorized: false,
      headers: { host: 'ws-subscriptions-clob.polymarket.com' },
    });
    open.push(socket);
    const client = clientOf(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    return client;
  }

  return {
    get exchange() {
      return exchange();
    },
    connect,
    async subscribe(options = {}) {
      const client = await connect('/ws/market');
      client.send({
        type: 'market',
        assets_ids: options.tokens ?? plain.tokens,
        custom_feature_enabled: options.custom ?? false,
      });
      return client;
    },
    restBook: async (token) => (await fetch(`${exchange().plainUrl}/book?token_id=${token}`)).json(),
  };
}
