/** The browser's own shortcuts for Facet, with the keys that are suggested; the user may change them in the browser. */
export const SHORTCUTS = {
  'stop-trading': 'Alt+Shift+S',
  'open-panel': 'Alt+Shift+F',
  'next-offer': 'Alt+Shift+N',
} as const;

export type Shortcut = keyof typeof SHORTCUTS;
