/** Workers of Firefox's background page, which starts them itself. */
import type { WorkerName } from '../ports/worker';

const workers = new Map<WorkerName, Worker>();

function start(name: WorkerName): Worker {
  const made = STARTS[name]();
  workers.set(name, made);
  return made;
}

/** The address must stand in the code for the bundler to find it. */
const STARTS: Readonly<Record<WorkerName, () => Worker>> = {
  engine: () =>
    new Worker(new URL('../../entrypoints/offscreen/engine-worker.ts', import.meta.url), {
      type: 'module',
      name: 'engine',
    }),
};

/** A port to the Worker of this name, started if need be. */
export function openWorker(name: WorkerName): Promise<MessagePort> {
  const { port1, port2 } = new MessageChannel();
  (workers.get(name) ?? start(name)).postMessage({ type: 'connect' }, [port2]);
  return Promise.resolve(port1);
}

/** Ends the Worker of this name and starts another. Ports to the old one are dead. */
export function restartWorker(name: WorkerName): Promise<void> {
  workers.get(name)?.terminate();
  start(name);
  return Promise.resolve();
}
