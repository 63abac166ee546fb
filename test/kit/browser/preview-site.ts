/**
 * Builds and serves a page of the interface for one worker. Each worker has a folder of its own: two that build into
 * one empty each other's.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';
import { preactAlias } from '../../../scripts/preact-alias.mjs';

export interface PreviewSite {
  readonly origin: string;
  close(): Promise<void>;
}

export async function servePreview(configFile: string): Promise<PreviewSite> {
  const outDir = mkdtempSync(join(tmpdir(), 'facet-preview-'));
  await build({ configFile, resolve: { alias: preactAlias }, build: { outDir, emptyOutDir: true } });
  const server = await preview({ configFile, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
  const origin = server.resolvedUrls?.local[0];
  if (origin === undefined) throw new Error('the preview has no address');
  return {
    origin,
    async close() {
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
