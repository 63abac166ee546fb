/**
 * The two sockets, listened to for a while: whether they open at all (the venue may look at the origin), answer PING,
 * send books, and how large a dump of many is (docs/venue.md 5.1).
 */
import type { Finding, SocketFacts } from '../../../domain/finding';
import type { TokenId } from '../../../domain/ids';
import type { ApiCredentials } from '../../../ports/order-entry';
import type { Clock } from '../../../ports/clock';
import type { OpenSocket } from '../../../ports/net';
import { MARKET_SOCKET, USER_SOCKET } from '../common/constants';

export interface SocketDeps {
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  /** How long each socket is listened to after it opened. */
  readonly listenMs: number;
}

/** The private socket says nothing of its own; PING every ten seconds is answered well within this. */
const USER_LISTEN_MS = 20_000;
const OPEN_WITHIN_MS = 10_000;
const DATA_WITHIN_MS = 30_000;
const NOTED_TEXTS = 5;

interface Heard {
  openMs: number | null;
  pongMs: number | null;
  firstBookMs: number | null;
  lastNewBookMs: number | null;
  largest: number;
  closed: string | null;
  readonly books: Set<string>;
  readonly notJson: Set<string>;
}

interface Listening {
  readonly url: string;
  readonly first: string;
  /** Ends the listening early. */
  readonly enough: (heard: Heard) => boolean;
  readonly listenMs: number;
}

/** Opens one socket, says `first` and PING, and notes what comes until `enough` or the time is over. */
function listen(deps: SocketDeps, { url, first, enough, listenMs }: Listening, signal: AbortSignal): Promise<Heard> {
  const { clock } = deps;
  const heard: Heard = {
    openMs: null,
    pongMs: null,
    firstBookMs: null,
    lastNewBookMs: null,
    largest: 0,
    closed: null,
    books: new Set(),
    notJson: new Set(),
  };
  return new Promise((resolve) => {
    const startMs = clock.nowMs();
    const done = new AbortController();
    const end = (): void => {
      if (done.signal.aborted) return;
      done.abort();
      socket.close();
      resolve(heard);
    };
    let openedAtMs = startMs;
    const socket = deps.openSocket(url, {
      onOpen() {
        openedAtMs = clock.nowMs();
        heard.openMs = openedAtMs - startMs;
        socket.send(first);
        socket.send('PING');
        clock.after(listenMs, end, done.signal);
      },
      onText(text) {
        heard.largest = Math.max(heard.largest, text.length);
        note(heard, text, clock.nowMs() - openedAtMs);
        if (enough(heard)) end();
      },
      onClose(reason) {
        // Some sockets tell of our own close as well.
        if (done.signal.aborted) return;
        heard.closed = reason.slice(0, 120);
        end();
      },
    });
    clock.after(OPEN_WITHIN_MS, () => heard.openMs === null && end(), done.signal);
    signal.addEventListener('abort', end, { once: true, signal: done.signal });
  });
}

function note(heard: Heard, text: string, sinceOpenMs: number): void {
  if (text === 'PONG') {
    heard.pongMs ??= sinceOpenMs;
    return;
  }
  if (!text.startsWith('{') && !text.startsWith('[')) {
    if (heard.notJson.size < NOTED_TEXTS) heard.notJson.add(text.slice(0, 60));
    return;
  }
  for (const token of tokensOfBooks(text)) {
    if (heard.books.has(token)) continue;
    heard.books.add(token);
    heard.firstBookMs ??= sinceOpenMs;
    heard.lastNewBookMs = sinceOpenMs;
  }
}

function tokensOfBooks(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    const frames: readonly unknown[] = Array.isArray(value) ? value : [value];
    return frames.flatMap((frame) =>
      typeof frame === 'object' &&
      frame !== null &&
      'event_type' in frame &&
      frame.event_type === 'book' &&
      'asset_id' in frame
        ? [String(frame.asset_id)]
        : [],
    );
  } catch {
    return [];
  }
}

const subscribe = (tokens: readonly TokenId[]): string =>
  JSON.stringify({ type: 'market', assets_ids: tokens, custom_feature_enabled: true, initial_dump: true });

/** Two tokens for the whole time, then the dump of all of them on a second socket. */
export async function marketSocketProbe(
  deps: SocketDeps,
  tokens: readonly TokenId[],
  signal: AbortSignal,
): Promise<Finding> {
  const probe = 'market-socket';
  const few = { url: MARKET_SOCKET, first: subscribe(tokens.slice(0, 2)), enough: () => false };
  const heard = await listen(deps, { ...few, listenMs: deps.listenMs }, signal);
  if (heard.openMs === null)
    return { probe, code: 'socket-refused', params: { reason: heard.closed ?? `${OPEN_WITHIN_MS / 1_000} s` } };
  if (heard.firstBookMs === null) return { probe, code: 'socket-silent', params: { waitedMs: deps.listenMs } };
  if (heard.pongMs === null) return { probe, code: 'socket-mute', params: { waitedMs: deps.listenMs } };
  const many = { url: MARKET_SOCKET, first: subscribe(tokens), listenMs: DATA_WITHIN_MS };
  const dump = await listen(deps, { ...many, enough: ({ books }) => books.size >= tokens.length }, signal);
  if (dump.books.size < tokens.length || dump.lastNewBookMs === null) {
    const params = { asked: tokens.length, got: dump.books.size, waitedMs: DATA_WITHIN_MS };
    return { probe, code: 'dump-missing', params };
  }
  const params: SocketFacts = {
    openMs: heard.openMs,
    firstBookMs: heard.firstBookMs,
    pongMs: heard.pongMs,
    dumpMs: dump.lastNewBookMs,
    books: dump.books.size,
    largest: Math.max(heard.largest, dump.largest),
    notJson: [...new Set([...heard.notJson, ...dump.notJson])],
  };
  return { probe, code: 'socket-live', params };
}

/** The private socket opens, takes the credentials and answers; it says nothing as long as nothing happens. */
export async function userSocketProbe(
  deps: SocketDeps,
  credentials: ApiCredentials,
  signal: AbortSignal,
): Promise<Finding> {
  const probe = 'user-socket';
  const auth = { apiKey: credentials.key, secret: credentials.secret, passphrase: credentials.passphrase };
  const first = JSON.stringify({ type: 'user', auth });
  const listenMs = Math.min(deps.listenMs, USER_LISTEN_MS);
  const heard = await listen(deps, { url: USER_SOCKET, first, enough: () => false, listenMs }, signal);
  if (heard.openMs === null || heard.closed !== null)
    return { probe, code: 'socket-refused', params: { reason: heard.closed ?? `${OPEN_WITHIN_MS / 1_000} s` } };
  if (heard.pongMs === null) return { probe, code: 'socket-mute', params: { waitedMs: listenMs } };
  return { probe, code: 'user-socket-live', params: { openMs: heard.openMs, pongMs: heard.pongMs } };
}
