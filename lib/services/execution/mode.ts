/** Between paper and live: live only on the user's own word, given while nothing was stopped. */
import type { ExecutionMode } from '../../domain/execution';
import type { Failure, Result } from '../../domain/result';
import { fail, failureOf, ok } from '../../domain/result';
import type { ConfirmPlace } from '../../protocol/settings';
import type { SettingsService } from '../settings/settings';
import type { ExecutionService } from './execution';

interface Parts {
  readonly settings: Pick<SettingsService, 'setMode'>;
  readonly execution: Pick<ExecutionService, 'haltedBecause' | 'liveRefusal' | 'halt' | 'resume'>;
}

interface Choice {
  readonly mode: ExecutionMode;
  readonly confirmIn: ConfirmPlace;
}

/** Asks the venue before it goes live. */
export async function switchMode(
  { mode, confirmIn }: Choice,
  { settings, execution }: Parts,
  signal: AbortSignal,
): Promise<Result<void>> {
  if (mode === 'paper') return settings.setMode('paper');
  const halted = haltedRefusal(execution);
  if (halted !== null) return { ok: false, error: halted };
  const refusal = await execution.liveRefusal(signal);
  if (refusal !== null) return { ok: false, error: refusal };
  // The venue takes seconds to answer: whoever pressed stop meanwhile must not find Facet live.
  const meanwhile = haltedRefusal(execution);
  if (meanwhile !== null) return { ok: false, error: meanwhile };
  const saved = await settings.setMode('live', confirmIn);
  if (!saved.ok) return saved;
  return ok(undefined);
}

function haltedRefusal(execution: Parts['execution']): Failure | null {
  const halted = execution.haltedBecause();
  return halted === null ? null : failureOf('halted-in-paper', { because: halted });
}

/** Paper mode and the stop, both on disk. */
export async function stopEverything({
  settings,
  execution,
}: Parts): Promise<Result<{ readonly cancelled: number; readonly left: number }>> {
  const [saved, { cancelled, left, kept }] = await Promise.all([
    settings.setMode('paper'),
    execution.halt(failureOf('stop-pressed', {})),
  ]);
  if (!kept.ok) return fail('stop-unsaved', { paper: saved.ok }, 'later');
  // The stop holds, and "Resume" leads to paper mode whatever the settings say.
  return saved.ok ? ok({ cancelled, left }) : fail('mode-unsaved', {}, 'later');
}

/** Lifts the stop into paper mode: going live again is a decision of its own. */
export async function goOn({ settings, execution }: Parts): Promise<Result<void>> {
  const paper = await settings.setMode('paper');
  return paper.ok ? execution.resume() : paper;
}
