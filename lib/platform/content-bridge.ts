/**
 * Joins the background's port "bridge" with the MAIN world. The two worlds meet through one event, dispatched and
 * consumed before the first script of the page runs; from then on they share a MessagePort that no page script has ever
 * held.
 *
 *   shut --open()--> open --worker died--> (open again at once, or after the back-off if it held only a moment)
 *        <--rest()--     --extension gone--> over, for good
 */
import type { Clock } from '../ports/clock';
import { BRIDGE_PORT } from '../protocol/bridge';
import { createBridgeRelay, PORT_EVENT, READY_EVENT } from '../protocol/bridge-page';
import type { Pipe } from '../protocol/replica';
import { pipeOpener } from './content-port';

/** Of a worker that dies at every start; the background calls as soon as one lives, so that no wait is long. */
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 8_000;
/** A connection that held this long was a good one: opened again at once, without a timer that may be throttled. */
const STEADY_MS = 1_000;

export interface PageBridge {
  /** Opens the port to the background unless it is open. */
  open(): void;
  /** The page is put aside: the port is closed until `open`. */
  rest(): void;
}

/** Meets the MAIN world at once, because that must be before the page's first script, and opens nothing yet. */
export function startBridge(options: { readonly clock: Clock; readonly signal: AbortSignal }): PageBridge {
  const { clock, signal } = options;
  const pagePort = offerPort(signal);
  const openPipe = pipeOpener(BRIDGE_PORT);
  let pipe: Pipe | null = null;
  let over = false;
  let retryMs = FIRST_RETRY_MS;
  /** Ends the back-off under way. */
  let waiting = new AbortController();

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
    if (signal.aborted || over) return;
    const opened = openPipe();
    pipe = opened;
    if (!opened) {
      over = true;
      return pagePort.port.close();
    }
    const openedAtMs = clock.nowMs();
    opened.onMessage(relay.fromBackground);
    opened.onClose(() => {
      if (pipe !== opened) return;
      pipe = null;
      if (clock.nowMs() - openedAtMs >= STEADY_MS) {
        retryMs = FIRST_RETRY_MS;
        return connect();
      }
      waiting = new AbortController();
      clock.after(retryMs, connect, AbortSignal.any([waiting.signal, signal]));
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    });
  };
  signal.addEventListener('abort', () => {
    pipe?.close();
    pagePort.port.close();
  });
  return {
    open() {
      if (pipe !== null) return;
      waiting.abort();
      retryMs = FIRST_RETRY_MS;
      connect();
    },
    rest() {
      waiting.abort();
      const left = pipe;
      pipe = null;
      left?.close();
    },
  };
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
