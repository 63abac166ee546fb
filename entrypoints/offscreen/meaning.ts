/** The embedding pack's Worker: one for each list of texts, ended with it. Only in the build with the pack, and loaded when first asked for. */
let worker: Worker | null = null;

export function relayMeaning(type: 'meaning' | 'meaning-end', ports: readonly MessagePort[]): void {
  worker?.terminate();
  worker = type === 'meaning' ? new Worker(new URL('../../lib/workers/meaning-worker.ts', import.meta.url), { type: 'module', name: 'facet-meaning' }) : null;
  worker?.postMessage({ type: 'connect' }, [...ports]);
}
