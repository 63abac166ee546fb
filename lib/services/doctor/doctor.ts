/**
 * Examines the venue on the user's machine: the probes one after the other, an end at the first red finding. It moves
 * no money and changes no setting; what it found is kept until the next time.
 *
 *   idle --examine--> running --(probe by probe)--> done: green, or the first red
 *          ^                                          |
 *          +------------------ examine ---------------+
 */
import { GRAVITY, type Finding, type ProbeId } from '../../domain/finding';
import type { Clock } from '../../ports/clock';
import type { Examination } from '../../ports/examination';
import type { TradingSession } from '../../ports/order-entry';
import { createEmitter } from '../emitter';

export interface ExaminationState {
  readonly running: ProbeId | null;
  readonly findings: readonly Finding[];
  /** When the last finding came, milliseconds since 1970; null before the first. */
  readonly atMs: number | null;
  /** null before an examination has ended. */
  readonly verdict: 'green' | 'red' | null;
}

export interface Doctor {
  state(): ExaminationState;
  /** Resolves with what was found; a second call joins the one that runs. */
  examine(signal: AbortSignal): Promise<ExaminationState>;
  subscribe(listener: () => void): () => void;
}

const IDLE: ExaminationState = { running: null, findings: [], atMs: null, verdict: null };

export function createDoctor(parts: {
  /** Made anew for every examination: probes hand facts on to the next. */
  readonly open: () => Examination;
  readonly session: () => TradingSession | null;
  readonly clock: Clock;
}): Doctor {
  let state = IDLE;
  let underWay: Promise<ExaminationState> | null = null;
  const changed = createEmitter<void>();
  const set = (next: ExaminationState): void => {
    state = next;
    changed.emit();
  };

  async function run(signal: AbortSignal): Promise<ExaminationState> {
    const findings: Finding[] = [];
    for (const probe of parts.open().probes) {
      if (signal.aborted) break;
      set({ running: probe.id, findings: [...findings], atMs: parts.clock.nowMs(), verdict: null });
      const finding = await probe.run(parts.session(), signal);
      findings.push(finding);
      if (GRAVITY[finding.code] === 'red') break;
    }
    const red = signal.aborted || findings.some(({ code }) => GRAVITY[code] === 'red');
    set({ running: null, findings, atMs: parts.clock.nowMs(), verdict: red ? 'red' : 'green' });
    return state;
  }

  return {
    state: () => state,
    examine(signal) {
      underWay ??= run(signal).finally(() => {
        underWay = null;
      });
      return underWay;
    },
    subscribe: changed.subscribe,
  };
}
