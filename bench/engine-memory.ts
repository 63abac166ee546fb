/**
 * Memory and readiness of the solvers (docs/maths.md 4.6, docs/maths.md 7): 10,000 markets whose ticks land anywhere,
 * the least recently used components let go, and between the ticks one-shot programs, whole-number programs and
 * programs made and disposed of in both solvers. The bytes are those of every WebAssembly memory that was created,
 * watched from outside.
 */
import { WarmComponent } from '../lib/engine/tick/warm-component';
import { WarmComponents } from '../lib/engine/tick/warm-components';
import { buildSafeTradeLp } from '../lib/engine/lp/build-lp';
import { buildLanes } from '../lib/engine/lp/lanes';
import { solveInstance } from '../lib/engine/solve';
import { buildSpace } from '../lib/engine/space/space';
import type { LinearProgram } from '../lib/ports/lp-solver';
import { createGlpkSolver } from '../lib/workers/glpk-solver';
import { createHighsSolver } from '../lib/workers/highs-solver';
import { at } from '../lib/domain/arrays';
import { bracketModel, groupModel, ladderModel, marketOf, type Market, type Model } from './engine-instances';
import { rowOf, timed } from './engine-rows';
import { seeded } from '../lib/domain/random';
import type { Bench, BenchRow } from './kit';
import { tickOf } from './engine-ticks';
import { isProven } from '../lib/verifier/verify';

const MIB = 2 ** 20;
const BUDGET_MIB = 64;
/** Warm ticks, one-shot solves, whole-number programs and programs loaded and disposed of: 100,000 in all. */
const COUNTS = { warm: 60_000, oneShot: 30_000, integer: 6000, loaded: 4000 } as const;

/** Memories of all WebAssembly instances made from now on. */
function watchWasm(): () => number {
  const memories = new Set<WebAssembly.Memory>();
  const keep = (values: object | undefined): void => {
    for (const value of Object.values(values ?? {})) if (value instanceof WebAssembly.Memory) memories.add(value);
  };
  const { Instance, instantiate } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, [module, imports]: [WebAssembly.Module, WebAssembly.Imports | undefined]) {
      const made = new target(module, imports);
      keep(made.exports);
      for (const group of Object.values(imports ?? {})) keep(group);
      return made;
    },
  });
  WebAssembly.instantiate = new Proxy(instantiate, {
    apply: async (target, self, args) => {
      const made: unknown = await Reflect.apply(target, self, args);
      const instance: unknown = typeof made === 'object' && made !== null && 'instance' in made ? made.instance : made;
      if (instance instanceof Instance) keep(instance.exports);
      for (const group of Object.values<unknown>(args[1] ?? {}))
        if (typeof group === 'object' && group !== null) keep(group);
      return made;
    },
  });
  return () => [...memories].reduce((total, { buffer }) => total + buffer.byteLength, 0);
}

interface Component {
  readonly name: string;
  readonly model: Model;
  readonly market: Market;
}

/** 10,000 conditions: 1,000 groups of 8, 60 ladders of 20, 100 pairs, 12 brackets of 8 and 156 of 2 teams. */
function tenThousand(): readonly Component[] {
  const models: Model[] = [
    ...Array.from({ length: 1000 }, () => groupModel(8)),
    ...Array.from({ length: 60 }, () => ladderModel(20)),
    ...Array.from({ length: 100 }, () => ladderModel(2)),
    ...Array.from({ length: 12 }, () => bracketModel(8)),
    ...Array.from({ length: 156 }, () => groupModel(2)),
  ];
  const random = seeded(31);
  return models.map((model, index) => ({ name: `c${index}`, model, market: marketOf(model, random) }));
}

function programOf({ model, market }: Component, semicontinuous: boolean): LinearProgram {
  const instance = semicontinuous
    ? {
        ...market.instance,
        conditions: market.instance.conditions.map((condition) => ({
          ...condition,
          minSizeMicros: at(market.instance.books[condition.key]?.yes.asks ?? [], 0).sizeMicros,
        })),
      }
    : market.instance;
  return buildSafeTradeLp({
    space: buildSpace(model.keys, instance.relations),
    lanes: buildLanes(instance, model.keys),
    budgetMicros: null,
    voids: 0,
    links: [],
    semicontinuous,
    tieBreak: 0,
  }).program;
}

async function run(): Promise<readonly BenchRow[]> {
  const wasmBytes = watchWasm();
  const started = performance.now();
  const [highs, glpk] = await Promise.all([createHighsSolver(), createGlpkSolver()]);
  const readyMs = performance.now() - started;
  const components = tenThousand();
  const random = seeded(4);
  const anyone = (): Component => at(components, Math.floor(random() * components.length));
  const warmed = new WarmComponents<WarmComponent>();
  // Half of the ticks land in twenty busy components, as they do when something happens.
  const tick = (): void => {
    const component = random() < 0.5 ? at(components, Math.floor(random() * 20)) : anyone();
    const warm = warmed.get(component.name, () => WarmComponent.load(component.market.instance, highs));
    if (!warm) throw new Error('the component loads');
    const { key, book } = tickOf(random, component.model, component.market.prices);
    warm.update(key, book);
    warm.solve(1000);
  };
  const oneShot = (): void => {
    solveInstance(anyone().market.instance, {
      exact: random() < 0.2,
      executable: false,
      solvers: [glpk, highs],
      timeLimitMs: 1000,
      nowMs: () => performance.now(),
      accepts: isProven,
    });
  };
  const integers = components
    .filter(({ model }) => model.keys.length <= 8)
    .slice(0, 40)
    .map((component) => programOf(component, true));
  const integer = (index: number): void => {
    (index % 2 === 0 ? glpk : highs).solve(at(integers, index % integers.length), { timeLimitMs: 1000 });
  };
  const programs = [...integers.keys()].map((index) => programOf(at(components, index * 25), false));
  const load = (index: number): void => {
    const warm = highs.load(at(programs, index % programs.length));
    warm?.solve({ timeLimitMs: 1000 });
    warm?.dispose();
  };
  // A round of everything first: the heaps find their size.
  for (const [body, count] of [
    [tick, 2000],
    [oneShot, 500],
    [integer, 200],
    [load, 200],
  ] as const)
    timed(count, 0, body);
  const before = wasmBytes();
  const size = (bytes: number): string => `${(bytes / MIB).toFixed(1)} MiB`;
  const rows = (
    [
      ['warm ticks over 10,000 markets', COUNTS.warm, tick],
      ['one-shot solves', COUNTS.oneShot, oneShot],
      ['whole-number programs in both solvers', COUNTS.integer, integer],
      ['programs loaded, solved, disposed of', COUNTS.loaded, load],
    ] as const
  ).map(([name, count, body]) => {
    const samples = timed(count, 0, body);
    return rowOf(`${count.toLocaleString('en')} ${name}`, samples, { note: `WASM ${size(wasmBytes())} after` });
  });
  const after = wasmBytes();
  // A bench that finds a leak must not look like a measurement.
  if (after !== before || after > BUDGET_MIB * MIB)
    throw new Error(
      `WebAssembly memory went from ${size(before)} to ${size(after)}; the budget is ${BUDGET_MIB} MiB without growth`,
    );
  const conditions = components.reduce((total, { model }) => total + model.keys.length, 0);
  const market =
    `${conditions} conditions in ${components.length} components, ${warmed.size} kept ` +
    `warm in ${(warmed.bytes / 1024).toFixed(0)} KiB of typed arrays`;
  return [
    rowOf('solvers ready in Node', [readyMs], {
      note:
        `target 150 ms from the start of the Worker, which the browser test measures; ${market}; budget ` +
        `${BUDGET_MIB} MiB, no growth over 100,000 solves`,
    }),
    ...rows,
  ];
}

export const memoryBench: Bench = { name: 'engine-memory', run };
