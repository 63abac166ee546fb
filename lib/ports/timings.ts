/** Who is told how long the stages of a change took. */
import type { Stage } from '../domain/stages';

export interface Timings {
  /** Runs the work and notes how long it took. */
  time<T>(stage: Stage, work: () => T): T;
  /** Milliseconds that were measured elsewhere. */
  note(stage: Stage, ms: number): void;
}

/** Where nobody asks. */
export const UNTIMED: Timings = { time: (_stage, work) => work(), note: () => undefined };
