/** Which of several executions is told first: what needs the user is never hidden behind what is merely newer. */
import type { ExecutionMode, ExecutionState } from './execution';

const RANK: Readonly<Record<ExecutionState, number>> = {
  partial: 0,
  unknown: 1,
  signing: 2,
  armed: 2,
  sending: 2,
  signed: 2,
  approved: 3,
  drafted: 3,
  failed: 4,
  matched: 4,
  settled: 4,
  refused: 5,
  abandoned: 5,
};

export interface Ranked {
  readonly state: ExecutionState;
  readonly mode: ExecutionMode;
  readonly updatedAtMs: number;
  readonly acknowledged: boolean;
}

/** Money is held or may be, only part of the basket is there, and the user has not said that they keep it. */
export function needsUser({ state, mode, acknowledged }: Omit<Ranked, 'updatedAtMs'>): boolean {
  return mode === 'live' && (state === 'unknown' || (state === 'partial' && !acknowledged));
}

/** It moves, or it needs the user: its bets are shown one by one. */
export function isUnderWay({ state }: Pick<Ranked, 'state'>): boolean {
  return RANK[state] <= 3;
}

/** What needs the user first, then what is under way, then what was sent, then what never was; the newest first. */
export function inOrderOfNeed<T extends Ranked>(executions: readonly T[]): readonly T[] {
  const rank = (each: T): number => RANK[each.state] + (needsUser(each) ? 0 : each.state === 'partial' ? 4 : 0);
  return [...executions].sort((a, b) => rank(a) - rank(b) || b.updatedAtMs - a.updatedAtMs);
}

/** The first `limit` in that order, and everything that needs the user however many there are. */
export function firstByNeed<T extends Ranked>(executions: readonly T[], limit: number): readonly T[] {
  const ordered = inOrderOfNeed(executions);
  return ordered.slice(0, Math.max(limit, ordered.filter(needsUser).length));
}
