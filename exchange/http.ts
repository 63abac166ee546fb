/** Small helpers around Node's HTTP objects, shared by all handlers of the exchange. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Reply {
  readonly status: number;
  /** Sent as JSON; undefined: an empty body. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a handler may do instead of replying: leave the caller waiting, or cut the connection. */
export type Silence = 'never' | 'reset';

export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

const LARGEST_BODY_BYTES = 2_000_000;

export function reply(body: unknown, status = 200): Reply {
  return { status, body };
}

/** The venue's error shape. */
export function errorReply(status: number, error: string, more: Readonly<Record<string, unknown>> = {}): Reply {
  return { status, body: { error, ...more } };
}

/** @throws Error when the body is larger than any valid request. */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > LARGEST_BODY_BYTES) throw new Error('request body too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** null when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function send(response: ServerResponse, { status, body, headers }: Reply): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}
