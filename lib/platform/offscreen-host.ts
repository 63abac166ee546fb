/**
 * Workers behind the offscreen page, which starts them and forwards ports: Chrome's service worker cannot start one.
 * Old ports die silently with the service worker, so each boot opens new ones
 * (docs/reliability.md 4.1).
 */
import type { WorkerHost } from '../ports/worker';
import { reachPage } from './offscreen-page';

export const offscreenHost: WorkerHost = {
  async open(name) {
    const page = await reachPage();
    const { port1, port2 } = new MessageChannel();
    page.postMessage({ type: 'connect', name }, [port2]);
    return port1;
  },
  async restart(name) {
    const page = await reachPage();
    page.postMessage({ type: 'restart', name });
  },
};
