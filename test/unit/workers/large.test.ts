/** A violation is told at once whatever the size of its component, and a coherent market raises none. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Instance } from '../../../lib/domain/instance';
import { seeded, type Random } from '../../../lib/domain/random';
import type { Engine, EngineAnswer } from '../../../lib/ports/worker';
import { isProven } from '../../../lib/verifier/verify';
import { createEngine } from '../../../lib/workers/create-engine';
import { sizedGroup, sizedLadder, type SizedMarket } from '../../kit/sized-markets';

let engine: Engine;
let id = 0;
const solve = (instance: Instance, quick: boolean): Promise<EngineAnswer> =>
  engine.solve({ id: (id += 1), instance, exact: false, timeLimitMs: 250, ...(quick ? { quick } : {}) });

beforeAll(async () => {
  engine = createEngine({ nowMs: () => performance.now(), accepts: isProven });
  await engine.health();
});

const families: readonly (readonly [string, (size: number, random: Random) => SizedMarket, readonly number[]])[] = [
  ['a group', sizedGroup, [3, 40, 200, 500, 1_000, 2_000]],
  ['a ladder', sizedLadder, [3, 40, 200, 500]],
];

describe.each(families.flatMap(([name, make, sizes]) => sizes.map((size) => [name, size, make] as const)))(
  '%s of %i',
  (_name, size, make) => {
    it('has nothing to take at coherent prices, and its violation is told by the first look', async () => {
      for (let seed = 1; seed <= (size > 500 ? 1 : 4); seed += 1) {
        const { instance, broken } = make(size, seeded(seed));
        expect((await solve(instance, true)).kind, `seed ${seed}`).toBe('none');
        const answer = await solve(broken, true);
        if (answer.kind !== 'arbitrage') throw new Error(`seed ${seed}: ${JSON.stringify(answer).slice(0, 300)}`);
        expect(isProven(answer.certificate)).toBe(true);
        expect(answer.certificate.edgeAtLimitsMicros).toBeGreaterThan(1_000_000);
        expect((await solve(instance, true)).kind, `seed ${seed}, closed again`).toBe('none');
      }
    });

    it('is searched in full without losing what was told', async () => {
      const { broken } = make(size, seeded(9));
      const first = await solve(broken, true);
      const full = await solve(broken, false);
      if (first.kind !== 'arbitrage' || full.kind !== 'arbitrage') throw new Error(`${first.kind}, ${full.kind}`);
      expect(full.certificate.edgeAtLimitsMicros).toBeGreaterThanOrEqual(first.certificate.edgeAtLimitsMicros);
      // The next first look starts from it.
      const next = await solve(broken, true);
      if (next.kind !== 'arbitrage') throw new Error(next.kind);
      expect(next.certificate.edgeAtLimitsMicros).toBeGreaterThanOrEqual(full.certificate.edgeAtLimitsMicros);
    });
  },
);
