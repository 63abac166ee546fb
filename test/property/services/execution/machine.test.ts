/**
 * Whatever happens in whatever order, crashes included: no act before its record is on disk, no order sent twice, and
 * nothing that was sent is ever called unsent.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EXECUTION_STATES } from '../../../../lib/domain/execution';
import type { Execution, ExecutionLeg, LegOrder } from '../../../../lib/domain/execution';
import { moneyMicros, sizeMicros } from '../../../../lib/domain/units';
import type { PostedOrder } from '../../../../lib/ports/order-entry';
import type { ExecutionEvent, Run } from '../../../../lib/services/execution/machine';
import { atRest } from '../../../../lib/services/execution/journaled';
import { step } from '../../../../lib/services/execution/machine';
import { ACCOUNT, executionOf, hashOf, LEG_SIZE, legOf, orderOf } from '../../../kit/executions';
import { runs } from '../../../kit/property';
import { failureOf } from '../../../../lib/domain/result';

const LEGS = 3;
const failure = fc.constant(failureOf('busy', {}, 'later'));
const index = fc.integer({ min: 0, max: LEGS - 1 });

const answer: fc.Arbitrary<PostedOrder> = index.chain((of) =>
  fc.oneof(
    fc.record({ kind: fc.constant('live' as const), hash: fc.constant(hashOf(of)) }),
    fc.record({ kind: fc.constant('unknown' as const), hash: fc.constant(hashOf(of)), failure }),
    fc.record({ kind: fc.constant('rejected' as const), hash: fc.constant(hashOf(of)), failure }),
    fc.record({
      kind: fc.constant('matched' as const),
      hash: fc.constant(hashOf(of)),
      tradeIds: fc.constant(['t']),
      makingMicros: fc.constant(moneyMicros(7_900_000)),
      takingMicros: fc.integer({ min: 0, max: LEG_SIZE }).map(moneyMicros),
    }),
  ),
);

const lookedUp: fc.Arbitrary<ExecutionLeg> = fc
  .record({ of: index, settled: fc.boolean(), state: fc.constantFrom('unknown', 'matched', 'confirmed', 'unfilled') })
  .map(({ of, settled, state }) =>
    legOf(of, {
      state,
      settled,
      orders: [orderOf(of)],
      filledSizeMicros: state === 'unfilled' ? sizeMicros(0) : LEG_SIZE,
    }),
  );

const orders: fc.Arbitrary<readonly LegOrder[]> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(Array.from({ length: LEGS }, (_, of) => orderOf(of))) },
  {
    weight: 1,
    arbitrary: fc.array(
      index.map((of) => orderOf(of)),
      { maxLength: LEGS + 1 },
    ),
  },
);

const event: fc.Arbitrary<ExecutionEvent | 'crash'> = fc.oneof(
  fc.constantFrom<ExecutionEvent | 'crash'>({ kind: 'written' }, { kind: 'stopped' }, { kind: 'faulted' }, 'crash'),
  fc.constantFrom<ExecutionEvent | 'crash'>(
    { kind: 'opened' },
    { kind: 'written' },
    { kind: 'approved', account: ACCOUNT, heldBefore: null },
    { kind: 'begun', needsSignature: true },
    { kind: 'begun', needsSignature: false },
    { kind: 'fired' },
    { kind: 'stopped' },
    { kind: 'faulted' },
    { kind: 'restarted' },
    'crash',
  ),
  failure.map((why) => ({ kind: 'write-failed' as const, failure: why })),
  failure.map((why) => ({ kind: 'refused' as const, failure: why })),
  failure.map((why) => ({ kind: 'given-up' as const, failure: why })),
  index.map((of) => ({ kind: 'signed' as const, hash: hashOf(of) })),
  orders.map((all) => ({ kind: 'sealed' as const, orders: all })),
  fc.array(answer, { maxLength: LEGS }).map((answers) => ({ kind: 'answered' as const, answers })),
  fc.array(lookedUp, { minLength: LEGS, maxLength: LEGS }).map((legs) => ({ kind: 'looked-up' as const, legs })),
);

/** Mostly the event that the stage waits for, so that the walks get somewhere; else any. */
function awaited({ stage, record }: Run): ExecutionEvent {
  switch (stage.kind) {
    case 'resting':
      return record.state === 'drafted' ? { kind: 'opened' } : { kind: 'looked-up', legs: record.legs };
    case 'writing':
      return { kind: 'written' };
    case 'acting':
      switch (stage.act.kind) {
        case 'check':
          return { kind: 'approved', account: ACCOUNT, heldBefore: null };
        case 'begin':
          return { kind: 'begun', needsSignature: record.id.length % 2 === 0 };
        case 'sign':
          return { kind: 'signed', hash: hashOf(stage.act.leg) };
        case 'hold':
          return { kind: 'fired' };
        case 'seal':
          return { kind: 'sealed', orders: record.legs.map((_, of) => orderOf(of)) };
        case 'post':
          return { kind: 'answered', answers: [] };
      }
  }
}

const walk = fc.record({
  mode: fc.constantFrom('live' as const, 'paper' as const),
  id: fc.constantFrom('even', 'odd'),
  /** So many steps go as they should; then anything may come between. */
  smooth: fc.integer({ min: 0, max: 18 }),
  moves: fc.array(fc.record({ straight: fc.boolean(), any: event, torn: fc.boolean() }), {
    minLength: 18,
    maxLength: 60,
  }),
});

it('an order is posted once, from the disk, and never forgotten', () => {
  let posted = 0;
  let walks = 0;
  fc.assert(
    fc.property(walk, ({ mode, id, smooth, moves }) => {
      walks += 1;
      const drafted = executionOf({ id, mode, legs: Array.from({ length: LEGS }, (_, of) => legOf(of)) });
      let run: Run = atRest(drafted);
      let disk: Execution | null = null;
      let onItsWay: Execution | null = null;
      const sent: string[] = [];
      for (const [position, { straight, any, torn }] of moves.entries()) {
        let next = position < smooth || straight ? awaited(run) : any;
        if (next === 'crash') {
          // What was being written may have arrived, or not.
          const found: Execution | null = torn && onItsWay !== null ? onItsWay : disk;
          [disk, onItsWay] = [found, null];
          run = atRest(found ?? drafted);
          if (found === null) continue;
          next = { kind: 'restarted' };
        }
        if (next.kind === 'written' && onItsWay !== null) [disk, onItsWay] = [onItsWay, null];
        if (next.kind === 'write-failed' && run.stage.kind === 'writing') onItsWay = null;
        const after = step(run, next);
        run = after.run;
        for (const effect of after.effects) {
          if (effect.kind === 'look-up') continue;
          if (effect.kind === 'write') {
            onItsWay = effect.record;
            continue;
          }
          // Whatever is done, the record that allows it was written.
          expect(disk).toEqual(run.record);
          if (effect.kind !== 'post') continue;
          expect(sent).toEqual([]);
          expect(disk?.state).toBe('sending');
          expect(disk?.legs.flatMap((leg) => leg.orders)).toEqual(effect.orders);
          expect(effect.orders.every(({ body }) => body !== null)).toBe(true);
          sent.push(...effect.orders.map(({ hash }) => hash));
          posted += 1;
        }
        if (sent.length > 0 && mode === 'live') {
          expect(EXECUTION_STATES[run.record.state].sent).toBe(true);
          expect(run.record.legs.flatMap((leg) => leg.orders.map(({ hash }) => hash))).toHaveLength(LEGS);
        }
      }
    }),
    runs(2_000),
  );
  // A replay is one walk; many of them get as far as posting.
  if (walks > 100) expect(posted * 10).toBeGreaterThan(walks);
});
