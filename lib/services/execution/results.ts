/** What came of sets of bets, as the journal has it: with what was done to finish them or to sell them back. Pure. */
import type { Execution, ExecutionLeg } from '../../domain/execution';
import { EXECUTION_STATES, isFull } from '../../domain/execution';
import { moneyMicros, type MoneyMicros } from '../../domain/units';
import { isMender, paidIn, type Chain } from './chain';

/** Least that its filled legs pay together: what dust left over of full legs can cost the floor a dollar a share. */
export function floorLeft({ floorMicros, legs }: Pick<Execution, 'floorMicros' | 'legs'>): number {
  return floorMicros - legs.reduce((sum, leg) => sum + dustOf(leg), 0);
}

function dustOf(leg: ExecutionLeg): number {
  return isFull(leg) ? Math.max(0, leg.sizeMicros - leg.filledSizeMicros) : 0;
}

/**
 * Least result of a set that filled whole, was completed or was sold back, once that is confirmed: what it pays at
 * least, or brought, less all that went into it. null while it is open, and where the user keeps a part of it: what
 * that pays nobody knows yet.
 */
export function resultOf(chain: Chain): MoneyMicros | null {
  const { root } = chain;
  const whole = root.state === 'settled' ? root : chain.repairs.find(isMender);
  return whole === undefined ? null : moneyMicros(floorLeft(whole) - paidIn(chain));
}

export interface Realised {
  /** Of the set's first execution. */
  readonly id: string;
  readonly beganAtMs: number;
  /** null: no result yet. */
  readonly resultMicros: MoneyMicros | null;
  /** What it was agreed to bring at least. */
  readonly agreedMicros: MoneyMicros;
}

/** Sets of real money of which something was sent, in the order in which their last orders were made. */
export function realisedOf(executions: readonly Execution[]): readonly Realised[] {
  const sets = executions.filter(
    ({ purpose, mode, state }) => purpose === undefined && mode === 'live' && EXECUTION_STATES[state].sent,
  );
  const repairs = new Map<string, Execution[]>();
  for (const each of executions)
    if (each.of !== undefined && EXECUTION_STATES[each.state].sent)
      repairs.set(each.of, [...(repairs.get(each.of) ?? []), each]);
  return sets
    .map((root) => {
      const chain = { root, repairs: repairs.get(root.id) ?? [] };
      const lastAtMs = Math.max(...[root, ...chain.repairs].map(({ createdAtMs }) => createdAtMs));
      const agreedMicros = moneyMicros(root.floorMicros - root.maxCostMicros);
      return { id: root.id, beganAtMs: root.createdAtMs, lastAtMs, resultMicros: resultOf(chain), agreedMicros };
    })
    .sort((a, b) => a.lastAtMs - b.lastAtMs)
    .map(({ lastAtMs: _, ...realised }) => realised);
}
