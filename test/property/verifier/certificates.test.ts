import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Certificate } from '../../../lib/domain/basket';
import { isProven, verifyCertificate } from '../../../lib/verifier/verify';
import { solveInstance } from '../../../lib/engine/solve';
import { createGlpkSolver } from '../../../lib/workers/glpk-solver';
import type { LpSolver } from '../../../lib/ports/lp-solver';
import { runs } from '../../kit/property';
import { atomsByMeaning, randomInstance } from '../../kit/random-instances';

let glpk: LpSolver;

beforeAll(async () => {
  glpk = await createGlpkSolver();
});

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

function* leaves(value: Json, path: Path = []): Generator<Path> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* leaves(item, [...path, index]);
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* leaves(item, [...path, key]);
  else yield path;
}

function changedAt(value: Json, path: Path, change: (old: Json) => Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? changedAt(item, rest, change) : item));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, key === step ? changedAt(item, rest, change) : item]),
    );
  return value;
}

/** Least payoff of the certificate's own legs over the worlds that its own relations allow. */
function truth(certificate: Certificate): number {
  const keys = certificate.conditions.map(({ key }) => key);
  const bodies = certificate.rules
    .filter(({ relationId }) => !relationId.startsWith('derived:'))
    .map(({ body }) => body);
  return atomsByMeaning(keys, bodies).reduce((least, atom) => {
    const payoff = certificate.legs.reduce(
      (sum, { condition, token, side, sizeMicros }) =>
        sum + ((token === 'yes') === (atom[condition] === true) ? (side === 'buy' ? sizeMicros : -sizeMicros) : 0),
      0,
    );
    return Math.min(least, payoff);
  }, Infinity);
}

const changes: readonly ((old: Json) => Json)[] = [
  (old) => (typeof old === 'number' ? old + 1 : typeof old === 'boolean' ? !old : null),
  (old) => (typeof old === 'number' ? old - 1 : `${String(old)}x`),
  (old) => (typeof old === 'number' ? 2 * old + 10_000 : ''),
  (old) => (typeof old === 'number' ? -old - 1 : 0),
  (old) => (typeof old === 'number' ? old + 0.5 : {}),
];

describe('[9] certificate mutation', () => {
  it('[9] whatever value is changed, the certificate is refused or claims only truth; JSON keeps it valid', () => {
    let refused = 0;
    let accepted = 0;
    fc.assert(
      fc.property(fc.integer(), fc.nat(), fc.constantFrom(...changes), (seed, place, change) => {
        const answer = solveInstance(randomInstance(seed).instance, {
          exact: seed % 2 === 0,
          executable: false,
          solvers: [glpk],
          timeLimitMs: 5000,
          nowMs: () => performance.now(),
          accepts: isProven,
        });
        if (answer.kind !== 'solved' || !answer.walked) return;
        const json: Json = JSON.parse(JSON.stringify(answer.walked));
        expect(verifyCertificate(json).ok).toBe(true);
        const paths = [...leaves(json)];
        const mutant = verifyCertificate(changedAt(json, paths[place % paths.length] ?? [], change));
        if (!mutant.ok) {
          refused += 1;
          return;
        }
        accepted += 1;
        // What passes may be another text or version, or a smaller claim; never more than its own legs pay under its
        // own relations.
        expect(mutant.value.floorMicros).toBeLessThanOrEqual(truth(mutant.value));
        const paid = mutant.value.legs.reduce(
          (sum, leg) => sum + (leg.side === 'buy' ? leg.costMicros : -leg.costMicros) + leg.feeMicros,
          0,
        );
        expect(mutant.value.edgeMicros).toBe(mutant.value.floorMicros - paid);
      }),
      runs(),
    );
    expect(refused).toBeGreaterThan(accepted);
  });
});
