/**
 * Workers behind the offscreen page, which starts them and forwards ports. Old ports die silently with the service
 * worker, so each boot opens new ones (mv3-facts).
 */
import type { WorkerName } from '../ports/worker';
import { reachPage } from './offscreen-page';

/** A port to the Worker of this name, started if need be. */
export async function openWorker(name: WorkerName): Promise<MessagePort> {
  const page = await reachPage();
  const { port1, port2 } = new MessageChannel();
  page.postMessage({ type: 'connect', name }, [port2]);
  return port1;
}

/** Ends the Worker of this name and starts another. Ports to the old one are dead. */
export async function restartWorker(name: WorkerName): Promise<void> {
  const page = await reachPage();
  page.postMessage({ type: 'restart', name });
}
