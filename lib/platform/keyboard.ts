/** The browser's own shortcuts, by what they do. */
import { browser } from 'wxt/browser';
import { eventUrlOf } from '../domain/page';
import type { Shortcut } from '../protocol/shortcuts';
import { openPanelFor } from './permissions';

type Sender = Parameters<typeof openPanelFor>[0];

/** @param nextOffer the slug of an event; null where nothing is on offer. */
export function serveKeyboard(does: {
  readonly stop: () => Promise<void>;
  readonly nextOffer: () => Promise<string | null>;
}): void {
  const actions: Readonly<Record<Shortcut, (sender: Sender) => void>> = {
    'stop-trading': () => void does.stop(),
    // Nothing is awaited before: the browser forgets the key.
    'open-panel': openPanelFor,
    'next-offer': () =>
      void does.nextOffer().then((slug) => (slug === null ? null : browser.tabs.create({ url: eventUrlOf(slug) }))),
  };
  browser.commands.onCommand.addListener((name, tab) => {
    if (isShortcut(name, actions)) actions[name](tab === undefined ? {} : { tab });
  });
}

function isShortcut(name: string, actions: object): name is Shortcut {
  return Object.hasOwn(actions, name);
}
