import { describe, expect, it } from 'vitest';
import { parseEvent } from '../../../lib/venues/polymarket/gamma/parse-gamma';
import { LIVE, parseMarket } from '../../../lib/venues/polymarket/gamma/parse-market';
import { parseLooseMicros } from '../../../lib/venues/polymarket/common/parse';
import { conditionId } from '../../kit/venue';
import { rawEvent, rawMarket } from '../../kit/raw-answers';
import * as en from '../../../lib/words/en';

const eventId = (() => {
  const parsed = parseEvent(rawEvent([]), LIVE);
  if (!parsed.ok) throw new Error('fixture');
  return parsed.value.event.id;
})();

const market = (over: object) => parseMarket({ ...rawMarket, ...over }, { id: eventId, negRisk: false }, LIVE);

describe('parseMarket', () => {
  it('takes the id field that the version names, and only that', () => {
    const v1 = market({});
    expect(v1.ok && [v1.value.protocol, v1.value.tokens]).toEqual(['v1', ['11', '12']]);
    const v2 = market({ version: 'v2', clobTokenIds: null, conditionId: `0x${'ab'.repeat(31)}` });
    expect(v2.ok && [v2.value.protocol, v2.value.tokens, v2.value.id]).toEqual([
      'v2',
      ['21', '22'],
      `0x${'ab'.repeat(31)}00`,
    ]);
    expect(market({ version: 'v2', positionIds: null }).ok).toBe(false);
    expect(market({ clobTokenIds: null }).ok).toBe(false);
    expect(market({ conditionId: `0x${'ab'.repeat(31)}` }).ok).toBe(false);
  });

  it('refuses an unknown or missing version with a sentence for the user', () => {
    for (const version of ['v3', '', undefined, null]) {
      const parsed = market({ version });
      expect(parsed.ok ? '' : parsed.error.code).toBe(
        typeof version === 'string' ? 'protocol-newer' : 'protocol-unsaid',
      );
      expect(parsed.ok ? '' : en.failure(parsed.error)).toMatch(/Facet will not trade it/);
    }
  });

  it('has no fee at all where fees are on without a schedule, and none to pay where they are off', () => {
    const fee = (over: object): unknown => {
      const parsed = market(over);
      return parsed.ok ? parsed.value.fee : 'refused';
    };
    expect(fee({})).toEqual({ ratePpm: 40_000, exponent: 1, takerOnly: true });
    expect(fee({ feesEnabled: false })).toEqual({ ratePpm: 0, exponent: 1, takerOnly: true });
    for (const over of [
      { feeSchedule: null },
      { feeSchedule: {} },
      { feeSchedule: { rate: 0.04, exponent: 1.5 } },
      { feeSchedule: { rate: '1e-3', exponent: 1 } },
      { feeSchedule: { rate: -0.1, exponent: 1 } },
      { feeSchedule: { rate: 2, exponent: 1 } },
      { feesEnabled: undefined },
    ])
      expect(fee(over), JSON.stringify(over)).toBe(null);
  });

  it('reads JSON numbers exactly', () => {
    expect([0.04, 0.07, 0.001, 0.0001, 0.0025, 0.1, 5, '0.05'].map(parseLooseMicros)).toEqual([
      40_000, 70_000, 1_000, 100, 2_500, 100_000, 5_000_000, 50_000,
    ]);
    expect([1e-7, Number.NaN, Infinity, -1, 0.1 + 0.2, null, {}].map(parseLooseMicros)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('names a bad market, keeps the others and says that the list is not whole', () => {
    const other = { ...rawMarket, id: '6', conditionId: conditionId(2), clobTokenIds: '["13","14"]' };
    const parsed = parseEvent(
      rawEvent([rawMarket, { ...other, outcomes: '["A","B","C"]' }, other, rawMarket, 'x']),
      LIVE,
    );
    if (!parsed.ok) throw new Error(en.failure(parsed.error));
    expect(parsed.value.event.conditions.map((one) => one.marketId)).toEqual(['5', '6']);
    expect(parsed.value.problems).toHaveLength(3);
    expect(parsed.value.event.incomplete).toBe(true);
    const whole = parseEvent(rawEvent([rawMarket, other]), LIVE);
    expect(whole.ok && whole.value.event.incomplete).toBe(false);
  });

  it('believes a resolution only when it is final', () => {
    const settled = (over: object): unknown => {
      const parsed = market({ closed: true, umaResolutionStatus: 'resolved', outcomePrices: '["1", "0"]', ...over });
      return parsed.ok ? parsed.value.settled : 'refused';
    };
    expect([
      settled({}),
      settled({ outcomePrices: '["0","1"]' }),
      settled({ umaResolutionStatus: undefined, resolutionStatus: 'resolved' }),
    ]).toEqual([true, false, true]);
    for (const over of [
      { closed: false },
      { umaResolutionStatus: 'proposed' },
      { outcomePrices: '["0.5","0.5"]' },
      { outcomePrices: '["0.999","0.001"]' },
    ])
      expect(settled(over), JSON.stringify(over)).toBe(null);
  });
});
