import { beforeAll, describe, expect, it } from 'vitest';
import type { Instance } from '../../../lib/domain/instance';
import { priceMicros, sizeMicros } from '../../../lib/domain/units';
import { isProven, verifyCertificate } from '../../../lib/verifier/verify';
import { CompleteComponent } from '../../../lib/engine/prove/component';
import { solveInstance } from '../../../lib/engine/solve';
import type { LpSolver } from '../../../lib/ports/lp-solver';
import { createGlpkSolver } from '../../../lib/workers/glpk-solver';
import { createHighsSolver } from '../../../lib/workers/highs-solver';
import { canonicalCases, instanceOf } from '../../kit/instances';

const solvers: LpSolver[] = [];

beforeAll(async () => {
  solvers.push(await createHighsSolver(), await createGlpkSolver());
});

const nowMs = (): number => performance.now();
const load = (instance: Instance): CompleteComponent => CompleteComponent.load(instance, { solvers, nowMs });

/**
 * Three pairwise exclusions as plain rows, which are not merged into a clique: the relaxation sees nothing
 * (docs/maths.md 6.1, T11).
 */
const hidden = instanceOf({
  conditions: ['x', 'y', 'z'],
  relations: [
    ['x', 'y'],
    ['y', 'z'],
    ['x', 'z'],
  ].map((of) => ({ type: 'linear', terms: of.map((key) => [key, '-1']), atLeast: '-1' })),
  asks: { 'x.no': [['0.60', '100']], 'y.no': [['0.60', '100']], 'z.no': [['0.60', '100']] },
});

describe('profit that only whole truths prove', () => {
  it('is found, closed and certified by patterns that the verifier accepts', () => {
    const options = { executable: false, solvers, timeLimitMs: 10_000, nowMs, accepts: isProven };
    const relaxed = solveInstance(hidden, { ...options, exact: false });
    const exact = solveInstance(hidden, { ...options, exact: true });
    if (relaxed.kind !== 'solved' || exact.kind !== 'solved') throw new Error('both are solved');
    expect(relaxed.walked).toBeNull();
    expect([exact.lowerMicros, exact.upperMicros, exact.closed]).toEqual([20_000_000, 20_000_000, true]);
    expect(exact.walked?.enumeration).not.toBeNull();
    expect(verifyCertificate(exact.walked).ok).toBe(true);
  });

  it('is kept across a tick that does not touch it, without asking the oracle again', () => {
    const component = load(hidden);
    expect(component.prove(10_000)).toMatchObject({ lowerMicros: 20_000_000, upperMicros: 20_000_000, closed: true });
    const x = hidden.books.x;
    if (!x) throw new Error('x has a book');
    component.update('x', {
      ...x,
      yes: { ...x.yes, asks: [{ priceMicros: priceMicros(900_000), sizeMicros: sizeMicros(10_000_000) }] },
    });
    expect(component.prove(10_000)).toMatchObject({
      lowerMicros: 20_000_000,
      upperMicros: 20_000_000,
      closed: true,
      oracleCalls: 0,
      iterations: 0,
    });
    component.dispose();
  });
});

describe('a component kept between ticks', () => {
  it('follows a book that disappears, grows beyond its slots and comes back', () => {
    const words = canonicalCases.find(({ id }) => id === 'T3')?.words;
    if (!words) throw new Error('T3 is a canonical case');
    const instance = instanceOf(words);
    const component = load(instance);
    const edge = (): readonly unknown[] => {
      const { lowerMicros, upperMicros, closed } = component.prove(10_000);
      return [lowerMicros, upperMicros, closed];
    };
    expect(edge()).toEqual([2_500_000, 2_500_000, true]);
    const b = instance.books.b;
    if (!b) throw new Error('b has a book');
    component.update('b', { ...b, yes: { ...b.yes, asks: [] } });
    expect(edge()).toEqual([0, 0, true]);
    const deep = Array.from({ length: 9 }, (_, level) => ({
      priceMicros: priceMicros(400_000 + 1000 * level),
      sizeMicros: sizeMicros(5_000_000),
    }));
    component.update('b', { ...b, yes: { ...b.yes, asks: deep } });
    // 5 shares at each of .400 to .408, with a's NO at .55: .05 - .001 l on each.
    expect(edge()).toEqual([2_070_000, 2_070_000, true]);
    component.update('b', b);
    component.update('unknown', b);
    expect(edge()).toEqual([2_500_000, 2_500_000, true]);
    component.dispose();
  });

  it('says what it has when its time is up, and never that the bounds met', () => {
    let now = 0;
    // Every look at the clock is a second later.
    const component = CompleteComponent.load(hidden, { solvers, nowMs: () => (now += 1000) });
    const proof = component.prove(1);
    expect(proof.closed).toBe(false);
    expect(proof.upperMicros).toBeNull();
    expect(proof.lowerMicros).toBe(0);
    component.dispose();
  });

  it('refuses voids, which its outcome space does not hold', () => {
    expect(() => load({ ...hidden, voids: 1 })).toThrow(RangeError);
  });
});
