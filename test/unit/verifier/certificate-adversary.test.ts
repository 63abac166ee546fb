/**
 * Certificates made to be believed though they are false: sums that leave the exact integers, schedules and books that
 * do not mean what they say.
 */
import { describe, expect, it } from 'vitest';
import { feeRoundedUp } from '../../../lib/domain/fees';
import { priceMicros, sizeMicros } from '../../../lib/domain/units';
import { walkBook } from '../../../lib/domain/walk';
import { canonicalJson } from '../../../lib/verifier/canonical';
import { verifyCertificate, verifyInFull } from '../../../lib/verifier/verify';
import { legProblem } from '../../../lib/verifier/verify-money';
import { legOf } from '../../kit/canonical-certificate';
import * as en from '../../../lib/words/en';

const MOST = Number.MAX_SAFE_INTEGER;
const FREE = { ratePpm: 0, exponent: 1, takerOnly: true };

interface Spec {
  readonly key: string;
  readonly token: 'yes' | 'no';
  readonly side: 'buy' | 'sell';
  readonly size: number;
}

/** Both tokens of a condition: pays its size whatever happens. */
function sets(key: string, side: Spec['side'], size: number): readonly Spec[] {
  return [
    { key, token: 'yes', side, size },
    { key, token: 'no', side, size },
  ];
}

/** Legs of one fill at a millionth of a dollar, with sums that are right for them. */
function certificateOf(specs: readonly Spec[], floorMicros: number, more: Readonly<Record<string, unknown>> = {}) {
  const legs = specs.map(({ key, token, side, size }) => {
    const cost = Number((BigInt(size) + (side === 'buy' ? 999_999n : 0n)) / 1_000_000n);
    return {
      condition: key,
      token,
      side,
      sizeMicros: size,
      limitPriceMicros: 1,
      fills: [{ priceMicros: 1, sizeMicros: size }],
      costMicros: cost,
      feeMicros: 0,
      costAtLimitMicros: cost,
      feeAtLimitMicros: 0,
    };
  });
  const costMicros = legs.reduce((sum, { side, costMicros: cost }) => sum + (side === 'buy' ? cost : -cost), 0);
  const keys = [...new Set(specs.map(({ key }) => key))];
  return {
    format: 'facet-certificate/1',
    conditions: keys.map((key) => ({ key, fee: FREE })),
    rules: [],
    legs,
    books: [],
    inventory: Object.fromEntries(
      specs.filter(({ side }) => side === 'sell').map(({ key, token, size }) => [`${key}.${token}`, size]),
    ),
    voids: 0,
    floorMicros,
    costMicros,
    feesMicros: 0,
    edgeMicros: floorMicros - costMicros,
    edgeAtLimitsMicros: floorMicros - costMicros,
    worst: Object.fromEntries(keys.map((key) => [key, false])),
    enumeration: null,
    ...more,
  };
}

describe('a certificate that lies', () => {
  it('by sizes whose sum a double rounds up: pays 6 micros, claims 7', () => {
    const specs = [
      ...sets('a', 'buy', MOST),
      ...sets('b', 'buy', 5),
      ...sets('c', 'buy', MOST),
      ...sets('d', 'sell', MOST - 1),
      ...sets('e', 'sell', MOST),
    ];
    const pays = specs.reduce(
      (sum, { token, side, size }) => sum + (token === 'no' ? 0n : side === 'buy' ? BigInt(size) : -BigInt(size)),
      0n,
    );
    expect(pays).toBe(6n);
    expect(verifyCertificate(certificateOf(specs, 7)).ok).toBe(false);
    // The same shape at sizes that anyone could trade is checked to the micro.
    const small = [...sets('a', 'buy', 900_000), ...sets('b', 'buy', 5), ...sets('d', 'sell', 899_999)];
    expect(verifyCertificate(certificateOf(small, 6)).ok).toBe(true);
    expect(verifyCertificate(certificateOf(small, 7)).ok).toBe(false);
  });

  it('by coefficients whose sum a double rounds', () => {
    const linear = (coefficient: number) => ({
      relationId: 'r',
      relationVersion: 1,
      source: 'rule',
      body: {
        type: 'linear',
        terms: [
          ['a', coefficient],
          ['b', 1],
        ],
        atLeast: 0,
      },
      why: '',
      terms: [],
      atLeast: 0,
      multiplierMicros: 0,
    });
    const majority = (weight: number) => ({
      ...linear(1),
      body: { type: 'majority', result: 'a', weights: { b: weight }, atLeast: 1 },
    });
    const specs = [...sets('a', 'buy', 100), ...sets('b', 'buy', 100)];
    expect(verifyCertificate(certificateOf(specs, 200, { rules: [linear(1_000_000), majority(1_000_000)] })).ok).toBe(
      true,
    );
    expect(verifyCertificate(certificateOf(specs, 200, { rules: [linear(MOST)] })).ok).toBe(false);
    expect(verifyCertificate(certificateOf(specs, 200, { rules: [majority(MOST)] })).ok).toBe(false);
  });

  it('by a rate above one, at which a fill below the limit costs more with its fee than one at the limit', () => {
    const specs = sets('a', 'buy', 100);
    const at = (ratePpm: number) =>
      certificateOf(specs, 100, { conditions: [{ key: 'a', fee: { ...FREE, ratePpm } }], worst: { a: false } });
    const charged = verifyCertificate(at(3_000_000));
    expect(charged.ok ? '' : en.failure(charged.error)).toContain('ratePpm');
  });

  it('by books that no leg uses, or two for one leg', () => {
    const specs = sets('a', 'buy', 100);
    const book = { condition: 'a', token: 'yes', hash: 'h', verifiedAtMs: 5 };
    expect(verifyCertificate(certificateOf(specs, 100, { books: [book] })).ok).toBe(true);
    expect(verifyCertificate(certificateOf(specs, 100, { books: [book, { ...book, hash: 'other' }] })).ok).toBe(false);
    expect(verifyCertificate(certificateOf(specs, 100, { books: [{ ...book, condition: 'b' }] })).ok).toBe(false);
  });
});

describe('a leg at its limit', () => {
  it.each(['buy', 'sell'] as const)('never looks better than the walk that it was made of: %s', (side) => {
    const fee = { ratePpm: 70_000, exponent: 1, takerOnly: true };
    // Thirty crumbs a hundredth of a cent apart: each fee is rounded up by itself, the one at the limit only once.
    const rising = Array.from({ length: 30 }, (_, level) => ({
      priceMicros: priceMicros(500_000 + 100 * level),
      sizeMicros: sizeMicros(70 + level),
    }));
    const levels = side === 'buy' ? rising : rising.toReversed();
    const walk = walkBook({
      levels,
      sizeMicros: sizeMicros(rising.reduce((sum, level) => sum + level.sizeMicros, 0)),
      fee,
      side,
    });
    if (!walk) throw new Error('the whole book is taken');
    const paid = side === 'buy' ? walk.costMicros + walk.feeMicros : walk.feeMicros - walk.costMicros;
    const atLimit =
      side === 'buy' ? walk.costAtLimitMicros + walk.feeAtLimitMicros : walk.feeAtLimitMicros - walk.costAtLimitMicros;
    expect(atLimit).toBeGreaterThanOrEqual(paid);
    const leg = legOf(walk, { condition: 'a', token: 'yes', side });
    expect(legProblem(leg, fee)).toBeNull();
    expect(
      legProblem({ ...leg, feeAtLimitMicros: feeRoundedUp(fee, walk.worstPriceMicros, walk.sizeMicros) }, fee),
    ).not.toBeNull();
  });
});

describe('a certificate that is verified', () => {
  it('has an identity: what canonical JSON cannot hold is refused before', () => {
    const specs = sets('a', 'buy', 100);
    const whole = verifyCertificate(certificateOf(specs, 100));
    expect(whole.ok && canonicalJson(whole.value)).toContain('"format":"facet-certificate/1"');
    for (const broken of [
      { conditions: [{ key: 'a', fee: { ...FREE, exponent: 0.5 } }] },
      { books: [{ condition: 'a', token: 'yes', hash: '', verifiedAtMs: 0.5 }] },
    ]) {
      expect(verifyCertificate(certificateOf(specs, 100, broken)).ok).toBe(false);
    }
  });

  it('is checked in bounded work however many voids it asks for', () => {
    const specs = Array.from({ length: 20 }, (_, index) => sets(`k${index}`, 'buy', 100)).flat();
    const asked = certificateOf(specs, 2_000, { voids: 10 });
    const answer = verifyInFull(asked);
    expect(answer.ok && answer.value).toMatchObject({ byMultipliers: true, byPatterns: 'too-large' });
    const one = verifyInFull({ ...asked, voids: 1 });
    expect(one.ok && one.value).toMatchObject({ byMultipliers: true, byPatterns: 'confirmed', patterns: 21 });
  });
});
