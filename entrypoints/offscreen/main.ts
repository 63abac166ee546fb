/** Chrome only: starts the Workers and forwards ports to them. Relay only; it keeps nothing. */
let worker = startWorker();

function startWorker(): Worker {
  return new Worker(new URL('./engine-worker.ts', import.meta.url), {
    type: 'module',
    name: 'facet-engine',
  });
}

navigator.serviceWorker.addEventListener('message', (event: MessageEvent<unknown>) => {
  const { data, ports } = event;
  if (typeof data !== 'object' || data === null || !('type' in data)) return;
  if (data.type === 'connect') worker.postMessage({ type: 'connect' }, [...ports]);
  if (data.type === 'restart') {
    worker.terminate();
    worker = startWorker();
  }
});
navigator.serviceWorker.startMessages();
