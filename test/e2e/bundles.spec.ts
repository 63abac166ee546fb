/** What is in the two builds: nothing of the embedding pack in the base, the same extension beside it in the other. Reads the output folders only. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@playwright/test';
import { root } from '../../scripts/setup.mjs';
import { EXTENSION_PATH, MEANING_EXTENSION_PATH } from '../kit/browser';

/** 5.1 MB when this was written; the weights alone are 28 MB. */
const BASE_AT_MOST_BYTES = 6_000_000;
const MODEL = join(root, 'node_modules', '@energetic-ai', 'model-embeddings-en', 'dist');
const MODEL_FILES = ['model.json', 'vocab.json', ...Array.from({ length: 7 }, (_, index) => `group1-shard${index + 1}of7`)];
/** Of the packages' code and of the seam to them; each is looked for in the other build too, so that none of them is a word nobody uses. */
const TRACES = ['WASM_HAS_SIMD_SUPPORT', 'registerBackend', 'loadGraphModel', 'tfhub.dev', 'meaning-worker', 'meaning-end', 'meaning-read'];

interface BuiltFile {
  readonly name: string;
  readonly bytes: number;
}

function filesOf(build: string): readonly BuiltFile[] {
  return readdirSync(build, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: relative(build, path).replaceAll('\\', '/'), bytes: statSync(path).size }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

const sizeOf = (build: string): number => filesOf(build).reduce((sum, { bytes }) => sum + bytes, 0);
const isCode = ({ name }: BuiltFile): boolean => /\.(?:js|html)$/.test(name);
const codeOf = (build: string): string => filesOf(build).filter(isCode).map(({ name }) => readFileSync(join(build, name), 'latin1')).join('\n');
/** Names without the hash of their content. */
const plainNames = (build: string): readonly string[] => filesOf(build).map(({ name }) => name.replace(/-[\w-]{8}(?=\.(?:js|css|wasm)$)/, '')).sort();

test('the base build holds nothing of the pack', () => {
  const code = codeOf(EXTENSION_PATH);
  expect(TRACES.filter((trace) => code.includes(trace))).toEqual([]);
  expect(filesOf(EXTENSION_PATH).filter(({ name }) => /meaning|shard|vocab|model\.json|tfjs|tensorflow|energetic/i.test(name))).toEqual([]);
  expect(sizeOf(EXTENSION_PATH)).toBeLessThan(BASE_AT_MOST_BYTES);
});

test('the other build is the same extension with the published model', () => {
  const code = codeOf(MEANING_EXTENSION_PATH);
  expect(TRACES.filter((trace) => !code.includes(trace))).toEqual([]);
  for (const name of MODEL_FILES) expect(readFileSync(join(MEANING_EXTENSION_PATH, 'meaning', name)).equals(readFileSync(join(MODEL, name))), name).toBe(true);
  expect(readFileSync(join(MEANING_EXTENSION_PATH, 'manifest.json'), 'utf8')).toBe(readFileSync(join(EXTENSION_PATH, 'manifest.json'), 'utf8'));
  const base = plainNames(EXTENSION_PATH);
  const added = plainNames(MEANING_EXTENSION_PATH).filter((name) => !base.includes(name));
  expect(base.filter((name) => !plainNames(MEANING_EXTENSION_PATH).includes(name))).toEqual([]);
  expect(added).toEqual([...MODEL_FILES, 'LICENSE.txt', 'tfjs-backend-wasm-simd.wasm'].map((name) => `meaning/${name}`).concat('assets/meaning-worker.js', 'chunks/meaning.js').sort());
});

test('neither build makes code out of text', () => {
  for (const build of [EXTENSION_PATH, MEANING_EXTENSION_PATH]) {
    const code = filesOf(build).filter(isCode);
    expect(code.length).toBeGreaterThan(5);
    expect(code.filter(({ name }) => /\beval\(|\bnew Function\b/.test(readFileSync(join(build, name), 'latin1')))).toEqual([]);
  }
});

test('sizes', () => {
  for (const build of [EXTENSION_PATH, MEANING_EXTENSION_PATH]) {
    const code = filesOf(build).filter(isCode).reduce((sum, { bytes }) => sum + bytes, 0);
    console.log(`${relative(root, build)}: ${(sizeOf(build) / 1e6).toFixed(2)} MB in ${filesOf(build).length} files, ${(code / 1e6).toFixed(2)} MB of it code`);
    expect(code).toBeGreaterThan(0);
  }
});
