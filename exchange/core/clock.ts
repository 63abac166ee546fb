/**
 * Exchange time. It starts at a given moment, runs `speed` times as fast as real time, and can be pushed forward;
 * timers fire in the order of their due times whichever way time moves. With speed 0 it stands still until it is
 * pushed, which makes tests deterministic.
 */
import type { ExchangeClock } from '../model';

export interface ControlledClock extends ExchangeClock {
  /** Moves time forward, firing every timer that falls due on the way. */
  advance(ms: number): void;
  setSpeed(speed: number): void;
  /** Forgets all timers, so that the process can end. */
  close(): void;
}

interface Timer {
  readonly dueMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/** Node's timers overflow above this many milliseconds and would fire at once. */
const LONGEST_SLEEP_MS = 2_000_000_000;

export function createClock(options: { readonly startMs?: number; readonly speed?: number } = {}): ControlledClock {
  let speed = options.speed ?? 1;
  let baseMs = options.startMs ?? Date.now();
  let realBaseMs = performance.now();
  let timers: Timer[] = [];
  let counter = 0;
  let sleep: NodeJS.Timeout | null = null;

  const exactNow = (): number => baseMs + (performance.now() - realBaseMs) * speed;
  const jumpTo = (timeMs: number): void => {
    baseMs = timeMs;
    realBaseMs = performance.now();
  };
  const schedule = (): void => {
    if (sleep) clearTimeout(sleep);
    sleep = null;
    const next = timers[0];
    if (!next || speed <= 0) return;
    sleep = setTimeout(fireDue, Math.min(LONGEST_SLEEP_MS, Math.max(0, Math.ceil((next.dueMs - exactNow()) / speed))));
  };
  const takeDue = (untilMs: number): Timer | null => {
    const next = timers[0];
    if (!next || next.dueMs > untilMs) return null;
    timers = timers.slice(1);
    return next;
  };
  function fireDue(): void {
    sleep = null;
    const untilMs = exactNow();
    for (let timer = takeDue(untilMs); timer; timer = takeDue(untilMs)) timer.callback();
    schedule();
  }

  return {
    nowMs: () => Math.floor(exactNow()),
    get speed() {
      return speed;
    },
    after(delayMs, callback) {
      const timer: Timer = { dueMs: exactNow() + Math.max(0, delayMs), order: counter++, callback };
      const index = timers.findIndex((other) => other.dueMs > timer.dueMs);
      timers.splice(index < 0 ? timers.length : index, 0, timer);
      if (timers[0] === timer) schedule();
      return () => {
        const wasNext = timers[0] === timer;
        timers = timers.filter((other) => other !== timer);
        if (wasNext) schedule();
      };
    },
    advance(ms) {
      const targetMs = exactNow() + Math.max(0, ms);
      for (let timer = takeDue(targetMs); timer; timer = takeDue(targetMs)) {
        if (timer.dueMs > exactNow()) jumpTo(timer.dueMs);
        timer.callback();
      }
      if (targetMs > exactNow()) jumpTo(targetMs);
      schedule();
    },
    setSpeed(next) {
      jumpTo(exactNow());
      speed = Math.max(0, next);
      schedule();
    },
    close() {
      timers = [];
      if (sleep) clearTimeout(sleep);
      sleep = null;
    },
  };
}
