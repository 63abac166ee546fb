import { describe, expect, it } from 'vitest';
import type { Certificate } from '../../../../lib/domain/basket';
import { DEFAULT_SETTINGS } from '../../../../lib/protocol/settings';
import { costRoundedUp, moneyMicros, priceMicros } from '../../../../lib/domain/units';
import { feeRoundedUp } from '../../../../lib/domain/fees';
import type { Engine, EngineAnswer } from '../../../../lib/ports/worker';
import type { Log } from '../../../../lib/ports/log';
import { createOpportunities } from '../../../../lib/services/opportunities/opportunities';
import type { ScanResult } from '../../../../lib/services/scan/scan';
import { createScan } from '../../../../lib/services/scan/scan';
import { createEngine } from '../../../../lib/workers/create-engine';
import { POLYMARKET_RULES } from '../../../../lib/venues/polymarket/rules';
import { createTestClock } from '../../../kit/clock';
import { fakeRelations } from '../../../kit/fake-relations';
import type { PricedEvent } from '../../../kit/priced-event';
import { makeGap, makePricedEvent, NOW, STALE_AFTER_MS } from '../../../kit/priced-event';
import { isProven } from '../../../../lib/verifier/verify';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

function start(priced: PricedEvent, change: (answer: EngineAnswer) => EngineAnswer = (answer) => answer) {
  const clock = createTestClock(NOW);
  const real = createEngine({ nowMs: () => performance.now(), accepts: isProven });
  const engine: Engine = { ...real, solve: async (job) => change(await real.solve(job)) };
  const relations = fakeRelations([priced.component]);
  const dirty = new Set<(ids: readonly string[]) => void>();
  const scan = createScan({
    relations,
    engine,
    clock,
    log: silent,
    settings: () => DEFAULT_SETTINGS,
    rules: POLYMARKET_RULES,
    books: {
      stateOf: priced.source.stateOf,
      subscribeDirty(listener) {
        dirty.add(listener);
        return () => dirty.delete(listener);
      },
    },
  });
  const opportunities = createOpportunities({ scan, settings: () => DEFAULT_SETTINGS, clock });
  const next = () =>
    new Promise<ScanResult>((resolve) => {
      const stop = scan.subscribe((result) => {
        stop();
        resolve(result);
      });
    });
  return {
    clock,
    scan,
    opportunities,
    next,
    relations,
    touch: () => dirty.forEach((listener) => listener(priced.component.conditions.map((condition) => condition.id))),
  };
}

function forge(change: (certificate: Certificate) => Certificate) {
  return (answer: EngineAnswer): EngineAnswer =>
    answer.kind === 'arbitrage' ? { ...answer, certificate: change(answer.certificate) } : answer;
}

describe('scanning', () => {
  it('offers a basket that it verified itself, priced at the limits with fees', async () => {
    const { next, touch, opportunities } = start(makeGap());
    const found = next();
    touch();
    const result = await found;
    // NO asks .70 + .64 + .59 = 1.93; fees .04 x (.21 + .2304 + .2419) = 0.027292; 2 - 1.957292 a set, 50 sets.
    expect(result.certificate?.certificate).toMatchObject({
      floorMicros: 100_000_000,
      costMicros: 96_500_000,
      feesMicros: 1_364_600,
      edgeAtLimitsMicros: 2_135_400,
    });
    expect(opportunities.all()).toHaveLength(1);
  });

  it('offers nothing on coherent prices and says how far the nearest violation is', async () => {
    const priced = makePricedEvent({ Hold: [0.32, 0.34], Cut: [0.31, 0.33], Hike: [0.34, 0.36] });
    const { next, touch, scan, opportunities } = start(priced);
    const found = next();
    touch();
    // Only what a page shows is said where there is nothing.
    scan.prefer([priced.component.key]);
    const result = await found;
    expect(result.answer?.kind).toBe('none');
    expect(result.certificate).toBeNull();
    expect(opportunities.all()).toEqual([]);
  });

  it.each<[string, (certificate: Certificate) => Certificate]>([
    [
      'a floor that is too high',
      (certificate) => ({
        ...certificate,
        floorMicros: moneyMicros(certificate.floorMicros + 1),
        edgeMicros: moneyMicros(certificate.edgeMicros + 1),
        edgeAtLimitsMicros: moneyMicros(certificate.edgeAtLimitsMicros + 1),
      }),
    ],
    [
      'a fee that was left out',
      (certificate) => ({
        ...certificate,
        legs: certificate.legs.map((leg) => ({ ...leg, feeMicros: moneyMicros(0) })),
        feesMicros: moneyMicros(0),
        edgeMicros: moneyMicros(certificate.edgeMicros + certificate.feesMicros),
      }),
    ],
    [
      'a lower fee schedule than the venue has',
      (certificate) => ({
        ...certificate,
        conditions: certificate.conditions.map((condition) => ({
          ...condition,
          fee: { ...condition.fee, ratePpm: 0 },
        })),
      }),
    ],
    [
      'a relation that nobody accepted',
      (certificate) => ({
        ...certificate,
        rules: certificate.rules.map((rule) => ({ ...rule, relationId: `${rule.relationId}x` })),
      }),
    ],
    [
      'prices that the books do not have',
      (certificate) => {
        // A consistent lie: every leg ten cents cheaper than its ask, all sums and fees right for those prices.
        const legs = certificate.legs.map((leg) => {
          const price = priceMicros(leg.limitPriceMicros - 100_000);
          const cost = costRoundedUp(price, leg.sizeMicros);
          const fee = feeRoundedUp({ ratePpm: 40_000, exponent: 1, takerOnly: true }, price, leg.sizeMicros);
          return {
            ...leg,
            limitPriceMicros: price,
            fills: [{ priceMicros: price, sizeMicros: leg.sizeMicros }],
            costMicros: cost,
            feeMicros: fee,
            costAtLimitMicros: cost,
            feeAtLimitMicros: fee,
          };
        });
        const costMicros = moneyMicros(legs.reduce((total, leg) => total + leg.costMicros, 0));
        const feesMicros = moneyMicros(legs.reduce((total, leg) => total + leg.feeMicros, 0));
        const edge = moneyMicros(certificate.floorMicros - costMicros - feesMicros);
        return { ...certificate, legs, costMicros, feesMicros, edgeMicros: edge, edgeAtLimitsMicros: edge };
      },
    ],
    [
      'an older version of a relation',
      (certificate) => ({
        ...certificate,
        rules: certificate.rules.map((rule) => ({ ...rule, relationVersion: rule.relationVersion + 1 })),
      }),
    ],
  ])('does not believe an engine that answers with %s', async (_name, change) => {
    const { next, touch, opportunities } = start(makeGap(), forge(change));
    const found = next();
    touch();
    const result = await found;
    expect(result.certificate).toBeNull();
    expect(result.failure).not.toBeNull();
    expect(opportunities.all()).toEqual([]);
  });

  it('drops the basket when its books grow old, with no event at all', async () => {
    const priced = makeGap();
    const { next, touch, opportunities, clock } = start(priced);
    const found = next();
    touch();
    await found;
    // The full solve behind the first look.
    await next();
    expect(opportunities.all()).toHaveLength(1);
    const aged = next();
    await clock.advance(STALE_AFTER_MS + 1_500);
    const result = await aged;
    expect(result.freshness).toMatchObject({ usable: 0, oldestVerifiedAtMs: null });
    expect(new Set(result.freshness.unusable.map(({ reason }) => reason))).toEqual(new Set(['stale']));
    expect(opportunities.all()).toEqual([]);
  });

  it('takes the basket off the screen when its event can no longer be read', async () => {
    const { next, touch, opportunities, relations } = start(makeGap());
    const found = next();
    touch();
    await found;
    expect(opportunities.all()).toHaveLength(1);
    relations.bring([]);
    expect(opportunities.all()).toEqual([]);
  });

  it('keeps a certificate that was on screen for half a minute', async () => {
    const { next, touch, opportunities, clock } = start(makeGap());
    const found = next();
    touch();
    const hash = (await found).certificate?.hash;
    if (hash === undefined) throw new Error('no basket was found');
    expect(opportunities.byHash(hash)?.certified.hash).toBe(hash);
    await clock.advance(29_000);
    expect(opportunities.byHash(hash)).not.toBeNull();
    await clock.advance(1_001);
    expect(opportunities.byHash(hash)).toBeNull();
  });
});
