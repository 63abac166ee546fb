/**
 * The proven optimum, in the engine's idle time: of the components of open pages, once nothing waits and their books
 * have not moved for a moment. Every other job comes first, and a book that moves makes the question another one.
 *
 *   [waiting] --quiet--> [proving] --answer--> [done]
 *       ^                    |                   |
 *       +---- any job -------+---- book moves ---+
 */
import type { Clock } from '../../ports/clock';

/** Books that move more often than this are not worth a proof: it would be of yesterday's prices. */
export const QUIET_MS = 400;

export interface Prover {
  /** Something waits for the engine: what is being proved is dropped. */
  interrupt(): void;
  /** Nothing waits any more. */
  idle(): void;
  /** These were solved anew, or their books moved: what was proved of them is of the past. */
  moved(keys: readonly string[]): void;
}

export function createProver(options: {
  readonly clock: Clock;
  /** Components worth a proof, in this order. */
  readonly wanted: () => readonly string[];
  readonly isIdle: () => boolean;
  /** False when it was interrupted or did not come to an answer that counts. */
  readonly prove: (key: string, signal: AbortSignal) => Promise<boolean>;
  readonly lifetime: AbortSignal;
}): Prover {
  const { clock, wanted, isIdle, prove, lifetime } = options;
  const done = new Set<string>();
  const movedAtMs = new Map<string, number>();
  let timer: AbortController | null = null;
  let current: AbortController | null = null;

  function later(delayMs: number): void {
    timer?.abort();
    if (lifetime.aborted) return;
    timer = new AbortController();
    clock.after(delayMs, () => void look(), timer.signal);
  }

  async function look(): Promise<void> {
    if (current !== null || lifetime.aborted || !isIdle()) return;
    const open = wanted().filter((key) => !done.has(key));
    const quietForMs = (key: string): number => clock.nowMs() - (movedAtMs.get(key) ?? 0);
    const key = open.find((candidate) => quietForMs(candidate) >= QUIET_MS);
    if (key === undefined) {
      if (open.length > 0) later(QUIET_MS);
      return;
    }
    const running = new AbortController();
    current = running;
    // Marked before the answer: a book that moves meanwhile takes the mark away again.
    done.add(key);
    const counts = await prove(key, running.signal).catch(() => false);
    current = null;
    if (!counts && running.signal.aborted) done.delete(key);
    later(running.signal.aborted ? QUIET_MS : 0);
  }

  return {
    interrupt() {
      timer?.abort();
      current?.abort();
    },
    idle: () => later(QUIET_MS),
    moved(keys) {
      for (const key of keys) {
        done.delete(key);
        movedAtMs.set(key, clock.nowMs());
      }
    },
  };
}
