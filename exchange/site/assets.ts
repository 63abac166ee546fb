/** The client bundle and the stylesheet, built once in memory at the first request and named by their content. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

export interface Assets {
  readonly script: Asset;
  readonly style: Asset;
}

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

function named(folder: string, extension: string, type: string, body: string): Asset {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
  return { path: `/_next/static/${folder}/${hash}.${extension}`, type, body };
}

async function buildAssets(): Promise<Assets> {
  const result = await build({
    entryPoints: [here('./client.tsx')],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const script = result.outputFiles[0]?.text;
  if (script === undefined) throw new Error('the site has no client bundle');
  return {
    script: named('chunks', 'js', 'text/javascript; charset=utf-8', script),
    style: named('css', 'css', 'text/css; charset=utf-8', await readFile(here('./style.css'), 'utf8')),
  };
}

let built: Promise<Assets> | null = null;

export function loadAssets(): Promise<Assets> {
  built ??= buildAssets();
  return built;
}
