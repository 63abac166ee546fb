/**
 * What was bought, and what selling it back now would bring; orders are made in ways-out.ts. Pure.
 */
import type { Book } from '../../domain/book';
import type { Condition } from '../../domain/condition';
import type { ExecutionLeg } from '../../domain/execution';
import type { ConditionId } from '../../domain/ids';
import type { MoneyMicros } from '../../domain/units';
import { moneyMicros } from '../../domain/units';
import { walkBook } from '../../domain/walk';

export interface UnwindFacts {
  readonly conditionOf: (id: ConditionId) => Condition | null;
  /** null where the book is missing or too old to trade on. */
  readonly bookOf: (condition: Condition, token: 'yes' | 'no') => Book | null;
}

/** What was bought and is held. */
export function heldLegs(legs: readonly ExecutionLeg[]): readonly ExecutionLeg[] {
  return legs.filter((leg) => leg.side === 'buy' && leg.filledSizeMicros > 0);
}

/** What selling these shares into the bids would bring now, after fees; null when the bids cannot say. */
export function sellBackMicros(
  held: readonly Pick<ExecutionLeg, 'conditionId' | 'token' | 'filledSizeMicros'>[],
  facts: UnwindFacts,
): MoneyMicros | null {
  let total = 0;
  for (const leg of held) {
    const condition = facts.conditionOf(leg.conditionId);
    const book = condition ? facts.bookOf(condition, leg.token) : null;
    const walk =
      condition?.fee && book
        ? walkBook({ levels: book.bids, sizeMicros: leg.filledSizeMicros, fee: condition.fee, side: 'sell' })
        : null;
    if (walk === null) return null;
    total += walk.costMicros - walk.feeMicros;
  }
  return moneyMicros(total);
}
