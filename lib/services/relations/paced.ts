/** Work that grows with the world, done as often as it can be without filling the time. */
import type { Clock } from '../../ports/clock';

/** Times its own length that the work rests: a ninth of the time at most. */
const RESTS = 8;

/** Does the work at once if it has rested, else once as soon as it has, however often it is asked for meanwhile. */
export function createPaced(clock: Clock, signal: AbortSignal, work: () => void): () => void {
  let notBeforeMs = -Infinity;
  let isWaiting = false;

  function run(): void {
    const startMs = clock.nowMs();
    work();
    const endMs = clock.nowMs();
    notBeforeMs = endMs + Math.max(0, endMs - startMs) * RESTS;
  }

  return () => {
    if (isWaiting || signal.aborted) return;
    const restMs = notBeforeMs - clock.nowMs();
    if (restMs <= 0) return run();
    isWaiting = true;
    clock.after(
      restMs,
      () => {
        isWaiting = false;
        run();
      },
      signal,
    );
  };
}
