/**
 * Joins the background's port "bridge" with the MAIN world. The two worlds meet through one event, dispatched and
 * consumed before the first script of the page runs; from then on they share a MessagePort that no page script has ever
 * held.
 */
import type { Clock } from '../ports/clock';
import { BRIDGE_PORT } from '../protocol/bridge';
import { createBridgeRelay, PORT_EVENT, READY_EVENT } from '../protocol/bridge-page';
import type { Pipe } from '../protocol/replica';
import { pipeOpener } from './content-port';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 30_000;
/** A connection that held this long was a good one: the next loss starts from the first delay again. */
const STEADY_MS = 10_000;

export function startBridge(options: { readonly clock: Clock; readonly signal: AbortSignal }): void {
  const { clock, signal } = options;
  const pagePort = offerPort(signal);
  const openPipe = pipeOpener(BRIDGE_PORT);
  let pipe: Pipe | null = null;
  let retryMs = FIRST_RETRY_MS;

  const relay = createBridgeRelay({
    nowMs: () => clock.nowMs(),
    toPage: (request) => {
      if (!pagePort.taken()) return false;
      pagePort.port.postMessage(request);
      return true;
    },
    toBackground: (answer) => pipe?.post(answer),
  });
  pagePort.port.onmessage = (event: MessageEvent<unknown>) => relay.fromPage(event.data);

  const connect = (): void => {
    if (signal.aborted) return;
    pipe = openPipe();
    if (!pipe) return pagePort.port.close();
    const openedAtMs = clock.nowMs();
    pipe.onMessage(relay.fromBackground);
    pipe.onClose(() => {
      pipe = null;
      retryMs = clock.nowMs() - openedAtMs > STEADY_MS ? FIRST_RETRY_MS : Math.min(retryMs * 2, LAST_RETRY_MS);
      clock.after(retryMs, connect, signal);
    });
  };
  signal.addEventListener('abort', () => {
    pipe?.close();
    pagePort.port.close();
  });
  connect();
}

/**
 * Dispatches the port now, and once more if the MAIN world starts later; a consumed event comes back with its default
 * prevented.
 */
function offerPort(signal: AbortSignal): { readonly port: MessagePort; readonly taken: () => boolean } {
  const { port1, port2 } = new MessageChannel();
  let taken = false;
  const offer = (): void => {
    if (taken) return;
    taken = !window.dispatchEvent(new MessageEvent(PORT_EVENT, { ports: [port2], cancelable: true }));
  };
  offer();
  if (!taken) {
    const waiting = new AbortController();
    window.addEventListener(READY_EVENT, () => (offer(), waiting.abort()), {
      capture: true,
      signal: AbortSignal.any([waiting.signal, signal]),
    });
    // After the first script of the page could have run, an unclaimed port is never offered again.
    const shut = (): void => {
      if (document.readyState !== 'loading' || document.scripts.length > 0) waiting.abort();
    };
    new MutationObserver((_records, observer) => {
      shut();
      if (waiting.signal.aborted || taken) observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
    shut();
  }
  return { port: port1, taken: () => taken };
}
