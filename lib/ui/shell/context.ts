import { createContext, useContext, useEffect, useState } from 'react';
import type { CommandClient } from '../../protocol/client';

/** All that components need from outside. */
export interface UiPorts {
  readonly nowMs: () => number;
  readonly command: CommandClient;
  /** Hands a text to the user as a file. */
  readonly saveFile: (name: string, text: string) => void;
  /** False when the browser refused. */
  readonly copyText: (text: string) => Promise<boolean>;
  /** Asks the browser for leave to reach a host; a sentence when it cannot be asked for. */
  readonly allowHost?: (endpoint: string) => Promise<boolean | string>;
  /** Opens the side panel; only straight from a click. */
  readonly openPanel?: () => void;
}

export const UiContext = createContext<UiPorts | null>(null);

/** @throws Error outside a UiContext. */
export function usePorts(): UiPorts {
  const ports = useContext(UiContext);
  if (!ports) throw new Error('usePorts needs a UiContext above it');
  return ports;
}

/** Ages change twice a second: often enough to be true, seldom enough to be quiet. */
const TICK_MS = 500;

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
