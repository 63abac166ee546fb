/** An offer that the user's limits would not let pass says so before it is pressed, as the gate would. */
import { beforeAll, describe, expect, it } from 'vitest';
import { maxCostOf } from '../../../../lib/domain/basket';
import { moneyMicros, timeMs } from '../../../../lib/domain/units';
import { DEFAULT_SETTINGS, type Settings } from '../../../../lib/protocol/settings';
import { createEmitter } from '../../../../lib/services/emitter';
import type { Opportunity } from '../../../../lib/services/opportunities/opportunities';
import type { Beside } from '../../../../lib/services/risk/beside';
import { createOfferLimits } from '../../../../lib/services/risk/offered';
import { certify, makeGap, NOW } from '../../../kit/priced-event';

const priced = makeGap();
let offer: Opportunity;
let cost = 0;
beforeAll(async () => {
  const { certified } = await certify(priced);
  cost = maxCostOf(certified.certificate);
  offer = {
    ...{ id: 'a', component: priced.component, certified, passesThresholds: true, upperMicros: null },
    ...{ asOfMs: NOW, firstSeenAtMs: NOW },
  };
});

function world(over: Partial<Settings> = {}) {
  const journal = createEmitter<void>();
  const state = { dayMicros: 0, asked: 0, nowMs: NOW as number };
  const limits = createOfferLimits({
    settings: { current: () => ({ ...DEFAULT_SETTINGS, mode: 'live', ...over }) },
    journal: { subscribe: (listener) => journal.subscribe(listener) },
    clock: { nowMs: () => timeMs(state.nowMs) },
    besideOf(): Beside {
      state.asked += 1;
      return { events: [], relations: [], dayMicros: moneyMicros(state.dayMicros), openLegs: 0, sides: [] };
    },
  });
  const code = (partialMicros: number | null = -1) => {
    const blocked = limits.blocked(offer, { costMicros: cost, partialMicros });
    return blocked?.code === 'limit' ? blocked.because.code : null;
  };
  return { state, code, journal };
}

describe('an offer', () => {
  it('over the limit of the day says so from the moment that the journal says it', () => {
    const { state, code, journal } = world({ maxDayMicros: moneyMicros(cost + 5) });
    state.dayMicros = 5;
    expect(code()).toBeNull();
    state.dayMicros = 6;
    expect([code(), state.asked]).toEqual([null, 1]);
    journal.emit();
    expect([code(), state.asked]).toEqual(['over-day-limit', 2]);
  });

  it('over the limit of the day is free of it when the next one begins, though the journal says nothing', () => {
    const { state, code } = world({ maxDayMicros: moneyMicros(cost) });
    state.dayMicros = 1;
    expect(code()).toBe('over-day-limit');
    state.dayMicros = 0;
    const midnight = (Math.floor(NOW / 86_400_000) + 1) * 86_400_000;
    state.nowMs = midnight - 1;
    expect(code()).toBe('over-day-limit');
    state.nowMs = midnight;
    expect(code()).toBeNull();
  });

  it.each([
    [-49, null],
    [-50, null],
    [-51, 'over-partial-limit'],
  ])('whose worst part loses %i is held to a limit of 50', (partialMicros, refusal) => {
    expect(world({ maxLossMicros: moneyMicros(50) }).code(partialMicros)).toBe(refusal);
  });

  it('of which the books do not show the worst part counts as lost whole', () => {
    expect(world({ maxLossMicros: moneyMicros(cost) }).code(null)).toBeNull();
    expect(world({ maxLossMicros: moneyMicros(cost - 1) }).code(null)).toBe('over-partial-limit');
  });

  it('on paper asks nothing of the account', () => {
    const { state, code } = world({ mode: 'paper', maxDayMicros: moneyMicros(1) });
    expect([code(), state.asked]).toEqual([null, 0]);
  });
});
