/** What each shortcut does, as the browser lists it. */
import { SHORTCUTS, type Shortcut } from '../protocol/shortcuts';

export const shortcuts: Readonly<Record<Shortcut, string>> = {
  'stop-trading': 'Stop all trading',
  'open-panel': 'Open the side panel',
  'next-offer': 'Go to the next set of bets above your thresholds',
};

/** With the keys that are suggested, as the options list them. */
export const shortcutRows: readonly { readonly does: string; readonly keys: string }[] = [
  { does: shortcuts['stop-trading'], keys: SHORTCUTS['stop-trading'] },
  { does: shortcuts['open-panel'], keys: SHORTCUTS['open-panel'] },
  { does: shortcuts['next-offer'], keys: SHORTCUTS['next-offer'] },
];
