/** Ports and messages from a page or from the popup to the background. */
import { browser } from 'wxt/browser';
import type { SendMessage } from '../protocol/client';
import type { OpenPipe } from '../protocol/replica';

/** False once the extension was reloaded, updated or removed under this script. */
export function isExtensionAlive(): boolean {
  return browser.runtime?.id !== undefined;
}

/** Opens named ports; waking the background if it sleeps. */
export function pipeOpener(name: string): OpenPipe {
  return () => {
    if (!isExtensionAlive()) return null;
    try {
      const port = browser.runtime.connect({ name });
      let open = true;
      return {
        post: (message) => {
          if (!open) return;
          try {
            port.postMessage(message);
          } catch (error) {
            // The port died in between; onDisconnect tells the owner. Anything else is a broken invariant.
            if (!(error instanceof Error) || !/disconnected|invalidated/i.test(error.message)) throw error;
          }
        },
        onMessage: (listener) => port.onMessage.addListener((message: unknown) => void (open && listener(message))),
        onClose: (listener) =>
          port.onDisconnect.addListener(() => {
            if (!open) return;
            open = false;
            listener();
          }),
        close: () => {
          open = false;
          port.disconnect();
        },
      };
    } catch {
      // "Extension context invalidated." is thrown synchronously (docs/reliability.md 2.7).
      return null;
    }
  };
}

export const sendToBackground: SendMessage = async (message) => browser.runtime.sendMessage(message);
