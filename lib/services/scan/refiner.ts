/**
 * Full solves of the components whose first look left something open: one at a time, behind every first look (the
 * engine holds them up, it does not drop them). A component whose books never rest is solved in full once a second;
 * in between its first looks start from the basket that was found.
 *
 *   --want--> [waiting] --due, nothing runs--> [running] --> done
 *                 ^                                |
 *                 +------------ want --------------+
 */
import type { Clock } from '../../ports/clock';

/** Between two full solves of one component; a search takes up to a quarter of this. */
export const REFINE_EVERY_MS = 1_000;

export interface Refiner {
  /** A first look left this open. */
  want(key: string): void;
  /** Nothing is open there any more. */
  drop(key: string): void;
  isIdle(): boolean;
}

export function createRefiner(options: {
  readonly clock: Clock;
  readonly preferred: () => readonly string[];
  readonly refine: (key: string) => Promise<void>;
  readonly onBusy: () => void;
  readonly onIdle: () => void;
  readonly lifetime: AbortSignal;
}): Refiner {
  const { clock, preferred, refine, onBusy, onIdle, lifetime } = options;
  const waiting = new Set<string>();
  const startedAtMs = new Map<string, number>();
  let timer: AbortController | null = null;
  let isRunning = false;

  const dueAtMs = (key: string): number => (startedAtMs.get(key) ?? -Infinity) + REFINE_EVERY_MS;

  function next(): string | undefined {
    const nowMs = clock.nowMs();
    const isDue = (key: string): boolean => waiting.has(key) && dueAtMs(key) <= nowMs;
    const first = preferred().find(isDue);
    if (first !== undefined) return first;
    for (const key of waiting) if (isDue(key)) return key;
    return undefined;
  }

  async function run(): Promise<void> {
    timer?.abort();
    if (isRunning || lifetime.aborted) return;
    isRunning = true;
    try {
      for (let key = next(); key !== undefined && !lifetime.aborted; key = next()) {
        waiting.delete(key);
        startedAtMs.set(key, clock.nowMs());
        onBusy();
        await refine(key);
      }
    } finally {
      isRunning = false;
    }
    if (lifetime.aborted) return;
    if (waiting.size === 0) onIdle();
    else {
      let soonestMs = Infinity;
      for (const key of waiting) soonestMs = Math.min(soonestMs, dueAtMs(key));
      timer = new AbortController();
      clock.after(Math.max(1, soonestMs - clock.nowMs()), () => void run(), timer.signal);
    }
  }

  return {
    want(key) {
      if (waiting.has(key)) return;
      waiting.add(key);
      void run();
    },
    drop(key) {
      waiting.delete(key);
    },
    isIdle: () => !isRunning && waiting.size === 0,
  };
}
