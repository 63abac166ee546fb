/** What is held of a basket of which a part filled pays between two ends that are worked out, not guessed. */
import { describe, expect, it } from 'vitest';
import type { ExecutionLeg } from '../../../../lib/domain/execution';
import { sizeMicros } from '../../../../lib/domain/units';
import { paysOf, standingOf } from '../../../../lib/services/execution/held';
import { certify, makeGap } from '../../../kit/priced-event';
import { legOf } from '../../../kit/executions';

async function gap() {
  const priced = makeGap();
  const { certified } = await certify(priced);
  const { certificate } = certified;
  const held = certificate.legs.map((leg, index): ExecutionLeg => {
    const condition = priced.component.conditions.find(({ id }) => id === leg.condition);
    if (!condition) throw new Error('a leg has no condition');
    return legOf(index, { conditionId: condition.id, token: leg.token, filledSizeMicros: leg.sizeMicros });
  });
  return { priced, certificate, held };
}

describe('what is held', () => {
  it('pays at least what the outcome space lets it, not nothing', async () => {
    const { certificate, held } = await gap();
    const [first] = held;
    const size = first?.filledSizeMicros ?? 0;
    // Two of three No: at most one of them fails.
    expect(paysOf(certificate, held.slice(0, 2), () => false)).toEqual({ leastMicros: size, mostMicros: 2 * size });
    expect(paysOf(certificate, held, () => false)).toEqual({ leastMicros: 2 * size, mostMicros: 2 * size });
    expect(paysOf(certificate, held.slice(0, 1), () => false)).toEqual({ leastMicros: 0, mostMicros: size });
    expect(paysOf(certificate, [], () => false)).toEqual({ leastMicros: 0, mostMicros: 0 });
  });

  it('counts what filled, bet by bet', async () => {
    const { certificate, held } = await gap();
    const uneven = held
      .slice(0, 2)
      .map((leg, index) => ({ ...leg, filledSizeMicros: sizeMicros(3_000_000 * (index + 1)) }));
    expect(paysOf(certificate, uneven, () => false)).toEqual({ leastMicros: 3_000_000, mostMicros: 9_000_000 });
  });

  it('promises nothing by a relation that is over', async () => {
    const { certificate, held, priced } = await gap();
    const size = held[0]?.filledSizeMicros ?? 0;
    expect(paysOf(certificate, held.slice(0, 2), () => true)).toEqual({ leastMicros: 0, mostMicros: 2 * size });
    const conditionOf = (id: string) => priced.component.conditions.find((condition) => condition.id === id) ?? null;
    const ids = certificate.rules.map(({ relationId }) => relationId);
    const now = standingOf(certificate, { conditionOf, componentOf: () => priced.component });
    expect(ids.filter(now.isOver)).toEqual([]);
    const withdrawn = standingOf(certificate, {
      conditionOf,
      componentOf: () => ({ ...priced.component, relations: [] }),
    });
    expect(ids.filter(withdrawn.isOver)).toEqual(ids);
    // Nobody watches its markets: the proof has the last word.
    const unwatched = standingOf(certificate, { conditionOf: () => null, componentOf: () => null });
    expect(ids.filter(unwatched.isOver)).toEqual([]);
  });
});
