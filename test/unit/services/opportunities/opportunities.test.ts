/** What stands on offer can be taken; what was on screen a moment ago too, and no longer. */
import { describe, expect, it } from 'vitest';
import { timeMs } from '../../../../lib/domain/units';
import { DEFAULT_SETTINGS } from '../../../../lib/protocol/settings';
import { createOpportunities } from '../../../../lib/services/opportunities/opportunities';
import type { ScanResult, ScanService } from '../../../../lib/services/scan/scan';
import { createTestClock } from '../../../kit/clock';
import { certify, makeGap, NOW } from '../../../kit/priced-event';

const priced = makeGap();
const { certified } = await certify(priced);

function world() {
  const clock = createTestClock(NOW);
  const results: ((result: ScanResult) => void)[] = [];
  const removed: ((key: string) => void)[] = [];
  const opportunities = createOpportunities({
    scan: {
      subscribe(listener: (result: ScanResult) => void) {
        results.push(listener);
        return () => undefined;
      },
      subscribeRemoved(listener: (key: string) => void) {
        removed.push(listener);
        return () => undefined;
      },
    } as unknown as ScanService,
    settings: () => DEFAULT_SETTINGS,
    clock,
  });
  const found: ScanResult = {
    component: priced.component,
    certificate: certified,
    freshness: { usable: 10, oldestVerifiedAtMs: timeMs(NOW), unusable: [] },
    upperMicros: null,
    answer: null,
    failure: null,
    fair: [],
  } as unknown as ScanResult;
  return {
    clock,
    byHash: () => opportunities.byHash(certified.hash)?.id ?? null,
    tell: () => results.forEach((listener) => listener(found)),
    remove: () => removed.forEach((listener) => listener(priced.component.key)),
  };
}

describe('an offer', () => {
  it('can be taken as long as it stands, however quiet its books are', async () => {
    const { clock, byHash, tell } = world();
    tell();
    await clock.advance(600_000);
    expect(byHash()).toBe(priced.component.key);
  });

  it('that is gone can be taken for as long as it may be on screen', async () => {
    const { clock, byHash, tell, remove } = world();
    tell();
    remove();
    await clock.advance(30_000);
    expect(byHash()).toBe(priced.component.key);
    await clock.advance(1);
    expect(byHash()).toBeNull();
  });
});
