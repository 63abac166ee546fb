/** A resting order by three rules of its queue. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { QUEUE_RULES, RestingOrder, type QueueEvent } from '../../../../lib/signals/fills/queue';

const event = fc.oneof(
  fc.record({ kind: fc.constant('trade' as const), size: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant('level' as const), size: fc.nat(300) }),
  fc.record({ kind: fc.constant('through' as const) }),
);

it('fills the cautious last and the hopeful first, never more than all', () => {
  fc.assert(
    fc.property(
      fc.nat(200),
      fc.integer({ min: 1, max: 50 }),
      fc.array(event, { maxLength: 40 }),
      (shownAtJoin, mine, events: readonly QueueEvent[]) => {
        const orders = QUEUE_RULES.map((rule) => new RestingOrder({ shownAtJoin, mine, rule }));
        const before = [0, 0, 0];
        for (const each of events) {
          const [cautious = 0, even = 0, hopeful = 0] = orders.map((order) => order.after(each));
          expect(cautious).toBeLessThanOrEqual(even + 1e-9);
          expect(even).toBeLessThanOrEqual(hopeful + 1e-9);
          expect(hopeful).toBeLessThanOrEqual(mine);
          for (const [i, filled] of [cautious, even, hopeful].entries()) {
            expect(filled).toBeGreaterThanOrEqual(before[i] ?? 0);
            before[i] = filled;
          }
        }
      },
    ),
    { numRuns: 2000 },
  );
});
