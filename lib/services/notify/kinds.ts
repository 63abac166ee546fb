/** Kinds of news of orders, each with its setting and with what it may wait for. */
import { EXECUTION_STATES, type Execution, type ExecutionState } from '../../domain/execution';
import { needsUser } from '../../domain/urgency';
import type { Settings } from '../../protocol/settings';

interface Kind {
  readonly setting: keyof Settings & `notify${string}`;
  /** How long it must stand so: most orders are of unknown fate for a second. */
  readonly afterMs: number;
  /** Told in quiet hours as well: money is at risk. */
  readonly urgent: boolean;
}

export interface News extends Kind {
  /** Under which it is told once. */
  readonly name: ExecutionState | 'fired';
}

const KINDS: Readonly<Partial<Record<ExecutionState, Kind>>> = {
  partial: { setting: 'notifyPartial', afterMs: 0, urgent: true },
  unknown: { setting: 'notifyUnknown', afterMs: 10_000, urgent: true },
  settled: { setting: 'notifyConfirmed', afterMs: 0, urgent: false },
  failed: { setting: 'notifyFailed', afterMs: 0, urgent: false },
  armed: { setting: 'notifyArmed', afterMs: 0, urgent: false },
};
/** Money moved without a press: told whatever became of it since. */
const FIRED: News = { name: 'fired', setting: 'notifyFired', afterMs: 0, urgent: true };

/** An end older than this was told by an earlier life, or the user has seen it since. */
const NEWS_FOR_MS = 300_000;

/** What there is to tell of it; nothing where it is on paper, a trial, kept by the user or long over. */
export function newsOf(execution: Execution, nowMs: number): readonly News[] {
  const { mode, purpose, state, armedUntilMs, updatedAtMs } = execution;
  if (mode !== 'live' || purpose === 'trial') return [];
  const isFresh = nowMs - updatedAtMs <= NEWS_FOR_MS;
  const fired = armedUntilMs !== undefined && EXECUTION_STATES[state].sent && isFresh ? [FIRED] : [];
  const kind = KINDS[state];
  const isNews = kind !== undefined && (kind.urgent ? needsUser(execution) : isFresh);
  return isNews ? [...fired, { name: state, ...kind }] : fired;
}

/** Whether what can wait waits now, by the hours of the local day. */
export function isQuiet({ quietFromHour, quietToHour }: Settings, nowMs: number): boolean {
  const hour = new Date(nowMs).getHours();
  return quietFromHour <= quietToHour
    ? hour >= quietFromHour && hour < quietToHour
    : hour >= quietFromHour || hour < quietToHour;
}
