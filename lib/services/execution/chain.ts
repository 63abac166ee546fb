/**
 * A set of bets and what was done since to finish it or to sell it back: several executions, one holding. The first is
 * the root, the others name it. Pure.
 */
import type { Execution, ExecutionLeg } from '../../domain/execution';
import { EXECUTION_STATES, isFinished, isFull } from '../../domain/execution';
import type { TokenId } from '../../domain/ids';
import { moneyMicros, sizeMicros, type MoneyMicros, type SizeMicros } from '../../domain/units';

export interface Chain {
  readonly root: Execution;
  /** In no order; those of which nothing was sent are left out. */
  readonly repairs: readonly Execution[];
}

export interface HeldShares extends Pick<ExecutionLeg, 'conditionId' | 'tokenId' | 'token' | 'label' | 'fee'> {
  readonly filledSizeMicros: SizeMicros;
}

/** Of any of its executions. */
export function chainOf(one: Execution, executions: readonly Execution[]): Chain {
  const root = one.of === undefined ? one : (executions.find(({ id }) => id === one.of) ?? one);
  return { root, repairs: executions.filter(({ of, state }) => of === root.id && EXECUTION_STATES[state].sent) };
}

const legsOf = ({ root, repairs }: Chain): readonly ExecutionLeg[] => [root, ...repairs].flatMap(({ legs }) => legs);

/** What is held of it now: bought less sold. */
export function holdingsOf(chain: Chain): readonly HeldShares[] {
  const held = new Map<TokenId, HeldShares>();
  for (const leg of legsOf(chain)) {
    const { conditionId, tokenId, token, label, fee } = leg;
    const before = held.get(tokenId)?.filledSizeMicros ?? 0;
    const moved = leg.side === 'buy' ? leg.filledSizeMicros : -leg.filledSizeMicros;
    held.set(tokenId, { conditionId, tokenId, token, label, fee, filledSizeMicros: sizeMicros(before + moved) });
  }
  return [...held.values()].filter(({ filledSizeMicros }) => filledSizeMicros > 0);
}

/** Money that went into it, fees included, less what came back. */
export function paidIn(chain: Chain): MoneyMicros {
  return moneyMicros(
    legsOf(chain).reduce(
      (sum, { side, paidMicros, feeMicros }) => sum + (side === 'buy' ? paidMicros : -paidMicros) + feeMicros,
      0,
    ),
  );
}

/** One of its repairs is being signed or sent, or its orders may still match: what is held may change under a plan. */
export function isBusy(root: Execution, executions: readonly Execution[]): boolean {
  return executions.some(
    (each) => each.of === root.id && !isFinished(each) && !(each.legs.every(isFull) && each.state === 'matched'),
  );
}

/** A repair did all that it was for, and its shares are final. */
export function isMended({ repairs }: Chain): boolean {
  return repairs.some(isMender);
}

export function isMender({ state, mode }: Execution): boolean {
  return state === 'settled' || (mode === 'paper' && state === 'matched');
}
