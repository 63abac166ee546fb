/** What the user may close by hand: nothing more can come of it, or only the user can see what does. Pure. */
import type { CashOut } from '../../domain/cash-out';
import { isOver } from './look-up';

export function isClosable({ state, request }: CashOut, nowMs: number): boolean {
  return state === 'unknown' && (request?.way === 'own' || isOver(request, nowMs));
}
