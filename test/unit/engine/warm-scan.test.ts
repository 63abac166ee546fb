/**
 * The warm look before a full solve never hides a basket, forgets nothing when books vanish, and is not asked for an
 * exact proof.
 */
import { describe, expect, it } from 'vitest';
import { bookAround, groupModel, ladderModel, marketOf, type Model } from '../../../bench/engine-instances';
import { type Random } from '../../../lib/domain/random';
import type { Instance, InstanceBook } from '../../../lib/domain/instance';
import { priceMicros, sizeMicros } from '../../../lib/domain/units';
import { makeRelation } from '../../../lib/relations/identity';
import { WarmScan } from '../../../lib/engine/tick/warm-scan';
import { solveInstance } from '../../../lib/engine/solve';
import type { LpSolver } from '../../../lib/ports/lp-solver';
import { createEngine, loadSolvers } from '../../../lib/workers/create-engine';
import { seeded } from '../../../lib/domain/random';
import { isProven } from '../../../lib/verifier/verify';

const nowMs = (): number => performance.now();

/** The model's market with the book of every condition around its own coherent price. */
function coherent(
  model: Model,
  random: Random,
): { readonly instance: Instance; readonly prices: Readonly<Record<string, number>> } {
  const { instance, prices } = marketOf(model, random);
  return {
    instance: {
      ...instance,
      books: Object.fromEntries(model.keys.map((key) => [key, bookAround(random, prices[key] ?? 0.5)])),
    },
    prices,
  };
}

describe.each([
  ['a group of 6', groupModel(6), 3],
  ['a ladder of 12', ladderModel(12), 4],
])('the warm look at %s', (_name, model, seed) => {
  it('agrees with the full solve over 60 ticks', async () => {
    const solvers = await loadSolvers();
    const engine = createEngine({ nowMs, accepts: isProven }, Promise.resolve(solvers));
    const random = seeded(seed);
    const start = coherent(model, random);
    let { instance } = start;
    const kinds = { none: 0, arbitrage: 0 };
    for (let id = 1; id <= 60; id += 1) {
      // Every sixth tick moves a book off its price, the next one moves it back.
      const key = model.keys[Math.floor(id / 6) % model.keys.length] ?? '';
      const price = (start.prices[key] ?? 0.5) + (id % 6 === 4 ? 0.2 * (random() < 0.5 ? -1 : 1) : 0);
      instance = {
        ...instance,
        books: { ...instance.books, [key]: bookAround(random, Math.min(0.97, Math.max(0.03, price))) },
      };
      const answer = await engine.solve({ id, instance, exact: false, timeLimitMs: 10_000 });
      const full = solveInstance(instance, {
        exact: false,
        executable: false,
        solvers: solvers.all,
        timeLimitMs: 10_000,
        nowMs,
        accepts: isProven,
      });
      if (full.kind !== 'solved') throw new Error('the full solve answers');
      expect(answer.kind, `tick ${id}`).toBe(full.walked ? 'arbitrage' : full.closed ? 'none' : 'unproven');
      if (answer.kind === 'none' || answer.kind === 'arbitrage') kinds[answer.kind] += 1;
    }
    expect(kinds.none).toBeGreaterThan(0);
    expect(kinds.arbitrage).toBeGreaterThan(0);
  });
});

describe('the warm look', () => {
  const bought = (cents: number): InstanceBook => {
    const none = { asks: [], bids: [], hash: '', verifiedAtMs: 0 };
    return {
      yes: { ...none, asks: [{ priceMicros: priceMicros(cents * 10_000), sizeMicros: sizeMicros(100_000_000) }] },
      no: none,
      mirrored: true,
    };
  };
  const model = groupModel(3);
  const priced = (...cents: readonly number[]): Instance => ({
    ...coherent(model, seeded(1)).instance,
    books: Object.fromEntries(model.keys.map((key, index) => [key, bought(cents[index] ?? 50)])),
  });
  const refuses: LpSolver = {
    name: 'glpk',
    solve: () => {
      throw new Error('the warm search asked for help');
    },
  };

  it('says nothing of a component it has not learned', () => {
    expect(new WarmScan(refuses).hasNothing(priced(40, 40, 40), 1_000)).toBe(false);
  });

  it('sees a basket come and go, and forgets a book that is no longer there', () => {
    const warm = new WarmScan(refuses);
    warm.learn(priced(40, 40, 40));
    expect(warm.hasNothing(priced(40, 40, 40), 1_000)).toBe(true);
    const open = priced(30, 30, 30);
    expect(warm.hasNothing(open, 1_000)).toBe(false);
    const [gone = '', ...rest] = model.keys;
    expect(
      warm.hasNothing(
        { ...open, books: Object.fromEntries(rest.map((key) => [key, open.books[key] ?? bought(30)])) },
        1_000,
      ),
    ).toBe(true);
    expect(gone).not.toBe('');
    expect(warm.hasNothing(open, 1_000)).toBe(false);
  });

  it('does not mix up components whose fees or relations differ', () => {
    const warm = new WarmScan(refuses);
    const free = priced(33, 33, 33);
    const dear: Instance = {
      ...free,
      conditions: free.conditions.map((condition) => ({
        ...condition,
        fee: { ratePpm: 70_000, exponent: 1, takerOnly: true },
      })),
    };
    warm.learn(dear);
    expect(warm.hasNothing(dear, 1_000)).toBe(true);
    expect(warm.hasNothing(free, 1_000)).toBe(false);
    const cheapYes = priced(30, 30, 30);
    warm.learn(cheapYes);
    expect(warm.hasNothing({ ...cheapYes, relations: [] }, 1_000)).toBe(false);
  });

  it('keeps a basket that only whole outcomes prove, at other prices, until it has no edge', async () => {
    const five = groupModel(5);
    const [a = '', b = '', c = '', d = '', e = ''] = five.keys;
    const pairs = [
      [a, b],
      [b, c],
      [c, d],
      [d, e],
      [e, a],
    ] as const;
    const side = (cents: number) => ({
      asks: [{ priceMicros: priceMicros(cents * 10_000), sizeMicros: sizeMicros(100_000_000) }],
      bids: [],
      hash: '',
      verifiedAtMs: 0,
    });
    // At most two of the five come, so five NO pay three dollars; each rule by itself counts two and a half.
    const ring = (...cents: readonly number[]): Instance => {
      const { instance } = coherent(five, seeded(1));
      return {
        ...instance,
        conditions: instance.conditions.map((terms) => ({
          ...terms,
          fee: { ratePpm: 0, exponent: 1, takerOnly: true },
        })),
        relations: pairs.map((of) =>
          makeRelation({
            body: { type: 'excludes', of },
            source: 'structure',
            status: 'proven',
            why: '',
            evidence: [],
          }),
        ),
        books: Object.fromEntries(
          five.keys.map((key, index) => [key, { yes: side(99), no: side(cents[index] ?? 55), mirrored: false }]),
        ),
      };
    };
    const engine = createEngine({ nowMs, accepts: isProven });
    const quick = (id: number, instance: Instance) =>
      engine.solve({ id, instance, exact: false, timeLimitMs: 250, quick: true });
    expect((await quick(1, ring())).kind).toBe('none');
    expect((await engine.solve({ id: 2, instance: ring(), exact: true, timeLimitMs: 2_000 })).kind).toBe('arbitrage');
    const moved = await quick(3, ring(56));
    expect(moved.kind === 'arbitrage' && moved.certificate.edgeMicros / 1_000_000).toBeCloseTo(24, 0);
    expect((await quick(4, ring(56, 57))).kind).toBe('arbitrage');
    expect((await quick(5, ring(99, 99))).kind).toBe('none');
  });

  it('is left out when shares are held that could be sold', () => {
    const warm = new WarmScan(refuses);
    const held: Instance = { ...priced(40, 40, 40), inventory: { [`${model.keys[0]}.yes`]: sizeMicros(1_000_000) } };
    warm.learn(held);
    expect(warm.hasNothing(held, 1_000)).toBe(false);
  });

  it('looks behind levels that are too small to be worth anything', async () => {
    const { all } = await loadSolvers();
    const [solver = refuses] = all;
    const warm = new WarmScan(solver);
    const [key = ''] = model.keys;
    const terms = priced(40, 40, 40)
      .conditions.filter((condition) => condition.key === key)
      .map((condition) => ({ ...condition, fee: { ratePpm: 0, exponent: 1, takerOnly: true } }));
    // Six levels of a millionth of a share, then ten thousand shares, all a cent below what the other token leaves.
    const crumbs = Array.from({ length: 6 }, (_, level) => ({
      priceMicros: priceMicros(400_000 + 1_000 * level),
      sizeMicros: sizeMicros(1),
    }));
    const yes = {
      asks: [...crumbs, { priceMicros: priceMicros(410_000), sizeMicros: sizeMicros(10_000_000_000) }],
      bids: [],
      hash: '',
      verifiedAtMs: 0,
    };
    const no = { ...yes, asks: [{ priceMicros: priceMicros(580_000), sizeMicros: sizeMicros(10_000_000_000) }] };
    const instance: Instance = {
      ...priced(40, 40, 40),
      conditions: terms,
      relations: [],
      books: { [key]: { yes, no, mirrored: true } },
    };
    warm.learn(instance);
    const full = solveInstance(instance, {
      exact: false,
      executable: false,
      solvers: all,
      timeLimitMs: 1_000,
      nowMs,
      accepts: isProven,
    });
    expect(full.kind === 'solved' && (full.walked?.edgeMicros ?? 0)).toBeGreaterThan(90_000_000);
    expect(warm.hasNothing(instance, 1_000)).toBe(false);
  });
});
