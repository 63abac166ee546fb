import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Instance } from '../../../lib/domain/instance';
import type { EngineAnswer } from '../../../lib/ports/worker';
import { parseInstanceFile } from '../../../scripts/formats/parse-instance';
import { PathError } from '../../../scripts/formats/parse-json';
import { solveInstance } from '../../../lib/engine/solve';
import { createEngine, loadSolvers, type Solvers } from '../../../lib/workers/create-engine';
import { moneyProblem } from '../../kit/audit';
import { instanceJson, instanceOf } from '../../kit/instances';
import { runs } from '../../kit/property';
import { randomInstance } from '../../kit/random-instances';
import { isProven } from '../../../lib/verifier/verify';
import * as en from '../../../lib/words/en';

let solvers: Solvers;

beforeAll(async () => {
  solvers = await loadSolvers();
});

type Holder = Record<string, unknown>;

/** Every place in the value, with the object that holds it. */
function places(value: unknown): readonly { readonly holder: Holder; readonly key: string }[] {
  const found: { readonly holder: Holder; readonly key: string }[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, inner] of Object.entries(node)) {
      found.push({ holder: node as Holder, key });
      visit(inner);
    }
  };
  visit(value);
  return found;
}

const pair = {
  conditions: ['a', 'b'],
  relations: [{ type: 'implies', if: 'a', then: 'b' }],
  asks: {
    'b.yes': [
      ['0.40', '100'],
      ['0.45', '10'],
    ],
    'a.no': [['0.55', '50']],
  },
} as const;

describe('[12] fuzz', () => {
  it('[12] any damage to a file is one line with a path, or an answer; never a throw', () => {
    const bad = fc.constantFrom<unknown>(
      null,
      'NaN',
      '0',
      '1',
      '-1',
      '1e3',
      0.5,
      Number.NaN,
      [],
      {},
      '',
      true,
      '0.1234567',
      'constructor',
      '__proto__',
      '9'.repeat(40),
    );
    fc.assert(
      fc.property(fc.nat(), bad, (place, value) => {
        const copy: unknown = structuredClone(instanceJson(pair));
        const all = places(copy);
        const spot = all[place % all.length];
        if (spot) spot.holder[spot.key] = value;
        try {
          const { instance } = parseInstanceFile(copy);
          const answer = solveInstance(instance, {
            exact: false,
            executable: true,
            solvers: solvers.all,
            timeLimitMs: 1000,
            nowMs: () => 0,
            accepts: isProven,
          });
          expect(['solved', 'empty', 'failed']).toContain(answer.kind);
          if (answer.kind === 'solved' && answer.walked) expect(moneyProblem(answer.walked, instance)).toBeNull();
        } catch (error) {
          expect(error).toBeInstanceOf(PathError);
          expect(String(error).split('\n')).toHaveLength(1);
        }
      }),
      runs(),
    );
  });

  it(
    '[12] any damage to a job is a typed failure, nothing, or a basket that is true of ' +
      'the books given; never a throw',
    async () => {
      const engine = createEngine({ nowMs: () => performance.now(), accepts: isProven }, Promise.resolve(solvers));
      const bad = fc.constantFrom<unknown>(
        null,
        undefined,
        Number.NaN,
        Infinity,
        -Infinity,
        0,
        1,
        -1,
        0.5,
        1_000_000,
        2 ** 60,
        1e300,
        '',
        'x',
        [],
        {},
        true,
      );
      let failures = 0;
      await fc.assert(
        fc.asyncProperty(fc.integer(), fc.nat(), bad, async (seed, place, value) => {
          const instance: Instance = structuredClone(randomInstance(seed, { most: 4 }).instance);
          const all = places(instance);
          const spot = all[place % all.length];
          if (spot) spot.holder[spot.key] = value;
          const answer: EngineAnswer = await engine.solve({
            id: place,
            instance,
            exact: seed % 2 === 0,
            timeLimitMs: 2000,
          });
          expect(answer.id).toBe(place);
          if (answer.kind === 'failed') {
            failures += 1;
            expect(en.failure(answer.failure)).toMatch(/^[A-Z].*\.$/s);
          }
          if (answer.kind === 'arbitrage') expect(moneyProblem(answer.certificate, instance)).toBeNull();
        }),
        runs(),
      );
      expect(failures).toBeGreaterThan(10);
      // One more, undamaged: the engine still answers.
      expect((await engine.solve({ id: -1, instance: instanceOf(pair), exact: true, timeLimitMs: 2000 })).kind).toBe(
        'arbitrage',
      );
    },
  );

  it('[12] empty, crossed, doubled and finer-ticked books give what their levels are worth, with times', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.integer({ min: 1, max: 999 }),
        fc.integer({ min: 1, max: 500 }),
        fc.nat(),
        (yes, no, size, atMs) => {
          const price = (mills: number): string => `0.${String(mills).padStart(3, '0')}`;
          const words = {
            conditions: ['a'],
            asks: {
              'a.yes': [
                [price(yes), String(size)],
                [price(yes), String(size)],
              ],
              'a.no': [[price(no), String(size)]],
            },
          } as const;
          const solve = (instance: Instance) =>
            solveInstance(instance, {
              exact: true,
              executable: false,
              solvers: solvers.all,
              timeLimitMs: 2000,
              nowMs: () => performance.now(),
              accepts: isProven,
            });
          const made = instanceOf(words);
          const a = made.books['a'];
          if (!a) throw new Error('the book is there');
          const timed: Instance = {
            ...made,
            books: { a: { ...a, yes: { ...a.yes, hash: 'h', verifiedAtMs: atMs } } },
          };
          const answer = solve(timed);
          // YES + NO under a dollar on one book is a crossed book: exactly (1 - yes - no) a set; doubled levels of one
          // price are one level.
          const perSet = 1000 - yes - no;
          if (answer.kind !== 'solved') throw new Error(answer.kind);
          expect(answer.walked?.edgeMicros ?? 0).toBe(Math.max(0, perSet) * 1000 * size);
          // How old a book is is for the books and the risk gate to judge: the proof must carry it unchanged.
          if (answer.walked)
            expect(answer.walked.books.find(({ token }) => token === 'yes')).toEqual({
              condition: 'a',
              token: 'yes',
              hash: 'h',
              verifiedAtMs: atMs,
            });
          const empty = solve({ ...made, books: { a: { ...a, no: { ...a.no, asks: [] } } } });
          expect(empty.kind === 'solved' ? empty.walked : empty.kind).toBeNull();
        },
      ),
      runs(),
    );
  });
});
