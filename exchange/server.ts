/**
 * One TLS server for all hosts of the venue, told apart by the Host header, so that a browser with a host mapping
 * reaches it at the production URLs. A second, plain listener serves Node programs: it is the CLOB by default, and
 * another host under "/~<subdomain>/".
 */
import { createHash, X509Certificate } from 'node:crypto';
import { createServer as createPlainServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { generate } from 'selfsigned';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Faults } from './faults';
import { errorReply, send } from './http';
import type { Handler } from './http';
import type { Random } from '../lib/domain/random';
import { applyRule, takeRule } from './rest-faults';
import type { HostName } from './rest-faults';
import type { SpotVenues } from './spot/spot-venue';
import type { MarketChannel } from './ws/market';
import { Outbox } from './ws/outbox';
import type { ChannelName, FrameCounts } from './ws/outbox';
import type { UserChannel } from './ws/user';

export interface ServerParts {
  readonly faults: Faults;
  readonly random: Random;
  readonly toldMs: () => number;
  readonly handlers: Readonly<Record<HostName, Handler>>;
  readonly market: MarketChannel;
  readonly user: UserChannel;
  readonly spot: SpotVenues;
}

export interface RunningServer {
  readonly port: number;
  readonly plainPort: number;
  /** base64 of the SHA-256 of the certificate's public key, for Chromium's --ignore-certificate-errors-spki-list. */
  readonly spki: string;
  readonly frames: FrameCounts;
  sockets(): Readonly<Record<ChannelName, number>>;
  /** Requests answered so far, by host and the first part of the path ("clob /books"). */
  readonly requests: ReadonlyMap<string, number>;
  /** Told of each request when its first line is read, by the same name. Ends with the server. */
  onRequest(listener: (kind: string) => void): void;
  /** Runs on every open socket of a channel. */
  forSockets(channel: ChannelName | 'all', action: (outbox: Outbox) => void): void;
  close(): Promise<void>;
}

const HOSTS: Readonly<Record<string, HostName>> = {
  'clob.polymarket.com': 'clob',
  'gamma-api.polymarket.com': 'gamma',
  'data-api.polymarket.com': 'data',
  'relayer-v2.polymarket.com': 'relayer',
  'polymarket.com': 'site',
  'www.polymarket.com': 'site',
};

function bareHost(request: IncomingMessage): string {
  return (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
}

/** Host and path of a request; null when no such host exists here. */
function route(request: IncomingMessage, plain: boolean): { readonly host: HostName; readonly url: URL } | null {
  const name = bareHost(request);
  const prefixed = plain ? /^\/~([a-z0-9-]+)(\/.*|$)/.exec(request.url ?? '') : null;
  const hostName = prefixed ? (prefixed[1] === 'site' ? 'polymarket.com' : `${prefixed[1]}.polymarket.com`) : name;
  const host = HOSTS[hostName] ?? (plain ? 'clob' : undefined);
  return host
    ? {
        host,
        url: new URL(
          prefixed ? prefixed[2] || '/' : (request.url ?? '/'),
          `https://${hostName || 'clob.polymarket.com'}`,
        ),
      }
    : null;
}

const SPOT_STEP_MS = 100;
const SITE_ORIGIN = 'https://polymarket.com';

/** A call that carries an API key, or (preflight) asks to. */
function isPrivate(request: IncomingMessage): boolean {
  const asked = String(request.headers['access-control-request-headers'] ?? '');
  return request.headers['poly_address'] !== undefined || asked.toLowerCase().includes('poly_address');
}

function allowOrigin(request: IncomingMessage, response: ServerResponse, siteOnly: boolean): void {
  const { origin } = request.headers;
  if (!origin || (siteOnly && isPrivate(request) && origin !== SITE_ORIGIN)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-credentials', 'true');
  response.setHeader('access-control-allow-methods', 'GET, POST, DELETE, OPTIONS');
  response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '*');
}

interface Requests {
  readonly counts: Map<string, number>;
  readonly listeners: Set<(kind: string) => void>;
}

function countRequest({ counts, listeners }: Requests, { host, url }: { host: HostName; url: URL }): void {
  const kind = `${host} /${url.pathname.split('/')[1] ?? ''}`;
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const listener of listeners) listener(kind);
}

function createListener(parts: ServerParts, requests: Requests, plain: boolean): RequestListener {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('date', new Date(parts.toldMs()).toUTCString());
    const found = route(request, plain);
    if (!found) return send(response, errorReply(404, `no such host: ${bareHost(request)}`));
    const { host, url } = found;
    countRequest(requests, found);
    if (host !== 'site') allowOrigin(request, response, parts.faults.current.corsForSiteOnly);
    if (request.method === 'OPTIONS') {
      response.writeHead(204);
      response.end();
      return;
    }
    const rule = takeRule(
      parts.faults,
      { host, method: request.method ?? 'GET', path: url.pathname },
      (one) => one.mode !== 'malformed-book',
    );
    if (rule && !(await applyRule(rule, request, response))) return;
    await parts.handlers[host](request, response, url);
  };
  return (request, response) => {
    serve(request, response).catch((error: unknown) => {
      process.stderr.write(
        `exchange: ${request.method} ${request.url}: ` +
          `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      if (!response.headersSent) send(response, errorReply(500, 'Internal server error'));
      else request.socket.destroy();
    });
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

export async function startServer(
  parts: ServerParts,
  ports: { readonly port: number; readonly plainPort: number },
): Promise<RunningServer> {
  const pems = await generate([{ name: 'commonName', value: 'polymarket.com' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'polymarket.com' },
          { type: 2, value: '*.polymarket.com' },
          ...Object.keys(parts.spot.byHost).map((value) => ({ type: 2, value }) as const),
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  const publicKey = new X509Certificate(pems.cert).publicKey.export({ type: 'spki', format: 'der' });
  const open: Record<ChannelName, Set<Outbox>> = { market: new Set(), user: new Set(), spot: new Set() };
  const requests: Requests = { counts: new Map(), listeners: new Set() };
  const frames: FrameCounts = { sent: 0, withheld: 0 };
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });

  const connect = (socket: WebSocket, channel: ChannelName, host: string): void => {
    const outbox = new Outbox({ socket, channel, faults: parts.faults, random: parts.random, counts: frames });
    const spot = parts.spot.byHost[host];
    const side = channel === 'spot' && spot ? spot : channel === 'market' ? parts.market : parts.user;
    const { receive, closed } = side.open(outbox);
    open[channel].add(outbox);
    socket.on('message', (data, isBinary) => {
      if (!isBinary) receive(data.toString());
    });
    socket.on('close', () => {
      open[channel].delete(outbox);
      closed();
    });
    socket.on('error', () => socket.terminate());
  };
  const upgrade =
    (plain: boolean) =>
    (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      const path = new URL(request.url ?? '/', 'https://x').pathname;
      const host = bareHost(request);
      const isSpot = Object.hasOwn(parts.spot.byHost, host);
      const onPath: ChannelName | null = path === '/ws/market' ? 'market' : path === '/ws/user' ? 'user' : null;
      const channel = isSpot ? 'spot' : onPath;
      const known = plain || isSpot || host === 'ws-subscriptions-clob.polymarket.com';
      if (!channel || !known || parts.faults.current.wsRefuse) {
        socket.end(
          'HTTP/1.1 ' +
            `${channel && known ? '503 Service Unavailable' : '404 Not Found'}\r\nContent-Length: ` +
            `0\r\nConnection: close\r\n\r\n`,
        );
        return;
      }
      sockets.handleUpgrade(request, socket, head, (connected) => connect(connected, channel, host));
    };

  // Spot moves in real time, and only while somebody looks.
  const watched = (move: () => void) => (): void => (open.spot.size > 0 ? move() : undefined);
  const moving = [
    setInterval(watched(parts.spot.step), SPOT_STEP_MS).unref(),
    setInterval(watched(parts.spot.second), 1_000).unref(),
  ];
  const tls = createTlsServer({ key: pems.private, cert: pems.cert }, createListener(parts, requests, false));
  const plain = createPlainServer(createListener(parts, requests, true));
  tls.on('upgrade', upgrade(false));
  plain.on('upgrade', upgrade(true));
  const port = await listen(tls, ports.port);
  const plainPort = await listen(plain, ports.plainPort);

  return {
    port,
    plainPort,
    spki: createHash('sha256').update(publicKey).digest('base64'),
    frames,
    requests: requests.counts,
    onRequest: (listener) => void requests.listeners.add(listener),
    sockets: () => ({ market: open.market.size, user: open.user.size, spot: open.spot.size }),
    forSockets(channel, action) {
      for (const name of ['market', 'user', 'spot'] as const)
        if (channel === 'all' || channel === name) for (const outbox of open[name]) action(outbox);
    },
    async close() {
      moving.forEach(clearInterval);
      for (const socket of sockets.clients) socket.terminate();
      await Promise.all(
        [tls, plain].map(
          (server) =>
            new Promise<void>((resolve) => {
              server.close(() => resolve());
              server.closeAllConnections();
            }),
        ),
      );
    },
  };
}
