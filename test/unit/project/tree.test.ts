/**
 * The shape of the project: the card's entries exist, the layers hold, rooms stay apart, files and lines stay small.
 * Reads the same tables as the lint rule.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fenceProblem, fences, layerOf, layerProblem, layers } from '../../../scripts/layers.mjs';
import { filesUnder, importsOf, pathOf, root, textOf } from '../../kit/source-files';

const SOURCE_FOLDERS = ['entrypoints', 'lib', 'exchange', 'bench', 'test', 'scripts'];
/** Lines with code; the lint rule says the same for what it sees. */
const MAX_LINES = 400;
const MAX_ENTRY_LINES = 60;
const MAX_COLUMNS = 120;
/** Rooms of which each folder is a layer of its own, so that a new one cannot hide under its parent. */
const ROOMS_OF_LAYERS = ['lib', 'lib/venues', 'lib/ui'];

const files = SOURCE_FOLDERS.flatMap((folder) => filesUnder(folder));

function problemsOf(file: string, specifiers: readonly string[]): readonly string[] {
  return specifiers.flatMap((specifier) => {
    const target = pathOf(file, specifier);
    const problem = target === null ? fenceProblem(file, specifier) : layerProblem(file, target);
    return problem === null ? [] : [`${file}: ${problem}`];
  });
}

/** The files of `lib` that no layer of their own holds. */
function withoutLayer(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => {
    const layer = layerOf(path);
    if (layer === null) return true;
    return ROOMS_OF_LAYERS.includes(layer) && dirname(path) !== layer;
  });
}

/** The venue in whose folder a file lies; what all feeds share is none. */
function venueOf(path: string): string | null {
  const [, name] = /^lib\/venues\/([^/]+)/.exec(path) ?? [];
  return name === undefined || name === 'socket' ? null : name;
}

/** What only some folders forbid, beyond their layer. */
function roomProblemsOf(file: string, specifiers: readonly string[]): readonly string[] {
  return specifiers.flatMap((specifier) => {
    const target = pathOf(file, specifier);
    const own = venueOf(file);
    const other = target === null ? null : venueOf(target);
    if (own !== null && other !== null && own !== other) return [`${file}: ${own} imports the venue ${other}`];
    if (file.startsWith('lib/verifier/') && !/^lib\/(?:verifier|domain)\//.test(target ?? ''))
      return [`${file}: the verifier stands alone and imports ${specifier}`];
    return [];
  });
}

/** Services whose folder does not hold its own name, or hides behind an index. */
function serviceProblems(paths: readonly string[]): readonly string[] {
  const services = paths.flatMap((path) => /^lib\/services\/([^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(services)].flatMap((name) =>
    paths.includes(`lib/services/${name}/${name}.ts`) ? [] : [`lib/services/${name} has no ${name}.ts`],
  );
}

const indexFiles = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => /^lib\/(?:.*\/)?index\.tsx?$/.test(path));

function longLines(file: string, text: string): readonly string[] {
  return text.split('\n').flatMap((line, index) => (line.length > MAX_COLUMNS ? [`${file}:${index + 1}`] : []));
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
    expect(problemsOf('test/kit/browser/wallet.ts', ['../../../entrypoints/popup/main'])).toHaveLength(1);
    expect(problemsOf('lib/services/books.ts', ['../domain/book', '../ports/clock'])).toEqual([]);
  });

  it('puts every file of lib in a layer of its own room', () => {
    expect(withoutLayer(filesUnder('lib', /./))).toEqual([]);
    expect(Object.keys(layers).length).toBeGreaterThan(10);
    expect(Object.keys(fences)).toContain('ethers');
  });

  it('would notice a room that hides under another', () => {
    expect(withoutLayer(['lib/oracle/price.ts', 'lib/venues/dummy/feed.ts', 'lib/ui/tray/tray.tsx'])).toHaveLength(3);
    expect(withoutLayer(['lib/ui/styles.d.ts', 'lib/venues/polymarket/clob/parse-book.ts'])).toEqual([]);
  });

  it('keeps venues apart and the verifier alone', () => {
    expect(files.flatMap((file) => roomProblemsOf(file, importsOf(file)))).toEqual([]);
  });

  it('would notice venues that know each other and a verifier that leans on what it checks', () => {
    expect(roomProblemsOf('lib/venues/kraken/feed.ts', ['../polymarket/common/parse'])).toHaveLength(1);
    expect(roomProblemsOf('lib/venues/paper/entry.ts', ['../kraken/feed'])).toHaveLength(1);
    expect(roomProblemsOf('lib/verifier/verify.ts', ['../engine/solve', '../relations/rows', 'zod'])).toHaveLength(3);
    expect(roomProblemsOf('lib/venues/kraken/feed.ts', ['../socket/connection', './parse', 'zod'])).toEqual([]);
    expect(roomProblemsOf('lib/verifier/verify.ts', ['./canonical', '../domain/fees'])).toEqual([]);
  });

  it('names every service by its folder and nothing by "index"', () => {
    expect(serviceProblems(filesUnder('lib/services'))).toEqual([]);
    expect(indexFiles(files)).toEqual([]);
  });

  it('would notice a service without its name, and an index', () => {
    expect(serviceProblems(['lib/services/spot/feed.ts', 'lib/services/books/books.ts'])).toHaveLength(1);
    expect(indexFiles(['lib/services/spot/index.ts', 'lib/ui/index.tsx', 'lib/ports/question-index.ts'])).toHaveLength(
      2,
    );
  });

  it(`keeps every line within ${MAX_COLUMNS} columns, strings and comments too`, () => {
    const lines = SOURCE_FOLDERS.flatMap((folder) => filesUnder(folder, /\.(?:tsx?|mjs|mts|css)$/));
    expect(lines.flatMap((file) => longLines(file, textOf(file)))).toEqual([]);
  });

  it('would notice a long line', () => {
    expect(longLines('lib/x.ts', `short\n${'x'.repeat(MAX_COLUMNS)}\n${'x'.repeat(MAX_COLUMNS + 1)}`)).toEqual([
      'lib/x.ts:3',
    ]);
  });

  it('keeps files small and entry files thin', () => {
    const lines = (file: string): number => textOf(file).split('\n').length;
    const code = (file: string): number =>
      textOf(file)
        .split('\n')
        .filter((line) => line.trim() !== '' && !/^\s*(?:\/\/|\/?\*)/.test(line)).length;
    expect(files.filter((file) => code(file) > MAX_LINES)).toEqual([]);
    const entries = files.filter((file) => /^entrypoints\/(?:[^/]+\/(?:index|main)\.tsx?|[^/]+\.ts)$/.test(file));
    expect(entries.length).toBeGreaterThan(3);
    expect(entries.filter((file) => lines(file) > MAX_ENTRY_LINES)).toEqual([]);
  });
});
