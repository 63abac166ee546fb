/** A Worker by name, reached by comlink: connected when it is first asked, and anew after it was started again. */
import { wrap, type Remote } from 'comlink';
import type { WorkerHost, WorkerName } from '../ports/worker';

export interface WorkerClient<Api> {
  /** The Worker's object; its methods return promises on both sides. */
  api(): Promise<Remote<Api>>;
  /** It does not answer: ends it and starts another. */
  restart(): Promise<void>;
}

export function createWorkerClient<Api extends object>(host: WorkerHost, name: WorkerName): WorkerClient<Api> {
  let connecting: Promise<Remote<Api>> | null = null;
  return {
    api() {
      connecting ??= host.open(name).then((port) => wrap<Api>(port));
      connecting.catch(() => {
        connecting = null;
      });
      return connecting;
    },
    async restart() {
      connecting = null;
      await host.restart(name);
    },
  };
}
