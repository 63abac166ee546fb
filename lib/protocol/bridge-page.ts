/**
 * The content script's half of the bridge. Requests come from our background and go to the MAIN world; what comes back
 * is hostile until proven: it must answer a nonce that is waiting, once, in time, and in the schema. Everything else is
 * dropped without a word.
 */
import {
  BRIDGE_METHODS,
  BRIDGE_TIMEOUT_MS,
  PAGE_WITHOUT_SCRIPT,
  bridgeAnswer,
  type BridgeAnswer,
  type BridgeRequest,
} from './bridge';

/** Type of the one event that carries the port into the MAIN world; both scripts run before the page's own. */
export const PORT_EVENT = 'facet:port';
/** Type of the one event by which the MAIN world asks for the port when it started second. */
export const READY_EVENT = 'facet:ready';

export interface BridgeRelayOptions {
  /** The wall clock, in milliseconds. */
  readonly nowMs: () => number;
  /** To the MAIN world; false when there is no MAIN world script in this page. */
  readonly toPage: (request: BridgeRequest) => boolean;
  /** To the background. */
  readonly toBackground: (answer: BridgeAnswer) => void;
}

export interface BridgeRelay {
  readonly fromBackground: (message: unknown) => void;
  readonly fromPage: (message: unknown) => void;
}

/** Nonces that may wait at once; a basket has far fewer legs. */
const MAX_WAITING = 64;

export function createBridgeRelay(options: BridgeRelayOptions): BridgeRelay {
  /** Nonce to the kind of the request and the time after which its answer is void. */
  const waiting = new Map<string, { readonly kind: BridgeRequest['kind']; readonly untilMs: number }>();

  const dropExpired = (): void => {
    for (const [nonce, { untilMs }] of waiting) if (options.nowMs() > untilMs) waiting.delete(nonce);
  };

  return {
    fromBackground: (message) => {
      dropExpired();
      if (!isBridgeRequest(message) || waiting.has(message.nonce) || waiting.size >= MAX_WAITING) return;
      waiting.set(message.nonce, { kind: message.kind, untilMs: options.nowMs() + BRIDGE_TIMEOUT_MS });
      if (options.toPage(message)) return;
      waiting.delete(message.nonce);
      options.toBackground({
        nonce: message.nonce,
        kind: 'error',
        code: 4900,
        message: PAGE_WITHOUT_SCRIPT,
      });
    },
    fromPage: (message) => {
      dropExpired();
      const answer = bridgeAnswer.safeParse(message);
      if (!answer.success) return;
      const request = waiting.get(answer.data.nonce);
      if (!request) return;
      // A list is answered by providers, a call by a value; an error may answer both.
      if (answer.data.kind !== 'error' && (answer.data.kind === 'providers') !== (request.kind === 'list')) return;
      waiting.delete(answer.data.nonce);
      options.toBackground(answer.data);
    },
  };
}

function isBridgeRequest(message: unknown): message is BridgeRequest {
  if (typeof message !== 'object' || message === null || !('nonce' in message) || !('kind' in message)) return false;
  if (typeof message.nonce !== 'string' || message.nonce === '' || message.nonce.length > 64) return false;
  if (message.kind === 'list') return true;
  return (
    message.kind === 'call' &&
    'uuid' in message &&
    typeof message.uuid === 'string' &&
    'method' in message &&
    BRIDGE_METHODS.some((method) => method === message.method) &&
    'params' in message &&
    Array.isArray(message.params)
  );
}
