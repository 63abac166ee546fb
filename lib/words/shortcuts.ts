/** What each shortcut does, as the browser lists it. */
import type { Shortcut } from '../protocol/shortcuts';

export const shortcuts: Readonly<Record<Shortcut, string>> = {
  'stop-trading': 'Stop all trading',
  'open-panel': 'Open the side panel',
  'next-offer': 'Go to the next set of bets above your thresholds',
};
