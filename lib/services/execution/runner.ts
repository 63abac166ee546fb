/** Runs the machine: writes what is to be written, does what is to be done, and tells the machine how it went. */
import type { Execution } from '../../domain/execution';
import type { Failure } from '../../domain/result';
import type { Log } from '../../ports/log';
import type { Journal } from './journal';
import type { Act, ExecutionEvent, Run } from './machine';
import { step } from './machine';

export interface Runner {
  readonly journal: Pick<Journal, 'write'>;
  readonly log: Log;
  /** The user's stop: no act begins after it. */
  readonly stop: AbortSignal;
  /** Does one act; only its answer goes on. */
  perform(act: Act, record: Execution): Promise<ExecutionEvent>;
  /** Orders of this record may still change at the venue. */
  lookUp(): void;
}

export interface Ran {
  readonly run: Run;
  /** Of the last write, if that failed. */
  readonly writeFailure: Failure | null;
  /** The act that `until` named; it was not done. */
  readonly next: Act | null;
}

/** From this event to the point where nothing is left to do, or to the first act that `until` names. */
export async function drive(
  runner: Runner,
  from: { readonly run: Run; readonly event: ExecutionEvent },
  until: (act: Act) => boolean = () => false,
): Promise<Ran> {
  let { run } = from;
  let writeFailure: Failure | null = null;
  let event: ExecutionEvent | null = from.event;
  while (event !== null) {
    const { run: next, effects } = step(run, event);
    run = next;
    event = null;
    for (const effect of effects) {
      switch (effect.kind) {
        case 'look-up':
          runner.lookUp();
          break;
        case 'write':
          event = await write(runner, run, effect.record);
          writeFailure = event.kind === 'write-failed' ? event.failure : null;
          break;
        case 'check':
        case 'begin':
        case 'sign':
        case 'hold':
        case 'seal':
        case 'post':
          if (until(effect)) return { run, writeFailure, next: effect };
          event = await perform(runner, effect, run.record);
          break;
      }
    }
  }
  return { run, writeFailure, next: null };
}

/** Does an act at which `drive` had stopped, and goes on from there. */
export async function goOnWith(runner: Runner, run: Run, act: Act): Promise<Ran> {
  return drive(runner, { run, event: await perform(runner, act, run.record) });
}

async function write(runner: Runner, { stage }: Run, record: Execution): Promise<ExecutionEvent> {
  try {
    const written = await runner.journal.write(record);
    if (!written.ok) {
      runner.log.error('journal-write-failed', { code: written.error.code, state: record.state });
      return { kind: 'write-failed', failure: written.error };
    }
  } catch (error) {
    return faulted(runner, error);
  }
  // Stop was pressed while that was written: the act that it was to allow has not begun. The gate answers for the
  // first.
  const then = stage.kind === 'writing' ? stage.then : null;
  return runner.stop.aborted && then !== null && then.kind !== 'check' ? { kind: 'stopped' } : { kind: 'written' };
}

async function perform(runner: Runner, act: Act, record: Execution): Promise<ExecutionEvent> {
  try {
    return await runner.perform(act, record);
  } catch (error) {
    return faulted(runner, error);
  }
}

function faulted({ log }: Runner, error: unknown): ExecutionEvent {
  log.error('sending-threw', { reason: error instanceof Error ? error.message : 'unknown' });
  return { kind: 'faulted' };
}

/** Tells a record at rest what happened to it; no act follows from that, only writing. */
export function carryOn(
  runner: Pick<Runner, 'journal' | 'log' | 'lookUp'>,
  run: Run,
  event: ExecutionEvent,
): Promise<Ran> {
  return drive(
    {
      ...runner,
      stop: new AbortController().signal,
      perform(act) {
        throw new Error(`a record at rest asks for nothing, not to ${act.kind}`);
      },
    },
    { run, event },
  );
}
