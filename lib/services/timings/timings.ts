/** Owns how long each stage of a change took, over the last minute or two. */
import { Quantiles } from '../../domain/quantiles';
import { STAGES, type Stage } from '../../domain/stages';
import type { Clock } from '../../ports/clock';
import type { Timings } from '../../ports/timings';
import type { DelayView } from '../../protocol/views';

const WINDOW_MS = 60_000;

export interface TimingsService extends Timings {
  /** Stages of which nothing was measured are left out. */
  delays(): readonly DelayView[];
}

/** @param nowMs monotonic milliseconds, finer than the clock. */
export function createTimings({
  clock,
  nowMs,
  lifetime,
}: {
  readonly clock: Clock;
  readonly nowMs: () => number;
  readonly lifetime: AbortSignal;
}): TimingsService {
  const stages = new Map<Stage, Quantiles>(STAGES.map((stage) => [stage, new Quantiles()]));
  const note = (stage: Stage, ms: number): void => stages.get(stage)?.note(ms);

  function turn(): void {
    for (const each of stages.values()) each.turn();
    clock.after(WINDOW_MS, turn, lifetime);
  }

  clock.after(WINDOW_MS, turn, lifetime);

  return {
    note,
    time(stage, work) {
      const startedMs = nowMs();
      try {
        return work();
      } finally {
        note(stage, nowMs() - startedMs);
      }
    },
    delays: () =>
      [...stages].flatMap(([stage, each]) => {
        const [p50, p95, p99] = [each.at(0.5), each.at(0.95), each.at(0.99)];
        return p50 === null || p95 === null || p99 === null ? [] : [{ stage, p50, p95, p99 }];
      }),
  };
}
