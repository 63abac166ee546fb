import { defineConfig } from 'vitest/config';
import { preactAlias } from './scripts/preact-alias.mjs';

export default defineConfig({
  plugins: [
    {
      name: 'preact-as-shipped',
      enforce: 'pre',
      // The local exchange's page is React on both sides, as the venue's is.
      resolveId(source, importer) {
        const alias = preactAlias.find(({ find }) => find.test(source));
        if (alias === undefined || importer?.includes('/exchange/')) return null;
        return this.resolve(alias.replacement, importer, { skipSelf: true });
      },
    },
  ],
  test: {
    include: [
      'test/{unit,property,conformance,replay}/**/*.test.ts',
      'test/{unit,property,conformance,replay}/**/*.test.tsx',
    ],
    // Two shared cores: more workers only make timings worse.
    maxWorkers: 2,
    // Loading the same modules anew for each file took longer than many files run. So a test leaves nothing behind in
    // the process: what it puts in place of a global it takes back (`unstubGlobals`, or by hand).
    isolate: false,
    unstubGlobals: true,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
