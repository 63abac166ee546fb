/** Leave to reach a host that the user named, and the side panel: both only straight after a click. */
import { browser } from 'wxt/browser';
import { checkEndpoint } from '../domain/endpoint';
import { fail, ok, type Result } from '../domain/result';
import type { Sites } from '../ports/examination';

/** Host patterns know no ports: the permission is for the host. Null for what is no address of a model. */
export function originPattern(endpoint: string): string | null {
  const checked = checkEndpoint(endpoint.trim());
  if (!checked.ok) return null;
  const url = new URL(checked.value);
  return `${url.protocol}//${url.hostname}/*`;
}

/** The address of a socket's host as the browser is asked about it. */
export function hostOf(socketUrl: string): string {
  return `https://${new URL(socketUrl).hostname}`;
}

export async function mayReach(endpoint: string): Promise<boolean> {
  const pattern = originPattern(endpoint);
  return pattern !== null && browser.permissions.contains({ origins: [pattern] });
}

/** The addresses that the manifest asks for, and those of them that the browser keeps back now. */
export const sites: Sites = {
  async ask() {
    const hosts: readonly string[] = browser.runtime.getManifest().host_permissions ?? [];
    const granted = await Promise.all(hosts.map((host) => browser.permissions.contains({ origins: [host] })));
    return { asked: hosts.length, withheld: hosts.filter((_, index) => !granted[index]).map(bareHost) };
  },
};

const bareHost = (pattern: string): string => pattern.replace(/^\w+:\/\//, '').replace(/\/\*$/, '');

/** Whether the user granted it; a failure when it cannot be asked for. */
export async function askForHost(endpoint: string): Promise<Result<boolean>> {
  const checked = checkEndpoint(endpoint.trim());
  if (!checked.ok) return checked;
  const pattern = originPattern(endpoint);
  try {
    // No await before: the browser forgets the click.
    return ok(pattern !== null && (await browser.permissions.request({ origins: [pattern] })));
  } catch {
    return fail('host-not-asked', {});
  }
}

/** Gives back the leave to reach a host, unless `kept`, the address in use, needs it. */
export async function dropHost(endpoint: string, kept: string): Promise<void> {
  const pattern = originPattern(endpoint);
  if (pattern === null || pattern === originPattern(kept)) return;
  try {
    await browser.permissions.remove({ origins: [pattern] });
  } catch {
    // The venue's own hosts are granted with the extension and cannot be given back.
    return;
  }
}

/**
 * For the background, straight from a click in a page: the side panel of that page's window, or the same page in a tab
 * where the browser has none or does not believe in the click.
 */
export function openPanelFor(sender: { readonly tab?: { readonly windowId?: number } | undefined }): void {
  const inTab = (): void => void browser.tabs.create({ url: new URL('/sidepanel.html', location.href).href });
  const windowId = sender.tab?.windowId;
  if (windowId === undefined || !('sidePanel' in browser)) return inTab();
  browser.sidePanel.open({ windowId }).catch(inTab);
}

export function openOptions(): void {
  void browser.runtime.openOptionsPage();
}

/**
 * Opens the side panel of this window, or the same page in a tab where the browser has none, on the tab of the panel
 * that is named. Call it straight from a click. `thenClose`: a popup has no more to say then.
 */
export function panelOpener(thenClose = false): (tab?: string) => void {
  let windowId: number | undefined;
  void browser.windows.getCurrent().then(({ id }) => {
    windowId = id;
  });
  return (tab) => {
    const path = tab === undefined ? 'sidepanel.html' : `sidepanel.html#${tab}`;
    const inTab = (): void => void browser.tabs.create({ url: new URL(`/${path}`, location.href).href });
    if (windowId === undefined) return inTab();
    // No await before: the browser forgets the click.
    void browser.sidePanel.setOptions({ path });
    browser.sidePanel.open({ windowId }).then(() => {
      if (thenClose) window.close();
    }, inTab);
  };
}
