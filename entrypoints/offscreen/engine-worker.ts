/**
 * Entry of the engine Worker: `new Worker(new URL('...', import.meta.url), {type: 'module'})`. Whoever owns it posts
 * {type: 'connect'} with a MessagePort, as often as it likes (a revived service worker opens a new one); the engine is
 * exposed on each port by comlink.
 */
import { expose } from 'comlink';
import { createEngine } from '../../lib/workers/create-engine';
import { isProven } from '../../lib/verifier/verify';

// This thread's composition root: here the clock is made, and the engine meets the verifier that it does not know.
const engine = createEngine({ nowMs: () => performance.now(), accepts: isProven });

self.addEventListener('message', (event: MessageEvent<unknown>) => {
  const [port] = event.ports;
  if (
    port &&
    typeof event.data === 'object' &&
    event.data !== null &&
    'type' in event.data &&
    event.data.type === 'connect'
  )
    expose(engine, port);
});
