/**
 * The jobs of one engine, on one thread. Quick ones come first, in the order given; a full solve works in slices
 * between them and is only held up, never dropped; a proof (`exact`) is dropped for any other job that waits.
 *
 *   [waiting] --turn--> [running] --answer--> done
 *       |                  |  ^ slice over, or quick jobs wait
 *       |                  v  |
 *     cancel            [held up] --cancel, another job and this is a proof--> `cancelled`
 *                          |
 *                          +--own time far beyond its limit--> `unproven`
 *
 * A job's clock counts its own time only. The end comes between two steps, and the Worker lives on.
 */
import { failureOf } from '../domain/result';
import type { Steps } from '../domain/steps';
import { moneyMicros } from '../domain/units';
import type { EngineAnswer, EngineJob } from '../ports/worker';

/** A full solve looks up this often: a tick that comes meanwhile waits as long, or for the step that is under way. */
const SLICE_MS = 8;
/** Of quick work that a full solve lets pass before its next slice, so that ticks without end cannot starve it. */
const QUICK_MS = 24;
/** A job keeps its own limit; one that does not is ended at this many times of it. */
const HARD_LIMIT = 10;

interface Task {
  readonly job: EngineJob;
  readonly resolve: (answer: EngineAnswer) => void;
  /** Of its own, milliseconds. */
  usedMs: number;
  steps: Steps<EngineAnswer> | null;
  isCancelled: boolean;
}

/** A proof is never quick. */
export function isQuick({ quick, exact }: EngineJob): boolean {
  return quick === true && !exact;
}

/** Null when there is no solver to work with. */
export type Start = (job: EngineJob, nowMs: () => number) => Promise<Steps<EngineAnswer> | null>;

export interface Jobs {
  run(job: EngineJob): Promise<EngineAnswer>;
  cancel(id: number): void;
}

export function createJobs(start: Start, nowMs: () => number): Jobs {
  const quick: Task[] = [];
  const slow: Task[] = [];
  let isRunning = false;
  /** Since the last slice of a full solve. */
  let quickMs = 0;
  let sliceStartedMs: number | null = null;

  function next(): Task | undefined {
    const [first] = quick;
    return first !== undefined && (slow.length === 0 || quickMs < QUICK_MS) ? first : (slow[0] ?? first);
  }

  function done(task: Task, answer: EngineAnswer): void {
    const queue = isQuick(task.job) ? quick : slow;
    const position = queue.indexOf(task);
    if (position >= 0) queue.splice(position, 1);
    // Gives back what it holds inside the solvers.
    task.steps?.return(answer);
    task.resolve(answer);
  }

  const isUnwanted = (task: Task): boolean =>
    task.isCancelled || (task.job.exact && task.steps !== null && quick.length + slow.length > 1);

  async function begin(task: Task): Promise<boolean> {
    task.steps = await start(task.job, () => task.usedMs + (sliceStartedMs === null ? 0 : nowMs() - sliceStartedMs));
    return task.steps !== null;
  }

  function slice(task: Task, steps: Steps<EngineAnswer>): EngineAnswer | null {
    sliceStartedMs = nowMs();
    const limitMs = isQuick(task.job) ? Infinity : SLICE_MS;
    let answer: EngineAnswer | null = null;
    do {
      const step = steps.next();
      if (step.done === true) answer = step.value;
    } while (answer === null && nowMs() - sliceStartedMs < limitMs);
    const tookMs = nowMs() - sliceStartedMs;
    sliceStartedMs = null;
    task.usedMs += tookMs;
    quickMs = isQuick(task.job) ? quickMs + tookMs : 0;
    return answer;
  }

  /** A job that throws ends itself, not the queue. */
  function answered(task: Task, steps: Steps<EngineAnswer>): EngineAnswer | null {
    try {
      return slice(task, steps);
    } catch (error) {
      sliceStartedMs = null;
      const reason = error instanceof Error ? error.message : 'unknown';
      return { kind: 'failed', id: task.job.id, failure: failureOf('engine-fault', { reason }, 'later') };
    }
  }

  async function work(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    for (;;) {
      // A turn of the event loop lets a cancel or a quick job that is already queued come through.
      await nextTurn();
      const task = next();
      if (task === undefined) break;
      const { id, timeLimitMs } = task.job;
      if (isUnwanted(task)) done(task, failed(id, 'cancelled'));
      else if (task.steps === null && !(await begin(task))) done(task, failed(id, 'engine-stopped'));
      else if (task.steps !== null) {
        const answer = answered(task, task.steps);
        if (answer !== null) done(task, answer);
        else if (task.usedMs > HARD_LIMIT * timeLimitMs) done(task, outOfTime(task));
      }
    }
    isRunning = false;
  }

  return {
    run: (job) =>
      new Promise((resolve) => {
        const task: Task = { job, resolve, usedMs: 0, steps: null, isCancelled: false };
        if (isQuick(job)) quick.push(task);
        else slow.push(task);
        void work();
      }),
    cancel(id) {
      for (const task of [...quick, ...slow]) if (task.job.id === id) task.isCancelled = true;
    },
  };
}

function failed(id: number, code: 'cancelled' | 'engine-stopped'): EngineAnswer {
  return { kind: 'failed', id, failure: failureOf(code, {}, 'later') };
}

function outOfTime({ job: { id }, usedMs: ms }: Task): EngineAnswer {
  return { kind: 'unproven', id, because: 'time', lowerMicros: moneyMicros(0), upperMicros: null, fair: [], ms };
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
