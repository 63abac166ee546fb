/** What is in the build: its size, and no code made out of text. Reads the output folder only. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@playwright/test';
import { NOTICES_FILE } from '../../scripts/notices';
import { EXTENSION_PATH } from '../kit/browser/browser';

/** 6.36 MB when this was last measured, of it 3.8 MB solvers, 0.9 MB the background and 0.5 MB the signals Worker. */
const AT_MOST_BYTES = 6_500_000;

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

const sizeOf = (files: readonly BuiltFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);
const isCode = ({ name }: BuiltFile): boolean => /\.(?:js|html)$/.test(name);

test('the build is small and holds no model', () => {
  const files = filesOf(EXTENSION_PATH);
  expect(files.filter(({ name }) => /meaning|shard|vocab|model\.json|tfjs|tensorflow|energetic/i.test(name))).toEqual(
    [],
  );
  expect(sizeOf(files)).toBeLessThan(AT_MOST_BYTES);
  const code = sizeOf(files.filter(isCode));
  console.log(
    `${(sizeOf(files) / 1e6).toFixed(2)} MB in ${files.length} files, ${(code / 1e6).toFixed(2)} MB of it code`,
  );
  expect(code).toBeGreaterThan(0);
});

test('the build makes no code out of text', () => {
  const code = filesOf(EXTENSION_PATH).filter(isCode);
  expect(code.length).toBeGreaterThan(5);
  expect(
    code.filter(({ name }) => /\beval\(|\bnew Function\b/.test(readFileSync(join(EXTENSION_PATH, name), 'latin1'))),
  ).toEqual([]);
});

/** Packages whose code is known to be in the build; that the list is whole is the bundler's word. */
const BUNDLED = ['@noble/hashes', 'comlink', 'ethers', 'glpk.js', 'highs', 'idb', 'preact', 'zod', 'zustand'];

test('the build carries its licence and those of the packages in it', () => {
  const read = (name: string): string => readFileSync(join(EXTENSION_PATH, name), 'utf8');
  expect(read('LICENSE')).toMatch(/GNU GENERAL PUBLIC LICENSE\s+Version 3/);
  const notices = read(NOTICES_FILE)
    .split(/\n={80}\n/)
    .slice(1);
  // The names stand above the first empty line.
  const heads = notices.flatMap((notice) => notice.trim().split('\n\n')[0]?.split('\n') ?? []);
  const names = heads.map((head) => /^(\S+) \d/.exec(head)?.[1] ?? '');
  expect(names).toEqual(expect.arrayContaining(BUNDLED));
  expect(new Set(notices).size).toBe(notices.length);
  // Build and test tools stay out of it.
  expect(names.filter((name) => /^(?:vite|vitest|playwright|typescript|eslint|tsx)$/.test(name))).toEqual([]);
  expect(notices.filter((notice) => !/copyright|licen[cs]e/i.test(notice))).toEqual([]);
});
