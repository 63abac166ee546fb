/** What the engine answers counts only for the books, minimums, budget and relations that it was asked about. */
import { describe, expect, it } from 'vitest';
import { moneyMicros } from '../../../../lib/domain/units';
import { buildInstance } from '../../../../lib/services/scan/instance';
import { certificateMatchesComponent, certificateMatchesInstance } from '../../../../lib/services/scan/matches';
import { POLYMARKET_RULES } from '../../../../lib/venues/polymarket/rules';
import { certify, makeGap, NOW, STALE_AFTER_MS } from '../../../kit/priced-event';

async function gap() {
  const priced = makeGap();
  const { instance } = buildInstance({
    component: priced.component,
    books: priced.source,
    nowMs: NOW,
    staleAfterMs: STALE_AFTER_MS,
    budgetMicros: moneyMicros(250_000_000),
    rules: POLYMARKET_RULES,
  });
  const { certificate } = (await certify(priced)).certified;
  return { component: priced.component, instance, certificate };
}

describe('a verified basket', () => {
  it('is taken for the books it was made of, up to the budget to the micro', async () => {
    const { component, instance, certificate } = await gap();
    const spent = certificate.costMicros + certificate.feesMicros;
    expect(certificateMatchesComponent(certificate, component)).toBe(true);
    expect(certificateMatchesInstance(certificate, instance)).toBe(true);
    expect(certificateMatchesInstance(certificate, { ...instance, budgetMicros: moneyMicros(spent) })).toBe(true);
    expect(certificateMatchesInstance(certificate, { ...instance, budgetMicros: moneyMicros(spent - 1) })).toBe(false);
    expect(certificateMatchesInstance(certificate, { ...instance, budgetMicros: null })).toBe(true);
  });

  it('is refused when one leg is worth less than the venue takes, counted at the best price', async () => {
    const { instance, certificate } = await gap();
    const least = (dollars: number) => ({
      ...instance,
      conditions: instance.conditions.map((condition) => ({
        ...condition,
        minBuyMicros: moneyMicros(dollars * 1_000_000),
      })),
    });
    // The cheapest leg is 50 shares at 59 cents.
    expect(certificateMatchesInstance(certificate, least(29.5))).toBe(true);
    expect(certificateMatchesInstance(certificate, least(29.51))).toBe(false);
  });

  it('is refused when it rests on a relation that was only proposed', async () => {
    const { component, certificate } = await gap();
    expect(
      certificateMatchesComponent(certificate, {
        ...component,
        relations: component.relations.map((relation) => ({ ...relation, status: 'proposed' as const })),
      }),
    ).toBe(false);
  });
});
