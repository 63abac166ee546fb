/** Read-only questions to a venue that show whether it is as this code believes; they move no money and no setting. */
import type { Finding, ProbeId } from '../domain/finding';
import type { TradingSession } from './order-entry';

export interface Probe {
  readonly id: ProbeId;
  /** Whether it needs the account that is connected. */
  readonly needsSession: boolean;
  /** Never throws; what could not be asked is a finding. */
  run(session: TradingSession | null, signal: AbortSignal): Promise<Finding>;
}

export interface Examination {
  /** In the order of `PROBES`, those that this venue can answer. */
  readonly probes: readonly Probe[];
}

/** Addresses that the extension names in its manifest; a browser may keep it from some of them all the same. */
export interface Sites {
  ask(): Promise<{ readonly asked: number; readonly withheld: readonly string[] }>;
}
