import { timeMs } from '../domain/units';
import type { Clock } from '../ports/clock';

/** The real clock. Timers end when their signal does. */
export const systemClock: Clock = {
  nowMs: () => timeMs(Date.now()),
  after(delayMs, callback, signal) {
    if (signal.aborted) return;
    const stop = () => clearTimeout(timer);
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      callback();
    }, delayMs);
    signal.addEventListener('abort', stop, { once: true });
  },
};
