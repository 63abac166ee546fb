/** The project's own files and who imports whom, for the tests of its shape. All paths are from the root. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

export const root = resolve(import.meta.dirname, '../..');

const CODE = /\.(?:ts|tsx|mjs)$/;
/** What an import may leave out. */
const ENDINGS = ['', '.ts', '.tsx', '.mjs', '.d.ts', '.d.mts', '/index.ts', '/index.tsx'];

const fromRoot = (path: string): string => relative(root, path).split(sep).join('/');

export function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

export function filesUnder(folder: string, names: RegExp = CODE): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && names.test(entry.name))
    .map((entry) => fromRoot(join(entry.parentPath, entry.name)));
}

/** Folders below this one, at any depth. */
export function foldersUnder(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => fromRoot(join(entry.parentPath, entry.name)));
}

const read = new Map<string, readonly string[]>();

/** Everything a file imports or exports from elsewhere, types and imports made while running included. */
export function importsOf(file: string): readonly string[] {
  const known = read.get(file);
  if (known) return known;
  const imports = ts.preProcessFile(textOf(file), true, true).importedFiles.map(({ fileName }) => fileName);
  read.set(file, imports);
  return imports;
}

/** The path that an import of this file means, or null for a package. */
export function pathOf(file: string, specifier: string): string | null {
  return specifier.startsWith('.') ? posix.join(dirname(file), specifier.replace(/\?.*$/, '')) : null;
}

export type ImportGraph = ReadonlyMap<string, readonly string[]>;

export function importGraph(files: readonly string[]): ImportGraph {
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const paths = importsOf(file).flatMap((specifier) => pathOf(file, specifier) ?? []);
      const targets = paths.flatMap(
        (path) => ENDINGS.map((ending) => `${path}${ending}`).find((one) => known.has(one)) ?? [],
      );
      return [file, targets] as const;
    }),
  );
}

/** Groups of files that import each other around a circle, each as one sentence; a file that imports itself is one. */
export function circlesIn(graph: ImportGraph): readonly string[] {
  const places = new Map<string, { readonly order: number; lowest: number }>();
  const path: string[] = [];
  const circles: string[] = [];
  // Tarjan's strongly connected components; the deepest chain of imports is far below any limit of the stack.
  function visit(file: string): number {
    const place = { order: places.size, lowest: places.size };
    places.set(file, place);
    path.push(file);
    for (const target of graph.get(file) ?? []) {
      const seen = places.get(target);
      if (seen === undefined) place.lowest = Math.min(place.lowest, visit(target));
      else if (path.includes(target)) place.lowest = Math.min(place.lowest, seen.order);
    }
    if (place.lowest === place.order) {
      const group = path.splice(path.indexOf(file));
      if (group.length > 1 || (graph.get(file) ?? []).includes(file)) circles.push([...group].sort().join(' <-> '));
    }
    return place.lowest;
  }
  for (const file of graph.keys()) if (!places.has(file)) visit(file);
  return circles;
}
