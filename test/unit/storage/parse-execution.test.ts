/** Records of earlier versions, as they stand in journals. */
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../lib/domain/result';
import { parseStoredExecution } from '../../../lib/storage/parse-execution';
import { executionOf, legOf, orderOf } from '../../kit/executions';

/** From before it was kept whether the venue had shown an order. */
function older(failure: unknown): unknown {
  const { seen: _seen, ...order } = orderOf(0);
  const record = executionOf({ state: 'unknown', legs: [legOf(0, { state: 'unknown' })] });
  return { ...record, legs: record.legs.map((leg) => ({ ...leg, orders: [order], failure })) };
}
const seenIn = (failure: unknown) => parseStoredExecution(older(failure))?.legs[0]?.orders[0]?.seen;

describe('an order of an older journal', () => {
  it.each(['fate-unmatched', 'fate-delayed', 'fate-part-matched', 'resting'] as const)(
    'that the venue had taken (%s) was seen',
    (code) => {
      expect(seenIn(failureOf(code, {}, 'unknown'))).toBe(true);
    },
  );

  it.each(['fate-unanswered', 'fate-interrupted'] as const)('without an answer (%s) was not', (code) => {
    expect(seenIn(failureOf(code, {}, 'unknown'))).toBe(false);
    expect(seenIn(null)).toBe(false);
  });
});
