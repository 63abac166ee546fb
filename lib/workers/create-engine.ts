/**
 * The Engine port over the solving code, the same object in the Worker, on the command line and in tests. Jobs run one
 * after the other in the order given; a job cancelled before its turn answers `failed` with code `cancelled`. A proof
 * (`exact`) works in slices: it is cancelled at any time, and by any other job that waits. Nothing a job does can throw
 * out of `solve`.
 */
import type { Failure } from '../domain/result';
import { failureOf } from '../domain/result';
import type { Engine, EngineAnswer, EngineHealth, EngineJob, FairPrice } from '../ports/worker';
import type { LpSolver } from '../ports/lp-solver';
import { WarmScan } from '../engine/tick/warm-scan';
import { fairPrices } from '../engine/projection/project';
import { nearestViolation } from '../engine/screen/nearest';
import { projectFairly } from '../engine/projection/fairly';
import { solveInSteps, type SolveAnswer, type SolveOptions } from '../engine/solve';
import { finish, type Steps } from '../domain/steps';
import type { MoneyMicros } from '../domain/units';
import { createGlpkSolver } from './glpk-solver';
import { createHighsSolver } from './highs-solver';

/** A proof looks up this often: a scan that comes meanwhile waits as long, or for the step that is under way. */
const SLICE_MS = 8;
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
  const waiting = new Set<number>();
  const cancelled = new Set<number>();
  const tools = solvers.then(({ all }): Tools | null =>
    all[0] ? { solvers: all, warm: new WarmScan(all[0]), ...options } : null,
  );
  let tail: Promise<unknown> = tools;
  let proving: number | null = null;

  async function prove(job: EngineJob, given: Tools | null): Promise<EngineAnswer> {
    if (!given) return answerJob(job, given);
    proving = job.id;
    const steps = answerInSteps(job, given);
    try {
      let pausedAtMs = given.nowMs();
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done === true) return step.value;
        if (given.nowMs() - pausedAtMs < SLICE_MS) continue;
        await nextTurn();
        if (cancelled.has(job.id) || waiting.size > 0) return failed(job.id, failureOf('cancelled', {}, 'later'));
        pausedAtMs = given.nowMs();
      }
    } finally {
      // Gives back what the proof holds inside the solvers.
      steps.return(failed(job.id, failureOf('cancelled', {}, 'later')));
      cancelled.delete(job.id);
      proving = null;
    }
  }

  return {
    solve(job) {
      waiting.add(job.id);
      const answer = tail.then(async () => {
        // A turn of the event loop between jobs lets a cancel that is already queued come through.
        await nextTurn();
        waiting.delete(job.id);
        if (cancelled.delete(job.id)) return failed(job.id, failureOf('cancelled', {}, 'later'));
        return job.exact ? prove(job, await tools) : answerJob(job, await tools);
      });
      tail = answer.catch(() => undefined);
      return answer;
    },
    cancel(id) {
      if (waiting.has(id) || proving === id) cancelled.add(id);
      return Promise.resolve();
    },
    async health() {
      return (await solvers).health;
    },
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

function failed(id: number, failure: Failure): EngineAnswer {
  return { kind: 'failed', id, failure };
}

interface Tools extends EngineOptions {
  readonly solvers: readonly LpSolver[];
  readonly warm: WarmScan;
}

function answerJob(job: EngineJob, tools: Tools | null): EngineAnswer {
  if (!tools) return failed(job.id, failureOf('engine-stopped', {}, 'later'));
  return finish(answerInSteps(job, tools));
}

function* answerInSteps(job: EngineJob, { solvers, warm, nowMs, accepts }: Tools): Steps<EngineAnswer> {
  const { id, instance, exact, timeLimitMs } = job;
  const started = nowMs();
  const ms = (): number => nowMs() - started;
  const fair = (): readonly FairPrice[] =>
    exact ? projectFairly(instance, { solvers, nowMs, timeLimitMs: FAIR_MS }) : fairPrices(instance);
  const none = (upperMicros: MoneyMicros | null): EngineAnswer => ({
    kind: 'none',
    id,
    upperMicros,
    fair: fair(),
    nearest: nearestViolation(instance),
    ms: ms(),
  });
  try {
    // What the relaxation alone says bounds nothing, so a job that wants the proven optimum is solved in full.
    if (!exact && warm.hasNothing(instance, timeLimitMs)) return none(null);
    const answer: SolveAnswer = yield* solveInSteps(instance, {
      exact,
      executable: true,
      solvers,
      timeLimitMs,
      nowMs,
      accepts,
    });
    if (answer.kind === 'empty')
      return { kind: 'empty-outcome-space', id, clash: answer.clash.map((relation) => relation.id) };
    if (answer.kind === 'failed') return { kind: 'failed', id, failure: answer.failure };
    warm.learn(instance);
    const { executable, lowerMicros, upperMicros, closed } = answer;
    if (executable)
      return {
        kind: 'arbitrage',
        id,
        certificate: executable,
        lowerMicros,
        upperMicros,
        fair: fair(),
        ms: ms(),
      };
    if (!closed) return { kind: 'unproven', id, lowerMicros, upperMicros, ms: ms() };
    return none(upperMicros);
  } catch (error) {
    // A broken invariant in one job must not end the Worker; the text names the rule for the log.
    return failed(
      id,
      failureOf('engine-fault', { reason: error instanceof Error ? error.message : 'unknown' }, 'later'),
    );
  }
}
