/** Chrome only: starts the Workers and forwards ports to them. Relay only; it keeps nothing. */
import type { WorkerName } from '../../lib/ports/worker';

/** The address must stand in the code for the bundler to find it. */
const starts: Readonly<Record<WorkerName, () => Worker>> = {
  engine: () => new Worker(new URL('./engine-worker.ts', import.meta.url), { type: 'module', name: 'facet-engine' }),
};
const workers = new Map<WorkerName, Worker>();

function start(name: WorkerName): Worker {
  const made = starts[name]();
  workers.set(name, made);
  return made;
}

function isWorkerName(name: unknown): name is WorkerName {
  return typeof name === 'string' && Object.hasOwn(starts, name);
}

// The engine loads both solvers: it does so while the background still connects.
start('engine');

navigator.serviceWorker.addEventListener('message', (event: MessageEvent<unknown>) => {
  const { data, ports } = event;
  if (typeof data !== 'object' || data === null || !('type' in data) || !('name' in data)) return;
  const { type, name } = data;
  if (!isWorkerName(name)) return;
  if (type === 'connect') (workers.get(name) ?? start(name)).postMessage({ type: 'connect' }, [...ports]);
  if (type === 'restart') {
    workers.get(name)?.terminate();
    start(name);
  }
});
navigator.serviceWorker.startMessages();
