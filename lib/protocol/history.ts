/** What the side panel is told of sets of bets that are over: what was agreed beside what came of it. */
import type { ExecutionMode, ExecutionState } from '../domain/execution';

export interface HistoryRow {
  readonly id: string;
  readonly mode: ExecutionMode;
  readonly state: ExecutionState;
  readonly eventTitle: string;
  readonly eventSlug: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly bets: number;
  /** Bets of which every share that was asked for is there. */
  readonly full: number;
  /** Least result that was agreed to: the floor less the most that it could cost. */
  readonly agreedMicros: number;
  /** Least result of a set that is whole, was completed or was sold back, once confirmed; null where there is none. */
  readonly gotMicros: number | null;
  /** Fees included, less what selling back brought. */
  readonly paidMicros: number;
  readonly feesMicros: number;
  /** How much less the filled shares cost than their limits allowed; negative where they cost more. */
  readonly underLimitMicros: number;
  /** Ties that hold only because the user accepted them and on which the result rests. */
  readonly acceptedTies: number;
}

/** Least results of sets that have one; what has none is only counted. */
export interface HistoryTotal {
  readonly sets: number;
  readonly resultMicros: number;
  readonly feesMicros: number;
  /** Incomplete, unconfirmed or of unknown fate: in no sum. */
  readonly open: number;
  /** Sets in the sum that rest on the user's word. */
  readonly yourWord: number;
}

export interface HistoryView {
  /** Newest first. */
  readonly rows: readonly HistoryRow[];
  /** Older sets that are not in the list. */
  readonly more: number;
  /** Since midnight where the user is, by mode. */
  readonly today: Readonly<Record<ExecutionMode, HistoryTotal>>;
}
