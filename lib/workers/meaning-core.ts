/**
 * Stands in for `@energetic-ai/core` in the pack's Worker (alias in wxt.meaning.config.ts): that package bundles the Node build of the same
 * TensorFlow.js packages, which reads files and starts threads. Only what `@energetic-ai/embeddings` asks for is named, so the rest is dropped.
 */
import '@tensorflow/tfjs-backend-wasm';

export { div, dot, mul, norm, ready, tensor1d, tensor2d, util } from '@tensorflow/tfjs-core';
export { loadGraphModel } from '@tensorflow/tfjs-converter';
