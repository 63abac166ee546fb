/**
 * Where the user's word counts. In a page the ground is the page's: it sees every signature, and what it shows around
 * the button may mislead (docs/reliability.md 2.2). So real money is confirmed in a page of the extension, unless the
 * user chose otherwise when they went live.
 */
import type { ExecutionMode } from '../../domain/execution';
import { fail, type Result } from '../../domain/result';
import type { ConfirmPlace } from '../../protocol/settings';
import type { Tier } from '../../protocol/tier';

interface Word {
  readonly mode: ExecutionMode;
  /** Where it was given, as the browser names the sender. */
  readonly tier: Tier;
  /** The standing choice. */
  readonly confirmIn: ConfirmPlace;
}

/** Why this press is no consent; null when it is. */
export function consentRefusal({ mode, tier, confirmIn }: Word): Result<never> | null {
  return mode === 'live' && tier !== 'extension' && confirmIn !== 'page' ? fail('confirm-in-panel', {}) : null;
}
