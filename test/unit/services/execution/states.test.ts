/** What legs add up to, and what a record of an earlier life means. */
import { describe, expect, it } from 'vitest';
import type { Execution, ExecutionLeg } from '../../../../lib/domain/execution';
import { isFinished, stateOfLegs } from '../../../../lib/domain/execution';
import { sizeMicros } from '../../../../lib/domain/units';
import { atRest } from '../../../../lib/services/execution/journaled';
import { step } from '../../../../lib/services/execution/machine';
import { executionOf, legOf, orderOf } from '../../../kit/executions';

const SENT = legOf(0, { state: 'sent', orders: [orderOf(0)], sizeMicros: sizeMicros(41_000_000) });

describe('execution state', () => {
  const leg = (state: ExecutionLeg['state'], filled = 0, settled = false): ExecutionLeg => ({
    ...SENT,
    state,
    filledSizeMicros: sizeMicros(filled),
    settled,
  });
  it.each([
    ['all matched', [leg('matched', 41_000_000), leg('mined', 41_000_000)], 'matched'],
    ['all settled', [leg('confirmed', 41_000_000, true), leg('confirmed', 41_000_000, true)], 'settled'],
    ['one unknown hides the rest', [leg('confirmed', 41_000_000, true), leg('unknown')], 'unknown'],
    ['one refused', [leg('matched', 41_000_000), leg('rejected', 0, true)], 'partial'],
    ['none', [leg('rejected', 0, true), leg('unfilled', 0, true)], 'failed'],
    ['matched but short', [leg('matched', 41_000_000), leg('partial', 10_000_000)], 'partial'],
  ])('%s', (_name, legs, state) => {
    expect(stateOfLegs(legs)).toBe(state);
  });
});

describe('resuming a journal', () => {
  const resume = (record: Execution) => step(atRest(record), { kind: 'restarted' }).run.record;

  const execution = (state: Execution['state'], legs: readonly ExecutionLeg[]): Execution =>
    executionOf({ state, legs, account: null });

  it.each(['drafted', 'approved', 'signing', 'signed'] as const)('%s: nothing left, so it is abandoned', (state) => {
    const resumed = resume(execution(state, [{ ...SENT, state: 'signed' }]));
    expect(resumed.state).toBe('abandoned');
    expect(isFinished(resumed)).toBe(true);
  });

  it('sending: every order that may have left is unknown and open', () => {
    const resumed = resume(execution('sending', [SENT, SENT]));
    expect(resumed.state).toBe('unknown');
    expect(resumed.legs.map((each) => each.state)).toEqual(['unknown', 'unknown']);
    expect(isFinished(resumed)).toBe(false);
  });

  it('a partial execution is open until its trades are settled', () => {
    expect(isFinished(execution('partial', [{ ...SENT, state: 'partial', settled: false }]))).toBe(false);
    expect(isFinished(execution('partial', [{ ...SENT, state: 'partial', settled: true }]))).toBe(true);
  });
});
