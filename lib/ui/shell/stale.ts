import { DEFAULT_SETTINGS } from '../../protocol/settings';

/**
 * The same limit as the background's (reliability, bar 12), kept here so that a silent background cannot make old
 * numbers look new.
 */
export function isStale(asOfMs: number | null, nowMs: number): boolean {
  return asOfMs === null || nowMs - asOfMs > DEFAULT_SETTINGS.staleAfterMs;
}
