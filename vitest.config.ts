import { defineConfig } from 'vitest/config';
import { preactAlias } from './scripts/preact-alias.mjs';

export default defineConfig({
  resolve: { alias: preactAlias },
  test: {
    include: [
      'test/{unit,property,conformance,replay}/**/*.test.ts',
      'test/{unit,property,conformance,replay}/**/*.test.tsx',
    ],
    // Two shared cores: more workers only make timings worse.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
