/** What an execution carries, and what is said of it. */
import { describe, expect, it } from 'vitest';
import type { Execution, ExecutionLeg } from '../../../../lib/domain/execution';
import { moneyMicros, sizeMicros } from '../../../../lib/domain/units';
import { buildExecutionView, type ExecutionFacts } from '../../../../lib/services/execution/views';
import * as en from '../../../../lib/words/en';
import { certify, makeGap } from '../../../kit/priced-event';
import { executionOf, legOf } from '../../../kit/executions';

const FACTS: ExecutionFacts = {
  canLookUp: true,
  unsent: null,
  certificate: null,
  relations: [],
  isOver: () => false,
  conditionOf: () => null,
  bookOf: () => null,
};

/** Two of three No filled, the third not. */
async function badDay(): Promise<{ readonly execution: Execution; readonly facts: ExecutionFacts }> {
  const priced = makeGap();
  const { certificate } = (await certify(priced)).certified;
  const legs = certificate.legs.map((leg, index): ExecutionLeg => {
    const condition = priced.component.conditions.find(({ id }) => id === leg.condition);
    if (!condition) throw new Error('a leg has no condition');
    const filled = index < 2 ? leg.sizeMicros : 0;
    return legOf(index, {
      conditionId: condition.id,
      token: leg.token,
      label: condition.label,
      sizeMicros: leg.sizeMicros,
      filledSizeMicros: sizeMicros(filled),
      paidMicros: moneyMicros(filled === 0 ? 0 : leg.costMicros),
      state: filled === 0 ? 'unfilled' : 'confirmed',
      settled: true,
    });
  });
  const { relations } = priced.component;
  return { execution: executionOf({ state: 'partial', legs }), facts: { ...FACTS, certificate, relations } };
}

describe('a basket of which a part filled', () => {
  it('says what is held pays at least and at most, and both results of holding it', async () => {
    const { execution, facts } = await badDay();
    const view = buildExecutionView(execution, facts);
    const size = execution.legs[0]?.filledSizeMicros ?? 0;
    expect(view.held?.pays).toEqual({ leastMicros: size, mostMicros: 2 * size });
    const said = en.execution.sentence(view);
    expect(said).toMatch(/^2 of 3 bets filled\. You hold bets worth \$50\.00 to \$100\.00 if no market is voided;/);
    expect(said).toMatch(/Hold: \u2212\$\d+\.\d\d to \+\$\d+\.\d\d\./);
    expect(said).not.toContain('lost');
  });

  it('says honestly that all may be lost where nobody knows any more what can happen', async () => {
    const { execution, facts } = await badDay();
    const said = en.execution.sentence(buildExecutionView(execution, { ...facts, certificate: null }));
    expect(said).toMatch(/not known any more: at worst all of it is lost \(\$\d+\.\d\d\)/);
  });
});

describe('a basket of which nothing filled', () => {
  const failed = (settled: boolean): Execution =>
    executionOf({
      state: 'failed',
      legs: [true, settled].map((over, at) => legOf(at, { state: 'unfilled', settled: over })),
    });

  it('bought nothing once each of its orders is at its end', () => {
    expect(en.execution.sentence(buildExecutionView(failed(true), FACTS))).toBe('no bet filled. Nothing was bought.');
  });

  it('is only not known to have bought anything before that', () => {
    const said = en.execution.sentence(buildExecutionView(failed(false), FACTS));
    expect(said).toMatch(/^No bet is known to have filled, and nothing to be bought\. Facet looks for 1 order /);
    expect(said).not.toContain('was bought');
  });
});

describe('a basket that matched', () => {
  const matched = executionOf({
    state: 'matched',
    legs: [0, 1].map((index) => legOf(index, { state: 'matched', filledSizeMicros: legOf(index).sizeMicros })),
  });

  it('is not green and not final before every trade is confirmed', () => {
    const view = buildExecutionView(matched, FACTS);
    expect(view.tone).toBe('attention');
    expect(en.execution.headline(view)).toBe('Matched, not confirmed yet');
    expect(en.execution.sentence(view)).toMatch(/if every match is confirmed and no market is voided/);
    expect(buildExecutionView({ ...matched, state: 'settled' }, FACTS).tone).toBe('violation');
  });
});
