/**
 * The ratio test with long steps: along a step of the dual, variables reach break breakpoints of their curves one after
 * another, and each makes the step less worth taking by its rate times the segment it jumps. The step ends at the first
 * one that would make it worthless.
 */
import type { CurveTable } from './curve';

/**
 * Variables that a step moves, as columns of one table; entry 0 is the leaving variable and moves through its own
 * segments.
 */
export interface Candidates {
  readonly variable: Int32Array;
  /** Change of the gradient by unit of step, signed. */
  readonly rate: Float64Array;
  /** Length of the step at which the next break is reached. */
  readonly ratio: Float64Array;
  /** Breakpoint now; for entry 0 the segment. */
  readonly breakpoint: Int32Array;
  count: number;
}

/** Breaks nearer to each other than this are one; the largest rate among them makes the safest pivot. */
const TIE = 1e-10;

/**
 * The entry at whose break the step ends, those passed on the way moved on to their next; -1 when the step never ends.
 */
export function ratioTest(curves: CurveTable, candidates: Candidates, infeasible: number): number {
  const { ratio, rate } = candidates;
  let worth = infeasible;
  for (;;) {
    let chosen = -1;
    let least = Infinity;
    for (let entry = 0; entry < candidates.count; entry += 1) {
      const reached = ratio[entry] ?? Infinity;
      if (
        reached < least - TIE ||
        (reached <= least + TIE && reached < Infinity && Math.abs(rate[entry] ?? 0) > Math.abs(rate[chosen] ?? 0))
      ) {
        least = Math.min(least, reached);
        chosen = entry;
      }
    }
    if (chosen < 0) return -1;
    worth -= slopeLoss(curves, candidates, chosen);
    if (worth <= 0) return chosen;
    passBreakpoint(curves, candidates, chosen);
  }
}

/** What the step loses when the entry goes over its break: rate times the length of the segment beyond. */
function slopeLoss(
  { breakpoints, stride }: CurveTable,
  { variable, rate, breakpoint }: Candidates,
  entry: number,
): number {
  const up = (rate[entry] ?? 0) > 0;
  const at = (variable[entry] ?? 0) * stride + (breakpoint[entry] ?? 0);
  // The leaving variable sits on a segment, the others on break breakpoints.
  const from = entry === 0 ? (up ? at + 1 : at - 1) : up ? at : at - 1;
  return Math.abs(rate[entry] ?? 0) * ((breakpoints[from + 1] ?? 0) - (breakpoints[from] ?? 0));
}

function passBreakpoint(
  { slopes, counts, stride }: CurveTable,
  { variable, rate, ratio, breakpoint }: Candidates,
  entry: number,
): void {
  const index = variable[entry] ?? 0;
  const up = (rate[entry] ?? 0) > 0;
  const moved = (breakpoint[entry] ?? 0) + (up ? 1 : -1);
  breakpoint[entry] = moved;
  const at = index * stride + moved;
  const segments = (counts[index] ?? 0) - 1;
  if (entry === 0) {
    const next = moved + (up ? 1 : -1);
    const gap =
      next < 0 || next >= segments ? Infinity : Math.abs((slopes[at + (up ? 1 : -1)] ?? 0) - (slopes[at] ?? 0));
    ratio[entry] = (ratio[entry] ?? 0) + gap;
    return;
  }
  if (up ? moved >= segments : moved === 0) {
    ratio[entry] = Infinity;
    return;
  }
  // From one breakpoint to the next the gradient crosses exactly the jump between the two slopes beside it.
  ratio[entry] = (ratio[entry] ?? 0) + ((slopes[at] ?? 0) - (slopes[at - 1] ?? 0)) / Math.abs(rate[entry] ?? 0);
}
