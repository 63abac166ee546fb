/** Leave to reach a host that the user named, and the side panel: both only straight after a click. */
import { browser } from 'wxt/browser';
import { fail, ok, type Result } from '../domain/result';

/** Host patterns know no ports: the permission is for the host. Null for what is no address. */
export function originPattern(endpoint: string): string | null {
  try {
    const url = new URL(endpoint.trim());
    return url.protocol === 'https:' || url.protocol === 'http:' ? `${url.protocol}//${url.hostname}/*` : null;
  } catch {
    return null;
  }
}

export async function mayReach(endpoint: string): Promise<boolean> {
  const pattern = originPattern(endpoint);
  return pattern !== null && browser.permissions.contains({ origins: [pattern] });
}

/** Whether the user granted it; a failure when it cannot be asked for. */
export async function askForHost(endpoint: string): Promise<Result<boolean>> {
  const pattern = originPattern(endpoint);
  if (pattern === null) return fail('bad-endpoint', {});
  try {
    return ok(await browser.permissions.request({ origins: [pattern] }));
  } catch {
    return fail('host-not-asked', {});
  }
}

/**
 * Opens the side panel of this window, or the same page in a tab where the browser has none. Call it straight from a
 * click.
 */
export function panelOpener(): () => void {
  let windowId: number | undefined;
  void browser.windows.getCurrent().then(({ id }) => {
    windowId = id;
  });
  return () => {
    const inTab = (): void => void browser.tabs.create({ url: new URL('/sidepanel.html', location.href).href });
    if (windowId === undefined) return inTab();
    // No await before: the browser forgets the click.
    browser.sidePanel.open({ windowId }).then(() => window.close(), inTab);
  };
}
