/**
 * The Engine port over the solving code, the same object in the Worker, on the command line and in tests. Jobs run one
 * after the other in the order given; a job cancelled before its turn answers `failed` with code `cancelled`. Nothing a
 * job does can throw out of `solve`.
 */
import type { Failure } from '../domain/result';
import { failureOf } from '../domain/result';
import type { Engine, EngineAnswer, EngineHealth, EngineJob } from '../ports/worker';
import type { LpSolver } from '../ports/lp-solver';
import { WarmScan } from '../engine/tick/warm-scan';
import { fairPrices } from '../engine/projection/project';
import { nearestViolation } from '../engine/screen/nearest';
import { solveInstance, type SolveOptions } from '../engine/solve';
import type { MoneyMicros } from '../domain/units';
import { createGlpkSolver } from './glpk-solver';
import { createHighsSolver } from './highs-solver';

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
  return {
    solve(job) {
      waiting.add(job.id);
      const answer = tail.then(async () => {
        // A turn of the event loop between jobs lets a cancel that is already queued come through.
        await nextTurn();
        waiting.delete(job.id);
        if (cancelled.delete(job.id)) return failed(job.id, failureOf('cancelled', {}, 'later'));
        return answerJob(job, await tools);
      });
      tail = answer.catch(() => undefined);
      return answer;
    },
    cancel(id) {
      if (waiting.has(id)) cancelled.add(id);
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
  const { id, instance, exact, timeLimitMs } = job;
  if (!tools) return failed(id, failureOf('engine-stopped', {}, 'later'));
  const { solvers, warm, nowMs, accepts } = tools;
  const started = nowMs();
  const ms = (): number => nowMs() - started;
  const none = (upperMicros: MoneyMicros | null): EngineAnswer => ({
    kind: 'none',
    id,
    upperMicros,
    fair: fairPrices(instance),
    nearest: nearestViolation(instance),
    ms: ms(),
  });
  try {
    // What the relaxation alone says bounds nothing, so a job that wants the proven optimum is solved in full.
    if (!exact && warm.hasNothing(instance, timeLimitMs)) return none(null);
    const answer = solveInstance(instance, { exact, executable: true, solvers, timeLimitMs, nowMs, accepts });
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
        fair: fairPrices(instance),
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
