/** A clock that moves only when told; timers fire in order of their time. */
import { timeMs } from '../../lib/domain/units';
import type { Clock } from '../../lib/ports/clock';

export interface TestClock extends Clock {
  /** Moves on and runs what falls due; promises settle between timers. */
  advance(ms: number): Promise<void>;
}

export function createTestClock(startMs: number): TestClock {
  let now = startMs;
  const timers = new Set<{ readonly atMs: number; readonly run: () => void }>();
  return {
    nowMs: () => timeMs(now),
    after(delayMs, callback, signal) {
      if (signal.aborted) return;
      const stop = () => timers.delete(timer);
      const timer = {
        atMs: now + delayMs,
        run() {
          signal.removeEventListener('abort', stop);
          callback();
        },
      };
      timers.add(timer);
      signal.addEventListener('abort', stop, { once: true });
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settle();
        const due = [...timers].filter((timer) => timer.atMs <= end).sort((a, b) => a.atMs - b.atMs)[0];
        if (!due) break;
        timers.delete(due);
        now = due.atMs;
        due.run();
      }
      now = end;
      await settle();
    },
  };
}

/** Lets promises that are already resolved run on. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
