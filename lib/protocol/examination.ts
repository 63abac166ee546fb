/** What the side panel is told of the examination of the venue and of the smallest real order. */
import type { PassedTrial, TrialStep } from '../domain/clearance';
import type { Protocol } from '../domain/condition';
import type { Finding, ProbeId } from '../domain/finding';
import type { Failure } from '../domain/result';

/** What the smallest real order would be now. */
export interface TrialPlanView {
  readonly conditionId: string;
  readonly market: string;
  readonly protocol: Protocol;
  readonly priceMicros: number;
  readonly sizeMicros: number;
  /** Should it fill all the same, fee included. */
  readonly costMicros: number;
  readonly bestBidMicros: number;
}

export interface TrialView {
  readonly running: boolean;
  readonly steps: readonly {
    readonly step: TrialStep;
    readonly atMs: number;
    /** The order's number, once it left. */
    readonly hash: string | null;
    /** The venue's own word for where the order stands. */
    readonly status: string | null;
  }[];
  readonly failure: Failure | null;
}

export interface ExaminationView {
  readonly running: ProbeId | null;
  readonly findings: readonly Finding[];
  readonly atMs: number | null;
  readonly verdict: 'green' | 'red' | null;
  /** Of the connected account; null while none is. */
  readonly account: {
    readonly owner: string;
    readonly greenAtMs: number | null;
    readonly trials: readonly PassedTrial[];
    /** Why its real baskets are locked; null when they are not. */
    readonly lockedBecause: Failure | null;
  } | null;
  /** null: no watched market is fit for it now. */
  readonly plan: TrialPlanView | null;
  readonly trial: TrialView | null;
}
