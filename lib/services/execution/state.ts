/** State of an execution from its legs; pure. See the diagram in lib/domain/execution.ts. */
import type { Execution, ExecutionLeg, ExecutionState, LegState } from '../../domain/execution';
import { unreachable } from '../../domain/result';

const FILLED: ReadonlySet<LegState> = new Set<LegState>(['matched', 'mined', 'confirmed']);

/** After the orders left: what the legs add up to. */
export function stateAfterSending(legs: readonly ExecutionLeg[]): ExecutionState {
  if (legs.some((leg) => leg.state === 'unknown' || leg.state === 'sent')) return 'unknown';
  const full = legs.every((leg) => FILLED.has(leg.state) && leg.filledSizeMicros >= leg.sizeMicros);
  if (full) return legs.every((leg) => leg.settled) ? 'settled' : 'matched';
  return legs.some((leg) => leg.filledSizeMicros > 0) ? 'partial' : 'failed';
}

/** Nothing more will happen to it by itself. */
export function isFinished(execution: Execution): boolean {
  switch (execution.state) {
    case 'settled':
    case 'abandoned':
    case 'refused':
      return true;
    case 'matched':
    case 'partial':
    case 'failed':
      return execution.mode === 'paper' || execution.legs.every((leg) => leg.settled);
    case 'drafted':
    case 'approved':
    case 'signing':
    case 'signed':
    case 'sending':
    case 'unknown':
      return false;
    default:
      return unreachable(execution.state);
  }
}

/** Orders may exist at the venue whose fate is not known. */
export function isUnresolved(execution: Execution): boolean {
  return execution.mode === 'live' && (execution.state === 'unknown' || execution.state === 'sending');
}
