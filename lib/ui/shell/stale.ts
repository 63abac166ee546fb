import { DEFAULT_SETTINGS } from '../../protocol/settings';

/**
 * The same limit as the background's (docs/reliability.md 3.2), kept here so that a silent background cannot make old
 * numbers look new.
 */
export function isStale(asOfMs: number | null, nowMs: number): boolean {
  return asOfMs === null || nowMs - asOfMs > DEFAULT_SETTINGS.staleAfterMs;
}
