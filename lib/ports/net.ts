/** Network access as arguments, so that venues stay pure of globals. */

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly text: string;
  /** A header of the answer, whatever the case of its name; null where it has none. Absent: none can be read. */
  readonly header?: (name: string) => string | null;
}

/**
 * Sends one request and reads the whole body. Never retries, never follows to another host. Rejects only when no
 * complete answer arrived (network, timeout, abort): for a request with effects the outcome is then unknown.
 */
export type Http = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;

export interface Socket {
  send(text: string): void;
  close(): void;
}

export interface SocketHandlers {
  onOpen(): void;
  onText(text: string): void;
  /** Once, for an error as well. */
  onClose(reason: string): void;
}

export type OpenSocket = (url: string, handlers: SocketHandlers) => Socket;
