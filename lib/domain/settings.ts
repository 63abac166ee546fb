/** What the user decides. Defaults are the safe end of each choice. */
import type { ExecutionMode } from './execution';
import type { MoneyMicros, SizeMicros } from './units';
import { moneyMicros, sizeMicros } from './units';

export interface Settings {
  readonly version: 1;
  readonly mode: ExecutionMode;
  /** Least edge at limits, after fees, worth telling about. */
  readonly minEdgeMicros: MoneyMicros;
  /** The same as a share of the basket's cost, in 1e-4. */
  readonly minEdgeBps: number;
  /** Most money in one basket, fees included. */
  readonly maxPositionMicros: MoneyMicros;
  /** Fraction of full Kelly, in 1e-4; 2500 is a quarter. */
  readonly kellyFractionBps: number;
  /** Least shares that every leg must find at its limit. */
  readonly minDepthMicros: SizeMicros;
  /** Shares for which the page shows the cost of each outcome. */
  readonly sampleSizeMicros: SizeMicros;
  /** Money that Kelly sizes are a fraction of. */
  readonly bankrollMicros: MoneyMicros;
  readonly notifications: boolean;
  /** A book not known to be right for this long cannot feed a scan or an order. */
  readonly staleAfterMs: number;
  /** How many of the most traded events are watched besides the open pages. */
  readonly watchTopEvents: number;
}

export const DEFAULT_SETTINGS: Settings = {
  version: 1,
  mode: 'paper',
  minEdgeMicros: moneyMicros(20_000),
  minEdgeBps: 25,
  maxPositionMicros: moneyMicros(250_000_000),
  kellyFractionBps: 2_500,
  minDepthMicros: sizeMicros(5_000_000),
  sampleSizeMicros: sizeMicros(50_000_000),
  bankrollMicros: moneyMicros(1_000_000_000),
  notifications: true,
  // Bar 12 of reliability.md: no executable from a book older than five seconds.
  staleAfterMs: 5_000,
  watchTopEvents: 20,
};
