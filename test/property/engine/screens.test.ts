import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Instance } from '../../../lib/domain/instance';
import { priceMicros, sizeMicros } from '../../../lib/domain/units';
import { Screen, type ScreenSpec } from '../../../lib/engine/screen/screen';
import { findSkipCertificate } from '../../../lib/engine/screen/skip';
import { createGlpkSolver } from '../../../lib/workers/glpk-solver';
import type { LpSolver } from '../../../lib/ports/lp-solver';
import { valueOf } from '../../kit/engine-values';
import { brokenFamilyInstance, coherentFamilyInstance } from '../../kit/family-instances';
import { seeded } from '../../../lib/domain/random';
import { runs } from '../../kit/property';
import { randomInstance } from '../../kit/random-instances';

let glpk: LpSolver;

beforeAll(async () => {
  glpk = await createGlpkSolver();
});

/** Only what buys can do at unlimited money: the screens and bands know nothing of budgets, holdings and minimums. */
const bare = (instance: Instance): Instance => ({
  ...instance,
  conditions: instance.conditions.map(({ key, fee, tickMicros }) => ({
    key,
    fee,
    tickMicros,
    minSizeMicros: sizeMicros(0),
  })),
  budgetMicros: null,
  inventory: {},
  voids: 0,
});

function screenOf(instance: Instance): Screen {
  const indexOf = new Map(instance.conditions.map(({ key }, index) => [key, index]));
  const index = (key: string | undefined): number => indexOf.get(key ?? '') ?? 0;
  const groups: ScreenSpec['groups'][number][] = [];
  const pairs: ScreenSpec['pairs'][number][] = [];
  for (const { body } of instance.relations) {
    if (body.type === 'exactly-one' || body.type === 'excludes')
      groups.push({ members: body.of.map(index), exhaustive: body.type === 'exactly-one' });
    if (body.type === 'excludes' && body.of.length === 2)
      pairs.push({ kind: 'excludes', a: index(body.of[0]), b: index(body.of[1]) });
    if (body.type === 'implies') pairs.push({ kind: 'implies', a: index(body.if), b: index(body.then) });
    if (body.type === 'at-least-one' && body.of.length === 2)
      pairs.push({ kind: 'covers', a: index(body.of[0]), b: index(body.of[1]) });
  }
  const screen = new Screen({ fees: instance.conditions.map(({ fee }) => fee), groups, pairs });
  instance.conditions.forEach(({ key }, condition) => {
    for (const token of ['yes', 'no'] as const)
      screen.update(condition, token, instance.books[key]?.[token].asks[0]?.priceMicros ?? null);
  });
  return screen;
}

describe('[11] screens and skip certificates', () => {
  it('[11] a screen that fires is an edge of the LP; none fires on coherent prices', () => {
    let fired = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const broken = bare(brokenFamilyInstance(seed).instance);
        const { binary, group, pair } = screenOf(broken).sweep();
        if (binary + group + pair > 0) {
          fired += 1;
          expect(valueOf(broken, glpk)).toBeGreaterThan(0);
        }
        expect(screenOf(bare(coherentFamilyInstance(seed).instance)).sweep()).toMatchObject({
          binary: 0,
          group: 0,
          pair: 0,
        });
      }),
      runs(),
    );
    expect(fired).toBeGreaterThan(20);
  });

  it('[11] while a skip certificate holds, tick after tick, the LP has no edge', () => {
    let held = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = seeded(seed);
        let { instance } = randomInstance(seed);
        const skip = findSkipCertificate(instance, glpk, 5000);
        if (!skip) return;
        expect(valueOf(instance, glpk)).toBeLessThanOrEqual(1e-6);
        for (let tick = 0; tick < 6; tick += 1) {
          const condition = Math.floor(random() * instance.conditions.length);
          const key = instance.conditions[condition]?.key ?? '';
          const book = instance.books[key];
          if (!book) continue;
          const token = random() < 0.5 ? 'yes' : 'no';
          const move = 10_000 * (Math.floor(random() * 7) - 3);
          const asks = book[token].asks.slice(0, 1).map((level) => ({
            ...level,
            priceMicros: priceMicros(Math.min(990_000, Math.max(10_000, level.priceMicros + move))),
          }));
          instance = {
            ...instance,
            books: { ...instance.books, [key]: { ...book, [token]: { ...book[token], asks } } },
          };
          if (!skip.update(condition, token, asks)) continue;
          held += 1;
          expect(valueOf(instance, glpk)).toBeLessThanOrEqual(1e-6);
        }
      }),
      runs(),
    );
    expect(held).toBeGreaterThan(20);
  });
});
