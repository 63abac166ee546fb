/** Long work in short pieces: generators that yield between steps. */
import type { Clock } from '../../ports/clock';

/** A tenth of what a person notices; sockets and clicks get their turn in between. */
const SLICE_MS = 10;

export type Steps<T> = Generator<undefined, T>;

/** Runs until done or until the slice is over. */
export function runSlice<T>(
  steps: Steps<T>,
  clock: Clock,
): { readonly done: true; readonly value: T } | { readonly done: false } {
  const until = clock.nowMs() + SLICE_MS;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return { done: true, value: step.value };
    if (clock.nowMs() >= until) return { done: false };
  }
}

/** Runs to the end, slice by slice. Never settles after the signal is aborted. */
export async function runInSlices<T>(steps: Steps<T>, clock: Clock, signal: AbortSignal): Promise<T> {
  for (;;) {
    const slice = runSlice(steps, clock);
    if (slice.done) return slice.value;
    await new Promise<void>((resolve) => clock.after(0, resolve, signal));
  }
}
