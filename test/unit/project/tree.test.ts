/**
 * The shape of the project: the card's entries exist, the layers hold, files stay small. Reads the same tables as the
 * lint rule.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { fenceProblem, fences, layerOf, layerProblem, layers } from '../../../scripts/layers.mjs';

const root = resolve(import.meta.dirname, '../../..');
const SOURCE_FOLDERS = ['entrypoints', 'lib', 'exchange', 'bench', 'test', 'scripts'];
/** Lines with code; the lint rule says the same for what it sees. */
const MAX_LINES = 400;
const MAX_ENTRY_LINES = 60;

function filesUnder(folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

const files = SOURCE_FOLDERS.flatMap(filesUnder);

function importsOf(file: string): readonly string[] {
  return ts
    .preProcessFile(readFileSync(join(root, file), 'utf8'), true, true)
    .importedFiles.map((imported) => imported.fileName);
}

function problemsOf(file: string, specifiers: readonly string[]): readonly string[] {
  return specifiers.flatMap((specifier) => {
    const target = specifier.startsWith('.')
      ? relative(root, resolve(root, dirname(file), specifier))
          .split(sep)
          .join('/')
      : null;
    const problem = target === null ? fenceProblem(file, specifier) : layerProblem(file, target);
    return problem === null ? [] : [`${file}: ${problem}`];
  });
}

describe('tree', () => {
  it.each([
    'package.json',
    'wxt.config.ts',
    'entrypoints/background',
    'entrypoints/content',
    'entrypoints/popup',
    'lib/engine',
    'lib/workers',
    'test',
    'LICENSE',
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'docs/adr',
  ])('%s exists', (entry) => {
    expect(existsSync(join(root, entry))).toBe(true);
  });

  it('keeps every import inside its layer', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap((file) => problemsOf(file, importsOf(file)))).toEqual([]);
  });

  it('would notice a broken layer or fence', () => {
    expect(problemsOf('lib/domain/book.ts', ['../ports/clock'])).toHaveLength(1);
    expect(problemsOf('lib/ui/overlay/banner.tsx', ['../../services/scan'])).toHaveLength(1);
    expect(problemsOf('exchange/core.ts', ['../lib/venues/polymarket/fees'])).toHaveLength(1);
    expect(problemsOf('lib/services/books.ts', ['ethers'])).toHaveLength(1);
    expect(problemsOf('test/kit/wallet.ts', ['../../entrypoints/popup/main'])).toHaveLength(1);
    expect(problemsOf('lib/services/books.ts', ['../domain/book', '../ports/clock'])).toEqual([]);
  });

  it('puts every file of lib in a layer', () => {
    expect(files.filter((file) => file.startsWith('lib/') && layerOf(file) === null)).toEqual([]);
    expect(Object.keys(layers).length).toBeGreaterThan(10);
    expect(Object.keys(fences)).toContain('ethers');
  });

  it('keeps files small and entry files thin', () => {
    const lines = (file: string): number => readFileSync(join(root, file), 'utf8').split('\n').length;
    const code = (file: string): number =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '' && !/^\s*(?:\/\/|\/?\*)/.test(line)).length;
    expect(files.filter((file) => code(file) > MAX_LINES)).toEqual([]);
    const entries = files.filter((file) => /^entrypoints\/(?:[^/]+\/(?:index|main)\.tsx?|[^/]+\.ts)$/.test(file));
    expect(entries.length).toBeGreaterThan(3);
    expect(entries.filter((file) => lines(file) > MAX_ENTRY_LINES)).toEqual([]);
  });
});
