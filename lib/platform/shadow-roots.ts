/** Shadow roots of the page that its own scripts may keep closed; only content scripts can open them. */
import { browser } from 'wxt/browser';

/** @throws Error after the extension was reloaded or removed under this script. */
export function shadowRootOf(element: HTMLElement): ShadowRoot | null {
  return browser.dom.openOrClosedShadowRoot(element);
}
