/**
 * The Engine port over the solving code, the same object in the Worker, on the command line and in tests. In which
 * order jobs run, and when they end, jobs.ts says. Nothing a job does can throw out of `solve`.
 */
import type { Certificate } from '../domain/basket';
import { failureOf } from '../domain/result';
import type { Engine, EngineAnswer, EngineHealth, EngineJob, FairPrice } from '../ports/worker';
import type { LpSolver } from '../ports/lp-solver';
import { WarmScan } from '../engine/tick/warm-scan';
import { fairPrices } from '../engine/projection/project';
import { nearestViolation } from '../engine/screen/nearest';
import { projectFairly } from '../engine/projection/fairly';
import { solveInSteps, type SolveAnswer, type SolveOptions } from '../engine/solve';
import type { Steps } from '../domain/steps';
import { moneyMicros, type MoneyMicros } from '../domain/units';
import { createGlpkSolver } from './glpk-solver';
import { createHighsSolver } from './highs-solver';
import { createJobs, isQuick } from './jobs';

/**
 * One call of a solver does not come back before it has read its program: this many columns and rows take some 30 ms on
 * a slow core. What is larger is cut to its best levels, then answered rule by rule (docs/maths.md 4.1).
 */
const LARGEST = { conditions: 500, columns: 3_000 };
/** For fair prices on the outcomes themselves: what is not reached in it is told as the width that is left. */
const FAIR_MS = 60;

export interface EngineOptions extends Pick<SolveOptions, 'accepts'> {
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
}

export interface Solvers {
  readonly all: readonly LpSolver[];
  readonly health: EngineHealth;
}

/** Either solver may be missing; both missing is a stopped engine, reported by `health`, never a throw. */
export async function loadSolvers(): Promise<Solvers> {
  // HiGHS first: it compiles beside this thread, which glpk holds until it is ready.
  const [highs, glpk] = await Promise.allSettled([createHighsSolver(), createGlpkSolver()]);
  const all: LpSolver[] = [];
  // One-shot small programs are fastest in glpk; HiGHS is asked when it fails (docs/maths.md 4.1).
  if (glpk.status === 'fulfilled') all.push(glpk.value);
  if (highs.status === 'fulfilled') all.push(highs.value);
  return {
    all,
    health: {
      ready: all.length > 0,
      glpk: glpk.status === 'fulfilled' ? glpk.value.version : '',
      highs: highs.status === 'fulfilled' ? highs.value.version : '',
      wasmBytes: highs.status === 'fulfilled' ? highs.value.wasmBytes() : 0,
    },
  };
}

export function createEngine(options: EngineOptions, solvers: Promise<Solvers> = loadSolvers()): Engine {
  const tools = solvers.then(({ all }): Tools | null =>
    all[0] ? { solvers: all, warm: new WarmScan(all[0]), ...options } : null,
  );
  const jobs = createJobs(async (job, nowMs) => {
    const given = await tools;
    return given ? answerInSteps(job, { ...given, nowMs }) : null;
  }, options.nowMs);
  return {
    solve: (job) => jobs.run(job),
    cancel(id) {
      jobs.cancel(id);
      return Promise.resolve();
    },
    async health() {
      return (await solvers).health;
    },
  };
}

interface Tools extends EngineOptions {
  readonly solvers: readonly LpSolver[];
  readonly warm: WarmScan;
}

function* answerInSteps(job: EngineJob, { solvers, warm, nowMs, accepts }: Tools): Steps<EngineAnswer> {
  const { id, instance, exact, timeLimitMs } = job;
  const started = nowMs();
  const ms = (): number => nowMs() - started;
  const fair = (): readonly FairPrice[] =>
    exact ? projectFairly(instance, { solvers, nowMs, timeLimitMs: FAIR_MS }) : fairPrices(instance);
  const none = (upperMicros: MoneyMicros | null, worth: Float64Array | null = null): EngineAnswer => ({
    kind: 'none',
    id,
    upperMicros,
    fair: fair(),
    nearest: nearestViolation(instance),
    ...(worth === null ? {} : { worth }),
    ms: ms(),
  });
  try {
    if (isQuick(job)) {
      const look = warm.look(instance, accepts);
      if (look.kind === 'none') return none(null, look.worth);
      const lowerMicros = look.kind === 'basket' ? look.certificate.edgeMicros : moneyMicros(0);
      const shared = { id, lowerMicros, upperMicros: null, fair: fair(), more: true, ms: ms() } as const;
      const because = instance.conditions.length > LARGEST.conditions ? 'too-large' : 'time';
      if (look.kind === 'open') return { kind: 'unproven', because, ...shared };
      return { kind: 'arbitrage', certificate: look.certificate, ...shared };
    }
    // What the relaxation alone says bounds nothing, so a job that wants the proven optimum is solved in full.
    const look = exact ? null : warm.look(instance, accepts);
    if (look?.kind === 'none') return none(null, look.worth);
    // What a full solve would do there is what the first look has done.
    if (look?.kind === 'basket' && instance.conditions.length > LARGEST.conditions) {
      const { certificate } = look;
      const lowerMicros = certificate.edgeMicros;
      return { kind: 'arbitrage', id, certificate, lowerMicros, upperMicros: null, fair: fair(), ms: ms() };
    }
    const answer: SolveAnswer = yield* solveInSteps(instance, {
      exact,
      executable: true,
      solvers,
      timeLimitMs,
      nowMs,
      accepts,
      space: warm.spaceOf(instance),
      largest: LARGEST,
    });
    if (answer.kind === 'empty')
      return { kind: 'empty-outcome-space', id, clash: answer.clash.map((relation) => relation.id) };
    if (answer.kind === 'failed') return { kind: 'failed', id, failure: answer.failure };
    warm.learn(instance, answer.trade);
    const { upperMicros, closed, because } = answer;
    const certificate = better(look?.kind === 'basket' ? look.certificate : null, answer.executable);
    const lowerMicros = moneyMicros(Math.max(answer.lowerMicros, certificate?.edgeMicros ?? 0));
    if (certificate) return { kind: 'arbitrage', id, certificate, lowerMicros, upperMicros, fair: fair(), ms: ms() };
    if (!closed) return { kind: 'unproven', id, because, lowerMicros, upperMicros, fair: fair(), ms: ms() };
    return none(upperMicros);
  } catch (error) {
    // A broken invariant in one job must not end the Worker; the text names the rule for the log.
    const reason = error instanceof Error ? error.message : 'unknown';
    return { kind: 'failed', id, failure: failureOf('engine-fault', { reason }, 'later') };
  }
}

/** The one with the better edge at its limits; what was seen at once may be more than a search in its time found. */
function better(seen: Certificate | null, searched: Certificate | null): Certificate | null {
  if (seen === null || searched === null) return seen ?? searched;
  return seen.edgeAtLimitsMicros > searched.edgeAtLimitsMicros ? seen : searched;
}
