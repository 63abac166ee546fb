/** Chrome only: starts the Workers and forwards ports to them. Relay only; it keeps nothing. */
import { createOwnWorkers } from '../../lib/platform/own-workers';
import { isWorkerName, starts } from '../workers/starts';

const workers = createOwnWorkers(starts);
// The engine loads both solvers: it does so while the background still connects.
void workers.restart('engine');

navigator.serviceWorker.addEventListener('message', (event: MessageEvent<unknown>) => {
  const { data, ports } = event;
  if (typeof data !== 'object' || data === null || !('type' in data) || !('name' in data)) return;
  const { type, name } = data;
  const [port] = ports;
  if (!isWorkerName(name)) return;
  if (type === 'connect' && port !== undefined) workers.connect(name, port);
  if (type === 'restart') void workers.restart(name);
});
navigator.serviceWorker.startMessages();
