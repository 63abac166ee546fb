/** Sets of bets that are over, as history: what was agreed beside what came of it. Pure. */
import type { Execution, ExecutionLeg, ExecutionMode } from '../../domain/execution';
import { isFull } from '../../domain/execution';
import { costRoundedUp, proceedsRoundedDown } from '../../domain/units';
import { chainOf, paidIn } from './chain';
import { resultOf } from './results';
import type { HistoryRow, HistoryTotal, HistoryView } from '../../protocol/history';

/** As many as can be read; the file has them all. */
const SHOWN = 200;

export interface HistoryFacts {
  /** Ties under its proof that hold only because the user accepted them. */
  readonly acceptedTiesOf: (execution: Execution) => number;
  /** Milliseconds since 1970 of the last midnight where the user is. */
  readonly midnightMs: number;
}

/** @param executions newest first. */
export function buildHistory(executions: readonly Execution[], facts: HistoryFacts): HistoryView {
  // The smallest real order is no set of bets, and what never left has no result.
  const sets = executions.filter(({ purpose, state }) => purpose === undefined && state !== 'drafted');
  // A row reads its proof, and all this is made anew every second that somebody looks.
  const isToday = ({ createdAtMs }: Execution): boolean => createdAtMs >= facts.midnightMs;
  const rows = sets
    .filter((each, index) => index < SHOWN || isToday(each))
    .map((each) => historyRow(each, executions, facts));
  const today = rows.filter(({ atMs }) => atMs >= facts.midnightMs);
  return {
    rows: rows.slice(0, SHOWN),
    more: Math.max(0, sets.length - SHOWN),
    today: { paper: totalOf(today, 'paper'), live: totalOf(today, 'live') },
  };
}

function historyRow(execution: Execution, executions: readonly Execution[], facts: HistoryFacts): HistoryRow {
  const { id, mode, state, eventTitle, eventSlug, createdAtMs, legs, floorMicros, maxCostMicros } = execution;
  const chain = chainOf(execution, executions);
  const all = [execution, ...chain.repairs].flatMap((each) => each.legs);
  return {
    id,
    mode,
    state,
    eventTitle,
    eventSlug,
    atMs: createdAtMs,
    bets: legs.length,
    full: legs.filter(isFull).length,
    agreedMicros: floorMicros - maxCostMicros,
    gotMicros: resultOf(chain),
    paidMicros: paidIn(chain),
    feesMicros: all.reduce((sum, { feeMicros }) => sum + feeMicros, 0),
    underLimitMicros: legs.reduce((sum, leg) => sum + underLimit(leg), 0),
    acceptedTies: facts.acceptedTiesOf(execution),
  };
}

function underLimit({ side, filledSizeMicros, limitPriceMicros, paidMicros }: ExecutionLeg): number {
  return side === 'buy'
    ? costRoundedUp(limitPriceMicros, filledSizeMicros) - paidMicros
    : paidMicros - proceedsRoundedDown(limitPriceMicros, filledSizeMicros);
}

function totalOf(rows: readonly HistoryRow[], mode: ExecutionMode): HistoryTotal {
  const here = rows.filter((row) => row.mode === mode);
  const whole = here.filter(({ gotMicros }) => gotMicros !== null);
  const open = here.filter(
    ({ state, gotMicros }) => gotMicros === null && (state === 'partial' || state === 'unknown' || state === 'matched'),
  );
  return {
    sets: whole.length,
    resultMicros: whole.reduce((sum, { gotMicros }) => sum + (gotMicros ?? 0), 0),
    feesMicros: here.reduce((sum, { feesMicros }) => sum + feesMicros, 0),
    open: open.length,
    yourWord: whole.filter(({ acceptedTies }) => acceptedTies > 0).length,
  };
}
