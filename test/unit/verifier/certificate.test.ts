import { beforeAll, describe, expect, it } from 'vitest';
import type { Certificate } from '../../../lib/domain/basket';
import { canonicalJson } from '../../../lib/verifier/canonical';
import { hashCertificate } from '../../../lib/verifier/hash';
import { isProven, verifyCertificate, verifyInFull } from '../../../lib/verifier/verify';
import { solveInstance } from '../../../lib/engine/solve';
import { createGlpkSolver } from '../../../lib/workers/glpk-solver';
import type { LpSolver } from '../../../lib/ports/lp-solver';
import { certificateOf as canonicalCertificate } from '../../kit/canonical-certificate';
import { randomInstance } from '../../kit/random-instances';
import * as en from '../../../lib/words/en';

let solver: LpSolver;

beforeAll(async () => {
  solver = await createGlpkSolver();
});

const certificateOf = (id: string): Certificate => canonicalCertificate(id, solver);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every number in the value, by path, with a way to write another one there. */
function* numbers(value: Json, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (typeof value === 'number') yield path;
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* numbers(item, [...path, index]);
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* numbers(item, [...path, key]);
}

function changed(value: Json, path: readonly (string | number)[], change: (old: number) => number): Json {
  const copy: Json = structuredClone(value);
  let node: Json = copy;
  for (const step of path.slice(0, -1)) node = (node as Record<string | number, Json>)[step] ?? null;
  const last = path.at(-1) ?? '';
  const holder = node as Record<string | number, Json>;
  holder[last] = change(Number(holder[last]));
  return copy;
}

/** The best the basket of these legs can truly pay and cost, from the untouched certificate. */
function isNoBetter(mutant: Certificate, original: Certificate): boolean {
  return (
    mutant.edgeMicros <= original.edgeMicros &&
    mutant.edgeAtLimitsMicros <= original.edgeAtLimitsMicros &&
    mutant.floorMicros <= original.floorMicros
  );
}

describe('certificate mutation', () => {
  for (const id of [
    'T1',
    'T3',
    'T7 exactly one',
    'T10',
    'T11',
    'T12',
    'T13',
    'T14',
    'T25',
    'T15 one condition with one void',
  ]) {
    it(`${id}: any number changed is refused or claims no more`, () => {
      const original = certificateOf(id);
      const json: Json = JSON.parse(JSON.stringify(original));
      expect(verifyCertificate(json).ok).toBe(true);
      let refused = 0;
      let tried = 0;
      for (const path of numbers(json)) {
        for (const change of [
          (old: number) => old + 1,
          (old: number) => old - 1,
          (old: number) => old * 2 + 10_000,
          (old: number) => Math.floor(old / 2),
          (old: number) => -old - 1,
          () => Number.NaN,
          (old: number) => old + 0.5,
        ]) {
          const mutant = changed(json, path, change);
          tried += 1;
          const answer = verifyCertificate(mutant);
          if (!answer.ok) refused += 1;
          else expect(isNoBetter(answer.value, original), path.join('.')).toBe(true);
        }
      }
      expect(refused).toBeGreaterThan(tried / 3);
    });
  }

  it('a relation turned round, left out or made stronger is refused when the floor rests on it', () => {
    const original = certificateOf('T3');
    const [rule] = original.rules;
    if (rule?.body.type !== 'implies') throw new Error('T3 rests on an implication');
    const turned = {
      ...original,
      rules: [{ ...rule, body: { ...rule.body, if: rule.body.then, then: rule.body.if } }],
    };
    expect(verifyCertificate(turned).ok).toBe(false);
    expect(verifyCertificate({ ...original, rules: [] }).ok).toBe(false);
    expect(verifyCertificate({ ...original, rules: [{ ...rule, atLeast: 1 }] }).ok).toBe(false);
    expect(verifyCertificate({ ...original, rules: [{ ...rule, relationId: `derived:${rule.relationId}` }] }).ok).toBe(
      false,
    );
  });

  it('a derived clique needs each of its pairs', () => {
    const original = certificateOf('T11');
    expect(original.rules.some(({ relationId }) => relationId.startsWith('derived:'))).toBe(true);
    for (const left of original.rules.filter(({ relationId }) => !relationId.startsWith('derived:'))) {
      expect(verifyCertificate({ ...original, rules: original.rules.filter((rule) => rule !== left) }).ok).toBe(false);
    }
  });

  it('the same leg twice, or a sale of shares not held, is refused', () => {
    const original = certificateOf('T1');
    const [leg] = original.legs;
    if (!leg) throw new Error('T1 has legs');
    expect(verifyCertificate({ ...original, legs: [...original.legs, leg] }).ok).toBe(false);
    expect(verifyCertificate({ ...original, legs: [{ ...leg, side: 'sell' }, ...original.legs.slice(1)] }).ok).toBe(
      false,
    );
  });

  it('anything that is not a certificate is refused, never thrown', () => {
    for (const value of [
      null,
      undefined,
      1,
      'x',
      [],
      {},
      { format: 'facet-certificate/1' },
      { ...certificateOf('T1'), extra: 1 },
    ])
      expect(verifyCertificate(value).ok).toBe(false);
  });
});

describe('certificate identity', () => {
  it('survives JSON and key order', async () => {
    const certificate = certificateOf('T13');
    const shuffled: unknown = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(certificate).reverse())));
    expect(canonicalJson(shuffled)).toBe(canonicalJson(certificate));
    expect(await hashCertificate(certificate)).toMatch(/^[0-9a-f]{64}$/);
    expect(await hashCertificate({ ...certificate, voids: 1 })).not.toBe(await hashCertificate(certificate));
    expect(() => canonicalJson({ a: 0.5 })).toThrow(TypeError);
  });
});

describe('two methods', () => {
  it('agree on random certificates', () => {
    let both = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const answer = solveInstance(randomInstance(seed).instance, {
        exact: false,
        executable: false,
        solvers: [solver],
        timeLimitMs: 1000,
        nowMs: () => 0,
        accepts: isProven,
      });
      if (answer.kind !== 'solved' || !answer.walked) continue;
      const verified = verifyInFull(answer.walked);
      if (!verified.ok) throw new Error(en.failure(verified.error));
      if (verified.value.byMultipliers && verified.value.byPatterns === 'confirmed') both += 1;
    }
    expect(both).toBeGreaterThan(30);
  });
});
