/**
 * Who asks: our content script in a page of the venue, or a page of the extension. It comes from the sender as the
 * browser names it, never from the message.
 */
export type Tier = 'content' | 'extension';

/** Whether a sender of tier `has` may use what asks for tier `needs`. */
export function mayUse(has: Tier, needs: Tier): boolean {
  return needs === 'content' || has === 'extension';
}
