/**
 * Entry of the pack's Worker (only in the build with the pack). It reads the model from the extension's own files and computes in
 * WebAssembly on one thread. Its owner ends it after each list; should the owner have died, it ends itself.
 */
import { EmbeddingsModel } from '@energetic-ai/embeddings';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { env, ready, util } from '@tensorflow/tfjs-core';
import { expose } from 'comlink';
import { createMeaningWorker, type TextModel } from './create-meaning';

/** Where wxt.meaning.config.ts puts the pack's files. */
const FILES = new URL('/meaning/', self.location.href).href;
/** Batches of one list follow each other at once. */
const UNUSED_MS = 60_000;

async function open(): Promise<TextModel> {
  // Threads would need a page that is isolated across origins, and a Worker made from a string.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setThreadsCount(1);
  setWasmPaths(FILES);
  await ready();
  const [model, vocabulary] = await Promise.all([loadGraphModel(`${FILES}model.json`), util.fetch(`${FILES}vocab.json`).then((answer) => answer.json())]);
  return new EmbeddingsModel({ model, vocabulary });
}

const worker = createMeaningWorker(open);
let unused = setTimeout(() => self.close(), UNUSED_MS);

self.addEventListener('message', (event: MessageEvent<unknown>) => {
  const [port] = event.ports;
  if (!port) return;
  expose({
    embed(texts: readonly string[]) {
      clearTimeout(unused);
      return worker.embed(texts).finally(() => { unused = setTimeout(() => self.close(), UNUSED_MS); });
    },
  }, port);
});
