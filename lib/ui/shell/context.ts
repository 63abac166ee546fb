import type { Result } from '../../domain/result';
import { createContext, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { CommandClient } from '../../protocol/client';
import type { Connection, ReplicaState } from '../../protocol/replica';
import type { KeyOf, TopicName } from '../../protocol/topics';

/** All that components need from outside. */
export interface UiPorts {
  readonly nowMs: () => number;
  readonly command: CommandClient;
  /** Where `useTopic` finds its replicas. */
  readonly connection?: Connection;
  /** Hands a text to the user as a file. */
  readonly saveFile: (name: string, text: string) => void;
  /** False when the browser refused. */
  readonly copyText: (text: string) => Promise<boolean>;
  /** Asks the browser for leave to reach a host; a sentence when it cannot be asked for. */
  readonly allowHost?: (endpoint: string) => Promise<Result<boolean>>;
  /** Gives that leave back, unless `kept`, the address in use, needs it. */
  readonly dropHost?: (endpoint: string, kept: string) => Promise<void>;
  /** In a page that could search our texts with `window.find`, which sees closed roots: amounts are inert there. */
  readonly hidesAmounts?: boolean;
  /** The shadow root of an element of the page, also a closed one; without it only open ones are known. */
  readonly shadowRootOf?: (element: HTMLElement) => ShadowRoot | null;
  /** Opens the side panel; only straight from a click. */
  readonly openPanel?: (tab?: 'check') => void;
  readonly openOptions?: () => void;
}

export const UiContext = createContext<UiPorts | null>(null);

/** @throws Error outside a UiContext. */
export function usePorts(): UiPorts {
  const ports = useContext(UiContext);
  if (!ports) throw new Error('usePorts needs a UiContext above it');
  return ports;
}

/**
 * What the background pushes of a topic, and the state of the link.
 * @throws Error where the UiContext has no connection.
 */
export function useTopic<N extends TopicName>(topic: N, key: KeyOf<N>): ReplicaState<N> {
  const { connection } = usePorts();
  if (!connection) throw new Error('useTopic needs a connection in the UiContext');
  return useStore(connection.replica(topic, key));
}

/** Ages change once a second: often enough to be true, seldom enough to be quiet. */
const TICK_MS = 1_000;

const tickers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function addTicker(tick: () => void): () => void {
  tickers.add(tick);
  timer ??= setInterval(() => {
    if (document.visibilityState === 'visible') for (const each of tickers) each();
  }, TICK_MS);
  return () => {
    tickers.delete(tick);
    if (tickers.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** The time, again and again while the page is visible; one timer serves all. */
export function useNow(): number {
  const { nowMs } = usePorts();
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const tick = (): void => setNow(nowMs());
    tick();
    document.addEventListener('visibilitychange', tick);
    const end = addTicker(tick);
    return () => {
      end();
      document.removeEventListener('visibilitychange', tick);
    };
  }, [nowMs]);
  return now;
}
