/** Entry of the signals Worker; it is reached as the engine is (engine-worker.ts). */
import { expose } from 'comlink';
import { createMomentsDatabase } from '../../lib/storage/moments-database';
import { createSignalsWorker } from '../../lib/workers/create-signals';

const signals = createSignalsWorker({ store: createMomentsDatabase() });

self.addEventListener('message', (event: MessageEvent<unknown>) => {
  const [port] = event.ports;
  const { data } = event;
  if (port && typeof data === 'object' && data !== null && 'type' in data && data.type === 'connect')
    expose(signals, port);
});
