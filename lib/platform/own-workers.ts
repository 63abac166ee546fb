/** Workers that this page starts itself: Firefox's background page, and Chrome's offscreen page for its own host. */
import type { WorkerHost, WorkerName } from '../ports/worker';

export interface OwnWorkers extends WorkerHost {
  /** Hands a port to the Worker of this name, started if need be. */
  connect(name: WorkerName, port: MessagePort): void;
}

export function createOwnWorkers(starts: Readonly<Record<WorkerName, () => Worker>>): OwnWorkers {
  const workers = new Map<WorkerName, Worker>();
  const start = (name: WorkerName): Worker => {
    const made = starts[name]();
    workers.set(name, made);
    return made;
  };
  const connect = (name: WorkerName, port: MessagePort): void =>
    (workers.get(name) ?? start(name)).postMessage({ type: 'connect' }, [port]);
  return {
    connect,
    open(name) {
      const { port1, port2 } = new MessageChannel();
      connect(name, port2);
      return Promise.resolve(port1);
    },
    restart(name) {
      workers.get(name)?.terminate();
      start(name);
      return Promise.resolve();
    },
  };
}
