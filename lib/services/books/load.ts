/**
 * How much of the list this machine can follow, by how late its timers come: frames wait as long as they do. What is
 * least needed is let go first, and taken on again step by step once the machine has been calm.
 *
 *   [all] --late for ten seconds--> [three quarters] --late again--> ... --> [the fewest]
 *     ^                                   |
 *     +----- calm for a minute: a third more -+
 */
import type { Clock } from '../../ports/clock';

const LOOK_MS = 100;
/** Looks that are judged together. */
const WINDOW = 100;
/** One look in twenty comes later than this: books are that old when they are read. */
const LATE_MS = 100;
const CALM_MS = 30;
/** Calm windows in a row before more is tried. */
const CALM_WINDOWS = 6;
const FEWER = 3 / 4;
/** Conditions beside those of open pages that any machine can follow. */
export const FEWEST = 200;

export interface Load {
  /** How many of so many may be followed. */
  allowed(wanted: number): number;
}

export function createLoad(options: {
  readonly clock: Clock;
  readonly lifetime: AbortSignal;
  /** More or fewer may be followed than before. */
  readonly onChange: (share: number) => void;
}): Load {
  const { clock, lifetime, onChange } = options;
  let lateMs: number[] = [];
  let calm = 0;
  let share = 1;
  let dueMs = 0;

  function judge(): void {
    const late = [...lateMs].sort((a, b) => a - b)[Math.floor(0.95 * WINDOW)] ?? 0;
    lateMs = [];
    calm = late < CALM_MS ? calm + 1 : 0;
    const before = share;
    if (late > LATE_MS) share *= FEWER;
    else if (calm >= CALM_WINDOWS) {
      calm = 0;
      share = Math.min(1, share / FEWER);
    }
    if (share !== before) onChange(share);
  }

  function look(): void {
    lateMs.push(clock.nowMs() - dueMs);
    if (lateMs.length >= WINDOW) judge();
    next();
  }

  function next(): void {
    dueMs = clock.nowMs() + LOOK_MS;
    clock.after(LOOK_MS, look, lifetime);
  }

  next();
  return { allowed: (wanted) => Math.max(Math.min(wanted, FEWEST), Math.ceil(wanted * share)) };
}
