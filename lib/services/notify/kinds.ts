/** Kinds of news of orders, each with its setting and with what it may wait for. */
import type { Execution, ExecutionState } from '../../domain/execution';
import { needsUser } from '../../domain/urgency';
import type { Settings } from '../../protocol/settings';

interface Kind {
  readonly setting: keyof Settings & `notify${string}`;
  /** How long it must stand so: most orders are of unknown fate for a second. */
  readonly afterMs: number;
  /** Told in quiet hours as well: money is at risk. */
  readonly urgent: boolean;
}

const KINDS: Readonly<Partial<Record<ExecutionState, Kind>>> = {
  partial: { setting: 'notifyPartial', afterMs: 0, urgent: true },
  unknown: { setting: 'notifyUnknown', afterMs: 10_000, urgent: true },
  settled: { setting: 'notifyConfirmed', afterMs: 0, urgent: false },
  failed: { setting: 'notifyFailed', afterMs: 0, urgent: false },
};

/** An end older than this was told by an earlier life, or the user has seen it since. */
const NEWS_FOR_MS = 300_000;

/** What there is to tell of it; null where it is on paper, a trial, kept by the user or long over. */
export function newsOf(execution: Execution, nowMs: number): Kind | null {
  const kind = KINDS[execution.state];
  if (kind === undefined || execution.mode !== 'live' || execution.purpose === 'trial') return null;
  if (kind.urgent) return needsUser(execution) ? kind : null;
  return nowMs - execution.updatedAtMs <= NEWS_FOR_MS ? kind : null;
}

/** Whether what can wait waits now, by the hours of the local day. */
export function isQuiet({ quietFromHour, quietToHour }: Settings, nowMs: number): boolean {
  const hour = new Date(nowMs).getHours();
  return quietFromHour <= quietToHour
    ? hour >= quietFromHour && hour < quietToHour
    : hour >= quietFromHour || hour < quietToHour;
}
