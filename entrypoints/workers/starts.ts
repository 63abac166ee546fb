/** Every Worker by name. The address must stand in the code for the bundler to find it. */
import type { WorkerName } from '../../lib/ports/worker';

export const starts: Readonly<Record<WorkerName, () => Worker>> = {
  engine: () => new Worker(new URL('./engine-worker.ts', import.meta.url), { type: 'module', name: 'facet-engine' }),
  signals: () => new Worker(new URL('./signals-worker.ts', import.meta.url), { type: 'module', name: 'facet-signals' }),
};

export function isWorkerName(name: unknown): name is WorkerName {
  return typeof name === 'string' && Object.hasOwn(starts, name);
}
