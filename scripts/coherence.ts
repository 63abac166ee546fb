/**
 * `tsx scripts/coherence.ts [COUNT] [SEED]`: COUNT instances whose prices are coherent by construction go through the
 * engine with the options of the Worker; a basket from any of them is a false alarm. Every one also goes through the
 * integer screens, every 20th through a warm component and every 50th through the Worker's own port. Prints the count,
 * the alarms and the mix; exit 1 unless there are none.
 */
import type { FeeSchedule } from '../lib/domain/condition';
import { WarmComponent } from '../lib/engine/tick/warm-component';
import { Screen, type ScreenSpec } from '../lib/engine/screen/screen';
import { solveInstance } from '../lib/engine/solve';
import { createEngine } from '../lib/workers/create-engine';
import { createGlpkSolver } from '../lib/workers/glpk-solver';
import { createHighsSolver } from '../lib/workers/highs-solver';
import { coherentFamilyInstance, type FamilyInstance } from '../test/kit/family-instances';
import { isProven } from '../lib/verifier/verify';

const count = Number(process.argv[2] ?? 10_000);
const firstSeed = Number(process.argv[3] ?? 1);
const TIME_LIMIT_MS = 10_000;
const now = (): number => performance.now();

/** Bits of the single rules that are broken at the top of the books. */
function screened({ instance }: FamilyInstance): boolean {
  const indexOf = new Map(instance.conditions.map(({ key }, index) => [key, index]));
  const indices = (keys: readonly string[]): readonly number[] => keys.map((key) => indexOf.get(key) ?? 0);
  const groups: ScreenSpec['groups'][number][] = [];
  const pairs: ScreenSpec['pairs'][number][] = [];
  for (const { body } of instance.relations) {
    if (body.type === 'exactly-one' || body.type === 'excludes')
      groups.push({ members: indices(body.of), exhaustive: body.type === 'exactly-one' });
    if (body.type === 'implies')
      pairs.push({ kind: 'implies', a: indexOf.get(body.if) ?? 0, b: indexOf.get(body.then) ?? 0 });
    if (body.type === 'at-least-one' && body.of.length === 2)
      pairs.push({ kind: 'covers', a: indexOf.get(body.of[0] ?? '') ?? 0, b: indexOf.get(body.of[1] ?? '') ?? 0 });
  }
  const fees: readonly FeeSchedule[] = instance.conditions.map(({ fee }) => fee);
  const screen = new Screen({ fees, groups, pairs });
  instance.conditions.forEach(({ key }, index) => {
    screen.update(index, 'yes', instance.books[key]?.yes.asks[0]?.priceMicros ?? null);
    screen.update(index, 'no', instance.books[key]?.no.asks[0]?.priceMicros ?? null);
  });
  const { binary, group, pair } = screen.sweep();
  return binary + group + pair > 0;
}

const highs = await createHighsSolver();
const solvers = [await createGlpkSolver(), highs];
const engine = createEngine(
  { nowMs: now, accepts: isProven },
  Promise.resolve({ all: solvers, health: { ready: true, glpk: '', highs: '', wasmBytes: 0 } }),
);
const total = {
  coherent: 0,
  alerts: 0,
  failed: 0,
  unproven: 0,
  screenAlerts: 0,
  exact: 0,
  warm: 0,
  port: 0,
  conditions: 0,
  levels: 0,
};
const mix = new Map<string, number>();
const withFeature = { fees: 0, budget: 0, inventory: 0, voids: 0, minimums: 0 };
const seeds: number[] = [];
const alarm = (seed: number): void => {
  total.alerts += 1;
  if (seeds.length < 20) seeds.push(seed);
};
const started = now();
for (let index = 0; index < count; index += 1) {
  const seed = firstSeed + index;
  const made = coherentFamilyInstance(seed);
  const { instance, family } = made;
  const name = family.name.replace(/ of \d+$/, '');
  mix.set(name, (mix.get(name) ?? 0) + 1);
  total.coherent += 1;
  total.conditions += family.keys.length;
  for (const book of Object.values(instance.books)) total.levels += book.yes.asks.length + book.no.asks.length;
  if ((instance.conditions[0]?.fee.ratePpm ?? 0) > 0) withFeature.fees += 1;
  if ((instance.conditions[0]?.minSizeMicros ?? 0) > 0) withFeature.minimums += 1;
  if (instance.budgetMicros !== null) withFeature.budget += 1;
  if (instance.voids > 0) withFeature.voids += 1;
  if (Object.keys(instance.inventory).length > 0) withFeature.inventory += 1;
  const exact = index % 25 === 0;
  if (exact) total.exact += 1;
  if (index % 50 === 7) {
    total.port += 1;
    const answer = await engine.solve({ id: index, instance, exact, timeLimitMs: TIME_LIMIT_MS });
    if (answer.kind === 'arbitrage') alarm(seed);
    else if (answer.kind === 'unproven') total.unproven += 1;
    else if (answer.kind !== 'none') total.failed += 1;
  } else {
    const answer = solveInstance(instance, {
      exact,
      executable: true,
      solvers,
      timeLimitMs: TIME_LIMIT_MS,
      nowMs: now,
      accepts: isProven,
    });
    if (answer.kind !== 'solved') total.failed += 1;
    else if (answer.walked || answer.executable || answer.lowerMicros > 0) alarm(seed);
    else if (!answer.closed || (exact && instance.voids === 0 && answer.upperMicros !== 0)) total.unproven += 1;
  }
  if (screened(made)) total.screenAlerts += 1;
  if (index % 20 === 3 && instance.voids === 0 && instance.budgetMicros === null) {
    total.warm += 1;
    const warm = WarmComponent.load(instance, highs);
    const answer = warm?.solve(TIME_LIMIT_MS);
    if (!answer || answer.kind === 'failed') total.failed += 1;
    else if (answer.kind === 'trade') alarm(seed);
  }
}
const seconds = Math.round((now() - started) / 100) / 10;
const alarms = seeds.length > 0 ? { alarmSeeds: seeds } : {};
const report = { ...total, seed: firstSeed, seconds, mix: Object.fromEntries(mix), ...withFeature, ...alarms };
process.stdout.write(`${JSON.stringify(report)}\n`);
if (total.alerts + total.failed + total.screenAlerts > 0) process.exitCode = 1;
