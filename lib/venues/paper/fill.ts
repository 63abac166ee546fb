/** The leg as the paper venue leaves it. Goes when execution sends paper orders through `OrderEntry`. Pure. */
import type { Book } from '../../domain/book';
import type { Condition } from '../../domain/condition';
import type { ExecutionLeg } from '../../domain/execution';
import { fillOrder } from './fill-order';

export function fillPaper(
  leg: ExecutionLeg,
  options: { readonly book: Book; readonly condition: Condition },
): ExecutionLeg {
  const { filledSizeMicros, paidMicros, feeMicros, failure } = fillOrder(leg, options);
  const state = failure === null ? 'confirmed' : filledSizeMicros > 0 ? 'partial' : 'unfilled';
  return { ...leg, filledSizeMicros, paidMicros, feeMicros, state, settled: true, failure };
}
