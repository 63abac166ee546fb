/** The shared connection with keep-alives other than Polymarket's: JSON pings, and heartbeats that nobody asks for. */
import { describe, expect, it } from 'vitest';
import type { SocketHandlers } from '../../../../lib/ports/net';
import type { ConnectionState } from '../../../../lib/venues/socket/connection';
import { createConnection } from '../../../../lib/venues/socket/connection';
import type { KeepAlive } from '../../../../lib/venues/socket/keep-alive';
import { createFakeClock } from '../../../kit/venue';

function open(keepAlive: KeepAlive, firstDataWithinMs: number | null = null) {
  const clock = createFakeClock();
  const sockets: { readonly handlers: SocketHandlers; readonly sent: string[]; closed: boolean }[] = [];
  const states: ConnectionState[] = [];
  const texts: string[] = [];
  const lost: string[] = [];
  const connection = createConnection({
    url: 'wss://spot.test',
    clock,
    random: () => 0.5,
    keepAlive,
    firstDataWithinMs,
    waits: { leastMs: 1_000, mostMs: 60_000, retryEveryMs: 5_000 },
    openSocket(_url, handlers) {
      const socket = { handlers, sent: [] as string[], closed: false };
      sockets.push(socket);
      return { send: (text) => socket.sent.push(text), close: () => (socket.closed = true) };
    },
    onOpen: (send) => send('subscribe'),
    onText(text) {
      texts.push(text);
      return true;
    },
    onLost: (reason) => lost.push(reason),
    onState: (state) => states.push(state),
  });
  const socket = (index: number) => {
    const found = sockets[index];
    if (!found) throw new Error(`no socket ${index}`);
    return found;
  };
  return { clock, connection, sockets, socket, states, texts, lost };
}

function jsonPings(): KeepAlive {
  let asked = 0;
  return {
    ping() {
      asked += 1;
      return JSON.stringify({ method: 'ping', req_id: asked });
    },
    everyMs: 20_000,
    deadAfterMs: 60_000,
    isPong: (text) => text.startsWith('{"method":"pong"'),
    dataProvesLife: true,
    pongName: 'frame',
  };
}

const HEARTBEATS: KeepAlive = {
  ping: null,
  everyMs: 1_000,
  deadAfterMs: 5_000,
  isPong: (text) => text === '{"channel":"heartbeat"}',
  dataProvesLife: true,
  pongName: 'frame',
};

describe('connection', () => {
  it('sends numbered JSON pings, takes their answers for life, and passes on only data', () => {
    const { clock, socket, texts, lost, connection } = open(jsonPings());
    socket(0).handlers.onOpen();
    for (let i = 1; i <= 6; i += 1) {
      clock.advance(20_000);
      socket(0).handlers.onText(`{"method":"pong","req_id":${i}}`);
    }
    socket(0).handlers.onText('{"channel":"trade"}');
    expect(socket(0).sent).toEqual(['subscribe', ...[1, 2, 3, 4, 5, 6].map((n) => `{"method":"ping","req_id":${n}}`)]);
    expect([texts, lost]).toEqual([['{"channel":"trade"}'], []]);
    connection.close();
  });

  it('lives on heartbeats without asking, and is dead five seconds after the last frame', () => {
    const { clock, socket, states, texts, lost, connection } = open(HEARTBEATS);
    socket(0).handlers.onOpen();
    for (let i = 0; i < 20; i += 1) {
      clock.advance(1_000);
      socket(0).handlers.onText('{"channel":"heartbeat"}');
    }
    expect([states, texts, lost]).toEqual([['connecting', 'open'], [], []]);
    socket(0).handlers.onText('{"channel":"ticker"}');
    clock.advance(4_999);
    expect([states.at(-1), lost]).toEqual(['live', []]);
    clock.advance(1);
    expect([states.at(-1), lost]).toEqual(['waiting', ['no frame for 5 seconds']]);
    expect(socket(0)).toMatchObject({ sent: ['subscribe'], closed: true });
    connection.close();
  });

  it('is silent when heartbeats come but no data, and keeps to the waits of its venue', () => {
    const { clock, sockets, socket, states, lost, connection } = open(HEARTBEATS, 10_000);
    socket(0).handlers.onOpen();
    for (let i = 0; i < 10; i += 1) {
      socket(0).handlers.onText('{"channel":"heartbeat"}');
      clock.advance(1_000);
    }
    expect([states.at(-1), lost]).toEqual(['silent', ['no data for 10 seconds after subscribing']]);
    clock.advance(999);
    expect(sockets).toHaveLength(1);
    clock.advance(1);
    expect(sockets).toHaveLength(2);
    socket(1).handlers.onClose('gone');
    connection.retryNow();
    clock.advance(4_999);
    expect(sockets).toHaveLength(2);
    clock.advance(1);
    expect(sockets).toHaveLength(3);
    // What a replaced socket still says is not heard.
    socket(0).handlers.onText('{"channel":"ticker"}');
    expect(states.at(-1)).toBe('connecting');
    connection.close();
  });
});
