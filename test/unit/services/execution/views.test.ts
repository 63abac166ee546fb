/** What an execution carries, and what is said of it. */
import { POLYMARKET_RULES } from '../../../../lib/venues/polymarket/rules';
import { describe, expect, it } from 'vitest';
import type { Execution, ExecutionLeg } from '../../../../lib/domain/execution';
import { tokenOf, type Condition } from '../../../../lib/domain/condition';
import { moneyMicros, sizeMicros } from '../../../../lib/domain/units';
import { buildExecutionView, type ExecutionFacts } from '../../../../lib/services/execution/views';
import * as en from '../../../../lib/words/en';
import { certify, makeGap, type PricedEvent } from '../../../kit/priced-event';
import { executionOf, legOf } from '../../../kit/executions';

const FACTS: ExecutionFacts = {
  canLookUp: true,
  unsent: null,
  armed: null,
  certificate: null,
  relations: [],
  isOver: () => false,
  conditionOf: () => null,
  bookOf: () => null,
  executions: [],
  rules: POLYMARKET_RULES,
};

/** Two of three No filled, the third not. */
async function badDay(): Promise<{
  readonly execution: Execution;
  readonly facts: ExecutionFacts;
  readonly priced: PricedEvent;
}> {
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
  return { execution: executionOf({ state: 'partial', legs }), facts: { ...FACTS, certificate, relations }, priced };
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

describe('the buttons of a set of bets of which a part filled', () => {
  it('say what each comes to, rounded against the user', () => {
    const say = (way: 'finish' | 'sell-back', resultMicros: number, inPanel = false, bets = 1): string =>
      en.execution.way({ way, resultMicros, unitMicros: 945_900, bets }, inPanel);
    expect(say('finish', -679_999)).toBe('Complete at 94.6¢: \u2212$0.68, locked');
    expect(say('finish', 1_239_999)).toBe('Complete at 94.6¢: +$1.23, locked');
    expect(say('finish', -679_999, false, 2)).toBe('Complete 2 bets at 94.6¢ on average: \u2212$0.68, locked');
    expect(say('sell-back', -990_000)).toBe('Sell back: \u2212$0.99');
    expect(say('sell-back', -990_000, true)).toBe("Sell back: \u2212$0.99 (opens Facet's panel)");
  });

  it('are there as long as nobody does anything about it', async () => {
    const { execution, facts, priced } = await badDay();
    const live = {
      ...facts,
      conditionOf: (id: string) => priced.component.conditions.find((each) => each.id === id) ?? null,
      bookOf: (condition: Condition, token: 'yes' | 'no') => priced.books.get(tokenOf(condition, token)) ?? null,
    };
    const legs = execution.legs.map((leg) => {
      const condition = live.conditionOf(leg.conditionId);
      return condition ? { ...leg, tokenId: tokenOf(condition, leg.token) } : leg;
    });
    const root = { ...execution, legs };
    const waysOf = (executions: readonly Execution[], over: Partial<Execution> = {}) =>
      buildExecutionView({ ...root, ...over }, { ...live, executions }).held?.ways.map(({ way }) => way);
    expect(waysOf([])).toEqual(['finish', 'sell-back']);
    expect(waysOf([], { acknowledged: true })).toEqual([]);
    const repair = executionOf({ id: 'r', of: root.id, purpose: 'finish', state: 'signing' });
    expect(waysOf([root, repair])).toEqual([]);
    expect(waysOf([root, { ...repair, state: 'abandoned' }])).toEqual(['finish', 'sell-back']);
  });
});
