/** The same extension with the embedding pack: `npm run build:meaning`, into an output folder of its own (docs/adr/0008). */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'wxt';
import { configFor } from './wxt.config';

const root = dirname(fileURLToPath(import.meta.url));
const packages = join(root, 'node_modules');
const model = join(packages, '@energetic-ai', 'model-embeddings-en');
/** Chrome 120 and newer have SIMD; threads are not used. */
const WASM = 'tfjs-backend-wasm-simd.wasm';

/** The model's own files as published, the WebAssembly that computes, and the licence that comes with both (Apache-2.0). */
const files = [
  ...readdirSync(join(model, 'dist')).filter((name) => /^(?:model\.json|vocab\.json|group1-shard\d+of\d+)$/.test(name)).map((name) => ({ absoluteSrc: join(model, 'dist', name), relativeDest: `meaning/${name}` })),
  { absoluteSrc: join(packages, '@tensorflow', 'tfjs-backend-wasm', 'wasm-out', WASM), relativeDest: `meaning/${WASM}` },
  { absoluteSrc: join(model, 'LICENSE'), relativeDest: 'meaning/LICENSE.txt' },
];

export default defineConfig({
  ...configFor({ meaning: true, alias: { '@energetic-ai/core': join(root, 'lib', 'workers', 'meaning-core.ts') } }),
  outDirTemplate: '{{browser}}-mv{{manifestVersion}}-meaning{{modeSuffix}}',
  hooks: {
    'build:publicAssets': (_wxt, publicFiles) => {
      publicFiles.push(...files);
    },
  },
});
