import type { RunningExchange } from '../../exchange/start';

/**
 * However far the exchange was advanced, what it tells is the time of this machine, by which clients sign their calls.
 *
 * @param byMs how far it is off all the same
 */
export function tellTrueTime({ faults, clock }: Pick<RunningExchange, 'faults' | 'clock'>, byMs = 0): void {
  faults.patch({ clockOffsetMs: Date.now() + byMs - clock.nowMs() });
}
