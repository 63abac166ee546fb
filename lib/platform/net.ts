import type { Http, OpenSocket } from '../ports/net';

/** No answer of the venue's API that Facet asks for is near this; more is an attack or a fault. */
const MAX_BODY_CHARS = 8_000_000;

/** One request with the browser's fetch: no cookies, no redirects, no cache, a deadline. */
export const http: Http = async (request, signal) => {
  const response = await fetch(request.url, {
    method: request.method,
    headers: request.headers ?? {},
    ...(request.body === undefined ? {} : { body: request.body }),
    credentials: 'omit',
    redirect: 'error',
    cache: 'no-store',
    signal: AbortSignal.any([signal, AbortSignal.timeout(request.timeoutMs)]),
  });
  const text = await response.text();
  if (text.length > MAX_BODY_CHARS) throw new Error('the answer is too large');
  return { status: response.status, text, header: (name) => response.headers.get(name) };
};

export const openSocket: OpenSocket = (url, handlers) => {
  const socket = new WebSocket(url);
  let closed = false;
  const close = (reason: string) => {
    if (closed) return;
    closed = true;
    handlers.onClose(reason);
  };
  socket.onopen = () => handlers.onOpen();
  socket.onmessage = (event: MessageEvent<unknown>) => {
    // Binary frames do not exist on this venue; the feed counts the empty text as unreadable.
    handlers.onText(typeof event.data === 'string' ? event.data : '');
  };
  socket.onerror = () => close('error');
  socket.onclose = (event) => close(`closed ${event.code}`);
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close() {
      socket.close();
      close('closed by us');
    },
  };
};
