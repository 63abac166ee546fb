/**
 * The engine Worker as the background reaches it: comlink over a port that the host of Workers opens. A Worker that
 * passes its time limit is ended and another is started: a solver that hangs costs one solve.
 */
import { failureOf } from '../domain/result';
import { wrap } from 'comlink';
import type { Remote } from 'comlink';
import type { Engine, EngineAnswer, EngineHealth, WorkerHost } from '../ports/worker';
import type { Log } from '../ports/log';

/** Added to a job's own limit: starting a Worker and loading both solvers takes 150 to 400 ms on two slow cores. */
const GRACE_MS = 3_000;
/**
 * Doubled after each late answer, so that a machine too busy to start the engine in time is not kept busy starting it.
 */
const GRACE_AT_MOST_MS = 24_000;

/**
 * A full solve is held up by first looks, which leave it a quarter of the time; four times its limit of its own is more
 * than any takes that will end.
 */
const HELD_UP = 16;

export function createEngineClient({ host, log }: { readonly host: WorkerHost; readonly log: Log }): Engine {
  let connecting: Promise<Remote<Engine>> | null = null;
  let graceMs = GRACE_MS;

  function connect(): Promise<Remote<Engine>> {
    connecting ??= host.open('engine').then((port) => wrap<Engine>(port));
    connecting.catch(() => {
      connecting = null;
    });
    return connecting;
  }

  async function restart(): Promise<void> {
    connecting = null;
    await host.restart('engine');
  }

  async function within<T>(limitMs: number, ask: (engine: Remote<Engine>) => Promise<T>): Promise<T | 'late'> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), limitMs);
    });
    try {
      return await Promise.race([connect().then(ask), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async solve(job) {
      const failed = (code: 'engine-late' | 'engine-unreachable'): EngineAnswer => ({
        kind: 'failed',
        id: job.id,
        failure: failureOf(code, {}, 'later'),
      });
      const limitMs = job.quick === true ? job.timeLimitMs : HELD_UP * job.timeLimitMs;
      try {
        const answer = await within<EngineAnswer>(limitMs + graceMs, async (engine) => await engine.solve(job));
        if (answer !== 'late') {
          graceMs = GRACE_MS;
          return answer;
        }
        graceMs = Math.min(GRACE_AT_MOST_MS, 2 * graceMs);
        log.error('engine-late', { job: job.id, conditions: job.instance.conditions.length });
        await restart();
        return failed('engine-late');
      } catch (error) {
        connecting = null;
        log.error('engine-unreachable', { reason: error instanceof Error ? error.message : 'unknown' });
        return failed('engine-unreachable');
      }
    },
    async cancel(id) {
      await within(GRACE_MS, (engine) => engine.cancel(id));
    },
    async health(): Promise<EngineHealth> {
      const health = await within(GRACE_MS, (engine) => engine.health());
      return health === 'late' ? { ready: false, highs: '', glpk: '', wasmBytes: 0 } : health;
    },
  };
}
