/**
 * Connections in their turn: some at once, then so many a second, those of the lowest rank first. A venue that was gone
 * is not met by all of them together when it is back.
 */
import type { Clock } from '../../ports/clock';

export interface Pace {
  /** Opens now or in its turn; never once the signal has ended. */
  inTurn(rank: number, open: () => void, signal: AbortSignal): void;
}

export interface PaceOptions {
  readonly clock: Clock;
  readonly perSecond: number;
  readonly lifetime: AbortSignal;
}

interface Waiting {
  readonly rank: number;
  readonly open: () => void;
  readonly signal: AbortSignal;
}

export function createPace({ clock, perSecond, lifetime }: PaceOptions): Pace {
  const waiting: Waiting[] = [];
  const everyMs = 1_000 / perSecond;
  let tokens = perSecond;
  let filledAtMs: number = clock.nowMs();
  let isSet = false;

  function fill(): void {
    const nowMs = clock.nowMs();
    // A clock that was set back gives nothing and takes nothing.
    const gained = Math.max(0, Math.floor((nowMs - filledAtMs) / everyMs));
    tokens = Math.min(perSecond, tokens + gained);
    filledAtMs = nowMs < filledAtMs ? nowMs : filledAtMs + gained * everyMs;
  }

  function next(): void {
    fill();
    while (tokens >= 1) {
      const first = takeFirst();
      if (first === undefined) return;
      if (first.signal.aborted) continue;
      tokens -= 1;
      first.open();
    }
    if (waiting.length === 0 || isSet) return;
    isSet = true;
    const look = (): void => {
      isSet = false;
      next();
    };
    clock.after(everyMs, look, lifetime);
  }

  function takeFirst(): Waiting | undefined {
    let first: Waiting | undefined;
    for (const each of waiting) if (first === undefined || each.rank < first.rank) first = each;
    if (first !== undefined) waiting.splice(waiting.indexOf(first), 1);
    return first;
  }

  return {
    inTurn(rank, open, signal) {
      waiting.push({ rank, open, signal });
      next();
    },
  };
}
