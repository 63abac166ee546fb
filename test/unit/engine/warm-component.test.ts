import { describe, expect, it } from 'vitest';
import { electionModel, ELECTION_100, bookAround, bracketModel, marketOf } from '../../../bench/engine-instances';
import { buildSafeTradeLp } from '../../../lib/engine/lp/build-lp';
import { WARM_LEVELS, WarmComponent } from '../../../lib/engine/tick/warm-component';
import { WarmComponents } from '../../../lib/engine/tick/warm-components';
import { buildLanes } from '../../../lib/engine/lp/lanes';
import { provenFloor } from '../../../lib/engine/oracle/floor';
import { positionsOf } from '../../../lib/engine/lp/trade';
import { createGlpkSolver } from '../../../lib/workers/glpk-solver';
import { createHighsSolver } from '../../../lib/workers/highs-solver';
import { seeded } from '../../../lib/domain/random';

describe('a warm component', () => {
  for (const [name, model] of [
    ['election of 100 conditions', electionModel(ELECTION_100)],
    ['bracket of 8', bracketModel(8)],
  ] as const) {
    it(`${name}: equals the program built anew in glpk, tick after tick, and skips needless solves`, async () => {
      const highs = await createHighsSolver();
      const glpk = await createGlpkSolver();
      const random = seeded(17);
      const { instance, prices } = marketOf(model, random);
      const warm = WarmComponent.load(instance, highs);
      if (!warm) throw new Error('the program loads');
      const books = { ...instance.books };
      let checked = 0;
      for (let tick = 0; tick < 120; tick += 1) {
        const key = model.keys[Math.floor(random() * model.keys.length)] ?? '';
        const worth = Math.min(0.98, Math.max(0.02, (prices[key] ?? 0.5) + (Math.floor(random() * 5) - 2) / 100));
        const book = bookAround(random, worth);
        books[key] = book;
        warm.update(key, book);
        const answer = warm.solve(10_000);
        if (answer.kind === 'failed') throw new Error('the solver answers');
        if (tick % 10 !== 0) continue;
        checked += 1;
        const cut = Object.fromEntries(
          Object.entries(books).map(([name, { yes, no, mirrored }]) => [
            name,
            {
              yes: { ...yes, asks: yes.asks.slice(0, WARM_LEVELS) },
              no: { ...no, asks: no.asks.slice(0, WARM_LEVELS) },
              mirrored,
            },
          ]),
        );
        const lanes = buildLanes({ ...instance, books: cut }, model.keys);
        const fresh = glpk.solve(
          buildSafeTradeLp({
            space: warm.space,
            lanes,
            budgetMicros: null,
            voids: 0,
            links: [],
            semicontinuous: false,
            tieBreak: 0,
          }).program,
          { timeLimitMs: 10_000 },
        );
        expect(answer.value).toBeCloseTo(Math.max(0, fresh.objective), 5);
        if (answer.kind === 'trade') {
          const { legs, multipliers, floorMicros, edgeMicros } = answer.trade;
          expect(provenFloor(warm.space, positionsOf(warm.space, legs), multipliers, 0)).toBe(floorMicros);
          expect(edgeMicros).toBeLessThanOrEqual(answer.value * 1e6 + 1);
          if (answer.value > 1) expect(edgeMicros).toBeGreaterThanOrEqual(0.995 * answer.value * 1e6);
        }
      }
      expect(checked).toBe(12);
      expect(warm.solves).toBeLessThan(120);
      expect(warm.fallbacks).toBe(0);
    });
  }

  it('the least recently used component is let go, by number and by bytes', async () => {
    const highs = await createHighsSolver();
    const { instance } = marketOf(bracketModel(4), seeded(2));
    const warmed = new WarmComponents(2);
    const load = () => WarmComponent.load(instance, highs);
    const first = warmed.get('a', load);
    warmed.get('b', load);
    expect(warmed.get('a', load)).toBe(first);
    warmed.get('c', load);
    expect(warmed.size).toBe(2);
    expect(warmed.get('a', load)).toBe(first);
    const byBytes = new WarmComponents(64, 3 * (first?.bytes ?? 0));
    for (let round = 0; round < 10; round += 1) byBytes.get(`x${round}`, load);
    expect([byBytes.size, byBytes.bytes]).toEqual([3, 3 * (first?.bytes ?? 0)]);
    const alone = new WarmComponents(64, 1);
    expect([alone.get('a', load) === null, alone.get('b', load) === null, alone.size]).toEqual([false, false, 1]);
  });
});
