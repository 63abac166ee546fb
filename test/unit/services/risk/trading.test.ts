/** Active, reducing, halted: what trips a breaker, what outlives a worker, and whose word goes on. */
import { describe, expect, it } from 'vitest';
import type { Execution, ExecutionLeg } from '../../../../lib/domain/execution';
import { fail, failureOf, ok } from '../../../../lib/domain/result';
import { moneyMicros, sizeMicros, timeMs } from '../../../../lib/domain/units';
import { DEFAULT_SETTINGS, type Settings } from '../../../../lib/protocol/settings';
import { createEmitter } from '../../../../lib/services/emitter';
import { realisedOf } from '../../../../lib/services/execution/results';
import { breakerOf, type SetResult } from '../../../../lib/services/risk/breakers';
import { createTrading, tradingView, type Guard } from '../../../../lib/services/risk/trading';
import { parseGuard } from '../../../../lib/storage/guard';
import * as en from '../../../../lib/words/en';
import { executionOf, legOf, LEG_SIZE } from '../../../kit/executions';
import { createMemoryLog, until } from '../../../kit/venue';

const limits = { maxDrawdownMicros: moneyMicros(100), maxLossStreak: 3 };
/** Nothing was promised, so nothing is judged by it. */
const sets = (results: readonly number[]) => results.map((resultMicros) => ({ resultMicros, agreedMicros: 0 }));
const codeOf = (results: readonly number[], over: Partial<typeof limits> = {}) =>
  breakerOf(sets(results), { ...limits, ...over })?.code ?? null;

describe('the breakers', () => {
  it.each<[string, readonly number[], string | null]>([
    ['nothing yet', [], null],
    ['one unit less than the drawdown', [-99], null],
    ['the drawdown', [-100], 'breaker-drawdown'],
    ['the drawdown from the best, not from the beginning', [500, -60, 10, -50], 'breaker-drawdown'],
    ['one unit less than it from the best', [500, -60, 10, -49], null],
    ['one loss less than the run', [-1, -1], null],
    ['the run', [-1, -1, -1], 'breaker-streak'],
    ['a win ends a run', [-1, -1, 1, -1, -1], null],
    ['what came out even does not', [-1, 0, -1, 0, -1], 'breaker-streak'],
    ['what tripped stays tripped whatever came after', [-1, -1, -1, 1_000], 'breaker-streak'],
  ])('%s', (_name, results, code) => {
    expect(codeOf(results)).toBe(code);
  });

  it('trip where twenty sets brought surely less than half of what they promised, and not one earlier', () => {
    const poor = Array.from({ length: 20 }, (_, i) => ({ resultMicros: 300 + (i % 5), agreedMicros: 1_000 }));
    const code = (of: readonly SetResult[]) => breakerOf(of, limits)?.code ?? null;
    expect(code(poor.slice(1))).toBeNull();
    expect(code(poor)).toBe('breaker-performance');
    // As poor in the middle, but anything from nothing to three fifths: not sure enough.
    expect(code(poor.map((set, i) => ({ ...set, resultMicros: i % 2 === 0 ? 0 : 900 })))).toBeNull();
    expect(code(poor.map((set) => ({ ...set, resultMicros: 501 })))).toBeNull();
    expect(breakerOf(poor, limits)).toMatchObject({ params: { sets: 20, percent: 30 } });
  });

  it('say what happened and how to go on', () => {
    const poor = Array.from({ length: 20 }, () => ({ resultMicros: 1, agreedMicros: 1_000 }));
    const tripped = [breakerOf(sets([-100]), limits), breakerOf(sets([-1, -1, -1]), limits), breakerOf(poor, limits)];
    const said = tripped.map((each) => each && en.failure(each));
    for (const sentence of said) expect(sentence).toMatch(/finish, sell back and cash out.*Take new sets again/);
  });
});

const got = (cost: number, over: Partial<ExecutionLeg> = {}) =>
  legOf(0, { state: 'confirmed', settled: true, filledSizeMicros: LEG_SIZE, paidMicros: moneyMicros(cost), ...over });

/** A set that cost eight dollars and was sold back for eight and this much more. */
function soldBack(id: string, resultMicros: number, atMs: number): readonly Execution[] {
  const root = executionOf({
    id,
    state: 'partial',
    legs: [got(8_000_000), legOf(1, { state: 'unfilled', settled: true })],
    createdAtMs: timeMs(atMs),
  });
  const sale = executionOf({
    id: `${id}-sell-back-1`,
    of: id,
    purpose: 'sell-back',
    state: 'settled',
    floorMicros: moneyMicros(0),
    legs: [got(8_000_000 + resultMicros, { side: 'sell' })],
    createdAtMs: timeMs(atMs + 1),
  });
  return [root, sale];
}

describe('realised results', () => {
  const resultsOf = (executions: readonly Execution[]) => realisedOf(executions).map((each) => each.resultMicros);

  it('are what a whole set pays at least, less its cost, and the price of selling back', () => {
    const whole = executionOf({
      id: 'w',
      state: 'settled',
      legs: [got(7_900_000)],
      floorMicros: moneyMicros(8_000_000),
    });
    expect(resultsOf([whole])).toEqual([100_000]);
    expect(resultsOf(soldBack('s', -300_000, 1))).toEqual([-300_000]);
  });

  it('are what a completed set pays, less both purchases', () => {
    const [root] = soldBack('f', 0, 1);
    if (root === undefined) throw new Error('fixture');
    const rest = executionOf({
      id: 'f-finish-1',
      of: 'f',
      purpose: 'finish',
      state: 'settled',
      legs: [got(1_500_000)],
      floorMicros: moneyMicros(9_000_000),
    });
    expect(resultsOf([root, rest])).toEqual([-500_000]);
    expect(resultsOf([root, { ...rest, state: 'partial' }])).toEqual([null]);
  });

  it('count dust against the user, leave paper and trials out, and know none of what is kept or open', () => {
    const dusty = executionOf({
      state: 'settled',
      legs: [got(1, { filledSizeMicros: sizeMicros(LEG_SIZE - 5) })],
      floorMicros: moneyMicros(10),
    });
    expect(resultsOf([dusty])).toEqual([4]);
    const [root] = soldBack('k', 0, 1);
    if (root === undefined) throw new Error('fixture');
    expect(resultsOf([{ ...root, acknowledged: true }])).toEqual([null]);
    expect(
      resultsOf([
        { ...root, mode: 'paper' },
        { ...root, purpose: 'trial' },
        { ...root, state: 'refused' },
      ]),
    ).toEqual([]);
  });

  it('stand in the order in which their last orders were made', () => {
    const early = soldBack('a', -1, 100);
    const late = soldBack('b', -2, 50).map((each) => (each.of ? { ...each, createdAtMs: timeMs(500) } : each));
    expect(resultsOf([...late, ...early])).toEqual([-1, -2]);
  });
});

function world(over: { readonly disk?: { guard: unknown }; readonly full?: () => boolean } = {}) {
  const disk = over.disk ?? { guard: null };
  let records: readonly Execution[] = [];
  let settings: Settings = { ...DEFAULT_SETTINGS, maxLossStreak: 2, maxDrawdownMicros: moneyMicros(1_000_000) };
  let nowMs = 1_000;
  const journal = createEmitter<void>();
  const changes = createEmitter<void>();
  const told: string[] = [];
  const trading = createTrading({
    store: {
      load: () => Promise.resolve(parseGuard(disk.guard)),
      save(guard: Guard) {
        if (over.full?.()) return Promise.resolve(fail('guard-unsaved', {}, 'later'));
        disk.guard = structuredClone(guard);
        return Promise.resolve(ok(undefined));
      },
    },
    journal: { all: () => records, subscribe: (listener) => journal.subscribe(listener) },
    settings: { current: () => settings, subscribe: (listener) => changes.subscribe(listener) },
    alert: ({ code }) => void told.push(code),
    clock: { nowMs: () => timeMs(nowMs), after: () => undefined },
    log: createMemoryLog(),
  });
  return {
    disk,
    trading,
    told,
    state: () => tradingView(null, trading.reducingBecause()).state,
    code: () => trading.reducingBecause()?.code ?? null,
    write(more: readonly Execution[]) {
      records = [...records, ...more];
      journal.emit();
    },
    set(patch: Partial<Settings>) {
      settings = { ...settings, ...patch };
      changes.emit();
    },
    at: (ms: number) => void (nowMs = ms),
  };
}

describe('active, reducing, halted', () => {
  it('a breaker trips once, tells once, and neither a win nor a higher limit takes it back', async () => {
    const { trading, write, set, code, told, disk } = world();
    await trading.load();
    write(soldBack('a', -10, 10));
    expect(code()).toBeNull();
    write(soldBack('b', -10, 20));
    expect(code()).toBe('breaker-streak');
    write(soldBack('c', 5_000_000, 30));
    set({ maxLossStreak: 100 });
    expect([code(), told]).toEqual(['breaker-streak', ['breaker-streak']]);
    await until(() => parseGuard(disk.guard).because?.code === 'breaker-streak', 'the trip is written down');
  });

  it('outlives the worker, also one that died before the trip was written down', async () => {
    const first = world({ full: () => true });
    await first.trading.load();
    first.write([...soldBack('a', -10, 10), ...soldBack('b', -10, 20)]);
    expect(first.code()).toBe('breaker-streak');
    expect(first.disk.guard).toBeNull();
    const second = world({ disk: first.disk });
    await second.trading.load();
    second.write([...soldBack('a', -10, 10), ...soldBack('b', -10, 20)]);
    expect(second.code()).toBe('breaker-streak');
    await until(() => second.disk.guard !== null, 'the trip is written down');
    const third = world({ disk: second.disk });
    await third.trading.load();
    // The journal is not there: what was written down is.
    expect(third.code()).toBe('breaker-streak');
  });

  it('goes on at the word of the user alone, and counts anew from then', async () => {
    const { trading, write, code, at } = world();
    await trading.load();
    write([...soldBack('a', -10, 10), ...soldBack('b', -10, 20)]);
    at(100);
    expect(await trading.rearm()).toEqual(ok(undefined));
    expect(code()).toBeNull();
    write(soldBack('c', -10, 200));
    expect(code()).toBeNull();
    write(soldBack('d', -10, 300));
    expect(code()).toBe('breaker-streak');
  });

  it('counts what was open when the user went on, once it has its result', async () => {
    const { trading, write, code, at } = world();
    await trading.load();
    const [root, sale] = soldBack('open', -10, 10);
    if (root === undefined || sale === undefined) throw new Error('fixture');
    write([root]);
    at(100);
    await trading.rearm();
    write([sale, ...soldBack('later', -10, 200)]);
    expect(code()).toBe('breaker-streak');
  });

  it('reduces at the word of the user, and a full disk changes nothing', async () => {
    let full = false;
    const { trading, code, state } = world({ full: () => full });
    await trading.load();
    expect(state()).toBe('active');
    await trading.onlyReduce();
    expect([state(), code()]).toEqual(['reducing', 'reduce-pressed']);
    full = true;
    expect(await trading.rearm()).toMatchObject({ ok: false, error: { code: 'guard-unsaved' } });
    expect(state()).toBe('reducing');
  });

  it('halted comes before reducing, and what reduced still does after the stop is lifted', () => {
    const stop = failureOf('stop-pressed', {});
    const reduce = failureOf('reduce-pressed', {});
    expect(
      [tradingView(stop, reduce), tradingView(stop, null), tradingView(null, reduce)].map(({ state }) => state),
    ).toEqual(['halted', 'halted', 'reducing']);
  });

  it.each([
    ['text', 'active'],
    ['a list', []],
    ['a time before all times', { because: null, sinceMs: -1, open: [] }],
    ['a reason that is none', { because: 7, sinceMs: 5, open: [] }],
    ['no list', { because: null, sinceMs: 5 }],
  ])('what cannot be read reduces: %s', (_name, stored) => {
    expect(parseGuard(stored).because?.code).toBe('guard-unreadable');
  });
});
